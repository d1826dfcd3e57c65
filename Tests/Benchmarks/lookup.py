"""A one-shot look-up, whole process, beside the sqlite3 shell answering the equivalent query on the same file.

The two run in turn, A B A B, so that a machine that speeds up or slows down does so for both; the figure is the median
of the ratios pair by pair.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 100
QUERY = (
    "SELECT c.display, c.value, c.status, c.hours, c.team FROM contact c"
    " WHERE c.council = 'canterbury' AND c.purpose = 'out-of-hours'"
)


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main():
    program, data = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        store = os.path.join(folder, "directory.sqlite")
        ours = [program, "lookup", "canterbury", "out-of-hours", "--store", store, "--data", data]
        theirs = ["sqlite3", store, QUERY]
        for _ in range(5):
            seconds(ours)
            seconds(theirs)
        pairs = [(seconds(ours), seconds(theirs)) for _ in range(RUNS)]
    a, b = zip(*pairs)
    ratios = [x / y for x, y in pairs]
    print(f"nightdesk lookup  median {statistics.median(a) * 1000:6.2f} ms  of {RUNS} runs")
    print(f"sqlite3 shell     median {statistics.median(b) * 1000:6.2f} ms")
    print(f"ratio             median {statistics.median(ratios):6.2f}     (at most 4 is wanted)")


main()
