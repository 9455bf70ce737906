"""Which fields a condition settles: those whose value it surely knows, or surely lets be unknown, where it holds."""

from __future__ import annotations

from typing import Literal, TypeAlias

from leadpact_dsl.checks.walk import opened
from leadpact_dsl.model import (
    Combined,
    Condition,
    DefineTest,
    Equals,
    Field,
    FieldTest,
    IsKnown,
    Not,
    OneOf,
    Order,
    Policy,
    Selection,
    Test,
)

FieldKey: TypeAlias = tuple[str, str]


def key(field: Field) -> FieldKey:
    """A field by its owner and name."""
    return (field.owner, field.name)


def says_what_unknown_means(policy: Policy, item: Condition, kind: Literal["all", "any", "at least"]) -> set[FieldKey]:
    """The fields whose unknown an item of a list settles for the whole list.

    Under `all of` that is `F is known`, under `any of` `F is unknown`; a definition that says so counts.
    """
    match kind:
        case "all":
            return asked(policy, item, known=True)
        case "any":
            return asked(policy, item, known=False)
        case "at least":
            return set()


def asked(policy: Policy, condition: Condition, *, known: bool) -> set[FieldKey]:
    """The fields that a condition asks to be known where it holds (or, with `known` False, holds for when unknown)."""
    match condition:
        case FieldTest(test=IsKnown() as test):
            return {key(condition.field)} if test.known == known else set()
        case DefineTest():
            when = opened(policy, condition)
            return set() if when is None else asked(policy, when, known=known)
        case Not():
            return asked(policy, condition.item, known=not known)
        case Combined(kind="at least"):
            return set()
        case Combined():
            each = [asked(policy, item, known=known) for item in condition.items]
            if (condition.kind == "all") == known:
                return set().union(*each)
            return set.intersection(*each) if each else set()
        case _:
            return set()


def compared(condition: Condition) -> set[FieldKey]:
    """The fields that must be known for a condition to hold, because it compares them with something."""
    match condition:
        case FieldTest():
            needs_it = not is_exclusion(condition.test) and not isinstance(condition.test, IsKnown)
            return {key(condition.field)} if needs_it else set()
        case Combined(kind="all"):
            return set().union(*(compared(item) for item in condition.items))
        case _:
            return set()


def is_exclusion(test: Test) -> bool:
    """`is not`, `is none of`."""
    match test:
        case Equals() | OneOf():
            return test.negated
        case Order():
            return test.op == "is not"
        case _:
            return False


def can_be_unknown(policy: Policy, field: Field, selection: Selection | None) -> bool:
    """Whether a lead, or an activity among those selected, can come without the field."""
    if selection is None or field.owner == "lead":
        return field.can_be_unknown
    named = [policy.activities[name].fields.get(field.name) for name in selection.activities]
    return any(found.can_be_unknown for found in named if found is not None)
