"""How time passes on many cycles of one clock at once: the open time of a calendar, or all time; none in a pause.

The meaning is that of `Passing` and `Cycle` in `leadpact_dsl.clockwork`. Rows without a pause ahead, nearly all, take
one look at the calendar; for the others time is cut into pieces.
"""

from __future__ import annotations

import numpy as np

from leadpact.engines.clocks.arrays import BITS, NONE, Flags, Ints
from leadpact.engines.clocks.open_time import OpenTime
from leadpact.engines.clocks.pauses import Pauses, Pieces


class Passing:
    """Rows of cycles of one clock; `stop` is the instant that ends a pause (NONE: nothing does).

    `outside` gets a flag for each row that needs a calendar in years that it does not cover; what is answered of such a
    row means nothing. Instants may be NONE, and what is asked of them then is NONE (a length: 0).
    """

    def __init__(self, pauses: Pauses, lead: Ints, start: Ints, stop: Ints, outside: Flags) -> None:
        """`lead` are the keys of the leads' numbers (`number << BITS`), `start` the starts of the cycles."""
        self.outside = outside
        self._pauses, self._lead, self._stop = pauses, lead, stop
        if len(pauses):
            behind = pauses.begun_before(lead, stop)
            self._held = np.flatnonzero(behind > pauses.not_over(lead, start))
            self._behind = behind[self._held]
        else:
            self._held = self._behind = np.zeros(0, dtype=np.int64)

    def reach(self, calendar: OpenTime | None, start: Ints, amount: Ints) -> Ints:
        """The earliest instants at which so much (≥ 0) has passed since `start`; NONE while a pause prevents it."""
        found, outside = _straight(calendar, start, amount)
        if len(self._held):
            at = start[self._held]
            found[self._held], outside[self._held] = self._reach(calendar, at, amount[self._held])
        still = (amount == 0) | (start == NONE)
        self.outside |= outside & ~still
        return np.where(still, start, found)

    def passed(self, calendar: OpenTime | None, start: Ints, end: Ints) -> Ints:
        """How much time passes from `start` to `end`; 0 where `end` is the earlier."""
        runs = (end > start) & (start != NONE)
        length, outside = _length(calendar, start, end)
        if len(self._held):
            pieces = self._pieces(start[self._held])
            ends = np.minimum(pieces.ends, end[self._held][pieces.row])
            real = (pieces.begins < ends) & ~pieces.never
            parts, beyond = _length(calendar, pieces.begins, ends)
            length[self._held] = np.add.reduceat(np.where(real, parts, 0), pieces.offset)
            outside[self._held] = np.logical_or.reduceat(beyond & real, pieces.offset)
        self.outside |= outside & runs
        return np.where(runs, length, 0)

    def close(self, calendar: OpenTime, start: Ints, later: int) -> Ints:
        """The closes of business so many business days later; NONE while a pause prevents it.

        A day whose last close falls in a pause does not count.
        """
        day, closed = calendar.business_day(start)
        found, outside = calendar.closing(day + later)
        if len(self._held):
            at, first = start[self._held], day[self._held]
            found[self._held], outside[self._held] = self._close(calendar, at, first, later)
        self.outside |= outside | closed
        return found

    def _pieces(self, start: Ints) -> Pieces:
        held = self._held
        return Pieces(self._pauses, self._lead[held], start, self._stop[held], self._behind)

    def _reach(self, calendar: OpenTime | None, start: Ints, amount: Ints) -> tuple[Ints, Flags]:
        pieces = self._pieces(start)
        length, beyond = _length(calendar, pieces.begins, pieces.ends)
        real = pieces.bounded & (pieces.begins < pieces.ends)
        place, left = pieces.used_up(np.where(real, length, 0), np.maximum(amount, 1))
        reached = place < len(pieces.row)
        found, outside = _straight(calendar, pieces.begins[np.where(reached, place, 0)], left)
        # Every piece up to the one in which it is used up had to be looked at.
        outside = (outside & reached) | (pieces.first_of(beyond & real) <= np.minimum(place, pieces.last))
        return np.where(reached, found, NONE), outside

    def _close(self, calendar: OpenTime, start: Ints, day: Ints, later: int) -> tuple[Ints, Flags]:
        """Days are counted by their places; those that close between two pauses are a piece."""
        pieces = self._pieces(start)
        first = day[pieces.row]
        begins = np.maximum(first, calendar.closings_before(pieces.begins))
        ends = np.maximum(first, calendar.closings_before(pieces.ends))
        amount = np.full(pieces.rows, later + 1, dtype=np.int64)
        place, left = pieces.used_up(np.maximum(ends - begins, 0), amount)
        reached = place < len(pieces.row)
        found, outside = calendar.closing(begins[np.where(reached, place, 0)] + left - 1)
        # With a lasting pause, days are looked at up to the first that closes in it: there must be one.
        lasting = np.maximum(pieces.last - 1, 0)
        missing = calendar.closing(ends[lasting])[1]
        return np.where(reached, found, NONE), np.where(reached, outside, missing)


def lead_keys(lead: Ints, base: int) -> Ints:
    """Of lead numbers, the keys of their instant 0."""
    return (lead - base) << BITS


def _straight(calendar: OpenTime | None, start: Ints, amount: Ints) -> tuple[Ints, Flags]:
    if calendar is None:
        return start + amount, np.zeros(len(start), dtype=np.bool_)
    return calendar.reach(start, amount)


def _length(calendar: OpenTime | None, start: Ints, end: Ints) -> tuple[Ints, Flags]:
    if calendar is None:
        return end - start, np.zeros(len(start), dtype=np.bool_)
    return calendar.length(start, end), calendar.outside(start) | calendar.outside(end)
