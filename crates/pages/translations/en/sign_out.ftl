## C34: leaving
sign_out-title = Do you want to sign out?
sign_out-asked = { $service } suggests that you sign out.
sign_out-text = On this device you will leave { $service } and the services opened with the same sign-in.
sign_out-button = Sign out
sign_out-stay = Stay signed in
sign_out-done-title = You are signed out
sign_out-done-here = On this device you have left { $service } and the services opened with the same sign-in.
sign_out-done-everywhere = All your devices are signed out, including this one.
sign_out-again = Sign in again

## C33: consent
consent-title = { $service } asks for your consent
consent-text = If you continue, { $service } will know this about you:
consent-shared-identity = A number that stands for you in this service
consent-shared-name = Your name
consent-shared-mail = Your email address
consent-shared-phone = Your phone number
consent-shared-lasting = The same, even when you are away
consent-never = Your password is never passed on.
consent-privacy = What { $service } does with your data
consent-continue = Continue
consent-refuse = Refuse
