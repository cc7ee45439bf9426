## Help: the questions that concern signing in
help-title = Help with signing in
help-stay-title = What does “Keep me signed in” do?
help-stay-text = You stay signed in for { $span } on this device, without entering your password again.
help-stay-ticked = The box comes ticked. Untick it to enter your password at every sign-in.
help-stay-unticked = Without it, the password is asked at every sign-in.
help-devices-title = Why do I have to do it again on my phone?
help-devices-text = This choice works with a cookie, which belongs to one device. Make it again on each computer, tablet or phone.
help-shared-title = I use a shared computer
help-shared-text = Untick “Keep me signed in”, and sign out when you leave.
help-shared-idle = Otherwise, the sign-in ends after { $span } without activity.
help-shared-absolute = It lasts { $span } at most.
help-again-title = How long does a sign-in last?
help-again-text = It ends when you close the browser.
help-remember-title = What does “Remember my email address” do?
help-remember-text = Your address is filled in at your next visit. It is never enough to sign in.
help-forgotten-title = I forgot my password
help-forgotten-text = We write to your address, and you choose another one.
help-forgotten-link = Choose another password
help-forgotten-call = You can no longer read that address, or nothing arrives: call us, we will check together that it is you.
help-tries-title = Too many attempts: what now?
help-tries-text = Wait until the time shown on the page, then try again. A device that is signed in goes on working.
help-stranger-title = I do not recognise a device
help-stranger-text = Sign it out from the list of your devices, then call us.

## Cookies
cookies-title = Cookies of this site
cookies-text = These cookies only serve to sign you in. None follows you elsewhere, none is for advertising.
cookies-life = Kept for:
cookies-life-browser = as long as the browser is open
cookies-purpose-session = Knows that you are signed in.
cookies-purpose-kept = Holds your choice “Keep me signed in”.
cookies-purpose-identifier = Holds the address that you chose to have remembered.
cookies-purpose-device = Recognises a device that you already use.
cookies-purpose-visit = Ties the steps of your sign-in together and checks that the form is ours.
cookies-purpose-recovery = Keeps the link of your message while you choose a password.
cookies-purpose-language = Holds the language you chose.
cookies-erase = You can delete them in your browser. You will then have to sign in again.

## Accessibility
accessibility-title = Accessibility
accessibility-text = These pages are made so that everyone can use them:
accessibility-keyboard = with the keyboard alone, with a mark that is always visible,
accessibility-zoom = enlarged up to four times, without scrolling sideways,
accessibility-modes = light, dark or with more contrast, as your settings ask,
accessibility-script = without JavaScript.
accessibility-state-title = Where we are
accessibility-state-text = They have not been checked by an independent body yet. Faults may therefore remain.
accessibility-contact-title = Having trouble?
accessibility-contact-text = Tell us what is in your way: we will help you sign in another way.
