## What happened to the customer's account
activity-title = Activité récente
activity-text = Les derniers événements de votre compte, les plus récents d’abord.
activity-none = Rien à montrer pour l’instant.
activity-signed_in = Connexion
activity-signed_in-new = Connexion sur un nouvel appareil
activity-came_back = Retour sur un appareil qui reste identifié
activity-wrong_password = { $times ->
    [one] Un essai de mot de passe sans succès
   *[other] { $times } essais de mot de passe sans succès
}
activity-forgotten = Demande d’un nouveau mot de passe
activity-code = { $times ->
    [one] Un code de vérification saisi
   *[other] { $times } codes de vérification saisis
}
activity-chosen = Nouveau mot de passe choisi après un oubli
activity-changed = Mot de passe changé
activity-personalised = Identifiant et mot de passe personnels choisis
activity-letter = Mot de passe du courrier utilisé, sans ouvrir d’espace
activity-signed_out = Déconnexion
activity-signed_out_everywhere = Déconnexion de tous les appareils
activity-device_signed_out = Déconnexion d’un appareil depuis la liste
activity-device_secured = Appareil déconnecté par sécurité
activity-not_me = Vous avez signalé que ce n’était pas vous
activity-contact_changed = Adresse de contact changée
activity-codes_made = Codes de secours créés
activity-codes_kept = Codes de secours mis en lieu sûr
activity-code_used = Code de secours utilisé
activity-access_given = Accès accordé à { $service }
activity-access_refused = Accès refusé à { $service }
activity-service_opened = Ouverture de { $service }
activity-service_stopped = Ouverture de { $service } arrêtée par sécurité
activity-phone_added = Téléphone ajouté
activity-phone_removed = Téléphone retiré
activity-phone_locked = Verrouillage de l’application activé
activity-phone_unlocked = Verrouillage de l’application désactivé
activity-phone_blocked = Téléphone bloqué, car perdu ou volé
activity-phone_unblocked = Téléphone retrouvé et débloqué
activity-phone_approved = Demande approuvée sur votre téléphone
activity-phone_refused = Demande refusée sur votre téléphone
activity-phones_paused = Demandes sur votre téléphone suspendues un quart d’heure
activity-taken_over = Compte repris de l’ancien système
activity-network = réseau { $network }
activity-places = L’appareil et le réseau sont effacés au bout de { $span }.
activity-doubt = Si vous ne reconnaissez pas une activité, regardez vos appareils et déconnectez-vous partout.
activity-household = Votre foyer a changé
activity-factor_tried = { $times ->
    [one] Un code de votre application sans succès
   *[other] { $times } codes de votre application sans succès
}
activity-factor_added = Méthode de double authentification ajoutée
activity-factor_renamed = Méthode de double authentification renommée
activity-factor_removed = Méthode de double authentification supprimée
activity-factor_blocked = Méthode de double authentification bloquée après trop de codes faux
activity-sim_changed = Code non envoyé : la carte SIM du numéro venait de changer
activity-made_to_wait = Changement reporté, car le compte venait d’être récupéré
activity-method_lost = Méthode bloquée avec un téléphone perdu ou volé
activity-method_found = Méthode débloquée, avec un téléphone retrouvé
activity-key_copied = Clé d’accès bloquée, car elle a peut-être été copiée
activity-start_code = Code de départ créé
activity-started = Mot de passe choisi avec un code de départ
activity-device_renamed = Appareil renommé
