"""Business time the slow way: step through time and look at the wall clock at every step.

Nothing here uses the code under test, only the fields of its calendars. A step must divide every time of day, every
offset and every change of the clocks in the case, so that nothing happens inside one; pauses and stops cut it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from leadpact_dsl.calendars import Calendar

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR


@cache
def rules(name: str) -> ZoneInfo:
    """The zone's rules, read from the same release of tzdata as the code under test reads."""
    with resources.files("tzdata").joinpath("zoneinfo", name).open("rb") as file:
        return ZoneInfo.from_file(file)


def at(name: str, text: str, fold: int = 0) -> int:
    """The instant of a wall clock reading: at("Europe/London", "2026-03-30 09:00")."""
    aware = datetime.fromisoformat(text).replace(tzinfo=rules(name), fold=fold)
    return round(aware.timestamp() * 1000)


def wall(name: str, instant: int) -> datetime:
    """What the wall clock reads."""
    utc = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant)
    return utc.astimezone(rules(name)).replace(tzinfo=None, fold=0)


def open_day(calendar: Calendar, instant: int, *, closures: bool = True) -> date | None:
    """The day on which the calendar is open at an instant, None when it is not."""
    reading = wall(calendar.timezone, instant)
    day, minute = reading.date(), reading.hour * 60 + reading.minute
    special = [hours for hours in calendar.special if hours.day == day]
    if special:
        return day if any(hours.start <= minute < hours.end for hours in special) else None
    if closures and any(closure.first <= day <= closure.last for closure in calendar.closures):
        return None
    usual = (hours for hours in calendar.hours if day.weekday() in hours.days)
    return day if any(hours.start <= minute < hours.end for hours in usual) else None


@dataclass(frozen=True)
class Walk:
    """One clock cycle, walked. `events` are (instant, is_pause); none of them lies after `as_of`."""

    calendar: Calendar
    start: int
    events: tuple[tuple[int, bool], ...]
    stop: int | None
    as_of: int
    step: int

    def paused(self, instant: int) -> bool:
        """Whether the latest pause or resume at or before the instant is a pause, a resume winning at one instant."""
        if self.stop is not None and instant >= self.stop:
            return False
        past = [event for event in self.events if event[0] <= instant and (self.stop is None or event[0] <= self.stop)]
        latest = max((event[0] for event in past), default=None)
        return latest is not None and all(is_pause for when, is_pause in past if when == latest)

    def cells(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """[from, to) pieces of time in which nothing changes."""
        stop = [] if self.stop is None else [self.stop]
        cuts = sorted({when for when, _ in self.events if start < when < end} | {c for c in stop if start < c < end})
        for low, high in zip([start, *cuts], [*cuts, end], strict=True):
            while low < high:
                after = min(high, (low // self.step + 1) * self.step)
                yield low, after
                low = after

    def counting(self, start: int, end: int, business: bool) -> Iterator[tuple[int, int]]:
        """The pieces in which time passes."""
        for low, high in self.cells(start, end):
            if not self.paused(low) and (not business or open_day(self.calendar, low)):
                yield low, high

    def passed(self, start: int, end: int, business: bool) -> int:
        return sum(high - low for low, high in self.counting(start, end, business))

    def reach(self, start: int, amount: int, business: bool, limit: int) -> int | None:
        """The earliest instant at which the amount has passed, None when that is not before the limit."""
        if amount == 0:
            return start
        for low, high in self.counting(start, limit, business):
            if amount <= high - low:
                return low + amount
            amount -= high - low
        return None

    def closings(self, limit: int) -> list[int]:
        """The last closings of the business days from that of the next opening on, those in a pause left out.

        The day of the limit, of which the walk has not seen all, is left out too.
        """
        last: dict[date, int] = {}
        for low, high in self.cells(self.start, limit):
            if day := open_day(self.calendar, low):
                last[day] = high
        # Two hours before the limit: where the clocks go back at midnight, its day may begin twice.
        unseen = wall(self.calendar.timezone, limit - 2 * HOUR).date()
        return [closing for day, closing in sorted(last.items()) if day < unseen and not self.paused(closing)]

    def hours_by_day(self, end: int) -> list[tuple[date, int]]:
        days: dict[date, int] = {}
        for low, high in self.counting(self.start, end, business=True):
            day = wall(self.calendar.timezone, low).date()
            days[day] = days.get(day, 0) + high - low
        return sorted(days.items())

    def holidays_skipped(self, end: int) -> list[date]:
        skipped = set()
        for low, _ in self.cells(self.start, end):
            would_be = open_day(self.calendar, low, closures=False)
            if would_be and not self.paused(low) and not open_day(self.calendar, low):
                skipped.add(would_be)
        return sorted(skipped)
