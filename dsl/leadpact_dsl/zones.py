"""Time zones: what a wall clock reads at an instant, and the instant at which it reads a given time.

The rules come from the pinned `tzdata` package and never from the operating system, whose copy differs from machine to
machine. Instants are whole milliseconds since 1970-01-01 UTC; readings of the wall clock are naive datetimes.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from importlib import import_module, resources
from zoneinfo import ZoneInfo

_MS = timedelta(milliseconds=1)
_EPOCH = datetime(1970, 1, 1)
_DAY = 86_400_000


class LocalTimeProblem(ValueError):
    """A reading of the wall clock (`wall`) that names no instant in a zone (`zone`, its name), or two."""

    def __init__(self, wall: datetime, zone: str, *details: object) -> None:
        super().__init__(wall, zone, *details)
        self.wall = wall
        self.zone = zone


class NoSuchLocalTime(LocalTimeProblem):
    """The clocks were put forward past this reading.

    At `instant` they would have read `gap_start` and read `gap_end` instead: `gap_start` is the first reading that does
    not exist, `gap_end` the first that exists again.
    """

    def __init__(self, wall: datetime, zone: str, instant: int, gap_start: datetime, gap_end: datetime) -> None:
        super().__init__(wall, zone, instant, gap_start, gap_end)
        self.instant = instant
        self.gap_start = gap_start
        self.gap_end = gap_end

    def __str__(self) -> str:
        gap = f"from {_written(self.gap_start)} to {_written(self.gap_end)}"
        return f"{_written(self.wall)} does not exist in {self.zone}: the clocks go forward {gap}"


class AmbiguousLocalTime(LocalTimeProblem):
    """The clocks were put back and show this reading twice, at `first` and `second`: each (instant, offset in ms)."""

    def __init__(self, wall: datetime, zone: str, first: tuple[int, int], second: tuple[int, int]) -> None:
        super().__init__(wall, zone, first, second)
        self.first = first
        self.second = second

    def __str__(self) -> str:
        either = " or ".join(_written(self.wall, offset) for _, offset in (self.first, self.second))
        return f"{_written(self.wall)} happens twice in {self.zone}, as the clocks go back: {either}"


@dataclass(frozen=True)
class Zone:
    """A time zone, got by `zone(name)`. Its methods reach from year 1 to 9999 and raise OverflowError outside."""

    name: str
    _rules: ZoneInfo = field(repr=False, compare=False)

    def __reduce__(self) -> tuple[object, ...]:
        # Rules read from a file cannot be pickled, but the other process finds them again by name.
        return zone, (self.name,)

    def offset_at(self, instant: int) -> int:
        """How many ms the wall clock is ahead of UTC at an instant."""
        return _offset((_EPOCH + instant * _MS).replace(tzinfo=UTC).astimezone(self._rules))

    def local(self, instant: int) -> datetime:
        """What the wall clock reads at an instant, as a naive datetime."""
        return _EPOCH + (instant + self.offset_at(instant)) * _MS

    def abbreviation_at(self, instant: int) -> str:
        """What people call the zone's time at an instant: "EST", "EDT"; "UTC−3" where there is no such word."""
        name = (_EPOCH + instant * _MS).replace(tzinfo=UTC).astimezone(self._rules).tzname() or ""
        if name.isalpha():
            return name
        hours, minutes = divmod(abs(self.offset_at(instant)) // 60_000, 60)
        sign = "−" if self.offset_at(instant) < 0 else "+"
        return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")

    def instant(self, wall: datetime) -> int:
        """The instant at which the wall clock reads `wall` (naive, floored to ms).

        Raises NoSuchLocalTime or AmbiguousLocalTime when the clocks were put past it or show it twice.
        """
        reading = (wall - _EPOCH) // _MS
        # Of a reading near a change of the clocks, fold says which of the two offsets to try: 0 the one before it.
        before, after = (_offset(wall.replace(tzinfo=self._rules, fold=fold)) for fold in (0, 1))
        found = [(reading - offset, offset) for offset in (before, after) if self.offset_at(reading - offset) == offset]
        if not found:
            change = self._change(reading - after, reading - before)
            gap_start, gap_end = (_EPOCH + (change + offset) * _MS for offset in (before, after))
            raise NoSuchLocalTime(wall, self.name, change, gap_start, gap_end)
        if found[0] != found[-1]:
            raise AmbiguousLocalTime(wall, self.name, found[0], found[-1])
        return found[0][0]

    def start_of_day(self, day: date) -> int:
        """The first instant at which the wall clock reads this day or a later one.

        So where midnight happens twice it is the first, where midnight is skipped it is the change of the clocks, and a
        day that was skipped whole (2011-12-30 in Apia) starts with the day after it and has no length.
        """
        try:
            return self.instant(datetime.combine(day, time()))
        except AmbiguousLocalTime as twice:
            return twice.first[0]
        except NoSuchLocalTime as never:
            return never.instant

    def transitions(self, first_year: int, last_year: int) -> list[tuple[int, int]]:
        """The offsets of the local years `first_year` to `last_year`, as (instant from which it holds, offset in ms).

        The first entry is the start of the first year, so that the list answers for every instant of those years.
        """
        return list(_transitions(self, first_year, last_year))

    def _change(self, before: int, after: int) -> int:
        """The instant, after `before` and not after `after`, at which the offset changes once between the two."""
        later = range(before + 1, after + 1)
        return later[bisect_left(later, True, key=lambda instant: self.offset_at(instant) != self.offset_at(before))]


@cache
def _transitions(zone: Zone, first_year: int, last_year: int) -> tuple[tuple[int, int], ...]:
    start, end = zone.start_of_day(date(first_year, 1, 1)), zone.start_of_day(date(last_year + 1, 1, 1))
    found = [(start, zone.offset_at(start))]
    # Since 1970 no zone has changed its offset twice within six days, so that a look every four misses nothing.
    for instant in range(start, end, 4 * _DAY):
        until = min(instant + 4 * _DAY, end - 1)
        if zone.offset_at(until) != found[-1][1]:
            change = zone._change(instant, until)
            found.append((change, zone.offset_at(change)))
    return tuple(found)


@cache
def zone(name: str) -> Zone | None:
    """The zone of an IANA name such as "Europe/London", written exactly so; None when there is none."""
    if name not in _listed():  # also keeps names such as "../zones" from reading other files
        return None
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return Zone(name, ZoneInfo.from_file(file, key=name))


def zone_names() -> tuple[str, ...]:
    """The names that `zone` knows, sorted."""
    return tuple(sorted(_listed()))


def tzdata_version() -> str:
    """The release of the time zone database, such as "2026f"."""
    return str(import_module("tzdata").IANA_VERSION)


@cache
def _listed() -> frozenset[str]:
    return frozenset(resources.files("tzdata").joinpath("zones").read_text("utf-8").split())


def _offset(aware: datetime) -> int:
    ahead = aware.utcoffset()
    assert ahead is not None  # every zone of tzdata has an offset at every time
    return ahead // _MS


def _written(wall: datetime, offset: int | None = None) -> str:
    """A reading as policies write it, with its offset when given: 2026-11-01 01:30-04:00."""
    shown = wall if offset is None else wall.replace(tzinfo=timezone(offset * _MS))
    return shown.isoformat(" ", "minutes" if wall.second == wall.microsecond == 0 else "auto")
