"""Days, instants and lengths of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.model import CalendarSpan, Duration
from leadpact_dsl.phrases.words import counted
from leadpact_dsl.zones import Zone, zone

_SECOND = 1000
_MINUTE = 60 * _SECOND
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR

# Written out, as strftime would ask the machine's locale.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day(date: dt.date) -> str:
    """`2 November 2026`."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def weekday(date: dt.date) -> str:
    """`Monday, 2 November 2026`."""
    return f"{WEEKDAYS[date.weekday()]}, {day(date)}"


def short_day(date: dt.date) -> str:
    """`Mon 2 Nov 2026`, for columns."""
    return f"{WEEKDAYS[date.weekday()][:3]} {date.day} {MONTHS[date.month - 1][:3]} {date.year}"


def clock_time(minutes: int) -> str:
    """A time of day given in minutes from midnight: `13:00`, and `24:00` for its end."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def instant(ms: int, timezone: str) -> str:
    """`2 November 2026, 10:20 EST`: the wall clock of a zone; seconds and less are shown only where they are not 0."""
    return _moment(day, ms, timezone)


def weekday_instant(ms: int, timezone: str) -> str:
    """`Monday, 2 November 2026, 10:20 EST`."""
    return _moment(weekday, ms, timezone)


def short_instant(ms: int, timezone: str) -> str:
    """`Mon 2 Nov 2026, 10:20 EST`."""
    return _moment(short_day, ms, timezone)


def local_day(ms: int, timezone: str) -> dt.date:
    """The day that the wall clock of a zone shows."""
    return _zone(timezone).local(ms).date()


def span(length: CalendarSpan) -> str:
    """`12 months`."""
    return counted(length.count, length.unit.removesuffix("s"))


def every(length: CalendarSpan) -> str:
    """`every 3 months`; `every month`."""
    return f"every {span(length)}" if length.count != 1 else f"every {length.unit.removesuffix('s')}"


def each(ms: int) -> str:
    """`every 7 days`, `every day`."""
    return f"every {bare(ms)}"


def bare(length: Duration | int) -> str:
    """A length behind words that hold a `one` already, as in `the last day`: `day`, but `7 days`."""
    return duration(length).removeprefix("1 ")


def duration(length: Duration | int, *, business: bool = False) -> str:
    """A length as it was written, `15 business minutes`; or a number of ms in the units that fit, `90 days`.

    `business` says that a number of ms is business time; it is then never said in days, whose length differs.
    """
    if isinstance(length, Duration):
        unit = length.unit.removesuffix("s")
        return counted(length.count, f"business {unit}" if length.business else unit)
    units = [(_HOUR, "hour"), (_MINUTE, "minute"), (_SECOND, "second"), (1, "millisecond")]
    if not business:
        units.insert(0, (_DAY, "day"))
    parts, left = [], abs(length)
    for size, unit in units:
        count, left = divmod(left, size)
        if count:
            parts.append((count, unit))
    if not parts:
        parts = [(0, "minute")]
    if business and len(parts) == 1:
        parts = [(parts[0][0], f"business {parts[0][1]}")]
        return counted(*parts[0])
    said = " ".join(counted(count, unit) for count, unit in parts)
    return f"{said} of business time" if business else said


def outside_calendar(label: str, first_year: int, last_year: int) -> str:
    """Why a lead is refused whose clock needs years that a calendar does not cover."""
    return f"A clock needs the calendar “{label}” outside the years {first_year} to {last_year} that it covers."


def _moment(said_day: Callable[[dt.date], str], ms: int, timezone: str) -> str:
    local = _zone(timezone).local(ms)
    precision = "minutes" if ms % _MINUTE == 0 else "seconds" if ms % _SECOND == 0 else "milliseconds"
    clock = local.time().isoformat(precision)
    return f"{said_day(local.date())}, {clock} {_zone(timezone).abbreviation_at(ms)}"


def _zone(name: str) -> Zone:
    found = zone(name)
    if found is None:
        raise InternalError(f"the time zone {name} was accepted but is not known")
    return found
