### Adding a resident.

resident-new-title = Add a resident
resident-new-save = Save resident
