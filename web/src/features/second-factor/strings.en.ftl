### Setting up the second factor: forced for some roles at their first sign-in, open to everyone.

second-factor-title = Set up your second factor
second-factor-codes-title = Keep your sign-in codes
second-factor-forced = Your role ({ $role }) signs in with a password and a code from a phone. It takes two minutes and can't be skipped.
second-factor-choice = A second factor keeps your account yours even if somebody learns your password. Setting it up again replaces the old one, and gives you ten new sign-in codes.
second-factor-step-start = Start
second-factor-step-code = Phone
second-factor-step-codes = Sign-in codes
second-factor-start = Start
second-factor-confirm = Confirm
second-factor-go-on = Go on
second-factor-done = Done
second-factor-back = Me
second-factor-enter-code = Enter the six digits from your authenticator app
