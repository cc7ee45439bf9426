## Contact addresses
account-contacts-about = Où nous vous écrivons, et par où vous revenez sans mot de passe.
contacts-title = Mes adresses mail
contacts-what = Nous vous y écrivons, et vous y recevez un code si vous oubliez votre mot de passe.
contacts-rests = Elle servira à retrouver votre compte à partir du { $moment }.
contacts-leaves = Elle part le { $moment }. D’ici là, elle reçoit nos messages et peut annuler le changement.
contacts-replace = Remplacer
contacts-remove = Retirer
contacts-remove-text = Elle sert encore { $span }, puis nous ne lui écrivons plus. Toutes vos adresses en sont averties.
contacts-remove-button = Oui, retirer
contacts-add-title = Ajouter une adresse
contacts-add-text = Un code y est envoyé. Elle sert à retrouver votre compte après { $span }.
contacts-new = Nouvelle adresse mail
contacts-send = Envoyer un code
contacts-prove = Pour changer une adresse, montrez d’abord que c’est bien vous.
contacts-change = Changer mes adresses
contacts-done-added = L’adresse est ajoutée. Toutes vos adresses en sont averties.
contacts-done-replaced = L’adresse est remplacée. Toutes vos adresses en sont averties.
contacts-done-removed = L’adresse est retirée. Toutes vos adresses en sont averties.
contacts-refused-title = L’adresse n’est pas changée
contacts-refused-text = Corrigez-la, puis envoyez le code.
contacts-refused-bad = Écrivez une adresse mail complète, comme nom@exemple.fr
contacts-refused-known = Cette adresse est déjà dans votre liste. Écrivez-en une autre
contacts-refused-many = Vous avez assez d’adresses. Remplacez-en une, ou retirez-en une d’abord
contacts-refused-last = C’est votre seule adresse. Ajoutez-en une autre, ou remplacez-la
contacts-refused-gone = Cette adresse part déjà. Choisissez-en une autre dans la liste
contacts-refused-soon = Un code vient d’être envoyé. Vous pourrez en demander un autre à partir de { $clock }

## The code of a new address
contacts-code-title = Confirmez votre nouvelle adresse
contacts-code-sent = Un code à 6 chiffres est en route vers { $address }.
contacts-code-lives = Il sert pendant { $span }.
contacts-code-missing = Saisissez le code du message
contacts-code-wrong = Ce code ne correspond pas. Vérifiez-le, ou demandez-en un autre
contacts-code-refused = Il manque le bon code
contacts-code-refused-text = Il se trouve dans le message envoyé à la nouvelle adresse.
contacts-code-other = Écrire une autre adresse
