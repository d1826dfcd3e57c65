"""Holds the second reading of tonight's table against worked cases, or against the program over situations made at random.

    tonight_cases.py cases DATA FOLDER...                    what worked cases expect
    tonight_cases.py compare DATA PROGRAM COUNT SEED         what the program decides
"""

import collections
import datetime as dt
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import papers
import tonight

FIELDS = ["decision", "power", "by", "onBehalfOf", "nights", "returnOn"]
END = "2027-04-01"


def cases(world, folders):
    held = total = 0
    for folder in folders:
        for file in sorted(pathlib.Path(folder).glob("*.json")):
            case = json.loads(file.read_text())
            if "expect" not in case:
                continue
            total += 1
            found = tonight.decide(case["facts"], world)
            short = []
            for field in FIELDS:
                if field not in case["expect"]:
                    continue
                want = case["expect"][field]
                wanted = want if isinstance(want, list) and field != "nights" else [want]
                if found[field] not in wanted:
                    short.append(f"{field} is {found[field]}, wanted {want}")
            held += not short
            if short:
                print(f"{case['name']}: {'; '.join(short)}")
    print(f"{held} of {total} cases hold")
    return held == total


def with_ends(data, folder):
    """A copy of the data in which two districts become one new council, and a third goes to its neighbour."""
    copy = pathlib.Path(folder) / "data"
    shutil.copytree(data, copy)
    councils = copy / "councils"
    new = json.loads((councils / "thanet.json").read_text())
    new.update(id="east-kent", name="East Kent Council", type="unitary", aliases=[], county=None,
               childrensServices="east-kent", places=[], domains=[], teams=[], hours=None, validFrom=END,
               validUntil=None, successors=[])
    (councils / "east-kent.json").write_text(json.dumps(new))
    for ended, heir in [("thanet", "east-kent"), ("dover", "east-kent"), ("maldon", "chelmsford")]:
        council = json.loads((councils / f"{ended}.json").read_text())
        council.update(validFrom=None, validUntil=END, successors=[{"council": heir, "purposes": []}])
        (councils / f"{ended}.json").write_text(json.dumps(council))
    return copy


class Situations:
    """Situations drawn by a seed: every fact known or not, both sides of each limit, moments where the day turns."""

    DAYS = ["2026-09-29", "2026-09-30", "2026-10-25", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28",
            "2026-11-29", "2026-12-24", "2026-12-25", "2026-12-27", "2026-12-28", "2026-12-29", "2027-03-25",
            "2027-03-26", "2027-03-28", "2027-03-30", "2027-03-31", "2027-04-01", "2027-04-02", "2028-01-05"]
    TIMES = ["00:00", "02:30", "05:59", "06:00", "08:59", "09:00", "09:01", "11:00", "14:00", "16:29", "16:30",
             "16:30:01", "16:31", "16:59", "17:00", "17:45", "19:30", "20:30", "21:00", "21:59", "22:00", "23:50"]

    def __init__(self, world, seed):
        self.world = world
        self.dice = random.Random(seed)

    def maybe(self, share, values):
        """One of some values, or nothing."""
        return self.dice.choice(values) if self.dice.random() < share else None

    def presenting(self, day):
        def exists(council):
            starts, ends = council.get("validFrom"), council.get("validUntil")
            return (not starts or starts <= day) and (not ends or day < ends)

        there = [one for one, council in self.world.councils.items() if exists(council)]
        return "luton" if self.dice.random() < 0.35 else self.dice.choice(there)

    def others(self, council):
        near = ["thanet", "dover", "maldon", "east-kent", "harlow", "kent", "essex", "luton", "maidstone", "kingston",
                council, "bedford", "thurrock", self.dice.choice(sorted(self.world.councils))]
        county = self.world.county(council)
        return near + ([county] * 3 if county else [])

    def next(self):
        dice = self.dice
        day = dice.choice(self.DAYS)
        facts = {"presented-at": f"{day}T{dice.choice(self.TIMES)}", "council": self.presenting(day)}
        council = facts["council"]
        others = self.others(council)
        share = dice.choice([0.3, 0.6, 0.8, 0.95])
        yes_no = [True, False]
        draw = {
            "children": [[], [], [4], [0, 2]], "pregnant": [True, False, False],
            "applicant-age": [14, 15, 16, 17, 18, 20, 21, 24, 25, 34, 52], "vulnerable": [True, False, False],
            "nowhere-tonight": [True, True, False], "safe-to-stay": yes_no, "immediate-danger": [True] + [False] * 7,
            "significant-harm": [True, False, False],
            "risk-factors": [[], [], ["domestic-abuse"], ["homelessness"], ["domestic-abuse", "substance-misuse"]],
            "violence-risk": [[], [], [dice.choice(others)], [council], dice.sample(others, 2)],
            "eligibility": ["eligible", "may-be-eligible", "not-eligible"],
            "duty-held": ["none", "none", "interim", "prevention", "relief", "relief-referred", "main", "main-referred",
                          "ended", "ended"],
            "changed-since": [True, False, False], "review": ["none", "none", "decision", "final-offer", "referral"],
            "decision": ["none", "minded-to-refuse", "intentionally-homeless", "intentionally-homeless", "not-eligible",
                         "not-homeless", "not-priority", "offer-refused", "licence-breach",
                         "cannot-live-independently", "lacks-capacity"],
            "alternative-found": yes_no, "duty-elsewhere": ["none"] + others,
            "reception-confirmed": [True, True, False], "agrees-to-return": yes_no,
            "transport": ["own", "public", "provided", "none"],
            "care-leaver-of": ["none", "kent", "essex", "luton"], "former-relevant": yes_no,
            "childrens-services": ["not-known", "known", "allocated"], "consent": yes_no,
            "placed-by": ["none", "luton", "harlow"], "homeless-from": ["2026-11-10", "2026-12-31"],
        }
        for fact, values in draw.items():
            value = self.maybe(share, values)
            if value is not None:
                facts[fact] = value
        self.times(facts, share)
        return facts

    def times(self, facts, share):
        """What stands in time to the presentation: a later interview, the journey, the letter, the end."""
        dice = self.dice
        presented = dt.datetime.fromisoformat(facts["presented-at"])
        if dice.random() < 0.15:
            seen = presented + dt.timedelta(minutes=dice.choice([1, 15, 30, 60, 240]))
            # The hour that the clocks skip is no time of day.
            if not (seen.date().isoformat() == "2027-03-28" and seen.hour == 1):
                facts["seen-at"] = seen.isoformat(timespec="seconds")
        now = dt.datetime.fromisoformat(facts.get("seen-at", facts["presented-at"]))
        until_ten = max(0, 22 * 60 - now.hour * 60 - now.minute)
        minutes = self.maybe(share, [20, 58, 60, 61, 89, 90, 91, 120, max(0, until_ten - 1), until_ten + 1])
        if minutes is not None:
            facts["travel-minutes"] = minutes
        on = self.maybe(share, ["2026-09-29", "2026-09-30", "2026-03-03"] + [
            (now.date() - dt.timedelta(days=days)).isoformat() for days in (0, 1, 20, 40)])
        if on is not None:
            facts["decision-on"] = on if dice.random() < 0.8 else on + "T12:00"
        ends = self.maybe(share * 0.7, [-40, -2, -1, 0, 1, 2, 3, 28])
        if ends is not None:
            facts["accommodation-ends-on"] = (now.date() + dt.timedelta(days=ends)).isoformat()


