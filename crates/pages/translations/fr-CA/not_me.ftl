not_me-title = Ce n’était pas vous?
