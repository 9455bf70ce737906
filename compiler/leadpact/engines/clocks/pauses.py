"""The pauses of a clock in the logs of many leads, and the time between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leadpact.engines.clocks.arrays import BITS, FAR, NEVER, NONE, Flags, Ints, first_at_or_after, firsts
from leadpact.engines.clocks.events import Log
from leadpact_dsl.model import Clock


@dataclass(frozen=True, eq=False)
class Pauses:
    """Keys of where pauses begin and where they end, sorted; one that still lasts ends at FAR.

    A lead is paused at an instant when the latest activity at or before it is one that pauses; of activities at one
    instant one that resumes wins.
    """

    since: Ints
    until: Ints

    @classmethod
    def of(cls, clock: Clock, log: Log) -> Pauses:
        keys, resumes = log.either(clock.pause, clock.resume)
        if not len(keys):
            return cls(keys, keys)
        first = firsts(keys)
        resumed = np.logical_or.reduceat(resumes, np.flatnonzero(first))
        keys = keys[first]
        paused_before = np.zeros(len(keys), dtype=np.bool_)
        paused_before[1:] = ~resumed[:-1] & ((keys[1:] >> BITS) == (keys[:-1] >> BITS))
        since, ends = keys[~resumed & ~paused_before], keys[resumed & paused_before]
        _, until = first_at_or_after(ends, since)
        return cls(since, np.where(until == NEVER, since | FAR, until))

    def __len__(self) -> int:
        return len(self.since)

    def begun_before(self, lead: Ints, stop: Ints) -> Ints:
        """Behind the place of the last pause of a lead (by the key of its instant 0) that begins before an instant,
        where that is NONE the lead's last one."""
        return np.searchsorted(self.since, lead | np.where(stop == NONE, FAR, stop), "left")

    def not_over(self, lead: Ints, at: Ints) -> Ints:
        """The place of the first pause of a lead that ends after an instant."""
        return np.searchsorted(self.until, lead | np.minimum(at, FAR), "right")

    def lasting(self, lead: Ints) -> Flags:
        """Which leads are in a pause that was not resumed."""
        last = np.searchsorted(self.since, lead | FAR, "right") - 1
        until = np.append(self.until, -1)[last]  # before the first pause stands -1, which is nobody's key
        found: Flags = until == (lead | FAR)
        return found


class Pieces:
    """The stretches of time outside the pauses from some instants on, a row of them for each.

    Row i has one piece for each of its pauses, up to where that begins, and one behind the last pause, without an end.
    A piece may be empty, and where the last pause lasts, the piece behind it begins at FAR.
    """

    def __init__(self, pauses: Pauses, lead: Ints, start: Ints, stop: Ints, behind: Ints) -> None:
        """`stop` ends the pause it falls in (NONE: nothing does); `behind` is `begun_before` of it."""
        first = pauses.not_over(lead, np.where(start == NONE, FAR, start))
        count = np.maximum(behind - first, 0)
        self.rows = len(start)
        self.last = np.cumsum(count + 1) - 1
        self.offset = self.last - count
        self.row: Ints = np.repeat(np.arange(self.rows, dtype=np.int64), count + 1)
        place = np.arange(len(self.row), dtype=np.int64) - self.offset[self.row]
        pause = first[self.row] + place
        self.begins = start[self.row]
        later = np.flatnonzero(place > 0)
        over = pauses.until[pause[later] - 1] & FAR
        stops = stop[self.row[later]]
        over = np.where(stops == NONE, over, np.minimum(over, stops))
        self.begins[later] = np.maximum(self.begins[later], over)
        self.bounded: Flags = np.ones(len(self.row), dtype=np.bool_)
        self.bounded[self.last] = False
        self.ends = np.full(len(self.row), FAR, dtype=np.int64)
        self.ends[self.bounded] = pauses.since[pause[self.bounded]] & FAR
        self.never: Flags = ~self.bounded & (place > 0) & (self.begins == FAR)
        """The pieces that do not exist, behind a pause that lasts."""

    def used_up(self, length: Ints, amount: Ints) -> tuple[Ints, Ints]:
        """For each row the piece in which its amount (> 0) is used up, when a piece holds so much: its place, and how
        much of the amount is left for it. The place is behind all pieces where a lasting pause prevents it."""
        held = np.where(self.bounded, length, 0)
        total = np.cumsum(held)
        total -= (total[self.offset] - held[self.offset])[self.row]
        enough = np.where(self.bounded, total >= amount[self.row], ~self.never)
        place = self.first_of(enough)
        at = np.minimum(place, len(self.row) - 1)
        return place, amount - (total[at] - held[at])

    def first_of(self, pieces: Flags) -> Ints:
        """The first of these pieces in each row; behind all pieces where a row has none of them."""
        places = np.where(pieces, np.arange(len(self.row), dtype=np.int64), len(self.row))
        return np.minimum.reduceat(places, self.offset)
