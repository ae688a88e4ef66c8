### The audit log.

audit-title = Audit log
audit-refresh = Refresh
audit-verify = Verify chain
audit-retry = Try again
audit-loading = Reading and checking the log…
audit-head = The log has { $size } entries. This device checked its signed state at { $time }.
audit-older = Load older entries
audit-empty = No entries like that
audit-empty-help = Take a filter off, or load older entries.
audit-today = Today, { $time }

audit-when = When
audit-who = Who
audit-did = Did
audit-record = Record
audit-chain = Chain
audit-by-server = The server

## Chain: every mark has its word

audit-mark-proved = proved
audit-mark-unsigned = by the server
audit-mark-broken = broken

## What was done

audit-act-create = wrote
audit-act-update = changed
audit-act-strike = struck out
audit-act-read = opened the record
audit-act-genesis = founded the home
audit-act-rotate = changed keys
audit-act-invite = invited
audit-act-invite-cancel = took an invitation back
audit-act-add-user = joined
audit-act-confirm = confirmed
audit-act-grant = gave keys to
audit-act-add-device = added a device
audit-act-revoke-device = removed a device
audit-act-revoke-user = removed
audit-act-set-role = changed the role of
audit-act-set-policy = changed the home's rules
audit-act-set-policy-assist = changed the home's rules: writing help is on
audit-act-assist-send = sent a text for writing help
audit-act-assist-end = got an answer from writing help
audit-act-assist-failed = got no whole answer from writing help
audit-act-session-start = signed in
audit-act-session-fail = failed to sign in
audit-act-session-end = signed out
audit-act-refused = was refused
audit-act-account-delete = deleted the account of
audit-act-account-recover = used the recovery kit
audit-act-restart = restarted
audit-act-unknown = did something this version doesn't know

audit-group-records = Records written or changed
audit-group-reads = Records opened
audit-group-people = People, devices and keys
audit-group-sessions = Signing in and out
audit-group-assist = Writing help
audit-group-refused = Refused
audit-group-system = Server

audit-about = { $kind } · { $who }
audit-about-resident = A resident
audit-kind-details = Details
audit-kind-entry = Daily entry
audit-kind-member = Staff name
audit-kind-unit = Unit name
audit-kind-record = Record

## Filters

audit-filter-person = Person
audit-filter-everyone = Everyone
audit-filter-resident = Resident
audit-filter-any-resident = Any resident
audit-filter-action = What was done
audit-filter-all = Everything
audit-filter-from = From
audit-filter-to = To
audit-chosen-from = From { $day }
audit-chosen-to = To { $day }
audit-loaded = { $count ->
    [one] 1 entry loaded
   *[other] { $count } entries loaded
}
audit-found = { $count ->
    [one] 1 of { $loaded } loaded entries
   *[other] { $count } of { $loaded } loaded entries
}

## One entry

audit-received = Received by the server
audit-device-time = Time on the device
audit-address = Address
audit-browser = Browser
audit-counter = Counter
audit-counter-value = entry { $n } of that device
audit-version = Version
audit-reads = Opened
audit-reads-value = { $count ->
    [one] once in that session
   *[other] { $count } times in that session
}
audit-assist-use = What for
audit-assist-place = Went to
audit-assist-place-value = { $model }, { $region }
audit-assist-size = Length
audit-assist-size-value = { $bytes } bytes without names; the text itself is kept nowhere
audit-assist-answer-size-value = { $bytes } bytes; the answer itself is kept nowhere
audit-assist-counts = Taken out
audit-assist-counts-none = nothing
audit-assist-hash = Fingerprint of the text
audit-assist-result = Result
audit-assist-on = Writing help for
audit-refused-why = Why it was refused
audit-proof = Proof
audit-proof-proved = Entry { $index }: signature checked, and its place in the trusted log proved on this device.
audit-proof-unsigned = Entry { $index }: recorded by the server itself, so nobody signed it. Its place in the trusted log is proved on this device.
audit-proof-broken = The proof does not hold.
audit-broken = This entry can't be trusted
audit-broken-help = Write nothing that depends on it. Note the number, keep this device as it is, and tell the owner: the server may have been tampered with.
audit-what-changed = Before and after
audit-what-was-made = What was written
audit-opening = Opening both versions on this device…
audit-unreadable = The content can't be shown here.
audit-why = Reason: { $reason }
audit-nothing-changed = No field changed.

## Verify chain

audit-checking = Verifying the chain
audit-counted = { $done } of { $total } entries
audit-stop = Stop
audit-stopped = Stopped before the end
audit-check-failed = The check could not go on
audit-no-answer = No answer came in time. Nothing wrong was found so far; start again when the connection is better.
audit-checked = The chain holds: all { $total } entries are there
audit-checked-counts = { $proved } signed by members and proved, { $unsigned } recorded by the server and proved. Checked at { $time } on this device.
audit-checked-broken = The chain does not hold: { $broken } broken, { $missing } missing
audit-checked-where = Broken: entries { $places }.
