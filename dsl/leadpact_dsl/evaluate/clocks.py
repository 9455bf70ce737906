"""Clocks: every cycle in the log with the response that applied, when it was due, and where it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, assert_never

from leadpact_dsl import clockwork
from leadpact_dsl.calendars import Calendar
from leadpact_dsl.decision import ActionDue, CycleResult, State, TriesResult, Truth
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.evaluate.comparing import same
from leadpact_dsl.evaluate.conditions import truth
from leadpact_dsl.evaluate.stages import returns
from leadpact_dsl.model import (
    Action,
    AnswerByClose,
    AnswerWithin,
    CalendarChoice,
    Clock,
    OtherwiseKey,
    Response,
    Selection,
    Tries,
    UnknownKey,
    ValuesKey,
)

if TYPE_CHECKING:
    from leadpact_dsl.evaluate.frame import Frame

FrameAt: TypeAlias = "Callable[[int], Frame]"
"""The frame of an instant; of one instant always the same, so that nothing is worked out twice."""

RECYCLED = "recycled"
AFRESH = "started afresh"


@dataclass(frozen=True)
class Stretch:
    """One cycle in the log: from its start to its end (None: it still runs), and the start of the next one."""

    start: int
    end: int | None
    ended_by: str | None
    next_start: int | None


def cycles(frame: Frame, frame_at: FrameAt) -> Iterator[CycleResult]:
    """All cycles of all clocks, by clock as written and then by start. May raise OutsideCalendar."""
    returned = returns(frame)
    for clock in frame.policy.clocks.values():
        stops = [entry.at for entry in frame.all.selected(Selection(clock.stops, own=False, where=None))]
        for stretch in stretches(clock, returned, frame):
            yield _cycle(clock, stretch, stops, frame, frame_at(stretch.start))


def stretches(clock: Clock, returned: Sequence[int], frame: Frame) -> Iterator[Stretch]:
    """The cycles of a clock, by instants alone: the order of rows at one instant changes nothing.

    At one instant an answer comes before a return, and a return before a fresh start. A start at the instant at which
    a cycle ends finds it running still, and changes nothing.
    """
    starts, afresh = _instants(clock.starts, frame), _instants(clock.afresh, frame)
    stopped_by = _by_instant(clock.stops, frame)
    stops = list(stopped_by)
    start = _first(starts, 0)
    while start is not None:
        answered, sent_back = _first(stops, start), _first(returned, start)
        restarted = _first(afresh, start + 1)
        end = min((at for at in (answered, sent_back, restarted) if at is not None), default=None)
        if end is None:
            yield Stretch(start, None, None, None)
            return
        following = _first(starts, end + 1)
        if end == answered:
            ended_by = stopped_by[end]
        elif end == sent_back:
            ended_by = RECYCLED
        else:
            ended_by, following = AFRESH, end
        yield Stretch(start, end, ended_by, following)
        start = following


def _by_instant(kinds: tuple[str, ...], frame: Frame) -> dict[int, str]:
    """The instants of activities of these kinds, in order, each with its activity: of several the first in the log."""
    found: dict[int, str] = {}
    for entry in frame.all.selected(Selection(kinds, own=False, where=None)):
        found.setdefault(entry.at, entry.activity)
    return found


def _instants(kinds: tuple[str, ...], frame: Frame) -> list[int]:
    return list(_by_instant(kinds, frame))


def _first(instants: Sequence[int], at: int) -> int | None:
    """The first of sorted instants at or after another."""
    position = bisect_left(instants, at)
    return instants[position] if position < len(instants) else None


def _cycle(clock: Clock, stretch: Stretch, stops: Sequence[int], frame: Frame, at_start: Frame) -> CycleResult:
    """`stops` are the instants of all that stops the clock, in order."""
    response, applied = _response(clock, at_start)
    until = frame.instant if stretch.end is None else stretch.end
    if response is None:
        state = _state(stretch, None, False, frame.instant)
        return CycleResult(
            clock.name, stretch.start, None, applied, None, state, None, stretch.end, stretch.ended_by,
            used=0, opened=None, hours=(), skipped=(),
        )  # fmt: skip
    name, calendar = _calendar(response.calendar, frame)
    pauses = _pauses(clock, stretch.end, frame)
    cycle = clockwork.Cycle(stretch.start, calendar, pauses)
    business, due = _due(response.answer, cycle)
    passing = cycle.passing(business)
    begun = passing.reach(stretch.start, 1)
    explained_until = until if due is None else due
    return CycleResult(
        clock=clock.name,
        started_at=stretch.start,
        response=response.name,
        applied=applied,
        calendar=name if business else None,
        state=_state(stretch, due, pauses.at(frame.instant), frame.instant),
        due=due,
        ended_at=stretch.end,
        ended_by=stretch.ended_by,
        used=passing.passed(stretch.start, until),
        opened=None if begun is None else begun - 1,
        hours=tuple(cycle.hours_by_day(explained_until)) if business else (),
        skipped=tuple(cycle.holidays_skipped(explained_until)) if business else (),
        tries=tuple(_tries(clock, stretch, tries, stops, calendar, frame) for tries in response.tries),
        actions=tuple(_action(action, cycle, due, until) for action in response.actions),
    )


def _response(clock: Clock, at_start: Frame) -> tuple[Response | None, tuple[Truth, ...]]:
    """The first response of the clock that applies at the cycle's start, and what was found on the way to it."""
    tried: list[Truth] = []
    for response in at_start.policy.responses.values():
        if response.clock != clock.name:
            continue
        if response.applies_to is None:
            return response, tuple(tried)
        tried.append(truth(response.applies_to, at_start.all))
        if tried[-1].holds:
            return response, tuple(tried)
    return None, tuple(tried)


