"""Which activities a clause sees: kinds, their own fields, and the bounds of its window and of its score."""

from __future__ import annotations

from typing import assert_never

from leadpact.lower import field_tests
from leadpact.lower.lowering import Lowering
from leadpact.plan.activities import Bound, Latest, Pick, Source
from leadpact.plan.numbers import Const, Input, InputNumber, Now, Number
from leadpact.plan.tests import Always, AtLeast, Flag, IsKnown, Negated, Test, all_of
from leadpact_dsl import model
from leadpact_dsl.diagnostics import InternalError


def source(
    low: Lowering,
    selection: model.Selection,
    window: model.Window | None,
    view: tuple[Bound, ...],
    known: str | None = None,
) -> Source:
    """`view` is the bound of the score that asks (`counts only what follows`), or of a return."""
    bounds = view if window is None else (*view, bound(low, window, view))
    return Source(picks(low, selection), bounds, known)


def kinds(selection: model.Selection, policy: model.Policy) -> tuple[str, ...]:
    """In the order of the policy, each once."""
    if selection.own:
        return tuple(name for name, activity in policy.activities.items() if activity.by is None)
    return tuple(name for name in policy.activities if name in selection.activities)


def picks(low: Lowering, selection: model.Selection) -> tuple[Pick, ...]:
    found = []
    for kind in kinds(selection, low.policy):
        where = None if selection.where is None else own_test(low, selection.where, kind)
        if where == Always(True):
            where = None
        if where != Always(False):
            found.append(Pick(kind, where))
    return tuple(found)


def latest(kinds: tuple[str, ...], view: tuple[Bound, ...], policy: model.Policy) -> Latest:
    """The latest of several kinds of activity."""
    return Latest(Source(tuple(Pick(name, None) for name in policy.activities if name in kinds), view))


def bound(low: Lowering, window: model.Window, view: tuple[Bound, ...]) -> Bound:
    start = begins(low, window, view)
    match window:
        case model.InLast(duration):
            return Bound(">", Now(-duration))
        case model.LongAgo(duration):
            return Bound("<", Now(-duration))
        case model.SinceLatest():
            assert start is not None
            return Bound(">", start, required=True)
        case model.SinceField():
            assert start is not None
            return Bound(">=", start, required=True)
        case model.SinceDay(start=instant):
            return Bound(">=", Const(instant))
        case _:
            assert_never(window)


def begins(low: Lowering, window: model.Window | None, view: tuple[Bound, ...]) -> Number | None:
    """The instant, which may be missing, that a window is counted from; None for windows that always begin."""
    match window:
        case model.SinceLatest(activity):
            return latest((activity,), view, low.policy)
        case model.SinceField(field):
            return InputNumber(low.input(field))
        case None | model.InLast() | model.LongAgo() | model.SinceDay():
            return None
        case _:
            assert_never(window)


def own_test(low: Lowering, where: model.Condition, kind: str) -> Test:
    """What `where` asks of an activity of one kind. A test of a field that the kind does not declare is passed."""
    declared = low.policy.activities[kind].fields
    match where:
        case model.FieldTest(field=field, test=test):
            if field.name not in declared:
                return Always(True)
            return field_tests.field_test(low, low.input(field, kind), field, test, where.span)
        case model.Not(item=model.FieldTest(field=field, test=test)):
            if field.name not in declared:
                return Always(True)
            asked = low.input(field, kind)
            return negated(asked, field_tests.field_test(low, asked, field, test, where.span))
        case model.Combined(items=items):
            return combined(where, tuple(own_test(low, item, kind) for item in items))
        case (
            model.Not()
            | model.ScoreTest()
            | model.GradeTest()
            | model.StageTest()
            | model.DefineTest()
            | model.Happened()
        ):
            raise InternalError("Only an activity's own fields can be asked for behind “where”.")
        case _:
            assert_never(where)


def negated(asked: Input, test: Test) -> Test:
    """Of an unknown field nothing holds, not even that it is not so."""
    match test:
        case Flag(flag, wanted):
            return Flag(flag, not wanted)
        case _:
            return all_of(IsKnown(asked, True), Negated(test))


def combined(condition: model.Combined, tests: tuple[Test, ...]) -> Test:
    """So many of the tests hold; what is known beforehand is counted off."""
    wanted = {"all": len(tests), "any": 1, "at least": condition.at_least}[condition.kind]
    wanted -= sum(test == Always(True) for test in tests)
    open_tests = tuple(test for test in tests if not isinstance(test, Always))
    if wanted <= 0:
        return Always(True)
    if wanted > len(open_tests):
        return Always(False)
    return open_tests[0] if len(open_tests) == 1 else AtLeast(wanted, open_tests)
