"""Compares two judges of British numbers on the same 100,000, and explains every difference or fails."""

import collections
import csv
import random
import re
import subprocess
import sys

import phonenumbers

COUNT = 100_000


def digits(dice, count):
    return "".join(dice.choice("0123456789") for _ in range(count))


def made(dice):
    """A number after +44: most of a plausible shape, some with a digit too many or too few, some of any shape."""
    kind = dice.random()
    if kind < 0.35:
        number = "1" + digits(dice, 9)
    elif kind < 0.50:
        number = "2" + dice.choice("0345678990") + digits(dice, 8)
    elif kind < 0.58:
        number = "3" + digits(dice, 9)
    elif kind < 0.72:
        number = "7" + digits(dice, 9)
    elif kind < 0.82:
        number = "8" + dice.choice("0000247") + digits(dice, 8)
    elif kind < 0.88:
        number = "9" + digits(dice, 9)
    elif kind < 0.92:
        number = "5" + digits(dice, 9)
    else:
        return dice.choice("123456789") + digits(dice, dice.randint(5, 10))
    change = dice.random()
    if change < 0.06:
        return number[:-1]
    if change < 0.09:
        return number + dice.choice("0123456789")
    return number


def theirs(number):
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse("+44" + number, None))
    except phonenumbers.NumberParseException:
        return False


def main():
    program, table = sys.argv[1:3]
    dice = random.Random(20261121)
    numbers = [made(dice) for _ in range(COUNT)]
    asked = "".join(f"+44{number}\n" for number in numbers)
    said = subprocess.run([program], input=asked, capture_output=True, text=True, check=True).stdout.split()
    assert len(said) == COUNT
    with open(table, newline="") as file:
        known = [(row["ours"], re.compile(row["numbers"]), row["range"], row["why"]) for row in csv.DictReader(file)]
    groups = collections.Counter()
    unexplained = []
    agreed = 0
    for number, word in zip(numbers, said):
        ours = word != "impossible"
        if ours == theirs(number):
            agreed += 1
            continue
        direction = "accepted" if ours else "refused"
        for way, pattern, name, why in known:
            if way == direction and pattern.fullmatch(number):
                groups[(name, way, why)] += 1
                break
        else:
            unexplained.append((direction, number, word))
    print(f"phonenumbers {phonenumbers.__version__}: {COUNT} numbers, {agreed} judged alike ({agreed / COUNT:.2%})")
    for (name, way, why), count in sorted(groups.items()):
        print(f"{count:7}  {name}: {way} here and not there. {why}" if way == "accepted"
              else f"{count:7}  {name}: refused here and not there. {why}")
    if unexplained:
        print(f"{len(unexplained)} differences that the table does not explain:")
        for (way, head), count in collections.Counter((way, number[:4] + f"/{len(number)}") for way, number, _ in unexplained).most_common(60):
            example = next(n for w, n, _ in unexplained if w == way and n.startswith(head.split("/")[0]))
            print(f"    {count:6}  {way}  0{head} digits, as 0{example}")
        sys.exit(1)


main()
