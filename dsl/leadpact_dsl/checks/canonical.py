"""One form for conditions that say the same in other words or another order, so that equal ones can be found by it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import assert_never

from leadpact_dsl.checks.plain import kinds
from leadpact_dsl.checks.walk import opened, straight
from leadpact_dsl.model import (
    Combined,
    Condition,
    Counting,
    CountTest,
    DefineTest,
    Equals,
    FieldTest,
    GradeTest,
    Happened,
    Not,
    OneOf,
    Policy,
    Scalar,
    ScoreTest,
    Selection,
    StageTest,
    Test,
    TextMatch,
)
from leadpact_dsl.text import fold


def condition(policy: Policy, found: Condition) -> Hashable:
    """Equal for conditions that are the same by plain reading: definitions opened, order and letter case left out."""
    found = straight(found)
    match found:
        case FieldTest():
            return ("field", found.field.owner, found.field.name, _test(found.test))
        case ScoreTest():
            return ("score", found.score, found.test)
        case GradeTest():
            return ("grade", found.grade, found.op, frozenset(found.levels))
        case StageTest():
            return ("stage", found.op, frozenset(found.stages))
        case DefineTest():
            when = opened(policy, found)
            return ("define", found.define) if when is None else condition(policy, when)
        case Not():
            return ("not", condition(policy, found.item))
        case Happened():
            times = None if found.count == CountTest("at least", 1) and found.different is None else found.count
            field = None if found.different is None else found.different.name
            return ("happened", selection(policy, found.selection), found.absent, times, field, found.window)
        case Combined():
            return _combined(policy, found)
        case _:
            assert_never(found)


def selection(policy: Policy, found: Selection) -> Hashable:
    where = None if found.where is None else condition(policy, found.where)
    return (kinds(policy, found), where)


def counting(policy: Policy, found: Counting) -> Hashable:
    """Which activities a rule counts and how, without what each is worth."""
    return (selection(policy, found.selection), found.window, found.once, found.at_most_times, found.fading)


def _combined(policy: Policy, found: Combined) -> Hashable:
    items = [condition(policy, item) for item in found.items]
    kind = found.kind
    if kind == "at least" and found.at_least == 1:
        kind = "any"
    if kind == "at least" and found.at_least == len(items):
        kind = "all"
    if kind == "at least":
        return (kind, found.at_least, frozenset(items), len(items))
    flat: set[Hashable] = set()
    for item in items:
        if isinstance(item, tuple) and item[0] == kind:
            flat |= item[1]
        else:
            flat.add(item)
    return (kind, frozenset(flat)) if len(flat) > 1 else next(iter(flat))


def _test(test: Test) -> Hashable:
    match test:
        case Equals():
            return ("among", frozenset({_folded(test.value)}), frozenset(), test.negated)
        case OneOf():
            return ("among", frozenset(map(_folded, test.values)), frozenset(test.lists), test.negated)
        case TextMatch():
            return (test.kind, frozenset(map(fold, test.values)), frozenset(test.lists))
        case _:
            return test


def _folded(value: Scalar) -> Scalar:
    return fold(value) if isinstance(value, str) else value
