#!/usr/bin/env python3
"""Asks a Nightdesk desk, with nothing but Python: desk.py HOST:PORT|PATH LINE…

    desk.py 127.0.0.1:6110 "who luton housing" "format json" "lookup canterbury out-of-hours"
Prints each reply's block, or its text where it has none.

    desk.py 127.0.0.1:6110 --triage "luton at 17:45" [FACTS.json]
Goes through a triage question by question, and prints the page. With a file of facts it answers from that: a fact that the
file does not tell is not known. A triage needs an officer's token, in NIGHTDESK_TOKEN.

Ends with 1 at the first refusal, or where a triage is left at a question; with 2 where it cannot use what it was given;
with 3 where no server answers, or it goes."""
import json
import os
import socket
import sys


class Refused(Exception):
    """What the server says no to, in its words."""


class Unusable(Exception):
    """An argument or a file that cannot be used, and why."""


class Desk:
    def __init__(self, place):
        if "/" in place:
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.connect(place)
        else:
            host, _, port = place.rpartition(":")
            if not host or not port.isdecimal() or not 0 < int(port) < 65536:
                raise Unusable(f"'{place}' is not HOST:PORT, nor the path of a socket with a / in it")
            self.socket = socket.create_connection((host.strip("[]"), int(port)))
        self.lines = self.socket.makefile("r", encoding="utf-8", errors="replace", newline="\r\n")
        code, text, _ = self.reply()
        if code >= 400:  # it has no room, or is going
            raise Refused(text)

    def line(self):
        line = self.lines.readline()
        if not line.endswith("\n"):
            raise ConnectionError("the server has closed the connection")
        return line.rstrip("\r\n")

    def reply(self):
        first = self.line()
        if not first[:3].isdecimal():
            raise ConnectionError("what answers there does not speak the line protocol")
        code, text, block = int(first[:3]), first[4:], []
        if first[1] == "1":  # a block follows, up to a single dot
            while (line := self.line()) != ".":
                block.append(line[1:] if line.startswith(".") else line)
        return code, text, block

    def ask(self, line):
        self.socket.sendall(line.encode() + b"\r\n")
        return self.reply()


def told(desk, line):
    """A reply's block; a refusal is raised."""
    code, text, block = desk.ask(line)
    if code >= 400:
        raise Refused(text)
    return block


def value_of(fact):
    """A fact of a file as a line says it."""
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, list):
        return " ".join(f"{i['council']}:{i['ground']}" if isinstance(i, dict) else str(i) for i in fact) or "none"
    return str(fact)


def typed(question):
    """What a person answers: a choice's number, or the answer itself; nothing where nobody knows."""
    print(question["text"])
    for number, choice in enumerate(question["choices"], 1):
        print(f"  {number}. {choice['text']}: {choice['meaning']}")
    if not question["choices"]:
        print("  " + question["how"])
    answer = input(f"{question['fact']}> ").strip()
    if answer.lower().replace("'", "") in ("", "?", "dont know", "not sure", "skip"):
        return ""
    numbers = answer.replace(",", " ").split()
    if question["choices"] and numbers and all(n.isdigit() and 0 < int(n) <= len(question["choices"]) for n in numbers):
        return " ".join(question["choices"][int(n) - 1]["value"] for n in numbers)
    return answer


def triage(desk, council, answer):
    """Puts every question that can change something, and gives the page; `answer` takes a question and gives what to set."""
    told(desk, f"triage {council}")
    skipped = []
    while True:
        asked = json.loads(told(desk, "ask json" + (" except " + " ".join(skipped) if skipped else ""))[0])
        if asked["fact"] is None:
            return told(desk, "result")
        value = answer(asked) or asked["ifUnknown"]
        if not value:
            skipped.append(asked["fact"])
            continue
        try:
            told(desk, f"set {asked['fact']} {value}")
        except Refused as refused:
            if answer is not typed:
                raise
            print(refused)


def facts_of(path):
    """The facts of a file: one JSON object."""
    try:
        with open(path, encoding="utf-8") as file:
            facts = json.load(file)
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from error
    except ValueError as error:  # bytes that are not text, or text that is not JSON
        raise Unusable(f"{path}: {error}") from error
    if not isinstance(facts, dict):
        raise Unusable(f"{path}: the file does not hold one object of facts")
    return facts


def main(place, *lines):
    if not lines or lines[0] == "--triage" and not 1 < len(lines) < 4:
        raise Unusable("say what to ask: " + __doc__.split("\n\n")[0])
    facts = facts_of(lines[2]) if lines[0] == "--triage" and len(lines) == 3 else None
    desk = Desk(place)
    if token := os.environ.get("NIGHTDESK_TOKEN"):
        told(desk, f"auth {token}")
    if lines[0] == "--triage":
        answer = typed
        if facts is not None:
            answer = lambda question: value_of(facts[question["fact"]]) if question["fact"] in facts else None
        print("\n".join(triage(desk, lines[1], answer)))
        return
    for line in lines:
        code, text, block = desk.ask(line)
        print("\n".join(block) or text)
        if code >= 400:
            sys.exit(1)


def ends(status, text):
    print(text, file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if "--help" in arguments or "-h" in arguments:
        print(__doc__)
        sys.exit(0)
    if not arguments:
        ends(2, __doc__)
    try:
        main(*arguments)
    except Refused as refused:
        ends(1, refused)
    except (EOFError, KeyboardInterrupt):  # Ctrl-D or Ctrl-C
        ends(1, "\nLeft before the end.")
    except Unusable as unusable:
        ends(2, unusable)
    except OSError as error:
        ends(3, f"{arguments[0]}: {error.strerror or error}")
