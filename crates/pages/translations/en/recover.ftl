## C26: the password is forgotten
recover-forgot-title = Forgot your password?
recover-forgot-text = We write to you, and you choose another one.
recover-forgot-refused = Tell us who you are
recover-forgot-refused-text = Otherwise we do not know whom to write to.
recover-forgot-unreadable = Check what you typed: there is a space or a sign too many
recover-forgot-back = Back to signing in
recover-continue = Continue

## C27: a message is on its way
recover-check-title = Check your email
recover-check-sent = If an account exists for { $identifier }, a message is on its way.
recover-check-what = It holds a code and a link, good for { $span }. Look among unwanted mail too.
recover-linked-title = Enter the code of the message
recover-linked-text = You opened the link in another browser. The code of the same message shows that it is you.
recover-code = 6-digit code
recover-code-secret = Give this code to nobody, not even to us.
recover-code-missing = Enter the code of the message
recover-code-wrong = This code does not match. Take the one of the latest message, or open its link
recover-code-refused = The right code is missing
recover-code-refused-text = It stands in the latest message that you received.
recover-soon-title = A message has already left.
recover-soon-text = You can ask for another one from { $clock }.
recover-again-title = Nothing received?
recover-again-button = Send the message again
recover-again-other = Change email address or username
recover-printed = Use a recovery code

## Several accounts share the address
recover-account-title = Which account?
recover-account-text = Several accounts share this address. Whose password do you want to change?

## The letter of somebody who has a password of their own
recover-letter-title = You have a password of your own
recover-letter-text = The one of your letter no longer opens your areas. If you forgot yours, we write to you to choose another one.
