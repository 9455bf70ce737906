"""Business calendars: when a team works, and how much working time lies between two instants.

A calendar is open at an instant when the wall clock of its zone reads inside one of the ranges of the day it shows, and
that day is not closed. It is the wall clock that decides: an hour that the clocks skip is never worked, one that they
repeat is worked twice. Instants and lengths are in ms (since 1970-01-01 UTC), times of day in minutes from 00:00.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from leadpact_dsl.zones import Zone, zone

_MINUTE = 60_000
_MINUTES_A_DAY = 24 * 60
_DAY = timedelta(days=1)


class OutsideCalendar(ValueError):
    """An answer that needs years which the calendar does not cover; it covers `first_year` to `last_year`."""

    def __init__(self, calendar: str, first_year: int, last_year: int) -> None:
        super().__init__(calendar, first_year, last_year)
        self.calendar = calendar
        self.first_year = first_year
        self.last_year = last_year

    def __str__(self) -> str:
        return f"the calendar {self.calendar} covers only the years {self.first_year} to {self.last_year}"


@dataclass(frozen=True)
class OpenHours:
    """Open on these days of the week (0 is Monday) from minute `start` up to, not including, `end` (1440 is 24:00)."""

    days: frozenset[int]
    start: int
    end: int

    def __post_init__(self) -> None:
        _check_range(self.start, self.end)


@dataclass(frozen=True)
class Closure:
    """Closed from `first` to `last`, both included: a holiday, or days the company closes (`name` may be empty)."""

    first: date
    last: date
    name: str

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a closure ends on {self.last}, before it begins on {self.first}")


@dataclass(frozen=True)
class SpecialHours:
    """Open on one day by exception. The special hours of a day replace its usual hours and its closures."""

    day: date
    start: int
    end: int

    def __post_init__(self) -> None:
        _check_range(self.start, self.end)


class OpenInterval(NamedTuple):
    """Open from instant `start` up to, not including, `end`, on the day that the wall shows."""

    start: int
    end: int
    day: date


@dataclass(frozen=True)
class Calendar:
    """One team's working time over the local years `first_year` to `last_year`.

    Instants may lie from `begins` up to `ends`. A method that is asked for more, or whose answer would need more years,
    raises OutsideCalendar. Hours that overlap count once.
    """

    name: str
    label: str
    timezone: str
    hours: tuple[OpenHours, ...]
    closures: tuple[Closure, ...]
    special: tuple[SpecialHours, ...]
    first_year: int
    last_year: int

    def __post_init__(self) -> None:
        if self.last_year < self.first_year:
            raise ValueError(f"a calendar ends in {self.last_year}, before it begins in {self.first_year}")

    @cached_property
    def begins(self) -> int:
        """The first instant of the first year."""
        return self._zone.start_of_day(date(self.first_year, 1, 1))

    @cached_property
    def ends(self) -> int:
        """The first instant after the last year."""
        return self._zone.start_of_day(date(self.last_year + 1, 1, 1))

    def day_of(self, instant: int) -> date:
        """The day that the wall shows."""
        return self._zone.local(instant).date()

    def ranges_of(self, day: date) -> list[tuple[int, int]]:
        """The minutes of the wall clock in which a day is open: [start, end) ranges, sorted and apart."""
        special = [(hours.start, hours.end) for hours in self.special if hours.day == day]
        if special:
            return _united(special)
        if day in self._closed_days:
            return []
        return _united((hours.start, hours.end) for hours in self.hours if day.weekday() in hours.days)

    @cached_property
    def open_intervals(self) -> tuple[OpenInterval, ...]:
        """All open time, sorted and without overlap.

        What touches within one day is one interval; 24:00 of a day and 00:00 of the next part two, each with its day.
        """
        found: list[OpenInterval] = []
        changes = [*self._zone.transitions(self.first_year, self.last_year), (self.ends, 0)]
        # Between two changes of the clocks the wall clock is UTC plus a constant.
        for (since, offset), (until, _) in pairwise(changes):
            day, last = self.day_of(since), self.day_of(until - 1)
            while day <= last:
                midnight = (day - date(1970, 1, 1)).days * _MINUTES_A_DAY * _MINUTE - offset
                for start, end in self.ranges_of(day):
                    opens, closes = max(since, midnight + start * _MINUTE), min(until, midnight + end * _MINUTE)
                    if opens >= closes:
                        continue
                    if found and found[-1].end == opens and found[-1].day == day:
                        opens = found.pop().start
                    found.append(OpenInterval(opens, closes, day))
                day += _DAY
        return tuple(found)

    @cached_property
    def closings(self) -> tuple[tuple[date, int], ...]:
        """The business days, which are those with open time, each with the instant of its last close."""
        return tuple(sorted({interval.day: interval.end for interval in self.open_intervals}.items()))

    def is_open(self, instant: int) -> bool:
        self._check(instant)
        position = bisect_right(self._ends, instant)
        return position < len(self._ends) and self._starts[position] <= instant

    def next_opening(self, instant: int) -> int:
        """The earliest open instant at or after this one: itself when the calendar is open."""
        return max(instant, self._next_interval(instant).start)

    def business_days(self, instant: int) -> Iterator[tuple[date, int]]:
        """The business days from that of the next opening on, each with its last close.

        It never just ends: behind the last day of the last year it raises OutsideCalendar.
        """
        first = self._next_interval(instant).day
        yield from self.closings[bisect_left(self.closings, first, key=lambda closing: closing[0]) :]
        raise self._outside()

    def elapsed(self, start: int, end: int) -> int:
        """Open ms from one instant to another; negative when `end` is the earlier."""
        return self._opened_until(end) - self._opened_until(start)

    def reach(self, start: int, amount: int) -> int:
        """The earliest instant at or after `start` at which `amount` ms of open time have passed.

        Time used up exactly at closing time ends at closing time, and no time at all at `start` itself.
        """
        if amount < 0:
            raise ValueError("time passes forward only")
        wanted = self._opened_until(start) + amount
        if amount == 0:
            return start
        position = bisect_left(self._opened_at_ends, wanted)
        if position == len(self._ends):
            raise self._outside()
        return self._ends[position] - (self._opened_at_ends[position] - wanted)

    def hours_by_day(self, start: int, end: int) -> list[tuple[date, int]]:
        """Open ms from one instant to a later one, for each day that has any, by date."""
        self._check(start)
        self._check(end)
        days: dict[date, int] = defaultdict(int)
        for interval in self.open_intervals[bisect_right(self._ends, start) : bisect_left(self._starts, end)]:
            days[interval.day] += min(interval.end, end) - max(interval.start, start)
        return sorted(days.items())

    def holidays_between(self, start: int, end: int) -> list[tuple[date, str]]:
        """The closed days, by date, that cost open time from one instant to a later one, with their names.

        A closure on a day off costs nothing, nor does one whose usual hours lie outside the two instants.
        """
        usual = self._without_closures.hours_by_day(start, end)
        names = self._closed_days
        return [(day, names[day]) for day, _ in usual if day in names and not self.ranges_of(day)]

    @cached_property
    def _zone(self) -> Zone:
        found = zone(self.timezone)
        if found is None:
            raise ValueError(f"there is no time zone {self.timezone}")
        return found

    @cached_property
    def _closed_days(self) -> dict[date, str]:
        """The days of closures with their names; the different names of one day are joined by "; "."""
        names: dict[date, list[str]] = defaultdict(list)
        for closure in self.closures:
            day = max(closure.first, date(self.first_year, 1, 1))
            while day <= min(closure.last, date(self.last_year, 12, 31)):
                names[day].append(closure.name)
                day += _DAY
        return {day: "; ".join(dict.fromkeys(filter(None, of_day))) for day, of_day in names.items()}

    @cached_property
    def _without_closures(self) -> Calendar:
        return replace(self, closures=())

    @cached_property
    def _starts(self) -> list[int]:
        return [interval.start for interval in self.open_intervals]

    @cached_property
    def _ends(self) -> list[int]:
        return [interval.end for interval in self.open_intervals]

    @cached_property
    def _opened_at_ends(self) -> list[int]:
        """Open ms from the beginning up to the end of each interval."""
        return list(accumulate(interval.end - interval.start for interval in self.open_intervals))

    def _opened_until(self, instant: int) -> int:
        """Open ms from the beginning up to an instant."""
        self._check(instant)
        position = bisect_right(self._starts, instant) - 1
        if position < 0:
            return 0
        return self._opened_at_ends[position] - max(0, self._ends[position] - instant)

    def _next_interval(self, instant: int) -> OpenInterval:
        """The interval that is open, or else opens next."""
        self._check(instant)
        position = bisect_right(self._ends, instant)
        if position == len(self._ends):
            raise self._outside()
        return self.open_intervals[position]

    def _check(self, instant: int) -> None:
        if not self.begins <= instant <= self.ends:
            raise self._outside()

    def _outside(self) -> OutsideCalendar:
        return OutsideCalendar(self.name, self.first_year, self.last_year)


def _check_range(start: int, end: int) -> None:
    if not 0 <= start < end <= _MINUTES_A_DAY:
        raise ValueError(f"hours must begin before they end, within one day: minutes {start} to {end}")


def _united(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same ranges sorted, those that overlap or touch made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
