## Kinds of second factors
factor-passkey = Passkey
factor-push = Notification on the phone
factor-phone-codes = Code from the { $company } app
factor-totp = Code app
factor-totp-about = Microsoft Authenticator, Google Authenticator, FreeOTP or another one. Works without a network, too.
factor-sms = Code by text message
factor-voice = Code by phone call
factor-card = Card of codes
factor-mail = Code by email
factor-recovery = Recovery codes
factor-code = 6-digit code
factor-continue = Continue
factor-next = Next
factor-previous = Previous

## C22: a code is asked for at sign-in
factor-ask-title = Enter the 6-digit code
factor-ask-new_device = You are using a device that we do not know yet. We check that it is you.
factor-ask-too_long = From time to time, on each device, we check that it is you.
factor-ask-sensitive = What follows concerns the security of your account.
factor-ask-service = { $service } asks for two-step verification.
factor-ask-phone = Open the { $company } app and copy the code that it shows.
factor-ask-totp = Open your code app and copy the code shown for { $company }.
factor-ask-other = Try another way
factor-refused-title = The right code is missing
factor-refused-text = Your app shows it, and changes it every 30 seconds.
factor-refused-missing = Enter the code of your app
factor-refused-digits = Enter the 6 digits and nothing else
factor-refused-wrong = This code does not match. Enter the one that is shown now
factor-refused-used = This code was used before. Wait for the next one, then enter it
factor-wait-title = Too many attempts
factor-wait-text = You can enter another code from { $clock }. Another way may work already.

## C23: another method
factor-other-title = Try another way
factor-other-text = What can you use now?
factor-other-none = No other way is set up for your account.
factor-other-lost = You no longer have your phone?
factor-other-printed = One of your recovery codes can take the place of the phone, once.
factor-other-security = Manage my sign-in methods
factor-other-lost-text = Call customer service. They will never ask you for a code or a password.
factor-other-missing = Choose a way
factor-blocked-title = This way is blocked
factor-blocked-text = Too many codes were wrong. Choose a new password to unblock it.
factor-blocked-button = Choose a new password

## C10: why now
enrol-why-title = Protect your account
enrol-why-switched_on = Two-step verification is switched on for your account.
enrol-why-created = Your account is created. It remains to be protected by a second check.
enrol-why-changed = The security settings of your account have changed. A method is to be added.
enrol-why-what = Your password alone is not enough against theft. Your phone will show that it is you.
enrol-why-minutes = It takes only a few minutes.
enrol-why-begin = Start
enrol-why-later = Later
enrol-why-until = You can put this off until { $day }.

## C11: the list of methods
enrol-method-title = Choose a method
enrol-method-text = It will check that it is you, besides the password.
enrol-method-button = Choose
enrol-method-back = Back
enrol-method-missing = Choose a method
enrol-refused-title = A choice is missing
enrol-refused-text = Tick an answer to continue.

## C12: iPhone or Android
enrol-phone-title = Select your device type
enrol-phone-text = The explanations that follow are written for it.
enrol-phone-iphone = iPhone
enrol-phone-android = Android
enrol-phone-missing = Choose iPhone or Android

## C13: the app is put on the telephone
enrol-install-title = Put a code app on your phone
enrol-install-iphone = On your iPhone, open the App Store.
enrol-install-android = On your phone, open the Play Store.
enrol-install-search = Search for “Microsoft Authenticator”, “Google Authenticator” or “FreeOTP”, and install one of them. All are free.
enrol-install-have = You have one already? Keep it, it will do.
enrol-install-own = Your own phone will do. The app reads nothing on it and costs nothing.

## C14: the QR code
enrol-scan-title = Scan the QR code
enrol-scan-open = On your phone, open the code app.
enrol-scan-add = Touch “Add account” or the “+” sign, then “Other account” if you are asked.
enrol-scan-aim = Point the camera at this code.
enrol-scan-alt = QR code to scan with your code app
enrol-scan-keep = Keep this page open. This code serves until { $clock }.
enrol-scan-again = Renew the code
enrol-scan-cannot = Can’t scan?
enrol-scan-here = You are on that phone? Open the code app
enrol-scan-renewed = The code before was no longer good. Here is a new one: delete the old one from your app.

