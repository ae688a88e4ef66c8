### The first owner's first minute: their name and the home's unit become records.

first-steps-title = What do colleagues call you?
first-steps-about = Your name is sealed on this device. The server keeps it and can't read it; colleagues see it beside what you write.
first-steps-name = Your name
first-steps-job = Your job
first-steps-job-hint = Such as Registered manager
first-steps-save = Save
first-steps-working = Sealing your name…
first-steps-enter-name = Enter your name
