"""Households of Lumen: contracts, lines, mailboxes and the people on them, in the form that `vestibule import` reads."""

import random
import unicodedata

from names import FAMILY, GIVEN, WORDS, plain

CHANCE = random.Random(2026)


class Numbers:
    """Telephone numbers that the French regulator keeps for fiction: they ring nowhere."""

    def __init__(self):
        self.landlines = (f"01 99 00 {n // 100:02} {n % 100:02}" for n in range(1000, 10_000))
        self.mobiles = (f"06 39 98 {n // 100:02} {n % 100:02}" for n in range(100, 10_000))


class Town:
    """What is unique among all households: addresses, logins, numbers, references."""

    def __init__(self):
        self.contracts = []
        self.told = []
        self.closed = []
        self.people = 0
        self.numbers = Numbers()
        self.taken = set()

    def free(self, wish):
        """The wished login, with a number behind it where somebody has it."""
        name, n = wish, 1
        while name in self.taken:
            n += 1
            name = f"{wish}{n}"
        self.taken.add(name)
        return name

    def contract(self, kind, segment, since, landlines=1, mobiles=0):
        lines = [next(self.numbers.landlines) for _ in range(landlines)]
        lines += [next(self.numbers.mobiles) for _ in range(mobiles)]
        contract = {
            "source": "lumen-abonnes",
            "ref": f"L{len(self.contracts) + 1:06}",
            "brand": "lumen",
            "kind": kind,
            "segment": segment,
            "since": since,
            "lines": [{"number": number} for number in lines],
            "mailboxes": [],
            "people": [],
        }
        self.contracts.append(contract)
        return contract

    def person(self, contract, given, family, **more):
        """Adds somebody; `more` is what the import format calls it."""
        self.people += 1
        person = {
            "ref": f"P{self.people:06}",
            "role": "member" if contract["people"] else "holder",
            "given_name": given,
            "family_name": family,
            **more,
        }
        contract["people"].append(person)
        return person

    def mailbox(self, contract, owner, name=None):
        """A mailbox of the owner; the first one is an identifier too."""
        wish = name or f"{plain(owner['given_name'])}.{plain(owner['family_name'])}"
        address = f"{self.free(wish)}@lumen.example"
        contract["mailboxes"].append({"address": address, "owner": owner["ref"]})
        return address


def since():
    return f"{CHANCE.randint(1999, 2025)}-{CHANCE.randint(1, 12):02}-{CHANCE.randint(1, 28):02}"


def password():
    """Two words and a number, some in capitals, accents and spaces as people choose them."""
    first, second = CHANCE.sample(WORDS, 2)
    number = CHANCE.randint(10, 99)
    forms = (f"{first}-{second}-{number}", f"{first.capitalize()} {second} {number}", f"{second}{first}{number}!")
    return unicodedata.normalize("NFC", CHANCE.choice(forms))


def address_elsewhere(town, given, family):
    return f"{town.free(plain(given)[:1] + plain(family))}@courrier.example"


class Filler:
    """Households by the dozen, until the town has enough people."""

    def __init__(self, town):
        self.town = town
        self.shapes = [
            (28, self.alone),
            (8, self.alone_with_several_mailboxes),
            (9, self.alone_without_mailbox),
            (18, self.couple),
            (9, self.couple_sharing_an_address),
            (26, self.family),
            (4, self.flat),
        ]

    def one(self, room):
        """One household of at most `room` people."""
        weights, shapes = zip(*self.shapes)
        shape = CHANCE.choices(shapes, weights)[0]
        return (shape if room >= 5 else self.alone)()

    def internet(self, **more):
        segment = CHANCE.choices(["fibre", "adsl", "satellite"], [70, 26, 4])[0]
        return self.town.contract("internet", segment, since(), **more)

    def somebody(self, contract, family=None, mailbox=True, contact=None):
        """A person who signs in by mailbox, by a login of their own or by phone, and reads mail elsewhere."""
        given, family = CHANCE.choice(GIVEN), family or CHANCE.choice(FAMILY)
        person = self.town.person(contract, given, family)
        identifiers = [self.town.mailbox(contract, person)] if mailbox else []
        if not mailbox or CHANCE.random() < 0.12:
            if CHANCE.random() < 0.3:
                identifiers.append(next(self.town.numbers.mobiles))
            else:
                identifiers.append(self.town.free(plain(given)[:1] + plain(family)[:9] + str(CHANCE.randint(1, 99))))
        contact = contact or address_elsewhere(self.town, given, family)
        person["identifiers"] = identifiers
        person["contacts"] = [{"mail": contact, "verified": CHANCE.random() < 0.7}]
        if CHANCE.random() < 0.4:
            person["contacts"].append({"phone": next(self.town.numbers.mobiles), "verified": False})
        person["rows"] = ["O1", "X11"]
        return person

    def alone(self):
        self.somebody(self.internet())

    def alone_with_several_mailboxes(self):
        contract = self.internet()
        person = self.somebody(contract)
        for n in range(CHANCE.randint(1, 3)):
            name = f"{plain(person['family_name'])}.{CHANCE.choice(['maison', 'club', 'pro', 'photos', 'jardin'])}"
            self.town.mailbox(contract, person, name)

    def alone_without_mailbox(self):
        kind = CHANCE.choice(["mobile", "internet", "other"])
        mobiles = int(kind == "mobile")
        contract = self.town.contract(kind, "sans-boite", since(), 1 - mobiles, mobiles)
        self.somebody(contract, mailbox=False)

    def couple(self):
        contract, family = self.internet(mobiles=CHANCE.randint(0, 2)), CHANCE.choice(FAMILY)
        self.somebody(contract, family)
        self.somebody(contract, CHANCE.choice([family, family, None]))

    def couple_sharing_an_address(self):
        contract, family = self.internet(), CHANCE.choice(FAMILY)
        shared = f"{self.town.free('les.' + plain(family))}@courrier.example"
        self.somebody(contract, family, contact=shared)
        self.somebody(contract, family, mailbox=CHANCE.random() < 0.5, contact=shared)

    def family(self):
        contract, family = self.internet(mobiles=CHANCE.randint(1, 4)), CHANCE.choice(FAMILY)
        holder = self.somebody(contract, family)
        holder["rows"].append("X2")
        self.somebody(contract, CHANCE.choice([family, None]))
        for _ in range(CHANCE.randint(1, 3)):
            has_mailbox = CHANCE.random() < 0.6
            parents = None if has_mailbox else holder["contacts"][0]["mail"]
            child = self.somebody(contract, family, has_mailbox, parents)
            if not has_mailbox:
                child["rows"].append("X19")
        if CHANCE.random() < 0.2:
            wish = f"famille.{plain(family)}"
            contract["mailboxes"].append({"address": f"{self.town.free(wish)}@lumen.example"})

    def flat(self):
        """Friends who share a flat, a contract, and no name."""
        contract = self.internet()
        for _ in range(CHANCE.randint(2, 4)):
            self.somebody(contract)
