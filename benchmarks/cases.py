"""The leads that are measured: one typical, two hundred sampled ones, and thousands on which results are compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.by_hand.records import Activity, Lead, Value
from leadpact.policies import load
from leadpact.sample.leads import LeadMaker
from leadpact_dsl.model import ActivityRecord, Field, LeadRecord, Policy, Scalar
from leadpact_dsl.zones import Zone, zone

ROOT = Path(__file__).parent.parent
_PLACES = {"number": 10_000, "money": 100}


class Case(NamedTuple):
    """One lead as of an instant, in each form that somebody wants: the reference's records, tuples, JSON values."""

    lead: LeadRecord
    activities: tuple[ActivityRecord, ...]
    as_of: int
    record: Lead
    log: tuple[Activity, ...]
    document: dict[str, Any]


@cache
def acme() -> Policy:
    policy = load(ROOT / "policies" / "acme").policy
    assert policy is not None
    return policy


@cache
def new_york() -> Zone:
    found = zone(acme().agreement.timezone)
    assert found is not None
    return found


def typical() -> Case:
    """A good lead as marketing hopes for it: opted in, read, asked, was handed over and called. Twelve activities."""
    lead = LeadRecord(
        "L-1042",
        {
            "full_name": "Ines Calloway",
            "title": "Director of Revenue Operations",
            "company": "Prairie Software",
            "email": "ines.calloway@prairie.example",
            "email_domain": "prairie.example",
            "employees": 320,
            "revenue": Decimal("24500000"),
            "industry": "software",
            "country": "US",
            "region": "AMER",
            "source": "website",
            "opted_out": False,
            "created_at": _at(9, 14, 10, 5),
        },
    )
    log = (
        _did("viewed_page", _at(9, 14, 10, 3), path="/blog/closing-the-books", seconds=48),
        _did("submitted_form", _at(9, 14, 10, 5), form="guide"),
        _did("opened_email", _at(9, 21, 8, 40)),
        _did("clicked_email", _at(9, 21, 8, 41)),
        _did("viewed_page", _at(9, 21, 8, 42), path="/product/reconciliation", seconds=95),
        _did("attended_webinar", _at(10, 6, 14, 0)),
        _did("opened_email", _at(10, 20, 9, 12)),
        _did("viewed_page", _at(10, 27, 16, 20), path="/pricing", seconds=120),
        _did("requested_demo", _at(10, 28, 9, 30)),
        _did("handed_over", _at(10, 28, 9, 34)),
        _did("called", _at(10, 28, 9, 46), outcome="spoke"),
        _did("emailed", _at(10, 28, 10, 30)),
    )
    return case(lead, log, _at(11, 2, 12, 0))


def sampled(count: int, seed: int, as_of: int | None = None, activities: range | None = None) -> Iterator[Case]:
    """Leads as `leadpact sample` makes them; with `activities`, only those that have so many up to as of."""
    when = _at(11, 2, 12, 0) if as_of is None else as_of
    maker = LeadMaker(acme(), new_york(), when, seed)
    number = made = 0
    while made < count:
        number += 1
        lead = maker.lead(number)
        lived = tuple(row for row in lead.activities if row.at <= when)
        if activities is None or len(lived) in activities:
            made += 1
            yield case(lead.record, lead.activities, when)


def examples() -> Iterator[Case]:
    """The examples of the policy itself."""
    return (case(example.lead, example.activities, example.as_of) for example in acme().examples)


def case(lead: LeadRecord, activities: tuple[ActivityRecord, ...], as_of: int) -> Case:
    policy = acme()
    fields = policy.lead.fields
    record = Lead(lead.id, *(_unit(fields[name], lead.values.get(name)) for name in Lead._fields[1:]))  # type: ignore[arg-type]
    log = tuple(
        Activity(row.activity, row.at, _units(policy.activities[row.activity].fields, row.values)) for row in activities
    )
    document = {
        "lead": {"id": lead.id, **_json_values(fields, lead.values)},
        "activities": [
            {
                "activity": row.activity,
                "at": _json_time(row.at),
                **_json_values(policy.activities[row.activity].fields, row.values),
            }
            for row in activities
        ],
        "as_of": _json_time(as_of),
    }
    return Case(lead, activities, as_of, record, log, document)


def _units(fields: Mapping[str, Field], values: Mapping[str, Scalar]) -> dict[str, Value]:
    found = ((name, _unit(fields[name], value)) for name, value in values.items())
    return {name: value for name, value in found if value is not None}


def _unit(field: Field, value: Scalar | None) -> Value | None:
    """A value in the units of the scorers: whole numbers only."""
    if isinstance(value, Decimal):
        return int(value * _PLACES.get(field.kind, 1))
    if isinstance(value, dt.date):
        return new_york().start_of_day(value)
    return value


def _json_values(fields: Mapping[str, Field], values: Mapping[str, Scalar]) -> dict[str, Any]:
    return {name: _json_value(fields[name], value) for name, value in values.items()}


def _json_value(field: Field, value: Scalar) -> Any:
    if field.kind == "time":
        assert isinstance(value, int)
        return _json_time(value)
    if isinstance(value, Decimal):
        # Two or four decimals survive the way through a float of a JSON reader, whose shortest text is the same again.
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _json_time(at: int) -> str:
    offset = new_york().offset_at(at) // 60_000
    sign, (hours, minutes) = "-" if offset < 0 else "+", divmod(abs(offset), 60)
    wall = new_york().local(at)
    return f"{wall.isoformat(timespec='milliseconds' if wall.microsecond else 'seconds')}{sign}{hours:02}:{minutes:02}"


def _at(month: int, day: int, hour: int, minute: int) -> int:
    return new_york().instant(dt.datetime(2026, month, day, hour, minute))


def _did(kind: str, at: int, **values: Scalar) -> ActivityRecord:
    return ActivityRecord(kind, at, values)
