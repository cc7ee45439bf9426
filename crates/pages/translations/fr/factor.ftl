## Kinds of second factors
factor-passkey = Clé d’accès
factor-push = Notification sur le téléphone
factor-phone-codes = Code de l’application { $company }
factor-totp = Application de codes
factor-totp-about = Microsoft Authenticator, Google Authenticator, FreeOTP ou une autre. Fonctionne aussi sans réseau.
factor-sms = Code par SMS
factor-voice = Code par appel vocal
factor-card = Carte de codes
factor-mail = Code par mail
factor-recovery = Codes de secours
factor-code = Code à 6 chiffres
factor-continue = Continuer
factor-next = Suivant
factor-previous = Précédent

## C22: a code is asked for at sign-in
factor-ask-title = Saisissez le code à 6 chiffres
factor-ask-new_device = Vous utilisez un appareil que nous ne connaissons pas encore. Nous vérifions que c’est bien vous.
factor-ask-too_long = Nous vérifions de temps en temps, sur chaque appareil, que c’est bien vous.
factor-ask-sensitive = La suite concerne la sécurité de votre compte.
factor-ask-service = { $service } demande une double authentification.
factor-ask-phone = Ouvrez l’application { $company } et recopiez le code qui s’y affiche.
factor-ask-totp = Ouvrez votre application de codes et recopiez le code affiché pour { $company }.
factor-ask-other = Essayer une autre méthode
factor-refused-title = Il manque le bon code
factor-refused-text = Il s’affiche dans votre application, et change toutes les 30 secondes.
factor-refused-missing = Saisissez le code de votre application
factor-refused-digits = Saisissez les 6 chiffres, sans autre signe
factor-refused-wrong = Ce code ne correspond pas. Saisissez celui qui s’affiche maintenant
factor-refused-used = Ce code a déjà servi. Attendez le suivant, puis saisissez-le
factor-wait-title = Trop d’essais
factor-wait-text = Vous pourrez saisir un autre code à partir de { $clock }. Une autre méthode marche peut-être déjà.

## C23: another method
factor-other-title = Essayer une autre méthode
factor-other-text = Que pouvez-vous utiliser maintenant ?
factor-other-none = Aucune autre méthode n’est enregistrée sur votre compte.
factor-other-lost = Vous n’avez plus votre téléphone ?
factor-other-printed = Un de vos codes de secours peut remplacer le téléphone, une fois.
factor-other-security = Gérer mes méthodes de connexion
factor-other-lost-text = Appelez le service client. Il ne vous demandera jamais de code ni de mot de passe.
factor-other-missing = Choisissez une méthode
factor-blocked-title = Cette méthode est bloquée
factor-blocked-text = Trop de codes étaient faux. Choisissez un nouveau mot de passe pour la débloquer.
factor-blocked-button = Choisir un nouveau mot de passe

## C10: why now
enrol-why-title = Protégez votre compte
enrol-why-switched_on = La double authentification est activée pour votre compte.
enrol-why-created = Votre compte est créé. Il reste à le protéger par une seconde vérification.
enrol-why-changed = Les réglages de sécurité de votre compte ont changé. Une méthode est à ajouter.
enrol-why-what = Votre mot de passe seul ne suffit pas contre le vol. Votre téléphone montrera que c’est bien vous.
enrol-why-minutes = L’activation ne prend que quelques minutes.
enrol-why-begin = Commencer
enrol-why-later = Plus tard
enrol-why-until = Vous pouvez remettre cela jusqu’au { $day }.

## C11: the list of methods
enrol-method-title = Choisissez une méthode
enrol-method-text = Elle servira à vérifier que c’est bien vous, en plus du mot de passe.
enrol-method-button = Choisir
enrol-method-back = Retour
enrol-method-missing = Choisissez une méthode
enrol-refused-title = Il manque un choix
enrol-refused-text = Cochez une réponse pour continuer.

## C12: iPhone or Android
enrol-phone-title = Sélectionnez votre type d’appareil
enrol-phone-text = Les explications qui suivent sont écrites pour lui.
enrol-phone-iphone = iPhone
enrol-phone-android = Android
enrol-phone-missing = Choisissez iPhone ou Android

