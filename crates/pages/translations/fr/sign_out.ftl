## C34: leaving
sign_out-title = Voulez-vous vous déconnecter ?
sign_out-asked = { $service } vous propose de vous déconnecter.
sign_out-text = Vous quitterez sur cet appareil { $service } et les services ouverts avec la même connexion.
sign_out-button = Me déconnecter
sign_out-stay = Rester connecté
sign_out-done-title = Déconnexion réussie
sign_out-done-here = Vous avez quitté sur cet appareil { $service } et les services ouverts avec la même connexion.
sign_out-done-everywhere = Tous vos appareils sont déconnectés, celui-ci compris.
sign_out-again = Me reconnecter

## C33: consent
consent-title = { $service } demande votre accord
consent-text = Si vous continuez, { $service } saura ceci de vous :
consent-shared-identity = Un numéro qui vous désigne dans ce service
consent-shared-name = Votre nom
consent-shared-mail = Votre adresse mail
consent-shared-phone = Votre numéro de téléphone
consent-shared-lasting = Ces informations, même quand vous n’êtes pas là
consent-never = Votre mot de passe n’est jamais transmis.
consent-privacy = Ce que { $service } fait de vos données
consent-continue = Continuer
consent-refuse = Refuser
