"""What is ordered: stages and the levels of grades, by the names that people use, and the tests of them."""

from __future__ import annotations

from leadpact_dsl.model import Grade, GradeTest, Level, Policy, Stage, StageTest
from leadpact_dsl.phrases.words import names


def stage_name(policy: Policy, stage: str) -> str:
    """What people call a stage: the acronym where it has one (MQL), else the label."""
    return stage if stage.isupper() else policy.stages[stage].label


def stage_full(stage: Stage) -> str:
    """`Marketing qualified lead (MQL)`."""
    return f"{stage.label} ({stage.name})" if stage.name.isupper() and stage.name != stage.label else stage.label


def level_name(level: Level) -> str:
    """A level as it is called: `A (Call today)` where its name is a letter or acronym, else the label."""
    return f"{level.name} ({level.label})" if level.name.isupper() and level.name != level.label else level.label


def level_of(grade: Grade, name: str) -> Level:
    return next(level for level in grade.levels if level.name == name)


def grade_test(policy: Policy, test: GradeTest) -> str:
    """`is A (Call today)`, `is B (Call this week) or better`."""
    grade = policy.grades[test.grade]
    levels = [level_name(level_of(grade, name)) for name in test.levels]
    match test.op:
        case "is" | "is one of":
            return f"is {names(levels, 'or')}"
        case "is not" | "is none of":
            return f"is neither {names(levels, 'nor')}" if len(levels) > 1 else f"is not {levels[0]}"
        case "is at least":
            return f"is {levels[0]} or better"
        case "is at most":
            return f"is {levels[0]} or worse"
        case "is more than":
            return f"is better than {levels[0]}"
        case "is less than":
            return f"is worse than {levels[0]}"


def stage_test(policy: Policy, test: StageTest) -> str:
    """`at SAL or further`."""
    stages = [stage_name(policy, name) for name in test.stages]
    match test.op:
        case "is" | "is one of":
            return f"at {names(stages, 'or')}"
        case "is not" | "is none of":
            word = "nor at" if len(stages) == 2 else "nor"
            return f"neither at {names(stages, word)}" if len(stages) > 1 else f"not at {stages[0]}"
        case "is at least":
            return f"at {stages[0]} or further"
        case "is at most":
            return f"at {stages[0]} or before it"
        case "is more than":
            return f"further than {stages[0]}"
        case "is less than":
            return f"at a stage before {stages[0]}"
