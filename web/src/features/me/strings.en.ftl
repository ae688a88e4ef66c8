### Me: how the app looks, how I sign in, this device, signing out.

me-title = Me
me-role = Role
me-home = Home
me-until = Signed in until
me-look = How it looks
me-theme = Colours
me-theme-device = As on this device
me-theme-light = Light
me-theme-dark = Dark
me-theme-night = Night
me-theme-night-hint = Dim amber, for a resident's room at night
me-letters = Letters
me-letters-system = As on this device
me-letters-easy = Easy-read letters
me-tiles = Tiles
me-tiles-normal = Normal
me-tiles-large = Extra large
me-sign-in = How you sign in
me-factor = Second factor
me-factor-help = A code from your phone, and ten sign-in codes for when it is lost.
me-factor-set-up = Set up, or renew the codes
me-kit = Recovery kit
me-kit-have = You have one.
me-kit-none = You have none. If you lose your password, you are invited again. What you wrote stays in the home's records.
me-kit-none-owner = You have none. If you lose your password and are the only owner, nobody can open the home's records again.
me-kit-make = Make a recovery kit
me-kit-new = Make a new one
me-keys = Six groups of your keys
me-keys-help = A colleague who confirms you compares these with their own screen.
me-device = This device
me-storage-safe = Entries that wait to be sent are kept until they are sent.
me-storage-unsafe = This browser may clear entries that wait to be sent
me-storage-unsafe-help = Install Careseal on the home screen, or allow it to keep its data: then the browser leaves them alone. Until then, keep an eye on the mark in the top bar.
me-storage-used = Used: { $used }. Free: { $free }.
me-storage-mb = { $size } MB
me-storage-gb = { $size } GB
me-storage-low = Little room is left on this device
me-storage-low-help = Below 50 MB entries may not be saved. Remove photos or apps.
me-waiting = { $count ->
    [0] Everything is sent.
    [one] 1 entry waits to be sent.
   *[other] { $count } entries wait to be sent.
}
me-outbox = Look at the outbox
me-sign-out = Sign out
me-lock = Lock
me-unsent-title = { $count ->
    [one] 1 entry is only on this device
   *[other] { $count } entries are only on this device
}
me-unsent-help = Send it first: after signing out nobody could open it here.
me-unsent-send = Send now
me-unsent-stay = Stay signed in
me-unsent-still = Not everything could be sent. Stay signed in, or lock: the entries are kept.
me-sign-out-failed = You are still signed in
me-help = Help
me-trust = What the server can see
