"""A model of leads that can be written down, for some questions at one instant, and the leads that it finds.

Few facts are best: every known field that need not be known costs, and so does every activity.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from leadpact.plan.activities import Bound, Count, Distinct, Latest, Source
from leadpact.plan.flow import Recycle
from leadpact.plan.numbers import Const, Input, Number
from leadpact.plan.points import AddsInput, DecidedAmong, DecidedBy, EachPays, Fade, IdlePays, IfPays, Rows
from leadpact.plan.tests import Compare, Test
from leadpact.solver.any_lead import tests_of_texts
from leadpact.solver.asks import Ask
from leadpact.solver.circuit import FALSE, TRUE, Circuit, Lit, Whole, fixed, total
from leadpact.solver.encoding import Questions
from leadpact.solver.ground import Both, Ground, dials_at
from leadpact.solver.merging import SharedField
from leadpact.solver.natural import Habits, NaturalValues, log_instants
from leadpact.solver.own_fields import OwnFields, Raw, asked_of, atoms_of, edges_of, inputs_of
from leadpact.solver.picked_lead import PickedLead
from leadpact.solver.picked_log import Event, PickedLog
from leadpact.solver.reach import Reach
from leadpact.solver.rows import row_tests
from leadpact.solver.sight import Sight
from leadpact.solver.static import NotStatic, Static
from leadpact.solver.writing import written_lead, written_log
from leadpact.solver.witness import Witness

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

_FACT: Final = 100
"""What a fact costs; what is more natural costs a little less."""
_MOST_AT_ONCE: Final = 3_000
_MOST_SORTS: Final = 60
_STEPS: Final = 8


class Picking:
    def __init__(self, both: Both, questions: Questions, habits: Habits, asks: Sequence[Ask], now: int, *, few: bool) -> None:
        self._few = few
        self._both = both
        self._now = now
        self.circuit = Circuit()
        self._habits = habits
        self._amounts = [dials_at(plan, now) for plan in both.plans]
        self._statics = [Static(now, amounts) for amounts in self._amounts]
        roots = [root for ask in asks for root in questions.roots(ask)]
        self._reach = Reach(both.plans, roots)
        self._natural = NaturalValues(both, habits, now)
        ground = Ground(both, self.circuit, fixed(now))
        sight = Sight(ground)
        self._own = {
            kind: OwnFields(both, kind, asked, now, self._amounts, self._natural)
            for kind, asked in asked_of(both, self._reach).items()
        }
        self._edges = self._edges_of_kinds()
        self._kinds = list(self._own)
        self._lead = PickedLead(ground, self._statics, self._values())
        self._log = PickedLog(ground, self._own, sight, self._instants, self._most())
        sight.lead, sight.log = self._lead, self._log
        lits = [questions.encode(ask, sight) for ask in asks]
        self.impossible = FALSE in lits
        for lit in lits:
            self.circuit.require(lit)
        self.circuit.model.minimize(self.circuit.expression(self._cost()))

    # ------------------------------------------------------------------------------------------------------ the answer

    def witness(self, solver: cp_model.CpSolver) -> Iterator[Witness]:
        """The lead of a solution: with what happens several times apart, and then all of it at once."""
        picked = {name: self._picked(solver, values) for name, values in self._lead.picks.items()}
        events = [(event, count) for event, count in self._happened(solver) if count]
        for apart in (60_000, 0):
            if apart and all(count == 1 for _, count in events):
                continue
            records = tuple(written_lead(self._both, which, picked, self._habits, self._now) for which in self._whiches)
            logs = tuple(written_log(self._both, which, events, apart) for which in self._whiches)
            yield Witness(records, logs, self._now)

    def block(self, solver: cp_model.CpSolver) -> None:
        """No lead that holds all of this again."""
        facts: list[Lit] = []
        for values in self._lead.picks.values():
            facts += [lit for _, lit in values if self._is(solver, lit)]
        facts += [self.circuit.ge(event.count, 1) for event, count in self._happened(solver) if count]
        self.circuit.require(*(-fact for fact in facts))

    @property
    def _whiches(self) -> range:
        return range(len(self._both.policies))

    def _picked(self, solver: cp_model.CpSolver, values: list[tuple[Raw, Lit]]) -> Raw:
        return next(value for value, lit in values if self._is(solver, lit))

    def _is(self, solver: cp_model.CpSolver, lit: Lit) -> bool:
        return lit == TRUE or (lit != FALSE and solver.boolean_value(self.circuit.literal(lit)))

    def _happened(self, solver: cp_model.CpSolver) -> Iterator[tuple[Event, int]]:
        for event in self._log.events:
            yield event, int(solver.value(self.circuit.expression(event.count)))

    def _cost(self) -> Whole:
        parts: list[Whole] = []
        for name, values in self._lead.picks.items():
            required = self._both.merged.lead[name].required
            for place, (value, lit) in enumerate(values):
                cost = 0 if value is None else min(place, 60) + (0 if required else _FACT)
                parts.append(self.circuit.of(lit) * cost)
        for event in self._log.events:
            age = (self._now - event.at) // 86_400_000
            odd = len(event.sort.record.values) * 10 + min(event.sort.place, 9)
            parts.append(event.count * (_FACT + odd + min(int(age) // 20, 20) + (0 if age else 4)))
        return total(parts)

    # ------------------------------------------------------------------------------------------------ what may be picked

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
                    edges = [self._now - place * every for place in range(1, _STEPS)]
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
        self, field: SharedField, texts: list[object], tests: list[tuple[int, Test]], adds: list[int]
    ) -> list[Raw]:
        match field.first.kind:
            case "one of":
                return [*self._most_used(field, list(field.choices))]
            case "yes or no":
                return [True, False]
            case "text":
                return list(self._natural.texts(field, texts).candidates().values())  # type: ignore[arg-type]
            case _:
                edges = {edge for which, test in tests for edge in edges_of(test, self._statics[which])}
                return [*self._natural.numbers(field, sorted({*edges, *adds}), any_value=False, apart=False)]

    def _most_used(self, field: SharedField, choices: list[str]) -> list[str]:
        used = self._habits.used(field)
        return sorted(choices, key=lambda one: used.index(one) if one in used else len(used))

    def _most(self) -> int:
        """How often an activity may happen at one instant: enough for every count that is asked for."""
        if self._few:
            return 1
        wanted = [
            other.value
            for _, node in self._reach.all_of(Compare)
            for one, other in ((node.left, node.right), (node.right, node.left))
            if isinstance(one, (Count, Distinct)) and isinstance(other, Const)
        ]
        return min(max([8, *(times + 1 for times in wanted)]), _MOST_AT_ONCE)

    def _instants(self, kind: str, sort: int) -> Sequence[int]:
        if sort >= _MOST_SORTS:
            return ()
        place = self._kinds.index(kind) * 5 + sort * 3
        return log_instants(self._both.zone(0), self._now, self._edges.get(kind, ()), place, few=self._few)

    def _edges_of_kinds(self) -> dict[str, set[int]]:
        """The instants at which windows, fadings and rests of each common kind change what counts."""
        found: dict[str, set[int]] = {}

        def note(which: int, source: Source, instants: Sequence[int]) -> None:
            for kind in source.kinds:
                found.setdefault(self._both.merged.kinds[which][kind], set()).update(instants)

        for which, node in self._reach.nodes:
            match node:
                case Source(bounds=bounds):
                    note(which, node, [at for bound in bounds for at in self._edge(which, bound)])
                case Compare(left=Latest(source), right=right):
                    note(which, source, [at - 1 for at in self._static(which, right)])
                case EachPays(source=source, fade=Fade() as fade, price=price):
                    note(which, source, self._ages(self._steps(which, fade, price), fade.every))
                case IfPays(fade=Fade() as fade, decided=DecidedBy() | DecidedAmong() as decided, points=points):
                    for latest in _latest_of(decided):
                        note(which, latest.source, self._ages(self._steps(which, fade, points), fade.every))
                case IdlePays(every=every, latest=latest):
                    note(which, latest.source, self._ages(_STEPS, every))
                case Recycle(returns=returns, clause=clause):
                    for latest in returns:
                        note(which, latest.source, [self._now - clause.duration])
                case _:
                    pass
        for asks_now in found.values():
            asks_now.update((self._now - 1,))
        return found

    def _edge(self, which: int, bound: Bound) -> list[int]:
        return [at if bound.op == ">" else at - 1 for at in self._static(which, bound.instant)]

    def _static(self, which: int, number: Number) -> list[int]:
        try:
            found = self._statics[which].number(number, lambda _: None)
        except NotStatic:
            return []
        return [] if found is None else [found]

    def _ages(self, steps: int, every: int) -> list[int]:
        wanted = range(1, steps + 1) if steps <= _STEPS else [1, 2, 3, steps // 4, steps // 2, steps - 1, steps]
        return [self._now - place * every for place in wanted if self._now >= place * every]

    def _steps(self, which: int, fade: Fade, price: Number | Rows) -> int:
        """How many steps it takes until nothing is left."""
        if fade.percent:
            return -(-100 // fade.loss)
        if isinstance(price, Rows):
            largest = max((abs(points) for points in row_tests(price).points), default=0)
        else:
            largest = max((abs(amount) for amount in self._static(which, price)), default=0)
        return -(-largest // fade.loss)


def _latest_of(decided: DecidedBy | DecidedAmong) -> Iterator[Latest]:
    if isinstance(decided, DecidedBy):
        yield decided.latest
    else:
        for part in decided.parts:
            yield from _latest_of(part)
