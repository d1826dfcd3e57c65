"""Compares two readers of opening hours, minute by minute over 13 months, and explains every difference or fails."""

import collections
import csv
import datetime
import random
import re
import subprocess
import sys

from opening_hours import OpeningHours, ParserError

FIRST = datetime.date(2026, 11, 25)
COUNT = 396
DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def read_there(text):
    return OpeningHours(text, country="GB")


def runs(hours):
    """One state after the other, with its minutes."""
    start = datetime.datetime.combine(FIRST, datetime.time())
    found = []
    for begin, end, state, _ in hours.intervals(start, start + datetime.timedelta(days=COUNT)):
        letter = {"open": "o", "closed": "c", "unknown": "u"}[str(state)]
        minutes = int((end - begin).total_seconds() // 60)
        if found and found[-1][0] == letter:
            found[-1][1] += minutes
        else:
            found.append([letter, minutes])
    return "".join(f"{letter}{minutes}" for letter, minutes in found)


def holidays():
    """The bank holidays that the other reader knows, so that both read with the same."""
    start = datetime.datetime.combine(FIRST - datetime.timedelta(days=20), datetime.time())
    found = []
    for begin, end, state, _ in read_there("PH").intervals(start, start + datetime.timedelta(days=COUNT + 40)):
        day = begin.date()
        while str(state) == "open" and day < end.date():
            found.append(day.isoformat())
            day += datetime.timedelta(days=1)
    return found


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


def main():
    program, list_of_texts, table = sys.argv[1:4]
    with open(list_of_texts) as file:
        texts = [line.rstrip("\n") for line in file if line.strip()]
    written = len(texts)
    dice = random.Random(20261125)
    while len(texts) < written + 300:
        text = made(dice)
        if text not in texts:
            texts.append(text)
    with open(table, newline="") as file:
        known = {row["text"]: row["why"] for row in csv.DictReader(file)}
    holiday_list = ",".join(holidays())
    said = subprocess.run(
        [program, FIRST.isoformat(), str(COUNT), holiday_list], input="\n".join(texts) + "\n", capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert len(said) == len(texts), (len(said), len(texts))
    counts = collections.Counter()
    faults, explained, refusals = [], [], collections.Counter()
    for place, (text, answer) in enumerate(zip(texts, said)):
        notation, ours = answer.split("\t", 1)
        sort = "written" if place < written else "made"
        if notation == "refused":
            counts[f"{sort}: refused, with the way to write it"] += 1
            proposal = re.search(r"(?:it is|mean) '([^']+)'", ours)
            if proposal:
                refusals[proposal[1]] += 1
            if "-v" in sys.argv:
                print(f"refused  {text}\n         {ours}")
            continue
        counts[f"{sort}: accepted"] += 1
        for asked in {as_there(text), as_there(notation)}:
            try:
                theirs = runs(read_there(asked))
            except ParserError:
                if asked == as_there(notation):
                    faults.append((text, f"our own '{asked}' cannot be read there"))
                continue
            if theirs == ours:
                continue
            (explained if text in known else faults).append((text, known.get(text, f"'{asked}' is read otherwise there")))
    # What we propose instead of a refused text must itself be accepted and read alike.
    proposals = sorted(refusals)
    answers = subprocess.run(
        [program, FIRST.isoformat(), str(COUNT), holiday_list], input="\n".join(proposals) + "\n", capture_output=True, text=True, check=True
    ).stdout.splitlines() if proposals else []
    for text, answer in zip(proposals, answers):
        notation, ours = answer.split("\t", 1)
        counts["proposed instead"] += 1
        if notation == "refused" or runs(read_there(as_there(notation))) != ours:
            faults.append((text, "is proposed and not read alike"))
    print(f"{COUNT} days from {FIRST}, minute by minute")
    for name, count in sorted(counts.items()):
        print(f"{count:6}  {name}")
    for text, why in explained:
        print(f"explained  {text}: {why}")
    for text, why in faults:
        print(f"DIFFERENT  {text}: {why}")
    if faults or counts["written: accepted"] + counts["made: accepted"] < 200:
        sys.exit(1)


main()
