#!/usr/bin/env python3
"""Asks a Nightdesk desk, with nothing but Python: desk.py HOST:PORT|PATH LINE…

    desk.py 127.0.0.1:6110 "who luton housing" "format json" "lookup canterbury out-of-hours"
Prints each reply's block, or its text where it has none. Ends with 1 at the first refusal.

    desk.py 127.0.0.1:6110 --triage "luton at 17:45" [FACTS.json]
Goes through a triage question by question, and prints the page. With a file of facts it answers from that: a fact that the
file does not tell is not known. A triage needs an officer's token, in NIGHTDESK_TOKEN."""
import json
import os
import socket
import sys


class Desk:
    def __init__(self, place):
        if "/" in place:
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.connect(place)
        else:
            host, _, port = place.rpartition(":")
            self.socket = socket.create_connection((host, int(port)))
        self.lines = self.socket.makefile("r", encoding="utf-8", newline="\r\n")
        self.greeting = self.reply()

    def reply(self):
        first = self.lines.readline().rstrip("\r\n")
        code, text, block = int(first[:3]), first[4:], []
        if first[1] == "1":  # a block follows, up to a single dot
            while (line := self.lines.readline().rstrip("\r\n")) != ".":
                block.append(line[1:] if line.startswith(".") else line)
        return code, text, block

    def ask(self, line):
        self.socket.sendall(line.encode() + b"\r\n")
        return self.reply()


class Refused(Exception):
    pass


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


def main(place, *lines):
    desk = Desk(place)
    if token := os.environ.get("NIGHTDESK_TOKEN"):
        told(desk, f"auth {token}")
    if lines and lines[0] == "--triage":
        answer = typed
        if len(lines) > 2:
            with open(lines[2], encoding="utf-8") as file:
                facts = json.load(file)
            answer = lambda question: value_of(facts[question["fact"]]) if question["fact"] in facts else None
        print("\n".join(triage(desk, lines[1], answer)))
        return
    for line in lines:
        code, text, block = desk.ask(line)
        print("\n".join(block) or text)
        if code >= 400:
            sys.exit(1)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Refused as refused:
        sys.exit(str(refused))
