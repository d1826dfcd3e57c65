"""The console at a pseudo-terminal: from the start to the prompt, from a key to its echo, from Enter to the next prompt.

Two directories: the shipped one, and one of 50,000 contacts. The time is what a person waits, the terminal's own work left
out.
"""

import os
import pty
import select
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


def measure(name, program, data, store, questions):
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
    show("start to prompt", starts[2:], "(under 50 is wanted)")
    show("key to echo", keys)
    show("Enter to answer and prompt", answers, "(under 20 is wanted)")


def main():
    program, data = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        store = os.path.join(folder, "shipped.sqlite")
        looks = ["lookup canterbury ooh", "who margate ooh", "find medway", "lookup thanet", "who luton housing"]
        measure("the shipped directory", program, data, store, looks)
        made = os.path.join(folder, "made")
        made_directory.write(made)
        store = os.path.join(folder, "made.sqlite")
        load = [program, "directory", "load", made, "--store", store, "--data", data]
        subprocess.run(load, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        looks = ["lookup council-007 ooh", "who council-250 housing", "find 01200007", "lookup council-399"]
        measure("400 councils, 50,000 contacts", program, data, store, looks)


main()
