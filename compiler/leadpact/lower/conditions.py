"""Conditions as tests, each with the activities that decide when it came true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from leadpact.lower import field_tests, sources
from leadpact.lower.lowering import Lowering
from leadpact.plan.activities import Bound, Count, Distinct, Latest
from leadpact.plan.numbers import Const, Now, Number, ScoreNumber
from leadpact.plan.points import Decided, DecidedAmong, DecidedBy
from leadpact.plan.tests import (
    Compare,
    DefineHolds,
    GradeIn,
    IsThere,
    Negated,
    StageIn,
    Test,
    all_of,
)
from leadpact_dsl import model
from leadpact_dsl.evaluate.comparing import level_holds, stage_holds
from leadpact_dsl.text import fold


@dataclass(frozen=True)
class Lowered:
    """A condition as a test; `decided` tells the latest activity that made it hold, None where none can."""

    test: Test
    decided: Decided | None = None


def condition(low: Lowering, what: model.Condition, view: tuple[Bound, ...] = ()) -> Lowered:
    """`view` bounds the activities that exist for the condition."""
    policy = low.policy
    match what:
        case model.FieldTest(field=field, test=test):
            return Lowered(field_tests.field_test(low, low.input(field), field, test, what.span))
        case model.ScoreTest(score=name, test=test):
            return Lowered(field_tests.number_test(low, ScoreNumber(name), test))
        case model.GradeTest(grade=grade):
            levels = policy.grades[grade].levels
            return Lowered(
                GradeIn(grade, tuple(level.name for level in levels if level_holds(what, level.name, policy)))
            )
        case model.StageTest():
            return Lowered(StageIn(tuple(name for name in (*policy.stages, None) if stage_holds(what, name, policy))))
        case model.DefineTest(define=name):
            # A definition is about all activities, wherever it is used: what decided it is found there.
            if name not in low.decided:
                low.decided[name] = condition(low, policy.defines[name].when).decided
            return Lowered(DefineHolds(name), low.decided[name])
        case model.Not(item=item):
            return Lowered(_negated(low, item, view))
        case model.Happened():
            return _happened(low, what, view)
        case model.Combined(items=items):
            parts = [condition(low, item, view) for item in items]
            whole = sources.combined(what, tuple(part.test for part in parts))
            decided = tuple(part.decided for part in parts if part.decided is not None)
            return Lowered(whole, DecidedAmong(whole, decided) if decided else None)
        case _:
            assert_never(what)


def _negated(low: Lowering, item: model.DefineTest | model.FieldTest, view: tuple[Bound, ...]) -> Test:
    inner = condition(low, item, view).test
    if isinstance(item, model.FieldTest):
        return sources.negated(low.input(item.field), inner)
    return Negated(inner)


def _happened(low: Lowering, what: model.Happened, view: tuple[Bound, ...]) -> Lowered:
    window = what.window
    different = what.different
    known = None if different is None else different.name
    long_ago = isinstance(window, model.LongAgo)
    source = sources.source(low, what.selection, None if long_ago else window, view, known)
    latest = Latest(source)
    number: Number = Count(source) if different is None else Distinct(source, different.name, _needs_folding(different))
    # That it happened at all is that there is a latest one: no need to count.
    tests = [] if what.count is None else [_counts(what.count, number)]
    if isinstance(window, model.LongAgo):
        # The latest one decides, however many were before.
        tests.append(Compare("<", latest, Now(-window.duration)))
    took_place = all_of(*tests) if tests else IsThere(latest)
    test: Test = Negated(took_place) if what.absent else took_place
    begins = sources.begins(low, window, view)
    if begins is not None and not _needs_some(what):
        test = all_of(IsThere(begins), test)
    return Lowered(test, None if what.absent else DecidedBy(test, latest))


def _needs_folding(field: model.Field) -> bool:
    """Texts do; names of choices only where two of them are the same but for their case."""
    names = [choice.name for choice in field.choices]
    return field.kind == "text" or len(set(map(fold, names))) < len(names)


def _needs_some(what: model.Happened) -> bool:
    """Whether it can hold only with an activity in its window, and so never before the window has begun."""
    return not what.absent and (what.count is None or (what.count.kind != "at most" and what.count.times > 0))


def _counts(count: model.CountTest, number: Number) -> Test:
    match count.kind:
        case "at least":
            return Compare(">=", number, Const(count.times))
        case "at most":
            return Compare("<=", number, Const(count.times))
        case "exactly":
            return Compare("==", number, Const(count.times))
