"""The dates of an agreement: its term, its reviews, and the days on which its calendars are closed."""

from __future__ import annotations

import calendar as months
import datetime as dt
from dataclasses import dataclass

from leadpact_dsl.calendars import Calendar
from leadpact_dsl.model import CalendarSpan, Policy

_DAY = dt.timedelta(days=1)
_MONTHS = {"months": 1, "quarters": 3, "years": 12}
# An agreement without an end is shown for so long.
_SHOWN = CalendarSpan(12, "months")


@dataclass(frozen=True)
class Term:
    """The first and the last day that the document speaks of (`last` is in)."""

    first: dt.date
    last: dt.date

    def within(self, calendar: Calendar) -> tuple[dt.date, dt.date]:
        """The part of the term that a calendar covers."""
        first = max(self.first, dt.date(calendar.first_year, 1, 1))
        last = min(self.last, dt.date(calendar.last_year, 12, 31))
        return min(first, last), last

    def year_before(self, calendar: Calendar) -> tuple[dt.date, dt.date]:
        """Of the twelve months before the term the part that a calendar covers; reversed where there is none."""
        first = max(self.first.replace(year=self.first.year - 1, day=1), dt.date(calendar.first_year, 1, 1))
        return first, min(self.first - _DAY, dt.date(calendar.last_year, 12, 31))


def term_of(policy: Policy) -> Term:
    """The agreement's term. Without a first day it is the first year covered, without an end twelve months."""
    agreement = policy.agreement
    first = agreement.effective or dt.date(agreement.first_year, 1, 1)
    return Term(first, last_day(first, agreement.term or _SHOWN))


def last_day(first: dt.date, length: CalendarSpan) -> dt.date:
    """The last day, in it, of so long from a day: 12 months from 1 October 2026 end on 30 September 2027."""
    return later(first, length) - _DAY


def later(day: dt.date, length: CalendarSpan, times: int = 1) -> dt.date:
    """The day so long after another; where its month is too short, the last of that month. Never beyond year 9999."""
    count = length.count * times
    if length.unit in ("days", "weeks"):
        days = count * (7 if length.unit == "weeks" else 1)
        return day + dt.timedelta(days=min(days, (dt.date.max - day).days))
    total = day.year * 12 + day.month - 1 + count * _MONTHS[length.unit]
    year, month = total // 12, total % 12 + 1
    if year > dt.date.max.year:
        return dt.date.max
    return dt.date(year, month, min(day.day, months.monthrange(year, month)[1]))


def reviews(policy: Policy) -> list[dt.date]:
    """The days of review within the term, where the agreement has both a first day and a rhythm."""
    agreement = policy.agreement
    if agreement.effective is None or agreement.review is None or agreement.term is None:
        return []
    last = last_day(agreement.effective, agreement.term)
    found: list[dt.date] = []
    # A rhythm of days over years would make a list that nobody reads.
    while len(found) <= 12:
        day = later(agreement.effective, agreement.review, len(found) + 1)
        if day > last:
            return found
        found.append(day)
    return []


@dataclass(frozen=True)
class Unusual:
    """A day whose hours are not the usual ones of its weekday: `ranges` in minutes, none where it is closed."""

    day: dt.date
    ranges: tuple[tuple[int, int], ...]
    name: str


def unusual_days(calendar: Calendar, first: dt.date, last: dt.date) -> list[Unusual]:
    """The days that would have other hours by their weekday, with the names of the holidays that close them."""
    special = {hours.day for hours in calendar.special}
    found = []
    day = first
    while day <= last:
        ranges = tuple(calendar.ranges_of(day))
        usual = any(day.weekday() in hours.days for hours in calendar.hours)
        if day in special or (usual and not ranges):
            names = dict.fromkeys(c.name for c in calendar.closures if c.first <= day <= c.last and c.name)
            found.append(Unusual(day, ranges, "; ".join(names)))
        if day == dt.date.max:
            break
        day += _DAY
    return found
