## Help: the questions that concern signing in
help-title = Aide à la connexion
help-stay-title = Que fait « Rester identifié » ?
help-stay-text = Vous restez connecté pendant { $span } sur cet appareil, sans ressaisir votre mot de passe.
help-stay-ticked = La case est cochée d’avance. Décochez-la pour saisir votre mot de passe à chaque connexion.
help-stay-unticked = Sans cette case, le mot de passe est demandé à chaque connexion.
help-devices-title = Pourquoi dois-je recommencer sur mon téléphone ?
help-devices-text = Ce choix fonctionne avec un cookie, propre à chaque appareil. Refaites-le sur chaque ordinateur, tablette ou téléphone.
help-shared-title = J’utilise un ordinateur partagé
help-shared-text = Décochez « Rester identifié », puis déconnectez-vous en partant.
help-shared-idle = Sinon, la connexion s’arrête après { $span } sans activité.
help-shared-absolute = Elle dure { $span } au plus.
help-again-title = Combien de temps dure une connexion ?
help-again-text = Elle prend fin quand vous fermez le navigateur.
help-remember-title = Que fait « Mémoriser l’adresse mail » ?
help-remember-text = Votre adresse est déjà remplie à la prochaine visite. Elle ne suffit jamais pour se connecter.
help-forgotten-title = J’ai oublié mon mot de passe
help-forgotten-text = Nous vous écrivons à votre adresse, et vous en choisissez un autre.
help-forgotten-link = Choisir un autre mot de passe
help-forgotten-call = Vous n’avez plus accès à cette adresse, ou rien n’arrive : appelez-nous, nous vérifierons ensemble que c’est bien vous.
help-tries-title = Trop d’essais : que faire ?
help-tries-text = Attendez l’heure indiquée sur la page, puis réessayez. Un appareil déjà connecté continue de fonctionner.
help-stranger-title = Je ne reconnais pas un appareil
help-stranger-text = Déconnectez-le depuis la liste de vos appareils, puis appelez-nous.

## Cookies
cookies-title = Cookies de ce site
cookies-text = Ces cookies servent seulement à vous connecter. Aucun ne vous suit ailleurs, aucun ne sert à la publicité.
cookies-life = Durée :
cookies-life-browser = jusqu’à la fermeture du navigateur
cookies-purpose-session = Sait que vous êtes connecté.
cookies-purpose-kept = Garde votre choix « Rester identifié ».
cookies-purpose-identifier = Garde l’adresse que vous avez choisi de mémoriser.
cookies-purpose-device = Reconnaît un appareil que vous utilisez déjà.
cookies-purpose-visit = Relie les étapes de votre connexion entre elles et vérifie que le formulaire vient de nous.
cookies-purpose-recovery = Garde le lien de votre message pendant que vous choisissez un mot de passe.
cookies-purpose-language = Garde la langue choisie.
cookies-erase = Vous pouvez les effacer dans votre navigateur. Vous devrez alors vous reconnecter.

## Accessibility
accessibility-title = Accessibilité
accessibility-text = Ces pages sont faites pour que chacun puisse les utiliser :
accessibility-keyboard = au clavier seul, avec un repère toujours visible,
accessibility-zoom = agrandies jusqu’à quatre fois, sans défilement de côté,
accessibility-modes = en clair, en sombre ou en contraste renforcé, selon vos réglages,
accessibility-script = sans JavaScript.
accessibility-state-title = Où nous en sommes
accessibility-state-text = Elles n’ont pas encore été contrôlées par un organisme indépendant. Des défauts peuvent donc subsister.
accessibility-contact-title = Une difficulté ?
accessibility-contact-text = Dites-nous ce qui vous gêne : nous vous aiderons à vous connecter autrement.
