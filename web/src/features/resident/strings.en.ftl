### One resident's page.

resident-title = Resident
resident-heading = { $name }'s record
resident-tiles = What happened?
resident-tile-drink = Drink
resident-tile-food = Food
resident-tile-wash = Wash
resident-tile-turn = Turn
resident-tile-mood = Mood
resident-tile-note = Note
resident-tile-obs = Obs
resident-tile-notes = { $count } today
resident-drunk = { $ml } ml
resident-drunk-of = of { $target } ml
resident-turn-due = Due { $when }
resident-turn-next = Next { $when }

resident-undone = Taken back. Nothing was recorded.
resident-undo-too-late = It was already recorded. Use Correct or Strike out beside it.

## The timeline

resident-happened = What happened
resident-empty = Nothing recorded yet
resident-empty-help = What is recorded about { $name } appears here, day by day.
resident-older = Show older entries
resident-offline = Earlier entries need a connection
resident-retry = Try again
resident-as-of = As of { $time }.
resident-read-recorded = Opening a record is itself recorded.
resident-unreadable = This entry can't be shown. { $why }
resident-written-later = Written at { $time }
resident-corrected = Corrected by { $who }: { $reason }
resident-no-reason = no reason given
resident-see-why = See why
resident-change = Change
resident-correct = Correct
resident-strike = Strike out

## Striking out

resident-strike-title = Strike out this entry?
resident-strike-help = It stays readable, struck through, with your name and the reason. Nothing is deleted.
resident-strike-why = What is wrong with it?
resident-strike-choose = Choose what is wrong with it
resident-strike-do = Strike out
resident-strike-keep = Leave it as it is

## About

resident-about = About { $name } and contacts
resident-full-name = Full name
resident-edit = Change details
resident-refused = Your change to these details was not taken
resident-refused-help = Someone else changed them first. Look at both and choose.
resident-compare = Compare both
