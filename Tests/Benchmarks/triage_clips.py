"""The table in CLIPS: a rule a row, the cases as facts of one template, the loop inside CLIPS itself."""

import os
import subprocess

from triage_table import ROWS, negation

# What it calls itself: CLIPS (6.30 3/17/15).
BANNER = subprocess.run(["clips"], input="(exit)\n", capture_output=True, text=True, check=True).stdout
NAME = " ".join(BANNER.replace("(", "").split()[:2])


def conditions(number):
    """A row's conditions, and the contrary of each earlier row that asks only one thing more than this row does.

    That keeps rules that could never fire first off the agenda; salience decides between those that remain.
    """
    mine = ROWS[number][0]
    all_of = {word: [value] for word, value in mine.items()}
    for earlier, _, _ in ROWS[:number]:
        more = {word: value for word, value in earlier.items() if mine.get(word) != value}
        if len(more) != 1:
            continue
        [(word, value)] = more.items()
        contrary = f"not {value}" if negation(value) is None else negation(value)
        # A value that a row wants already rules every other one out.
        if all(negation(other) is not None for other in all_of.get(word, [])):
            all_of.setdefault(word, []).append(contrary)
    return all_of


def constraint(values):
    return "&".join(value if negation(value) is None else f"~{negation(value)}" for value in values)


def program(words, is_batch):
    """The template, the rules, and a pass: every case is copied from a fact that no rule reads to one that rules do."""
    lines = [
        f"(deftemplate case (slot live) (slot id) {' '.join(f'(slot {word})' for word in words)})",
        "(deftemplate tonight (slot id) (slot decision) (slot power))",
        "(defglobal ?*cases* = (create$) ?*decision* = none ?*power* = none)",
        # Looking for an equal fact at every assertion is not needed: no two are.
        "(set-fact-duplication TRUE)",
    ]
    for number, (_, decision, power) in enumerate(ROWS):
        if is_batch:
            answer = f"(assert (tonight (id ?id) (decision {decision}) (power {power})))"
        else:
            answer = f"(bind ?*decision* {decision}) (bind ?*power* {power})"
        slots = " ".join(f"({word} {constraint(values)})" for word, values in conditions(number).items())
        lines.append(
            f"(defrule row-{number} (declare (salience -{number}))"
            f" ?case <- (case (live yes) {'(id ?id)' if is_batch else ''} {slots}) => (retract ?case) {answer})"
        )
    lines += ["(reset)", '(load-facts "cases.clp")', "(bind ?*cases* (find-all-facts ((?f case)) TRUE))"]
    copy = "(duplicate ?f (live yes))"
    if is_batch:
        lines += [
            "(deffunction forget () (do-for-all-facts ((?f tonight)) TRUE (retract ?f)))",
            f"(deffunction pass () (foreach ?f ?*cases* {copy}) (run))",
            "(deffunction answers () (forget) (pass) (do-for-all-facts ((?f tonight)) TRUE"
            " (printout out ?f:id \" \" ?f:decision \" \" ?f:power crlf)))",
        ]
    else:
        lines += [
            "(deffunction forget ())",
            f"(deffunction pass () (foreach ?f ?*cases* {copy} (run)))",
            f"(deffunction answers () (foreach ?f ?*cases* {copy} (run)"
            " (printout out (fact-slot-value ?f id) \" \" ?*decision* \" \" ?*power* crlf)))",
        ]
    lines += [
        '(deffunction write () (open "answers" out "w") (answers) (close out))',
        # It asks for its orders itself and ends with them: CLIPS's own prompt would ask an ended input for ever.
        "(deffunction serve () (printout t (length$ ?*cases*) crlf) (bind ?order (readline))"
        " (while (neq ?order EOF)"
        " (switch ?order (case \"forget\" then (forget)) (case \"pass\" then (pass)) (case \"write\" then (write)))"
        " (printout t ?order crlf) (bind ?order (readline))))",
        "(serve)",
        "(exit)",
    ]
    return "\n".join(lines) + "\n"


class Clips:
    """A running CLIPS with its rules and cases loaded."""

    def __init__(self, way, is_batch, cases, folder):
        self.folder = os.path.join(folder, way.replace(" ", "-"))
        self.count = len(cases)
        os.mkdir(self.folder)
        with open(os.path.join(self.folder, "cases.clp"), "w") as file:
            for number, case in enumerate(cases):
                slots = " ".join(f"({word} {value})" for word, value in case.items())
                file.write(f"(case (live no) (id {number}) {slots})\n")
        with open(os.path.join(self.folder, "rules.clp"), "w") as file:
            file.write(program(list(cases[0]), is_batch))
        # Its lines would else wait until there are many of them.
        self.process = subprocess.Popen(
            ["stdbuf", "-oL", "clips", "-f2", "rules.clp"],
            cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        self.name = f"{NAME}, {way}"
        self.pid = self.process.pid
        self.read(str(self.count))

    def read(self, wanted):
        """Reads what it says next; anything else than it should is a fault in the rules or the cases."""
        line = self.process.stdout.readline().strip()
        if line != wanted:
            raise SystemExit(f"{self.name}: says '{line}' and not '{wanted}'")

    def order(self, word):
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        self.read(word)

    def prepare(self):
        self.order("forget")

    def run(self):
        self.order("pass")

    def end(self):
        self.process.communicate()

    def answers(self):
        self.order("write")
        found = [("nothing", "none")] * self.count
        with open(os.path.join(self.folder, "answers")) as file:
            for line in file:
                number, decision, power = line.split()
                found[int(number)] = (decision, power)
        return found


def ways(cases, folder):
    return [
        Clips("a run a case", False, cases, folder),
        Clips("one run over all", True, cases, folder),
    ]
