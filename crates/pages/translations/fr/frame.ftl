## What surrounds every page
frame-skip = Aller au contenu
frame-languages = Langues
frame-title-refused = Erreur : { $title }
frame-support = Service client
frame-help = Aide
frame-contact = Nous contacter
frame-accessibility = Accessibilité
frame-privacy = Confidentialité
frame-cookies = Cookies
frame-terms = Conditions d’utilisation
