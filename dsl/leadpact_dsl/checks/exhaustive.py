"""Conditions that together leave no lead out: every level of a grade, every choice of a field that is always known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from leadpact_dsl.checks import fields
from leadpact_dsl.checks.plain import levels
from leadpact_dsl.checks.walk import opened, straight
from leadpact_dsl.model import Combined, Condition, DefineTest, FieldTest, GradeTest, Policy
from leadpact_dsl.text import fold


def cover_all(policy: Policy, conditions: Iterable[Condition]) -> bool:
    """Whether one of the conditions surely holds for every lead, seen by what each names by itself."""
    of_grade: dict[str, set[str]] = defaultdict(set)
    of_field: dict[str, set[object]] = defaultdict(set)
    for condition in conditions:
        for one in _alternatives(policy, condition):
            match one:
                case GradeTest():
                    of_grade[one.grade] |= levels(policy, one)
                case FieldTest() if not one.field.can_be_unknown:
                    of_field[one.field.name] |= set(fields.values(policy, one) or ())
                case _:
                    pass
    grades = any(found == {level.name for level in policy.grades[name].levels} for name, found in of_grade.items())
    return grades or any(found and found == _all_values(policy, name) for name, found in of_field.items())


def _alternatives(policy: Policy, condition: Condition) -> Iterable[Condition]:
    """The conditions any of which makes this one hold."""
    match condition:
        case DefineTest():
            when = opened(policy, condition)
            if when is not None:
                yield from _alternatives(policy, when)
        case Combined(kind="any"):
            for item in condition.items:
                yield from _alternatives(policy, item)
        case _:
            yield straight(condition)


def _all_values(policy: Policy, name: str) -> set[object]:
    field = policy.lead.fields.get(name)
    if field is None:
        return set()
    if field.kind == "yes or no":
        return {True, False}
    return {fold(choice.name) for choice in field.choices}
