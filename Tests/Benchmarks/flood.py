"""What a terminal waits beside 1, 10 and 100 clients that send distinct costly lines without end, on two quiet cores.

Ends with status 1 where its p99 is more than ten times what it is alone, or where one flood has more than three times the
answers of another. Where NIGHTDESK_BEFORE names another build of the program, and NIGHTDESK_BEFORE_DATA its data, it is
measured in turn too.
"""

import os
import statistics
import subprocess
import sys
import tempfile

from server import free_port, wait_for

LINE = "lookup canterbury ooh at 2026-11-26T17:45"
FLOODS = (1, 10, 100)
ROUNDS = int(os.environ.get("ROUNDS", "3"))
ASKED = int(os.environ.get("ASKED", "2000"))
MOST_TIMES = 10
MOST_UNLIKE = 3


def measure(program, data, flood, count):
    """Milliseconds and answers, as flood.c prints them, of a server of its own."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        arguments = ["serve", "--listen", f"127.0.0.1:{port}", "--store", f"{folder}/directory.sqlite", "--data", data]
        with open(f"{folder}/log", "w") as log:
            server = subprocess.Popen([program, *arguments], stderr=log)
            try:
                wait_for(port)
                done = subprocess.run(
                    [flood, str(port), str(count), str(ASKED), LINE], stdout=subprocess.PIPE, text=True, check=True)
            finally:
                server.terminate()
                server.wait()
    return [float(figure) for figure in done.stdout.split()]


def main():
    program, data, flood = sys.argv[1:4]
    programs = {"now": (program, data)}
    if before := os.environ.get("NIGHTDESK_BEFORE"):
        programs["before"] = (before, os.environ.get("NIGHTDESK_BEFORE_DATA", data))
    rounds = {}
    for _ in range(ROUNDS):
        for count in FLOODS:
            for name, (path, folder) in programs.items():
                rounds.setdefault((count, name), []).append(measure(path, folder, flood, count))
    print("floods  build   p50 alone  p99 alone  p50 beside  p99 beside  slowest  p99 times  fewest  most answers")
    short = False
    for (count, name), figures in rounds.items():
        p50, p99, under50, under99, slowest, least, most = (statistics.median(column) for column in zip(*figures))
        times = statistics.median(row[3] / row[1] for row in figures)
        print(f"{count:6}  {name:6}  {p50:8.3f}  {p99:9.3f}  {under50:10.3f}  {under99:10.3f}  {slowest:7.3f}"
              f"  {times:9.1f}  {least:6.0f}  {most:6.0f}")
        short = short or name == "now" and (times > MOST_TIMES or most > MOST_UNLIKE * least)
    if short:
        sys.exit(f"SHORT: more than {MOST_TIMES} times the p99, or answers that differ by more than {MOST_UNLIKE} times")


if __name__ == "__main__":
    main()
