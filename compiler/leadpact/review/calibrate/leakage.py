"""What rules look at that may have been filled after the outcome: by the data, by the clock, by the policy, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leadpact.review.calibrate.field_values import FieldValues
from leadpact.review.calibrate.result import Suspect
from leadpact.review.calibrate.tell_tale import named_so
from leadpact.review.calibrate.tied import tied
from leadpact.review.calibrate.uses import Uses
from leadpact_dsl.model import Activity, Clause, Field, Policy
from leadpact_dsl.phrases.ranks import stage_name
from leadpact_dsl.phrases.words import counted, listed, quoted

SOME = 0.01
"""Of the times in a field so many are later than the outcome before it is more than a slip."""


def suspects(
    policy: Policy,
    stage: str,
    found: Uses,
    values: Mapping[str, FieldValues],
    outcome_column: str,
    columns: Mapping[str, str],
    after: Mapping[str, int],
) -> tuple[Suspect, ...]:
    """Those that the data or the policy shows first, then those by name, each in the order of the policy.

    `columns` are the headers that fields are read from; `after` counts activities later than their lead's outcome.
    """
    fields = [
        one
        for name, clauses in found.fields.items()
        if (one := _field(policy.lead.fields[name], values.get(name), outcome_column, columns.get(name), clauses))
    ]
    acts = [
        one
        for name, clauses in found.activities.items()
        if (one := _activity(policy, stage, policy.activities[name], after.get(name, 0), clauses))
    ]
    return tuple(sorted([*fields, *acts], key=lambda one: not one.sure))


def _field(
    field: Field, values: FieldValues | None, outcome: str, column: str | None, clauses: tuple[Clause, ...]
) -> Suspect | None:
    shown = list(_shown(field, values, outcome, column))
    reasons = shown or [*_perhaps_later(field, values), *named_so(field)]
    if not reasons:
        return None
    return Suspect("field", field.name, field.label, column, bool(shown), tuple(reasons), clauses)


def _shown(field: Field, values: FieldValues | None, outcome: str, column: str | None) -> Iterator[str]:
    """What the data shows."""
    if column == outcome:
        yield f"it is read from {quoted(outcome)}, the outcome itself"
        return
    if values is None:
        return
    if field.kind == "time" and _later(values):
        yield _said_later(values)
    yield from tied(values)


def _perhaps_later(field: Field, values: FieldValues | None) -> Iterator[str]:
    """A date may be one that was planned."""
    if field.kind == "date" and values is not None and _later(values):
        yield f"{_said_later(values)}, unless it says what is planned"


def _later(values: FieldValues) -> bool:
    return values.later > 0 and values.later >= SOME * values.timed


def _said_later(values: FieldValues) -> str:
    return f"in {values.later:,} of {counted(values.timed, 'lead')} it is later than the outcome"


def _activity(
    policy: Policy, stage: str, activity: Activity, after: int, clauses: tuple[Clause, ...]
) -> Suspect | None:
    shown = []
    recorded = [name for name in _beyond(policy, stage) if activity.name in policy.stages[name].recorded_by]
    if recorded:
        stages = listed([stage_name(policy, name) for name in recorded], "and")
        shown.append(f"it records that a lead is at {stages}, which is what the stage leads to")
    reasons = list(shown)
    if not shown and activity.by is not None:
        team = policy.teams[activity.by].label
        reasons.append(f"{team} records it, not the lead: it happens to leads that somebody has chosen already")
    if not reasons and not after:
        return None
    sure = bool(shown) or not reasons
    return Suspect("activity", activity.name, activity.label, None, sure, tuple(reasons), clauses, after)


def _beyond(policy: Policy, stage: str) -> list[str]:
    """The stages that come after."""
    order = list(policy.stages)
    return order[order.index(stage) + 1 :]
