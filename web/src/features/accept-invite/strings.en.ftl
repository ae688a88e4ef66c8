### Joining a home with an invitation.

accept-invite-title = Join a home
accept-invite-code = Invitation
accept-invite-code-hint = Paste the link from your invitation
accept-invite-only-code = Code
accept-invite-only-code-hint = Four groups of four letters and digits, from your card
accept-invite-check = Look at the invitation
accept-invite-enter = Enter the link from your invitation
accept-invite-enter-code = Enter the code from your card
accept-invite-not-a-link = This is not a whole invitation link. It ends with # and a long word; scan the code on the card instead.
accept-invite-invites = { $home } invites you
accept-invite-as = You will be: { $role }
accept-invite-until = The invitation works until { $time }
accept-invite-about = Your keys are made on this device now. Your password opens them; nobody else has it, and the server can't reset it.
accept-invite-email = E-mail
accept-invite-email-hint = You sign in with this
accept-invite-password = Choose a password
accept-invite-join = Join
accept-invite-enter-email = Enter your e-mail, such as name@example.org
accept-invite-joining = Making your keys…
accept-invite-joined = You have joined. Sign in with your new password.
accept-invite-sign-in = Sign in
accept-invite-other = Use another invitation
