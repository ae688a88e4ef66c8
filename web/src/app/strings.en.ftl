### The frame around every page, and what is shown when there is no page.

app-name = Careseal
app-skip = Skip to the main part
app-night = Night colours
app-lock = Lock
app-not-you = Not you?

## Navigation

app-nav = Main
app-nav-residents = Residents
app-nav-members = Staff
app-nav-audit = Audit log
app-nav-assist = Writing help
app-nav-outbox = Outbox
app-nav-me = Me
app-nav-help = Help
app-nav-more = More
app-nav-group-care = Care
app-nav-group-people = People
app-nav-group-compliance = Compliance
app-nav-group-settings = You

## Not for this role: "Your role doesn't include …"

app-denied-title = Not part of your role
app-denied-this = this page
app-denied-residents = residents' records
app-denied-resident-edit = changing a resident's details
app-denied-entry = writing care notes
app-denied-members = staff accounts
app-denied-audit = the audit log
app-denied-assist = writing help
app-denied-settings = the home's settings

## No page

app-not-found = Page not found
app-not-found-help = The address may be mistyped, or the page may have moved.
app-to-start = Go to the start
app-try-again = Try again
app-page-failed = This page didn't open
app-page-failed-help = You may be offline. Nothing you wrote is lost.

## Before anything else can run; these also stand in index.html

app-starting = Starting Careseal…
app-too-old = If this stays, your browser is too old. Careseal needs Chrome 91, Firefox 98, Safari 16.4 or newer.
app-no-script = Careseal needs JavaScript: care records are locked and unlocked on this device, not on the server. Please switch JavaScript on and reload.
app-cannot-run = This browser can't run Careseal
app-cannot-run-insecure = The address must start with https. Records can only be locked and unlocked over a safe connection.
app-cannot-run-old = It is missing a part that locks and unlocks records quickly (WebAssembly SIMD).
app-cannot-run-storage = It keeps nothing on this device, so your notes could be lost. A private window often causes this.
app-cannot-run-help = Use Chrome 91, Firefox 98, Safari 16.4 or newer, in a normal window. If this is a work phone, ask your manager.

## One tab has the keys

app-elsewhere = Careseal is open in another tab
app-elsewhere-help = Only one tab can hold the keys. Use it here, and the other tab locks. What was entered there is kept.
app-elsewhere-here = Use it here

## A new version, the end of a session

app-doubt = The home's server contradicts itself
app-doubt-help = Tell the manager now. You can go on: what you read may be out of date, and what you record stays on this device until this is cleared up.
app-unproved = { $count ->
    [one] One entry from the server is not shown
   *[other] { $count } entries from the server are not shown
  }
app-unproved-help = It fails its check: it was changed, or never written by anybody who may. Tell the manager now. What is shown passed its check.
app-update = New version
app-update-now = Restarting takes about two seconds.
app-update-restart = Restart
app-clock = The clock of this device is wrong
app-clock-help = It differs from the server's by { $minutes } minutes. Set it right: otherwise entries show a wrong time, or are refused.
app-ending = You'll be signed out at { $time }
app-ending-help = Sign in again now to start eight more hours. Nothing you typed is lost.
app-ending-renew = Sign in again now
app-ending-later = Later
