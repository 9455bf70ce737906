"""A lead that stands in the words of one policy, in the words of all policies of a world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leadpact.solver.ground import Both
from leadpact.solver.merging import LEAD
from leadpact.solver.witness import Witness
from leadpact_dsl.model import ActivityRecord, Example, LeadRecord, Scalar


def of_example(both: Both, which: int, example: Example) -> Witness:
    """The lead of an example of one policy, as each policy would read it; not decided yet."""
    return of_records(both, which, example.lead, example.activities, example.as_of)


def of_records(both: Both, which: int, lead: LeadRecord, activities: Sequence[ActivityRecord], as_of: int) -> Witness:
    """What a policy does not declare is left out for it."""
    records, logs = [], []
    for other in range(len(both.policies)):
        if other == which:
            records.append(lead)
            logs.append(tuple(activities))
            continue
        records.append(LeadRecord(lead.id, _values(both, which, other, LEAD, lead.values)))
        logs.append(tuple(_rows(both, which, other, activities)))
    return Witness(tuple(records), tuple(logs), as_of)


def _rows(both: Both, which: int, other: int, activities: Sequence[ActivityRecord]) -> list[ActivityRecord]:
    found = []
    for row in activities:
        common = both.merged.kinds[which].get(row.activity)
        declared = None if common is None else both.merged.activities[common].of[other]
        if declared is not None:
            values = _values(both, which, other, row.activity, row.values)
            found.append(ActivityRecord(declared.name, row.at, values))
    return found


def _values(both: Both, which: int, other: int, owner: str, values: Mapping[str, Scalar]) -> dict[str, Scalar]:
    found: dict[str, Scalar] = {}
    for name, value in values.items():
        field = both.merged.common[which].get((owner, name))
        declared = None if field is None else field.of[other]
        if field is None or declared is None:
            continue
        if declared.kind == "one of" and isinstance(value, str):
            common = both.merged.choices[which][owner, name, value]
            if common not in field.choices:
                continue
            value = both.merged.choice(other, field, common)
        found[declared.name] = value
    return found