## C13: the app is put on the telephone
enrol-install-title = Installez une application de codes sur votre téléphone
enrol-install-iphone = Sur votre iPhone, ouvrez l’App Store.
enrol-install-android = Sur votre téléphone, ouvrez le Play Store.
enrol-install-search = Cherchez « Microsoft Authenticator », « Google Authenticator » ou « FreeOTP », et installez-en une. Toutes sont gratuites.
enrol-install-have = Vous en avez déjà une ? Gardez-la, elle convient.
enrol-install-own = Un téléphone personnel convient. L’application n’y lit rien et ne coûte rien.

## C14: the QR code
enrol-scan-title = Scannez le code QR
enrol-scan-open = Sur votre téléphone, ouvrez l’application de codes.
enrol-scan-add = Touchez « Ajouter un compte » ou le signe « + », puis « Autre compte » si on vous le demande.
enrol-scan-aim = Visez ce code avec l’appareil photo.
enrol-scan-alt = Code QR à scanner avec votre application de codes
enrol-scan-keep = Gardez cette page ouverte. Ce code sert jusqu’à { $clock }.
enrol-scan-again = Actualiser le code
enrol-scan-cannot = Impossible de numériser ?
enrol-scan-here = Vous êtes sur ce téléphone ? Ouvrir l’application de codes
enrol-scan-renewed = Le code précédent n’était plus valable. En voici un nouveau : supprimez l’ancien de votre application.

## C15: by hand
enrol-hand-title = Saisie manuelle
enrol-hand-text = Dans l’application, choisissez de saisir une clé, puis recopiez ces lignes.
enrol-hand-account = Nom du compte
enrol-hand-key = Clé
enrol-hand-type = Type
enrol-hand-type-value = Basé sur l’heure
enrol-hand-form = Forme
enrol-hand-form-value = SHA-1, 6 chiffres, 30 secondes
enrol-hand-spaces = Les espaces de la clé ne comptent pas.

## C16: the first code
enrol-code-title = Saisissez le code
enrol-code-text = L’application affiche maintenant un code à 6 chiffres. Il nous montre que tout fonctionne.
enrol-code-clock = L’heure de votre téléphone est fausse. Réglez-la sur automatique, puis saisissez le nouveau code

## C20: added
enrol-added-title = Méthode ajoutée
enrol-added-totp = Votre application de codes protège maintenant votre compte.
enrol-added-now = Vous n’avez pas besoin de saisir de code maintenant. Nous en demanderons un sur les appareils que nous ne connaissons pas.
enrol-added-keep = Important : gardez cette application sur votre téléphone. Vous en aurez besoin pour vous connecter.
enrol-added-lost = Et si vous perdez ce téléphone ?
enrol-added-lost-text = Gardez des codes de secours sur papier : chacun le remplace une fois.
enrol-added-another = Ajouter une autre méthode
enrol-added-finish = Terminer

## C30, C31: how the account is protected
security-title = Sécurité de mon compte
security-about = Ajouter ou retirer une méthode de double authentification.
security-protected = Une double authentification protège votre compte.
security-bare = Votre compte n’est protégé que par un mot de passe. Ajoutez une méthode : cela ne prend que quelques minutes.
security-methods = Mes méthodes
security-added = Ajoutée le
security-used = Utilisée le
security-never = Pas encore
security-blocked = Bloquée
security-blocked-text = Trop de codes étaient faux. Changez votre mot de passe pour la débloquer.
security-add = Ajouter une méthode
security-codes = Gérer mes codes de secours
security-rename = Renommer
security-rename-label = Nom de la méthode
security-rename-button = Enregistrer le nom
security-remove = Supprimer
security-remove-text = Elle ne servira plus à vous connecter. Nous vous écrirons pour vous le dire.
security-remove-button = Oui, supprimer
security-done-added = La méthode est ajoutée.
security-done-removed = La méthode est supprimée.
security-done-renamed = Le nom est enregistré.
security-last-title = Cette méthode doit rester
security-last-text = Votre compte doit garder une double authentification. Ajoutez d’abord une autre méthode.
security-unverified-title = Aucune de vos adresses n’est vérifiée
security-unverified-text = Appelez le service client pour en faire vérifier une. Vous pourrez ensuite ajouter une méthode.

