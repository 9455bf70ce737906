"""Clocks and recycling for the small rule engine: tables of closures, one walk for all clocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from .closures import Condition, Context, any_of, day, field_is, happened, select
from .hours import CHAT_DESK, DAY, HOUR, LONDON, MINUTE, OFFICE, SINGAPORE, Hours, months_later, start_of_day
from .pauses import Pauses, pauses_of
from .records import Action, Activity, Cycle, Recycle, Tries

Moment: TypeAlias = "Callable[[Pauses, int, int | None, Hours | None], int | None]"
"""From the pauses, the start, the due instant and the calendar to an instant (None: a pause hides it)."""


class Promise(NamedTuple):
    business: bool
    due: Moment
    actions: tuple[tuple[str, str, Moment], ...]
    tries: tuple[int, int] | None = None


class Clock(NamedTuple):
    name: str
    starts: str
    stops: tuple[str, str]
    afresh: str | None
    hours: Callable[[Context], Hours | None]


def within(length: int) -> Moment:
    return lambda pauses, start, _, hours: pauses.reach(start, length, hours)


def by_close(days_later: int) -> Moment:
    def moment(pauses: Pauses, start: int, _: int | None, hours: Hours | None) -> int | None:
        return None if hours is None else pauses.close(start, days_later, hours)

    return moment


def at_due(_: Pauses, __: int, due: int | None, ___: Hours | None) -> int | None:
    return due


def after_due(length: int) -> Moment:
    return lambda pauses, _, due, hours: None if due is None else pauses.reach(due, length, hours)


def before_due(length: int, promised: int) -> Moment:
    return lambda pauses, start, due, hours: None if due is None else pauses.reach(start, promised - length, hours)


def days_before_due(length: int) -> Moment:
    return lambda pauses, start, due, _: None if due is None else max(start, due - length)


def after_start(length: int) -> Moment:
    return lambda pauses, start, _, __: pauses.reach(start, length, None)


PROMISES = {
    "hot": Promise(
        True,
        within(15 * MINUTE),
        (
            ("remind", "sales", before_due(5 * MINUTE, 15 * MINUTE)),
            ("notify", "sales manager", at_due),
            ("escalate", "VP Sales", after_due(4 * HOUR)),
            ("return", "no_reply", after_start(10 * DAY)),
        ),
        (6, 10 * DAY),
    ),
    "met_us": Promise(True, by_close(0), (("notify", "sales manager", at_due),)),
    "warm": Promise(
        True,
        within(4 * HOUR),
        (
            ("remind", "sales", before_due(HOUR, 4 * HOUR)),
            ("escalate", "sales manager", after_due(2 * HOUR)),
        ),
        (4, 15 * DAY),
    ),
    "standard": Promise(True, by_close(1), (("remind", "sales", at_due),)),
    "decide": Promise(
        False,
        within(48 * HOUR),
        (("pass on", "everyone_else", at_due), ("notify", "marketing", after_due(24 * HOUR))),
    ),
    "partner_reply": Promise(
        False,
        within(5 * DAY),
        (("remind", "partners", before_due(DAY, 5 * DAY)), ("pass on", "everyone_else", at_due)),
    ),
    "chat_answer": Promise(True, within(5 * MINUTE), (("notify", "chat desk", after_due(10 * MINUTE)),)),
    "enterprise_meeting": Promise(True, by_close(5), (("remind", "executives", days_before_due(2 * DAY)),)),
    "meeting": Promise(True, by_close(2), (("escalate", "VP Sales", at_due),)),
}
BY_REGION = {"EMEA": LONDON, "APAC": SINGAPORE}
CLOCKS = (
    Clock(
        "first_touch",
        "handed_over",
        ("called", "emailed"),
        "reassigned",
        lambda c: BY_REGION.get(c.lead["region"], OFFICE),
    ),
    Clock("decision", "handed_over", ("accepted", "returned"), "reassigned", lambda c: None),
    Clock("partner_answer", "offered_to_partner", ("partner_took", "partner_declined"), None, lambda c: None),
    Clock("chat", "asked_in_chat", ("replied_in_chat", "called"), None, lambda c: CHAT_DESK),
    Clock("first_meeting", "accepted", ("met", "lost"), None, lambda c: OFFICE),
)


def cycles(c: Context, large: bool, taken_up: Sequence[int], response_at: Callable[[int], str]) -> tuple[Cycle, ...]:
    """Every cycle of every clock, in the order of the policy."""
    responses: dict[str, Callable[[int], str]] = {
        "first_touch": response_at,
        "decision": lambda _: "decide",
        "partner_answer": lambda _: "partner_reply",
        "chat": lambda _: "chat_answer",
        "first_meeting": lambda _: "enterprise_meeting" if large else "meeting",
    }
    return tuple(
        _cycle(c, clock, stretch, responses[clock.name](stretch[0]))
        for clock in CLOCKS
        for stretch in _stretches(c, clock, taken_up)
    )


Stretch: TypeAlias = "tuple[int, int | None, str | None, int | None]"


def _stretches(c: Context, clock: Clock, taken_up: Sequence[int]) -> Iterator[Stretch]:
    starts = [a["at"] for a in c.of_kind.get(clock.starts, ())]
    if not starts:
        return
    stops = [(a["at"], a["kind"]) for a in c.log if a["kind"] in clock.stops]
    afresh = [a["at"] for a in c.log if a["kind"] == clock.afresh]
    start: int | None = starts[0]
    while start is not None:
        begin = start
        ends: list[tuple[int, int, str]] = []
        ends += [(at, 0, kind) for at, kind in stops if at >= begin][:1]
        ends += [(at, 1, "recycled") for at in taken_up if at >= begin][:1]
        ends += [(at, 2, "started afresh") for at in afresh if at > begin][:1]
        if not ends:
            yield begin, None, None, None
            return
        end, _, ended_by = min(ends)
        start = end if ended_by == "started afresh" else next((at for at in starts if at > end), None)
        yield begin, end, ended_by, start


def _cycle(c: Context, clock: Clock, stretch: Stretch, response: str) -> Cycle:
    start, end, ended_by, following = stretch
    promise = PROMISES[response]
    hours = clock.hours(c)
    pauses = _pauses(c, clock, end)
    until = c.now if end is None else end
    due = promise.due(pauses, start, None, hours)
    if ended_by == "started afresh":
        state = "passed on"
    elif end is not None:
        state = "met" if due is None or end <= due else "missed"
    elif due is not None and c.now > due:
        state = "overdue"
    else:
        state = "paused" if pauses.at(c.now) else "running"
    tries: tuple[Tries, ...] = ()
    if promise.tries is not None:
        wanted, length = promise.tries
        by = _pauses(c, clock, following).reach(start, length, None)
        made = [
            a
            for a in c.log
            if a["kind"] in clock.stops
            and a["at"] >= start
            and (by is None or a["at"] <= by)
            and (following is None or a["at"] < following)
        ]
        tries = (Tries(len(made), wanted, by),)
    moments = [(kind, target, moment(pauses, start, due, hours)) for kind, target, moment in promise.actions]
    return Cycle(
        clock.name,
        start,
        response,
        hours.name if hours is not None else None,
        state,
        due,
        end,
        ended_by,
        pauses.passed(start, until, hours),
        tries,
        tuple(Action(kind, target, at, at is not None and at <= until) for kind, target, at in moments),
    )


def _pauses(c: Context, clock: Clock, stop: int | None) -> Pauses:
    if clock.name != "first_touch":
        return Pauses(())
    paused = [Activity("on_hold", a["at"]) for a in c.of_kind.get("on_hold", ())]
    resumed = [Activity("resumed", a["at"]) for a in c.of_kind.get("resumed", ())]
    return pauses_of(paused, resumed, stop, c.now)


# -------------------------------------------------------------------------------------------------------- recycling


class Rest(NamedTuple):
    rule: str
    matches: Callable[[Context], list[Mapping[str, Any]]]
    nurture: str
    days: int
    back: Condition


RESTS = (
    Rest(
        "not_now",
        select("returned", where=field_is("reason", "not_now", "no_budget")),
        "long_term",
        180,
        any_of(happened("requested_demo"), happened("viewed_page", times=3, different="path", last=30 * DAY)),
    ),
    Rest(
        "no_reply",
        select("returned", where=field_is("reason", "no_reply")),
        "keep_warm",
        30,
        any_of(happened("requested_demo"), happened("asked_in_chat")),
    ),
    Rest(
        "chose_another",
        select("lost", "returned", where=field_is("reason", "chose_another")),
        "long_term",
        365,
        lambda c: False,
    ),
)
TOUCHES: dict[str, Callable[[int], list[int]]] = {
    "long_term": lambda first: [months_later(first, months) for months in (1, 3, 6, 9, 12)],
    "keep_warm": lambda first: [first + 7 * weeks for weeks in (1, 2, 4)],
}


def recycling(c: Context) -> tuple[Recycle | None, list[int]]:
    """The latest recycling, in force or not, and the instants of all returns that a rule takes up."""
    latest: Rest | None = None
    since = -1
    taken_up: list[int] = []
    for rest in RESTS:
        found = [a["at"] for a in rest.matches(c)]
        taken_up += found
        if found and found[-1] > since:
            latest, since = rest, found[-1]
    if latest is None:
        return None, []
    until = since + latest.days * DAY
    back = latest.back(Context(c.lead, c.log, c.now, after=since))
    touches = [start_of_day(touch) for touch in TOUCHES[latest.nurture](day(since))]
    in_force = c.now < until and not back
    held = tuple(touch for touch in touches if touch < until)
    return Recycle(latest.rule, latest.nurture, since, until, in_force, held), sorted(taken_up)
