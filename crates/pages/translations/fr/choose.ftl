## C8: a new password
choose-new-title = Choisissez un mot de passe
choose-new-for = pour { $login }
choose-new-label = Nouveau mot de passe
choose-new-hint = Au moins { $least } caractères. Espaces, accents et émojis comptent aussi.
choose-new-count = Caractères saisis :
choose-show-what = le nouveau mot de passe
choose-idea = Me proposer un mot de passe
choose-idea-text = Quatre mots tirés au sort, faciles à retenir :
choose-save = Enregistrer
choose-refused = Votre mot de passe n’est pas encore enregistré
choose-refused-text = Encore un détail à revoir.
choose-weak-empty = Saisissez un nouveau mot de passe
choose-weak-short = Il est trop court : ajoutez des mots pour atteindre { $least } caractères
choose-weak-long = Il est trop long : raccourcissez-le
choose-weak-common = Il figure parmi les plus courants, que les fraudeurs essaient d’abord. Choisissez-en un autre
choose-weak-company = Il reprend surtout notre nom, que chacun connaît. Ajoutez d’autres mots
choose-weak-you = Il reprend surtout votre nom ou votre adresse. Ajoutez d’autres mots
choose-weak-guessable = Il se devine vite : suite, répétition, date ou mots connus. Ajoutez des mots sans rapport

## C32: changing it
choose-change-title = Changer mon mot de passe
choose-change-current = Mot de passe actuel
choose-change-missing = Saisissez votre mot de passe actuel
choose-change-wrong = Ce n’est pas votre mot de passe actuel. Saisissez-le de nouveau
choose-change-others = Me déconnecter de tous mes autres appareils
choose-change-done = Votre mot de passe est changé.
