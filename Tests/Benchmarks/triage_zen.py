"""The table in ZEN: one decision table of hit policy "first", compiled once by the engine's own loader."""

import json
import os
from importlib.metadata import version

import zen

from triage_table import ROWS, negation

NAME = f"ZEN {version('zen-engine')}"


def model(words, is_loop):
    """The table as a JDM graph; in a loop it decides every element of an array in one call."""

    def cell(condition):
        if condition is None:
            return ""
        other = negation(condition)
        return f'"{condition}"' if other is None else f'!= "{other}"'

    rules = [
        {"_id": f"row-{number}", "decides": f'"{decision}"', "under": f'"{power}"'}
        | {word: cell(conditions.get(word)) for word in words}
        for number, (conditions, decision, power) in enumerate(ROWS)
    ]
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": word, "name": word, "field": word} for word in words],
        "outputs": [
            {"id": "decides", "name": "decision", "field": "decision"},
            {"id": "under", "name": "power", "field": "power"},
        ],
        "rules": rules,
        "passThrough": False,
        "executionMode": "loop" if is_loop else "single",
        "inputField": "cases" if is_loop else None,
        "outputPath": None,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": table},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "first", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "second", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    return {"nodes": [node | {"position": {"x": 0, "y": 0}} for node in nodes], "edges": edges}


class Zen:
    """One way of asking ZEN: `ask` is a pass over all cases, `answers` finds the results in what it hands back."""

    def __init__(self, way, ask, answers):
        self.name = f"{NAME}, {way}"
        self.ask = ask
        self.read = answers
        self.pid = os.getpid()

    def prepare(self):
        pass

    def run(self):
        self.ask()

    def end(self):
        pass

    def answers(self):
        return [(result["decision"], result["power"]) for result in self.read(self.ask())]


def ways(cases):
    words = list(cases[0])
    # Through the loader: a decision made from its text alone is compiled anew at each call, eight times slower.
    content = {"one": model(words, False), "loop": model(words, True)}
    engine = zen.ZenEngine({"loader": {"type": "static", "content": content}})
    texts = [json.dumps(case).encode() for case in cases]
    requests = [{"key": "one", "context": case} for case in cases]
    array = {"cases": cases}
    text = json.dumps(array)

    def results(answers):
        return [answer["result"] for answer in answers]

    return [
        Zen("a call a case", lambda: [engine.evaluate("one", case) for case in cases], results),
        Zen("a call a case, as JSON", lambda: [engine.evaluate("one", case) for case in texts], results),
        Zen(
            "its batch call",
            lambda: engine.evaluate_batch(requests),
            lambda answers: results(answer["data"] for answer in answers),
        ),
        Zen("one call, a loop inside", lambda: engine.evaluate("loop", array), lambda answer: answer["result"]),
        Zen("the same, as JSON", lambda: engine.evaluate("loop", text), lambda answer: answer["result"]),
    ]
