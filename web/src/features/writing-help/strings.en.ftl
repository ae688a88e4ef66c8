### Writing help: a text goes out without names, an answer comes back.

writing-help-title = Writing help
writing-help-back-note = Note
writing-help-unknown = This kind of help isn't known here
writing-help-unknown-help = The address may be wrong, or this version of the app is old.
writing-help-preparing = Taking out names, numbers and addresses on this device…
writing-help-try-again = Try again

## Why there is none

writing-help-off = Writing help is switched off
writing-help-off-help = Your home has not switched this on. An owner can, under Writing help in the settings.
writing-help-role = Not part of your role
writing-help-role-help = Your role doesn't include this kind of writing help.
writing-help-not-offered = Writing help isn't offered here
writing-help-not-offered-help = Whoever runs this server has not connected a service for it. What you wrote is still there.
writing-help-changed = The service has changed
writing-help-changed-help = Your home agreed to another service, region or model than this server has now. Nothing is sent until an owner has looked at it, under Writing help in the settings.
writing-help-no-redactor = Names can't be taken out just now
writing-help-no-redactor-help = The part of the app that takes out names did not load, so nothing can be sent. What you wrote is still there.
writing-help-empty = There is nothing in the note yet
writing-help-empty-help = Write what happened first, in your own words. Then come back for help with the wording.
writing-help-to-note = Write the note
writing-help-empty-notes = Nothing was recorded in these hours
writing-help-empty-notes-help = Choose a longer time.
writing-help-other-hours = Choose other hours

## Which notes, which question

writing-help-question = What do you want to know?
writing-help-question-hint = For example: How much did they drink? Did they sleep? Only the notes are searched.
writing-help-question-missing = Write your question
writing-help-question-long = Make the question shorter: 500 characters at most
writing-help-hours = Notes of the last
writing-help-last-hours = { $hours } hours
writing-help-last-days = { $days } days
writing-help-nothing-yet = Nothing is sent yet. First you see the text as it would leave.
writing-help-look = Look at the text
writing-help-change = Choose other notes
writing-help-partial = Only what is on this device
writing-help-partial-help = Older notes need a connection. What is shown here is not all of it.

## What goes into the text itself

writing-help-text-question = Question: { $question }
writing-help-text-about = Notes about { $name }
writing-help-text-today = Today
writing-help-text-yesterday = Yesterday
writing-help-text-days-ago = { $days } days ago

## The text as it would leave

writing-help-out-title = This is what would leave
writing-help-taken-out = Taken out: { $list }.
writing-help-nothing-out = Nothing had to be taken out. Read it once more: is anybody named?
writing-help-entries = { $count ->
    [one] 1 entry, without who wrote it.
   *[other] { $count } entries, without who wrote them.
}
writing-help-left-out = { $count ->
    [one] The oldest one is left out: the text would be too long.
   *[other] The { $count } oldest are left out: the text would be too long.
}
writing-help-out-hint = Tap a mark to see what it stands for. Select words to take them out too.
writing-help-take-out = Take this out too
writing-help-more = Take out other words
writing-help-words = Words to take out
writing-help-words-hint = Wherever they stand in the text
writing-help-take-out-words = Take out
writing-help-words-not-there = These words are not in the text.
writing-help-words-out = { $count ->
    [one] Taken out in 1 place.
   *[other] Taken out in { $count } places.
}
writing-help-instruction = The instruction that goes with it

## Every mark has its word

writing-help-kind-name = name
writing-help-kind-birth = date of birth
writing-help-kind-nhs = NHS number
writing-help-kind-nino = NI number
writing-help-kind-phone = phone
writing-help-kind-email = e-mail
writing-help-kind-postcode = postcode
writing-help-kind-address = address
writing-help-kind-reference = detail
writing-help-kind-link = link
writing-help-kind-age = age
writing-help-kind-date = date
writing-help-kind-room = room
writing-help-kind-org = organisation
writing-help-kind-back = put back
writing-help-kind-escaped = your own

writing-help-about = Taken out: { $kind }
writing-help-about-escaped = These words look like one of our marks
writing-help-about-back = You put this back
writing-help-leaves-as = It leaves as { $placeholder }. Only your device knows what that stands for.
writing-help-stays-out = It says who somebody is, so it stays out.
writing-help-may-go-back = If the answer needs it, you may put it back.
writing-help-back-leaves = “{ $words }” leaves as it stands.
writing-help-put-back = Put it back
writing-help-take-out-again = Take it out again
writing-help-close = Close

## The word to send it

writing-help-consent-title = Before you send it
writing-help-consent = This text leaves your home's devices. Names, numbers and addresses have been taken out. It goes to { $host } in { $region } and is not kept there by Careseal. You decide what happens with the answer.
writing-help-consent-log = The log notes that you sent it, when and how long it was, never what it says.
writing-help-left = { $count ->
    [0] Your home has no answers left in this hour.
    [one] Your home has 1 answer left in this hour.
   *[other] Your home has { $count } answers left in this hour.
}
writing-help-send = Send redacted text
writing-help-offline = No connection
writing-help-offline-help = Writing help needs one. What you wrote is kept on this device; nothing is sent.

## On its way

writing-help-step-log = Noting it in the home's log…
writing-help-step-waiting = Sent. Waiting for the answer…
writing-help-step-writing = The answer is being written…
writing-help-stop = Stop
writing-help-stopped = You stopped it
writing-help-not-sent = Not sent
writing-help-no-answer = No whole answer came
writing-help-no-connection = The server can't be reached
writing-help-no-connection-help = What you wrote is kept on this device. Try again when there is a connection.

## The answer

writing-help-answer-title = Suggested words
writing-help-answer-question = Answer from the notes
writing-help-ready = { $count ->
    [one] The answer is here: 1 word.
   *[other] The answer is here: { $count } words.
}
writing-help-check = A computer wrote this. Read every word: what you use is saved under your name.
writing-help-unknown-marks = { $count ->
    [one] One mark stands for nobody
   *[other] { $count } marks stand for nobody
}
writing-help-unknown-marks-help = The answer names { $marks }, which was not in your text. Take it out or write what is meant.
writing-help-accept = Use these words
writing-help-accept-note = Put it into a note
writing-help-edit = Edit
writing-help-edit-label = Your version
writing-help-discard = Discard
writing-help-discarded = The suggestion is thrown away. Your own words are as they were.
