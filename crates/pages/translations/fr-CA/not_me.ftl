not_me-title = Ce n’était pas vous?
not_me-done-lost = Ce téléphone n’est pas avec vous? Bloquez-le de nouveau.
