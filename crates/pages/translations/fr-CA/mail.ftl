mail-never = { $brand } ne vous demande jamais votre mot de passe par courriel.
mail-new_device-doubt = Ce n’était pas vous?
mail-signed_out-doubt = Vous ne le reconnaissez pas?
mail-choose-doubt = Vous n’avez rien demandé?
mail-household-doubt = Cela vous étonne?
mail-household-not_you = Changez votre mot de passe, puis appelez le service à la clientèle.
mail-factor_added-what = Une méthode d’authentification multifacteur vient d’être ajoutée à { $service }.
mail-factor_removed-what = Une méthode d’authentification multifacteur vient d’être supprimée de { $service }.
