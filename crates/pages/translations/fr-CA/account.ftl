devices-doubt = Un doute?
devices-doubt-text = Si vous ne reconnaissez pas un appareil, déconnectez-vous partout, puis appelez le service à la clientèle.
household-mailboxes = Boîtes courriel
household-done-proposed = La proposition est envoyée. Vous êtes prévenus tous les deux par courriel.
household-refused-under_age = Un mineur ne peut pas le faire. Attendez sa majorité, ou appelez le service à la clientèle.
