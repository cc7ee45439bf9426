sign_out-title = Voulez-vous vous déconnecter?
consent-shared-mail = Votre adresse courriel
