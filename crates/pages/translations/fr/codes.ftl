## C19: printed recovery codes
account-codes-about = Pour revenir dans votre compte sans mail et sans mot de passe.
account-only_this_mailbox = Sans votre mot de passe, vous n’ouvrez plus la boîte mail où nous vous écririons. Préparez un autre moyen.
codes-title = Codes de secours
codes-what = Chacun remplace une fois votre téléphone, ou le message de « mot de passe oublié ».
codes-none = Vous n’en avez pas encore.
codes-left = { $left ->
    [0] Il ne vous en reste aucun.
    [1] Il vous reste 1 code.
   *[other] Il vous reste { $left } codes.
}
codes-made = Ils ont été créés le { $moment }.
codes-low = Il est temps d’en créer de nouveaux.
codes-make = Créer mes codes de secours
codes-safe-title = Les avez-vous rangés ?
codes-safe-text = Ils ne s’affichent qu’une fois. Si vous ne les avez pas gardés, créez-en de nouveaux.
codes-tick = J’ai mis mes codes de secours en lieu sûr.
codes-tick-missing = Cochez la case une fois vos codes en lieu sûr
codes-refused = Vos codes sont-ils en lieu sûr ?
codes-refused-text = Sans eux, vous ne pourriez pas vous en servir.
codes-kept = C’est noté : vos codes sont en lieu sûr.
codes-finish = Terminer
codes-renew-title = En créer de nouveaux
codes-renew-text = Les codes actuels ne serviront plus.
codes-renew = Créer de nouveaux codes
codes-new-title = Enregistrez vos codes de secours
codes-new-text = Imprimez-les, téléchargez-les ou recopiez-les. Rangez-les loin de cet appareil.
codes-new-date = Créés le
codes-new-once = Chaque code sert une fois. Ne les donnez à personne, pas même à nous.
codes-print = Imprimer
codes-download = Télécharger
codes-copy = Copier
codes-copied = Copié.
codes-file = codes-de-secours
codes-later = Plus tard

## C24: one of them is typed
printed-title = Saisissez un code de secours
printed-for = pour { $identifier }
printed-instead = Il remplace le code de votre téléphone, une fois.
printed-label = Code de secours
printed-hint = 16 lettres et chiffres. Les tirets et les majuscules ne comptent pas.
printed-missing = Saisissez un code de secours
printed-wrong = Ce code ne sert pas. Vérifiez-le, ou prenez-en un autre de votre liste la plus récente
printed-refused = Il manque le bon code
printed-refused-text = Il se trouve sur votre liste de codes de secours.
printed-back = Utiliser le code d’un message

## O12: a second way
recourse-title = Gardez un autre moyen de revenir
recourse-mailbox = Sans votre mot de passe, vous n’ouvrez plus { $mailbox }. C’est pourtant là que nous vous écririons.
recourse-nothing = Nous n’avons aucune adresse où vous écrire si vous oubliez votre mot de passe.
recourse-choose = Choisissez un moyen qui reste ouvert : une autre adresse, ou des codes sur papier.
recourse-address = Ajouter une autre adresse
recourse-again = Nous vous le redemanderons dans { $span }.
