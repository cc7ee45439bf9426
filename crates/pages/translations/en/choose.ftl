## C8: a new password
choose-new-title = Choose a password
choose-new-for = for { $login }
choose-new-label = New password
choose-new-hint = At least { $least } characters. Spaces, accents and emoji count too.
choose-new-count = Characters typed:
choose-show-what = the new password
choose-idea = Suggest a password
choose-idea-text = Four French words drawn by lot, easy to remember:
choose-save = Save
choose-refused = Your password is not saved yet
choose-refused-text = One more thing to look at.
choose-weak-empty = Enter a new password
choose-weak-short = It is too short: add words to reach { $least } characters
choose-weak-long = It is too long: shorten it
choose-weak-common = It is among the most common ones, which fraudsters try first. Choose another
choose-weak-company = It is mostly our name, which everybody knows. Add other words
choose-weak-you = It is mostly your name or your address. Add other words
choose-weak-guessable = It is quickly guessed: a row, a repeat, a date or well-known words. Add unrelated words

## C32: changing it
choose-change-title = Change my password
choose-change-current = Current password
choose-change-missing = Enter your current password
choose-change-wrong = This is not your current password. Enter it again
choose-change-others = Sign me out of all my other devices
choose-change-done = Your password is changed.
