recover-forgot-title = Mot de passe oublié?
recover-check-title = Consultez vos courriels
recover-check-what = Il contient un code et un lien, valables { $span }. Regardez aussi dans les courriels indésirables.
recover-again-title = Rien reçu?
recover-account-title = Quel compte?
recover-account-text = Plusieurs comptes partagent cette adresse. De qui changez-vous le mot de passe?
