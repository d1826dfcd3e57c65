"""The contract's table of what is decided for tonight, as the two other engines get it: the first row that holds.

Row 6 of the contract stands here as five rows, one for each power. A word that a row does not name may be anything.
"""

# What must hold, what is then decided, under which power.
ROWS = [
    ({"nowhere": "no"}, "not-needed", "none"),
    ({"under18": "yes"}, "childrens-services", "s20"),
    ({"nowhere": "unknown", "kept": "not yes"}, "ask", "none"),
    (
        {"another": "yes", "risk": "no", "feasible": "yes", "reception": "yes", "agrees": "yes", "danger": "not yes"},
        "return",
        "none",
    ),
    (
        {
            "luton": "yes",
            "another": "yes",
            "late": "yes",
            "agrees": "no",
            "family": "not no",
            "risk": "not yes",
            "feasible": "not no",
            "reception": "not no",
        },
        "manager-decides",
        "none",
    ),
    ({"closed": "no", "need": "not no", "duty": "main"}, "place", "s193"),
    ({"closed": "no", "need": "not no", "decision": "intentionally-homeless"}, "place", "s190"),
    ({"closed": "no", "need": "not no", "duty": "relief-referred"}, "place", "s199A"),
    ({"closed": "no", "need": "not no", "duty": "main-referred"}, "place", "s200"),
    ({"closed": "no", "need": "not no"}, "place", "s188"),
    ({"closed": "yes", "family": "not no", "luton": "yes", "late": "yes"}, "place", "s17"),
    ({"closed": "yes", "family": "not no", "luton": "yes"}, "hand-over", "none"),
    ({"closed": "yes", "family": "not no"}, "childrens-services", "s17"),
    ({}, "advise", "none"),
]


def negation(condition):
    """The value that a condition rules out, or nothing where it names the value that it wants."""
    return condition.removeprefix("not ") if condition.startswith("not ") else None
