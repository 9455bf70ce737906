"""Tests and numbers of the plan as SQL expressions.

A comparison with something missing is NULL in SQL, and false in the plan. Both are the same to CASE, AND and OR; where
the difference shows, under NOT and in a column, the expression is made true or false by `certain`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, assert_never

from sqlglot import exp

from leadpact.plan.activities import Bound, Count, Distinct, Latest
from leadpact.plan.numbers import Const, Dial, Input, InputNumber, LatestOf, Now, Number, ScoreNumber, Times
from leadpact.plan.tests import (
    Always,
    AtLeast,
    Compare,
    DefineHolds,
    Flag,
    GradeIn,
    InSet,
    IsKnown,
    IsThere,
    Negated,
    StageIn,
    Test,
    TextMatches,
)
from leadpact.targets.sql import texts
from leadpact.targets.sql.terms import (
    all_of,
    any_of,
    case,
    coalesced,
    flag,
    is_known,
    is_null,
    larger,
    negated,
    number,
    one_of,
    plus,
    text,
    times,
    wrapped,
)
from leadpact_dsl.limits import AFTER_LAST_INSTANT

NEVER = -1
"""Before every instant: it stands for one that is missing where engines would differ over NULL."""

COMPARED: Mapping[str, Callable[..., exp.Expression]] = {
    "==": exp.EQ,
    "!=": exp.NEQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}


class Scope(Protocol):
    """What a test can ask for: of the lead, or of the activity of a row."""

    @property
    def now(self) -> exp.Expression:
        """The instant of the frame."""

    def value(self, asked: Input) -> exp.Expression:
        """The field's value in units of the plan, NULL where it is unknown; not of a text."""

    def folded(self, asked: Input, items: Sequence[str]) -> exp.Expression:
        """The folded text, which is to be compared with these; NULL where it is unknown."""

    def matched(self, asked: Input, how: texts.Looked, items: Sequence[str]) -> exp.Expression:
        """The folded text, or its words, which these are looked for in. Where it is unknown, none is found."""

    def is_known_text(self, asked: Input) -> exp.Expression:
        """True or false."""

    def feature(self, asked: Count | Distinct | Latest) -> exp.Expression: ...

    def happened(self, latest: Latest) -> exp.Expression:
        """Whether there is such an activity: true or false."""

    def score(self, name: str) -> exp.Expression: ...

    def dial(self, asked: Dial) -> exp.Expression: ...

    def define(self, name: str) -> exp.Expression:
        """Whether it holds: true or false."""

    def grade(self, name: str) -> exp.Expression: ...

    def stage(self) -> exp.Expression: ...


def certain(scope: Scope, test: Test) -> exp.Expression:
    """A test that is true or false, never NULL."""
    found = as_test(scope, test)
    return found if _is_certain(test) else coalesced(found, flag(False))


def _is_certain(test: Test) -> bool:
    match test:
        case Always() | IsKnown() | IsThere() | DefineHolds() | Negated() | GradeIn() | StageIn():
            return True
        case AtLeast(count, tests):
            return count not in (1, len(tests)) or all(map(_is_certain, tests))
        case Flag() | InSet() | TextMatches() | Compare():
            return False
        case _:
            assert_never(test)


