lost-legend = Qu’y avait-il sur ce téléphone?
lost-often-text = Vous pourrez recommencer à partir de { $clock }. Si c’est urgent, appelez le service à la clientèle.
lost-last = Sans autre méthode ni code de secours, vous aurez ensuite besoin du service à la clientèle pour vous connecter.
lost-line = Demandez aussi à votre fournisseur de suspendre la ligne : elle reçoit encore vos appels et vos textos.
lost-no_way = Aucune autre méthode n’est enregistrée. Appelez le service à la clientèle.
lost-found-title = Vous l’avez retrouvé?
lost-call = Besoin d’aide?
lost-done-text = Il n’ouvre plus votre compte. Un courriel vous le confirme. Voici ce qui est bloqué :
