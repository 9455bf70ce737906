"""All cycles of all clocks, by instants alone.

At one instant an answer comes before a return, and a return before a fresh start. A start at the instant at which a
cycle ends finds it running still, and changes nothing. Where every cycle would end is worked out for all instants that
can start one; those that do are found by going from each to the next, in all leads at once.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from leadpact.engines.clocks.arrays import (
    BITS,
    FAR,
    NEVER,
    NONE,
    AsOf,
    Flags,
    Ints,
    Small,
    first_after,
    first_at_or_after,
    firsts,
    merged,
)
from leadpact.engines.clocks.events import Events, Log, stretches
from leadpact.plan import Plan
from leadpact_dsl import model

RECYCLED: Final = -2
"""In `ended_by`: an activity that a recycle rule takes up."""
AFRESH: Final = -3
"""In `ended_by`: the next cycle took over."""


@dataclass(frozen=True, eq=False)
class Cycles:
    """An entry a cycle, sorted by lead, then clock as written, then start.

    `clock` is its place in `plan.clocks`. `end` is NONE while it runs; `ended_by` is the stop activity's place in
    `policy.activities`, RECYCLED, AFRESH, or NONE. `next_start` is that of the clock's next cycle, or NONE.
    """

    clock: Small
    lead: Ints
    start: Ints
    end: Ints
    ended_by: Small
    next_start: Ints

    def __len__(self) -> int:
        return len(self.lead)

    def taken(self, rows: Ints | Flags | slice) -> Cycles:
        """Some of them."""
        return Cycles(*(getattr(self, one.name)[rows] for one in fields(self)))


def cycles(plan: Plan, events: Events, as_of: AsOf) -> Cycles:
    """Every cycle in the log; events later than `as_of` do not exist."""
    found = [_none()]
    for first, behind, base in stretches(events.lead):
        log = Log(plan, events, first, behind, base, as_of)
        returned = log.returns()
        found.append(
            _by_lead([_of_clock(clock.clause, place, log, returned, base) for place, clock in enumerate(plan.clocks)])
        )
    return _joined(found)


def _of_clock(clock: model.Clock, place: int, log: Log, returned: Ints, base: int) -> Cycles:
    starts = log.instants(clock.starts)
    if not len(starts):
        return _none()
    afresh = log.instants(clock.afresh)
    stops, stopped_by = log.first_of_instants(clock.stops)
    # A cycle starts at a start, or where the one before was passed on.
    begin = merged(starts, afresh) if len(afresh) else starts
    which, answered = first_at_or_after(stops, begin)
    _, sent_back = first_at_or_after(returned, begin)
    restarted = first_after(afresh, begin)
    end = np.minimum(np.minimum(answered, sent_back), restarted)
    ended = end != NEVER
    ended_by = np.full(len(begin), NONE, dtype=np.int16)
    ended_by[ended & (end == restarted)] = AFRESH
    ended_by[ended & (end == sent_back)] = RECYCLED
    by_answer = ended & (end == answered)
    ended_by[by_answer] = stopped_by[which[by_answer]]
    following = np.full(len(begin), NEVER, dtype=np.int64)
    following[ended] = first_after(starts, end[ended])
    following = np.where(ended_by == AFRESH, end, following)
    there = _walked(begin, starts[firsts(starts >> BITS)], following)
    start, end, following = begin[there], end[there], following[there]
    return Cycles(
        clock=np.full(len(start), place, dtype=np.int16),
        lead=(start >> BITS) + base,
        start=start & FAR,
        end=np.where(end == NEVER, NONE, end & FAR),
        ended_by=ended_by[there],
        next_start=np.where(following == NEVER, NONE, following & FAR),
    )


def _walked(begin: Ints, first: Ints, following: Ints) -> Flags:
    """Which of the instants that could start a cycle are reached from the first of each lead."""
    reached = np.zeros(len(begin), dtype=np.bool_)
    step = np.searchsorted(begin, following)
    here = np.searchsorted(begin, first)
    while len(here):
        reached[here] = True
        here = step[here]
        here = here[here < len(begin)]
    return reached


def _by_lead(by_clock: list[Cycles]) -> Cycles:
    found = _joined([_none(), *by_clock])
    return found.taken(np.argsort(found.lead, kind="stable"))


def _joined(parts: list[Cycles]) -> Cycles:
    return Cycles(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Cycles)))


def _none() -> Cycles:
    small, ints = np.zeros(0, dtype=np.int16), np.zeros(0, dtype=np.int64)
    return Cycles(small, ints, ints, ints, small, ints)
