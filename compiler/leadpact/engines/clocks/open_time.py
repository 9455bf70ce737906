"""A business calendar for many instants at once; the meaning is that of `leadpact_dsl.calendars.Calendar`."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from leadpact.engines.clocks.arrays import NONE, Flags, Ints
from leadpact.engines.clocks.edges import Edges
from leadpact_dsl.calendars import Calendar

_FAR_BACK = -(1 << 62)
_BLOCK = 1 << 14
"""Instants that are worked on at once: what is made of them on the way stays in the processor's cache."""


@lru_cache(maxsize=64)
def open_time(calendar: Calendar) -> OpenTime:
    """Made once: it takes a walk over all the calendar's years."""
    return OpenTime(calendar)


class OpenTime:
    """The open intervals of a calendar, each with the open ms up to its end.

    Instants outside the calendar's years get an answer without meaning, and a flag where a method returns flags. The
    k-th interval stands at k + 1 of the tables below: what lies before the first one is as if closed long ago.
    """

    def __init__(self, calendar: Calendar) -> None:
        intervals, closings = calendar.open_intervals, calendar.closings
        self.calendar = calendar
        starts = np.array([one.start for one in intervals], dtype=np.int64)
        self._ends = np.array([_FAR_BACK, *(one.end for one in intervals)], dtype=np.int64)
        opened = np.cumsum(self._ends[1:] - starts)
        # Open ms up to an instant in an interval: the instant plus this.
        self._ahead = np.append(np.append(0, opened) - self._ends, 0)
        self._by_start, self._by_end, self._by_opened = Edges(starts), Edges(self._ends[1:]), Edges(opened)
        self._opened = int(opened[-1]) if len(opened) else 0
        places = {day: place for place, (day, _) in enumerate(closings)}
        # Behind the last interval there is no business day.
        self._days = np.array([*(places[one.day] for one in intervals), len(closings)], dtype=np.int64)
        self._closings = np.array([closing for _, closing in closings], dtype=np.int64)
        self._by_closing = Edges(self._closings)

    def outside(self, at: Ints) -> Flags:
        """Which instants the calendar does not cover."""
        return (at < self.calendar.begins) | (at > self.calendar.ends)

    def opened(self, at: Ints) -> Ints:
        """Open ms from the calendar's beginning up to each instant."""
        place = self._by_start.up_to(at)
        return self._ahead[place] + np.minimum(at, self._ends[place])

    def length(self, start: Ints, end: Ints) -> Ints:
        """Open ms from instants to others."""
        return self.opened(end) - self.opened(start)

    def reach(self, start: Ints, amount: Ints | int) -> tuple[Ints, Flags]:
        """When `amount` (≥ 0) open ms have passed since `start`, and which of these need years that are not covered.

        Used up exactly at closing time is closing time, and no time at all is the start itself.
        """
        wanted = self.opened(start) + amount
        found = wanted - self._ahead[self._by_opened.up_to(wanted - 1) + 1]
        outside = self.outside(start) | (wanted > self._opened)
        none = np.asarray(amount) == 0
        if none.any():
            found = np.where(none, start, found)
        return found, outside

    def due(self, start: Ints, amount: int) -> Ints:
        """As `reach`, for any number of instants and one amount, NONE outside the years that the calendar covers."""
        found = np.empty(len(start), dtype=np.int64)
        for first in range(0, len(start), _BLOCK):
            here = slice(first, first + _BLOCK)
            at, outside = self.reach(start[here], amount)
            at[outside] = NONE
            found[here] = at
        return found

    def business_day(self, start: Ints) -> tuple[Ints, Flags]:
        """The place of the business day of each start, or of its next opening, and which need years not covered."""
        outside = self.outside(start)
        place = self._days[self._by_end.up_to(start)]
        return place, outside | (place == len(self._closings))

    def closings_before(self, at: Ints) -> Ints:
        """How many business days have had their last close before each instant."""
        return self._by_closing.up_to(at - 1)

    def closing(self, place: Ints) -> tuple[Ints, Flags]:
        """The last close of a business day by its place, and which of these lie behind the last year."""
        outside = place >= len(self._closings)
        return np.append(self._closings, NONE)[np.where(outside, len(self._closings), place)], outside
