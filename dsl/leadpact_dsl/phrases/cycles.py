"""One cycle of a clock, for one lead: what was promised, which hours counted, when it was due, and where it stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from leadpact_dsl.decision import ActionDue, CycleResult, TriesResult
from leadpact_dsl.model import AnswerByClose, AnswerWithin, Policy, Response
from leadpact_dsl.phrases import activities, clocks, times
from leadpact_dsl.phrases.truths import truth
from leadpact_dsl.phrases.words import capital, listed, quoted

STATES = {
    "running": "waiting for an answer",
    "paused": "paused",
    "met": "answered in time",
    "missed": "answered late",
    "overdue": "overdue, not answered yet",
    "passed on": "passed on",
}


def states(policy: Policy) -> dict[str, str]:
    """Those of `STATES` that a run can stand in under this policy, by name."""
    clocks_ = policy.clocks.values()
    never = {
        "paused": not any(clock.pause for clock in clocks_),
        "passed on": not any(clock.afresh for clock in clocks_),
    }
    return {name: said for name, said in STATES.items() if not never.get(name)}


@dataclass(frozen=True)
class Fact:
    """One line of a page of facts: `Due` and `Monday, 2 November 2026, 10:25 EST`."""

    name: str
    text: str


def title(policy: Policy, what: CycleResult) -> str:
    """`First touch: answered in time`."""
    return f"{policy.clocks[what.clock].label}: {state(what)}"


def state(what: CycleResult) -> str:
    if what.response is None:
        return "no promise covers this lead"
    if what.ended_by == "recycled" and what.state in ("met", "missed"):
        return f"ended by the lead's return, {'in time' if what.state == 'met' else 'too late'}"
    return STATES[what.state]


def facts(policy: Policy, what: CycleResult, at: int) -> tuple[Fact, ...]:
    """All that explains the cycle, a fact a line. `at` is the decision's instant."""
    found = [Fact("Started", _started(policy, what))]
    if what.response is not None:
        found += _promise(policy, what, policy.responses[what.response])
    if what.ended_at is not None:
        found.append(Fact("Ended", _ended(policy, what)))
    for tried in what.tries:
        found.append(Fact("Tries", tries(policy, tried, at)))
    for instruction in what.actions:
        found.append(action(policy, instruction, what))
    return tuple(found)


def tries(policy: Policy, what: TriesResult, at: int) -> str:
    """`2 of at least 6 made, the rest by 12 November 2026, 10:10 EST`."""
    if what.made >= what.clause.times:
        return f"{what.made} made, at least {what.clause.times} were promised"
    if what.by is None:
        return f"{what.made} of at least {what.clause.times} made; the time stands still in a pause"
    by = times.instant(what.by, policy.agreement.timezone)
    short = f"{what.made} of at least {what.clause.times} made"
    return f"{short}, the rest by {by}" if at <= what.by else f"{short} by {by}: too few"


def action(policy: Policy, what: ActionDue, cycle: CycleResult) -> Fact:
    """An instruction and what became of it: `Came due`, `To come`, or `Not needed` since the clock had stopped."""
    said = capital(clocks.action(policy, what.clause))
    if not what.fallen and cycle.ended_at is not None:
        return Fact("Not needed", said)
    if what.at is None:
        return Fact("To come", f"{said} (no time yet, as the clock is paused)")
    when = times.short_instant(what.at, policy.agreement.timezone)
    return Fact("Came due" if what.fallen else "To come", f"{said} ({when})")


def hours(policy: Policy, what: CycleResult) -> str:
    """`15 minutes on Mon 2 Nov 2026`, a day after another."""
    return listed([f"{times.duration(ms)} on {times.short_day(day)}" for day, ms in what.hours], "and")


def _started(policy: Policy, what: CycleResult) -> str:
    zone = policy.agreement.timezone
    started = times.weekday_instant(what.started_at, zone)
    if what.opened is None or what.opened == what.started_at:
        return started
    return f"{started}; time counts from {times.weekday_instant(what.opened, zone)}"


def _promise(policy: Policy, what: CycleResult, response: Response) -> list[Fact]:
    zone = policy.agreement.timezone
    found = [Fact("Promise", f"{quoted(response.label)}: {clocks.response(policy, response)}")]
    if response.applies_to is not None:
        found.append(Fact("Because", capital(truth(policy, what.applied[-1], what.started_at))))
    if what.calendar is not None:
        counted = hours(policy, what) or "no open time yet"
        found.append(Fact("Counted", f"{counted} ({policy.calendars[what.calendar].label})"))
    if what.skipped:
        found.append(Fact("Skipped", listed([_holiday(day, name) for day, name in what.skipped], "and")))
    due = times.weekday_instant(what.due, zone) if what.due is not None else "not known while the clock is paused"
    found.append(Fact("Due", due))
    used = _used(what, response)
    return [*found, Fact("Used", used)] if used else found


def _used(what: CycleResult, response: Response) -> str:
    """`10 of 15 business minutes`; nothing where the promise is a close of business."""
    match response.answer:
        case AnswerByClose():
            return ""
        case AnswerWithin(duration=duration):
            used = times.duration(what.used, business=duration.business).removesuffix(" of business time")
            promised = times.duration(duration)
            count, _, unit = used.partition(" ")
            return f"{count if promised.endswith(f' {unit}') else used} of {promised}"


def _ended(policy: Policy, what: CycleResult) -> str:
    assert what.ended_at is not None
    when = times.weekday_instant(what.ended_at, policy.agreement.timezone)
    match what.ended_by:
        case "recycled":
            return f"{when}: the lead was returned"
        case "started afresh":
            return f"{when}: the clock started afresh"
        case str() as activity:
            return f"{when}: {activities.did(policy, [activity])}"
        case None:
            return when


def _holiday(day: dt.date, name: str) -> str:
    return f"{name or 'closed'} on {times.short_day(day)}"
