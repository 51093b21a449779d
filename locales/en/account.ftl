# Accounts, sessions, the second step.

# The door

account-door-locked-until = Too many wrong attempts. Try again after { $until }, or ask an administrator for a new link.
account-second-step = Second step
account-second-step-ask = Open the authenticator app on your phone and type the code it shows for this console.
account-second-code = Code
account-second-code-hint = Six digits, or one of your recovery codes.
account-second-code-wrong = That code is wrong, too old, or was used before. Wait for the next one.
account-second-start-over = Start over

# The list of accounts

account-search = Sign-in name or firm
account-col-name = Name
account-col-role = Role
account-col-for = For
account-col-state = State
account-col-second = Second step
account-col-seen = Last here
account-col-made = Made
account-state-new = Invited
account-state-active = Active
account-state-disabled = Disabled
account-never = never
account-on = on
account-off = off
account-every-district = every county
account-none-match = No account fits.
account-none-match-advice = Search for less, or take a filter off.

# An invitation

account-invite-title = Invite somebody
account-invite-advice = You get a link to pass on. It signs them in once, within a day; then they set a password.
account-field-name = Name
account-field-login = Sign-in name
account-login-hint = Letters a–z, digits, dots, dashes. It cannot be changed later.
account-field-role = Role
account-field-district = County
account-district-hint = For clerks only. Empty: every county.
account-field-firm = Firm
account-firm-hint = For HR only. Type its name, pinyin or initials.
account-choose = Choose
account-invite-button = Invite and show the link
account-name-wrong = Type a name of 1 to { $most } characters.
account-login-wrong = Use 1 to { $most } of the letters a–z, digits, dots and dashes.
account-login-taken = This sign-in name is taken. Choose another.
account-role-missing = Choose a role.
account-firm-missing = Say whose HR this is.
account-firm-unknown = No firm is called anything like that.
account-firm-several = Which of these is meant?

# A one-time link

account-link-title = A sign-in link for { $name }
account-link-advice = It is shown this once. Give it to nobody else: it signs in whoever has it, once, within 24 hours.
account-to-account = To the account

# One account

account-fact-password = Password
account-password-there = set
account-password-none = none
account-own-note = This is your own account. Another administrator changes it; your password and second step you change yourself.
account-standing-title = What they may do
account-standing-advice = They are signed out everywhere and sign in again with the new rights.
account-standing-save = Save
account-standing-saved = Saved. Whoever was signed in has to sign in again.
account-reset-title = Reset the account
account-reset-advice = For a lost password or phone. It removes the password and the second step, ends every session, and gives a new one-time link.
account-reset-button = Reset and show a link
account-disable-title = Disable the account
account-disable-advice = Every session ends at once, and nobody can sign in with it. What was done with it stays in the log.
account-disable-button = Disable
account-done-disabled = The account is disabled.
account-enable-title = Enable the account
account-enable-advice = They can sign in again with the password they had. If it is gone, reset the account afterwards.
account-enable-button = Enable
account-done-enabled = The account is enabled.
account-refused-last = This is the last administrator who can sign in. Make another one first.
account-refused-self = Nobody changes their own account here.
account-refused-crew = They are on the crew of a vehicle that has not arrived. Take them off it first.
account-refused-disabled = A disabled account is not reset. Enable it first.
account-locked-note = Locked until { $until } after too many wrong attempts.
account-unlock-button = Unlock now
account-done-unlocked = Unlocked.
account-did-link = What they did
account-done-to-link = What was done to the account

# Sessions

account-sessions-title = Where you are signed in
account-sessions-theirs = Where they are signed in
account-sessions-advice = End what you do not know, and change your password.
account-col-device = Device
account-col-from = From
account-col-since = Signed in
account-col-used = Last used
account-device-unknown = unknown
account-session-here = this one
account-end-one = End
account-end-one-of = End the session on { $device }
account-end-others = End all others
account-end-all = End all
account-done-ended = Ended.
account-no-sessions = Not signed in anywhere.

# The second step

account-second-advice = With a second step nobody gets in with your password alone: signing in also takes a code from an app on your phone.
account-second-needs-password = Set a password first.
account-second-begin = Set it up
account-second-scan = 1. Scan this with an authenticator app.
account-second-secret = No camera? Type this key into the app:
account-second-type = 2. Type the code the app shows.
account-second-confirm = Turn on
account-second-again = Another key
account-second-since = On since { $when }.
account-codes-left = Recovery codes left: { $count }
account-codes-title = Your recovery codes
account-codes-advice = Write them down or print them now; they are not shown again. Each signs in once when the phone is not at hand.
account-codes-kept = I have kept them
account-renew-title = New recovery codes
account-renew-advice = The old ones stop working.
account-renew-button = Make new ones
account-off-title = Turn it off
account-off-advice = Afterwards the password alone signs in.
account-off-button = Turn off
account-done-off = The second step is off.
