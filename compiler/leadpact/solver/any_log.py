"""The activities of any lead, as counts: for proofs. Whatever log there is, the counts can say it.

For each sort of record there is a number of how many lie strictly after each instant that matters. Instants may be
open (the latest of something, a field of the lead, the instant of the decision), so each two of them are put in order,
and later ones have no more after them. This says exactly what windows, `since`, limits of times and fading see. It says
less than there is to know of calendar periods (`once a day`: at least one of some, at most all) and of different values
(at least one, at most all), so that what is impossible here is impossible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Protocol

from leadpact.plan.activities import Bound, Distinct, Keep, Latest, Source
from leadpact.plan.numbers import Input, InputNumber, LatestOf, Now, Number
from leadpact.plan.points import EachPays, IdlePays, Rows
from leadpact.solver.circuit import FALSE, TRUE, ZERO, Lit, TooLarge, Whole, fixed, total
from leadpact.solver.fading import steps_of
from leadpact.solver.ground import Amount, Ground
from leadpact.solver.own_fields import OwnFields, Sort
from leadpact.solver.rows import row_tests
from leadpact_dsl.limits import MOST_ACTIVITIES

_DAY: Final = 86_400_000
_SHORTEST: Final = {"day": 1, "week": 7, "month": 28, "quarter": 90, "year": 365}
"""Days by the wall clock that a period lasts at the least."""
_WALL: Final = 26 * 3_600_000
"""A wall clock gains no more than this on the time that passes: offsets lie between −12 and +14 hours."""


class Sight(Protocol):
    """What a log asks back: the numbers that its bounds and prices are made of."""

    def number(self, which: int, number: Number) -> Amount: ...

    def amounts(self, which: int, number: Number) -> list[tuple[int, Lit]]: ...


@dataclass(frozen=True)
class Edge:
    """Strictly after `at`, which is before all time where nothing bounds."""

    at: Whole


@dataclass(frozen=True)
class Within:
    """After all of `after`, not after `until`; nothing at all unless `open` holds."""

    after: tuple[Edge, ...]
    until: tuple[Edge, ...]
    open: Lit


_ALL: Final = Edge(fixed(-1))


class AnyLog:
    """With `natural` it is a log that can be written down, at an instant that is known: latest activities lie at these
    instants, and each of different periods counts. That is no longer any log, and proves nothing."""

    def __init__(
        self,
        ground: Ground,
        own: dict[str, OwnFields],
        sight: Sight,
        natural: Callable[[Sort], Sequence[int]] | None = None,
    ) -> None:
        self._natural = natural
        self._ground = ground
        self._circuit = ground.circuit
        self._own = own
        self._sight = sight
        self._after: dict[tuple[str, int], dict[Edge, Whole]] = {}
        self._latest: dict[tuple[str, int], Whole] = {}
        self._made: dict[tuple[object, ...], Whole] = {}

    # -------------------------------------------------------------------------------------------------- what is asked

    def tally(self, which: int, source: Source, newer_than: int | None = None) -> Whole:
        """How many there are; with `newer_than` (ms) only those of less than this age."""
        within = self._within(which, source.bounds, newer_than)
        return total(self._count(sort, within) for sort in self._sorts(which, source))

    def any(self, which: int, source: Source, newer_than: int | None = None) -> Lit:
        return self._circuit.ge(self.tally(which, source, newer_than), 1)

    def different(self, which: int, distinct: Distinct) -> Whole:
        key = ("different", self._ground.both.keys.of(which, distinct))
        if key not in self._made:
            if self._natural is not None:
                return self._different(which, distinct)
            count = self.tally(which, distinct.source)
            made = self._circuit.integer(0, count.high)
            self._circuit.require_not_more(made, count)
            self._circuit.require_not_more(self._circuit.of(self._circuit.ge(count, 1)), made)
            self._made[key] = made
        return self._made[key]

    def _different(self, which: int, distinct: Distinct) -> Whole:
        """Exactly: each sort has one value."""
        within = self._within(which, distinct.source.bounds, None)
        values: dict[object, list[Lit]] = {}
        for sort in self._sorts(which, distinct.source):
            judge = self._own[sort.kind].judges[which]
            judge.of(sort.record, None)
            key = judge.key(self._input(which, sort.kind, distinct.field))
            values.setdefault(key, []).append(self._circuit.ge(self._count(sort, within), 1))
        return total(self._circuit.of(self._circuit.any_of(lits)) for lits in values.values())

    def latest(self, which: int, latest: Latest) -> Amount:
        """Among those in the bounds; they are all open to the present, so it is the latest of all where any is."""
        source = latest.source
        sorts = list(self._sorts(which, source))
        within = self._within(which, source.bounds, None)
        if within.until:
            raise TooLarge("the latest before an instant is asked for")
        if not sorts:
            return Amount(FALSE, ZERO)
        there = self._circuit.any_of(self._circuit.ge(self._count(sort, within), 1) for sort in sorts)
        return Amount(there, self._circuit.largest(self._latest_of(sort) for sort in sorts))

    def later(self, which: int, one: Sequence[Latest], other: Sequence[Latest]) -> Lit:
        """The latest of some is strictly later than the latest of others, or there are none of these."""
        first = self._sight.number(which, LatestOf(tuple(one)))
        second = self._sight.number(which, LatestOf(tuple(other)))
        return self._circuit.all_of((first.there, self._circuit.ge(first.at - second.at, 1)))

    def idle_periods(self, which: int, pays: IdlePays) -> Whole:
        """Whole periods since the lead's latest own activity, or without one since the instant in a field."""
        circuit, now = self._circuit, self._ground.now
        latest = self.latest(which, pays.latest)
        begun = Amount(FALSE, ZERO) if pays.since is None else self._sight.number(which, InputNumber(pays.since))
        since = circuit.if_else(latest.there, latest.at, begun.at)
        age = circuit.largest((ZERO, now - since))
        return circuit.where(circuit.any_of((latest.there, begun.there)), circuit.divided(age, pays.every))

    def each(self, which: int, pays: EachPays) -> Whole:
        """What the activities that count earn together, before the rule's limit."""
        key = ("each", self._ground.both.keys.of(which, pays))
        if key not in self._made:
            self._made[key] = self._each(which, pays)
        return self._made[key]

    # ---------------------------------------------------------------------------------------------------------- points

    def _each(self, which: int, pays: EachPays) -> Whole:
        sorts = list(self._sorts(which, pays.source))
        if isinstance(pays.price, Rows):
            table = row_tests(pays.price)
            by_price: dict[int, list[Sort]] = {}
            for sort in sorts:
                price = self._own[sort.kind].judges[which].pays(sort.record, table)
                by_price.setdefault(price, []).append(sort)
            return self._priced(which, pays, list(by_price.items()))
        paid = self._sight.number(which, pays.price).at.known
        if paid is not None:
            return self._priced(which, pays, [(paid, sorts)])
        # A dated value: what is earned at each of its amounts, of which one is that of now.
        earned = ZERO
        for amount, holds in self._sight.amounts(which, pays.price):
            earned += self._circuit.where(holds, self._priced(which, pays, [(amount, sorts)]))
        return earned

    def _priced(self, which: int, pays: EachPays, classes: list[tuple[int, list[Sort]]]) -> Whole:
        """`classes` are the prices, each with the sorts that earn it."""
        classes = [(price, sorts) for price, sorts in classes if sorts]
        prices = [price for price, _ in classes]
        steps = {price: steps_of(price, pays.fade) for price in prices}
        if any(found is None for found in steps.values()):
            return self._faded_somehow(which, pays, classes)
        ages = sorted({step.newer_than for found in steps.values() for step in found or () if step.newer_than})
        exact = pays.keep.period in (None, "ever") and (len(classes) <= 1 or self._keeps_all(pays.keep))
        counts = {
            age: [self._class_count(which, pays.source, sorts, age) for _, sorts in classes] for age in (None, *ages)
        }
        kept = {age: self._kept(pays, counts[age], age) for age in counts}
        if exact:
            shares = {age: [kept[age]] if len(classes) == 1 else counts[age] for age in counts}
        else:
            shares = self._shares(counts, kept, ages)
        earned = []
        for place, price in enumerate(prices):
            for step in steps[price] or ():
                earned.append(shares[step.newer_than][place] * step.points)
        return total(earned)

    def _keeps_all(self, keep: Keep) -> bool:
        return keep.period is None and keep.at_most is None

    def _kept(self, pays: EachPays, counts: Sequence[Whole], age: int | None) -> Whole:
        """How many of all count that are newer than an age: exactly, or, for periods, within bounds."""
        keep, circuit = pays.keep, self._circuit
        count = total(counts)
        most = [
            amount for amount in (keep.at_most, keep.times if keep.period == "ever" else None) if amount is not None
        ]
        if keep.period in (None, "ever"):
            return circuit.smallest((count, *map(fixed, most)))
        periods = self._most_periods(pays, age)
        if periods is not None:
            most.append(periods * keep.times)
        if self._natural is not None:  # they are put into as many periods as there are
            return circuit.smallest((count, *map(fixed, most)))
        made = circuit.integer(0, min([count.high, *most]))
        circuit.require_not_more(made, count)
        least = circuit.smallest((count, fixed(min([keep.times, *most]))))
        circuit.require_not_more(least, made)
        return made

    def _most_periods(self, pays: EachPays, age: int | None) -> int | None:
        """Over how many periods the activities can be spread at the most."""
        keep = pays.keep
        reach = [
            -bound.instant.shift for bound in pays.source.bounds if bound.op != "<" and isinstance(bound.instant, Now)
        ]
        if age is not None:
            reach.append(age)
        if not reach:
            return None
        length = self.length_of(keep)
        if self._natural is not None:
            return -(-min(reach) // length)
        return (min(reach) + _WALL) // length + 2

    @staticmethod
    def length_of(keep: Keep) -> int:
        """How long a period lasts by the wall clock at the least, in ms; 0 where there are none."""
        return keep.every if keep.period == "fixed" else _SHORTEST.get(str(keep.period), 0) * _DAY

    def _shares(
        self, counts: dict[int | None, list[Whole]], kept: dict[int | None, Whole], ages: Sequence[int]
    ) -> dict[int | None, list[Whole]]:
        """How many of each price count: no more than there are, together all that count, of the newer no more."""
        circuit = self._circuit
        shares: dict[int | None, list[Whole]] = {}
        for age, classes in counts.items():
            if len(classes) == 1:
                shares[age] = [kept[age]]
                continue
            shares[age] = [circuit.integer(0, count.high) for count in classes]
            for share, count in zip(shares[age], classes, strict=True):
                circuit.require_not_more(share, count)
            circuit.require_equal(total(shares[age]), kept[age])
        order: list[int | None] = [*ages, None]
        for newer, older in pairwise(order):
            for share, wider in zip(shares[newer], shares[older], strict=True):
                circuit.require_not_more(share, wider)
        return shares

    def _faded_somehow(self, which: int, pays: EachPays, classes: list[tuple[int, list[Sort]]]) -> Whole:
        """Where fading has too many steps to be told one by one: each earns something between all and nothing."""
        circuit = self._circuit
        counts = [self._class_count(which, pays.source, sorts, None) for _, sorts in classes]
        kept = self._kept(pays, counts, None)
        up = 100 if pays.fade is not None and pays.fade.percent else 1
        low = min([0, *(price * up for price, _ in classes)])
        high = max([0, *(price * up for price, _ in classes)])
        made = circuit.integer(low * kept.high, high * kept.high)
        circuit.require_not_more(made, kept * high)
        circuit.require_not_more(kept * low, made)
        return made

    def _class_count(self, which: int, source: Source, sorts: Sequence[Sort], age: int | None) -> Whole:
        within = self._within(which, source.bounds, age)
        return total(self._count(sort, within) for sort in sorts)

    # ---------------------------------------------------------------------------------------------------------- counts

    def _sorts(self, which: int, source: Source) -> Iterator[Sort]:
        """The sorts that a source takes, each once."""
        for pick in source.picks:
            kind = self._ground.both.merged.kinds[which][pick.kind]
            own = self._own[kind]
            judge = own.judges[which]
            inputs = {asked.name: asked for asked in self._ground.both.plans[which].activities[pick.kind]}
            for sort in own.sorts:
                if not judge.of(sort.record, pick.where):
                    continue
                if source.known is None or judge.value(inputs[source.known]) is not None:
                    yield sort

    def _within(self, which: int, bounds: tuple[Bound, ...], newer_than: int | None) -> Within:
        after: list[Edge] = []
        until: list[Edge] = []
        needed: list[Lit] = []
        for bound in bounds:
            found = self._sight.number(which, bound.instant)
            earlier = 0 if bound.op == ">" else 1
            if bound.required:
                needed.append(found.there)
                at = found.at - fixed(earlier)
            else:
                at = self._circuit.if_else(found.there, found.at - fixed(earlier), fixed(-1))
            (until if bound.op == "<" else after).append(Edge(at))
            if bound.op == "<" and found.there != TRUE:
                raise TooLarge("what lies before an instant that may be missing is asked for")
        if newer_than is not None:
            at = self._ground.now - fixed(newer_than)
            after.append(Edge(at))
        return Within(tuple(dict.fromkeys(after)), tuple(dict.fromkeys(until)), self._circuit.all_of(needed))

    def _count(self, sort: Sort, within: Within) -> Whole:
        circuit = self._circuit
        found = circuit.smallest(self._strictly_after(sort, edge) for edge in within.after or (_ALL,))
        for edge in within.until:
            found = circuit.largest((ZERO, found - self._strictly_after(sort, edge)))
        return circuit.where(within.open, found)

    def _strictly_after(self, sort: Sort, edge: Edge) -> Whole:
        known = self._after.setdefault((sort.kind, sort.place), {})
        if edge not in known:
            circuit = self._circuit
            made = circuit.integer(0, MOST_ACTIVITIES)
            circuit.require_between(made, 0, 0, circuit.not_later(self._ground.now, edge.at))
            if edge != _ALL:  # an edge may lie before all time
                circuit.require_not_more(made, self._strictly_after(sort, _ALL))
            for other, count in known.items():
                circuit.require_not_more(count, made, circuit.not_later(edge.at, other.at))
                circuit.require_not_more(made, count, circuit.not_later(other.at, edge.at))
            known[edge] = made
            latest = self._latest.get((sort.kind, sort.place))
            if latest is not None:
                self._link(latest, edge, made)
        return known[edge]

    def _latest_of(self, sort: Sort) -> Whole:
        """The instant of the latest one, -1 where there is none."""
        place = (sort.kind, sort.place)
        if place not in self._latest:
            self._strictly_after(sort, _ALL)
            instants = None if self._natural is None else (-1, *self._natural(sort))
            latest = self._latest[place] = (
                self._circuit.integer(-1, self._ground.now.high) if instants is None else self._circuit.one_of(instants)
            )
            self._circuit.require_not_more(latest, self._ground.now)
            for edge, count in list(self._after[place].items()):
                self._link(latest, edge, count)
        return self._latest[place]

    def _link(self, latest: Whole, edge: Edge, count: Whole) -> None:
        """Some lie after an instant just where the latest does."""
        some = self._circuit.ge(count, 1)
        later = self._circuit.ge(latest - edge.at, 1)
        self._circuit.require(-some, later)
        self._circuit.require(some, -later)

    def _input(self, which: int, kind: str, name: str) -> Input:
        declared = self._ground.both.merged.activities[kind].of[which]
        assert declared is not None
        return next(one for one in self._ground.both.plans[which].activities[declared.name] if one.name == name)

    # --------------------------------------------------------------------------------------------- what a solution says

    def totals(self) -> list[tuple[Sort, Whole]]:
        """How many there are of each sort that is looked at."""
        sorts = [(self._own[kind].sorts[place], (kind, place)) for kind, place in self._after]
        return [(sort, self._strictly_after(sort, _ALL)) for sort, _ in sorts]

    def counted(self) -> Iterator[Whole]:
        """All numbers of activities that are variables."""
        for known in self._after.values():
            yield from known.values()

    def intervals(self, value: Callable[[Whole], int]) -> Iterator[tuple[Sort, int, int, int, bool]]:
        """By sort the stretches between the instants that matter: after, until, how many, and whether one is at the
        very end (it is the latest, and others are counted from it)."""
        now = value(self._ground.now)
        for (kind, place), known in self._after.items():
            latest = self._latest.get((kind, place))
            last = None if latest is None else value(latest)
            counts = dict(sorted((value(edge.at), value(count)) for edge, count in known.items()))
            edges = [*(edge for edge in counts if edge < now), now]
            for after, until in pairwise(edges):
                here = counts[after] - counts.get(until, 0)
                if here and last is not None and after < last <= until:
                    yield self._own[kind].sorts[place], after, last, here, True
                elif here:
                    yield self._own[kind].sorts[place], after, until, here, False
