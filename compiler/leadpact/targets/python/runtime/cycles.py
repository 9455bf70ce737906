"""Clocks: every cycle in the log with the response that applied, when it was due, and where it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from leadpact.targets.python.runtime.business import Calendar, Pauses, close_of_business, is_paused, passed, reach
from leadpact.targets.python.runtime.records import FOREVER, Activity, Log, instants


class Tries(NamedTuple):
    """So many answers within `amount` ms from the start."""

    times: int
    amount: int
    business: bool


class Action(NamedTuple):
    """An instruction: `moment` is before due, at due, after due or after start, by `amount` ms."""

    kind: str
    target: str
    moment: str
    amount: int
    business: bool


class Response(NamedTuple):
    """`within` ms, or (None) at the close of business so many `days_later`."""

    name: str
    within: int | None
    days_later: int
    business: bool
    tries: tuple[Tries, ...]
    actions: tuple[Action, ...]


class Clock(NamedTuple):
    name: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    afresh: tuple[str, ...]
    pause: tuple[str, ...]
    resume: tuple[str, ...]
    responses: tuple[Response, ...]


class TriesMade(NamedTuple):
    made: int
    wanted: int
    by: int | None


class ActionDue(NamedTuple):
    """`fallen`: it has come due. `at` is None while a pause hides it."""

    kind: str
    target: str
    at: int | None
    fallen: bool


class Cycle(NamedTuple):
    """One cycle of a clock. Without a response nothing was promised. `used` are the ms that passed, in business time
    where the answer is promised in it (`calendar` is its name then)."""

    clock: str
    started_at: int
    response: str | None
    calendar: str | None
    state: str
    due: int | None
    ended_at: int | None
    ended_by: str | None
    used: int
    tries: tuple[TriesMade, ...]
    actions: tuple[ActionDue, ...]


Paused = list[tuple[int, int]]
"""The instants of a clock's pauses (1) and resumptions (0) in a lead's log."""


Stretch = tuple[int, "int | None", "str | None", "int | None"]
"""Start, end, what ended it, and the start of the next."""


def stretches(
    ordered: Sequence[Activity],
    log: Log,
    starts: list[int],
    stopping: tuple[str, ...],
    afresh: Sequence[int],
    returned: Sequence[int],
) -> Sequence[Stretch]:
    """The cycles of a clock that was started, in order of time.

    At one instant an answer comes before a return, and a return before a fresh start. `ordered` are all activities by
    time, `log` their instants by kind; `afresh` and `returned` are the instants, in order, of what starts a cycle anew
    and at which the lead was recycled.
    """
    found: list[Stretch] = []
    start: int | None = starts[0]
    while start is not None:
        end = ended_by = following = None
        for kind in stopping:
            if kind in log:
                times = log[kind]
                at = times[0]
                if at < start:
                    if times[-1] < start:
                        continue
                    at = times[bisect_left(times, start)]
                if end is None or at < end:
                    end, ended_by = at, kind
                elif at == end:
                    ended_by = first_kind(ordered, end, stopping)
        if returned and returned[-1] >= start:
            at = returned[bisect_left(returned, start)]
            if end is None or at < end:
                end, ended_by = at, "recycled"
        if afresh and afresh[-1] > start:
            at = afresh[bisect_right(afresh, start)]
            if end is None or at < end:
                end = following = at
                ended_by = "started afresh"
        if following is None and end is not None and end < starts[-1]:
            following = starts[bisect_right(starts, end)]
        found.append((start, end, ended_by, following))
        start = following
    return found


def unpromised(clock: Clock, start: int, end: int | None, ended_by: str | None, as_of: int) -> Cycle:
    """A cycle to which no response applies."""
    state = state_of(None, end, ended_by, as_of, False)
    return Cycle(clock.name, start, None, None, state, None, end, ended_by, 0, (), ())


def pauses_in(log: Log, clock: Clock) -> Paused:
    return [*((at, 1) for at in instants(log, clock.pause)), *((at, 0) for at in instants(log, clock.resume))]


def cycle_with_pauses(
    clock: Clock,
    which: int,
    calendar: Calendar | None,
    start: int,
    end: int | None,
    ended_by: str | None,
    following: int | None,
    log: Log,
    paused: Paused,
    as_of: int,
) -> Cycle:
    """A cycle of which pauses may hold up the time: nothing passes in them."""
    response = clock.responses[which]
    until = as_of if end is None else end
    pauses = pauses_of(paused, end, as_of)
    counted = calendar if response.business else None
    if response.within is not None:
        due = reach(counted, pauses, start, response.within)
    else:
        assert calendar is not None  # the check of the policy sees to that
        due = close_of_business(calendar, pauses, start, response.days_later)
    reach(counted, pauses, start, 1)  # refuses a start behind which nothing opens any more
    return Cycle(
        clock.name,
        start,
        response.name,
        calendar.name if response.business and calendar is not None else None,
        state_of(due, end, ended_by, as_of, is_paused(pauses, as_of)),
        due,
        end,
        ended_by,
        passed(counted, pauses, start, until),
        tuple(tries_of(clock, one, calendar, start, following, log, paused, as_of) for one in response.tries),
        tuple(action_of(one, calendar, pauses, start, due, until) for one in response.actions),
    )


def state_of(due: int | None, end: int | None, ended_by: str | None, as_of: int, paused: bool) -> str:
    if ended_by == "started afresh":
        return "passed on"
    if end is not None:
        return "met" if due is None or end <= due else "missed"
    if due is not None and as_of > due:
        return "overdue"
    return "paused" if paused else "running"


def pauses_of(paused: Paused, end: int | None, as_of: int) -> Pauses:
    """The pauses up to the end of a cycle, those from before its start too. At one instant a resumption wins."""
    until = as_of if end is None else end
    pauses: dict[int, int] = {}
    for at, begins in paused:
        if at <= until:
            pauses[at] = pauses.get(at, 1) & begins
    found: Pauses = []
    since: int | None = None
    for at, begins in sorted(pauses.items()):
        if begins and since is None:
            since = at
        elif not begins and since is not None:
            found.append((since, at))
            since = None
    if since is not None and since != end:
        found.append((since, end))
    return found


def tries_of(
    clock: Clock,
    tries: Tries,
    calendar: Calendar | None,
    start: int,
    following: int | None,
    log: Log,
    paused: Paused,
    as_of: int,
) -> TriesMade:
    """Trying goes on behind the first answer, and so do its pauses: until the next cycle begins."""
    pauses = pauses_of(paused, following, as_of)
    by = reach(calendar if tries.business else None, pauses, start, tries.amount)
    return TriesMade(tries_made(log, clock.stops, start, by, following), tries.times, by)


def tries_made(log: Log, stops: tuple[str, ...], start: int, by: int | None, following: int | None) -> int:
    """How many answers there were up to `by` and before the next cycle."""
    last = FOREVER if by is None else by
    if following is not None and following <= last:
        last = following - 1
    made = 0
    for kind in stops:
        if kind in log:
            for at in log[kind]:
                if start <= at <= last:
                    made += 1
    return made


def action_of(
    action: Action, calendar: Calendar | None, pauses: Pauses, start: int, due: int | None, until: int
) -> ActionDue:
    kind, target, moment, amount, business = action
    counted = calendar if business else None
    if moment == "after start":
        at = reach(counted, pauses, start, amount)
    elif due is None or moment == "at due":
        at = due
    elif moment == "before due":
        at = reach(counted, pauses, start, max(0, passed(counted, pauses, start, due) - amount))
    else:
        at = reach(counted, pauses, due, amount)
    return ActionDue(kind, target, at, at is not None and at <= until)


def first_kind(ordered: Sequence[Activity], instant: int, kinds: tuple[str, ...]) -> str:
    """Of the activities of these kinds at an instant the first in the log."""
    return next(kind for kind, at, _ in ordered if at == instant and kind in kinds)