def compare(data, program, count, seed):
    with tempfile.TemporaryDirectory() as folder:
        copy = with_ends(data, folder)
        world = tonight.World(copy)
        situations = Situations(world, seed)
        drawn = [situations.next() for _ in range(count)]
        lines = "".join(json.dumps(facts) + "\n" for facts in drawn)
        run = subprocess.run(
            [program, "triage", "--batch", "-", "--data", str(copy), "--store", f"{folder}/store.sqlite"],
            input=lines, capture_output=True, text=True)
        answers = [json.loads(line) for line in run.stdout.splitlines()]
        if len(answers) != count:
            print(f"the program gave {len(answers)} answers to {count} situations: {run.stderr.strip()[:500]}")
            return False
    differ = refused = lacking = 0
    fields = collections.Counter()
    decisions = collections.Counter()
    for facts, answer in zip(drawn, answers):
        if "error" in answer:
            refused += 1
            print(f"REFUSED {json.dumps(answer['error'])}\n    {json.dumps(facts)}")
            continue
        ours = tonight.decide(facts, world)
        theirs = {field: answer["tonight"][field] for field in FIELDS}
        decisions[ours["decision"]] += 1
        wrong = [field for field in FIELDS if ours[field] != theirs[field]]
        short = papers.faults(facts, answer, world)
        if short:
            lacking += 1
            print(f"FALLS SHORT {'; '.join(short)}\n    {json.dumps(facts)}")
        if wrong:
            differ += 1
            fields.update(wrong)
            said = "; ".join(f"{field} is {theirs[field]}, read {ours[field]}" for field in wrong)
            print(f"DIFFERS {said}\n    {json.dumps(facts)}")
    told = ", ".join(f"{number} {decision}" for decision, number in decisions.most_common())
    print(f"{count} situations of seed {seed} ({told})")
    print(f"{differ} differ" + (f" ({', '.join(f'{n} in {f}' for f, n in fields.most_common())})" if differ else "")
          + f", {refused} refused, {lacking} fall short of what goes with the rows")
    return differ == 0 and refused == 0 and lacking == 0


def main():
    if len(sys.argv) >= 4 and sys.argv[1] == "cases":
        return cases(tonight.World(sys.argv[2]), sys.argv[3:])
    if len(sys.argv) == 6 and sys.argv[1] == "compare":
        return compare(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
    print(__doc__, file=sys.stderr)
    return False


sys.exit(0 if main() else 1)
