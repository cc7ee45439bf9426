"""Gives some households of customers.jsonl the login and password of their contract letter, and writes letters.json: whom
the demo tells. Run it after make-customers.py; it needs nothing but Python, and writes the same each time.

Their holders have no password of their own yet. Segment `cuivre` may put the choice off; in `cuivre-fin` the day has come.
"""

import base64
import hashlib
import json
import pathlib
import random

HERE = pathlib.Path(__file__).parent
CHANCE = random.Random(2027)
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
# How many households each segment has.
SEGMENTS = {"cuivre": 40, "cuivre-fin": 12}
# Of each segment, so many are told.
TOLD = 8
NOTES = {
    "cuivre": "holder, still the letter's password: may choose within 14 days",
    "cuivre-fin": "holder, still the letter's password: the last day has come",
    "weak": "an old password too weak for today: works once, then another is chosen",
}
WEAK = "motdepasse12"


def letter_password():
    half = lambda: "".join(CHANCE.choice(SIGNS) for _ in range(4))
    return f"{half()}-{half()}"


def pbkdf2(password):
    """As Django writes it."""
    salt = "".join(CHANCE.choice(SIGNS) for _ in range(12))
    made = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), 60_000)
    return f"pbkdf2_sha256$60000${salt}${base64.b64encode(made).decode()}"


def ssha(password):
    """As slapd writes it."""
    salt = CHANCE.randbytes(8)
    return "{SSHA}" + base64.b64encode(hashlib.sha1(password.encode() + salt).digest() + salt).decode()


def told(contract, identifier, password, note, kind):
    holder = contract["people"][0]
    return {
        "identifier": identifier,
        "password": password,
        "rows": ["X11"] if note == "weak" else ["O5", "O7"],
        "hash": kind,
        "name": f"{holder['given_name']} {holder['family_name']}",
        "note": NOTES[note],
    }


def fits(contract, known):
    people = contract["people"]
    return (
        contract["kind"] == "internet"
        and contract["segment"] in ("fibre", "adsl")
        and len(contract["mailboxes"]) <= 1
        and len(people) == 1
        and not people[0].get("disabled")
        and not any(identifier in known for identifier in people[0]["identifiers"])
    )


contracts = [json.loads(line) for line in (HERE / "customers.jsonl").read_text(encoding="utf-8").splitlines()]
accounts = json.loads((HERE / "accounts.json").read_text(encoding="utf-8"))
known = {account["identifier"] for account in accounts["accounts"] + accounts["closed"]}
free = [contract for contract in contracts if fits(contract, known) and "line_access" not in contract]
people = []
for segment, count in SEGMENTS.items():
    for n in range(count):
        contract, secret = free.pop(0), letter_password()
        kind, make = (("pbkdf2-sha256", pbkdf2), ("ssha", ssha))[n % 2]
        login = f"li{contract['ref'][1:]}"
        contract["segment"] = segment
        contract["line_access"] = {"login": login, "password": {"hash": make(secret)}}
        contract["people"][0]["password"] = None
        if n < TOLD:
            people.append(told(contract, login, secret, segment, kind))
for n in range(2):
    contract = free.pop(0)
    contract["segment"] = "cuivre"
    contract["people"][0]["password"] = {"hash": pbkdf2(WEAK)}
    people.append(told(contract, contract["people"][0]["identifiers"][0], WEAK, "weak", "pbkdf2-sha256"))
plain = lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"))
(HERE / "customers.jsonl").write_text("\n".join(map(plain, contracts)) + "\n", encoding="utf-8")
(HERE / "letters.json").write_text("[\n" + ",\n".join(map(plain, people)) + "\n]\n", encoding="utf-8")
print(len(people), "told;", len(free), "households left as they were")
