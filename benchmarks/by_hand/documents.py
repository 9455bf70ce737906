"""A case as JSON text into the records of the hand-written rules, and their decision as JSON text out again."""

from __future__ import annotations

import datetime as dt
import json
from bisect import bisect_right
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .hours import CHANGES, OFFSETS, START_OF_DAY_OF
from .records import GRADES, SCORES, Activity, Decision, Lead, Refused

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_START = dt.datetime(1970, 1, 1)

Read = Callable[[Any], Any]


def read_case(text: str) -> tuple[Lead, list[Activity], int]:
    """Raises `Refused` where anything is not what the policy declares."""
    try:
        case = json.loads(text, parse_float=Decimal)
        given = case["lead"]
        values: list[Any] = [None] * len(Lead._fields)
        values[0] = _text(given["id"])
        for name, value in given.items():
            if name != "id" and value is not None:
                place, read = _LEAD[name]
                values[place] = read(value)
        activities = []
        for row in case["activities"]:
            fields, required = _ACTIVITIES[row["activity"]]
            known = {name: fields[name](value) for name, value in row.items() if value is not None and name in fields}
            if len(row) > len(fields) + 2 or not row.keys() <= fields.keys() | _ROW or not known.keys() >= required:
                raise Refused("An activity has a field that is not its own, or lacks one that it must have.")
            activities.append(Activity(row["activity"], instant(row["at"]), known))
        return Lead(*values), activities, instant(case["as_of"])
    except (KeyError, TypeError, ValueError) as wrong:
        raise Refused(f"The case cannot be read: {wrong}") from None


def write_decision(decision: Decision) -> str:
    recycle, route = decision.recycle, decision.route
    return json.dumps(
        {
            "policy": {"title": "Acme sales and marketing agreement", "version": "2026.4", "digest": None},
            "lead": decision.lead,
            "as_of": _iso(decision.as_of),
            "scores": {name: _number(value) for name, value in zip(SCORES, decision.scores, strict=True)},
            "grades": dict(zip(GRADES, decision.grades, strict=True)),
            "stage": decision.stage,
            "disqualified": decision.disqualified,
            "recycle": recycle
            and {
                "rule": recycle.rule,
                "nurture": recycle.nurture,
                "since": _iso(recycle.since),
                "until": _iso(recycle.until),
                "in_force": recycle.in_force,
                "touches": [_iso(touch) for touch in recycle.touches],
            },
            "route": route and route._asdict(),
            "cycles": [
                {
                    "clock": cycle.clock,
                    "started_at": _iso(cycle.started_at),
                    "response": cycle.response,
                    "calendar": cycle.calendar,
                    "state": cycle.state,
                    "due": _moment(cycle.due),
                    "ended_at": _moment(cycle.ended_at),
                    "ended_by": cycle.ended_by,
                    "used_ms": cycle.used_ms,
                    "tries": [{"made": made, "wanted": wanted, "by": _moment(by)} for made, wanted, by in cycle.tries],
                    "actions": [
                        {"kind": kind, "target": target, "at": _moment(at), "fallen": fallen}
                        for kind, target, at, fallen in cycle.actions
                    ],
                }
                for cycle in decision.cycles
            ],
        },
        ensure_ascii=False,
    )


def _iso(at: int) -> str:
    offset = OFFSETS[bisect_right(CHANGES, at)]
    wall = _START + dt.timedelta(milliseconds=at + offset)
    # New York is behind Greenwich by whole hours.
    return f"{wall.isoformat(timespec='milliseconds' if at % 1000 else 'seconds')}-{-offset // 3_600_000:02}:00"


def _moment(at: int | None) -> str | None:
    return None if at is None else _iso(at)


def _number(hundredths: int) -> int | float:
    return hundredths / 100 if hundredths % 100 else hundredths // 100


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not a text")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")
    return value


def _amount(places: int) -> Read:
    scale = 10**places

    def read(value: Any) -> int:
        if value.__class__ is not int and (places == 0 or value.__class__ is not Decimal):
            raise ValueError(f"{value!r} is not a number")
        units = value * scale
        if units != int(units) or abs(units) > 10**15:
            raise ValueError(f"{value!r} cannot be counted exactly")
        return int(units)

    return read


def _choice(*choices: str) -> Read:
    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in choices:
            raise ValueError(f"{value!r} is none of the choices")
        return value

    return read


def instant(value: Any) -> int:
    """Of an ISO 8601 time with its offset, in ms."""
    since = dt.datetime.fromisoformat(value) - _EPOCH
    return since.days * 86_400_000 + since.seconds * 1000 + since.microseconds // 1000


def _day(value: Any) -> int:
    return START_OF_DAY_OF(dt.date.fromisoformat(value))


_READERS: dict[str, Read] = {
    "full_name": _text,
    "title": _text,
    "company": _text,
    "email": _text,
    "email_domain": _text,
    "employees": _amount(0),
    "revenue": _amount(2),
    "industry": _choice("software", "fintech", "commerce", "media", "other"),
    "country": _text,
    "region": _choice("AMER", "EMEA", "APAC"),
    "source": _choice("website", "event", "referral", "rest"),
    "brought_by": _text,
    "last_rep": _text,
    "opted_out": _flag,
    "created_at": instant,
    "trial_started": instant,
    "trial_users": _amount(0),
    "contract_end": _day,
    "review_points": _amount(4),
}
_LEAD = {name: (Lead._fields.index(name), read) for name, read in _READERS.items()}
_ROW = {"activity", "at"}
_PLAIN: tuple[dict[str, Read], frozenset[str]] = ({}, frozenset())
_ACTIVITIES: dict[str, tuple[dict[str, Read], frozenset[str]]] = {
    **dict.fromkeys(
        (
            "opened_email", "clicked_email", "attended_webinar", "joined_partner_event", "stayed_away",
            "requested_demo", "asked_in_chat", "unsubscribed", "bounced", "became_mql", "handed_over",
            "replied_in_chat", "emailed", "on_hold", "resumed", "reassigned", "accepted", "met", "qualified", "won",
            "lost", "offered_to_partner", "partner_took", "partner_declined",
        ),
        _PLAIN,
    ),
    "viewed_page": ({"path": _text, "seconds": _amount(0)}, frozenset()),
    "used_feature": ({"feature": _text}, frozenset()),
    "met_at_event": ({"event": _choice("conference", "dinner", "booth"), "ours": _flag}, frozenset({"event"})),
    "submitted_form": ({"form": _choice("contact", "guide", "newsletter")}, frozenset({"form"})),
    "called": ({"outcome": _choice("spoke", "message", "no_answer", "wrong_number")}, frozenset({"outcome"})),
    "returned": (
        {"reason": _choice("not_now", "no_budget", "no_reply", "chose_another", "wrong_fit")},
        frozenset({"reason"}),
    ),
}  # fmt: skip
