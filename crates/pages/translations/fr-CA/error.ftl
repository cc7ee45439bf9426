error-forbidden-text = Votre compte n’y donne pas accès. Si vous pensez que si, appelez le service à la clientèle.
error-cookies-title = Votre navigateur bloque les témoins
error-reference = Référence à donner au service à la clientèle :
