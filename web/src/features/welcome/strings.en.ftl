### The first page of a home's address, and of the address where homes are created.

welcome-title = Careseal
welcome-loading = Looking for this home…
welcome-lead = Care records that are locked and unlocked on this device. The server keeps them, and can't read them.
welcome-sign-in = Sign in
welcome-go-on = Go on
welcome-unlock = Unlock
welcome-invited = I have an invitation
welcome-trust = What the server can see
welcome-help = Help
welcome-base = This address is not a home
welcome-base-help = Every home has an address of its own, such as sunrise.{ $host }. It stands on your invitation card.
welcome-base-go = Go to a home
welcome-base-label = The home's address
welcome-base-hint = The word before .{ $host }
welcome-base-create = Setting up a new home? Open the set-up link that you were given. It starts with { $host }/create-home.
welcome-base-label-wrong = Enter the home's address: 3 to 40 small letters, digits or hyphens
welcome-unreachable = The home's server does not answer
welcome-unreachable-help = You may be offline, or the server may be restarting. Nothing you wrote is lost.
welcome-try-again = Try again
