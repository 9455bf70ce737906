"""The wall clock of the agreement: what it reads at an instant, when its days begin, and which period that is.

Changes of the clocks are compiled in, as a search by halves over the instants at which the offset changes, so that no
engine's own time zones are asked: their editions differ.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache

from sqlglot import exp

from leadpact.plan import Plan
from leadpact.plan.activities import Keep
from leadpact.targets.sql.dialects import date_of, month_of
from leadpact.targets.sql.stepped import Steps, stepped
from leadpact.targets.sql.terms import column, divided, minus, number, plus, wrapped
from leadpact_dsl.limits import AFTER_LAST_INSTANT, FIRST_YEAR, LAST_YEAR
from leadpact_dsl.zones import Zone, zone

_DAY = 86_400_000
_EPOCH = dt.date(1970, 1, 1)
_MONDAY = 4
"""1970-01-05, from which weeks and the grid of `once every N days` are counted, is day 4."""


def zone_of(plan: Plan) -> Zone:
    there = zone(plan.policy.agreement.timezone)
    assert there is not None
    return there


def reading(plan: Plan, at: exp.Expression) -> exp.Expression:
    """What the wall clock reads, in ms since it read 1970-01-01 00:00."""
    offsets = _offsets(zone_of(plan))
    if len(offsets) == 1:
        return plus([at, number(offsets[0][1])]) if offsets[0][1] else at
    there, agreed = zone_of(plan), plan.policy.agreement
    near = (
        there.start_of_day(dt.date(agreed.first_year, 1, 1)),
        there.start_of_day(dt.date(agreed.last_year + 1, 1, 1)),
    )
    return plus([at, stepped(at, offsets, near, AFTER_LAST_INSTANT)])


def start_of_day(plan: Plan, day: exp.Expression) -> exp.Expression:
    """The instant at which a day starts, a day being its number since 1970-01-01."""
    shifts = _day_starts(zone_of(plan))
    begins = exp.Mul(this=wrapped(day), expression=number(_DAY))
    near = (_day(plan.policy.agreement.first_year), _day(plan.policy.agreement.last_year + 1))
    return plus([begins, stepped(day, shifts, near, _day(LAST_YEAR + 1))])


def _day(year: int) -> int:
    """The number of its first day."""
    return (dt.date(year, 1, 1) - _EPOCH).days


def period(keep: Keep) -> exp.Expression:
    """The number of the period that an instant lies in whose reading stands in the column `wall`, a later one being
    larger."""
    match keep.period:
        case "day":
            return _periods(_DAY, 0)
        case "week":
            return _periods(7 * _DAY, _MONDAY * _DAY)
        case "fixed":
            return _periods(keep.every, _MONDAY * _DAY)
        case "month":
            return _month()
        case "quarter":
            return divided(_month(), 3)
        case "year":
            return divided(_month(), 12)
        case _:
            return number(0)


def _periods(length: int, start: int) -> exp.Expression:
    """Whole periods since a start, counted from one before every reading, as engines differ in dividing below zero."""
    before = -(-(start + _DAY) // length) * length - start
    return divided(plus([column("wall"), number(before)]), length)


def _month() -> exp.Expression:
    """Months since January of the year 0. In this engines agree, as they do not in time zones."""
    return month_of(date_of(minus(_periods(_DAY, 0), number(1))))


@cache
def _offsets(there: Zone) -> Steps:
    return _merged(there.transitions(FIRST_YEAR - 1, LAST_YEAR + 1))


@cache
def _day_starts(there: Zone) -> Steps:
    """By number of a day: how far its start lies from its number times 24 hours."""
    days = {0}
    for instant, _ in there.transitions(FIRST_YEAR, LAST_YEAR):
        around = there.local(instant).date()
        days.update((around - _EPOCH).days + more for more in range(-1, 3))
    last = (dt.date(LAST_YEAR, 12, 31) - _EPOCH).days
    found = sorted(day for day in days if 0 <= day <= last)
    return _merged([(day, there.start_of_day(_EPOCH + dt.timedelta(days=day)) - day * _DAY) for day in found])


def _merged(steps: Sequence[tuple[int, int]]) -> Steps:
    """Without steps that change nothing."""
    kept = [steps[0]]
    for step in steps[1:]:
        if step[1] != kept[-1][1]:
            kept.append(step)
    return tuple(kept)
