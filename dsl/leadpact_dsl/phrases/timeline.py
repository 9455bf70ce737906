"""A promise as a line of moments, from the start of its clock to the last thing that follows when nobody answers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from leadpact_dsl.calendars import Calendar
from leadpact_dsl.model import Action, AnswerByClose, AnswerWithin, Duration, Policy, Response, Tries
from leadpact_dsl.phrases import activities, clocks, times
from leadpact_dsl.phrases.words import times as times_said
from leadpact_dsl.phrases.words import verb

_DAY = 24 * 3_600_000
_MINUTE = 60_000


@dataclass(frozen=True)
class Moment:
    """`when` and `what` are clauses without capital and full stop; `role` tells the start and the due moment apart."""

    role: Literal["start", "action", "due", "tries"]
    when: str
    what: str
    because: str | None = None


def timeline(policy: Policy, promise: Response) -> tuple[Moment, ...]:
    """In the order in which they usually come; moments of one place stand as the author wrote them.

    How business time lies to elapsed time depends on nights and holidays. For the order alone, a week's open hours
    count as a week.
    """
    due = _due_place(policy, promise)
    start = Moment("start", "at the start", f"{activities.did(policy, policy.clocks[promise.clock].starts)}")
    team = policy.teams[promise.answer.team].label
    answered = Moment("due", due_when(promise), f"the answer of {team} is due")
    placed = [(Fraction(-1), start), (due, answered)]
    placed += [(_length(policy, promise, tries.within), _tries(policy, tries)) for tries in promise.tries]
    placed += [(_place(policy, promise, action, due), _action(action)) for action in promise.actions]
    return tuple(moment for _, moment in sorted(placed, key=lambda one: one[0]))


def due_when(promise: Response) -> str:
    """`15 business minutes after the start`, `close of business the same day`."""
    match promise.answer:
        case AnswerWithin(duration=duration):
            return f"{times.duration(duration)} after the start"
        case AnswerByClose(days_later=days_later):
            return clocks.close_of_business(days_later)


def mixed(promise: Response) -> bool:
    """Whether its moments are told in business time and in elapsed time, so that their order can change."""
    offsets = [action.offset for action in promise.actions if action.offset is not None]
    kinds = {offset.business for offset in (*offsets, *(tries.within for tries in promise.tries))}
    kinds.add(promise.answer.duration.business if isinstance(promise.answer, AnswerWithin) else True)
    return len(kinds) > 1


def _tries(policy: Policy, tries: Tries) -> Moment:
    team = policy.teams[tries.team].label
    what = f"{team} {verb(team, 'has', 'have')} tried at least {times_said(tries.times)}"
    return Moment("tries", f"{times.duration(tries.within)} after the start", what, tries.because)


def _action(action: Action) -> Moment:
    return Moment("action", clocks.action_when(action), clocks.action_what(action), action.because)


def _place(policy: Policy, promise: Response, action: Action, due: Fraction) -> Fraction:
    offset = _length(policy, promise, action.offset) if action.offset is not None else Fraction(0)
    match action.moment:
        case "before due":
            return max(Fraction(0), due - offset)
        case "at due":
            return due
        case "after due":
            return due + offset
        case "after start":
            return offset


def _due_place(policy: Policy, promise: Response) -> Fraction:
    match promise.answer:
        case AnswerWithin(duration=duration):
            return _length(policy, promise, duration)
        case AnswerByClose(days_later=days_later):
            # Of the day of the start, a third may be left.
            return Fraction(_DAY, 3) + days_later * _DAY


def _length(policy: Policy, promise: Response, duration: Duration) -> Fraction:
    if not duration.business or promise.calendar is None:
        return Fraction(duration.ms)
    return duration.ms * _stretch(policy.calendars[promise.calendar.rows[0][1]])


def _stretch(calendar: Calendar) -> Fraction:
    """How much longer a week is than its open hours."""
    open_ms = sum(len(hours.days) * (hours.end - hours.start) * _MINUTE for hours in calendar.hours)
    return Fraction(7 * _DAY, open_ms) if open_ms else Fraction(1)
