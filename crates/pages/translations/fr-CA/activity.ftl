activity-factor_added = Méthode d’authentification multifacteur ajoutée
activity-factor_renamed = Méthode d’authentification multifacteur renommée
activity-factor_removed = Méthode d’authentification multifacteur supprimée
activity-factor_blocked = Méthode d’authentification multifacteur bloquée après trop de codes faux