def _calendar(choice: CalendarChoice | None, frame: Frame) -> tuple[str | None, Calendar | None]:
    """The calendar that the lead's field chooses, as its record holds it now."""
    if choice is None:
        return None, None
    value = None if choice.field is None else frame.facts.values.get(choice.field.name)
    otherwise: str | None = None
    for key, name in choice.rows:
        match key:
            case ValuesKey(values) if value is not None and any(same(value, wanted) for wanted in values):
                return name, frame.policy.calendars[name]
            case UnknownKey() if value is None:
                return name, frame.policy.calendars[name]
            case OtherwiseKey() if value is not None or choice.field is None:
                otherwise = name
            case _:
                pass
    if otherwise is None:
        raise InternalError("No calendar is named for this lead, though the rows must leave nothing out.")
    return otherwise, frame.policy.calendars[otherwise]


def _pauses(clock: Clock, end: int | None, frame: Frame) -> clockwork.Pauses:
    """The pauses up to the end of the cycle. One from before its start still lasts in it."""
    paused = ((at, True) for at in _instants(clock.pause, frame))
    resumed = ((at, False) for at in _instants(clock.resume, frame))
    return clockwork.Pauses.of([*paused, *resumed], stop=end, as_of=frame.instant)


def _due(answer: AnswerWithin | AnswerByClose, cycle: clockwork.Cycle) -> tuple[bool, int | None]:
    """Whether the answer is promised in business time, and when it is due."""
    match answer:
        case AnswerWithin(duration=duration):
            return duration.business, cycle.within(duration.ms, duration.business)
        case AnswerByClose(days_later=days_later):
            return True, cycle.close_of_business(days_later)
        case _:
            assert_never(answer)


def _state(stretch: Stretch, due: int | None, paused: bool, as_of: int) -> State:
    if stretch.ended_by == AFRESH:
        return "passed on"
    return clockwork.state(due, stretch.end, as_of, paused).value


def _tries(
    clock: Clock, stretch: Stretch, clause: Tries, stops: Sequence[int], calendar: Calendar | None, frame: Frame
) -> TriesResult:
    """Trying goes on behind the first answer, so its pauses do too: until the next cycle begins."""
    rest = clockwork.Cycle(stretch.start, calendar, _pauses(clock, stretch.next_start, frame))
    by = rest.after_start(clause.within.ms, clause.within.business)
    behind = len(stops) if by is None else bisect_right(stops, by)
    if stretch.next_start is not None:
        behind = min(behind, bisect_left(stops, stretch.next_start))
    made = max(0, behind - bisect_left(stops, stretch.start))
    return TriesResult(clause, made, by)


def _action(action: Action, cycle: clockwork.Cycle, due: int | None, until: int) -> ActionDue:
    """`until` is the end of the cycle, or as of while it runs: what has an instant up to then has come due."""
    at = _moment(action, cycle, due)
    return ActionDue(action, at, fallen=at is not None and at <= until)


def _moment(action: Action, cycle: clockwork.Cycle, due: int | None) -> int | None:
    amount, business = (0, False) if action.offset is None else (action.offset.ms, action.offset.business)
    match action.moment:
        case "after start":
            return cycle.after_start(amount, business)
        case _ if due is None:
            return None
        case "at due":
            return due
        case "before due":
            return cycle.before_due(due, amount, business)
        case "after due":
            return cycle.after_due(due, amount, business)
