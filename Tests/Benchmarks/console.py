"""The console at a pseudo-terminal: from the start to the prompt, from a key to its echo, from Enter to the next prompt.

Two directories: the shipped one, and one of 50,000 contacts. The time is what a person waits, the terminal's own work left
out. Then `find` through the 50,000, line in to reply out through a pipe, beside SQLite's FTS5 on the same text, which is asked
in this process and has no pipe to go through. FTS5 looks for no misspelling; `find` does, also for a word that is nobody's.
"""

import json
import os
import pty
import select
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

import made_directory

RUNS = 40
PROMPT = b"nightdesk> "
ENVIRONMENT = {"TERM": "xterm", "PATH": os.environ["PATH"], "HOME": "/nonexistent", "PAGER": ""}


def read_until(terminal, end):
    seen = b""
    while end not in seen:
        if not select.select([terminal], [], [], 10)[0]:
            sys.exit(f"nothing more comes after {seen!r}")
        seen += os.read(terminal, 65536)
    return seen


def started(command, folder):
    begun = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.execve(command[0], command, {**ENVIRONMENT, "XDG_STATE_HOME": folder})
    read_until(terminal, PROMPT)
    return process, terminal, time.perf_counter() - begun


def timed(terminal, text, end):
    begun = time.perf_counter()
    os.write(terminal, text)
    read_until(terminal, end)
    return time.perf_counter() - begun


def ended(process, terminal):
    os.write(terminal, b"\x04")
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass
    os.waitpid(process, 0)
    os.close(terminal)


def show(what, seconds, wanted=""):
    milliseconds = sorted(second * 1000 for second in seconds)
    worst = milliseconds[int(len(milliseconds) * 0.95)]
    print(f"  {what:36} median {statistics.median(milliseconds):6.2f} ms  19 of 20 in {worst:6.2f} ms  {wanted}")


def measure(name, program, data, store, questions, wanted=50):
    folder = os.path.dirname(store)
    command = [program, "--store", store, "--data", data]
    starts, keys, answers = [], [], []
    for run in range(RUNS + 2):
        process, terminal, start = started(command, folder)
        starts.append(start)
        for question in questions if run % 10 == 9 else questions[:1]:
            for letter in question.encode():
                keys.append(timed(terminal, bytes([letter]), bytes([letter])))
            answers.append(timed(terminal, b"\r", PROMPT))
        ended(process, terminal)
    print(name)
    # The first two find nothing in the machine's memory yet.
    show("start to prompt", starts[2:], f"(under {wanted} is wanted)")
    show("key to echo", keys)
    show("Enter to answer and prompt", answers, "(under 20 is wanted)")


# What is searched for in a round: another line in each, so that nothing that remembers a line can answer for the search.
FINDS = [
    ("a council", lambda n: f"council-{200 + n}"),
    ("a council and what for", lambda n: f"council-{250 + n} resettlement"),
    ("a number", lambda n: f"01200{100 + n}"),
    ("a word of 400 teams' names", lambda n: capitals("team for landlord", n)),
    ("a word misspelt", lambda n: capitals("resetlement", n)),
    ("an unknown word", lambda n: unknown(n)),
    ("two unknown words", lambda n: f"{unknown(n)} {unknown(n + 500)}"),
]
# What is found and shown at most, so that both do as much.
MOST = 50


def capitals(words, round):
    """The same words with other capitals in each round: another line, and the same search."""
    letters = [place for place, letter in enumerate(words) if letter.isalpha()]
    raised = {letters[place] for place in range(len(letters)) if round >> place & 1}
    return "".join(letter.upper() if place in raised else letter for place, letter in enumerate(words))


def unknown(round):
    """A word that nobody is called, and that looks like no other."""
    letters = "bcdfghjklmnpqrtvwxz"
    return "zym" + letters[round % 19] + "urg" + letters[round // 19 % 19] + "oq" + letters[round // 361 % 19]


class Desk:
    """A desk that reads lines from a pipe."""

    def __init__(self, program, data, store):
        command = [program, "desk", "--keep-going", "--store", store, "--data", data]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0)
        self.ask("version")

    def ask(self, line):
        """The reply to a line: what comes before that to the next, which is the same each time."""
        self.process.stdin.write(line.encode() + b"\nversion\n")
        reply = b""
        while not reply.endswith(b"\n") or b"nightdesk " not in reply.splitlines()[-1]:
            more = os.read(self.process.stdout.fileno(), 1 << 20)
            if not more:
                sys.exit(f"the desk ended at {line!r}: {reply!r}")
            reply += more
        return reply


def full_text(folder):
    """The same contacts in FTS5: a row each, with every word by which `find` finds it."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE contacts USING fts5(id, council, team, number)")
    for name in sorted(os.listdir(folder + "/councils")):
        with open(f"{folder}/councils/{name}") as file:
            council = json.load(file)
        known = " ".join([council["id"], council["name"], *council["aliases"], *council["domains"]])
        for team in council["teams"]:
            for contact in team["contacts"]:
                row = (contact["id"], known, team["name"], contact["display"])
                database.execute("INSERT INTO contacts VALUES (?, ?, ?, ?)", row)
    database.execute("INSERT INTO contacts(contacts) VALUES ('optimize')")
    return database


def searched(database, words):
    # The last word may be a beginning, as a number is that is typed in part.
    match = " ".join(f'"{word}"' for word in words.split()) + "*"
    return database.execute(
        f"SELECT id, council, team, number FROM contacts WHERE contacts MATCH ? ORDER BY rank LIMIT {MOST}", (match,)
    ).fetchall()


def measure_find(program, data, store, folder):
    desk, database = Desk(program, data, store), full_text(folder)
    print("find through 50,000 contacts; SQLite", sqlite3.sqlite_version, "FTS5 beside it")
    times = {}
    for round in range(RUNS + 5):
        # In turns, so that whatever else the machine does meets all of them alike.
        for name, made in [("nothing but the pipe", None)] + FINDS:
            words = made and made(round)
            begun = time.perf_counter()
            reply = desk.ask("version" if words is None else "find " + words)
            between = time.perf_counter()
            rows = [] if words is None else searched(database, words)
            if round >= 5:
                times.setdefault(name, []).append((between - begun, time.perf_counter() - between, len(reply), len(rows)))
    for name, found in times.items():
        ours, theirs = (statistics.median(one[place] * 1000 for one in found) for place in (0, 1))
        beside = "" if name.startswith("nothing") else f"   FTS5 {theirs:7.3f} ms, {found[0][3]} rows"
        wanted = "" if name.startswith("nothing") else f" (under {1 if 'unknown' in name else 2} is wanted)"
        print(f"  {name:28} median {ours:7.3f} ms{wanted}, {found[0][2]} bytes{beside}")
    desk.process.stdin.close()
    desk.process.wait()


def main():
    program, data = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        store = os.path.join(folder, "shipped.sqlite")
        looks = ["lookup canterbury ooh", "who margate ooh", "find medway", "lookup thanet", "who luton housing"]
        measure("the shipped directory", program, data, store, looks)
        made = os.path.join(folder, "made")
        made_directory.write(made)
        store = os.path.join(folder, "made.sqlite")
        load = [program, "directory", "load", made, "--yes", "--even-so", "--store", store, "--data", data]
        subprocess.run(load, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        looks = ["lookup council-007 ooh", "who council-250 housing", "find 01200007", "lookup council-399"]
        measure("400 councils, 50,000 contacts", program, data, store, looks, 60)
        measure_find(program, data, store, made)


main()
