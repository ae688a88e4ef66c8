### The lock page: the keys are gone, what was entered is kept.

lock-title = Unlock
lock-code-title = Second factor
lock-idle = Locked because nobody used it for a while. Nothing you typed is lost.
lock-person = Locked. Nothing you typed is lost.
lock-expired = Your session has ended. Sign in again; nothing you typed is lost.
lock-reload = Your session is still on. Your password opens it again.
lock-storage = Locked because this device could not write. Make room, then unlock: your entries are still here.
lock-stopped = Locked because the part of the app that holds the keys stopped; the device may be short of memory. What was saved is still here.
lock-waiting = { $count ->
    [one] 1 entry to send
   *[other] { $count } entries to send
}
lock-waiting-help = What was entered here stays sealed on this device, and goes after the next unlock.
lock-as = As { $email }
lock-someone-else = Someone else
