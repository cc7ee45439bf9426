frame-support = Service à la clientèle
frame-cookies = Témoins
