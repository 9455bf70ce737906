"""Days of the wall clock: time zones as tables of their changes. Instants and lengths are in ms."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from leadpact.targets.python.runtime.kinds import AHEAD, SINCE

DAY = 86_400_000
EPOCH = date(1970, 1, 1).toordinal()


class Zone(NamedTuple):
    """From each instant of `since` on, the wall clock is ahead of UTC by as many ms as `ahead` has in its place."""

    since: tuple[int, ...]
    ahead: tuple[int, ...]

    def offset(self, at: int) -> int:
        return self.ahead[bisect_right(self.since, at) - 1]

    def start_of_day(self, day: int) -> int:
        """The first instant at which the wall clock shows this day (counted from 1970-01-01) or a later one."""
        midnight = day * DAY
        # The offset was or will be one of those around: no zone changes twice within two days.
        first = max(bisect_right(self.since, midnight - 2 * DAY) - 1, 0)
        last = bisect_right(self.since, midnight + 2 * DAY)
        for place in range(first, last):
            at = max(midnight - self.ahead[place], self.since[place])
            if place + 1 == len(self.since) or at < self.since[place + 1]:
                return at
        raise AssertionError("the table of a zone covers every day")

    def iso(self, at: int) -> str:
        """`2026-11-02T10:20:00-05:00`, with milliseconds where they are not 0."""
        ahead = self.offset(at)
        day, ms = divmod(at + ahead, DAY)
        seconds, ms = divmod(ms, 1000)
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}" + (f".{ms:03}" if ms else "")
        sign, away = ("-", -ahead) if ahead < 0 else ("+", ahead)
        offset = f"{sign}{away // 3_600_000:02}:{away // 60_000 % 60:02}"
        offset += f":{away // 1000 % 60:02}" if away % 60_000 else ""
        return f"{date.fromordinal(day + EPOCH).isoformat()}T{clock}{offset}"


def day_of(at: int) -> int:
    """The day that the agreement's wall clock shows, counted from 1970-01-01."""
    return (at + AHEAD[bisect_right(SINCE, at) - 1]) // DAY


def month_of(day: int) -> int:
    """Months since year 0, of a day counted from 1970-01-01."""
    found = date.fromordinal(day + EPOCH)
    return found.year * 12 + found.month - 1


def quarter_of(day: int) -> int:
    return month_of(day) // 3


def year_of(day: int) -> int:
    return date.fromordinal(day + EPOCH).year


def months_later(day: int, months: int) -> int | None:
    """The same day of a later month, or the last that it has. None beyond the year 9999."""
    found = date.fromordinal(day + EPOCH)
    year, month = divmod(found.year * 12 + found.month - 1 + months, 12)
    if year > 9999:
        return None
    return date(year, month + 1, min(found.day, monthrange(year, month + 1)[1])).toordinal() - EPOCH


def touches(zone: Zone, counts: tuple[int, ...], unit: str, since: int, until: int) -> tuple[int, ...]:
    """When a nurture reaches out: at the start of days counted from the day of the return, before it ends."""
    day = (since + zone.offset(since)) // DAY
    found = []
    for count in counts:
        if unit in ("days", "weeks"):
            later = day + count * (7 if unit == "weeks" else 1)
            reached = later if later + EPOCH <= date.max.toordinal() else None
        else:
            reached = months_later(day, count * {"months": 1, "quarters": 3, "years": 12}[unit])
        if reached is not None and (at := zone.start_of_day(reached)) < until:
            found.append(at)
    return tuple(sorted(found))
