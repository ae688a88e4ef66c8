### What the server can see: true statements only, in plain words.

trust-title = What the server can see
trust-lead = Careseal locks records on your device before they leave it. This page says what that means, and what it does not.
trust-cannot-title = What the server can't see
trust-cannot-1 = Names of residents and of staff, photos, rooms, allergies, notes, observations, and everything else you write. It stores them locked and has no key.
trust-cannot-2 = Your password. It is checked on your device; the server gets a proof that you know it.
trust-cannot-3 = The recovery kit. Only the sheet of paper opens what it opens.
trust-can-title = What the server can see
trust-can-1 = The home's name and address label, and the e-mail with which you sign in.
trust-can-2 = Who belongs to the home with which role, as numbers without names; who is invited, and who was removed.
trust-can-3 = That something was written, by which member, about which resident's number, of which broad kind (such as card or daily entry), when, and roughly how long it is.
trust-can-4 = When you sign in, from which network address and with which browser, and when you open a resident's record. This is kept for the home's audit log.
trust-cannot-do-title = What the server can't do without being noticed
trust-cannot-do-1 = Change, swap or invent an entry. Each one is signed on the device of whoever wrote it, and every device checks.
trust-cannot-do-2 = Remove or reorder entries. All of them stand in one log whose newest state every device remembers; an older or different one is refused.
trust-cannot-do-3 = Add a member or give somebody keys. Members are part of the same signed log. Those who get many keys are confirmed in person, by comparing six groups.
trust-can-do-title = What it still can do
trust-can-do-1 = Refuse to work, or be slow. What you entered stays on your device until it was taken.
trust-can-do-2 = Send you this very program. If somebody took over the server, they could send a changed one that spies. That is why the version is shown as words on each start page: compare them with those your home has written down.
trust-can-do-3 = Hold entries back from a colleague. The home's log still shows that they exist, so it comes out when somebody looks.
trust-device-title = What your own device must do
trust-device-1 = Keys are in the memory of one part of the page, and only while it is unlocked. Whoever holds your unlocked device sees what you see.
trust-device-2 = What a colleague has read, removing them can't make unread. From then on their access ends, and the keys are changed.
trust-methods-title = The methods
trust-methods-1 = Records: XChaCha20-Poly1305 with key commitment. Keys for colleagues: X-Wing (ML-KEM-768 with X25519), so that what is recorded today stays closed to tomorrow's computers. Signatures: Ed25519. Password: OPAQUE with Argon2id.
trust-methods-2 = The program is free software; its source stands behind the link below.
