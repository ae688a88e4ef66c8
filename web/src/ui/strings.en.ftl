### Words of the shared components. Reading age 9 to 11; one idea a line.

ui-title = { $title } – Careseal
ui-title-error = Error: { $title } – Careseal
ui-as-of = As of { $time }
ui-close = Close
ui-undo = Undo
ui-show = Show
ui-hide = Hide
ui-copy = Copy
ui-copied = Copied
ui-copy-refused = This browser won't copy. Select the text instead.

## Forms

ui-optional = { $label } (optional)
ui-error-prefix = Error:
ui-error-summary-title = There is something to put right
ui-password-show = Show password
ui-password-hide = Hide password
ui-password-shown = Your password is shown
ui-characters-left = { $count ->
    [one] 1 character left
   *[other] { $count } characters left
}
ui-characters-over = { $count ->
    [one] 1 character too many
   *[other] { $count } characters too many
}
ui-rule-met = met
ui-rule-not-met = not met yet
ui-rules-left = { $count ->
    [0] Your password meets every rule
    [one] 1 rule left
   *[other] { $count } rules left
}
ui-pad-point = point
ui-pad-back = Take the last digit away
ui-pad-entered = { $count } of { $total } digits entered

## When did it happen?

ui-when = When did it happen?
ui-when-now = Now, { $time }
ui-when-change = Change
ui-when-day = Day
ui-when-time = Time
ui-when-back-to-now = Back to now
ui-when-late = Late entry: happened { $happened }, written { $written }. Both are kept.

## Saved and sent are two different facts

ui-saved-here = Saved on this device
ui-sent = Sent
ui-needs-attention = Needs attention
ui-sync-all-sent = All sent
ui-sync-waiting = { $count } to send
ui-sync-attention = { $count ->
    [one] 1 needs attention
   *[other] { $count } need attention
}
ui-offline-strip = Offline since { $time } · { $count } saved here
ui-not-saved-title = Not saved
ui-not-saved-help = This device has no room left, or its storage is gone. What you wrote is still on this screen.

## Instead of content

ui-loading = Opening…
ui-denied = Your role doesn't include { $what }
ui-denied-help = If you need it for your work, ask your manager.
ui-offline-title = This needs a connection
ui-offline-help = It isn't kept on this device. What you write is saved here and sent later.
ui-failed-title = This didn't open
ui-failed-help = Nothing you wrote is lost. Try again in a moment.

## Residents

ui-room = Room { $room }
ui-resident-bar = This record is about
ui-mark-allergy = Allergy
ui-mark-dnacpr = DNACPR
ui-safety-title = Safety card
ui-safety-allergies = Allergies
ui-safety-none-known = None known
ui-safety-not-recorded = Not recorded yet
ui-safety-resuscitation = Resuscitation
ui-safety-dnacpr = Do not attempt CPR
ui-safety-attempt = Attempt CPR
ui-safety-risks = Main risks
ui-safety-no-risks = None recorded
ui-safety-emergency = Emergency sheet
ui-struck = Struck out: { $reason } ({ $who })
ui-handover-flag = Handover

## Lists, tables, changes

ui-filter = Filter
ui-filter-clear = Clear all
ui-filter-remove = Remove filter { $filter }
ui-sorted-up = sorted, lowest first
ui-sorted-down = sorted, highest first
ui-diff-removed = [taken out:
ui-diff-added = [put in:
ui-diff-end = ]

## Work that takes a while, steps

ui-progress = { $label }: { $percent } %
ui-step = Step { $step } of { $total }
ui-task-done = Done
ui-task-to-do = To do
ui-task-cannot-start = Can't start yet

## Paper and footer

ui-printed-now = Printed by { $who }, { $at }
ui-printed = Printed by { $who }, { $at } · as of { $asOf }
ui-footer-version = Careseal { $version }, build
ui-footer-trust = Security and trust
ui-footer-source = Source code
ui-footer-licence = Free software under the AGPL, version 3 or later
