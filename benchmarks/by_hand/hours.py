"""Acme's calendars and the clocks on New York's walls, as tables for bisection, made once at import.

Both hand-written versions and, in spirit, every compiled one look time up in such tables: the comparison is of rules.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right

from leadpact_dsl.calendars import Calendar, Closure, OpenHours, SpecialHours
from leadpact_dsl.holiday_data import holidays_of
from leadpact_dsl.zones import zone

from .records import Refused

DAY = 86_400_000
HOUR = 3_600_000
MINUTE = 60_000

FIRST_YEAR, LAST_YEAR = 2021, 2036


class Hours:
    """A calendar's open time: `at(opened(start) + 4 * HOUR)` is when four open hours have passed since `start`."""

    __slots__ = ("_close_at", "_closings", "_ends", "_first", "_last", "_opened", "_starts", "name")

    def __init__(self, calendar: Calendar) -> None:
        self.name = calendar.name
        self._first, self._last = calendar.begins, calendar.ends
        self._starts = [interval.start for interval in calendar.open_intervals]
        self._ends = [interval.end for interval in calendar.open_intervals]
        # Open ms from the beginning up to the end of each interval.
        self._opened: list[int] = []
        total = 0
        for interval in calendar.open_intervals:
            total += interval.end - interval.start
            self._opened.append(total)
        # The last close of each business day, and for each interval which of them is its day's.
        place = {day: index for index, (day, _) in enumerate(calendar.closings)}
        self._closings = [close for _, close in calendar.closings]
        self._close_at = [place[interval.day] for interval in calendar.open_intervals]

    def after(self, start: int, *amounts: int) -> tuple[int, list[int]]:
        """What `opened(start)` is, and when each of these amounts of open ms (at least 1, in order) has passed since.

        One bisection serves all: the next amounts are used up in the same opening or in one of the next few.
        """
        if not self._first <= start <= self._last:
            raise self._outside()
        ends, opened_at = self._ends, self._opened
        place = bisect_right(self._starts, start) - 1
        opened = 0
        if place < 0:
            place = 0
        else:
            opened = opened_at[place]
            if start < ends[place]:
                opened += start - ends[place]
        reached = []
        try:
            for amount in amounts:
                amount += opened
                while opened_at[place] < amount:
                    place += 1
                reached.append(ends[place] - opened_at[place] + amount)
        except IndexError:
            raise self._outside() from None
        return opened, reached

    def opened(self, instant: int) -> int:
        """Open ms from the beginning of the calendar up to an instant."""
        if not self._first <= instant <= self._last:
            raise self._outside()
        place = bisect_right(self._starts, instant) - 1
        if place < 0:
            return 0
        left = self._ends[place] - instant
        return self._opened[place] - left if left > 0 else self._opened[place]

    def at(self, opened: int) -> int:
        """The earliest instant up to which so many ms were open, counted from the beginning as `opened` does."""
        place = bisect_left(self._opened, opened)
        if place == len(self._opened):
            raise self._outside()
        return self._ends[place] - self._opened[place] + opened

    def close(self, start: int, days_later: int) -> int:
        """The last close of the business day of `start`, or of the next opening, or so many business days later."""
        return self._closings[self._checked(self.first_close(start) + days_later)]

    def first_close(self, start: int) -> int:
        """The place in the list of closes of the one that `close(start, 0)` gives."""
        if not self._first <= start <= self._last:
            raise self._outside()
        place = bisect_right(self._ends, start)
        if place == len(self._ends):
            raise self._outside()
        return self._close_at[place]

    def close_number(self, place: int) -> int:
        return self._closings[self._checked(place)]

    def _checked(self, place: int) -> int:
        if place >= len(self._closings):
            raise self._outside()
        return place

    def _outside(self) -> Refused:
        return Refused(f"A clock needs the calendar {self.name} outside the years that it covers.")


