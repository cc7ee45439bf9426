mail-never = { $brand } ne vous demande jamais votre mot de passe par courriel.
mail-new_device-doubt = Ce n’était pas vous?
mail-signed_out-doubt = Vous ne le reconnaissez pas?
mail-choose-doubt = Vous n’avez rien demandé?
mail-password_reset-not_you = Choisissez tout de suite un autre mot de passe, puis appelez le service à la clientèle.
mail-household-doubt = Cela vous étonne?
mail-household-not_you = Changez votre mot de passe, puis appelez le service à la clientèle.
