"""A directory of 50,000 contacts exported, planned and applied, with the time and the peak memory of each.

Beside it stands what the sqlite3 shell's .import takes to put the same rows into a bare table: no check, no plan, no
history, and no word on what would change.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time

import made_directory


def timed(command, wanted=(0,)):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code not in wanted:
        sys.exit(f"{' '.join(command)} ended with {code}: {error}")
    return wall, usage.ru_maxrss / 1024


def line(what, measured):
    print(f"{what:52} {measured[0]:6.2f} s  {measured[1]:6.1f} MiB", flush=True)


def changed(source, target, rows):
    """The same table with another number in every row, or in as many rows as are asked for."""
    with open(source, newline="", encoding="utf-8-sig") as old, open(target, "w", newline="", encoding="utf-8") as new:
        reader = csv.DictReader(old)
        writer = csv.DictWriter(new, reader.fieldnames)
        writer.writeheader()
        for place, row in enumerate(reader):
            if place < rows:
                digits = f"0203{3_000_000 + place:07}"
                row["value"], row["display"] = "tel:+44" + digits[1:], digits[:3] + " " + digits[3:]
            writer.writerow(row)


def main():
    program, data = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        made_directory.write(folder + "/made")
        store = ["--store", folder + "/directory.sqlite", "--data", data]
        line("load 50,000 contacts into an empty store", timed([program, "directory", "load", folder + "/made", *store]))
        for form in ["csv", "hsds", "json"]:
            path = folder + "/out." + form
            line(f"export {form}", timed([program, "directory", "export", "--format", form, path, *store]))
        for form in ["csv", "json", "hsds"]:
            line(f"plan {form}, nothing changed", timed([program, "directory", "plan", f"{folder}/out.{form}", *store]))
        for rows in [500, 50_000]:
            path = f"{folder}/changed-{rows}.csv"
            changed(folder + "/out.csv", path, rows)
            line(f"plan {rows:,} changed rows", timed([program, "directory", "plan", path, *store]))
            line(f"apply {rows:,} changed rows", timed([program, "directory", "apply", path, *store]))
        bare = folder + "/bare.sqlite"
        with open(folder + "/out.csv", encoding="utf-8-sig") as file, open(folder + "/plain.csv", "w") as plain:
            plain.write(file.read())
        line(
            "sqlite3 .import of the same rows, bare table",
            timed(["sqlite3", bare, ".mode csv", f".import {folder}/plain.csv contact"]))


main()
