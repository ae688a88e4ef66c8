### Changing a resident's details.

resident-edit-title = Change details
resident-edit-heading = Change { $name }'s details
resident-edit-back = Record
resident-edit-save = Save changes
resident-edit-on-its-way = This was just added
resident-edit-on-its-way-help = It is on its way to the home's server. You can change it as soon as it is sent.
resident-edit-send = Send now
