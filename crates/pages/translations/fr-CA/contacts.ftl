contacts-title = Mes adresses courriel
contacts-new = Nouvelle adresse courriel
contacts-refused-bad = Écrivez une adresse courriel complète, comme nom@exemple.ca
waits-why = Ce compte vient d’être récupéré par un message ou un code de secours. Ce délai le protège si quelqu’un d’autre lit vos courriels.
