### Writing help (AI), as the home's owner decides about it.

assist-settings-title = Writing help (AI)
assist-settings-on = On
assist-settings-off = Off
assist-settings-lead = Staff can ask for help with the wording of a note, for a handover summary, or put a question to a resident's notes. Names, numbers and addresses are taken out on their own device first, they see exactly what would leave, and each time they decide whether to send it.
assist-settings-failed = That was not changed
assist-settings-refresh = Refresh
assist-settings-retry = Try again
assist-settings-none = This server offers no writing help
assist-settings-none-help = So nothing can leave, and there is nothing to switch on.
assist-settings-none-ask = If you want it, ask whoever runs this server to connect Azure OpenAI in UK South, or a service that works like it, under an agreement that it keeps nothing and learns nothing from it. They set it up in the section “assist” of the server's configuration.

assist-settings-place = Where texts go
assist-settings-provider = Service
assist-settings-host = Address
assist-settings-region = Region
assist-settings-model = Model
assist-settings-left = Answers left in this hour
assist-settings-changed = The server has another service now
assist-settings-changed-help = You agreed to { $provider }, { $region }, { $model }. Until you agree to what stands below, nothing is sent.

assist-settings-uses = What for
assist-settings-uses-for = Staff may use it for
assist-settings-uses-hint = Each role can only send what it may read itself.
assist-settings-roles = For: { $roles }
assist-settings-choose = Choose at least one
assist-settings-prompts = The instructions that go with a text

assist-settings-turn-on = Turn on
assist-settings-turn-off = Turn off now
assist-settings-save = Save changes
assist-settings-leave = Leave it as it is
assist-settings-ask = Turn writing help on?
assist-settings-ask-change = Change writing help?
assist-settings-ask-help = This is the one way by which text leaves your home readable, without names. Your decision is signed and stands in the home's log for everybody to check. You can turn it off at any time.
assist-settings-agree = I decide this for the home. We have an agreement with this service, and it is in our data protection assessment.
assist-settings-agree-missing = Tick this if it is so
assist-settings-not-owner = Only an owner can change this.
assist-settings-offline = This needs a connection

assist-settings-sent = What was sent
assist-settings-sent-help = From the home's log, checked on this device. What the texts said is kept nowhere.
assist-settings-sent-loading = Reading and checking the log…
assist-settings-sent-none = Nothing was sent.
assist-settings-looked = Looked through the newest { $count } entries of the log.
assist-settings-older = Look further back
assist-settings-when = When
assist-settings-who = Who
assist-settings-what-for = What for
assist-settings-size = Length
assist-settings-bytes = { $bytes } bytes
assist-settings-out = Taken out
assist-settings-out-none = nothing
assist-settings-result = Result
assist-settings-no-end = No end noted
assist-settings-broken = This entry can't be trusted: see the audit log
