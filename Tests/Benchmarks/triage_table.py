"""The contract's table of what is decided for tonight, as the two other engines get it: the first row that holds.

Row 6 of the contract stands here as five rows, one for each power; rows 7 and 9 as two, with children and without. A word
that a row does not name may be anything.
"""

KEPT_HERE = {"another": "yes", "kept": "no", "danger": "no", "risk": "no"}

# What must hold, what is then decided, under which power.
ROWS = [
    ({"home": "yes", "under16": "not yes"}, "not-needed", "none"),
    ({"under18": "yes"}, "childrens-services", "s20"),
    ({"home": "unknown", "kept": "no"}, "ask", "none"),
    (KEPT_HERE | {"harm": "not yes", "feasible": "yes", "reception": "yes", "agrees": "yes"}, "return", "none"),
    (
        KEPT_HERE
        | {
            "regime": "yes",
            "late": "yes",
            "family": "yes",
            "agrees": "no",
            "feasible": "not no",
            "reception": "not no",
        },
        "manager-decides",
        "none",
    ),
    ({"closed": "no", "owed": "yes", "duty": "main"}, "place", "s193"),
    ({"closed": "no", "owed": "yes", "duty": "relief-referred"}, "place", "s199A"),
    ({"closed": "no", "owed": "yes", "duty": "main-referred"}, "place", "s200"),
    ({"closed": "no", "owed": "yes", "intentional": "yes"}, "place", "s190"),
    ({"closed": "no", "owed": "yes"}, "place", "s188"),
    ({"closed": "yes", "family": "not no", "regime": "yes", "late": "yes", "childless": "no"}, "place", "s17"),
    ({"closed": "yes", "family": "not no", "regime": "yes", "late": "yes"}, "place", "none"),
    ({"closed": "yes", "family": "not no", "regime": "yes"}, "hand-over", "none"),
    ({"closed": "yes", "family": "not no", "childless": "no"}, "childrens-services", "s17"),
    ({"closed": "yes", "family": "not no"}, "childrens-services", "none"),
    ({}, "advise", "none"),
]


def negation(condition):
    """The value that a condition rules out, or nothing where it names the value that it wants."""
    return condition.removeprefix("not ") if condition.startswith("not ") else None
