"""Cases as the documents that programs read (`{"lead": …, "activities": […], "as_of": …}`), there and back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from leadpact.json_text import written
from leadpact_dsl import model
from tests.targets.at_random.cases import Case

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MS = dt.timedelta(milliseconds=1)


def document(policy: model.Policy, case: Case) -> dict[str, Any]:
    """A case as a document; activities of kinds that the policy does not know carry no values."""
    return {
        "lead": {"id": case.lead.id, **_values(policy.lead.fields, case.lead.values)},
        "activities": [
            {
                "activity": row.activity,
                "at": _iso(row.at),
                **_values(
                    policy.activities[row.activity].fields if row.activity in policy.activities else {}, row.values
                ),
            }
            for row in case.activities
        ],
        "as_of": _iso(case.as_of),
    }


def as_text(policy: model.Policy, case: Case) -> str:
    return written(document(policy, case))


def case_of(policy: model.Policy, text: str) -> Case:
    """The case that a document holds."""
    found = json.loads(text, parse_float=Decimal)
    lead = dict(found["lead"])
    rows = []
    for row in found["activities"]:
        kind, at = row.pop("activity"), _instant(row.pop("at"))
        fields = policy.activities[kind].fields if kind in policy.activities else {}
        rows.append(model.ActivityRecord(kind, at, _scalars(fields, row)))
    record = model.LeadRecord(lead.pop("id"), _scalars(policy.lead.fields, lead))
    return Case(record, tuple(rows), _instant(found["as_of"]))


def _values(fields: Mapping[str, model.Field], values: Mapping[str, model.Scalar]) -> dict[str, Any]:
    return {name: _json(fields[name], value) for name, value in values.items()}


def _json(field: model.Field, value: model.Scalar) -> Any:
    match value:
        case dt.date():
            return value.isoformat()
        case int() if field.kind == "time":
            return _iso(value)
        case _:
            return value


def _scalars(fields: Mapping[str, model.Field], values: Mapping[str, Any]) -> dict[str, model.Scalar]:
    return {name: _scalar(fields[name], value) for name, value in values.items() if name in fields}


def _scalar(field: model.Field, value: Any) -> model.Scalar:
    match field.kind:
        case "date":
            return dt.date.fromisoformat(value)
        case "time":
            return _instant(value)
        case "number" | "money":
            return Decimal(value)
        case _:
            return value  # type: ignore[no-any-return]


def _iso(instant: int) -> str:
    moment = _EPOCH + instant * _MS
    return moment.isoformat(timespec="milliseconds" if instant % 1000 else "seconds").replace("+00:00", "Z")


def _instant(text: str) -> int:
    return (dt.datetime.fromisoformat(text) - _EPOCH) // _MS
