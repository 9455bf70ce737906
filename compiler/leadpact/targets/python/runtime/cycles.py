"""Clocks: every cycle in the log with the response that applied, when it was due, and where it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from leadpact.targets.python.runtime.business import Calendar, Pauses, close_of_business, is_paused, passed, reach
from leadpact.targets.python.runtime.records import Activity, Log


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


Respond = Callable[[int], int]
"""The place of the response that applies at the start of a cycle; -1 for none."""
Calendars = Sequence["tuple[str | None, Calendar | None]"]
"""For each response the calendar that the lead's field chooses, with its name."""


def cycles(
    clock: Clock,
    ordered: Sequence[Activity],
    log: Log,
    returned: Sequence[int],
    respond: Respond,
    calendars: Calendars,
    as_of: int,
) -> Iterator[Cycle]:
    """The cycles of a clock in order of time. `ordered` are all activities by time, `log` the same by kind; `returned`
    are the instants at which the lead was recycled, in order."""
    starts, afresh = instants(log, clock.starts), instants(log, clock.afresh)
    stops = sorted(activity.at for kind in clock.stops for activity in log.get(kind, ()))
    paused = [*((at, 1) for at in instants(log, clock.pause)), *((at, 0) for at in instants(log, clock.resume))]
    start = first(starts, 0)
    while start is not None:
        answered, sent_back, restarted = first(stops, start), first(returned, start), first(afresh, start + 1)
        end = min((at for at in (answered, sent_back, restarted) if at is not None), default=None)
        following = None if end is None else first(starts, end + 1)
        if end is None:
            ended_by = None
        elif end == answered:
            ended_by = first_kind(ordered, end, clock.stops)
        elif end == sent_back:
            ended_by = "recycled"
        else:
            ended_by, following = "started afresh", end
        place = respond(start)
        response = None if place < 0 else clock.responses[place]
        name, calendar = (None, None) if place < 0 else calendars[place]
        yield cycle(clock, response, name, calendar, start, end, ended_by, following, stops, paused, as_of)
        start = following


def cycle(
    clock: Clock,
    response: Response | None,
    name: str | None,
    calendar: Calendar | None,
    start: int,
    end: int | None,
    ended_by: str | None,
    following: int | None,
    stops: Sequence[int],
    paused: Sequence[tuple[int, int]],
    as_of: int,
) -> Cycle:
    """One cycle from `start` to `end`; `stops` are all answers in the log, `paused` all pauses (1) and resumptions."""
    until = as_of if end is None else end
    if response is None:
        state = state_of(None, end, ended_by, as_of, False)
        return Cycle(clock.name, start, None, None, state, None, end, ended_by, 0, (), ())
    pauses = pauses_of(paused, end, as_of) if paused else []
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
        name if response.business else None,
        state_of(due, end, ended_by, as_of, bool(pauses) and is_paused(pauses, as_of)),
        due,
        end,
        ended_by,
        passed(counted, pauses, start, until),
        tuple(tries_of(one, calendar, start, following, stops, paused, as_of) for one in response.tries),
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


def pauses_of(paused: Iterable[tuple[int, int]], end: int | None, as_of: int) -> Pauses:
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
    tries: Tries,
    calendar: Calendar | None,
    start: int,
    following: int | None,
    stops: Sequence[int],
    paused: Sequence[tuple[int, int]],
    as_of: int,
) -> TriesMade:
    """Trying goes on behind the first answer, and so do its pauses: until the next cycle begins."""
    pauses = pauses_of(paused, following, as_of) if paused else []
    by = reach(calendar if tries.business else None, pauses, start, tries.amount)
    behind = len(stops) if by is None else bisect_right(stops, by)
    if following is not None:
        behind = min(behind, bisect_left(stops, following))
    return TriesMade(max(0, behind - bisect_left(stops, start)), tries.times, by)


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


def first_kind(ordered: Sequence[Activity], at: int, kinds: tuple[str, ...]) -> str:
    """Of the activities of these kinds at an instant the first in the log."""
    place = bisect_left(ordered, at, key=lambda activity: activity.at)
    while ordered[place].kind not in kinds:
        place += 1
    return ordered[place].kind


def instants(log: Log, kinds: tuple[str, ...]) -> list[int]:
    """Sorted, each once."""
    return sorted({activity.at for kind in kinds for activity in log.get(kind, ())})


def first(sorted_instants: Sequence[int], at: int) -> int | None:
    """The first instant at or after another."""
    place = bisect_left(sorted_instants, at)
    return sorted_instants[place] if place < len(sorted_instants) else None

