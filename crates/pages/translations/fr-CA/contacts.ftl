contacts-title = Mes adresses courriel
contacts-new = Nouvelle adresse courriel
contacts-refused-bad = Écrivez une adresse courriel complète, comme nom@exemple.ca