## C15: by hand
enrol-hand-title = Enter it by hand
enrol-hand-text = In the app, choose to enter a key, then copy these lines.
enrol-hand-account = Account name
enrol-hand-key = Key
enrol-hand-type = Type
enrol-hand-type-value = Time based
enrol-hand-form = Form
enrol-hand-form-value = SHA-1, 6 digits, 30 seconds
enrol-hand-spaces = The spaces in the key do not count.

## C16: the first code
enrol-code-title = Enter the code
enrol-code-text = The app now shows a 6-digit code. It shows us that all is working.
enrol-code-clock = The clock of your phone is wrong. Set it to automatic, then enter the new code

## C20: added
enrol-added-title = Method added
enrol-added-totp = Your code app now protects your account.
enrol-added-now = You need not enter a code now. We will ask for one on devices that we do not know.
enrol-added-keep = Important: keep this app on your phone. You will need it to sign in.
enrol-added-lost = What if you lose this phone?
enrol-added-lost-text = Keep recovery codes on paper: each takes its place once.
enrol-added-another = Add another method
enrol-added-finish = Finish

## C30, C31: how the account is protected
security-title = My account security
security-about = Add or remove a method of two-step verification.
security-protected = Two-step verification protects your account.
security-bare = Only a password protects your account. Add a method: it takes a few minutes.
security-methods = My methods
security-added = Added on
security-used = Used on
security-never = Not yet
security-blocked = Blocked
security-blocked-text = Too many codes were wrong. Change your password to unblock it.
security-add = Add a method
security-codes = Manage my recovery codes
security-rename = Rename
security-rename-label = Name of the method
security-rename-button = Save the name
security-remove = Remove
security-remove-text = It will no longer sign you in. We will write to tell you.
security-remove-button = Yes, remove
security-done-added = The method is added.
security-done-removed = The method is removed.
security-done-renamed = The name is saved.
security-last-title = This method must stay
security-last-text = Your account must keep two-step verification. Add another method first.
security-unverified-title = None of your addresses is verified
security-unverified-text = Call customer service to have one verified. You can then add a method.

## C17, C22, C28: passkeys
passkey-about = Your face, fingerprint or device code. Safe from fake sites.
passkey-make-title = Sign in with your face, fingerprint or device code
passkey-make-what = A passkey replaces the password. No fake site can take it from you.
passkey-make-next = Your device will ask you to unlock it. Your face and fingerprint never leave it.
passkey-make-shared = If other people unlock this device, choose another method instead.
passkey-make-button = Create a passkey
passkey-ask-title = Use your passkey
passkey-ask-next = Your device will ask you to unlock it.
passkey-ask-button = Use my passkey
passkey-alone-title = Sign in without a password
passkey-alone-what = With a passkey, you only unlock your device. There is nothing to type.
passkey-alone-button = Use my passkey
passkey-alone-password = Use my password
passkey-no_script = JavaScript is off in this browser: passkeys do not work here. Turn it on, or choose another method.
passkey-unsupported = This browser does not know passkeys. Choose another method, or try another browser.
passkey-cancelled = Nothing has changed. You can try again or choose another method.
passkey-exists = This device already has a passkey for your account. There is nothing to do.
passkey-failed = Your device could not answer. Check that it locks with a code, then try again.
passkey-unknown-title = This passkey no longer works here
passkey-unknown-text = It was removed, or belongs to another account. Sign in with your password.
passkey-wrong-title = The passkey could not be checked
passkey-wrong-text = Try again. If it happens again, choose another method.
passkey-stale-title = The page was open for too long
passkey-stale-text = Try again now: the request is a new one.
passkey-taken-title = This passkey is already registered
passkey-taken-text = Use another device, or choose another method.
passkey-blocked-title = This passkey is blocked
passkey-blocked-text = It may have been copied. Sign in another way, remove it, then create another one.
passkey-wait-text = You can try again from { $clock }. Another method may already work.
passkey-added = Your passkey now protects your account.
passkey-added-next = Next time you sign in, it can replace your password.
passkey-added-lost = Add another method: it will help if you lose this device.
## C21: the request is approved on the phone
phone-approve-title = Approve on your phone
phone-approve-open = Open the { $company } app on “{ $phone }”, then enter this number:
phone-approve-open_any = Open the { $company } app on your phone, then enter this number:
phone-approve-number = Number to enter on the phone
phone-approve-until = The request is good until { $clock }. This page goes on by itself.
phone-approve-secret = Tell nobody this number. Customer service never asks for it.
phone-approve-nothing = Nothing shows on the phone?
phone-approve-nothing-text = Open the app: the request shows there too, even without a notification.
phone-approve-again = Send the request again
phone-approve-given-title = Approved
phone-approve-given-text = Your phone has answered. Go on.
phone-approve-refused-title = The request was refused on your phone
phone-approve-refused-text = If that was not wanted, send it again or try another way.
phone-approve-failed-title = The number that was entered was not the right one
phone-approve-failed-text = Send the request again: another number will show here.
phone-approve-over-title = The request is no longer good
phone-approve-over-text = Send it again, then enter the new number on your phone.
phone-gone-title = This phone is no longer linked to your account
phone-gone-text = Choose another way, or call customer service.
phone-peace-title = Your phone is not asked for now
phone-peace-text = Too many requests were not approved. Try again from { $clock }, or try another way.

