### Signing in to a home.

sign-in-title = Sign in
sign-in-code-title = Second factor
sign-in-to = To { $home }
sign-in-expired = Your session has ended. Sign in again; nothing you typed is lost.
sign-in-no-home = This address is not a home
sign-in-no-home-help = Every home has an address of its own. It stands on your invitation card.
sign-in-start = Go to the start
sign-in-invited = I have an invitation
sign-in-lost = Lost your password?
sign-in-lost-phone = Lost your phone? <link>Read what helps</link>.
