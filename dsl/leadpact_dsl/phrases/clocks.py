"""Clocks and the promises on them: when time starts and stops, who answers by when, and what happens if not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from leadpact_dsl.calendars import Calendar
from leadpact_dsl.model import Action, AnswerByClose, AnswerWithin, Clock, Policy, Response, Tries
from leadpact_dsl.phrases import activities, times
from leadpact_dsl.phrases.conditions import Outline, holding
from leadpact_dsl.phrases.rows import calendar_choice
from leadpact_dsl.phrases.words import listed, quoted, verb
from leadpact_dsl.phrases.words import times as times_said


def clock(policy: Policy, what: Clock) -> str:
    """`It starts when the lead was handed to sales and stops when the lead was called or emailed`."""
    starts = activities.did(policy, what.starts)
    stops = activities.did(policy, what.stops, "it")
    return f"The clock starts once {starts}, and stops once {stops}"


def clock_more(policy: Policy, what: Clock) -> tuple[str, ...]:
    """What else the clock says, a sentence each: pauses, fresh starts, and its calendar."""
    said = []
    if what.pause:
        said.append(
            f"It stands still from when {activities.did(policy, what.pause)} until "
            f"{activities.did(policy, what.resume, 'it')}"
        )
    if what.afresh:
        said.append(f"It starts afresh each time {activities.did(policy, what.afresh)}")
    if what.calendar is not None:
        said.append(f"Business time goes by the calendar {calendar_choice(policy, what.calendar)}")
    return tuple(said)


def response(policy: Policy, what: Response) -> str:
    """`Sales development answers within 15 business minutes`: the promise itself."""
    match what.answer:
        case AnswerWithin(team, duration):
            return f"{_answers(policy, team)} within {times.duration(duration)}"
        case AnswerByClose(team, days):
            return f"{_answers(policy, team)} by {close_of_business(days)}"
        case _:
            assert_never(what.answer)


def response_calendar(policy: Policy, what: Response) -> str:
    """`Business time goes by the calendar “Office”`, where the promise is counted so and its clock does not say it."""
    if policy.clocks[what.clock].calendar is not None or what.calendar is None or not _in_business_time(what):
        return ""
    return f"Business time goes by the calendar {calendar_choice(policy, what.calendar)}"


def _in_business_time(what: Response) -> bool:
    if isinstance(what.answer, AnswerByClose) or what.answer.duration.business:
        return True
    lengths = [*(tries.within for tries in what.tries), *(action.offset for action in what.actions)]
    return any(length is not None and length.business for length in lengths)


def applies_to(policy: Policy, what: Response) -> Outline:
    """`Leads for which this holds when the clock starts: Priority is A`, `All leads that no promise above covers`."""
    if what.applies_to is not None:
        return holding(policy, what.applies_to, "Leads for which", "when the clock starts")
    first = next(other for other in policy.responses.values() if other.clock == what.clock)
    return Outline("All leads" if first.name == what.name else "All leads that no promise above covers")


def close_of_business(days_later: int) -> str:
    match days_later:
        case 0:
            return "close of business the same day"
        case 1:
            return "close of business the next business day"
        case days:
            return f"close of business {days} business days later"


def tries(policy: Policy, what: Tries) -> str:
    team = policy.teams[what.team].label
    often = f"at least {times_said(what.times)} within {times.duration(what.within)} of the start"
    return f"{team} {verb(team, 'tries', 'try')} {often}"


def action(policy: Policy, what: Action) -> str:
    """`5 business minutes before the answer is due, Sales development is reminded`."""
    return f"{action_when(what)}, {action_what(what)}"


def action_when(what: Action) -> str:
    offset = times.duration(what.offset) if what.offset is not None else ""
    match what.moment:
        case "before due":
            return f"{offset} before the answer is due"
        case "at due":
            return "when the answer is due"
        case "after due":
            return f"{offset} after the answer was due"
        case "after start":
            return f"{offset} after the start"


def action_what(what: Action) -> str:
    """`Sales development is reminded`, `the lead is to be returned with the reason “No reply”`."""
    label = what.target_label
    if what.target_kind == "text" and label[:1].islower():
        label = f"the {label}"
    match what.kind:
        case "remind":
            return f"{label} {verb(label, 'is', 'are')} reminded"
        case "notify":
            return f"{label} {verb(label, 'is', 'are')} notified"
        case "escalate":
            return f"the lead is escalated to {label}"
        case "return":
            return f"the lead is to be returned with the reason {quoted(label)}"
        case "pass on":
            return f"the lead is to be passed to the route {quoted(label)}"


def calendar_hours(what: Calendar) -> tuple[tuple[str, str], ...]:
    """The usual hours, days that share theirs together: `("Monday to Thursday", "08:00 to 12:00")`."""
    return tuple((days, hours) for days, (hours,) in hours_abreast([what]))


def hours_abreast(some: Sequence[Calendar]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The usual hours of several calendars, days together that are alike in all of them."""
    hours = {day: tuple(_ranges(what, day) or "Closed" for what in some) for day in range(7)}
    runs: list[tuple[int, int]] = []
    for day in range(7):
        if runs and hours[day] == hours[runs[-1][1]]:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return tuple((_days(first, last), hours[first]) for first, last in runs)


def calendar_hours_sentence(what: Calendar) -> str:
    """`Monday to Thursday 08:00 to 12:00 and 13:00 to 17:30; Friday 08:00 to 12:00`."""
    return "; ".join(f"{days} {hours}" for days, hours in calendar_hours(what) if hours != "Closed")


def _answers(policy: Policy, team: str) -> str:
    label = policy.teams[team].label
    return f"{label} {verb(label, 'answers', 'answer')}"


def _ranges(what: Calendar, day: int) -> str:
    return ranges_said(sorted((hours.start, hours.end) for hours in what.hours if day in hours.days))


def ranges_said(ranges: Sequence[tuple[int, int]]) -> str:
    """`08:00 to 12:00 and 13:00 to 17:30`, of minutes from midnight."""
    return listed([f"{times.clock_time(start)} to {times.clock_time(end)}" for start, end in ranges], "and")


def days_said(days: Sequence[int]) -> str:
    """Days of the week, 0 is Monday: `Monday to Friday`, `Tuesday and Thursday`, `every day`."""
    if {*days} == {*range(7)}:
        return "every day"
    runs: list[tuple[int, int]] = []
    for day in sorted({*days}):
        if runs and day == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    parts = [
        part for first, last in runs for part in ([_days(first, last)] if last - first != 1 else _each(first, last))
    ]
    return listed(parts, "and")


def _each(first: int, last: int) -> list[str]:
    return [times.WEEKDAYS[day] for day in range(first, last + 1)]


def _days(first: int, last: int) -> str:
    if first == last:
        return times.WEEKDAYS[first]
    joint = "and" if last == first + 1 else "to"
    return f"{times.WEEKDAYS[first]} {joint} {times.WEEKDAYS[last]}"
