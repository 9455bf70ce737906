"""From what a model picked to records: values as the language has them, names as each policy has them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from leadpact.plan.numbers import PLACES
from leadpact.solver.ground import Both
from leadpact.solver.merging import SharedField
from leadpact.solver.natural import Habits, NaturalValues
from leadpact.solver.own_fields import Raw, Sort
from leadpact_dsl.model import ActivityRecord, LeadRecord, Scalar

ID = "example"


def written_lead(both: Both, which: int, picked: Mapping[str, Raw], habits: Habits, now: int) -> LeadRecord:
    """The lead as a policy reads it. Required fields that nothing asks for get the value that they usually have."""
    values: dict[str, Scalar] = {}
    for name, shared in both.merged.lead.items():
        declared = shared.of[which]
        if declared is None:
            continue
        raw = picked.get(name)
        if raw is None and name not in picked and shared.required:
            raw = _usual(both, shared, habits, now)
        if raw is not None:
            values[declared.name] = scalar(both, which, shared, raw)
    return LeadRecord(ID, values)


def _usual(both: Both, shared: SharedField, habits: Habits, now: int) -> Raw:
    used = habits.used(shared)
    match shared.first.kind:
        case "one of":
            return next((one for one in used if one in shared.choices), shared.choices[0] if shared.choices else None)
        case "yes or no":
            return False
        case "text":
            return next(iter(NaturalValues(both, habits, now).texts(shared, ()).candidates().values()))
        case _:
            return next(iter(NaturalValues(both, habits, now).numbers(shared, [], any_value=False, apart=False)), 0)


def written_log(both: Both, which: int, log: Sequence[tuple[Sort, int]]) -> tuple[ActivityRecord, ...]:
    """The activities that a policy declares, in order of time."""
    rows: list[ActivityRecord] = []
    for sort, at in log:
        activity = both.merged.activities[sort.kind]
        declared = activity.of[which]
        if declared is None:
            continue
        values: dict[str, Scalar] = {}
        for name, raw in sort.record.values.items():
            field = activity.fields[name]
            own = field.of[which]
            if own is not None:
                values[own.name] = scalar(both, which, field, raw)
        rows.append(ActivityRecord(declared.name, at, values))
    return tuple(sorted(rows, key=lambda row: row.at))


def scalar(both: Both, which: int, field: SharedField, raw: Raw) -> Scalar:
    match field.first.kind, raw:
        case "one of", str():
            return both.merged.choice(which, field, raw)
        case "text", str():
            return raw
        case "yes or no", bool():
            return raw
        case "date", int():
            return dt.date.fromordinal(raw)
        case (("time" | "whole number"), int()):
            return raw
        case ("number" | "money") as kind, int():
            amount = Decimal(raw).scaleb(-PLACES[kind])
            whole = amount.to_integral_value()
            return whole if amount == whole else amount.normalize()
        case _:
            raise TypeError(f"{raw!r} is no value of a field of {field.first.kind}")
