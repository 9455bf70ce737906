"""Which column of the tables `leads` and `activities` holds which field.

A field's column has the field's name. Engines tell names apart without regard to case, and the tables have columns of
their own, so that some fields need another name: `region_2`, `viewed_page_path`.
"""

from __future__ import annotations

from collections.abc import Mapping

from leadpact.plan import Plan
from leadpact.targets.sql.names import Names

LEAD_COLUMNS = ("lead", "id", "as_of", "frame")
LOG_COLUMNS = ("lead", "lead_id", "activity", "at", "position", "kind", "frame", "as_of")
"""The columns that hold no field; a statement has some of these names for itself."""


def lead_columns(plan: Plan) -> Mapping[str, str]:
    """By field of the lead."""
    names = _names(LEAD_COLUMNS)
    return {asked.name: names.fresh(asked.name) for asked in plan.lead}


def own_columns(plan: Plan) -> Mapping[tuple[str, str], str]:
    """By kind of activity and its field. Kinds share a column where their fields of one name hold the same type."""
    names = _names(LOG_COLUMNS)
    types: dict[str, set[str]] = {}
    for activity in plan.policy.activities.values():
        for field in activity.fields.values():
            types.setdefault(field.name, set()).add(field.kind)
    shared: dict[str, str] = {}
    found: dict[tuple[str, str], str] = {}
    for kind, inputs in plan.activities.items():
        for asked in inputs:
            if len(types[asked.name]) > 1:
                found[kind, asked.name] = names.fresh(f"{kind}_{asked.name}")
                continue
            if asked.name not in shared:
                shared[asked.name] = names.fresh(asked.name)
            found[kind, asked.name] = shared[asked.name]
    return found


def own_column(plan: Plan, kind: str, field: str) -> str:
    return own_columns(plan)[kind, field]


def _names(taken: tuple[str, ...]) -> Names:
    names = Names()
    for name in taken:
        names.taken(name)
    return names
