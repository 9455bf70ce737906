"""Ways through a policy: every condition with the clause it stands in, every rule, every selection of activities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias, assert_never

from leadpact_dsl.model import (
    Adds,
    Band,
    Clause,
    Combined,
    Condition,
    DefineTest,
    EachRule,
    EachTable,
    Equals,
    Fading,
    FieldTest,
    FirstOf,
    GradeTest,
    Group,
    Happened,
    IdleRule,
    IfRule,
    Not,
    Policy,
    Rule,
    Score,
    ScoreTest,
    Selection,
    StageTest,
    Table,
)

PaidRule: TypeAlias = "IfRule | EachRule | IdleRule | Table | EachTable | Adds"
"""A rule that pays by itself, unlike a group or a `first of`."""


class Placed(NamedTuple):
    """A condition as it stands in a clause, not taken apart; of a selection, its `where`."""

    clause: Clause
    condition: Condition


def conditions(policy: Policy) -> Iterator[Placed]:
    """All conditions on leads, in the order of kinds: definitions, scores, grades, stages and so on."""
    for define in policy.defines.values():
        yield Placed(define, define.when)
    for score in policy.scores.values():
        for rule in rules(score):
            if isinstance(rule, IfRule):
                yield Placed(rule, rule.condition)
            if isinstance(rule, Group) and rule.only_if is not None:
                yield Placed(rule, rule.only_if)
        yield from (Placed(zero, zero.condition) for zero in score.zero_if)
    for grade in policy.grades.values():
        for level in grade.levels:
            if level.test is not None and not isinstance(level.test, Band):
                yield Placed(level, level.test)
    yield from (Placed(stage, stage.when) for stage in policy.stages.values() if stage.when is not None)
    yield from (Placed(found, found.when) for found in policy.disqualify.values())
    yield from (Placed(route, route.when) for route in policy.routes.values() if route.when is not None)
    for response in policy.responses.values():
        if response.applies_to is not None:
            yield Placed(response, response.applies_to)
    yield from (Placed(found, found.back_if) for found in policy.recycle.values() if found.back_if is not None)
    yield from (Placed(goal, goal.applies_to) for goal in policy.goals.values() if goal.applies_to is not None)
    yield from (Placed(found, found.applies_to) for found in policy.experiments.values())


def counted(policy: Policy) -> Iterator[tuple[Clause, Selection]]:
    """The selections of activities that stand outside conditions: of rules that count, and of recycling."""
    for score in policy.scores.values():
        for rule in rules(score):
            if isinstance(rule, EachRule | EachTable):
                yield rule, rule.counting.selection
    for recycle in policy.recycle.values():
        yield from ((recycle, selection) for selection in recycle.when)


def opened(policy: Policy, test: DefineTest) -> Condition | None:
    """What a definition says; None where it was too broken to be read, which is reported elsewhere."""
    define = policy.defines.get(test.define)
    return None if define is None else define.when


def straight(condition: Condition) -> Condition:
    """`not opted_out` as the comparison that it is, false while the field is unknown; other conditions as they are."""
    match condition:
        case Not(item=FieldTest(test=Equals() as test) as item):
            return FieldTest(condition.span, item.field, Equals(test.value, not test.negated))
        case _:
            return condition


def parts(condition: Condition) -> Iterator[Condition]:
    """A condition and all inside it, a `where` and what `not` stands before included; definitions are not opened."""
    yield condition
    match condition:
        case Combined():
            for item in condition.items:
                yield from parts(item)
        case Not():
            yield from parts(condition.item)
        case Happened():
            if condition.selection.where is not None:
                yield from parts(condition.selection.where)
        case FieldTest() | ScoreTest() | GradeTest() | StageTest() | DefineTest():
            pass
        case _:
            assert_never(condition)


def all_parts(policy: Policy) -> Iterator[Placed]:
    """Every condition of the policy and every part of it, each with the clause it stands in."""
    for clause, condition in conditions(policy):
        yield from (Placed(clause, part) for part in parts(condition))
    for clause, selection in counted(policy):
        if selection.where is not None:
            yield from (Placed(clause, part) for part in parts(selection.where))


def rules(score: Score) -> Iterator[Rule]:
    """All rules of a score in the order written, a group before what is in it."""
    for rule in score.rules:
        yield from _inside(rule)


def _inside(rule: Rule) -> Iterator[Rule]:
    yield rule
    if isinstance(rule, Group | FirstOf):
        for inner in rule.rules:
            yield from _inside(inner)


class Paid(NamedTuple):
    """A rule that pays, with the fading that holds for it: its own, or its group's."""

    rule: PaidRule
    fading: Fading | None


def paid(score: Score) -> Iterator[Paid]:
    """The rules of a score that pay, out of their groups, each with the fading that holds for it."""
    for rule in score.rules:
        yield from paid_inside(rule, None)


def paid_inside(rule: Rule, fading: Fading | None) -> Iterator[Paid]:
    """The same for one rule, with the fading of the groups around it."""
    match rule:
        case Group():
            for inner in rule.rules:
                yield from paid_inside(inner, rule.fading or fading)
        case FirstOf():
            for first in rule.rules:
                yield from paid_inside(first, fading)
        case IfRule():
            yield Paid(rule, rule.fading or fading)
        case EachRule() | EachTable():
            yield Paid(rule, rule.counting.fading or fading)
        case IdleRule() | Table() | Adds():
            yield Paid(rule, None)
        case _:
            assert_never(rule)
