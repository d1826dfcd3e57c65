"""How hard our sentences are to read: none over 25 words, and a mean school grade of 9 or lower; the questions lower.

The sentences are taken from the source as they stand there: every text of the parts that officers read, with a name where
something is put in. The grade is Flesch and Kincaid's, by textstat; with --words only the words are counted, which takes no
library.
"""

import json
import pathlib
import re
import sys

MOST_WORDS = 25
MOST_GRADE = 9.0
MOST_GRADE_OF_QUESTIONS = 6.0

# What officers read, in groups.
GROUPS = {
    "rule words": ["Sources/Triage/Wording/Wording*.swift"],
    "questions": ["Sources/Triage/Wording/Fact+questions.swift", "Sources/Triage/Wording/Fact+choices.swift"],
    "errors and replies": [
        "Sources/Triage/Facts/*.swift", "Sources/Desk/**/*.swift", "Sources/DeskConsole/*.swift",
        "Sources/Directory/*.swift", "Sources/WorkingTime/*.swift", "Sources/DeskServer/**/*.swift",
        "Sources/nightdesk/**/*.swift",
    ],
}
# In these the commands' help stands among the rest.
HELP = re.compile(r"\b(help|abstract|discussion|ArgumentHelp|Examples\.help|Command)\b")
FILLER = "Luton"


# In the data: what stands beside a number or a clause.
DATA = {
    "beside numbers": ("data/councils/*.json", {"text", "reason"}),
    "clauses": ("data/protocols/*.json", {"summary", "unclear", "heldBy", "notModelled"}),
}


def values(document, names):
    """The texts of a document that stand under one of some names."""
    if isinstance(document, dict):
        for name, value in document.items():
            if name in names and isinstance(value, str):
                yield value
            else:
                yield from values(value, names)
    elif isinstance(document, list):
        for value in document:
            yield from values(value, names)


def texts(source):
    """The texts of a Swift file with what stands before each; pieces that + joins are one."""
    found, place, length = [], 0, len(source)
    last_end = None
    while place < length:
        if source.startswith("//", place):
            place = source.find("\n", place)
            if place < 0:
                break
            continue
        if source[place] == "/" and re.match(r"/[^/*\s][^\n]*/[,)\]}\s.]", source[place:]):
            # A regular expression.
            place = source.index("/", place + 1) + 1
            continue
        if source[place] != '"':
            place += 1
            continue
        start = place
        if source.startswith('"""', place):
            text, place = literal(source, place + 3, '"""')
            text = re.sub(r"\\\n\s*", "", text)
            text = re.sub(r"\s*\n\s*", "\n", text).strip()
        else:
            text, place = literal(source, place + 1, '"')
        between = source[last_end:start] if last_end is not None else None
        if found and between is not None and re.fullmatch(r"\s*\+\s*", between):
            found[-1] = (found[-1][0], found[-1][1] + text)
        else:
            found.append((source[max(0, start - 160) : start], text))
        last_end = place
    return found


def literal(source, place, end):
    """A literal from behind its opening, with a name for each thing put in, and the place behind it."""
    text = ""
    while not source.startswith(end, place):
        if source[place] == "\\":
            if source[place + 1] == "(":
                depth, place = 1, place + 2
                while depth:
                    if source[place] == '"':
                        _, place = literal(source, place + 1, '"')
                        continue
                    depth += {"(": 1, ")": -1}.get(source[place], 0)
                    place += 1
                text += FILLER
                continue
            text += {"n": "\n", "t": " "}.get(source[place + 1], source[place + 1] if end == '"' else "\\" + source[place + 1])
            place += 2
            continue
        text += source[place]
        place += 1
    return text, place + len(end)


def sentences(text):
    """The sentences of a text; a list of things by lines is as many."""
    for line in text.split("\n"):
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9'(])", line.strip()):
            words = re.findall(r"[A-Za-z][A-Za-z'’-]*", sentence)
            if len(words) >= 4 and " " in sentence and not re.search(r"SELECT |INSERT |CREATE |UPDATE |DELETE |PRAGMA ", sentence):
                yield sentence, len(words)


def read(root):
    """Every text with its group and its file."""
    for group, patterns in GROUPS.items():
        for pattern in patterns:
            for path in sorted(root.glob(pattern)):
                for before, text in texts(path.read_text(encoding="utf-8")):
                    name = group
                    if group == "errors and replies" and HELP.search(before.rsplit("\n\n", 1)[-1]):
                        name = "help"
                    yield name, path, text
    for group, (pattern, names) in DATA.items():
        for path in sorted(root.glob(pattern)):
            for text in values(json.loads(path.read_text(encoding="utf-8")), names):
                yield group, path, text


def grade_of(sentence):
    """A sentence's grade; without the library none is measured."""
    if "--words" in sys.argv:
        return 0.0
    import textstat

    return textstat.flesch_kincaid_grade(sentence)


def main():
    root = pathlib.Path(sys.argv[1])
    faults, rows, seen = [], {}, set()
    for name, path, text in read(root):
        for sentence, words in sentences(text):
            if sentence in seen:
                continue
            seen.add(sentence)
            rows.setdefault(name, []).append((grade_of(sentence), words, sentence))
            if words > MOST_WORDS:
                faults.append(f"{path.relative_to(root)}: {words} words: {sentence}")
    whole = [row for group in rows.values() for row in group]
    for name, group in rows.items():
        grade = sum(row[0] for row in group) / len(group)
        words = sum(row[1] for row in group) / len(group)
        longest = max(row[1] for row in group)
        print(f"{name:20} {len(group):5} sentences  grade {grade:4.1f}  words {words:4.1f}  longest {longest}")
        limit = MOST_GRADE_OF_QUESTIONS if name == "questions" else MOST_GRADE
        if grade > limit:
            faults.append(f"{name}: the mean grade is {grade:.1f}, more than {limit:.0f}")
    grade = sum(row[0] for row in whole) / len(whole)
    print(f"{'all':20} {len(whole):5} sentences  grade {grade:4.1f}")
    if "--hardest" in sys.argv:
        for row in sorted(whole, reverse=True)[:60]:
            print(f"  {row[0]:4.1f}  {row[2]}")
    for fault in faults:
        print(f"FAULT  {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
