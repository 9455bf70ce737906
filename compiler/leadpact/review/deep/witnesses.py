"""A lead that was found, in words: what its record says and what it did."""

from __future__ import annotations

from collections.abc import Iterator

from leadpact.review.deep.question import Case
from leadpact_dsl.model import ActivityRecord, Policy
from leadpact_dsl.phrases import activities, fields, times
from leadpact_dsl.phrases.words import listed, within

_MOST_FACTS = 12
"""Of a lead with more facts the first are told, and that there are more."""


def such_as(policy: Policy, case: Case) -> str:
    """A sentence: `One of them: country “US”; asked for a demo on 2 November 2026, 10:20 EST.`"""
    facts = [*_record(policy, case), *_log(policy, case)]
    told = facts[:_MOST_FACTS]
    if len(facts) > len(told):
        told.append(f"{len(facts) - len(told)} facts more")
    if not told:
        return "One of them is a lead of which nothing is known."
    return f"One of them: {'; '.join(told)}."


def _record(policy: Policy, case: Case) -> Iterator[str]:
    """Fields that are not told are unknown."""
    for name, field in policy.lead.fields.items():
        if name in case.lead.values:
            yield f"{within(field.label)} {fields.value(policy, field, case.lead.values[name])}"


def _log(policy: Policy, case: Case) -> Iterator[str]:
    for record in sorted(case.activities, key=lambda record: record.at):
        done = activities.verbs(policy, [record.activity])
        yield f"{done}{_details(policy, record)} {_when(policy, record, case.as_of)}"


def _details(policy: Policy, record: ActivityRecord) -> str:
    declared = policy.activities[record.activity].fields
    said = [
        f"{within(field.label)} {fields.value(policy, field, record.values[name])}"
        for name, field in declared.items()
        if name in record.values
    ]
    return f" ({listed(said, 'and')})" if said else ""


def _when(policy: Policy, record: ActivityRecord, as_of: int) -> str:
    return "at that instant" if record.at == as_of else f"on {times.instant(record.at, policy.agreement.timezone)}"