## C17, C22, C28: passkeys
passkey-about = Votre visage, votre empreinte ou le code de l’appareil. Résiste aux faux sites.
passkey-make-title = Connectez-vous avec votre visage, votre empreinte ou le code de l’appareil
passkey-make-what = Une clé d’accès remplace le mot de passe. Aucun faux site ne peut vous la prendre.
passkey-make-next = Votre appareil va vous demander de le déverrouiller. Votre visage et votre empreinte ne le quittent pas.
passkey-make-shared = Si d’autres personnes déverrouillent cet appareil, choisissez plutôt une autre méthode.
passkey-make-button = Créer une clé d’accès
passkey-ask-title = Utilisez votre clé d’accès
passkey-ask-next = Votre appareil va vous demander de le déverrouiller.
passkey-ask-button = Utiliser ma clé d’accès
passkey-alone-title = Me connecter sans mot de passe
passkey-alone-what = Avec une clé d’accès, il suffit de déverrouiller votre appareil. Vous n’avez rien à saisir.
passkey-alone-button = Utiliser ma clé d’accès
passkey-alone-password = Utiliser mon mot de passe
passkey-no_script = JavaScript est désactivé dans ce navigateur : les clés d’accès n’y fonctionnent pas. Activez-le, ou choisissez une autre méthode.
passkey-unsupported = Ce navigateur ne connaît pas les clés d’accès. Choisissez une autre méthode, ou essayez un autre navigateur.
passkey-cancelled = Rien n’a changé. Vous pouvez recommencer ou choisir une autre méthode.
passkey-exists = Cet appareil a déjà une clé d’accès pour votre compte. Vous n’avez rien à faire.
passkey-failed = Votre appareil n’a pas pu répondre. Vérifiez qu’il se verrouille par un code, puis recommencez.
passkey-unknown-title = Cette clé d’accès ne sert plus ici
passkey-unknown-text = Elle a été supprimée, ou vient d’un autre compte. Connectez-vous avec votre mot de passe.
passkey-wrong-title = La clé d’accès n’a pas pu être vérifiée
passkey-wrong-text = Recommencez. Si cela se répète, choisissez une autre méthode.
passkey-stale-title = La page était ouverte depuis trop longtemps
passkey-stale-text = Recommencez maintenant : la demande est renouvelée.
passkey-taken-title = Cette clé d’accès est déjà enregistrée
passkey-taken-text = Utilisez un autre appareil, ou choisissez une autre méthode.
passkey-blocked-title = Cette clé d’accès est bloquée
passkey-blocked-text = Elle a peut-être été copiée. Connectez-vous autrement, supprimez-la, puis créez-en une autre.
passkey-wait-text = Vous pourrez recommencer à partir de { $clock }. Une autre méthode marche peut-être déjà.
passkey-added = Votre clé d’accès protège maintenant votre compte.
passkey-added-next = À la prochaine connexion, elle peut remplacer votre mot de passe.
passkey-added-lost = Ajoutez une autre méthode : elle servira si vous perdez cet appareil.
## C21: the request is approved on the phone
phone-approve-title = Validez sur votre téléphone
phone-approve-open = Ouvrez l’application { $company } sur « { $phone } », puis saisissez ce nombre :
phone-approve-open_any = Ouvrez l’application { $company } sur votre téléphone, puis saisissez ce nombre :
phone-approve-number = Nombre à saisir sur le téléphone
phone-approve-until = La demande sert jusqu’à { $clock }. Cette page continue toute seule.
phone-approve-secret = Ne dites ce nombre à personne. Le service client ne le demande jamais.
phone-approve-nothing = Rien ne s’affiche sur le téléphone ?
phone-approve-nothing-text = Ouvrez l’application : la demande s’y affiche aussi, même sans notification.
phone-approve-again = Renvoyer la demande
phone-approve-given-title = C’est validé
phone-approve-given-text = Votre téléphone a répondu. Continuez.
phone-approve-refused-title = La demande a été refusée sur votre téléphone
phone-approve-refused-text = Si ce n’était pas voulu, renvoyez-la ou utilisez une autre méthode.
phone-approve-failed-title = Le nombre saisi n’était pas le bon
phone-approve-failed-text = Renvoyez la demande : un autre nombre s’affichera ici.
phone-approve-over-title = La demande n’est plus valable
phone-approve-over-text = Renvoyez-la, puis saisissez le nouveau nombre sur votre téléphone.
phone-gone-title = Ce téléphone n’est plus lié à votre compte
phone-gone-text = Choisissez une autre méthode, ou appelez le service client.
phone-peace-title = Votre téléphone n’est plus sollicité pour l’instant
phone-peace-text = Trop de demandes sont restées sans accord. Réessayez à partir de { $clock }, ou utilisez une autre méthode.

