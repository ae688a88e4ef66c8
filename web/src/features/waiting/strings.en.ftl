### Joined, and not yet confirmed: managers and deputies wait until somebody compared their keys.

waiting-title = One step is left
waiting-about = Roles that hold many keys are confirmed in person. Show these six groups to { $who }, who compares them with the six groups on their own screen.
waiting-who-owner = an owner
waiting-who-manager = an owner or manager
waiting-groups = Your six groups
waiting-why = If they differ, somebody between you has changed your keys: do not go on, and tell the owner.
waiting-check = Look again
waiting-as-of = This page looks again by itself every minute.
