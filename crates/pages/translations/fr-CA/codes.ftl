account-codes-about = Pour revenir dans votre compte sans courriel et sans mot de passe.
codes-safe-title = Les avez-vous rangés?
codes-refused = Vos codes sont-ils en lieu sûr?
account-only_this_mailbox = Sans votre mot de passe, vous n’ouvrez plus la boîte courriel où nous vous écririons. Préparez un autre moyen.
