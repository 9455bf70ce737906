"""What was found of one score as it is, by rule: the ground on which changes are supposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from leadpact_dsl.decision import AdjustLine, RuleLine, ScoreResult, Truth
from leadpact_dsl.evaluate.counting import fade, in_window, period
from leadpact_dsl.evaluate.facts import Entry
from leadpact_dsl.evaluate.frame import Frame
from leadpact_dsl.evaluate.rules import NOTHING, amount_of, limited
from leadpact_dsl.evaluate.view import View
from leadpact_dsl.model import Clause, EachRule, EachTable, Fading, IfRule


@dataclass(frozen=True)
class Findings:
    """Lines and gates by the identity of their clause, as two rules may well say the same."""

    view: View
    lines: dict[int, RuleLine]
    gates: dict[int, Truth]
    zeros: tuple[Truth, ...]

    @classmethod
    def of(cls, result: ScoreResult, frame: Frame) -> Findings:
        lines = {id(line.clause): line for line in result.lines if isinstance(line, RuleLine)}
        told = [line for line in result.lines if isinstance(line, AdjustLine)]
        gates = {id(line.clause): line.truth for line in told if line.kind == "gate" and line.truth is not None}
        zeros = tuple(line.truth for line in told if line.kind == "zero" and line.truth is not None)
        return cls(View(frame, result.follows_at), lines, gates, zeros)

    def truths(self) -> Iterator[Truth]:
        """Of every condition written in the score."""
        yield from (line.truth for line in self.lines.values() if line.truth is not None)
        yield from self.gates.values()
        yield from self.zeros

    def line(self, rule: Clause) -> RuleLine:
        return self.lines[id(rule)]

    def truth(self, rule: IfRule) -> Truth:
        found = self.line(rule).truth
        assert found is not None  # every `if` rule has one
        return found

    def faded(self, rule: IfRule, around: Fading | None) -> Decimal:
        """What a rule that holds pays today, whether or not another of a `first of` is taken before it."""
        points, found = amount_of(rule.points, self.view), self.truth(rule)
        if found.decided_at is None:
            return points
        return fade(points, rule.fading or around, self.view.frame.instant - found.decided_at)


def counts_now(rule: EachRule | EachTable, view: View) -> bool:
    """Whether an activity that happens at the decision's instant lies in the rule's window."""
    return bool(in_window(rule.counting.window, [Entry("", view.frame.instant, {}, 0)], view))


def with_more(rule: EachRule | EachTable, findings: Findings, prices: Sequence[Decimal]) -> Decimal:
    """The points of a rule when more activities of these prices happen now, after those that it counted."""
    counting, counted = rule.counting, findings.line(rule).counted
    points = [one.points for one in counted]
    if counting.once is not None:
        frame = findings.view.frame
        this = period(counting.once, frame.instant, frame.facts.zone)
        before = sum(period(counting.once, one.at, frame.facts.zone) != this for one in counted)
        points = [*points[:before], *[*points[before:], *prices][-counting.once.times :]]
    else:
        points += prices
    if counting.at_most_times is not None:
        points = points[max(0, len(points) - counting.at_most_times) :]
    return limited(sum(points, NOTHING), counting.at_most_points)