## C13, C14, C15: our own app
factor-push-about = L’application { $company } : vous validez vos connexions sur votre téléphone. Sans magasin d’applications.
phone-install-title = Installez l’application { $company } sur votre téléphone
phone-install-aim = Visez ce code avec l’appareil photo du téléphone, ou saisissez cette adresse dans son navigateur :
phone-install-alt = Code QR qui ouvre l’application sur votre téléphone
phone-install-iphone = Dans Safari, touchez « Partager », puis « Sur l’écran d’accueil », puis « Ajouter ».
phone-install-android = Touchez « Installer » ou, dans le menu du navigateur, « Ajouter à l’écran d’accueil ».
phone-install-icon = Ouvrez la nouvelle icône { $company }.
phone-install-have = L’application est déjà sur votre téléphone ? Passez à la suite.
phone-scan-open = Sur votre téléphone, ouvrez l’application { $company }.
phone-scan-add = Touchez « Ajouter un compte », « Organisation », puis « Ajouter un compte depuis un nouvel appareil ».
phone-scan-aim = Touchez « Numérisez le code QR » et visez ce code.
phone-scan-title = Scannez le code QR avec votre téléphone
phone-hand-title = Saisie manuelle sur votre téléphone
phone-added-title = Votre téléphone est ajouté
phone-scan-alt = Code QR à scanner avec l’application
phone-scan-by_itself = Cette page continue toute seule, sans code à saisir.
phone-scan-here = Vous êtes sur ce téléphone ? Ouvrir l’application
phone-hand-text = Dans l’application, touchez « Saisir le code », puis recopiez ces 10 signes.
phone-hand-code = Code
phone-hand-app = Adresse de l’application
phone-hand-dictated = Ne dites ce code à personne : il ajoute votre compte au téléphone qui le reçoit.
phone-claimed-title = Terminez sur votre téléphone
phone-claimed-text = Un téléphone a lu le code. Touchez-y « Ajouter ce compte » : cette page continue toute seule.
phone-claimed-not_you = Ce n’est pas votre téléphone ? Revenez en arrière : ce code ne servira plus.
phone-over-title = Ce code n’est plus valable
phone-over-text = Une autre page a affiché un code plus récent, ou ce code a trop attendu.
enrol-added-push = Votre téléphone valide maintenant vos connexions.
enrol-added-push-now = Vous n’avez pas besoin de saisir de code maintenant. Nous demanderons votre accord sur les appareils que nous ne connaissons pas.
enrol-added-push-keep = Important : gardez cette application sur votre téléphone. Vous en aurez besoin pour vous connecter.
factor-ask-phone_alone = Votre téléphone a validé. Il reste une preuve à donner, pour que lui seul n’ouvre pas votre compte.
phone-alone-title = Me connecter avec mon téléphone
phone-alone-what = Vous avez installé l’application { $company } ? Elle vous demandera un nombre que cette page va afficher.
phone-alone-button = Me connecter avec mon téléphone
phone-alone-nothing-text = Ouvrez l’application. La demande s’y affiche si ce téléphone est relié à votre compte.
phone-alone-over-text = Le nombre n’a pas été saisi à temps. Renvoyez la demande, ou connectez-vous autrement.
phone-alone-refused-text = Sans cela, nous ne savons pas quel téléphone prévenir.
