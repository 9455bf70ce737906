"""When each cycle is due and where it stands: its state, the time used, its tries and its instructions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, get_args

import numpy as np
import numpy.typing as npt

from leadpact.engines.clocks.arrays import NONE, AsOf, Flags, Ints, Small, as_of_leads
from leadpact.engines.clocks.cycles import AFRESH, Cycles
from leadpact.engines.clocks.events import Events, Log, stretches
from leadpact.engines.clocks.keeping import Ground, Kept, kept
from leadpact.engines.clocks.open_time import open_time
from leadpact.engines.clocks.passing import lead_keys
from leadpact.engines.clocks.pauses import Pauses
from leadpact.engines.clocks.promised import Promise, Promised, actions_of, tries_of
from leadpact.plan import Plan
from leadpact_dsl.decision import State

STATES: Final[tuple[str, ...]] = get_args(State)
"""What the codes in `Timed.state` mean."""


@dataclass(frozen=True, eq=False)
class Timed:
    """An entry a cycle, in the order of the cycles.

    `response` is its place among those of the clock in the plan, `calendar` the calendar's among the policy's where
    the answer is promised in business time; NONE for neither. `due` is NONE while a pause prevents it and where nothing
    was promised, `opened` also where the time has not begun to pass. `used` is of the answer's kind of time.

    The tries of cycle i stand from `tries_first[i]` up to `tries_first[i + 1]`, a clause each as written: how many were
    made, and by when all must be (NONE while a pause hides it). Instructions (`actions_…`) stand alike: when, and
    whether they have come due.

    `outside` is the place of the calendar that the cycle needs in years which it does not cover, else NONE. All else
    that is said of such a cycle means nothing, and the reference refuses its lead.
    """

    response: Small
    calendar: Small
    state: npt.NDArray[np.int8]
    due: Ints
    used: Ints
    opened: Ints
    tries_first: Ints
    tries_made: Ints
    tries_by: Ints
    actions_first: Ints
    actions_at: Ints
    actions_fallen: Flags
    outside: Small

    def __len__(self) -> int:
        return len(self.due)


def timed(
    plan: Plan, cycles: Cycles, response: Small, calendar: Mapping[str, Small | Ints], events: Events, as_of: AsOf
) -> Timed:
    """The times of the cycles that `cycles(plan, events, as_of)` found, or of all cycles of some of their leads.

    `response` is the place of each cycle's response among those of its clock, NONE where none applies. `calendar` says
    for each response that chooses by a field, by its name, the place among the policy's of each lead's calendar.
    """
    promised = Promised.of(plan)
    numbers = promised.numbers(cycles.clock, response)
    found = _empty(response, promised, numbers)
    for first, behind, base in stretches(cycles.lead):
        here = cycles.taken(slice(first, behind))
        of_leads = np.searchsorted(events.lead, [base, int(here.lead[-1]) + 1])
        log = Log(plan, events, int(of_leads[0]), int(of_leads[1]), base, as_of)
        now = as_of_leads(as_of, here.lead)
        until = np.where(here.end == NONE, now, here.end)
        paused = np.zeros(len(here), dtype=np.bool_)
        for place, clock in enumerate(plan.clocks):
            of_clock = np.flatnonzero(here.clock == place)
            if not len(of_clock):
                continue
            pauses, stops = Pauses.of(clock.clause, log), log.moments(clock.clause.stops)
            paused[of_clock] = pauses.lasting(lead_keys(here.lead[of_clock], base))
            for number, promise in promised.of_clock(place):
                rows = of_clock[numbers[first + of_clock] == number]
                for which, chosen in _by_calendar(promise, calendar, here.lead[rows]):
                    some = rows[chosen]
                    hours = None if which == NONE else open_time(promised.calendars[which])
                    ground = Ground(here.taken(some), until[some], pauses, stops, base)
                    _write(found, first + some, promise, which, kept(promise.response, hours, ground))
        found.state[first:behind] = _states(
            here, found.due[first:behind], now, paused & (numbers[first:behind] != NONE)
        )
    return found


def _by_calendar(promise: Promise, calendar: Mapping[str, Small | Ints], leads: Ints) -> Iterator[tuple[int, Ints]]:
    """Each calendar that some of the leads are on (NONE: nothing is counted in business time), and which leads."""
    if not promise.chosen:
        if len(leads):
            yield next(iter(promise.calendars), NONE), np.arange(len(leads))
        return
    on = calendar[promise.response.name][leads]
    if not np.isin(on, promise.calendars).all():
        raise ValueError(f"a lead is on none of the calendars of the response {promise.response.name}")
    for which in promise.calendars:
        rows = np.flatnonzero(on == which)
        if len(rows):
            yield which, rows


def _empty(response: Small, promised: Promised, numbers: Ints) -> Timed:
    """Cycles without a promise, with room for what is promised."""
    count = len(response)
    tries, actions = (_firsts(promised.counts(numbers, of)) for of in (tries_of, actions_of))
    return Timed(
        response=response,
        calendar=np.full(count, NONE, dtype=np.int16),
        state=np.zeros(count, dtype=np.int8),
        due=np.full(count, NONE, dtype=np.int64),
        used=np.zeros(count, dtype=np.int64),
        opened=np.full(count, NONE, dtype=np.int64),
        tries_first=tries,
        tries_made=np.zeros(tries[-1], dtype=np.int64),
        tries_by=np.full(tries[-1], NONE, dtype=np.int64),
        actions_first=actions,
        actions_at=np.full(actions[-1], NONE, dtype=np.int64),
        actions_fallen=np.zeros(actions[-1], dtype=np.bool_),
        outside=np.full(count, NONE, dtype=np.int16),
    )


def _firsts(counts: Ints) -> Ints:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])


def _write(found: Timed, rows: Ints, promise: Promise, calendar: int, kept: Kept) -> None:
    found.calendar[rows] = calendar if promise.business else NONE
    found.due[rows], found.used[rows], found.opened[rows] = kept.due, kept.used, kept.opened
    found.outside[rows[kept.outside]] = calendar
    for place, (made, by) in enumerate(kept.tries):
        at = found.tries_first[rows] + place
        found.tries_made[at], found.tries_by[at] = made, by
    for place, (when, fallen) in enumerate(kept.actions):
        at = found.actions_first[rows] + place
        found.actions_at[at], found.actions_fallen[at] = when, fallen


def _states(cycles: Cycles, due: Ints, now: Ints, paused: Flags) -> npt.NDArray[np.int8]:
    """An answer at the due instant is in time. A pause that begins when the answer is overdue does not excuse it."""
    states = [
        (cycles.ended_by == AFRESH, "passed on"),
        ((cycles.end != NONE) & ((due == NONE) | (cycles.end <= due)), "met"),
        (cycles.end != NONE, "missed"),
        ((due != NONE) & (now > due), "overdue"),
        (paused, "paused"),
    ]
    codes = [STATES.index(name) for _, name in states]
    found = np.select([holds for holds, _ in states], codes, STATES.index("running"))
    return found.astype(np.int8)
