"""The activities of one lead, picked from such as can be written down: for examples.

For each sort of record there are instants on every side of the borders of all windows, and for each of these a number
of how many happened there. At fixed instants all else is exact: periods of the calendar, limits, fading, what came
after what. Two activities of one instant are of one kind.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from leadpact.plan.activities import Bound, Distinct, Keep, Latest, Source
from leadpact.plan.numbers import Const, Input, InputNumber, LatestOf, Number
from leadpact.plan.points import EachPays, IdlePays, Rows
from leadpact.plan.tests import Compare, IsKnown, Op, Test
from leadpact.solver.circuit import FALSE, ZERO, Lit, TooLarge, Whole, fixed, total
from leadpact.solver.fading import faded
from leadpact.solver.ground import Amount, Ground
from leadpact.solver.own_fields import OwnFields, Sort
from leadpact.solver.rows import row_tests
from leadpact_dsl.evaluate.counting import period
from leadpact_dsl.model import Once


class Values(Protocol):
    def values(self, which: int, asked: Input) -> list[tuple[int, Lit]]: ...


class Sight(Protocol):
    """What the log asks back."""

    @property
    def lead(self) -> Values: ...

    def holds(self, which: int, test: Test) -> Lit: ...

    def number(self, which: int, number: Number) -> Amount: ...


@dataclass(frozen=True)
class Event:
    """`count` of these at the instant `at`."""

    sort: Sort
    at: int
    count: Whole


class PickedLog:
    """`instants` are those of a common kind for the n-th sort of its records; `most` bounds how many happen at one."""

    def __init__(
        self,
        ground: Ground,
        own: dict[str, OwnFields],
        sight: Sight,
        instants: Callable[[str, int], Sequence[int]],
        most: int,
    ) -> None:
        self._ground = ground
        self._circuit = ground.circuit
        self._own = own
        self._sight = sight
        self._instants = instants
        self._most = most
        self._events: dict[str, list[Event]] = {}
        self._made: dict[tuple[object, ...], list[tuple[Event, Whole]]] = {}
        self._sums: dict[tuple[object, ...], Whole] = {}
        self._chains: dict[int, list[tuple[int, Lit]]] = {}

    @property
    def events(self) -> list[Event]:
        """All that may happen, of the kinds in use."""
        return [event for events in self._events.values() for event in events]

    # -------------------------------------------------------------------------------------------------- what is asked

    def tally(self, which: int, source: Source, newer_than: int | None = None) -> Whole:
        now = self._now
        return total(
            count for event, count in self._seen(which, source) if newer_than is None or event.at > now - newer_than
        )

    def any(self, which: int, source: Source, newer_than: int | None = None) -> Lit:
        now = self._now
        return self._circuit.any_of(
            self._circuit.ge(count, 1)
            for event, count in self._seen(which, source)
            if newer_than is None or event.at > now - newer_than
        )

    def different(self, which: int, distinct: Distinct) -> Whole:
        values: dict[object, list[Lit]] = {}
        for event, count in self._seen(which, distinct.source):
            judge = self._own[event.sort.kind].judges[which]
            judge.of(event.sort.record, None)
            asked = self._input(which, event.sort.kind, distinct.field)
            values.setdefault(judge.key(asked), []).append(self._circuit.ge(count, 1))
        return total(self._circuit.of(self._circuit.any_of(lits)) for lits in values.values())

    def latest(self, which: int, latest: Latest) -> Amount:
        raise TooLarge("the instant of the latest activity is compared with another one")

    def _since(self, which: int, source: Source) -> list[tuple[int, Lit]]:
        """The instants at which one may be, the latest first, each with whether there is one then or later."""
        key = self._ground.both.keys.of(which, source)
        if key not in self._chains:
            chain: list[tuple[int, Lit]] = []
            since: Lit = FALSE
            for event, count in sorted(self._seen(which, source), key=lambda one: -one[0].at):
                since = self._circuit.any_of((since, self._circuit.ge(count, 1)))
                if chain and chain[-1][0] == event.at:
                    chain.pop()
                chain.append((event.at, since))
            self._chains[key] = chain
        return self._chains[key]

    def _any_since(self, which: int, latest: Latest, at: int) -> Lit:
        """There is one at this instant or later."""
        chain = self._since(which, latest.source)
        place = bisect_right(chain, -at, key=lambda one: -one[0])
        return chain[place - 1][1] if place else FALSE

    def each(self, which: int, pays: EachPays) -> Whole:
        key = ("each", self._ground.both.keys.of(which, pays))
        if key not in self._sums:
            self._sums[key] = total(self._earned(which, pays))
        return self._sums[key]

    # ---------------------------------------------------------------------------------------------------------- points

    def _earned(self, which: int, pays: EachPays) -> Iterator[Whole]:
        table = row_tests(pays.price) if isinstance(pays.price, Rows) else None
        price = None if isinstance(pays.price, Rows) else self._sight.number(which, pays.price).at.known
        for event, count in self._kept(which, pays.source, pays.keep):
            judge = self._own[event.sort.kind].judges[which]
            points = price if table is None else judge.pays(event.sort.record, table)
            assert points is not None
            yield count * faded(points, pays.fade, self._now - event.at)

    def _kept(self, which: int, source: Source, keep: Keep) -> Iterator[tuple[Event, Whole]]:
        """Of each event how many count: of the latest of each period, and of these the latest."""
        circuit = self._circuit
        seen = sorted(self._seen(which, source), key=lambda one: -one[0].at)
        later: dict[Hashable, Whole] = {}
        counted = ZERO
        for event, count in seen:
            if keep.period is not None:
                name = period(Once(keep.period, keep.every, keep.times), event.at, self._ground.both.zone(which))
                before = later.get(name, ZERO)
                count = circuit.smallest((count, circuit.largest((ZERO, fixed(keep.times) - before))))
                later[name] = circuit.smallest((fixed(keep.times), before + count))
            if keep.at_most is not None:
                count = circuit.smallest((count, circuit.largest((ZERO, fixed(keep.at_most) - counted))))
                counted = circuit.smallest((fixed(keep.at_most), counted + count))
            yield event, count

    # ---------------------------------------------------------------------------------------------------------- events

    @property
    def _now(self) -> int:
        now = self._ground.now.known
        assert now is not None
        return now

    def _seen(self, which: int, source: Source) -> list[tuple[Event, Whole]]:
        """The events of a source, each with how many of it lie within its bounds."""
        key = ("seen", self._ground.both.keys.of(which, source))
        if key not in self._made:
            self._made[key] = [
                (event, self._circuit.where(within, event.count))
                for event in self._taken(which, source)
                if (within := self._within(which, source.bounds, event.at)) != FALSE
            ]
        return self._made[key]

    def _taken(self, which: int, source: Source) -> Iterator[Event]:
        for pick in source.picks:
            kind = self._ground.both.merged.kinds[which][pick.kind]
            judge = self._own[kind].judges[which]
            asked = None if source.known is None else self._input(which, kind, source.known)
            for event in self._of_kind(kind):
                if not judge.of(event.sort.record, pick.where):
                    continue
                if asked is None or judge.value(asked) is not None:
                    yield event

    def _within(self, which: int, bounds: tuple[Bound, ...], at: int) -> Lit:
        return self._circuit.all_of(self._beyond(which, bound, at) for bound in bounds)

    def _beyond(self, which: int, bound: Bound, at: int) -> Lit:
        """Whether an instant lies within a bound."""
        circuit = self._circuit
        instants = bound.instant.instants if isinstance(bound.instant, LatestOf) else (bound.instant,)
        if bound.op != "<" and instants and all(isinstance(one, Latest) for one in instants):
            latest = [one for one in instants if isinstance(one, Latest)]
            first = at if bound.op == ">" else at + 1
            none_later = circuit.all_of(-self._any_since(which, one, first) for one in latest)
            if not bound.required:
                return none_later
            return circuit.all_of((none_later, circuit.any_of(self.any(which, one.source) for one in latest)))
        # A field of the lead, or an instant that is known: the comparison is answered for each value.
        op: Op = "<" if bound.op == ">" else "<=" if bound.op == ">=" else ">"
        passed = self._sight.holds(which, Compare(op, bound.instant, Const(at)))
        if bound.required or not isinstance(bound.instant, InputNumber):
            return passed
        return circuit.any_of((passed, self._sight.holds(which, IsKnown(bound.instant.input, False))))

    def later(self, which: int, one: Sequence[Latest], other: Sequence[Latest]) -> Lit:
        circuit = self._circuit
        instants = {at for latest in one for at, _ in self._since(which, latest.source)}
        return circuit.any_of(
            circuit.all_of(
                (
                    circuit.any_of(self._any_since(which, latest, at) for latest in one),
                    *(-self._any_since(which, latest, at) for latest in other),
                )
            )
            for at in sorted(instants)
        )

    def idle_periods(self, which: int, pays: IdlePays) -> Whole:
        parts: list[Whole] = []
        later: Lit = FALSE
        for at, since in self._since(which, pays.latest.source):
            periods = (self._now - at) // pays.every
            parts.append(self._circuit.of(self._circuit.all_of((since, -later))) * periods)
            later = since
        if pays.since is not None:
            for value, lit in self._sight.lead.values(which, pays.since):
                periods = max(0, (self._now - value) // pays.every)
                parts.append(self._circuit.of(self._circuit.all_of((lit, -later))) * periods)
        found = total(parts)
        most = max((part.high for part in parts), default=0)
        return Whole(found.terms, found.const, 0, most) if found.terms else found

    def _of_kind(self, kind: str) -> list[Event]:
        if kind not in self._events:
            self._events[kind] = [
                Event(sort, at, self._circuit.integer(0, self._most))
                for place, sort in enumerate(self._own[kind].sorts)
                for at in self._instants(kind, place)
                if at <= self._now
            ]
        return self._events[kind]

    def _input(self, which: int, kind: str, name: str) -> Input:
        declared = self._ground.both.merged.activities[kind].of[which]
        assert declared is not None
        return next(one for one in self._ground.both.plans[which].activities[declared.name] if one.name == name)
