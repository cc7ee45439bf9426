"""The households that the demo introduces by name. Written by hand: each person shows something."""


def introduce(town):
    martin(town)
    lefevre(town)
    rousseau(town)
    alone(town)
    abroad(town)
    closed(town)


def known(town, person, identifiers, contact, kind, password, rows, note):
    """Somebody whose password the demo tells."""
    person["identifiers"] = identifiers
    person["contacts"] = [{"mail": contact, "verified": True}]
    person["known"] = {"password": password, "hash": kind, "rows": rows, "note": note}


def martin(town):
    contract = town.contract("internet", "fibre", "2011-03-14", mobiles=3)
    jeanne = town.person(contract, "Jeanne", "Martin")
    box = town.mailbox(contract, jeanne)
    known(town, jeanne, [box], "jeanne@courrier.example", "bcrypt", "le-phare-de-jeanne", ["O1", "O2", "O7", "X2", "X11"],
          "holder of a family's contract, one mailbox")
    paul = town.person(contract, "Paul", "Martin")
    box = town.mailbox(contract, paul)
    known(town, paul, [box], "paul@courrier.example", "pbkdf2-sha256", "velo-bleu-1987", ["O1", "O2", "O7", "X11"],
          "member, a mailbox of his own")
    lea = town.person(contract, "Léa", "Martin")
    login = town.free("lea.martin")
    known(town, lea, [login], "jeanne@courrier.example", "ssha512", "licorne arc-en-ciel", ["O1", "X11", "X19"],
          "daughter without a mailbox: a login of her own, mails go to her mother")
    hugo = town.person(contract, "Hugo", "Martin")
    hugo.update(identifiers=[town.free("hugo.martin")], contacts=[], password=None)


def lefevre(town):
    contract = town.contract("internet", "fibre", "2004-09-01")
    shared = "les.lefevre@courrier.example"
    francois = town.person(contract, "François", "Lefèvre")
    box = town.mailbox(contract, francois)
    town.mailbox(contract, francois, "lefevre.photos")
    known(town, francois, [box], shared, "argon2id", "Les huîtres de Cancale", ["O1", "O2", "O8", "X11"],
          "holder, two mailboxes, shares a contact address")
    zoe = town.person(contract, "Zoé", "Lefèvre")
    box = town.mailbox(contract, zoe)
    known(town, zoe, [box], shared, "scrypt", "sirop-de-fraise-12", ["O1", "O7", "X11"],
          "member, the same contact address")


def rousseau(town):
    contract = town.contract("internet", "adsl", "1999-11-02", mobiles=2)
    denise = town.person(contract, "Denise", "Rousseau")
    box = town.mailbox(contract, denise)
    known(town, denise, [box], "denise.rousseau@courrier.example", "pbkdf2-sha1", "confiture de mûres", ["O1", "O7", "X11"],
          "holder, family of five")
    family = [
        ("Aurélien", "sha256-crypt", "guitare-seche-6", "son, a mailbox of his own"),
        ("Maëlle", "pbkdf2-sha512", "Nuit étoilée 1889", "daughter, a password with accents"),
        ("Noé", "bcrypt-sha256", "dragon-vert-44", "son, a mailbox of his own"),
    ]
    for given, kind, password, note in family:
        person = town.person(contract, given, "Rousseau")
        box = town.mailbox(contract, person)
        contact = f"{box.split('@')[0]}@courrier.example"
        known(town, person, [box], contact, kind, password, ["O1", "O7", "X11"], note)
    manon = town.person(contract, "Manon", "Rousseau")
    manon.update(identifiers=[town.mailbox(contract, manon)], contacts=[], password=None)


def alone(town):
    contract = town.contract("mobile", "sans-boite", "2019-06-21", landlines=0)
    number = "06 39 98 00 42"
    contract["lines"].append({"number": number})
    minh = town.person(contract, "Minh", "Nguyễn")
    known(town, minh, [number], "minh.nguyen@courrier.example", "sha512-crypt", "rizière-au-soleil", ["O1", "O7", "X11", "X14"],
          "alone, without a mailbox: the phone number is the identifier")
    contract = town.contract("internet", "adsl", "2008-01-15")
    gaelle = town.person(contract, "Gaëlle", "Le Goff")
    box = town.mailbox(contract, gaelle)
    known(town, gaelle, [box, town.free("glegoff29")], "gaelle@courrier.example", "phpass", "kouign-amann", ["O1", "O7", "X11"],
          "alone; her mailbox or her login glegoff29")
    contract = town.contract("internet", "fibre", "2015-10-30")
    mamadou = town.person(contract, "Mamadou", "Traoré")
    box = town.mailbox(contract, mamadou)
    known(town, mamadou, [box], "mamadou@courrier.example", "ssha", "soleil", ["O1", "O7", "X11"],
          "a password too weak for today, taken as it is")
    contract = town.contract("internet", "fibre", "2022-02-22")
    chloe = town.person(contract, "Chloé", "Öztürk")
    box = town.mailbox(contract, chloe)
    for name in ("atelier.ozturk", "ozturk.facturation"):
        town.mailbox(contract, chloe, name)
    known(town, chloe, [box], "chloe@courrier.example", "argon2d", "Été à Ouessant", ["O1", "O8", "X11"],
          "three mailboxes, a password with spaces and accents")


def abroad(town):
    contract = town.contract("internet", "satellite", "2020-05-05")
    emile = town.person(contract, "Émile", "Tremblay", locale="fr-CA")
    box = town.mailbox(contract, emile)
    known(town, emile, [box], "emile@courrier.example", "ssha256", "tire-sur-la-neige", ["O1", "O7", "X11", "X13"],
          "reads the French of Québec")
    contract = town.contract("internet", "fibre", "2023-08-19")
    emily = town.person(contract, "Emily", "Parker", locale="en")
    box = town.mailbox(contract, emily)
    known(town, emily, [box], "emily@courrier.example", "argon2i", "rainy-day-in-lille", ["O1", "O7", "X11", "X13"],
          "reads English")


def closed(town):
    contract = town.contract("internet", "adsl", "2006-07-07")
    noel = town.person(contract, "Noël", "D’Angelo", disabled=True)
    box = town.mailbox(contract, noel)
    known(town, noel, [box], "noel@courrier.example", "bcrypt", "sapin-de-minuit", ["O1"], "closed account")
