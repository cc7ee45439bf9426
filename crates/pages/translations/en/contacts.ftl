## Contact addresses
account-contacts-about = Where we write to you, and how you get back in without a password.
contacts-title = My email addresses
contacts-what = We write to you there, and you get a code there if you forget your password.
contacts-rests = It can bring your account back from { $moment }.
contacts-leaves = It leaves on { $moment }. Until then it gets our messages and can undo the change.
contacts-replace = Replace
contacts-remove = Remove
contacts-remove-text = It still serves for { $span }, then we stop writing to it. All your addresses are told.
contacts-remove-button = Yes, remove
contacts-add-title = Add an address
contacts-add-text = A code is sent to it. It can bring your account back after { $span }.
contacts-new = New email address
contacts-send = Send a code
contacts-prove = To change an address, first show that it is you.
contacts-change = Change my addresses
contacts-done-added = The address is added. All your addresses are told.
contacts-done-replaced = The address is replaced. All your addresses are told.
contacts-done-removed = The address is removed. All your addresses are told.
contacts-refused-title = The address is not changed
contacts-refused-text = Correct it, then send the code.
contacts-refused-bad = Write a whole email address, such as name@example.com
contacts-refused-known = This address is in your list already. Write another one
contacts-refused-many = You have enough addresses. Replace one, or remove one first
contacts-refused-last = This is your only address. Add another one, or replace it
contacts-refused-gone = This address is leaving already. Choose another one in the list
contacts-refused-soon = A code was just sent. You can ask for another one from { $clock }

## The code of a new address
contacts-code-title = Confirm your new address
contacts-code-sent = A 6-digit code is on its way to { $address }.
contacts-code-lives = It serves for { $span }.
contacts-code-missing = Enter the code of the message
contacts-code-wrong = This code does not match. Check it, or ask for another one
contacts-code-refused = The right code is missing
contacts-code-refused-text = It is in the message that was sent to the new address.
contacts-code-other = Write another address
