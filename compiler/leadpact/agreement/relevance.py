"""Which scores an example is about: those it expects something of, and those that stand behind a stage or grade."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from leadpact_dsl.model import (
    Adds,
    Band,
    Combined,
    Condition,
    DefineTest,
    EachRule,
    EachTable,
    Example,
    ExpectDefine,
    ExpectGrade,
    ExpectName,
    ExpectScore,
    FieldTest,
    FirstOf,
    GradeName,
    GradeTest,
    Group,
    Happened,
    IdleRule,
    IfRule,
    Not,
    Policy,
    Rule,
    Score,
    ScoreName,
    ScoreTest,
    StageTest,
    Table,
)


def relevant_scores(policy: Policy, example: Example) -> list[str]:
    """In the order of the policy, with every score that they are made of, however far below."""
    wanted: set[str] = set()
    for expected in example.expectations:
        match expected:
            case ExpectScore(score=score):
                wanted.add(score)
            case ExpectGrade(test=test):
                wanted.update(_of_grade(policy, test.grade))
            case ExpectDefine(define=define):
                wanted.update(_within(policy, policy.defines[define].when))
            case ExpectName(what="stage", name=str(stage)):
                when = policy.stages[stage].when
                wanted.update(_within(policy, when) if when is not None else ())
            case _:
                pass
    known: set[str] = set()
    while wanted:
        name = wanted.pop()
        known.add(name)
        wanted.update(set(_made_of(policy, policy.scores[name])) - known)
    return [name for name in policy.scores if name in known]


def _made_of(policy: Policy, score: Score) -> Iterator[str]:
    """The scores that a score is weighed of, reads in a table, or asks about in a condition."""
    for term in score.terms:
        yield term.score
    for zero in score.zero_if:
        yield from _within(policy, zero.condition)
    for rule in score.rules:
        yield from _of_rule(policy, rule)


def _of_rule(policy: Policy, rule: Rule) -> Iterator[str]:
    match rule:
        case IfRule(condition=condition):
            yield from _within(policy, condition)
        case Table(by=ScoreName(name)):
            yield name
        case Table(by=GradeName(name)):
            yield from _of_grade(policy, name)
        case Group() | FirstOf():
            if isinstance(rule, Group) and rule.only_if is not None:
                yield from _within(policy, rule.only_if)
            for inner in rule.rules:
                yield from _of_rule(policy, inner)
        case Table() | EachRule() | EachTable() | IdleRule() | Adds():
            return
        case _:
            assert_never(rule)


def _of_grade(policy: Policy, name: str) -> Iterator[str]:
    grade = policy.grades[name]
    if grade.score is not None:
        yield grade.score
    for level in grade.levels:
        if level.test is not None and not isinstance(level.test, Band):
            yield from _within(policy, level.test)


def _within(policy: Policy, condition: Condition) -> Iterator[str]:
    match condition:
        case ScoreTest(score=score):
            yield score
        case GradeTest(grade=grade):
            yield from _of_grade(policy, grade)
        case DefineTest(define=define):
            yield from _within(policy, policy.defines[define].when)
        case Not(item=item):
            yield from _within(policy, item)
        case Combined(items=items):
            for part in items:
                yield from _within(policy, part)
        case FieldTest() | Happened() | StageTest():
            return
        case _:
            assert_never(condition)
