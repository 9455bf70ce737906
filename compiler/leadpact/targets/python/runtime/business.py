"""Business time: when a team works, what passes between two instants, and what a pause holds up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from typing import Any

from leadpact.targets.python.runtime.days import DAY, EPOCH, Zone
from leadpact.targets.python.runtime.refusing import Refused

MINUTE = 60_000
Pauses = list[tuple[int, "int | None"]]
"""From and to, sorted and apart; the last has no end while it lasts."""


class Calendar:
    """Working time over some years. `week` holds the open minutes of Monday to Sunday as (from, to), `special` those of
    days that differ from it, by date. The open stretches are worked out when they are first asked for."""

    def __init__(
        self,
        name: str,
        label: str,
        zone: Zone,
        first_year: int,
        last_year: int,
        week: tuple[tuple[tuple[int, int], ...], ...],
        special: dict[str, tuple[tuple[int, int], ...]],
    ) -> None:
        self.name, self.label, self.zone, self.week, self.special = name, label, zone, week, special
        self.first_year, self.last_year = first_year, last_year
        self.begins = zone.start_of_day(date(first_year, 1, 1).toordinal() - EPOCH)
        self.ends = zone.start_of_day(date(last_year + 1, 1, 1).toordinal() - EPOCH)

    def __getattr__(self, name: str) -> Any:
        """The tables: starts and ends of open stretches, the time open up to each end, closings by day."""
        if name not in ("starts", "stops", "days", "closings", "worked"):
            raise AttributeError(name)
        self.open()
        return self.__dict__[name]

    def open(self) -> None:
        stretches: list[tuple[int, int, int]] = []
        changes = [at for at in self.zone.since if self.begins < at < self.ends]
        # Between two changes of the clocks the wall clock is UTC plus a constant.
        for since, until in zip([self.begins, *changes], [*changes, self.ends], strict=True):
            ahead = self.zone.offset(since)
            for day in range((since + ahead) // DAY, (until - 1 + ahead) // DAY + 1):
                for first, last in self.hours(day):
                    opens = max(since, day * DAY - ahead + first * MINUTE)
                    closes = min(until, day * DAY - ahead + last * MINUTE)
                    if opens >= closes:
                        continue
                    if stretches and stretches[-1][1] == opens and stretches[-1][2] == day:
                        opens = stretches.pop()[0]
                    stretches.append((opens, closes, day))
        self.starts = [opens for opens, _, _ in stretches]
        self.stops = [closes for _, closes, _ in stretches]
        closings = sorted({day: closes for _, closes, day in stretches}.items())
        days = {day: place for place, (day, _) in enumerate(closings)}
        self.closings: list[int] = [closes for _, closes in closings]
        self.days = [days[day] for _, _, day in stretches]
        self.worked: list[int] = []
        total = 0
        for opens, closes, _ in stretches:
            total += closes - opens
            self.worked.append(total)

    def hours(self, day: int) -> tuple[tuple[int, int], ...]:
        """The open minutes of a day counted from 1970-01-01, which was a Thursday."""
        return self.special.get(date.fromordinal(day + EPOCH).isoformat(), self.week[(day + 3) % 7])

    def until(self, at: int) -> int:
        """The time open from the beginning up to an instant."""
        if not self.begins <= at <= self.ends:
            raise self.outside()
        place = bisect_right(self.starts, at) - 1
        if place < 0:
            return 0
        left = self.stops[place] - at
        return self.worked[place] - left if left > 0 else self.worked[place]

    def reach(self, start: int, amount: int) -> int:
        """The earliest instant at which `amount` has passed since `start`; used up at closing time is closing time."""
        wanted = self.until(start) + amount
        if amount == 0:
            return start
        place = bisect_left(self.worked, wanted)
        if place == len(self.worked):
            raise self.outside()
        return self.stops[place] - (self.worked[place] - wanted)

    def business_days(self, start: int) -> Iterator[int]:
        """The last close of each business day, from that of the next opening on."""
        later = 0
        while True:
            yield self.close(start, later)
            later += 1

    def close(self, start: int, later: int) -> int:
        """The close of the business day of `start`, or of its next opening, or of so many business days later."""
        if not self.begins <= start <= self.ends:
            raise self.outside()
        place = bisect_right(self.stops, start)
        if place == len(self.stops):
            raise self.outside()
        day = self.days[place] + later
        if day >= len(self.closings):
            raise self.outside()
        return self.closings[day]

    def after(self, start: int, distances: tuple[int, ...]) -> tuple[int, list[int]]:
        """The time open up to `start`, and when so much more (each at least 1, in order) has passed."""
        if not self.begins <= start <= self.ends:
            raise self.outside()
        stops, worked = self.stops, self.worked
        place = bisect_right(self.starts, start) - 1
        opened = 0
        if place < 0:
            place = 0
        else:
            opened = worked[place]
            if start < stops[place]:
                opened -= stops[place] - start
        found = []
        try:
            for wanted in distances:
                wanted += opened
                if worked[place] < wanted:
                    place += 1
                    if worked[place] < wanted:
                        place = bisect_left(worked, wanted, place)
                found.append(stops[place] - worked[place] + wanted)
        except IndexError:
            raise self.outside() from None
        return opened, found

    def outside(self) -> Refused:
        years = f"{self.first_year} to {self.last_year}"
        return Refused(f"A clock needs the calendar “{self.label}” outside the years {years} that it covers.")


def length(calendar: Calendar | None, start: int, end: int) -> int:
    """Business time, or with no calendar plain time."""
    return end - start if calendar is None else calendar.until(end) - calendar.until(start)


def passed(calendar: Calendar | None, pauses: Pauses, start: int, end: int) -> int:
    """How much time has passed outside the pauses; 0 when `end` is the earlier."""
    total = 0
    for since, until in pauses:
        if start < min(since, end):
            total += length(calendar, start, min(since, end))
        if until is None:
            return total
        start = max(start, until)
    return total + length(calendar, start, end) if start < end else total


def reach(calendar: Calendar | None, pauses: Pauses, start: int, amount: int) -> int | None:
    """When `amount` has passed outside the pauses since `start`; None while an open pause prevents it."""
    if amount == 0:
        return start
    for since, until in pauses:
        if start < since:
            available = length(calendar, start, since)
            if amount <= available:
                break
            amount -= available
        if until is None:
            return None
        start = max(start, until)
    return start + amount if calendar is None else calendar.reach(start, amount)


def is_paused(pauses: Pauses, at: int) -> bool:
    return any(since <= at and (until is None or at < until) for since, until in pauses)


def close_of_business(calendar: Calendar, pauses: Pauses, start: int, later: int) -> int | None:
    """The close of the business day of `start`, or of so many later; days that close in a pause do not count."""
    open_since = next((since for since, until in pauses if until is None), None)
    for closing in calendar.business_days(start):
        if open_since is not None and closing >= open_since:
            return None
        if not is_paused(pauses, closing):
            if later == 0:
                return closing
            later -= 1
    raise AssertionError("the business days end in a refusal")
