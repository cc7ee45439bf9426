## C26: the password is forgotten
recover-forgot-title = Mot de passe oublié ?
recover-forgot-text = Nous vous écrivons, et vous en choisissez un autre.
recover-forgot-refused = Dites-nous qui vous êtes
recover-forgot-refused-text = Sans cela, nous ne savons pas à qui écrire.
recover-forgot-unreadable = Vérifiez ce que vous avez saisi : il y a un espace ou un signe de trop
recover-forgot-back = Revenir à la connexion
recover-continue = Continuer

## C27: a message is on its way
recover-check-title = Consultez vos mails
recover-check-sent = Si un compte existe pour { $identifier }, un message est en route.
recover-check-what = Il contient un code et un lien, valables { $span }. Regardez aussi dans les courriers indésirables.
recover-linked-title = Saisissez le code du message
recover-linked-text = Vous avez ouvert le lien dans un autre navigateur. Le code du même message montre que c’est bien vous.
recover-code = Code à 6 chiffres
recover-code-secret = Ne donnez ce code à personne, pas même à nous.
recover-code-missing = Saisissez le code du message
recover-code-wrong = Ce code ne correspond pas. Prenez celui du dernier message reçu, ou ouvrez son lien
recover-code-refused = Il manque le bon code
recover-code-refused-text = Il se trouve dans le dernier message reçu.
recover-soon-title = Un message est déjà parti.
recover-soon-text = Vous pourrez en demander un autre à partir de { $clock }.
recover-again-title = Rien reçu ?
recover-again-button = Renvoyer le message
recover-again-other = Changer d’adresse ou d’identifiant
recover-printed = Utiliser un code de secours

## Several accounts share the address
recover-account-title = Quel compte ?
recover-account-text = Plusieurs comptes partagent cette adresse. De qui changez-vous le mot de passe ?

## The letter of somebody who has a password of their own
recover-letter-title = Vous avez un mot de passe personnel
recover-letter-text = Celui de votre courrier n’ouvre plus vos espaces. Si vous avez oublié le vôtre, nous vous écrivons pour en choisir un autre.
