"""When a nurture reaches out: at the start of days, counted from the day of the return in the agreement's timezone."""

from __future__ import annotations

import calendar
import datetime as dt

from leadpact_dsl.model import Nurture
from leadpact_dsl.zones import Zone

_MONTHS = {"months": 1, "quarters": 3, "years": 12}
_DAYS = {"days": 1, "weeks": 7}


def touches(nurture: Nurture, since: int, until: int, zone: Zone) -> tuple[int, ...]:
    """The starts of the days of all touches before `until`, when the lead leaves the nurture."""
    first = zone.local(since).date()
    days = (_later(first, count, nurture.unit) for count in nurture.counts)
    instants = (zone.start_of_day(day) for day in days if day is not None)
    return tuple(sorted(at for at in instants if at < until))


def _later(day: dt.date, count: int, unit: str) -> dt.date | None:
    """So many units later; where that day does not exist, the last of its month. None beyond the year 9999."""
    if unit in _DAYS:
        days = count * _DAYS[unit]
        return day + dt.timedelta(days) if days <= (dt.date.max - day).days else None
    months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    year, month = months // 12, months % 12 + 1
    if year > dt.date.max.year:
        return None
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
