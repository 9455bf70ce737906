"""The policy's answers as they would be with a set of changes made: the proof that a way leads where it should.

It follows the evaluation part by part, over what was found of the lead as it is. A change is made wherever its
condition or rule stands, so that one that helps here and harms there is seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from leadpact_dsl.decision import Truth
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.evaluate.comparing import amount_holds, level_holds
from leadpact_dsl.evaluate.rules import NOTHING, PERCENT, amount_of, held_within, row_of
from leadpact_dsl.evaluate.scores import rounded
from leadpact_dsl.evaluate.view import enough
from leadpact_dsl.model import (
    Adds,
    Band,
    Combined,
    DefineTest,
    EachRule,
    EachTable,
    Fading,
    Field,
    FieldTest,
    FirstOf,
    GradeName,
    GradeTest,
    Group,
    Happened,
    IdleRule,
    IfRule,
    Not,
    Rule,
    ScoreName,
    ScoreTest,
    StageTest,
    Table,
)
from leadpact_dsl.supposing.changes import Becomes, Changes, Happens, NeverHappened, OtherRow, OtherValue
from leadpact_dsl.supposing.findings import Findings, with_more

if TYPE_CHECKING:
    from leadpact_dsl.supposing.ways import Ways


class Supposed:
    """The lead with changes made. Every score and grade is worked out once."""

    def __init__(self, ways: Ways, changes: Changes) -> None:
        self._ways = ways
        self._frame = ways.frame
        self._policy = ways.frame.policy
        self._changes = changes
        self._scores: dict[str, Decimal] = {}

    def holds(self, found: Truth) -> bool:
        """Whether a condition would hold."""
        condition = found.condition
        match condition:
            case FieldTest() | Happened() | StageTest():
                return found.holds is not self._is_turned(found)
            case DefineTest():
                return self.holds(found.parts[0])
            case Not():
                inner = found.parts[0]
                # Over an unknown field a `not` holds no more than the field does, unless it turns by itself.
                return not self.holds(inner) if found.holds is not inner.holds else self._is_turned(found)
            case Combined():
                return enough(condition, sum(self.holds(part) for part in found.parts))
            case ScoreTest(score=name, test=test):
                return amount_holds(test, self.score(name), self._policy, self._frame.instant)
            case GradeTest(grade=name):
                return level_holds(condition, self.level(name), self._policy)
            case _:
                assert_never(condition)

    def _is_turned(self, found: Truth) -> bool:
        return self._ways.ledger.times(self._changes, Becomes(found)) > 0

    def level(self, name: str) -> str:
        grade = self._policy.grades[name]
        for level in grade.levels:
            match level.test:
                case None:
                    return level.name
                case Band():
                    if grade.score is not None and level.test.holds(self.score(grade.score)):
                        return level.name
                case condition:
                    if self.holds(self._ways.found(condition)):
                        return level.name
        raise InternalError(f"No level of the grade {name} holds, though its levels must leave nothing out.")

    def score(self, name: str) -> Decimal:
        if name not in self._scores:
            self._scores[name] = self._score(name)
        return self._scores[name]

    def _score(self, name: str) -> Decimal:
        score, findings = self._policy.scores[name], self._ways.findings(name)
        if any(self.holds(zero) for zero in findings.zeros):
            return NOTHING
        raw = self._sum(score.rules, findings, None)
        raw += sum((self.score(term.score) * term.weight * PERCENT for term in score.terms), NOTHING)
        return held_within(rounded(raw), score.low, score.high)

    def _sum(self, rules: Iterable[Rule], findings: Findings, around: Fading | None) -> Decimal:
        return sum((self._rule(rule, findings, around) for rule in rules), NOTHING)

    def _rule(self, rule: Rule, findings: Findings, around: Fading | None) -> Decimal:
        match rule:
            case Group():
                gate = findings.gates.get(id(rule))
                if gate is not None and not self.holds(gate):
                    return NOTHING
                inside = held_within(self._sum(rule.rules, findings, rule.fading or around), rule.low, rule.high)
                return inside if rule.counts is None else inside * rule.counts * PERCENT
            case FirstOf():
                taken = (one for one in rule.rules if self.holds(findings.truth(one)))
                return next((self._paid(one, findings, around) for one in taken), NOTHING)
            case IfRule():
                return self._paid(rule, findings, around) if self.holds(findings.truth(rule)) else NOTHING
            case EachRule():
                prices = [amount_of(rule.points, findings.view)] * self._times(Happens(rule, None))
                return self._each(rule, findings, prices)
            case EachTable():
                prices = [row.points for row in rule.rows for _ in range(self._times(Happens(rule, row)))]
                return self._each(rule, findings, prices)
            case IdleRule():
                return NOTHING if self._times(Happens(rule, None)) else findings.line(rule).points
            case Table():
                return self._table(rule, findings)
            case Adds():
                return self._adds(rule, findings)
            case _:
                assert_never(rule)

    def _paid(self, rule: IfRule, findings: Findings, around: Fading | None) -> Decimal:
        """What a rule that holds pays: all of it where it holds by something new."""
        found = findings.truth(rule)
        new = not found.holds or self._times(Happens(rule, None)) > 0
        return amount_of(rule.points, findings.view) if new else findings.faded(rule, around)

    def _each(self, rule: EachRule | EachTable, findings: Findings, prices: list[Decimal]) -> Decimal:
        if 0 < self._times(NeverHappened(rule)) == len(findings.line(rule).counted):
            return NOTHING
        return with_more(rule, findings, prices) if prices else findings.line(rule).points

    def _table(self, rule: Table, findings: Findings) -> Decimal:
        match rule.by:
            case Field():
                line = findings.line(rule)
                row = next((row for row in rule.rows if self._times(OtherRow(rule, row))), line.row)
            case ScoreName(name):
                row = row_of(rule.rows, self.score(name))
            case GradeName(name):
                row = row_of(rule.rows, self.level(name))
            case _:
                assert_never(rule.by)
        return NOTHING if row is None else row.points

    def _adds(self, rule: Adds, findings: Findings) -> Decimal:
        if self._times(OtherValue(rule, "at least", rule.high)):
            return rule.high
        if self._times(OtherValue(rule, "at most", rule.low)):
            return rule.low
        return findings.line(rule).points

    def _times(self, change: Happens | NeverHappened | OtherRow | OtherValue) -> int:
        return self._ways.ledger.times(self._changes, change)
