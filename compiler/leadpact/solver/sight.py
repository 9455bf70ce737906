"""What policies say of the lead of a model: tests, points, scores, grades, stages, routes and responses as variables.

This is the meaning of a plan, the same for proofs and for examples; only what is asked of the lead's record and of its
log differs, and is asked of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, assert_never

from leadpact.plan.activities import Count, Distinct, Latest, Source
from leadpact.plan.flow import Grade, Response
from leadpact.plan.numbers import (
    Const,
    Dial,
    Input,
    InputNumber,
    LatestOf,
    Now,
    Number,
    ScoreNumber,
    Times,
)
from leadpact.plan.points import (
    AddsInput,
    Band,
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
from leadpact.plan.tests import (
    Always,
    AtLeast,
    Compare,
    DefineHolds,
    Flag,
    GradeIn,
    InSet,
    IsKnown,
    IsThere,
    Negated,
    StageIn,
    Test,
    TextMatches,
)
from leadpact.solver.circuit import FALSE, TRUE, Lit, TooLarge, Whole, fixed, total
from leadpact.solver.fading import steps_of
from leadpact.solver.ground import Amount, Ground
from leadpact.solver.reach import recorded
from leadpact.solver.rows import row_tests

MOST_IDLE_STEPS = 40


class LeadSide(Protocol):
    def holds(self, which: int, test: Test) -> Lit | None:
        """A test of fields of the lead; None where it is about something else, or has to be counted out."""

    def known(self, which: int, asked: Input) -> Lit: ...

    def number(self, which: int, asked: Input) -> Amount: ...

    def values(self, which: int, asked: Input) -> list[tuple[int, Lit]]:
        """The known values of a field with a number or an instant, where they are told one by one."""


class LogSide(Protocol):
    def tally(self, which: int, source: Source, newer_than: int | None = None) -> Whole: ...

    def any(self, which: int, source: Source, newer_than: int | None = None) -> Lit: ...

    def different(self, which: int, distinct: Distinct) -> Whole: ...

    def latest(self, which: int, latest: Latest) -> Amount: ...

    def later(self, which: int, one: Sequence[Latest], other: Sequence[Latest]) -> Lit: ...

    def each(self, which: int, pays: EachPays) -> Whole: ...

    def idle_periods(self, which: int, pays: IdlePays) -> Whole: ...


def is_dated(number: Number) -> bool:
    """A dated value, or a multiple of one."""
    return isinstance(number, Dial) or (isinstance(number, Times) and is_dated(number.number))


class Sight:
    """`lead` and `log` are set right after it was made: they ask back for numbers."""

    lead: LeadSide
    log: LogSide

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._circuit = self.circuit = ground.circuit
        self._keys = ground.both.keys
        self._plans = ground.both.plans
        self._tests: dict[int, Lit] = {}
        self._wholes: dict[tuple[str, int], Whole] = {}
        self._stages: dict[tuple[str, int], list[Lit]] = {}

    # ----------------------------------------------------------------------------------------------------------- tests

    def holds(self, which: int, test: Test) -> Lit:
        key = self._keys.of(which, test)
        if key not in self._tests:
            self._tests[key] = self._holds(which, test)
        return self._tests[key]

    def _holds(self, which: int, test: Test) -> Lit:
        of_lead = self.lead.holds(which, test)
        if of_lead is not None:
            return of_lead
        match test:
            case Always(value):
                return TRUE if value else FALSE
            case Compare(op, left, right):
                return self._compare(which, op, left, right)
            case IsThere(Latest(source)):
                return self.log.any(which, source)
            case IsThere(number):
                return self.number(which, number).there
            case GradeIn(grade, levels):
                plan = self._plans[which].grades[grade]
                reached = self.levels(which, plan)
                return self._circuit.any_of(
                    lit for level, lit in zip(plan.levels, reached, strict=True) if level.name in levels
                )
            case StageIn(stages):
                at = self.stage(which)
                names = [stage.clause.name for stage in self._plans[which].stages]
                return self._circuit.any_of(at[-1 if name is None else names.index(name)] for name in stages)
            case DefineHolds(define):
                return self.holds(which, self._plans[which].defines[define])
            case Negated(inner):
                return -self.holds(which, inner)
            case AtLeast(count, tests):
                return self._circuit.at_least(count, [self.holds(which, one) for one in tests])
            case IsKnown() | Flag() | InSet() | TextMatches():
                raise TooLarge("a test of a field is asked that the lead's record cannot answer")
            case _:
                assert_never(test)

    def _compare(self, which: int, op: str, left: Number, right: Number) -> Lit:
        if isinstance(left, Latest) and isinstance(right, Now) and op == "<":
            # The latest one is older than that: there is one, and none is younger.
            some, younger = self.log.any(which, left.source), self.log.any(which, left.source, 1 - right.shift)
            return self._circuit.all_of((some, -younger))
        for one, other, turned in ((left, right, False), (right, left, True)):
            if is_dated(one):
                # What is compared with a dated value is compared with each of its amounts, where that is the one.
                return self._circuit.any_of(
                    self._circuit.all_of((now, self._compared(op, other, fixed(amount), which, turned=not turned)))
                    for amount, now in self.amounts(which, one)
                )
        return self._compared(op, left, self.number(which, right).at, which, turned=False, there=right)

    def _compared(
        self, op: str, one: Number, value: Whole, which: int, *, turned: bool, there: Number | None = None
    ) -> Lit:
        """`one` stands to the value as asked; `turned`: the value to it. `there` must be there, too."""
        first = self.number(which, one)
        circuit, difference = self._circuit, value - first.at if turned else first.at - value
        match op:
            case ">=":
                found = circuit.ge(difference, 0)
            case ">":
                found = circuit.ge(difference, 1)
            case "<=":
                found = circuit.le(difference, 0)
            case "<":
                found = circuit.le(difference, -1)
            case "==":
                found = circuit.is_(difference, 0)
            case _:
                found = -circuit.is_(difference, 0)
        return circuit.all_of((first.there, TRUE if there is None else self.number(which, there).there, found))

    # --------------------------------------------------------------------------------------------------------- numbers

    def number(self, which: int, number: Number) -> Amount:
        match number:
            case Const(value):
                return Amount(TRUE, fixed(value))
            case Dial():
                return Amount(TRUE, self._ground.dial(which, number))
            case InputNumber(asked):
                return self.lead.number(which, asked)
            case ScoreNumber(score):
                return Amount(TRUE, self.score(which, score))
            case Now(shift):
                return Amount(TRUE, self._ground.now + fixed(shift))
            case Times(inner, factor):
                found = self.number(which, inner)
                return Amount(found.there, found.at * factor)
            case LatestOf(instants):
                return self._latest_of([self.number(which, one) for one in instants])
            case Count(source):
                return Amount(TRUE, self.log.tally(which, source))
            case Distinct():
                return Amount(TRUE, self.log.different(which, number))
            case Latest():
                return self.log.latest(which, number)
            case _:
                assert_never(number)

    def _latest_of(self, instants: Sequence[Amount]) -> Amount:
        circuit = self._circuit
        there = circuit.any_of(one.there for one in instants)
        found = [circuit.if_else(one.there, one.at, fixed(-1)) for one in instants]
        return Amount(there, circuit.largest(found) if found else fixed(-1))

    def amounts(self, which: int, number: Number) -> list[tuple[int, Lit]]:
        """The amounts that a number of constants and dated values can be, and when it is."""
        match number:
            case Const(value):
                return [(value, TRUE)]
            case Times(inner, factor):
                return [(amount * factor, holds) for amount, holds in self.amounts(which, inner)]
            case Dial(name):
                table = self._plans[which].dials[name]
                since = [self._circuit.ge(self._ground.now, one) for one in table.since]
                begun, over = [TRUE, *since], [*since, FALSE]
                return [
                    (amount, self._circuit.all_of((first, -last)))
                    for amount, first, last in zip(table.amounts, begun, over, strict=True)
                ]
            case _:
                raise TooLarge("a price is neither a constant nor a dated value")

    # ---------------------------------------------------------------------------------------------------------- scores

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
        zero = self._circuit.any_of(self.holds(which, one.test) for one in score.zero)
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
        return counted if group.only_if is None else self._circuit.where(self.holds(which, group.only_if), counted)

    def _line(self, which: int, line: Line) -> Whole:
        pays = self.pays(which, line.pays)
        if not line.passed_by:
            return pays
        passed = self._circuit.any_of(self.holds(which, test) for test in line.passed_by)
        return self._circuit.where(-passed, pays)

    def pays(self, which: int, pays: Pays) -> Whole:
        match pays:
            case IfPays():
                return self._if(which, pays)
            case EachPays():
                return self._limited(self.log.each(which, pays), pays.limit)
            case IdlePays():
                return self._limited(self._idle(which, pays), pays.limit)
            case TablePays():
                return self._table(which, pays)
            case AddsInput():
                found = self.lead.number(which, pays.input)
                value = found.at * 10 ** (pays.scale - pays.input.scale)
                held = self._circuit.held_within(value, pays.low, pays.high)
                return self._circuit.if_else(found.there, held, fixed(pays.unknown))
            case _:
                assert_never(pays)

    def _limited(self, whole: Whole, limit: int | None) -> Whole:
        return whole if limit is None else self._circuit.held_within(whole, -limit, limit)

    def _if(self, which: int, pays: IfPays) -> Whole:
        holds = self.holds(which, pays.test)
        amounts = self.amounts(which, pays.points)
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
                some = self.log.any(which, latest.source, newer_than)
                return self._circuit.all_of((self.holds(which, test), some))
            case DecidedAmong(test, parts):
                some = self._circuit.any_of(self.decided(which, part, newer_than) for part in parts)
                return self._circuit.all_of((self.holds(which, test), some))
            case _:
                assert_never(decided)

    def _idle(self, which: int, pays: IdlePays) -> Whole:
        points = self.number(which, pays.points).at
        most = None
        if pays.limit is not None:
            sizes = [abs(amount) for amount, _ in self.amounts(which, pays.points) if amount]
            most = max((-(-pays.limit // size) for size in sizes), default=0)
        if most is not None and most <= MOST_IDLE_STEPS and points.known is not None:
            periods = total(
                self._circuit.of(self._idle_for(which, pays, place * pays.every)) for place in range(1, most + 1)
            )
            return periods * points.known
        periods = self.log.idle_periods(which, pays)
        found = []
        for amount, now in self.amounts(which, pays.points):
            found.append(self._circuit.where(now, periods * amount))
        return total(found)

    def _idle_for(self, which: int, pays: IdlePays, length: int) -> Lit:
        """Nothing of the lead's own for so long, or nothing ever and the field's instant so long ago."""
        own = pays.latest.source
        some, younger = self.log.any(which, own), self.log.any(which, own, length)
        since = FALSE
        if pays.since is not None:
            since = self.holds(which, Compare("<=", InputNumber(pays.since), Now(-length)))
        return self._circuit.choose(some, -younger, since)

    def _table(self, which: int, pays: TablePays) -> Whole:
        found = []
        for lit, points in self.row_lits(which, pays):
            found.append(self._circuit.of(lit) * points)
        return total(found)

    def row_lits(self, which: int, pays: TablePays) -> list[tuple[Lit, int]]:
        """For each row in order, then `otherwise` and `unknown`: when it is the one that pays, and what."""
        table = row_tests(pays.rows)
        known = self.holds(which, table.known)
        open_still = known
        found = []
        for test, points in table.rows:
            here = self._circuit.all_of((open_still, self.holds(which, test)))
            found.append((here, points))
            open_still = self._circuit.all_of((open_still, -self.holds(which, test)))
        return [*found, (open_still, table.otherwise), (-known, table.unknown)]

    # ------------------------------------------------------------------------------------------------- what follows

    def levels(self, which: int, grade: Grade) -> list[Lit]:
        """For each level whether it is the one reached."""
        key = ("grade", self._keys.of(which, grade))
        if key not in self._stages:
            tests = [self._level(which, grade, level.test) for level in grade.levels]
            self._stages[key] = self._first(tests)
        return self._stages[key]

    def _level(self, which: int, grade: Grade, test: Band | Test | None) -> Lit:
        match test:
            case None:
                return TRUE
            case Band(low, high, high_in):
                assert grade.by is not None
                value = self.number(which, grade.by).at
                above = TRUE if low is None else self._circuit.ge(value, low)
                below = TRUE if high is None else self._circuit.le(value, high if high_in else high - 1)
                return self._circuit.all_of((above, below))
            case _:
                return self.holds(which, test)

    def _first(self, lits: Iterable[Lit]) -> list[Lit]:
        """Of several in order, which is the first that holds."""
        found, open_still = [], TRUE
        for lit in lits:
            found.append(self._circuit.all_of((open_still, lit)))
            open_still = self._circuit.all_of((open_still, -lit))
        return found

    def stages(self, which: int) -> list[Lit]:
        """For each stage whether it holds, whatever comes later and whatever beats stages."""
        key = ("stages", self._keys.standing(which))
        if key not in self._stages:
            plan = self._plans[which]
            found = []
            for place, stage in enumerate(plan.stages):
                recorded = self._recorded(which, stage.clause.recorded_by)
                now = FALSE if stage.when is None else self.holds(which, stage.when)
                found.append(TRUE if place == 0 else self._circuit.any_of((recorded, now)))
            self._stages[key] = found
        return self._stages[key]

    def _recorded(self, which: int, kinds: Sequence[str]) -> Lit:
        """A record that is not before the latest return."""
        return self.log.any(which, recorded(self._plans[which], kinds)) if kinds else FALSE

    def stage(self, which: int) -> list[Lit]:
        """For each stage whether the lead is at it; the last says that it is at none."""
        key = ("stage", self._keys.standing(which))
        if key not in self._stages:
            beaten = self._circuit.any_of((*self.disqualified(which), *self.recycled(which)))
            furthest = self._first(reversed(self.stages(which)))[::-1]
            self._stages[key] = [*(self._circuit.all_of((lit, -beaten)) for lit in furthest), beaten]
        return self._stages[key]

    def disqualified(self, which: int) -> list[Lit]:
        """For each reason whether it is the first that holds."""
        return self._first(self.holds(which, rule.when) for rule in self._plans[which].disqualify)

    def recycled(self, which: int) -> list[Lit]:
        """For each recycle whether it is in force: of the latest return, not over, and not back sooner."""
        rules, found = self._plans[which].recycle, []
        for place, rule in enumerate(rules):
            duration = rule.clause.duration
            lits = [self._circuit.any_of(self.log.any(which, one.source, duration) for one in rule.returns)]
            lits += [self.log.later(which, rule.returns, other.returns) for other in rules[:place]]
            lits += [-self.log.later(which, other.returns, rule.returns) for other in rules[place + 1 :]]
            if rule.back is not None:
                lits.append(-self.holds(which, rule.back))
            found.append(self._circuit.all_of(lits))
        return found

    def routed(self, which: int) -> list[Lit]:
        """For each route whether the lead takes it."""
        beaten = self.stage(which)[-1]
        return [self._circuit.all_of((-beaten, lit)) for lit in self._first(self.routes(which))]

    def routes(self, which: int) -> list[Lit]:
        """For each route whether its condition holds and it names someone."""
        found = []
        for route in self._plans[which].routes:
            when = TRUE if route.when is None else self.holds(which, route.when)
            person = route.clause.person_in
            if person is not None:
                asked = next(one for one in self._plans[which].lead if one.name == person.name)
                when = self._circuit.all_of((when, self.lead.known(which, asked)))
            found.append(when)
        return found

    def responses(self, which: int, responses: Sequence[Response]) -> list[Lit]:
        """For each response of a clock whether it is the first that applies, for a cycle that starts now."""
        return self._first(self.applies(which, one) for one in responses)

    def applies(self, which: int, response: Response) -> Lit:
        return TRUE if response.applies is None else self.holds(which, response.applies)
