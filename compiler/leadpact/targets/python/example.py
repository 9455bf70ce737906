"""A lead to start from: that of the policy's first example, or one with what the policy requires."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from leadpact.records.writers import in_iso
from leadpact_dsl import model
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.zones import Zone, zone

_SOME_DAY = dt.date(2026, 1, 5)


def example_case(policy: model.Policy) -> dict[str, Any]:
    """A case document."""
    there = zone(policy.agreement.timezone)
    if there is None:
        raise InternalError(f"The policy was read with the unknown time zone {policy.agreement.timezone!r}.")
    if not policy.examples:
        required = {name: _some(field, there) for name, field in policy.lead.fields.items() if field.required}
        return {"lead": {"id": "L-1", **required}, "activities": []}
    example = policy.examples[0]
    return {
        "lead": {"id": example.lead.id, **_written(policy.lead.fields, example.lead.values, there)},
        "activities": [
            {
                "activity": row.activity,
                "at": in_iso(row.at, there),
                **_written(policy.activities[row.activity].fields, row.values, there),
            }
            for row in example.activities
        ],
        "as_of": in_iso(example.as_of, there),
    }


def _written(fields: Mapping[str, model.Field], values: Mapping[str, model.Scalar], there: Zone) -> dict[str, Any]:
    return {name: _json(field, values[name], there) for name, field in fields.items() if name in values}


def _json(field: model.Field, value: model.Scalar, there: Zone) -> Any:
    match value:
        case Decimal():
            return int(value) if value == int(value) else float(value)
        case int() if field.kind == "time":
            return in_iso(value, there)
        case dt.date():
            return value.isoformat()
        case _:
            return value


def _some(field: model.Field, there: Zone) -> Any:
    match field.kind:
        case "text":
            return field.label
        case "one of":
            return field.choices[0].name
        case "yes or no":
            return False
        case "date":
            return _SOME_DAY.isoformat()
        case "time":
            return in_iso(there.start_of_day(_SOME_DAY), there)
        case "whole number" | "number" | "money":
            return 0
