"""Writes customers.jsonl (2 000 people, as an old system would export them) and accounts.json (who can sign in, and how).

The hashes are made by the old systems' own tools, see old_hashes.py; README.md says what must be installed.
Salts are random, so that customers.jsonl changes whenever this runs; households and passwords stay the same.
"""

import json
import pathlib

from households import CHANCE, Filler, Town, password
from neighbours import introduce
from old_hashes import KINDS, old_hash

PEOPLE = 2000
# How many people of the crowd the demo tells the password of, for each kind of hash.
TOLD_PER_KIND = 16
HERE = pathlib.Path(__file__).parent


def populate():
    town = Town()
    introduce(town)
    filler = Filler(town)
    while town.people < PEOPLE:
        filler.one(PEOPLE - town.people)
    return town


def mailbox_row(contract, person):
    """O8 is for several mailboxes; one is O7, and none is treated as one."""
    owned = sum(mailbox.get("owner") == person["ref"] for mailbox in contract["mailboxes"])
    return "O8" if owned > 1 else "O7"


def settle(town):
    """Gives everybody a hash, and notes what the demo may tell."""
    told, closed, kinds = [], [], dict.fromkeys(KINDS, 0)
    for contract in town.contracts:
        for person in contract["people"]:
            known, more = person.pop("known", None), person.pop("rows", [])
            if "password" in person:
                continue
            kind = known["hash"] if known else CHANCE.choice(list(KINDS))
            secret = known["password"] if known else password()
            hashed, tool = old_hash(secret, kind, CHANCE)
            person["password"] = {"hash": hashed}
            account = {
                "identifier": person["identifiers"][0],
                "password": secret,
                "rows": known["rows"] if known else sorted({*more, mailbox_row(contract, person)}),
                "hash": kind,
                "made_by": tool,
            }
            if known:
                account |= {"name": f"{person['given_name']} {person['family_name']}", "note": known["note"]}
                (closed if person.get("disabled") else told).append(account)
            elif CHANCE.random() < 0.03:
                person["disabled"] = True
            elif CHANCE.random() < 0.02:
                person["password"] = None
            elif kinds[kind] < TOLD_PER_KIND:
                kinds[kind] += 1
                told.append(account)
    return told, closed


def write(name, lines, before="", between="\n", after="\n"):
    text = [json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines]
    (HERE / name).write_text(before + between.join(text) + after, encoding="utf-8")


town = populate()
told, closed = settle(town)
write("customers.jsonl", town.contracts)
# Those who sign in by a mail address come first.
told.sort(key=lambda account: "@" not in account["identifier"])
write("accounts.json", told, '{"accounts":[\n', ",\n", '\n],"closed":[\n')
with (HERE / "accounts.json").open("a", encoding="utf-8") as file:
    file.write(",\n".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in closed) + "\n]}\n")
print(town.people, "people in", len(town.contracts), "households;", len(told), "told")
