## C5: it can wait a few days
personalise-soon-title = Choose your own password soon
personalise-soon-last-title = Choose your own password today
personalise-soon-left = { $days ->
    [one] You have 1 day left.
   *[other] You have { $days } days left.
}
personalise-soon-why = You still sign in with the password of your letter. A username and a password of your own protect your data better.
personalise-soon-later = Until then, everything stays as it was.
personalise-soon-last = The password of your letter no longer opens your areas. It only serves to choose your own, right now.
personalise-soon-time = It takes a minute. Then you arrive where you were going.
personalise-soon-time-service = It takes a minute. Then you arrive at { $service }.
personalise-soon-now = Personalise now
personalise-soon-wait = Later

## C4: the login and the password
personalise-title = Choose your login and password
personalise-text-line = They replace those of your letter, and only you know them.
personalise-text-weak = Your current password is guessed too quickly. Choose another one to go on.
personalise-text-anew = They replace those you had chosen. All your devices will be signed out.
personalise-login = Your login
personalise-login-hint = This is what you will type to sign in.
personalise-own = A login of my own
personalise-own-label = The login you want
personalise-own-hint = At least 4 characters: a letter first, then letters, digits, a dot or a dash.
personalise-save = Save my password
personalise-refused = Your choice is not saved yet
personalise-refused-text = One more detail to look at.
personalise-login-missing = Type the login that you want
personalise-login-bad = Take at least 4 characters, a letter first. No address, no number, no space
personalise-login-taken = This login is not free. Choose another one
personalise-same = This is the password of your letter. Choose one that nobody has printed
