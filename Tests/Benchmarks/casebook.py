"""A casebook of 1,000 open cases and 100,000 closed ones: board, quarter and answers over the wire, and the same rows by sqlite3.

The open cases are kept by the program itself. The closed ones are copies of one that it kept, events and counts, written
by SQL: their seals are not theirs, which no figure here turns on. While one session writes, another looks up, so that what a
write costs others is seen.
"""

import pathlib
import re
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time

OPEN = 1000
CLOSED = 100_000
RUNS = 40

program, data = sys.argv[1:3]


class Wire:
    def __init__(self, port, token=None):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.lines = self.socket.makefile("rb")
        self.lines.readline()
        if token:
            self.ask(f"auth {token}")

    def ask(self, line):
        self.socket.sendall(line.encode() + b"\n")
        first = self.lines.readline()
        if first[1:2] == b"1":
            while self.lines.readline().rstrip(b"\r\n") != b".":
                pass
        return first.decode().strip()


def timed(body, runs=RUNS):
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        body()
        seconds.append(time.perf_counter() - begun)
    return seconds


def show(what, seconds, wanted=""):
    milliseconds = sorted(second * 1000 for second in seconds)
    middle = statistics.median(milliseconds)
    worst = milliseconds[int(len(milliseconds) * 0.99)]
    print(f"{what:58} {middle:9.2f} ms   99 of 100 within {worst:9.2f} ms   {wanted}")


def run(*arguments, text=""):
    done = subprocess.run([program, *arguments], input=text, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{arguments}: {done.stderr}")
    return done.stdout


def fill(casebook, site):
    family = "triage luton\nset nowhere-tonight yes\nset children 4 7\nset immediate-danger no\nkeep\nplaced hostel for 1 nights\nfamily-told\n"
    begun = time.perf_counter()
    run("desk", "--casebook", casebook, *site, text=(family + "close\n") * OPEN)
    print(f"{OPEN} cases kept by the program, seven lines each, in {time.perf_counter() - begun:.1f} s")
    database = sqlite3.connect(casebook)
    database.executescript(
        f"""
        CREATE TEMP TABLE one AS SELECT max(id) AS id FROM casefile;
        CREATE TEMP TABLE said AS SELECT event.* FROM event JOIN one ON casefile = one.id;
        CREATE TEMP TABLE counted AS SELECT case_count.* FROM case_count JOIN one ON casefile = one.id;
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {CLOSED})
        INSERT INTO casefile (reference, is_open, is_held, closed_in) SELECT 'closed-' || i, 0, 0, '2026-Q4' FROM n;
        INSERT INTO event (casefile, number, recorded_by, recorded_at, happened_at, deed, salt, digest, seal)
          SELECT casefile.id, number, recorded_by, recorded_at, happened_at, deed, salt, digest, seal
          FROM casefile JOIN said WHERE is_open = 0;
        INSERT INTO sealed (casefile, number, seal, hash)
          SELECT casefile.id, number, seal, seal FROM casefile JOIN said WHERE is_open = 0;
        INSERT INTO case_count SELECT casefile.id, '2026-Q' || (1 + casefile.id % 4), council, measure, value, counted.number
          FROM casefile JOIN counted WHERE is_open = 0;
        """
    )
    database.close()
    print(f"{CLOSED} closed cases written by SQL; the file has {pathlib.Path(casebook).stat().st_size / 1e6:.0f} MB")


def by_shell(casebook, sql):
    def body():
        subprocess.run(["sqlite3", "-readonly", casebook, sql], stdout=subprocess.DEVNULL, check=True)

    return body


def main():
    with tempfile.TemporaryDirectory() as folder:
        site = ("--store", folder + "/directory.sqlite", "--data", data)
        casebook = folder + "/cases.sqlite"
        token = re.search(r"nd_[\w-]+", run("token", "add", "ann", "--role", "officer", *site)).group()
        run("casebook", "let-in", "ann", "--role", "officer", "--casebook", casebook, *site)
        fill(casebook, site)
        server = subprocess.Popen(
            [program, "serve", "--listen", "127.0.0.1:0", "--casebook", casebook, *site], stderr=subprocess.PIPE, text=True
        )
        for line in server.stderr:
            if found := re.search(r"listening on 127\.0\.0\.1:(\d+)", line):
                break
        threading.Thread(target=server.stderr.read, daemon=True).start()
        port = int(found.group(1))
        try:
            measure(casebook, port, token)
        finally:
            server.terminate()
            server.wait()


def measure(casebook, port, token):
    wire = Wire(port, token)
    show("the first board after the start, 1,000 cases read", timed(lambda: wire.ask("board"), 1))
    show("board, over the wire", timed(lambda: wire.ask("board")), "wanted: 20 ms")
    show("report quarter 2026-Q1, over the wire", timed(lambda: wire.ask("report quarter 2026-Q1"), 5), "wanted: 2 s")
    show("sqlite3: a start and nothing", timed(by_shell(casebook, "SELECT 1")))
    show(
        "sqlite3: the open cases' events, not understood",
        timed(by_shell(casebook, "SELECT casefile, number, deed FROM casefile JOIN event ON casefile = casefile.id WHERE is_open = 1"), 10),
    )
    show(
        "sqlite3: the quarter's counts",
        timed(
            by_shell(
                casebook,
                "SELECT council, measure, value, sum(number) FROM case_count WHERE quarter = '2026-Q1' GROUP BY 1, 2, 3",
            ),
            5,
        ),
    )
    for line in ("triage luton", "set nowhere-tonight yes", "keep"):
        wire.ask(line)
    answers = iter(range(1000000))
    show("an answer kept: log", timed(lambda: wire.ask(f"log number {next(answers)}"), 200))
    show("an answer kept: set", timed(lambda: wire.ask(f"set children {next(answers) % 17}"), 200))
    other = Wire(port)
    show("a look-up, nobody writes", timed(lambda: other.ask("who luton ooh"), 1000))
    stop = threading.Event()

    def write():
        while not stop.is_set():
            wire.ask(f"set children {next(answers) % 17}")

    writer = threading.Thread(target=write)
    writer.start()
    show("a look-up, while another session writes without end", timed(lambda: other.ask("who luton ooh"), 1000), "wanted: 5 ms")
    stop.set()
    writer.join()


main()
