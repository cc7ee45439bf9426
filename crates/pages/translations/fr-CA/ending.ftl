ending-title = Vous avez besoin de plus de temps?
