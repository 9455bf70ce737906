"""Figures as people read them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from leadpact.review.calibrate.floors import Floor
from leadpact.review.calibrate.result import Share
from leadpact_dsl.model import Order, Policy, ScoreTest
from leadpact_dsl.phrases import amounts
from leadpact_dsl.phrases.ranks import grade_test, stage_name
from leadpact_dsl.source import Span

NONE = "–"

_TENTH = Decimal("0.1")


def percent(part: float) -> str:
    """`38.5%` of a part from 0 to 1; what is less than 0.1% is not nothing, and what is nearly all is not all."""
    exact = Decimal(str(part)) * 100
    rounded = exact.quantize(_TENTH, ROUND_HALF_UP)
    if exact > 0 and rounded == 0:
        return f"under {amounts.percent(_TENTH)}"
    if exact < 100 and rounded == 100:
        return f"over {amounts.percent(100 - _TENTH)}"
    return amounts.percent(rounded)


def rate(share: Share) -> str:
    """`38.5%`, or a dash of no lead."""
    return NONE if share.rate is None else percent(share.rate)


def rate_between(share: Share) -> str:
    """`38.5% (37.5 to 39.5)`, with Wilson's interval."""
    if share.rate is None or share.low is None or share.high is None:
        return NONE
    return f"{percent(share.rate)} ({bare(share.low)} to {bare(share.high)})"


def bare(part: float) -> str:
    """The number alone, in percent."""
    return amounts.number((Decimal(str(part)) * 100).quantize(_TENTH, ROUND_HALF_UP))


def signed(part: float) -> str:
    """`+5.1`, `−3`: the number alone, in percentage points."""
    return amounts.signed((Decimal(str(part)) * 100).quantize(_TENTH, ROUND_HALF_UP))


def whole(number: int | Decimal) -> str:
    return amounts.number(number)


def place(span: Span) -> str:
    """`scoring.sla:7`."""
    return f"{span.file.name.rpartition('/')[2]}:{span.line}"


def floor_title(policy: Policy, floor: Floor, today: Decimal) -> str:
    """`MQL: Lead score is at least 60`, `MQL: Priority is B (Call this week) or better (Lead score from 60 on)`."""
    return f"{stage_name(policy, floor.stage)}: {floor_said(policy, floor, today)}"


def floor_said(policy: Policy, floor: Floor, threshold: Decimal) -> str:
    """The test with another threshold in it."""
    label = policy.scores[floor.score].label
    match floor.test:
        case ScoreTest(test=Order(op=op)):
            return f"{label} {op} {amounts.number(threshold)}"
        case ScoreTest():
            return f"{label} is at least {amounts.number(threshold)}"
        case test:
            grade = policy.grades[test.grade]
            return f"{grade.label} {grade_test(policy, test)} ({label} from {amounts.number(threshold)} on)"
