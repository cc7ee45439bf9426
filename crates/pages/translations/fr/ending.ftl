## C35: the session ends soon
ending-title = Vous avez besoin de plus de temps ?
ending-text = Sans réponse de votre part, vous serez déconnecté à { $clock }. Ce que vous saisissez ici serait perdu.
ending-stay = Rester connecté
ending-last-title = Votre connexion prend bientôt fin
ending-last-text = Elle s’arrête à { $clock } et ne peut pas être prolongée. Terminez ce que vous faites, puis reconnectez-vous.
ending-last-button = J’ai compris
ending-quiet = Sans activité, vous serez déconnecté à { $clock }.
ending-last-quiet = Votre connexion prend fin à { $clock }.
ending-ended = Votre connexion a pris fin. Reconnectez-vous pour reprendre où vous en étiez.
