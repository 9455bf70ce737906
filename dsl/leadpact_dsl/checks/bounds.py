"""What a score, a group or a rule can come to at all: interval arithmetic over exact decimals.

The range of a sum is the sum of the ranges, so what several rules decide on together is not seen: every value that a
lead can have lies inside, but not every value inside need be one that a lead can have. What lies outside is certain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation, localcontext
from functools import lru_cache
from typing import Final, NamedTuple, assert_never

from leadpact_dsl.checks.dates import amount_at, states
from leadpact_dsl.limits import AFTER_LAST_INSTANT, MOST_ACTIVITIES
from leadpact_dsl.model import (
    Adds,
    Counting,
    EachRule,
    EachTable,
    Fading,
    FirstOf,
    Group,
    IdleRule,
    IfRule,
    InLast,
    LongAgo,
    Once,
    Policy,
    Rule,
    Score,
    Table,
)

ZERO: Final = Decimal(0)
EXACT: Final = Context(prec=60, traps=[Inexact, InvalidOperation])
_ROUNDING: Final = Context(prec=60, rounding=ROUND_HALF_UP)
_HUNDREDTH: Final = Decimal("0.01")
_HOUR: Final = 3_600_000
_DAY: Final = 24 * _HOUR
_CLOCK_SHIFT: Final = 2 * _HOUR
"""Daylight saving makes a day, and any run of days, at most so much shorter."""


class Range(NamedTuple):
    """Points from `low` to `high`, both in."""

    low: Decimal
    high: Decimal

    def held(self, low: Decimal | None, high: Decimal | None) -> Range:
        """Within bounds (None: no bound)."""
        return Range(_held(self.low, low, high), _held(self.high, low, high))

    def times(self, factor: Decimal) -> Range:
        return Range(*sorted((self.low * factor, self.high * factor)))

    def with_nothing(self) -> Range:
        """The range with zero in it."""
        return Range(min(ZERO, self.low), max(ZERO, self.high))

    @property
    def pays(self) -> bool:
        return self != (ZERO, ZERO)


NOTHING: Final = Range(ZERO, ZERO)


def reachable(policy: Policy, score: str) -> Range:
    """What a score can come to, rounded and bounded, whatever its dated values stand at."""
    ranges = [reachable_at(policy, score, state.instant) for state in states(policy)]
    return Range(min(found.low for found in ranges), max(found.high for found in ranges))


def reachable_at(policy: Policy, score: str, instant: int) -> Range:
    """What a score can come to as its dated values stand at an instant (ms)."""
    return Reach(policy, instant).score(score)


@dataclass(frozen=True)
class Reach:
    """The ranges of one state of a policy."""

    policy: Policy
    instant: int
    _known: dict[str, Range] = field(default_factory=dict, compare=False, repr=False)

    def score(self, name: str) -> Range:
        """A score as others read it: rounded, bounded, zeroed."""
        if name not in self._known:
            score = self.policy.scores[name]
            with localcontext(EXACT):
                total = self.total(score)
                found = Range(_rounded(total.low), _rounded(total.high)).held(score.low, score.high)
                self._known[name] = found.with_nothing() if score.zero_if else found
        return self._known[name]

    def total(self, score: Score) -> Range:
        """The sum of a score before it is rounded and bounded."""
        with localcontext(EXACT):
            weights: dict[str, Decimal] = {}
            for term in score.terms:
                weights[term.score] = weights.get(term.score, ZERO) + term.weight.scaleb(-2)
            parts = [self.score(name).times(weight) for name, weight in weights.items()]
            return _sum([*parts, *(self.rule(rule) for rule in score.rules)])

    def rule(self, rule: Rule, around: Fading | None = None) -> Range:
        """What a rule or a whole group can give. `around` is the fading of the group it stands in."""
        with localcontext(EXACT):
            match rule:
                case IfRule():
                    amount = rule.points.sign * amount_at(self.policy, rule.points.amount, self.instant)
                    return Range(amount, amount).with_nothing()
                case EachRule():
                    amount = rule.points.sign * amount_at(self.policy, rule.points.amount, self.instant)
                    return _counted(Range(amount, amount), rule.counting, rule.counting.fading or around)
                case IdleRule():
                    amount = rule.points.sign * amount_at(self.policy, rule.points.amount, self.instant)
                    most = amount * (AFTER_LAST_INSTANT // rule.every if rule.every else 0)
                    return _limited(Range(most, most), rule.at_most_points).with_nothing()
                case Table():
                    return _hull(row.points for row in rule.rows)
                case EachTable():
                    paid = _hull(row.points for row in rule.rows)
                    return _counted(paid, rule.counting, rule.counting.fading or around)
                case Group():
                    return self._group(rule, around)
                case FirstOf():
                    return _union([NOTHING, *(self.rule(first, around) for first in rule.rules)])
                case Adds():
                    unknown = [] if rule.when_unknown is None else [rule.when_unknown]
                    return _hull([rule.low, rule.high, *unknown])
                case _:
                    assert_never(rule)

    def _group(self, group: Group, around: Fading | None) -> Range:
        inside = _sum(self.rule(rule, group.fading or around) for rule in group.rules)
        found = inside.held(group.low, group.high)
        if group.counts is not None:
            found = found.times(group.counts.scaleb(-2))
        return found if group.only_if is None else found.with_nothing()


def faded(points: Decimal, fading: Fading | None, age: int) -> Decimal:
    """What is left of points at an age (ms); always on their side of zero."""
    if fading is None:
        return points
    steps = age // fading.every if fading.every > 0 else 0
    taken = steps * (abs(points) * fading.loss.scaleb(-2) if fading.percent else fading.loss)
    left = max(ZERO, abs(points) - taken)
    return left if points >= 0 else -left


def most_counted(counting: Counting) -> int:
    """The most activities that a rule counts; without any limit, the most that a lead can have."""
    limits = [MOST_ACTIVITIES]
    if counting.at_most_times is not None:
        limits.append(counting.at_most_times)
    if counting.once is not None and counting.once.period == "ever":
        limits.append(1)
    elif counting.once is not None and isinstance(counting.window, InLast):
        limits.append(_periods_touched(counting.once, counting.window.duration, min(limits)) * counting.once.times)
    if isinstance(counting.window, InLast) and counting.window.duration <= 0:
        limits.append(0)
    return min(limits)


def _counted(paid: Range, counting: Counting, fading: Fading | None) -> Range:
    """The sum over the activities counted, each paying something within `paid`."""
    low, high = _summed(min(ZERO, paid.low), counting, fading), _summed(max(ZERO, paid.high), counting, fading)
    return _limited(Range(low, high), counting.at_most_points)


def _summed(points: Decimal, counting: Counting, fading: Fading | None) -> Decimal:
    """As many activities as can be counted, each as young as it can be."""
    most = most_counted(counting)
    youngest = counting.window.duration + 1 if isinstance(counting.window, LongAgo) else 0
    if fading is None or fading.loss <= 0 or counting.once is None:
        return most * faded(points, fading, youngest)
    return _ladder(points, fading, counting.once, most, youngest)


@lru_cache(maxsize=4096)
def _ladder(points: Decimal, fading: Fading, once: Once, most: int, youngest: int) -> Decimal:
    """The sum over periods in a row, the points of each faded by as little as its age allows."""
    total = ZERO
    for place in range(most):
        left = faded(points, fading, max(youngest, _least_length(once, place // once.times - 1)))
        if left == 0:
            break
        total += left
    return total


def _periods_touched(once: Once, window: int, most: int) -> int:
    """How many periods a window can touch: of those, all but the first and the last lie inside it whole."""
    touched = 1
    while touched < most and _least_length(once, touched - 1) < window:
        touched += 1
    return touched


def _least_length(once: Once, count: int) -> int:
    """The least time in ms that so many periods in a row take."""
    if count <= 0:
        return 0
    match once.period:
        case "fixed":
            return count * once.every
        case "ever":
            return AFTER_LAST_INSTANT
        case "day":
            days = count
        case "week":
            days = 7 * count
        case "month":
            days = _least_days(count)
        case "quarter":
            days = _least_days(3 * count)
        case "year":
            days = 365 * count
        case _:
            assert_never(once.period)
    return days * _DAY - _CLOCK_SHIFT


def _least_days(months: int) -> int:
    """No run of so many months is shorter: 28 days for one, 89 for three."""
    return 365 * months // 12 - 2


def _limited(found: Range, limit: Decimal | None) -> Range:
    return found if limit is None else found.held(-limit, limit)


def _held(value: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal:
    if low is not None:
        value = max(low, value)
    return value if high is None else min(high, value)


def _rounded(value: Decimal) -> Decimal:
    """To hundredths, half away from zero."""
    return value.quantize(_HUNDREDTH, context=_ROUNDING)


def _hull(values: Iterable[Decimal]) -> Range:
    found = list(values)
    return Range(min(found), max(found)) if found else NOTHING


def _union(ranges: Iterable[Range]) -> Range:
    found = list(ranges)
    return Range(min(one.low for one in found), max(one.high for one in found))


def _sum(ranges: Iterable[Range]) -> Range:
    found = list(ranges)
    return Range(sum((one.low for one in found), ZERO), sum((one.high for one in found), ZERO))
