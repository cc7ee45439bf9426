devices-doubt = Un doute?
devices-doubt-text = Si vous ne reconnaissez pas un appareil, déconnectez-vous partout, puis appelez le service à la clientèle.
