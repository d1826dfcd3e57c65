"""A directory of the size of a country: 400 councils with 125 contacts each, the same ones every time."""

import json
import os

PURPOSES = (
    "switchboard housing out-of-hours duty-to-refer subject-access safeguarding childrens-out-of-hours walk-in"
    " temporary-accommodation housing-options allocations resettlement landlord assessment care-leavers early-help website"
).split()
HOURS = ["Mo-Fr 09:00-17:00; PH off", "24/7", "Mo-Fr 17:00-09:00; Sa-Su 00:00-24:00; PH unknown", None]
COUNCILS, CONTACTS = 400, 125


def contact(council, number):
    purpose = PURPOSES[number % len(PURPOSES)]
    return purpose, {
        "id": f"council-{council:03}/{purpose}-{number:03}",
        "purpose": purpose,
        "kind": "phone",
        "value": f"+44{1200000000 + council * 1000 + number}",
        "display": f"0{1200000000 + council * 1000 + number}",
        "hours": HOURS[(council + number) % len(HOURS)],
        "status": "stated",
        "source": {"document": "made-up", "place": f"row {number}"},
        "reason": None,
        "warnings": [],
        "seenAlso": [],
        "checkedOn": None,
        "validFrom": None,
        "validUntil": None,
    }


def write(folder, councils=COUNCILS):
    os.makedirs(folder + "/councils")
    for council in range(councils):
        teams = {}
        for number in range(CONTACTS):
            purpose, made = contact(council, number)
            teams.setdefault(purpose, []).append(made)
        document = {
            "id": f"council-{council:03}",
            "name": f"Council {council:03} of the Bench",
            "type": "unitary",
            "aliases": [f"Bench {council:03}"],
            "county": None,
            "childrensServices": f"council-{council:03}",
            "location": None,
            "places": [],
            "domains": [f"council-{council:03}.example"],
            "hours": None,
            "teams": [{"id": team, "name": f"Team for {team}", "contacts": some} for team, some in teams.items()],
        }
        with open(f"{folder}/councils/council-{council:03}.json", "w") as file:
            json.dump(document, file)


def keys():
    return [f"council-{council:03} {purpose}" for council in range(COUNCILS) for purpose in PURPOSES]
