"""Conditions: whether they hold, and everything that was found on the way. No part is skipped, so that all is told."""

from __future__ import annotations

from typing import assert_never

from leadpact_dsl.decision import Truth
from leadpact_dsl.evaluate import counting
from leadpact_dsl.evaluate.comparing import amount_holds, level_holds, stage_holds, value_holds
from leadpact_dsl.evaluate.facts import Entry
from leadpact_dsl.evaluate.view import View, enough
from leadpact_dsl.model import (
    Combined,
    Condition,
    CountTest,
    DefineTest,
    Field,
    FieldTest,
    GradeTest,
    Happened,
    LongAgo,
    Not,
    ScoreTest,
    StageTest,
)
from leadpact_dsl.text import fold


def truth(condition: Condition, view: View) -> Truth:
    """The truth of a condition over the lead, of whose activities only those in view exist."""
    frame = view.frame
    match condition:
        case FieldTest(field=field, test=test):
            value = frame.facts.values.get(field.name)
            return Truth(condition, value_holds(test, value, frame), found=value)
        case ScoreTest(score=name, test=test):
            points = frame.score(name).value
            return Truth(condition, amount_holds(test, points, frame.policy, frame.instant), found=points)
        case GradeTest(grade=name):
            level = frame.grade(name).level
            return Truth(condition, level_holds(condition, level, frame.policy), found=level)
        case StageTest():
            stage = frame.standing().stage
            return Truth(condition, stage_holds(condition, stage, frame.policy), found=stage)
        case DefineTest(define=name):
            inner = frame.define(name)
            return Truth(condition, inner.holds, parts=(inner,), decided_at=inner.decided_at)
        case Not(item=item):
            inner = truth(item, view)
            # `not opted_out` compares a field with no: where the field is unknown, that is false as well.
            unknown = isinstance(item, FieldTest) and inner.found is None
            return Truth(condition, not inner.holds and not unknown, parts=(inner,))
        case Happened():
            return _happened(condition, view)
        case Combined(items=items):
            parts = tuple(truth(item, view) for item in items)
            holds = enough(condition, sum(part.holds for part in parts))
            return Truth(condition, holds, parts=parts, decided_at=_latest_reason(parts) if holds else None)
        case _:
            assert_never(condition)


def _latest_reason(parts: tuple[Truth, ...]) -> int | None:
    """The latest activity among the parts that made the whole hold."""
    return max((part.decided_at for part in parts if part.holds and part.decided_at is not None), default=None)


def _happened(condition: Happened, view: View) -> Truth:
    window, different = condition.window, condition.different
    if not counting.has_begun(window, view):
        # Since something that never was, nothing can be said to have happened, nor to have stayed away.
        return Truth(condition, False, count=0)
    found = view.selected(condition.selection)
    if not isinstance(window, LongAgo):
        found = counting.in_window(window, found, view)
    if different is not None:
        found = [entry for entry in found if different.name in entry.values]
    count = len(found) if different is None else _distinct(different, found)
    latest = found[-1].at if found else None
    took_place = _counts(condition.count, count)
    if isinstance(window, LongAgo):
        # The latest one decides: one that was more recent makes it false, however many were before.
        took_place &= latest is not None and latest < view.frame.instant - window.duration
    holds = took_place is not condition.absent
    reason = latest if holds and not condition.absent else None
    return Truth(condition, holds, count=count, latest=latest, decided_at=reason)


def _counts(test: CountTest | None, count: int) -> bool:
    if test is None:
        return count > 0
    match test.kind:
        case "at least":
            return count >= test.times
        case "at most":
            return count <= test.times
        case "exactly":
            return count == test.times


def _distinct(field: Field, found: list[Entry]) -> int:
    values = (entry.values[field.name] for entry in found)
    return len({fold(value) if isinstance(value, str) else value for value in values})
