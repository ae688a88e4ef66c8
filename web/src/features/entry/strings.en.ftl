### Recording one thing: a tap saves.

entry-title = Record care
entry-title-drink = Record a drink
entry-title-food = Record a meal
entry-title-wash = Record personal care
entry-title-turn = Record a turn
entry-title-mood = Record the mood
entry-title-note = Write a note
entry-title-obs = Record observations
entry-back = Record
entry-add-note = Add a note

entry-drink-how-much = How much?
entry-how-much-of = { $drink }: how much?
entry-ml = { $ml } ml
entry-mug = mug
entry-beaker = beaker
entry-cup = cup
entry-other-amount = Other…
entry-other-amount-detail = type it
entry-in-fives = in steps of 5
entry-more-drinks = More…
entry-save-drink = Save drink
entry-save-drink-of = Save { $drink }, { $ml } ml
entry-back-to-amounts = Back to the amounts

entry-food-what-hint = Write it before you tap how much

entry-turn-last = Last: { $position }, { $time }
entry-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
entry-minutes = { $count } min

entry-save-care = Save care
entry-save-care-count = { $count ->
    [one] Save 1 thing done
   *[other] Save { $count } things done
}
entry-declined-hint = They said no to what is chosen above

entry-note-what = What happened?
entry-note-hint = What you saw, what you did, how they were. The microphone of the keyboard works here too.
entry-note-topics = About
entry-save-note = Save note
entry-wording = Help with wording
entry-assisted = Written with AI help. Read every word: it is saved under your name.
entry-own-words = Put my own words back

entry-readings = Readings
entry-reading-respiration = Breathing
entry-reading-spo2 = SpO₂
entry-reading-systolic = BP upper
entry-reading-diastolic = BP lower
entry-reading-pulse = Pulse
entry-reading-consciousness = Alertness
entry-reading-temperature = Temp
entry-reading-glucose = Glucose
entry-reading-weight = Weight
entry-usually = usually { $least } to { $most }
entry-last-reading = last { $value }, { $time }
entry-unusual = not usual
entry-skip = Leave out
entry-next = Next
entry-save-obs = Save observations

entry-correct-title = Correct an entry
entry-correct-was = It says: { $words } ({ $who }). That stays readable.
entry-correct-save = Save correction
entry-correct-leave = Leave it as it is
entry-correct-back = Back to the record
entry-correct-missing = This entry isn't loaded
entry-correct-missing-help = Open the record, go to the entry, and choose Correct there.
entry-correct-on-its-way = This was just recorded
entry-correct-on-its-way-help = It is on its way to the home's server. You can correct it as soon as it is sent.
entry-correct-send = Send now
