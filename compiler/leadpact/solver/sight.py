"""What policies say of the lead of a model: their tests and numbers as variables, and with them all that follows.

This is the meaning of a plan, the same for proofs and for examples; only what is asked of the lead's record and of its
log differs, and is asked of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from leadpact.plan.activities import Count, Distinct, Latest
from leadpact.plan.numbers import Const, Dial, InputNumber, LatestOf, Now, Number, ScoreNumber, Times
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
from leadpact.solver.circuit import FALSE, TRUE, Lit, TooLarge, Whole, fixed
from leadpact.solver.earning import Earning
from leadpact.solver.ground import Amount, Ground
from leadpact.solver.sides import LeadSide, LogSide
from leadpact.solver.standing import Standing


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
        self.earning = Earning(ground, self)
        self.standing = Standing(ground, self)

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
                reached = self.standing.levels(which, plan)
                return self._circuit.any_of(
                    lit for level, lit in zip(plan.levels, reached, strict=True) if level.name in levels
                )
            case StageIn(stages):
                at = self.standing.stage(which)
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
                return Amount(TRUE, self.earning.score(which, score))
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
