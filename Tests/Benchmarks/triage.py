"""Our engine beside two rule engines, ZEN and CLIPS, deciding the same cases in one run, and whether all three agree.

What is compared is what is decided for tonight and under which power: the contract's table of ten rows, three of them
split by power, sixteen rules in all (triage_table.py). How it is kept fair:

- The cases are the benchmark's random walk over all facts, 20,000 of them, the same for all three.
- The two others get the table's words worked out already: whether it is late, whether Part 7 is closed, whether there
  is priority need, and so on, each yes, no or unknown. This favours them. Ours starts from the raw facts and is
  charged with the clock, the calendar and the directory that those words come from, and with all else that it says of
  a case: every rule, the actions, bars, questions, warnings and the trace. They do the sixteen rules and nothing
  more.
- The words are worked out apart from our engine, by the second reading of the contract (Tests/Oracles/tonight.py).
- Each is asked in several of its own ways, and its best counts. Loading rules and cases is not timed, except that ZEN
  reads a case's JSON itself where it is handed some. ZEN is asked from Python, so its figure holds the way into its
  core and back: once a case, or once for all where it loops inside. CLIPS loops inside itself, and copies each case
  from a fact that is already there. Ours keeps one outcome's room from case to case.
- They take turns, one pass each in every round, on one and the same core. What is counted is the processor time of each
  one's process, so that what else the machine does is charged to none. The figures are medians over the rounds, the
  ratios medians of the ratios round by round, so that a machine that speeds up or slows down does so for all.
- Before anything is timed, every way must decide every case as ours does, and every row must decide some case.
"""

import collections
import contextlib
import gc
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import triage_clips
import triage_zen
from triage_table import ROWS

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "Oracles"))
import tonight  # noqa: E402

ROUNDS = 7


def worked_out(facts, world):
    """The table's words for one case, as the two others get them: yes, no or unknown, and which duty is held."""
    words, named = tonight.words(facts, world)
    said = {True: "yes", False: "no", None: "unknown"}
    return {word: said[value] for word, value in words.items()} | {"duty": named["duty"]}


class Ours:
    """Our benchmark, waiting to be told to do a pass."""

    name = "Nightdesk, from raw facts"

    def __init__(self, program, file):
        self.process = subprocess.Popen(
            [program, "beside", file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        # It says how many cases there are once they are written.
        self.process.stdout.readline()
        self.pid = self.process.pid

    def prepare(self):
        pass

    def run(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.process.stdout.readline()

    def end(self):
        self.process.communicate()


def used(pid):
    """The seconds of processor time that a process has used: what else runs on the machine is not charged to it."""
    # So Linux numbers the clock of another process; Python has no name for it.
    return time.clock_gettime(~pid << 3 | 2)


def seconds(way):
    way.prepare()
    start = used(way.pid)
    way.run()
    return used(way.pid) - start


def check(way, cases, wanted):
    """Stops where a way decides any case otherwise than ours did."""
    answers = way.answers()
    wrong = [number for number, answer in enumerate(answers) if answer != wanted[number]]
    if len(answers) != len(wanted) or wrong:
        print(f"{way.name}: {len(wrong)} of {len(wanted)} cases decided otherwise", file=sys.stderr)
        for number in wrong[:3]:
            print(f"  {answers[number]} and not {wanted[number]}: {json.dumps(cases[number])}", file=sys.stderr)
        raise SystemExit(1)


def measure(program, folder):
    """The ways, the seconds of each in every round, and how often each thing is decided."""
    with contextlib.ExitStack() as at_the_end:
        file = os.path.join(folder, "cases.jsonl")
        ours = Ours(program, file)
        at_the_end.callback(ours.end)
        with open(file) as lines:
            documents = [json.loads(line) for line in lines]
        world = tonight.World(ROOT / "data")
        cases = [worked_out(document["facts"], world) for document in documents]
        wanted = [(document["decision"], document["power"]) for document in documents]
        others = triage_zen.ways(cases) + triage_clips.ways(cases, folder)
        for way in others:
            at_the_end.callback(way.end)
        for way in others:
            check(way, cases, wanted)
        decided = collections.Counter(wanted)
        undecided = {row[1:] for row in ROWS} - set(decided)
        if undecided:
            raise SystemExit(f"no case is decided so, and so nothing says that all agree: {undecided}")
        ways = [ours, *others]
        # The first round warms up.
        return ways, [[seconds(way) for way in ways] for _ in range(ROUNDS + 1)][1:], decided


def main():
    # What it starts stays on that core too.
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    # Python's own collector would be charged to ZEN.
    gc.disable()
    with tempfile.TemporaryDirectory() as folder:
        ways, rounds, decided = measure(sys.argv[1], folder)
    count = decided.total()
    print(f"the same {count} cases in each, in turn on one core, medians of {ROUNDS} rounds; all agree on all {count}")
    print(f"ours: from raw facts, every rule, all it says; theirs: {len(ROWS)} rules over words worked out for them")
    best = {}
    for way, times in zip(ways, zip(*rounds)):
        ratio = statistics.median(one[0] / time for one, time in zip(rounds, times))
        rate = count / statistics.median(times)
        print(f"{way.name:38} {rate:8.0f} a second of processor time  {ratio:5.2f} of ours")
        engine = way.name.split(",")[0]
        best[engine] = max(best.get(engine, 0), ratio)
    for engine, ratio in list(best.items())[1:]:
        print(f"ours does {1 / ratio:.2f} times what {engine} does at its best")
    (decision, power), fewest = min(decided.items(), key=lambda item: item[1])
    print(f"each of the {len(ROWS)} rules decides some case; the rarest, {decision} with power {power}, {fewest}")


main()
