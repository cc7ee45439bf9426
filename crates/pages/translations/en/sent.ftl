## C18: where a code is to go
sent-where-sms = Get a code by text
sent-where-voice = Get a code by phone call
sent-where-mail = Get a code by email
sent-where-sms-text = Give the mobile phone that is to receive codes. A first code goes there at once.
sent-where-voice-text = Give the phone, landline or mobile, that is to be called. A voice will tell you a first code.
sent-where-mail-text = Choose the address that is to receive codes. A first code goes there at once.
sent-number-label = Phone number
sent-number-hint = For example 06 12 34 56 78, or +33 6 12 34 56 78
sent-sms-weak = Less safe: others can read or divert a text. Use a code app instead if you can.
sent-mail-weak = Less safe: a code by email checks your sign-in, but does not count as two-step verification.
sent-button = Send the code
sent-button-voice = Call me now
sent-number-title = This number cannot be used
sent-number-text = Check the number, then try again.
sent-number-empty = Enter a phone number
sent-number-bad = There is no such number. Check its digits
sent-number-country = We send no codes to that country. Enter another number
sent-number-landline = A landline receives no texts. Enter a mobile number, or choose the phone call
sent-number-costly = Calls to this number cost extra. Enter a personal number
sent-address-label = Address
sent-address-none = No address can be used. It must be a verified one that this sign-in does not open. Call customer service to add one.
sent-address-title = This address receives no codes any more
sent-address-text = Choose another method, or call customer service.

## A code is under way
sent-first-title = Enter the code you received
sent-went-sms = We sent a text to the number ending in { $to }.
sent-went-voice = We are calling the number ending in { $to }. Pick up and note the code.
sent-went-mail = We sent an email to { $to }.
sent-will-sms = The code will go by text to the number ending in { $to }.
sent-will-voice = A voice will tell you the code on the number ending in { $to }.
sent-will-mail = The code will go by email to { $to }.
sent-until = The code works until { $clock }.
sent-again-from = Nothing came? Ask for another one from { $clock }.
sent-again = Send a new code
sent-refused-text = Copy the code from the latest message.
sent-code-missing = Enter the code you received
sent-code-wrong = This code does not match. Copy the one from the latest message
sent-soon-title = Wait before another code
sent-soon-text = You can ask for another one from { $clock }. Another method may work already.
sent-stopped-title = No code can be sent now
sent-stopped-text = Choose another method, or try again tomorrow.
sent-sim-title = No code goes to this number
sent-sim-text = The SIM card of this number has just changed: somebody else could read your codes. Choose another method, or call customer service. This number works again on { $moment } at the latest.
sent-sim-text-printed = The SIM card of this number has just changed: somebody else could read your codes. Choose another method or a recovery code, or call customer service. This number works again on { $moment } at the latest.
sent-sim-text-new = The SIM card of this number has just changed: a code could reach somebody else. Choose another method, or add this number later. It works on { $moment } at the latest.
sent-unchecked-title = We could not check this number
sent-unchecked-text = Choose another method, or try again in a few minutes.
sent-worn-title = This code no longer works
sent-worn-text = Ask for a new code, then enter it here.
factor-sms-about = On a mobile phone, with no app to install.
factor-voice-about = A voice tells you the code, on a landline too.
factor-card-about = Codes to print and keep at home. No phone needed.
factor-mail-about = At an email address that this sign-in does not open.
factor-weaker = Less safe
factor-sms-ending = Text to the number ending in { $to }
factor-voice-ending = Call to the number ending in { $to }
factor-mail-ending = Email to { $to }
enrol-added-sms = Your phone will receive a code by text when one is needed.
enrol-added-voice = Your phone will be called when a code is needed.
enrol-added-card = Your card of codes now protects your account.
enrol-added-mail = You will receive a code by email on devices that we do not know.
enrol-added-keep_card = Important: keep the card in a safe place. Each code works once.
enrol-added-keep_number = Important: if your number changes, add the new one before you give the old one up.

## A printed card of codes
card-print-title = Print your card of codes
card-print-text = Keep it at home, away from your password. When you sign in, we will ask for the code of one square.
card-print-how = Print this page from the menu of your browser, or copy the card by hand.
card-print-keep = Each code works once. Give it to nobody, not even to us.
card-print-until = This card is not active yet. Keep this page open until { $clock }.
card-print-renewed = The card before was too old. Here is a new one: throw the old one away.
card-print-next = I have my card
card-first-title = Check your card
card-first-text = Take the printed card and copy the code of this square.
card-ask-title = Enter a code from your card
card-ask-text = Take your printed card of codes and copy the code of this square.
card-ask-few = Few codes are left on this card ({ $left }). Print another one under “My account security”.
card-cell = Square
card-refused-text = Copy the 6 digits of the square that is asked for.
card-code-missing = Enter the code of the square that is asked for
card-code-wrong = This is not the code of that square. Check the letter and the number

## Texts and calls
sms-code = { $brand }: your code is { $code }. Give it to nobody. It expires in 10 minutes.
sms-number_added = { $brand }: another phone now receives your codes. If this was not you, change your password.
sms-number_removed = { $brand }: this phone no longer receives your codes. If this was not you, change your password.
call-code = Hello. This is your { $brand } code. { $digits }. Once more. { $digits }. Give it to nobody. Goodbye.

## The mail with a code
mail-code-subject = Your { $brand } sign-in code
mail-code-button = Choose a new password
mail-code-what = Here is the code for { $service }.
mail-code-how = Enter this code on the page where you asked for it.
mail-code-not_you = Somebody may know your password. Give this code to nobody, and choose a new password.
