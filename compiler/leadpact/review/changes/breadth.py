"""Whether a condition holds more often than another one (+1), less often (−1), or neither can be told (0).

It goes by the conditions' own words, for every lead alike: what is wider holds wherever the narrower one does. What the
two share by name (definitions, lists, amounts) is taken as the same in both.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from leadpact.review.changes.matching import same
from leadpact.review.changes.stakes import more_is_wider
from leadpact_dsl import model
from leadpact_dsl.text import fold

_Interval: TypeAlias = "tuple[tuple[Decimal, int], tuple[Decimal, int]]"
"""From … to …; the second number says on which side of the first the end lies (−1 before it, 1 behind it)."""

_ENDLESS = Decimal("Infinity")


def breadth(policy: model.Policy, old: model.Condition, new: model.Condition) -> int:
    """Of plain conditions: parts of combinations are compared by those who know which belong together."""
    match old, new:
        case model.FieldTest(), model.FieldTest() if same(old.field, new.field):
            return _tests(old.test, new.test)
        case model.ScoreTest(), model.ScoreTest() if old.score == new.score:
            return _tests(old.test, new.test)
        case model.GradeTest(), model.GradeTest() if old.grade == new.grade:
            grade = policy.grades[new.grade]
            return _sets(levels_of(grade, old), levels_of(grade, new))
        case model.StageTest(), model.StageTest():
            return _sets(_stages_of(policy, old), _stages_of(policy, new))
        case model.Happened(), model.Happened():
            return _follows(old, new) or _happened(policy, old, new)
        case _:
            return 0


def together(signs: Iterable[int]) -> int:
    """What comes of several: the sign that all have which have one."""
    found = [*signs]
    return 0 if 0 in found or len({*found}) != 1 else found[0]


def wider_where(policy: model.Policy, old: model.Condition | None, new: model.Condition | None) -> int | None:
    """Of what an activity has to fulfil; None stands for anything, and for no difference as an answer."""
    if old is None or new is None:
        return None if old is new else 1 if new is None else -1
    return None if same(old, new) else whole(policy, old, new)


def whole(policy: model.Policy, old: model.Condition, new: model.Condition) -> int:
    """Of conditions that may be combined: parts that are the same are left out, the others compared if they are few."""
    if not isinstance(old, model.Combined) and not isinstance(new, model.Combined):
        return breadth(policy, old, new)
    kind = next(one.kind for one in (new, old) if isinstance(one, model.Combined))
    ours, theirs = _items(old, kind), _items(new, kind)
    if ours is None or theirs is None or kind == "at least":
        return 0
    gone = [item for item in ours if not any(same(item, other) for other in theirs)]
    come = [item for item in theirs if not any(same(item, other) for other in ours)]
    if len(gone) == len(come) == 1:
        return whole(policy, gone[0], come[0])
    if gone and come:
        return 0
    added = bool(come)
    return (-1 if added else 1) if kind == "all" else (1 if added else -1)


def _items(what: model.Condition, kind: str) -> tuple[model.Condition, ...] | None:
    if not isinstance(what, model.Combined):
        return (what,)
    return what.items if what.kind == kind else None


def wider_window(old: model.Window | None, new: model.Window | None) -> int | None:
    """None where they are the same."""
    if old is None or new is None:
        return None if old is new else 1 if new is None else -1
    match old, new:
        case model.InLast(one), model.InLast(other):
            return None if one == other else 1 if other > one else -1
        case model.LongAgo(one), model.LongAgo(other):
            return None if one == other else 1 if other < one else -1
        case model.SinceDay(start=one), model.SinceDay(start=other):
            return None if one == other else 1 if other < one else -1
        case _:
            return None if same(old, new) else 0


def wider_kinds(old: model.Selection, new: model.Selection) -> int | None:
    """Of the kinds of activities that are counted."""
    if old.own or new.own:
        return None if old.own == new.own else 1 if new.own else -1
    if {*old.activities} == {*new.activities}:
        return None
    return _sets({*old.activities}, {*new.activities})


def _happened(policy: model.Policy, old: model.Happened, new: model.Happened) -> int:
    if old.absent != new.absent:
        return 0
    signs: list[int] = []
    more = more_is_wider(new) if more_is_wider(old) == more_is_wider(new) else 0
    for sign in (
        wider_kinds(old.selection, new.selection),
        wider_where(policy, old.selection.where, new.selection.where),
        _distinct(old, new),
    ):
        if sign is not None:
            signs.append(sign * more)
    window = wider_window(old.window, new.window)
    if window is not None:
        ago = isinstance(old.window, model.LongAgo) and isinstance(new.window, model.LongAgo)
        signs.append(window * ((-1 if new.absent else 1) if ago else more))
    if not same_count(old, new):
        signs.append(_count(old.count, new.count) * (-1 if new.absent else 1))
    return together(signs)


def _follows(old: model.Happened, new: model.Happened) -> int:
    """What came since something else is narrower than that something happened at all."""
    if _is_since(new, old):
        return -1
    return 1 if _is_since(old, new) else 0


def _is_since(later: model.Happened, first: model.Happened) -> bool:
    plain = not first.absent and first.count is None and first.window is None and first.selection.where is None
    at_least = later.count is None or later.count.kind == "at least"
    since = isinstance(later.window, model.SinceLatest) and later.window.activity in first.selection.activities
    return plain and since and not later.absent and at_least


def same_count(old: model.Happened, new: model.Happened) -> bool:
    return old.count == new.count


def _distinct(old: model.Happened, new: model.Happened) -> int | None:
    """To count each value once counts less."""
    if old.different is None or new.different is None:
        return None if old.different is new.different else 1 if new.different is None else -1
    return None if same(old.different, new.different) else 0


def _count(old: model.CountTest | None, new: model.CountTest | None) -> int:
    once = model.CountTest("at least", 1)
    before, after = old or once, new or once
    if before.kind != after.kind or before.kind == "exactly":
        return 0
    more = (after.times > before.times) - (after.times < before.times)
    return -more if before.kind == "at least" else more


def _tests(old: model.Test, new: model.Test) -> int:
    match old, new:
        case model.IsKnown(True), _ if not _holds_of_unknown(new):
            return -1
        case _, model.IsKnown(True) if not _holds_of_unknown(old):
            return 1
        case ((model.Equals() | model.OneOf()), (model.Equals() | model.OneOf())) if old.negated == new.negated:
            sign = _sets(_values(old), _values(new))
            return -sign if new.negated else sign
        case model.TextMatch(), model.TextMatch() if old.kind == new.kind:
            return _sets({*_folded(old.values), *old.lists}, {*_folded(new.values), *new.lists})
        case ((model.Order() | model.Between()), (model.Order() | model.Between())):
            return _orders(old, new)
        case model.TimeSpanTest(), model.TimeSpanTest():
            return _intervals(_span(old), _span(new))
        case model.Recent(), model.Recent() if old.kind == new.kind:
            longer = (new.duration > old.duration) - (new.duration < old.duration)
            return -longer if new.kind == "more than ago" else longer
        case _:
            return 0


def _holds_of_unknown(test: model.Test) -> bool:
    return test == model.IsKnown(False)


def _values(test: model.Equals | model.OneOf) -> set[Hashable]:
    if isinstance(test, model.Equals):
        return {*_folded((test.value,))}
    return {*_folded(test.values), *(("list", name) for name in test.lists)}


def _folded(values: Iterable[model.Scalar]) -> list[Hashable]:
    return [fold(value) if isinstance(value, str) else value for value in values]


def _orders(old: model.Order | model.Between, new: model.Order | model.Between) -> int:
    """Amounts with one name are one amount, whatever it is."""
    match old, new:
        case model.Order(op, model.ValueOf() as amount), model.Order(other, model.ValueOf() as its) if amount == its:
            one, two = model.Fixed(Decimal(0)), model.Fixed(Decimal(0))
            return _orders(replace(old, op=op, amount=one), replace(new, op=other, amount=two))
    before, after = _interval(old), _interval(new)
    return 0 if before is None or after is None else _intervals(before, after)


def _interval(test: model.Order | model.Between) -> _Interval | None:
    lowest, highest = (-_ENDLESS, 0), (_ENDLESS, 0)
    match test:
        case model.Between(model.Fixed(low), model.Fixed(high)):
            return (low, -1), (high, 1)
        case model.Order("is", model.Fixed(amount)):
            return (amount, -1), (amount, 1)
        case model.Order("is more than", model.Fixed(amount)):
            return (amount, 1), highest
        case model.Order("is at least", model.Fixed(amount)):
            return (amount, -1), highest
        case model.Order("is less than", model.Fixed(amount)):
            return lowest, (amount, -1)
        case model.Order("is at most", model.Fixed(amount)):
            return lowest, (amount, 1)
        case _:
            return None


def _span(test: model.TimeSpanTest) -> _Interval:
    start = -_ENDLESS if test.start is None else Decimal(test.start)
    end = _ENDLESS if test.end is None else Decimal(test.end)
    return (start, 0), (end, 0)


def _intervals(old: _Interval, new: _Interval) -> int:
    if old == new:
        return 0
    if new[0] <= old[0] and new[1] >= old[1]:
        return 1
    return -1 if new[0] >= old[0] and new[1] <= old[1] else 0


def _sets(old: Iterable[Hashable], new: Iterable[Hashable]) -> int:
    before, after = {*old}, {*new}
    return (before < after) - (before > after)


def levels_of(grade: model.Grade, test: model.GradeTest) -> set[str]:
    """The levels that pass a test."""
    names = [level.name for level in grade.levels]
    return _passing([*reversed(names)], test.op, test.levels)


def _stages_of(policy: model.Policy, test: model.StageTest) -> set[str]:
    """The stages that pass; a lead at none passes where what is asked is not to be at some."""
    passing = _passing([*policy.stages], test.op, test.stages)
    return passing | {""} if test.op in ("is not", "is none of") else passing


def _passing(ascending: list[str], op: str, named: tuple[str, ...]) -> set[str]:
    known = [name for name in named if name in ascending]
    if not known:
        return set()
    at = ascending.index(known[0])
    match op:
        case "is" | "is one of":
            return {*known}
        case "is not" | "is none of":
            return {*ascending} - {*known}
        case "is at least":
            return {*ascending[at:]}
        case "is more than":
            return {*ascending[at + 1 :]}
        case "is at most":
            return {*ascending[: at + 1]}
        case _:
            return {*ascending[:at]}
