"""Reasons for returning a lead that no rule takes up (LP430)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from leadpact_dsl.checks import places
from leadpact_dsl.checks.plain import kinds
from leadpact_dsl.checks.walk import opened
from leadpact_dsl.diagnostics import Diagnostic, warning
from leadpact_dsl.model import (
    Activity,
    Choice,
    Combined,
    Condition,
    DefineTest,
    Equals,
    Field,
    FieldTest,
    Happened,
    IsKnown,
    Not,
    OneOf,
    Policy,
    Selection,
)
from leadpact_dsl.phrases.words import quoted


class Reason(NamedTuple):
    """A choice of a field of an activity: `returned` with the reason `not_now`."""

    activity: Activity
    field: Field
    choice: Choice


def untaken(policy: Policy) -> Iterator[Diagnostic]:
    """Choices of a field by which rules tell returns apart, for which there is no rule."""
    selections = list(_selections(policy))
    told_apart = {
        (name, test.field.name)
        for selection in _deciding(policy)
        for name in kinds(policy, selection)
        for test in _tests(selection.where)
        if test.field.kind == "one of"
    }
    for activity_name, field_name in sorted(told_apart):
        activity = policy.activities[activity_name]
        field = activity.fields.get(field_name)
        for choice in field.choices if field is not None else ():
            assert field is not None
            if not any(_takes_up(policy, selection, Reason(activity, field, choice)) for selection in selections):
                yield warning(
                    "LP430",
                    places.choice(field.span, choice.name),
                    f"No rule takes up a lead that {activity.label} with {quoted(choice.label)}: it stays where it is.",
                    note="no rule for this one",
                    help=f"Add a `recycle` or `disqualify` rule "
                    f"`when {activity.name} where {field.name} is {choice.name}`, or take the choice out.",
                )


def instructed(policy: Policy) -> Iterator[Diagnostic]:
    """`return with reason X` in a response where X is no choice that a rule could take up."""
    selections = list(_selections(policy))
    for response in policy.responses.values():
        for action in response.actions:
            if action.kind != "return":
                continue
            reasons = list(_reasons(policy, action.target))
            if not any(_takes_up(policy, selection, reason) for selection in selections for reason in reasons):
                yield warning(
                    "LP430",
                    places.word(action.span, action.target),
                    f"No rule takes up a lead that is returned with {quoted(action.target_label)}: it stays where it "
                    "is.",
                    note="no rule for this one",
                    help=f"Add a `recycle` or `disqualify` rule for {action.target}, or return with another reason.",
                )


def _reasons(policy: Policy, name: str) -> Iterator[Reason]:
    for activity in policy.activities.values():
        for field in activity.fields.values():
            if field.name == "reason":
                yield from (Reason(activity, field, choice) for choice in field.choices if choice.name == name)


def _selections(policy: Policy) -> Iterator[Selection]:
    """The activities that recycling and disqualification look at."""
    for recycle in policy.recycle.values():
        yield from recycle.when
    for found in policy.disqualify.values():
        yield from _happened(policy, found.when)


def _deciding(policy: Policy) -> Iterator[Selection]:
    """The activities that end a lead's way by themselves. One that only counts beside other conditions tells no returns
    apart: a wrong number is a reason to give up where the mailbox is dead too, and the other calls need no rule."""
    for recycle in policy.recycle.values():
        yield from recycle.when
    for found in policy.disqualify.values():
        yield from _alone(policy, found.when)


def _alone(policy: Policy, condition: Condition) -> Iterator[Selection]:
    match condition:
        case Happened(absent=False):
            yield condition.selection
        case Combined(kind="any"):
            for item in condition.items:
                yield from _alone(policy, item)
        case DefineTest():
            when = opened(policy, condition)
            if when is not None:
                yield from _alone(policy, when)
        case _:
            pass


def _happened(policy: Policy, condition: Condition) -> Iterator[Selection]:
    match condition:
        case Happened(absent=False):
            yield condition.selection
        case Combined():
            for item in condition.items:
                yield from _happened(policy, item)
        case DefineTest():
            when = opened(policy, condition)
            if when is not None:
                yield from _happened(policy, when)
        case _:
            pass


def _tests(where: Condition | None) -> Iterator[FieldTest]:
    match where:
        case FieldTest():
            yield where
        case Not(item=FieldTest() as test):
            yield test
        case Combined():
            for item in where.items:
                yield from _tests(item)
        case _:
            pass


def _takes_up(policy: Policy, selection: Selection, reason: Reason) -> bool:
    """Whether an activity with this choice can be among those selected."""
    if reason.activity.name not in kinds(policy, selection):
        return False
    return selection.where is None or _can_hold(selection.where, reason)


def _can_hold(where: Condition, reason: Reason) -> bool:
    """Whether a condition can hold for this choice, whatever the other fields are."""
    match where:
        case FieldTest() if where.field.name == reason.field.name:
            match where.test:
                case Equals():
                    return (where.test.value == reason.choice.name) != where.test.negated
                case OneOf():
                    return (reason.choice.name in where.test.values) != where.test.negated
                case IsKnown():
                    return where.test.known
                case _:
                    return True
        case Combined(kind="all"):
            return all(_can_hold(item, reason) for item in where.items)
        case Combined():
            return any(_can_hold(item, reason) for item in where.items)
        case _:
            return True
