"""A lead with its activities as the JSON document that programs take: the opposite of `leadpact.records.case`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from leadpact.json_text import number
from leadpact.records.writers import in_iso
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.model import ActivityRecord, Field, LeadRecord, Policy, Scalar
from leadpact_dsl.zones import Zone, zone


def case_document(
    policy: Policy, lead: LeadRecord, activities: Sequence[ActivityRecord], as_of: int | None
) -> dict[str, Any]:
    """A case in which every known value stands, and nothing else. `as_of` None leaves it out.

    Activities of kinds that the policy does not declare are left out: a case cannot hold them, and they do not count.
    """
    there = zone(policy.agreement.timezone)
    if there is None:
        raise InternalError(f"the agreement's timezone {policy.agreement.timezone} is none")
    found: dict[str, Any] = {
        "lead": {"id": lead.id, **_values(policy.lead.fields, lead.values, there)},
        "activities": [
            {
                "activity": activity.activity,
                "at": in_iso(activity.at, there),
                **_values(policy.activities[activity.activity].fields, activity.values, there),
            }
            for activity in activities
            if activity.activity in policy.activities
        ],
    }
    return found if as_of is None else {**found, "as_of": in_iso(as_of, there)}


def value_in_json(field: Field, value: Scalar, there: Zone) -> str | bool | int | Decimal:
    """A known value of a field as documents hold it; times in the zone given."""
    match value:
        case str() | bool():
            return value
        case int() if field.kind == "time":
            return in_iso(value, there)
        case int() | Decimal():
            return number(value)
        case dt.date():
            return value.isoformat()


def _values(fields: Mapping[str, Field], known: Mapping[str, Scalar], there: Zone) -> dict[str, Any]:
    return {name: value_in_json(field, known[name], there) for name, field in fields.items() if name in known}
