"""Lines a second and peak memory of `triage --batch`, on 10,000 and on 100,000 lines: memory must not grow with them."""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time

COUNCILS = "ashford canterbury thanet luton kingston braintree epping-forest medway kent".split()


def case(dice):
    facts = {
        "council": dice.choice(COUNCILS),
        "presented-at": f"2026-11-{dice.randint(10, 30)}T{dice.randint(0, 23):02}:{dice.randint(0, 59):02}",
        "children": [4, 7],
        "pregnant": False,
        "nowhere-tonight": True,
        "violence-risk": [],
        "eligibility": "eligible",
        "duty-held": dice.choice(["none", "relief", "main", "ended"]),
        "duty-elsewhere": dice.choice(["none", "harlow"]),
        "transport": dice.choice(["none", "own", "public"]),
        "connections": [{"council": "canterbury", "ground": "residence"}],
        "childrens-services": "not-known",
        "applicant-age": dice.randint(19, 60),
    }
    return json.dumps(facts)


def run(program, data, folder, lines):
    dice = random.Random(lines)
    path = f"{folder}/{lines}.jsonl"
    with open(path, "w") as file:
        for _ in range(lines):
            file.write(case(dice) + "\n")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [program, "triage", "--batch", path, "--store", f"{folder}/s.sqlite", "--data", data]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        peak = 0
        while process.poll() is None:
            try:
                with open(f"/proc/{process.pid}/status") as status:
                    for line in status:
                        if line.startswith("VmHWM:"):
                            peak = max(peak, int(line.split()[1]))
            except FileNotFoundError:
                break
            time.sleep(0.01)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{lines:7} lines  {lines / cpu:8.0f} a second of one core  {lines / wall:8.0f} by the clock  peak {peak / 1024:5.1f} MiB")


def main():
    program, data = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        for lines in (10_000, 100_000, 10_000, 100_000):
            run(program, data, folder, lines)


main()
