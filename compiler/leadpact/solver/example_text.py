"""A lead as an `example` block of a policy, ready to be pasted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from leadpact_dsl.model import ActivityRecord, Field, LeadRecord, Policy, Scalar
from leadpact_dsl.zones import AmbiguousLocalTime, Zone, zone


def example_text(
    policy: Policy,
    lead: LeadRecord,
    activities: Sequence[ActivityRecord],
    as_of: int,
    title: str,
    expectations: Sequence[str],
) -> str:
    """The block, each line of it ended. Times are those of the agreement's zone, floored to seconds: a policy knows
    nothing finer."""
    there = zone(policy.agreement.timezone)
    assert there is not None
    lines = [f"example {quoted(title)}", f"  as of {instant(as_of, there)}"]
    if lead.values:
        lines.append("  lead")
        lines += [f"    {given}" for given in _given(policy.lead.fields, lead.values, there)]
    for row in activities:
        values = ", ".join(_given(policy.activities[row.activity].fields, row.values, there))
        lines.append(f"  {row.activity} at {instant(row.at, there)}" + (f" with {values}" if values else ""))
    lines += [f"  expect {expectation}" for expectation in expectations]
    return "\n".join(lines) + "\n"


def _given(fields: Mapping[str, Field], values: Mapping[str, Scalar], there: Zone) -> Iterator[str]:
    for name, field in fields.items():
        if name in values:
            yield f"{name} {value(field, values[name], there)}"


def value(field: Field, known: Scalar, there: Zone) -> str:
    """A value as policies write it."""
    match field.kind, known:
        case "text", str():
            return quoted(known)
        case "one of", str():
            return known
        case "yes or no", bool():
            return "yes" if known else "no"
        case "date", dt.date():
            return known.isoformat()
        case "time", int():
            return instant(known, there)
        case "money", Decimal() | int():
            return f"{plain(known)} {field.currency}"
        case _, Decimal() | int():
            return plain(known)
        case _:
            raise TypeError(f"{known!r} is no value of {field.name}")


def plain(amount: Decimal | int) -> str:
    """All digits, without an exponent and without zeros behind the last decimal."""
    text = format(Decimal(amount), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def instant(at: int, there: Zone) -> str:
    """By the wall clock, with its offset where the wall clock alone would mean another instant, or none."""
    wall = there.local(at - at % 1000)
    shown = wall.strftime("%Y-%m-%d %H:%M:%S" if wall.second else "%Y-%m-%d %H:%M")
    try:
        there.instant(wall)
    except AmbiguousLocalTime:
        return shown + _offset(there.offset_at(at))
    return shown


def _offset(ms: int) -> str:
    minutes = abs(ms) // 60_000
    return f"{'-' if ms < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"
