"""Points, scores and their parts as numbers of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from leadpact.plan.numbers import InputNumber, Now
from leadpact.plan.points import (
    AddsInput,
    Decided,
    DecidedAmong,
    DecidedBy,
    EachPays,
    Group,
    IdlePays,
    IfPays,
    Item,
    Line,
    Pays,
    Score,
    TablePays,
)
from leadpact.plan.tests import Compare
from leadpact.solver.circuit import FALSE, Lit, Whole, fixed, total
from leadpact.solver.fading import steps_of
from leadpact.solver.ground import Ground
from leadpact.solver.rows import row_tests

if TYPE_CHECKING:
    from leadpact.solver.sight import Sight

MOST_IDLE_STEPS: Final = 40


class Earning:
    def __init__(self, ground: Ground, sight: Sight) -> None:
        self._circuit = ground.circuit
        self._keys = ground.both.keys
        self._plans = ground.both.plans
        self._sight = sight
        self._wholes: dict[tuple[str, int], Whole] = {}

    def score(self, which: int, name: str) -> Whole:
        score = self._plans[which].scores[name]
        key = ("score", self._keys.of(which, score))
        if key not in self._wholes:
            self._wholes[key] = self._score(which, score)
        return self._wholes[key]

    def _score(self, which: int, score: Score) -> Whole:
        parts = [self.item(which, item) * 10 ** (score.scale - item.scale) for item in score.items]
        parts += [
            self.score(which, term.score) * (term.weight * 10 ** (score.scale - term.scale)) for term in score.terms
        ]
        rounded = self._circuit.rounded(total(parts), 10 ** (score.scale - 2))
        bounded = self._circuit.held_within(rounded, score.low, score.high)
        zero = self._circuit.any_of(self._sight.holds(which, one.test) for one in score.zero)
        return self._circuit.where(-zero, bounded)

    def item(self, which: int, item: Item) -> Whole:
        """What a rule or group gives, at its scale."""
        key = ("item", self._keys.of(which, item))
        if key not in self._wholes:
            self._wholes[key] = self._line(which, item) if isinstance(item, Line) else self._group(which, item)
        return self._wholes[key]

    def _group(self, which: int, group: Group) -> Whole:
        inside = total(self.item(which, item) * 10 ** (group.inside - item.scale) for item in group.items)
        bounded = self._circuit.held_within(inside, group.low, group.high)
        counted = bounded if group.counts is None else bounded * group.counts
        return (
            counted if group.only_if is None else self._circuit.where(self._sight.holds(which, group.only_if), counted)
        )

    def _line(self, which: int, line: Line) -> Whole:
        pays = self.pays(which, line.pays)
        if not line.passed_by:
            return pays
        passed = self._circuit.any_of(self._sight.holds(which, test) for test in line.passed_by)
        return self._circuit.where(-passed, pays)

    def pays(self, which: int, pays: Pays) -> Whole:
        match pays:
            case IfPays():
                return self._if(which, pays)
            case EachPays():
                return self._limited(self._sight.log.each(which, pays), pays.limit)
            case IdlePays():
                return self._limited(self._idle(which, pays), pays.limit)
            case TablePays():
                return self._table(which, pays)
            case AddsInput():
                found = self._sight.lead.number(which, pays.input)
                value = found.at * 10 ** (pays.scale - pays.input.scale)
                held = self._circuit.held_within(value, pays.low, pays.high)
                return self._circuit.if_else(found.there, held, fixed(pays.unknown))
            case _:
                assert_never(pays)

    def _limited(self, whole: Whole, limit: int | None) -> Whole:
        return whole if limit is None else self._circuit.held_within(whole, -limit, limit)

    def _if(self, which: int, pays: IfPays) -> Whole:
        holds = self._sight.holds(which, pays.test)
        amounts = self._sight.amounts(which, pays.points)
        if pays.fade is None:
            return self._circuit.where(holds, total(self._circuit.of(lit) * amount for amount, lit in amounts))
        assert pays.decided is not None
        found = []
        ageless = self._circuit.all_of((holds, -self.decided(which, pays.decided, None)))
        up = 100 if pays.fade.percent else 1
        for amount, now in amounts:
            steps = steps_of(amount, pays.fade)
            if steps is None:
                made = self._circuit.integer(*sorted((0, amount * up)))
                found.append(self._circuit.where(self._circuit.all_of((holds, now)), made))
                continue
            found.append(self._circuit.of(self._circuit.all_of((ageless, now))) * (amount * up))
            for step in steps:
                young = self.decided(which, pays.decided, step.newer_than)
                found.append(self._circuit.of(self._circuit.all_of((holds, now, young))) * step.points)
        return total(found)

    def decided(self, which: int, decided: Decided, newer_than: int | None) -> Lit:
        """Some activity made it hold, and the latest that did is of less than this age (ms)."""
        match decided:
            case DecidedBy(test, latest):
                some = self._sight.log.any(which, latest.source, newer_than)
                return self._circuit.all_of((self._sight.holds(which, test), some))
            case DecidedAmong(test, parts):
                some = self._circuit.any_of(self.decided(which, part, newer_than) for part in parts)
                return self._circuit.all_of((self._sight.holds(which, test), some))
            case _:
                assert_never(decided)

    def _idle(self, which: int, pays: IdlePays) -> Whole:
        points = self._sight.number(which, pays.points).at
        most = None
        if pays.limit is not None:
            sizes = [abs(amount) for amount, _ in self._sight.amounts(which, pays.points) if amount]
            most = max((-(-pays.limit // size) for size in sizes), default=0)
        if most is not None and most <= MOST_IDLE_STEPS and points.known is not None:
            periods = total(
                self._circuit.of(self._idle_for(which, pays, place * pays.every)) for place in range(1, most + 1)
            )
            return periods * points.known
        periods = self._sight.log.idle_periods(which, pays)
        found = []
        for amount, now in self._sight.amounts(which, pays.points):
            found.append(self._circuit.where(now, periods * amount))
        return total(found)

    def _idle_for(self, which: int, pays: IdlePays, length: int) -> Lit:
        """Nothing of the lead's own for so long, or nothing ever and the field's instant so long ago."""
        own = pays.latest.source
        some, younger = self._sight.log.any(which, own), self._sight.log.any(which, own, length)
        since = FALSE
        if pays.since is not None:
            since = self._sight.holds(which, Compare("<=", InputNumber(pays.since), Now(-length)))
        return self._circuit.choose(some, -younger, since)

    def _table(self, which: int, pays: TablePays) -> Whole:
        found = []
        for lit, points in self.row_lits(which, pays):
            found.append(self._circuit.of(lit) * points)
        return total(found)

    def row_lits(self, which: int, pays: TablePays) -> list[tuple[Lit, int]]:
        """For each row in order, then `otherwise` and `unknown`: when it is the one that pays, and what."""
        table = row_tests(pays.rows)
        known = self._sight.holds(which, table.known)
        open_still = known
        found = []
        for test, points in table.rows:
            here = self._circuit.all_of((open_still, self._sight.holds(which, test)))
            found.append((here, points))
            open_still = self._circuit.all_of((open_still, -self._sight.holds(which, test)))
        return [*found, (open_still, table.otherwise), (-known, table.unknown)]
