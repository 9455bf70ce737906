"""Which scores an example is about: those it expects something of, and those that stand behind a stage or grade."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from leadpact_dsl.model import (
    Band,
    Combined,
    Condition,
    DefineTest,
    Example,
    ExpectGrade,
    ExpectName,
    ExpectScore,
    FieldTest,
    GradeTest,
    Happened,
    Not,
    Policy,
    ScoreTest,
    StageTest,
)


def relevant_scores(policy: Policy, example: Example) -> list[str]:
    """In the order of the policy, with the scores that they are made of."""
    wanted: set[str] = set()
    for expected in example.expectations:
        match expected:
            case ExpectScore(score=score):
                wanted.add(score)
            case ExpectGrade(test=test):
                wanted.update(_of_grade(policy, test.grade))
            case ExpectName(what="stage", name=str(stage)):
                when = policy.stages[stage].when
                wanted.update(_within(policy, when) if when is not None else ())
            case _:
                pass
    known: set[str] = set()
    while wanted:
        score = wanted.pop()
        known.add(score)
        wanted.update(term.score for term in policy.scores[score].terms if term.score not in known)
    return [name for name in policy.scores if name in known]


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
