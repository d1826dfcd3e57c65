"""Compares readers of opening hours, minute by minute over 13 months, and explains every difference or fails."""

import collections
import csv
import datetime
import os
import random
import re
import subprocess
import sys

from opening_hours import OpeningHours, ParserError

FIRST = datetime.date(2026, 11, 25)
COUNT = 396
DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Python:
    """opening-hours-py."""

    name = "opening-hours-py"

    @staticmethod
    def read(text):
        return OpeningHours(text, country="GB")

    def runs(self, texts):
        """What each text means: one state after the other, with its minutes; None where it cannot be read."""
        found = []
        for text in texts:
            try:
                found.append(self.run(text))
            except ParserError:
                found.append(None)
        return found

    def run(self, text):
        start = datetime.datetime.combine(FIRST, datetime.time())
        found = []
        for begin, end, state, _ in self.read(text).intervals(start, start + datetime.timedelta(days=COUNT)):
            letter = {"open": "o", "closed": "c", "unknown": "u"}[str(state)]
            minutes = int((end - begin).total_seconds() // 60)
            if found and found[-1][0] == letter:
                found[-1][1] += minutes
            else:
                found.append([letter, minutes])
        return "".join(f"{letter}{minutes}" for letter, minutes in found)

    def holidays(self):
        """The bank holidays that it knows, so that all read with the same."""
        start = datetime.datetime.combine(FIRST - datetime.timedelta(days=20), datetime.time())
        found = []
        for begin, end, state, _ in self.read("PH").intervals(start, start + datetime.timedelta(days=COUNT + 40)):
            day = begin.date()
            while str(state) == "open" and day < end.date():
                found.append(day.isoformat())
                day += datetime.timedelta(days=1)
        return ",".join(found)


class JavaScript:
    """opening_hours.js, in node."""

    name = "opening_hours.js"

    def __init__(self, script, folder):
        self.command = ["node", script, folder, FIRST.isoformat(), str(COUNT)]

    def ask(self, texts):
        said = subprocess.run(
            self.command, input="".join(text + "\n" for text in texts), capture_output=True, text=True, check=True,
            env={**os.environ, "TZ": "UTC"})
        return said.stdout.splitlines()

    def runs(self, texts):
        return [None if answer.startswith("refused") else answer for answer in self.ask(texts)[1:]]

    def holidays(self):
        return self.ask([])[0]


def made(dice):
    """A text of some rules of the sorts that councils need."""
    def clock(low, high):
        minute = dice.choice([0, 0, 15, 30, 45])
        return f"{dice.randint(low, high):02}:{minute:02}"

    def spans():
        kind = dice.random()
        if kind < 0.5:
            return f"{clock(7, 11)}-{clock(15, 23)}"
        if kind < 0.7:
            return f"{clock(7, 9)}-{clock(11, 12)},{clock(13, 14)}-{clock(16, 20)}"
        if kind < 0.8:
            return f"00:00-{clock(6, 9)},{clock(16, 18)}-24:00"
        if kind < 0.9:
            return f"{clock(16, 22)}-{clock(1, 9)}"
        return "00:00-24:00"

    def days():
        one, other = sorted(dice.sample(range(7), 2))
        return dice.choice([f"{DAYS[one]}-{DAYS[other]}", f"{DAYS[one]},{DAYS[other]}", DAYS[one], f"{DAYS[other]}-{DAYS[one]}"])

    def date():
        month, day = dice.randint(0, 11), dice.randint(1, 28)
        year = dice.choice(["", "", "2026 ", "2027 "])
        return f"{year}{MONTHS[month]} {day}" + dice.choice(["", "", f"-{day + 3 if day < 25 else day}"])

    rules = [f"{days()} {spans()}"]
    while dice.random() < 0.5:
        rules.append(f"{days()} {dice.choice([spans(), spans(), 'off', 'unknown'])}")
    if dice.random() < 0.4:
        rules.append(f"PH {dice.choice([spans(), 'off', 'off', 'unknown'])}")
    if dice.random() < 0.3:
        rules.append(f"{date()} {dice.choice([spans(), 'off', 'unknown'])}")
    if dice.random() < 0.2:
        rules.append(f"{dice.choice(DAYS)}[{dice.choice([1, 2, 3, 4, -1])}] {dice.choice([spans(), 'off'])}")
    if dice.random() < 0.15:
        dice.shuffle(rules)
    text = rules[0]
    for rule in rules[1:]:
        text += (", " if dice.random() < 0.15 else "; ") + rule
    return text


def as_there(text):
    """ISO dates, which the notation does not have and we take, as it writes them."""
    return re.sub(r"\b(\d{4})-(\d\d)-(\d\d)(?= )", lambda m: f"{m[1]} {MONTHS[int(m[2]) - 1]} {int(m[3])}", text)


class Ours:
    """What HoursOracle says of texts, with some bank holidays."""

    def __init__(self, program, holidays):
        self.command = [program, FIRST.isoformat(), str(COUNT), holidays]

    def read(self, texts):
        """Of each text its notation and runs, or `refused` and why."""
        if not texts:
            return []
        said = subprocess.run(
            self.command, input="\n".join(texts) + "\n", capture_output=True, text=True, check=True).stdout.splitlines()
        assert len(said) == len(texts), (len(said), len(texts))
        return [answer.split("\t", 1) for answer in said]


def compare(reader, ours, texts, proposals, known):
    """Holds a reader against ours: faults, and differences that the table explains."""
    faults, explained = [], []
    asked = []
    for text, (notation, answer) in zip(texts, ours.read(texts)):
        if notation != "refused":
            asked += [(text, one, one == as_there(notation), answer) for one in {as_there(text), as_there(notation)}]
    for (text, one, is_own, answer), theirs in zip(asked, reader.runs([one for _, one, _, _ in asked])):
        if theirs is None:
            if is_own:
                (explained if (text, reader.name) in known else faults).append(
                    (text, known.get((text, reader.name), f"our own '{one}' cannot be read there")))
        elif theirs != answer:
            (explained if (text, reader.name) in known else faults).append(
                (text, known.get((text, reader.name), f"'{one}' is read otherwise there")))
    # What we propose instead of a refused text must itself be accepted and read alike.
    answers = ours.read(proposals)
    theirs = reader.runs([as_there(notation if notation != "refused" else text) for text, (notation, _) in zip(proposals, answers)])
    for text, (notation, answer), there in zip(proposals, answers, theirs):
        if notation == "refused" or there != answer:
            faults.append((text, "is proposed and not read alike"))
    return faults, explained


def main():
    program, list_of_texts, table, script = sys.argv[1:5]
    options = sys.argv[5:]
    with open(list_of_texts) as file:
        texts = [line.rstrip("\n") for line in file if line.strip()]
    written = len(texts)
    dice = random.Random(20261125)
    while len(texts) < written + 300:
        text = made(dice)
        if text not in texts:
            texts.append(text)
    with open(table, newline="") as file:
        known = {(row["text"], row["reader"]): row["why"] for row in csv.DictReader(file)}
    readers = [Python()]
    folder = next((option.removeprefix("--node=") for option in options if option.startswith("--node=")), None)
    if folder:
        readers.append(JavaScript(script, folder))
    counts = collections.Counter()
    proposals = set()
    for place, (text, (notation, why)) in enumerate(zip(texts, Ours(program, readers[0].holidays()).read(texts))):
        sort = "written" if place < written else "made"
        if notation != "refused":
            counts[f"{sort}: accepted"] += 1
            continue
        counts[f"{sort}: refused, with the way to write it"] += 1
        proposal = re.search(r"(?:it is|mean) '([^']+)'", why)
        if proposal:
            proposals.add(proposal[1])
        if "-v" in options:
            print(f"refused  {text}\n         {why}")
    counts["proposed instead"] = len(proposals)
    print(f"{COUNT} days from {FIRST}, minute by minute")
    for name, count in sorted(counts.items()):
        print(f"{count:6}  {name}")
    is_wrong = counts["written: accepted"] + counts["made: accepted"] < 200
    for reader in readers:
        faults, explained = compare(reader, Ours(program, reader.holidays()), texts, sorted(proposals), known)
        print(f"{reader.name}: {len(explained)} explained, {len(faults)} different")
        for text, why in explained:
            print(f"explained  {text}: {why}")
        for text, why in faults:
            print(f"DIFFERENT  {text}: {why}")
        is_wrong = is_wrong or bool(faults)
    if not folder:
        print("left out: opening_hours.js, which needs node and its package 'opening_hours' from npm")
    sys.exit(1 if is_wrong else 0)


main()
