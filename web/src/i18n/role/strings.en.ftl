### What a role is called; the keys stand in shared/schema/permissions.json.

role-owner = Owner
role-manager = Manager
role-deputy = Deputy manager
role-nurse = Nurse
role-senior = Senior carer
role-carer = Carer
role-agency = Agency worker
role-activities = Activities
role-maintenance = Maintenance
