"""Rules: what each one gives by itself, after its own limit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import assert_never

from leadpact_dsl.decision import Counted, RuleLine
from leadpact_dsl.evaluate.comparing import as_number, same
from leadpact_dsl.evaluate.conditions import truth
from leadpact_dsl.evaluate.counting import Kept, fade, kept
from leadpact_dsl.evaluate.view import View
from leadpact_dsl.model import (
    Adds,
    Band,
    EachRule,
    EachTable,
    Fading,
    Field,
    GradeName,
    IdleRule,
    IfRule,
    OtherwiseKey,
    Points,
    Row,
    RowKey,
    Scalar,
    ScoreName,
    Table,
    UnknownKey,
    ValuesKey,
)

NOTHING = Decimal(0)
PERCENT = Decimal("0.01")
"""One percent: times this is exact, where a division by 100 would look as if it need not be."""


def rule_line(
    rule: IfRule | EachRule | IdleRule | Table | EachTable | Adds,
    view: View,
    fading: Fading | None,
    *,
    passed_over: bool = False,
) -> RuleLine:
    """What one rule gives. `fading` is that of the group around it; a fading of its own wins."""
    match rule:
        case IfRule():
            return _if(rule, view, fading, passed_over)
        case EachRule():
            return _each(rule, view, fading)
        case EachTable():
            return _each_by_table(rule, view, fading)
        case IdleRule():
            return _idle(rule, view)
        case Table():
            return _table(rule, view)
        case Adds():
            return _adds(rule, view)
        case _:
            assert_never(rule)


def _if(rule: IfRule, view: View, around: Fading | None, passed_over: bool) -> RuleLine:
    found = truth(rule.condition, view)
    original = amount_of(rule.points, view) if found.holds and not passed_over else NOTHING
    points = original
    if found.decided_at is not None:
        # What no activity made true has no age, and so nothing fades.
        points = fade(original, rule.fading or around, view.frame.instant - found.decided_at)
    return RuleLine(rule, points, faded=abs(original) - abs(points), truth=found, passed_over=passed_over)


def _each(rule: EachRule, view: View, around: Fading | None) -> RuleLine:
    counts = kept(rule.counting, view)
    each = amount_of(rule.points, view)
    return _paid(rule, counts, [each] * len(counts.entries), (), view, around)


def _each_by_table(rule: EachTable, view: View, around: Fading | None) -> RuleLine:
    counts = kept(rule.counting, view)
    rows = [row_of(rule.rows, entry.values.get(rule.field.name)) for entry in counts.entries]
    prices = [NOTHING if row is None else row.points for row in rows]
    hit = tuple(dict.fromkeys(row for row in rows if row is not None))
    return _paid(rule, counts, prices, hit, view, around)


def _paid(
    rule: EachRule | EachTable,
    counts: Kept,
    prices: Iterable[Decimal],
    rows_hit: tuple[Row, ...],
    view: View,
    around: Fading | None,
) -> RuleLine:
    """Each counted activity at its price, faded by its age; then the rule's limit."""
    fading = rule.counting.fading or around
    counted: list[Counted] = []
    for entry, price in zip(counts.entries, prices, strict=True):
        points = fade(price, fading, view.frame.instant - entry.at)
        counted.append(Counted(entry.activity, entry.at, points, abs(price) - abs(points)))
    raw = sum((one.points for one in counted), NOTHING)
    points = limited(raw, rule.counting.at_most_points)
    return RuleLine(
        rule,
        points,
        limited=raw - points,
        faded=sum((one.faded for one in counted), NOTHING),
        counted=tuple(counted),
        skipped=counts.skipped,
        rows_hit=rows_hit,
    )


def _idle(rule: IdleRule, view: View) -> RuleLine:
    """Whole periods since the latest of all the lead's own activities: `counts only what follows` does not move it."""
    frame = view.frame
    latest = frame.latest_own()
    since = frame.facts.instant_of(rule.since) if latest is None and rule.since is not None else latest
    if since is None:
        return RuleLine(rule, NOTHING)
    periods = max(0, (frame.instant - since) // rule.every)
    raw = amount_of(rule.points, view) * periods if periods else NOTHING
    points = limited(raw, rule.at_most_points)
    return RuleLine(rule, points, limited=raw - points, idle_periods=periods)


def _table(rule: Table, view: View) -> RuleLine:
    frame = view.frame
    value: Scalar | None
    match rule.by:
        case Field(name=name):
            value = frame.facts.values.get(name)
        case ScoreName(name):
            value = frame.score(name).value
        case GradeName(name):
            value = frame.grade(name).level
        case _:
            assert_never(rule.by)
    row = row_of(rule.rows, value)
    return RuleLine(rule, NOTHING if row is None else row.points, row=row, found=value)


def _adds(rule: Adds, view: View) -> RuleLine:
    value = view.frame.facts.values.get(rule.field.name)
    if value is None:
        return RuleLine(rule, rule.when_unknown or NOTHING)
    raw = Decimal(as_number(value))
    points = held_within(raw, rule.low, rule.high)
    return RuleLine(rule, points, limited=raw - points, found=value)


def amount_of(points: Points, view: View) -> Decimal:
    return points.sign * view.frame.amount(points.amount)


def limited(points: Decimal, at_most: Decimal | None) -> Decimal:
    """Points held within a limit in size, a penalty too."""
    return points if at_most is None else held_within(points, -at_most, at_most)


def held_within(points: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal:
    if low is not None and points < low:
        return low
    return high if high is not None and points > high else points


def row_of(rows: Iterable[Row], value: Scalar | None) -> Row | None:
    """The row that covers a value (None: unknown). `otherwise` covers the known values that no other row names."""
    rows = tuple(rows)
    otherwise = next((row for row in rows if isinstance(row.key, OtherwiseKey)), None) if value is not None else None
    return next((row for row in rows if _covers(row.key, value)), otherwise)


def _covers(key: RowKey, value: Scalar | None) -> bool:
    match key:
        case UnknownKey():
            return value is None
        case OtherwiseKey():
            return False
        case Band():
            return value is not None and key.holds(Decimal(as_number(value)))
        case ValuesKey(values):
            return value is not None and any(same(value, wanted) for wanted in values)
        case _:
            assert_never(key)
