"""A lead to start from: that of the policy's first example that is decided, or one with what the policy requires."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from string import ascii_uppercase
from typing import Any

from leadpact.case_document import case_document
from leadpact_dsl import model
from leadpact_dsl.decision import Decision
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.evaluate import decide
from leadpact_dsl.text import fold
from leadpact_dsl.zones import Zone, zone

_SOME_DAY = dt.date(2026, 1, 5)


def example_case(policy: model.Policy) -> dict[str, Any]:
    """A case document, with its time, so that it is decided alike on every day."""
    for example in policy.examples:
        if isinstance(decide(policy, example.lead, example.activities, example.as_of), Decision):
            return case_document(policy, example.lead, example.activities, example.as_of)
    there = zone(policy.agreement.timezone)
    if there is None:
        raise InternalError(f"The policy was read with the unknown time zone {policy.agreement.timezone!r}.")
    day = _SOME_DAY.replace(year=min(max(_SOME_DAY.year, policy.agreement.first_year), policy.agreement.last_year))
    unknown = {fold(text) for text in policy.lead.unknown_texts}
    fields = policy.lead.fields.values()
    needed = {field.name: _some(field, day, there, unknown) for field in fields if field.required}
    return case_document(policy, model.LeadRecord("L-1", needed), (), there.start_of_day(day + dt.timedelta(days=1)))


def _words(first: str) -> Iterator[str]:
    yield first
    yield from ascii_uppercase


def _some(field: model.Field, day: dt.date, there: Zone, unknown: set[str]) -> model.Scalar:
    """A value that the field takes, and that does not count as unknown."""
    match field.kind:
        case "text":
            return next(word for word in _words(field.label) if fold(word) not in unknown)
        case "one of":
            names = [choice.name for choice in field.choices]
            known = [name for name in names if fold(name) not in unknown]
            return (known or names)[0]
        case "yes or no":
            return False
        case "date":
            return day
        case "time":
            return there.start_of_day(day)
        case "whole number" | "number" | "money":
            return 0
