#!/usr/bin/env python3
"""Asks a Nightdesk desk, with nothing but Python: desk.py HOST:PORT|PATH LINE…

    desk.py 127.0.0.1:6110 "who luton housing" "format json" "lookup canterbury out-of-hours"
Prints each reply's block, or its text where it has none. Ends with 1 at the first refusal."""
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


if __name__ == "__main__":
    desk = Desk(sys.argv[1])
    for line in sys.argv[2:]:
        code, text, block = desk.ask(line)
        print("\n".join(block) or text)
        if code >= 400:
            sys.exit(1)
