### Care records in words, where several pages say the same: entries, fields, drafts, changes.

## One entry in a line

care-entry-unknown = An entry this version doesn't know
care-entry-drink = { $drink }, { $amount } ml
care-entry-drink-refused = { $drink }: refused
care-entry-drink-rest-refused = { $drink }, { $amount } ml, rest refused
care-entry-thickener = Thickener: { $level }
care-entry-food = { $meal }: { $eaten }
care-entry-food-refused = { $meal }: refused
care-entry-mood = Mood: { $mood }
care-entry-note = Note: { $topics }
care-entry-declined = { $care }: declined
care-entry-turn = Turned: { $position }
care-entry-next-turn = Next turn { $time }
care-entry-pressure = Blood pressure { $value }
care-named = { $name }: { $value }
care-eaten-none = nothing eaten
care-eaten-quarter = a quarter eaten
care-eaten-half = half eaten
care-eaten-most = three quarters eaten
care-eaten-all = all eaten

## Today so far

care-day = Today so far
care-day-nothing = No meals, care or turns recorded yet today.
care-day-drunk = Drinks: { $ml } ml
care-day-drunk-of = Drinks: { $ml } of { $target } ml

## Residents

care-resident-unreadable = Record can't be opened
care-dnacpr-detail = Check the signed form.
care-fluids = Drinks level { $level }
care-diet = Food level { $level }
care-opening = Opening residents…
care-resident-missing = This resident isn't here
care-resident-missing-help = The address may be wrong, or this resident is not part of your unit.
care-to-residents = Residents

## Forms

care-yes = Yes
care-no = No
care-not-said = Not said
care-time = Time
care-photo-there = Photo
care-list-add = Add another
care-list-remove = Remove
care-list-item = { $label }, line { $number }
care-error = { $field }: { $error }
care-error-fill-in = Fill in: { $field }
care-error-choose = Choose an answer: { $field }
care-error-range = must be between { $least } and { $most }
care-why = About this change
care-why-details-changed = Details have changed
care-why-more-known = More is known now
care-why-with-words = { $reason }: { $words }
care-draft-found = You were writing this at { $time }
care-draft-help = It was kept on this device, sealed. Nobody else can open it.
care-draft-continue = Continue
care-draft-drop = Throw away
care-not-saved = Not saved
care-not-kept = What you are writing is only on the screen
care-not-kept-help = This device has no room to keep it. Save it now, or make room: when the page locks or closes, what isn't saved is gone.
care-gate-title = First the recovery kit
care-gate-help = Before the first resident, print the recovery kit and confirm it, or add a second owner. Without one, a lost password would lose the home's records. What you typed stays here.
care-gate-open = Go to the recovery kit
care-locked-meanwhile = Careseal locked while you wrote. Unlock and come back: what you wrote is kept.

## Two versions

care-conflict-title = Two people changed this
care-conflict-help = { $who } saved a newer version at { $time }. Choose what is right where you both changed the same. Both versions stay in the history.
care-conflict-fits = { $who } saved a newer version at { $time }. You changed different things, so both fit together. Both versions stay in the history.
care-conflict-only-theirs = Changed by { $who }, and kept
care-conflict-only-mine = Changed by you, and kept
care-conflict-was = { $now } (was: { $before })
care-conflict-theirs = { $who }'s
care-conflict-mine = Yours
care-conflict-choose = Choose: { $field }
care-conflict-failed = It changed once more, or this device has no room. Look again and choose.
care-conflict-empty = nothing
care-conflict-save = Save what is chosen
care-conflict-reason = Chosen between two versions
care-conflict-save-both = Save both
care-conflict-same = Everything you changed is there already. Nothing needs to be saved again.
care-conflict-drop = Keep theirs, put mine away

## Who

care-former = Former member { $number }
care-you = You
care-unknown-member = A member

## A resident's details

care-photo-hint = Made small on this device. Where and when it was taken is left out.
care-photo-choose = Choose a photo
care-photo-change = Choose another
care-photo-remove = Remove
care-photo-chosen = The photo that will be saved
care-photo-not-a-picture = This file is not a picture that can be read here. Choose a JPEG, PNG or WebP.
care-photo-too-detailed = This picture can't be made small enough. Choose another.
care-resident-who = Who
care-resident-preferred-hint = As everyone says it, such as Edie
care-resident-room-hint = Such as 14 or Oak 3
care-resident-safety = Safety card
care-resident-safety-help = Shown to everyone who cares for this person, on every page about them.
care-resident-allergies-hint = What and how, such as “penicillin, swelling”. One a line.
care-resident-living = Eating, drinking, moving
care-resident-target-hint = In steps of 50. Only if one was agreed for this person.
care-resident-about = About this person
care-resident-about-help = For the people who give care. Not on the safety card.
care-resident-about-hint = What matters to them, who they were, what a good day is
care-resident-nhs-hint = Ten digits, such as 943 476 5919
care-resident-why-hint = The old version is kept, with your reason.
care-resident-kept = What you type is kept on this device, sealed, until you save it.

## Writing help: where it is done

care-region-uksouth = UK South (London)
care-region-ukwest = UK West (Cardiff)
care-provider-azure = Microsoft Azure OpenAI
care-provider-other = a service that works like OpenAI's

## Before a text is saved: what may not belong in it

care-guard-title = Does this belong here?
care-guard-nino = “{ $words }” looks like a National Insurance number.
care-guard-bank = “{ $words }” looks like bank details.
care-guard-nhs = “{ $words }” looks like somebody else's NHS number.
care-guard-other = “{ $words }” looks like another resident's name.
care-guard-card = “{ $words }” looks like the number of a bank card.
care-guard-password = “{ $words }” looks like a password or a code.
care-guard-change = Change it
care-guard-anyway = Save anyway

## Writing help on a note

care-assisted = Written with AI help, checked by { $who }

## How an answer ended, in the log

care-result-done = Whole answer
care-result-cancelled = Stopped by who asked
care-result-cut-off = Ended early
care-result-timeout = Took too long
care-result-refused = The service would not answer
care-result-busy = The service was busy
care-result-failed = The service did not work

## What was taken out of a text

care-out-name = { $count ->
    [one] 1 name
   *[other] { $count } names
}
care-out-birth = { $count ->
    [one] 1 date of birth
   *[other] { $count } dates of birth
}
care-out-nhs = { $count ->
    [one] 1 NHS number
   *[other] { $count } NHS numbers
}
care-out-nino = { $count ->
    [one] 1 National Insurance number
   *[other] { $count } National Insurance numbers
}
care-out-phone = { $count ->
    [one] 1 phone number
   *[other] { $count } phone numbers
}
care-out-email = { $count ->
    [one] 1 e-mail address
   *[other] { $count } e-mail addresses
}
care-out-postcode = { $count ->
    [one] 1 postcode
   *[other] { $count } postcodes
}
care-out-address = { $count ->
    [one] 1 address
   *[other] { $count } addresses
}
care-out-reference = { $count ->
    [one] 1 other detail
   *[other] { $count } other details
}
care-out-link = { $count ->
    [one] 1 link
   *[other] { $count } links
}
care-out-age = { $count ->
    [one] 1 great age
   *[other] { $count } great ages
}
care-out-date = { $count ->
    [one] 1 date
   *[other] { $count } dates
}
care-out-room = { $count ->
    [one] 1 room
   *[other] { $count } rooms
}
care-out-org = { $count ->
    [one] 1 place or organisation
   *[other] { $count } places or organisations
}
