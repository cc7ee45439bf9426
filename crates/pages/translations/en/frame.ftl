## What surrounds every page
frame-skip = Skip to content
frame-languages = Languages
frame-title-refused = Error: { $title }
frame-support = Customer service
frame-help = Help
frame-contact = Contact us
frame-accessibility = Accessibility
frame-privacy = Privacy
frame-cookies = Cookies
frame-terms = Terms of use