def as_test(scope: Scope, test: Test) -> exp.Expression:
    match test:
        case Always(value):
            return flag(value)
        case IsKnown(asked, known):
            if asked.type == "text":
                found = scope.is_known_text(asked)
                return found if known else negated(found)
            found = scope.value(asked)
            return is_known(found) if known else is_null(found)
        case Flag(asked, wanted):
            return exp.EQ(this=scope.value(asked), expression=flag(wanted))
        case InSet(asked, items, negated_):
            return _in_set(scope, asked, items, negated_)
        case TextMatches(asked, "has the word", items):
            return _bracketed(texts.has_words(scope.matched(asked, "has the word", items), items))
        case TextMatches(asked, kind, items):
            return _bracketed(texts.matches(test, scope.matched(asked, kind, items)))
        case Compare(op, left, right):
            return COMPARED[op](this=wrapped(as_number(scope, left)), expression=wrapped(as_number(scope, right)))
        case IsThere(Latest() as latest):
            return scope.happened(latest)
        case IsThere(asked_number):
            return is_known(as_number(scope, asked_number))
        case GradeIn(grade, levels):
            return coalesced(one_of(scope.grade(grade), [*map(text, levels)]), flag(False)) if levels else flag(False)
        case StageIn(stages):
            return _stage_in(scope, stages)
        case DefineHolds(name):
            return scope.define(name)
        case Negated(inner):
            return negated(certain(scope, inner))
        case AtLeast(count, tests):
            if count == len(tests):
                return _bracketed(all_of([as_test(scope, inner) for inner in tests]))
            if count == 1:
                return _bracketed(any_of([as_test(scope, inner) for inner in _with_all_words(tests)]))
            held = [case([(as_test(scope, inner), number(1))], number(0)) for inner in tests]
            return exp.GTE(this=exp.Paren(this=plus(held)), expression=number(count))
        case _:
            assert_never(test)


def _with_all_words(tests: Sequence[Test]) -> list[Test]:
    """The words that any of these tests looks for in one field, looked for together."""
    by_field: dict[Input, list[str]] = {}
    for test in tests:
        if isinstance(test, TextMatches) and test.kind == "has the word":
            by_field.setdefault(test.input, []).extend(test.items)
    together: list[Test] = [TextMatches(asked, "has the word", tuple(items)) for asked, items in by_field.items()]
    return [*together, *(one for one in tests if not isinstance(one, TextMatches) or one.kind != "has the word")]


def _bracketed(what: exp.Expression) -> exp.Expression:
    return exp.Paren(this=what) if isinstance(what, exp.Connector) else what


def _in_set(scope: Scope, asked: Input, items: tuple[str, ...], negated_: bool) -> exp.Expression:
    if not items:
        return as_test(scope, IsKnown(asked, True)) if negated_ else flag(False)
    if asked.type != "text":
        value = scope.value(asked)
    else:
        value = scope.folded(asked, items) if negated_ else scope.matched(asked, "is", items)
    found = one_of(value, [*map(text, items)])
    return negated(found) if negated_ else found


def _stage_in(scope: Scope, stages: tuple[str | None, ...]) -> exp.Expression:
    names = [stage for stage in stages if stage is not None]
    found = [coalesced(one_of(scope.stage(), [*map(text, names)]), flag(False))] if names else []
    if None in stages:
        found.append(is_null(scope.stage()))
    return _bracketed(any_of(found))


def as_number(scope: Scope, what: Number) -> exp.Expression:
    """The number in its units; NULL where it is missing."""
    match what:
        case Const(value):
            return number(value)
        case Dial():
            return scope.dial(what)
        case InputNumber(asked):
            return scope.value(asked)
        case ScoreNumber(score):
            return scope.score(score)
        case Now(0):
            return scope.now
        case Now(shift):
            kind = exp.Sub if shift < 0 else exp.Add
            return kind(this=scope.now, expression=number(abs(shift)))
        case Times(inner, factor):
            return times(as_number(scope, inner), factor)
        case LatestOf(instants):
            return latest_of([as_number(scope, one) for one in instants])
        case Count() | Distinct() | Latest():
            return scope.feature(what)
        case _:
            assert_never(what)


def latest_of(instants: Sequence[exp.Expression]) -> exp.Expression:
    """The latest of instants that may be missing; NULL where all are."""
    if len(instants) == 1:
        return instants[0]
    return exp.Nullif(this=larger([coalesced(one, number(NEVER)) for one in instants]), expression=number(NEVER))


def within(bound: Bound, at: exp.Expression, instant: exp.Expression) -> exp.Expression:
    """Whether an instant lies within a bound; NULL where what it is required to follow is missing."""
    if not bound.required:
        instant = coalesced(instant, number(AFTER_LAST_INSTANT if bound.op == "<" else NEVER))
    return COMPARED[bound.op](this=at, expression=instant)
