"""Models of leads that can be written down, for some questions at one instant, and the leads that they find.

Few facts are best: every known field that need not be known costs, and so does every activity. There are two kinds. A
`Sketch` only counts activities between the borders of windows, and puts them on instants afterwards: that is quick, and
nearly always enough. `Picking` picks from instants, so that it knows of days and weeks, too.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from leadpact.plan.activities import Count, Distinct
from leadpact.plan.numbers import Const
from leadpact.plan.points import EachPays
from leadpact.plan.tests import Compare
from leadpact.solver.any_log import AnyLog
from leadpact.solver.asks import Ask
from leadpact.solver.circuit import FALSE, TRUE, Circuit, Lit, Whole, fixed, total
from leadpact.solver.edges import Edges
from leadpact.solver.encoding import Questions
from leadpact.solver.ground import Both, Ground, dials_at
from leadpact.solver.lead_values import LeadValues
from leadpact.solver.natural import Habits, NaturalValues, log_instants
from leadpact.solver.own_fields import OwnFields, Raw, Sort, asked_of
from leadpact.solver.picked_lead import PickedLead
from leadpact.solver.picked_log import PickedLog
from leadpact.solver.placing import Interval, place
from leadpact.solver.reach import Reach
from leadpact.solver.sides import LogSide
from leadpact.solver.sight import Sight
from leadpact.solver.static import Static
from leadpact.solver.witness import Witness
from leadpact.solver.writing import written_lead, written_log

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

_FACT: Final = 100
"""What a fact costs; what is more natural costs a little less."""
_MOST_AT_ONCE: Final = 3_000
_MOST_SORTS: Final = 60
_DAY: Final = 86_400_000


class Search(ABC):
    """`impossible`: no lead of the model is one, and nothing has to be solved to know it."""

    def __init__(self, both: Both, questions: Questions, habits: Habits, asks: Sequence[Ask], now: int) -> None:
        self._both = both
        self._habits = habits
        self.now = now
        self.circuit = Circuit()
        amounts = [dials_at(plan, now) for plan in both.plans]
        statics = [Static(now, one) for one in amounts]
        self.reach = Reach(both.plans, [root for ask in asks for root in questions.roots(ask)])
        ground = Ground(both, self.circuit, fixed(now))
        sight = Sight(ground)
        natural = NaturalValues(both, habits, now)
        self._own = {
            kind: OwnFields(both, kind, asked, now, amounts, natural)
            for kind, asked in asked_of(both, self.reach).items()
        }
        self._places = {kind: nth for nth, kind in enumerate(self._own)}
        self._edges = Edges(both, self.reach, statics, now)
        self._lead = PickedLead(ground, statics, LeadValues(both, self.reach, statics, habits, now).all)
        sight.lead, sight.log = self._lead, self._log_of(ground, sight)
        lits = [questions.encode(ask, sight) for ask in asks]
        self.impossible = FALSE in lits
        for lit in lits:
            self.circuit.require(lit)
        self.circuit.model.minimize(self.circuit.expression(total((*self._cost_of_lead(), *self._cost_of_log()))))

        for lit, picked in self._lead.usual():
            self.circuit.hint(self.circuit.of(lit), picked)
        for count in self._counted():
            self.circuit.hint(count, 0)

    @abstractmethod
    def _counted(self) -> Iterable[Whole]:
        """How much of everything happens: nothing, if that will do."""

    @abstractmethod
    def _log_of(self, ground: Ground, sight: Sight) -> LogSide: ...

    @abstractmethod
    def _cost_of_log(self) -> Iterable[Whole]: ...

    @abstractmethod
    def _logs(self, solver: cp_model.CpSolver) -> Iterator[list[tuple[Sort, int]]]:
        """Ways to write down what happened: records with their instants."""

    @abstractmethod
    def _happenings(self, solver: cp_model.CpSolver) -> Iterable[Lit]:
        """What happened in a solution, as literals that hold."""

    def witnesses(self, solver: cp_model.CpSolver) -> Iterator[Witness]:
        """The leads that a solution may stand for, the most natural first."""
        picked = {name: self._picked(solver, values) for name, values in self._lead.picks.items()}
        whiches = range(len(self._both.policies))
        records = tuple(written_lead(self._both, which, picked, self._habits, self.now) for which in whiches)
        for log in self._logs(solver):
            yield Witness(records, tuple(written_log(self._both, which, log) for which in whiches), self.now)

    def block(self, solver: cp_model.CpSolver) -> None:
        """No lead that holds all of this again."""
        facts = [lit for values in self._lead.picks.values() for _, lit in values if self.holds(solver, lit)]
        self.circuit.require(*(-fact for fact in (*facts, *self._happenings(solver))))

    def holds(self, solver: cp_model.CpSolver, lit: Lit) -> bool:
        return lit == TRUE or (lit != FALSE and solver.boolean_value(self.circuit.literal(lit)))

    def value(self, solver: cp_model.CpSolver, whole: Whole) -> int:
        return int(solver.value(self.circuit.expression(whole)))

    def _picked(self, solver: cp_model.CpSolver, values: list[tuple[Raw, Lit]]) -> Raw:
        return next(value for value, lit in values if self.holds(solver, lit))

    def _cost_of_lead(self) -> Iterator[Whole]:
        for name, values in self._lead.picks.items():
            known = 0 if self._both.merged.lead[name].required else _FACT
            for rank, (value, lit) in enumerate(values):
                yield self.circuit.of(lit) * (0 if value is None else known + min(rank, 60))

    def _instants(self, kind: str, sort: int, *, few: bool) -> list[int]:
        shift = self._places[kind] * 5 + sort * 3
        return log_instants(self._both.zone(0), self.now, self._edges.of(kind), shift, few=few)


class Sketch(Search):
    def _log_of(self, ground: Ground, sight: Sight) -> LogSide:
        self._counts = AnyLog(ground, self._own, sight, lambda sort: self._instants(sort.kind, sort.place, few=False))
        return self._counts

    def _cost_of_log(self) -> Iterator[Whole]:
        for sort, count in self._counts.totals():
            yield count * (_FACT + 10 * len(sort.record.values) + min(sort.place, 9))

    def _counted(self) -> Iterator[Whole]:
        return self._counts.counted()

    def _logs(self, solver: cp_model.CpSolver) -> Iterator[list[tuple[Sort, int]]]:
        intervals = [Interval(*found) for found in self._counts.intervals(lambda whole: self.value(solver, whole))]
        periods = self._periods()
        for apart in (True, False):
            yield [
                (interval.sort, at)
                for interval in intervals
                for at in place(
                    interval,
                    self._instants(interval.sort.kind, interval.sort.place, few=False),
                    periods.get(interval.sort.kind, ()) if apart else (),
                )
            ]

    def _happenings(self, solver: cp_model.CpSolver) -> Iterator[Lit]:
        for _, count in self._counts.totals():
            yield self.circuit.is_(count, self.value(solver, count))

    def _periods(self) -> dict[str, tuple[int, ...]]:
        """By common kind the lengths of the periods of which each counts once, the longest first."""
        found: dict[str, set[int]] = {}
        for which, pays in self.reach.all_of(EachPays):
            for kind in pays.source.kinds:
                length = AnyLog.length_of(pays.keep)
                if length:
                    found.setdefault(self._both.merged.kinds[which][kind], set()).add(length)
        return {kind: tuple(sorted(lengths, reverse=True)) for kind, lengths in found.items()}


class Picking(Search):
    def _log_of(self, ground: Ground, sight: Sight) -> LogSide:
        self._log = PickedLog(ground, self._own, sight, self._some_instants, self._most())
        return self._log

    def _some_instants(self, kind: str, sort: int) -> Sequence[int]:
        return self._instants(kind, sort, few=True) if sort < _MOST_SORTS else ()

    def _cost_of_log(self) -> Iterator[Whole]:
        for event in self._log.events:
            age = (self.now - event.at) // _DAY
            odd = len(event.sort.record.values) * 10 + min(event.sort.place, 9)
            yield event.count * (_FACT + odd + min(age // 20, 20) + (0 if age else 4))

    def _counted(self) -> Iterator[Whole]:
        return (event.count for event in self._log.events)

    def _logs(self, solver: cp_model.CpSolver) -> Iterator[list[tuple[Sort, int]]]:
        happened = [(event, count) for event in self._log.events if (count := self.value(solver, event.count))]
        for apart in (60_000, 0):
            if not apart or any(count > 1 for _, count in happened):
                yield [(event.sort, event.at - again * apart) for event, count in happened for again in range(count)]

    def _happenings(self, solver: cp_model.CpSolver) -> Iterator[Lit]:
        for event in self._log.events:
            if self.value(solver, event.count):
                yield self.circuit.ge(event.count, 1)

    def _most(self) -> int:
        """How often an activity may happen at one instant: enough for every count that is asked for."""
        wanted = [
            other.value
            for _, node in self.reach.all_of(Compare)
            for one, other in ((node.left, node.right), (node.right, node.left))
            if isinstance(one, (Count, Distinct)) and isinstance(other, Const)
        ]
        return min(max([3, *(times + 1 for times in wanted)]), _MOST_AT_ONCE)
