### Who belongs to the home, and who is invited.

members-title = Staff
members-invite = Invite someone
members-table = Members
members-name = Name
members-role = Role
members-standing = Standing
members-seen = Last seen
members-never = Never
members-active = Active
members-pending = To be confirmed
members-revoked = Removed
members-you = You
members-unnamed = No name yet
members-former = Former member
members-pending-title = { $count ->
    [one] 1 person waits to be confirmed
   *[other] { $count } people wait to be confirmed
}
members-pending-help = They can't open any record until you have compared six groups with them in person.
members-compare = Compare: { $name }
members-show-removed = Show removed members
members-invites = Open invitations
members-no-invites = No invitation is open.
members-expires = Works until
members-cancel = Cancel invitation
members-cancel-ask = Cancel the invitation of { $name }?
members-cancel-help = Its code stops working at once. You can invite them again.
members-cancel-keep = Keep it
members-failed = That did not work
members-only-you = Only you so far. Invite a second owner first: then one lost password can't close the home.
members-second-owner = Invite a second owner
