## C18: where a code is to go
sent-where-sms = Recevoir un code par SMS
sent-where-voice = Recevoir un code par appel vocal
sent-where-mail = Recevoir un code par mail
sent-where-sms-text = Indiquez le téléphone mobile qui recevra les codes. Un premier code y part aussitôt.
sent-where-voice-text = Indiquez le téléphone, fixe ou mobile, qui sera appelé. Une voix vous dictera un premier code.
sent-where-mail-text = Choisissez l’adresse qui recevra les codes. Un premier code y part aussitôt.
sent-number-label = Numéro de téléphone
sent-number-hint = Par exemple 06 12 34 56 78, ou +33 6 12 34 56 78
sent-sms-weak = Moins sûr : un SMS peut être lu ou détourné par d’autres. Préférez une application de codes si vous le pouvez.
sent-mail-weak = Moins sûr : un code par mail vérifie votre connexion, mais ne compte pas comme une double authentification.
sent-button = Envoyer le code
sent-button-voice = M’appeler maintenant
sent-number-title = Ce numéro ne convient pas
sent-number-text = Vérifiez le numéro, puis réessayez.
sent-number-empty = Saisissez un numéro de téléphone
sent-number-bad = Ce numéro n’existe pas. Vérifiez les chiffres
sent-number-country = Nous n’envoyons pas de code dans ce pays. Indiquez un autre numéro
sent-number-landline = Un téléphone fixe ne reçoit pas de SMS. Indiquez un mobile, ou choisissez l’appel vocal
sent-number-costly = Ce numéro est surtaxé. Indiquez un numéro personnel
sent-address-label = Adresse
sent-address-none = Aucune adresse ne convient. Il faut une adresse vérifiée que cette connexion n’ouvre pas. Appelez le service client pour en ajouter une.
sent-address-title = Cette adresse ne reçoit plus de code
sent-address-text = Choisissez une autre méthode, ou appelez le service client.

## A code is under way
sent-first-title = Saisissez le code reçu
sent-went-sms = Nous avons envoyé un SMS au numéro se terminant par { $to }.
sent-went-voice = Nous appelons le numéro se terminant par { $to }. Décrochez et notez le code.
sent-went-mail = Nous avons envoyé un mail à { $to }.
sent-will-sms = Le code partira par SMS au numéro se terminant par { $to }.
sent-will-voice = Une voix vous dictera le code au numéro se terminant par { $to }.
sent-will-mail = Le code partira par mail à { $to }.
sent-until = Le code sert jusqu’à { $clock }.
sent-again-from = Rien reçu ? Demandez-en un autre à partir de { $clock }.
sent-again = Renvoyer un code
sent-refused-text = Recopiez le code du dernier message reçu.
sent-code-missing = Saisissez le code que vous avez reçu
sent-code-wrong = Ce code ne correspond pas. Recopiez celui du dernier message
sent-soon-title = Patientez avant un autre code
sent-soon-text = Vous pourrez en demander un autre à partir de { $clock }. Une autre méthode marche peut-être déjà.
sent-stopped-title = Aucun code ne peut partir maintenant
sent-stopped-text = Choisissez une autre méthode, ou réessayez demain.
sent-sim-title = Aucun code ne part vers ce numéro
sent-sim-text = La carte SIM de ce numéro vient de changer : une autre personne pourrait lire vos codes. Choisissez une autre méthode, ou appelez le service client. Ce numéro servira de nouveau le { $moment } au plus tard.
sent-sim-text-printed = La carte SIM de ce numéro vient de changer : une autre personne pourrait lire vos codes. Choisissez une autre méthode ou un code de secours, ou appelez le service client. Ce numéro servira de nouveau le { $moment } au plus tard.
sent-sim-text-new = La carte SIM de ce numéro vient de changer : un code pourrait arriver chez une autre personne. Choisissez une autre méthode, ou ajoutez ce numéro plus tard. Il servira le { $moment } au plus tard.
sent-unchecked-title = Nous n’avons pas pu vérifier ce numéro
sent-unchecked-text = Choisissez une autre méthode, ou réessayez dans quelques minutes.
sent-worn-title = Ce code ne sert plus
sent-worn-text = Demandez un nouveau code, puis saisissez-le ici.
factor-sms-about = Sur un téléphone mobile, sans application à installer.
factor-voice-about = Une voix vous dicte le code, aussi sur un téléphone fixe.
factor-card-about = Des codes à imprimer et à garder chez vous. Pas besoin de téléphone.
factor-mail-about = Sur une adresse mail que cette connexion n’ouvre pas.
factor-weaker = Moins sûr
factor-sms-ending = SMS se terminant par { $to }
factor-voice-ending = Appel au numéro se terminant par { $to }
factor-mail-ending = Mail à { $to }
enrol-added-sms = Votre téléphone recevra un code par SMS quand il le faudra.
enrol-added-voice = Votre téléphone sera appelé quand il faudra un code.
enrol-added-card = Votre carte de codes protège maintenant votre compte.
enrol-added-mail = Vous recevrez un code par mail sur les appareils que nous ne connaissons pas.
enrol-added-keep_card = Important : gardez la carte en lieu sûr. Chaque code ne sert qu’une fois.
enrol-added-keep_number = Important : si vous changez de numéro, ajoutez le nouveau avant de quitter l’ancien.

## A printed card of codes
card-print-title = Imprimez votre carte de codes
card-print-text = Gardez-la chez vous, loin de votre mot de passe. À la connexion, nous demanderons le code d’une case.
card-print-how = Imprimez cette page depuis le menu de votre navigateur, ou recopiez la carte à la main.
card-print-keep = Chaque code sert une fois. Ne le donnez à personne, pas même à nous.
card-print-until = Cette carte n’est pas encore active. Gardez cette page ouverte jusqu’à { $clock }.
card-print-renewed = La carte précédente n’était plus valable. En voici une nouvelle : jetez l’ancienne.
card-print-next = J’ai ma carte
card-first-title = Vérifions votre carte
card-first-text = Prenez la carte imprimée et recopiez le code de cette case.
card-ask-title = Saisissez un code de votre carte
card-ask-text = Prenez votre carte de codes imprimée et recopiez le code de cette case.
card-ask-few = Il reste peu de codes sur cette carte ({ $left }). Imprimez-en une autre dans « Sécurité de mon compte ».
card-cell = Case
card-refused-text = Recopiez les 6 chiffres de la case demandée.
card-code-missing = Saisissez le code de la case demandée
card-code-wrong = Ce code n’est pas celui de la case demandée. Vérifiez la lettre et le numéro

## Texts and calls
sms-code = { $brand } : votre code est { $code }. Ne le donnez à personne. Il expire dans 10 minutes.
sms-number_added = { $brand } : vos codes arrivent maintenant aussi sur un autre téléphone. Si ce n’est pas vous, changez votre mot de passe.
sms-number_removed = { $brand } : vos codes n’arrivent plus sur ce téléphone. Si ce n’est pas vous, changez votre mot de passe.
call-code = Bonjour. Voici votre code { $brand }. { $digits }. Je répète. { $digits }. Ne le donnez à personne. Au revoir.

## The mail with a code
mail-code-subject = Votre code de connexion { $brand }
mail-code-button = Choisir un nouveau mot de passe
mail-code-what = Voici le code pour { $service }.
mail-code-how = Saisissez ce code sur la page où vous l’avez demandé.
mail-code-not_you = Quelqu’un connaît peut-être votre mot de passe. Ne donnez ce code à personne, et choisissez un nouveau mot de passe.
