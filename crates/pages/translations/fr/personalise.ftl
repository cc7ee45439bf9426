## C5: it can wait a few days
personalise-soon-title = Choisissez bientôt votre mot de passe
personalise-soon-last-title = Choisissez votre mot de passe aujourd’hui
personalise-soon-left = { $days ->
    [one] Il vous reste 1 jour.
   *[other] Il vous reste { $days } jours.
}
personalise-soon-why = Vous vous connectez encore avec le mot de passe de votre courrier. Un identifiant et un mot de passe à vous protègent mieux vos données.
personalise-soon-later = D’ici là, tout reste comme avant.
personalise-soon-last = Le mot de passe de votre courrier n’ouvre plus vos espaces. Il sert seulement à choisir le vôtre, tout de suite.
personalise-soon-time = Cela prend une minute. Ensuite, vous arrivez là où vous alliez.
personalise-soon-time-service = Cela prend une minute. Ensuite, vous arrivez sur { $service }.
personalise-soon-now = Personnaliser maintenant
personalise-soon-wait = Plus tard

## C4: the login and the password
personalise-title = Choisissez votre identifiant et votre mot de passe
personalise-text-line = Ils remplacent ceux de votre courrier, et ne sont connus que de vous.
personalise-text-weak = Votre mot de passe actuel se devine trop vite. Choisissez-en un autre pour continuer.
personalise-text-anew = Ils remplacent ceux que vous aviez choisis. Tous vos appareils seront déconnectés.
personalise-login = Votre identifiant
personalise-login-hint = C’est ce que vous saisirez pour vous connecter.
personalise-own = Un identifiant à moi
personalise-own-label = Identifiant de votre choix
personalise-own-hint = Au moins 4 signes : une lettre d’abord, puis des lettres, des chiffres, un point ou un tiret.
personalise-save = Valider mon mot de passe
personalise-refused = Votre choix n’est pas encore enregistré
personalise-refused-text = Encore un détail à revoir.
personalise-login-missing = Saisissez l’identifiant que vous voulez
personalise-login-bad = Prenez au moins 4 signes, une lettre d’abord. Ni adresse, ni numéro, ni espace
personalise-login-taken = Cet identifiant n’est pas libre. Choisissez-en un autre
personalise-same = C’est le mot de passe de votre courrier. Choisissez-en un que personne n’a imprimé
