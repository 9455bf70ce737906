"""The values that a field of the lead may have in an example: some on every side of what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence

from leadpact.plan.numbers import Input
from leadpact.plan.points import AddsInput, IdlePays, Rows
from leadpact.plan.tests import Compare, Test
from leadpact.solver.any_lead import tests_of_texts
from leadpact.solver.edges import STEPS
from leadpact.solver.ground import Both
from leadpact.solver.merging import SharedField
from leadpact.solver.natural import Habits, NaturalValues
from leadpact.solver.own_fields import Raw, atoms_of, edges_of, inputs_of
from leadpact.solver.reach import Reach
from leadpact.solver.rows import row_tests
from leadpact.solver.static import Static
from leadpact.solver.texts import TextTest


class LeadValues:
    """`all` are the values of each common field, the most natural first; None is unknown."""

    def __init__(self, both: Both, reach: Reach, statics: Sequence[Static], habits: Habits, now: int) -> None:
        self._both, self._reach, self._statics, self._habits, self._now = both, reach, statics, habits, now
        self._natural = NaturalValues(both, habits, now)
        self.all = self._values()

    def _values(self) -> dict[str, list[Raw]]:
        texts = tests_of_texts(self._both, self._reach)
        tests: dict[str, list[tuple[int, Test]]] = {}
        adds: dict[str, list[int]] = {}
        for which, node in self._reach.nodes:
            match node:
                case Input(owner="lead"):
                    tests.setdefault(self._both.field(which, node).name, [])
                case Compare():
                    self._note(tests, which, node)
                case Rows():
                    for test in atoms_of([row_tests(node)]):
                        self._note(tests, which, test)
                case AddsInput(input=asked, low=low, high=high, scale=scale):
                    unit = 10 ** (scale - asked.scale)
                    name = self._both.field(which, asked).name
                    step = max(1, (high - low) // unit // 40)
                    adds.setdefault(name, []).extend(range(low // unit - 1, high // unit + 2, step))
                    adds[name] += [low // unit, high // unit, 0, 10**asked.scale]
                case IdlePays(since=Input() as asked, every=every):
                    edges = [self._now - place * every for place in range(1, STEPS)]
                    adds.setdefault(self._both.field(which, asked).name, []).extend(edges)
                case _:
                    pass
        found: dict[str, list[Raw]] = {}
        for name, shared in self._both.merged.lead.items():
            unknown: list[Raw] = [] if shared.required else [None]
            values = self._of_field(
                shared, list(texts.get(("lead", name), {})), tests.get(name, []), adds.get(name, [])
            )
            found[name] = [*unknown, *values] or [None]
        return found

    def _note(self, tests: dict[str, list[tuple[int, Test]]], which: int, test: Test) -> None:
        for asked in inputs_of((test,)):
            if asked.owner == "lead":
                tests.setdefault(self._both.field(which, asked).name, []).append((which, test))

    def _of_field(
        self, field: SharedField, texts: list[TextTest], tests: list[tuple[int, Test]], adds: list[int]
    ) -> list[Raw]:
        match field.first.kind:
            case "one of":
                return [*self._most_used(field, list(field.choices))]
            case "yes or no":
                return [True, False]
            case "text":
                return list(self._natural.texts(field, texts).candidates().values())
            case _:
                edges = {edge for which, test in tests for edge in edges_of(test, self._statics[which])}
                return [*self._natural.numbers(field, sorted({*edges, *adds}), any_value=False, apart=False)]

    def _most_used(self, field: SharedField, choices: list[str]) -> list[str]:
        used = self._habits.used(field)
        return sorted(choices, key=lambda one: used.index(one) if one in used else len(used))