def _holidays(country: str, part: str | None = None) -> tuple[Closure, ...]:
    found = holidays_of(country, part, FIRST_YEAR, LAST_YEAR) or ()
    return tuple(Closure(holiday.day, holiday.day, holiday.name) for holiday in found)


def _open(days: str, *ranges: tuple[float, float]) -> tuple[OpenHours, ...]:
    """Days by their numbers from Monday, 0; hours of the wall clock."""
    numbers = frozenset(map(int, days))
    return tuple(OpenHours(numbers, int(start * 60), int(end * 60)) for start, end in ranges)


def _closed(first: dt.date, last: dt.date | None = None) -> Closure:
    return Closure(first, last or first, "")


def _hours(
    name: str, timezone: str, hours: tuple[OpenHours, ...], closures: tuple[Closure, ...], *special: SpecialHours
) -> Hours:
    return Hours(Calendar(name, name, timezone, hours, closures, special, FIRST_YEAR, LAST_YEAR))


OFFICE = _hours(
    "office",
    "America/New_York",
    _open("0123", (8, 12), (13, 17.5)) + _open("4", (8, 12), (13, 16)),
    (
        *_holidays("US", "NY"),
        _closed(dt.date(2026, 12, 24)),
        _closed(dt.date(2026, 12, 31)),
        _closed(dt.date(2027, 6, 28), dt.date(2027, 7, 2)),
    ),
    SpecialHours(dt.date(2026, 12, 19), 9 * 60, 12 * 60),
)
LONDON = _hours("london", "Europe/London", _open("01234", (9, 17.5)), _holidays("GB", "ENG"))
SINGAPORE = _hours("singapore", "Asia/Singapore", _open("0124", (9, 18)) + _open("3", (9, 15)), _holidays("SG"))
CHAT_DESK = _hours("chat_desk", "America/New_York", _open("0123456", (7, 22)), (_closed(dt.date(2026, 12, 25)),))

_NEW_YORK = zone("America/New_York")
assert _NEW_YORK is not None
_CHANGES = _NEW_YORK.transitions(1970, 2202)
_EPOCH = dt.date(1970, 1, 1).toordinal()

CHANGES = [at for at, _ in _CHANGES]
"""The instants at which New York's clocks are put on or back, from 1970 on."""
OFFSETS = [_CHANGES[0][1], *(offset for _, offset in _CHANGES)]
"""`OFFSETS[bisect_right(CHANGES, at)]`: what New York's walls are ahead of UTC at an instant, in ms."""

START_OF_DAY_OF = _NEW_YORK.start_of_day
"""The instant at which a date begins in New York."""
START_OF_AGREEMENT = _NEW_YORK.start_of_day(dt.date(2026, 10, 1))
AFTER_BINDING = _NEW_YORK.start_of_day(dt.date(2027, 10, 1))
NEW_YEAR_2027 = _NEW_YORK.start_of_day(dt.date(2027, 1, 1))


def start_of_day(day: int) -> int:
    """The instant at which a day begins in New York; `day` counts from 1970-01-01.

    Its clocks are never put on or back at midnight, and five hours behind is the most it is.
    """
    midnight = day * DAY
    return midnight - OFFSETS[bisect_right(CHANGES, midnight + 5 * HOUR)]


def months_later(day: int, months: int) -> int:
    """A day so many months later, the last of its month where there is no such day; both count from 1970-01-01."""
    date = dt.date.fromordinal(_EPOCH + day)
    years, month = divmod(date.month - 1 + months, 12)
    year = date.year + years
    following = dt.date(year + month // 11, (month + 1) % 12 + 1, 1).toordinal()
    first = dt.date(year, month + 1, 1).toordinal()
    return min(first + date.day - 1, following - 1) - _EPOCH


def month_of(day: int) -> int:
    """Months since year 0; quarters are three of them, years twelve."""
    date = dt.date.fromordinal(_EPOCH + day)
    return date.year * 12 + date.month - 1
