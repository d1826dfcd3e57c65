"""A directory of 50,000 contacts exported, planned and applied, with the time and the peak memory of each, and the same
of 100,000 for what should take twice as long.

Beside it stands another build of the program, where NIGHTDESK_BEFORE names one, and NIGHTDESK_BEFORE_DATA its data, and what
the sqlite3 shell takes to put the same rows into a bare table and to tell, row by row, where they differ from those that stand
there: no check, no history, and no word on what it would do.
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


def mapped(source, target, map):
    """The table as somebody else's, with a column for the council and one for the number, and its map."""
    with open(source, newline="", encoding="utf-8-sig") as old, open(target, "w", newline="", encoding="utf-8") as new:
        writer = csv.writer(new)
        writer.writerow(["Authority", "Id", "Used for", "Number", "Section"])
        for row in csv.DictReader(old):
            writer.writerow([row["council"], row["contact"], row["purpose"], row["display"], row["team"]])
    with open(map, "w", encoding="utf-8") as file:
        file.write(
            '[columns]\ncouncil = "Authority"\ncontact = "Id"\npurpose = "Used for"\nvalue = "Number"\nteam = "Section"\n'
            '[constants]\nsourceDocument = "a list"\n')


def measure(name, program, data, folder, councils):
    count = councils * made_directory.CONTACTS
    made = f"{folder}/made-{councils}"
    if not os.path.exists(made):
        made_directory.write(made, councils)
    own = tempfile.mkdtemp(dir=folder)
    store = ["--store", own + "/directory.sqlite", "--data", data]

    def run(what, *arguments):
        line(f"{name}: {what}", timed([program, *arguments, *store]))

    run(f"load {count:,} contacts into an empty store", "directory", "load", made)
    run("start and look one up", "lookup", "council-000", "housing")
    for form in ["csv", "hsds", "json"]:
        run(f"export {form}", "directory", "export", "--format", form, f"{own}/out.{form}")
    for form in ["csv", "json", "hsds"]:
        run(f"plan {form}, nothing changed", "directory", "plan", f"{own}/out.{form}")
    for rows in [500, count]:
        path = f"{own}/changed-{rows}.csv"
        changed(own + "/out.csv", path, rows)
        run(f"plan {rows:,} changed rows", "directory", "plan", path)
        run(f"apply {rows:,} changed rows", "directory", "apply", path)
    return own


def shell(folder, own, rows):
    """The sqlite3 shell: the rows into a bare table, and the differences of the changed ones."""
    bare = folder + "/bare.sqlite"
    for source, target in [("out.csv", "plain.csv"), (f"changed-{rows}.csv", "plain-changed.csv")]:
        with open(f"{own}/{source}", encoding="utf-8-sig") as file, open(f"{folder}/{target}", "w") as plain:
            plain.write(file.read())
    line("sqlite3 .import of the same rows, bare table",
         timed(["sqlite3", bare, ".mode csv", f".import {folder}/plain.csv contact"]))
    line("sqlite3 .import of the changed rows, and where they differ",
         timed(["sqlite3", bare, ".mode csv", f".import {folder}/plain-changed.csv changed",
                "SELECT old.contact, old.value, new.value FROM contact old JOIN changed new ON new.contact = old.contact"
                " WHERE old.value <> new.value"]))


def main():
    program, data = sys.argv[1:3]
    before = os.environ.get("NIGHTDESK_BEFORE")
    with tempfile.TemporaryDirectory() as folder:
        councils = made_directory.COUNCILS
        if before:
            measure("before", before, os.environ.get("NIGHTDESK_BEFORE_DATA", data), folder, councils)
        own = measure("now", program, data, folder, councils)
        mapped(own + "/out.csv", own + "/theirs.csv", own + "/theirs.toml")
        store = ["--store", own + "/directory.sqlite", "--data", data]
        line("now: plan the same as somebody else's table, by a map",
             timed([program, "directory", "plan", own + "/theirs.csv", "--map", own + "/theirs.toml", *store], (0, 1)))
        line("now: export hsds for publication",
             timed([program, "directory", "export", "--format", "hsds", "--for", "publication", own + "/open.json", *store]))
        shell(folder, own, councils * made_directory.CONTACTS)
        measure("now", program, data, folder, 2 * councils)


main()
