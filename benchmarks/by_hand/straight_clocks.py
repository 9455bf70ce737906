"""The clocks and the recycling of `policies/acme` by hand: cycles, due instants, tries, actions.

Most cycles have no pause, and then a due instant is one bisection; `pauses.py` is for the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from .hours import (
    CHANGES,
    CHAT_DESK,
    DAY,
    HOUR,
    LONDON,
    MINUTE,
    OFFICE,
    OFFSETS,
    SINGAPORE,
    Hours,
    months_later,
    start_of_day,
)  # fmt: skip
from .pauses import Pauses, pauses_of
from .records import Action, Cycle, Recycle, Row, Tries
from .straight_points import doubt_of, engagement_of, fit_of, total_of, trial_of
from .texts import fold

ByKind = dict[str, list[Row]]
# What the clocks need of the record: its calendar, whether it is large, its fit without what hangs on the day, ...
Record = tuple[Hours, bool, int, int, bool, bool, int, "int | None", "int | None", "int | None"]

# A named tuple without the detour through its own constructor, which takes three times as long.
new = tuple.__new__

# Lengths by name, so that none is multiplied out again for each lead.
MINUTES_5 = 5 * MINUTE
MINUTES_10 = 10 * MINUTE
MINUTES_15 = 15 * MINUTE
HOURS_3 = 3 * HOUR
HOURS_4 = 4 * HOUR
HOURS_6 = 6 * HOUR
HOURS_48 = 48 * HOUR
DAYS_2 = 2 * DAY
DAYS_3 = 3 * DAY
DAYS_5 = 5 * DAY
DAYS_7 = 7 * DAY
DAYS_10 = 10 * DAY
DAYS_14 = 14 * DAY
DAYS_15 = 15 * DAY
DAYS_40 = 40 * DAY
HOURS_4_MINUTES_15 = HOURS_4 + MINUTES_15

CALENDARS: dict[str | None, Hours] = {"AMER": OFFICE, "EMEA": LONDON, "APAC": SINGAPORE}


def recycling(
    returned: list[Row] | None, lost: list[Row] | None, by: ByKind, now: int
) -> tuple[Recycle | None, int, Sequence[int]]:
    """The latest recycling, its start (−1: none), and the instants of all returns that a rule takes up, in order."""
    not_now = no_reply = other = -1
    taken_up = []
    if returned is not None:
        for _, at, values in returned:
            reason = values["reason"]
            if reason == "not_now" or reason == "no_budget":
                not_now = at
            elif reason == "no_reply":
                no_reply = at
            elif reason == "chose_another":
                other = at
            else:
                continue
            taken_up.append(at)
    if lost is not None:
        taken_up += [a[1] for a in lost]
        taken_up.sort()
        if lost[-1][1] > other:
            other = lost[-1][1]
    if not taken_up:
        return None, -1, ()
    since = taken_up[-1]
    first = (since + OFFSETS[bisect_right(CHANGES, since)]) // DAY
    back = False
    # At one instant the rule written first wins.
    if not_now == since:
        rule, nurture, until = "not_now", "long_term", since + 180 * DAY
        demos = by.get("requested_demo")
        back = demos is not None and demos[-1][1] > since
        if not back and "viewed_page" in by:
            after = max(since, now - 30 * DAY)
            paths = {path for a in by["viewed_page"] if a[1] > after and (path := fold(a[2].get("path", "")))}
            back = len(paths) >= 3
    elif no_reply == since:
        rule, nurture, until = "no_reply", "keep_warm", since + 30 * DAY
        back = any(kind in by and by[kind][-1][1] > since for kind in ("requested_demo", "asked_in_chat"))
    else:
        rule, nurture, until = "chose_another", "long_term", since + 365 * DAY
    if nurture == "keep_warm":
        touches = [start_of_day(first + 7 * weeks) for weeks in (1, 2, 4)]
    else:
        touches = [start_of_day(months_later(first, months)) for months in (1, 3, 6, 9, 12)]
    while touches and touches[-1] >= until:
        touches.pop()
    return Recycle(rule, nurture, since, until, now < until and not back, tuple(touches)), since, taken_up


def cycles(
    by: ByKind, log: Sequence[Row], own: list[int], now: int, record: Record, taken_up: Sequence[int]
) -> tuple[Cycle, ...]:
    """Every cycle of every clock; `log` is asked only which of two answers at one instant came first."""
    found: list[Cycle] = []
    calendar, large = record[0], record[1]
    start: int | None
    handed_over = by.get("handed_over")
    if handed_over is not None:
        called, emailed, afresh = by.get("called", ()), by.get("emailed", ()), by.get("reassigned", ())
        paused = by.get("on_hold")
        start = handed_over[0][1]
        while start is not None:
            end, ended_by, following = _stretch(start, handed_over, called, emailed, taken_up, afresh, log)
            response = response_at(start, by, own, record)
            if paused is None:
                found.append(_first_touch(start, end, ended_by, following, response, calendar, now, called, emailed))
            else:
                resumed = by.get("resumed", ())
                pauses, behind = pauses_of(paused, resumed, end, now), pauses_of(paused, resumed, following, now)
                found.append(
                    _first_touch_paused(
                        start, end, ended_by, following, response, calendar, now, called, emailed, pauses, behind
                    )
                )
            start = following
        accepted, returned = by.get("accepted", ()), by.get("returned", ())
        start = handed_over[0][1]
        while start is not None:
            end, ended_by, following = _stretch(start, handed_over, accepted, returned, taken_up, afresh, log)
            due = start + HOURS_48
            until = now if end is None else end
            actions = (
                new(Action, ("pass on", "everyone_else", due, due <= until)),
                new(Action, ("notify", "marketing", due + DAY, due + DAY <= until)),
            )
            state = _state(due, end, ended_by, now)
            found.append(
                new(
                    Cycle,
                    ("decision", start, "decide", None, state, due, end, ended_by, until - start, (), actions),
                )
            )
            start = following
    offered = by.get("offered_to_partner")
    if offered is not None:
        took, declined = by.get("partner_took", ()), by.get("partner_declined", ())
        start = offered[0][1]
        while start is not None:
            end, ended_by, following = _stretch(start, offered, took, declined, taken_up, (), log)
            due = start + DAYS_5
            until = now if end is None else end
            actions = (
                new(Action, ("remind", "partners", due - DAY, due - DAY <= until)),
                new(Action, ("pass on", "everyone_else", due, due <= until)),
            )
            state = _state(due, end, ended_by, now)
            found.append(
                new(
                    Cycle,
                    (
                        "partner_answer", start, "partner_reply", None, state, due, end, ended_by, until - start, (),
                        actions,
                    ),
                )
            )  # fmt: skip
            start = following
    asked = by.get("asked_in_chat")
    if asked is not None:
        replied, called = by.get("replied_in_chat", ()), by.get("called", ())
        start = asked[0][1]
        while start is not None:
            end, ended_by, following = _stretch(start, asked, replied, called, taken_up, (), log)
            opened, (due, later) = CHAT_DESK.after(start, MINUTES_5, MINUTES_15)
            until = now if end is None else end
            state = _state(due, end, ended_by, now)
            used = CHAT_DESK.opened(until) - opened
            found.append(
                new(
                    Cycle,
                    (
                        "chat", start, "chat_answer", "chat_desk", state, due, end, ended_by, used, (),
                        (new(Action, ("notify", "chat desk", later, later <= until)),),
                    ),
                )
            )  # fmt: skip
            start = following
    accepted = by.get("accepted", ())
    if accepted:
        met, lost = by.get("met", ()), by.get("lost", ())
        start = accepted[0][1]
        while start is not None:
            end, ended_by, following = _stretch(start, accepted, met, lost, taken_up, (), log)
            until = now if end is None else end
            if large:
                due = OFFICE.close(start, 5)
                before = due - DAYS_2 if due - DAYS_2 > start else start
                response, action = "enterprise_meeting", new(Action, ("remind", "executives", before, before <= until))
            else:
                due = OFFICE.close(start, 2)
                response, action = "meeting", new(Action, ("escalate", "VP Sales", due, due <= until))
            state = _state(due, end, ended_by, now)
            used = OFFICE.opened(until) - OFFICE.opened(start)
            found.append(
                new(
                    Cycle,
                    ("first_meeting", start, response, "office", state, due, end, ended_by, used, (), (action,)),
                )
            )
            start = following
    return tuple(found)


def response_at(start: int, by: ByKind, own: list[int], record: Record) -> str:
    """The response on the first touch of a cycle that begins at an instant, as the lead stood then."""
    _, _, base, ideal, competitor, served, created_at, contract_end, trial_started, trial_users = record
    then: ByKind = {}
    for kind, log in by.items():
        if log[-1][1] <= start:
            then[kind] = log
        elif log[0][1] <= start:
            then[kind] = [a for a in log if a[1] <= start]
    count = bisect_right(own, start)
    last_own = own[count - 1] if count else -1
    on_trial = trial_started is not None and start - DAYS_40 < trial_started <= start
    fit = 0 if competitor else fit_of(base, ideal, on_trial)
    engagement = engagement_of(then, start, last_own, created_at, contract_end, on_trial, trial_started)
    total = total_of(fit, engagement, doubt_of(then, start, last_own, created_at, contract_end)) if served else 0
    if total >= 7500:
        return "hot"
    if on_trial:
        profile = "strong" if fit >= 7000 else "medium" if fit >= 4000 else "weak"
        if trial_of(profile, engagement, trial_users, then.get("used_feature"), start) >= 7000:
            return "hot"
    if "met_at_event" in then and then["met_at_event"][-1][1] > start - DAYS_3:
        return "met_us"
    if total >= 6000 or (count >= 5 and own[count - 5] > start - DAYS_7):
        return "warm"
    recent = start - DAYS_14
    if "requested_demo" in then and then["requested_demo"][-1][1] > recent:
        return "warm"
    if "submitted_form" in then:
        for _, at, values in reversed(then["submitted_form"]):
            if at <= recent:
                break
            if values["form"] != "newsletter":
                return "warm"
    return "standard"


def _first_touch(
    start: int,
    end: int | None,
    ended_by: str | None,
    following: int | None,
    response: str,
    hours: Hours,
    now: int,
    called: Sequence[Row],
    emailed: Sequence[Row],
) -> Cycle:
    until = now if end is None else end
    tried: tuple[Tries, ...] = ()
    actions: tuple[Action, ...]
    if response == "hot":
        opened, (remind, due, escalate) = hours.after(start, MINUTES_10, MINUTES_15, HOURS_4_MINUTES_15)
        give_up = start + DAYS_10
        actions = (
            new(Action, ("remind", "sales", remind, remind <= until)),
            new(Action, ("notify", "sales manager", due, due <= until)),
            new(Action, ("escalate", "VP Sales", escalate, escalate <= until)),
            new(Action, ("return", "no_reply", give_up, give_up <= until)),
        )
        tried = (new(Tries, (_tries(start, following, give_up, called, emailed), 6, give_up)),)
    elif response == "warm":
        opened, (remind, due, escalate) = hours.after(start, HOURS_3, HOURS_4, HOURS_6)
        actions = (
            new(Action, ("remind", "sales", remind, remind <= until)),
            new(Action, ("escalate", "sales manager", escalate, escalate <= until)),
        )
        give_up = start + DAYS_15
        tried = (new(Tries, (_tries(start, following, give_up, called, emailed), 4, give_up)),)
    elif response == "met_us":
        opened = hours.opened(start)
        due = hours.close(start, 0)
        actions = (new(Action, ("notify", "sales manager", due, due <= until)),)
    else:
        opened = hours.opened(start)
        due = hours.close(start, 1)
        actions = (new(Action, ("remind", "sales", due, due <= until)),)
    used = hours.opened(until) - opened
    state = _state(due, end, ended_by, now)
    return new(Cycle, ("first_touch", start, response, hours.name, state, due, end, ended_by, used, tried, actions))


def _first_touch_paused(
    start: int,
    end: int | None,
    ended_by: str | None,
    following: int | None,
    response: str,
    hours: Hours,
    now: int,
    called: Sequence[Row],
    emailed: Sequence[Row],
    pauses: Pauses,
    behind: Pauses,
) -> Cycle:
    """The same with pauses; `behind` are those up to the next cycle, in which trying goes on."""
    until = now if end is None else end
    due: int | None
    actions: list[tuple[str, str, int | None]]
    tried: tuple[Tries, ...] = ()
    if response == "hot":
        due = pauses.reach(start, 15 * MINUTE, hours)
        actions = [
            ("remind", "sales", None if due is None else pauses.reach(start, 10 * MINUTE, hours)),
            ("notify", "sales manager", due),
            ("escalate", "VP Sales", None if due is None else pauses.reach(due, 4 * HOUR, hours)),
            ("return", "no_reply", pauses.reach(start, 10 * DAY, None)),
        ]
        give_up = behind.reach(start, 10 * DAY, None)
        tried = (Tries(_tries(start, following, give_up, called, emailed), 6, give_up),)
    elif response == "warm":
        due = pauses.reach(start, 4 * HOUR, hours)
        actions = [
            ("remind", "sales", None if due is None else pauses.reach(start, 3 * HOUR, hours)),
            ("escalate", "sales manager", None if due is None else pauses.reach(due, 2 * HOUR, hours)),
        ]
        give_up = behind.reach(start, 15 * DAY, None)
        tried = (Tries(_tries(start, following, give_up, called, emailed), 4, give_up),)
    elif response == "met_us":
        due = pauses.close(start, 0, hours)
        actions = [("notify", "sales manager", due)]
    else:
        due = pauses.close(start, 1, hours)
        actions = [("remind", "sales", due)]
    state = _state(due, end, ended_by, now)
    if state == "running" and pauses.at(now):
        state = "paused"
    return Cycle(
        "first_touch", start, response, hours.name, state, due, end, ended_by,
        pauses.passed(start, until, hours), tried,
        tuple([Action(kind, target, at, at is not None and at <= until) for kind, target, at in actions]),
    )  # fmt: skip


def _state(due: int | None, end: int | None, ended_by: str | None, now: int) -> str:
    if end is not None:
        if ended_by == "started afresh":
            return "passed on"
        return "met" if due is None or end <= due else "missed"
    return "overdue" if due is not None and now > due else "running"


def _stretch(
    start: int,
    starts: Sequence[Row],
    stops: Sequence[Row],
    others: Sequence[Row],
    taken_up: Sequence[int],
    afresh: Sequence[Row],
    log: Sequence[Row],
) -> tuple[int | None, str | None, int | None]:
    """The end of a cycle, what ended it, and the start of the next. At one instant a stop wins, then a return."""
    end = ended_by = following = None
    for kind, at, _ in stops:
        if at >= start:
            end, ended_by = at, kind
            break
    for kind, at, _ in others:
        if at >= start:
            if end is None or at < end:
                end, ended_by = at, kind
            elif at == end:
                ended_by = next(a[0] for a in log if a[1] == at and (a[0] == kind or a[0] == ended_by))
            break
    for at in taken_up:
        if at >= start:
            if end is None or at < end:
                end, ended_by = at, "recycled"
            break
    for _, at, _ in afresh:
        if at > start:
            if end is None or at < end:
                return at, "started afresh", at
            break
    if end is not None:
        for _, at, _ in starts:
            if at > end:
                following = at
                break
    return end, ended_by, following


def _tries(start: int, following: int | None, by: int | None, called: Sequence[Row], emailed: Sequence[Row]) -> int:
    made = 0
    for tries in (called, emailed):
        for _, at, _ in tries:
            if at >= start and (by is None or at <= by) and (following is None or at < following):
                made += 1
    return made
