### What several pages say about passwords and second factors.

## A new password

credentials-strength-weak = Strength: weak. Add words or more characters.
credentials-strength-fair = Strength: fair
credentials-strength-good = Strength: good
credentials-strength-strong = Strength: strong

credentials-rule-password_too_short = 10 characters or more
credentials-rule-password_too_short_for_role = 14 characters or more, since it opens everything
credentials-rule-password_too_long = At most 256 characters
credentials-rule-password_needs_upper = A capital letter
credentials-rule-password_needs_lower = A small letter
credentials-rule-password_needs_digit = A number
credentials-rule-password_needs_symbol = A symbol, such as ! or ?
credentials-rule-password_too_common = Not one that many people use
credentials-rule-password_contains_handle = Without your e-mail or name

## Signing in

credentials-email = E-mail
credentials-email-hint = The one you joined this home with
credentials-password = Password
credentials-sign-in = Sign in
credentials-unlock = Unlock
credentials-code = Six-digit code
credentials-code-hint = From your authenticator app
credentials-code-go = Go on
credentials-code-other = Use a sign-in code instead
credentials-code-app = Use the authenticator app instead
credentials-sign-in-code = Sign-in code
credentials-sign-in-code-hint = One of the ten you printed. Each works once.
credentials-back-to-password = Start again
credentials-working = Checking your password on this device…
credentials-opening = Opening the home's records…
credentials-enter-email = Enter your e-mail
credentials-enter-password = Enter your password
credentials-enter-code = Enter the six digits
credentials-enter-sign-in-code = Enter a sign-in code
credentials-no-room = This device is out of room, so Careseal can't open safely. Make room and try again; nothing you entered is lost.
credentials-doubt = What the home's server shows can't be true of this home's log, so nothing was opened. Tell the manager now, and write on paper until it is cleared up. What you entered on this device is still here, sealed.
credentials-no-connection = No connection. Signing in needs one: try again in a moment.
credentials-only-here = Your password is checked on this device. It is never sent.

## Setting up the second factor

credentials-totp-scan = 1. Scan this with an authenticator app
credentials-totp-apps = Any authenticator app works: the one in your phone's password manager, or the one your employer gave you.
credentials-totp-qr = QR code with the key for your authenticator app
credentials-totp-text = Or type this key into the app
credentials-totp-key = Set-up key
credentials-totp-confirm = 2. Enter the code it shows

## Sign-in codes

credentials-codes-about = If your phone is lost, each of these signs you in once in place of the six digits. They open your account, not the records: for those there is the recovery kit.
credentials-codes-title = Sign-in codes
credentials-codes-print = Print
credentials-codes-copy = All ten codes
credentials-codes-copy-instead = Copy them into a password manager instead
credentials-codes-kept = I have printed or written them down
credentials-codes-keep-first = Print or write the codes down first, then tick the box
