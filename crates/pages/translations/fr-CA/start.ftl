household-refused-started = Cette personne a choisi son mot de passe : elle seule peut en changer. Invitez-la à utiliser un code de secours, par « Mot de passe oublié? ».
add-text = Pour un enfant, ou un adulte sans courriel. Cette personne choisira elle-même son mot de passe.
add-kind-adult = Un adulte sans courriel
add-born-of_age = Cette personne est majeure. Choisissez « Un adulte sans courriel »
add-many-text = Pour en ajouter d’autres, appelez le service à la clientèle.
start-done-codes-title = Et si vous oubliez votre mot de passe?
start-done-codes-text = Sans adresse courriel, ce sont des codes sur papier qui vous dépannent. Créez-les maintenant, cela prend une minute.