## C13, C14, C15: our own app
factor-push-about = The { $company } app: you approve your sign-ins on your phone. No app store needed.
phone-install-title = Put the { $company } app on your phone
phone-install-aim = Point the phone’s camera at this code, or type this address into its browser:
phone-install-alt = QR code that opens the app on your phone
phone-install-iphone = In Safari, touch “Share”, then “Add to Home Screen”, then “Add”.
phone-install-android = Touch “Install” or, in the browser’s menu, “Add to home screen”.
phone-install-icon = Open the new { $company } icon.
phone-install-have = The app is on your phone already? Go on.
phone-scan-open = On your phone, open the { $company } app.
phone-scan-add = Touch “Add an account”, “Organisation”, then “Add an account from a new device”.
phone-scan-aim = Touch “Scan the QR code” and point at this code.
phone-scan-title = Scan the QR code with your phone
phone-hand-title = Type it on your phone
phone-added-title = Your phone was added
phone-scan-alt = QR code to scan with the app
phone-scan-by_itself = This page goes on by itself, without a code to enter.
phone-scan-here = You are on that phone? Open the app
phone-hand-text = In the app, touch “Type the code”, then copy these 10 characters.
phone-hand-code = Code
phone-hand-app = Address of the app
phone-hand-dictated = Tell nobody this code: it adds your account to the phone that gets it.
phone-claimed-title = Finish on your phone
phone-claimed-text = A phone has read the code. Touch “Add this account” there: this page goes on by itself.
phone-claimed-not_you = It is not your phone? Go back: this code will no longer serve.
phone-over-title = This code is no longer good
phone-over-text = Another page has shown a newer code, or this code has waited too long.
enrol-added-push = Your phone now approves your sign-ins.
enrol-added-push-now = You need not enter a code now. We will ask for your approval on devices that we do not know.
enrol-added-push-keep = Important: keep this app on your phone. You will need it to sign in.
factor-ask-phone_alone = Your phone has approved. One more proof is needed, so that the phone alone does not open your account.
phone-alone-title = Sign in with my phone
phone-alone-what = Have you installed the { $company } app? It will ask you for a number that this page shows.
phone-alone-button = Sign in with my phone
phone-alone-nothing-text = Open the app. The request is there if this phone is linked to your account.
phone-alone-over-text = The number was not typed in time. Send the request again, or sign in another way.
phone-alone-refused-text = Without it, we do not know which phone to ask.
