"""What is nothing as long as something has not happened: rules that need not be asked of a lead without it.

Such rules stand together in one branch, and whatever of the lead's activities only they look at is looked at there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from leadpact.plan import Plan
from leadpact.plan.activities import Bound, Count, Distinct, Latest, Source
from leadpact.plan.numbers import Const, LatestOf, Number
from leadpact.plan.points import EachPays, Group, IfPays, Item, Line, Score
from leadpact.plan.tests import AtLeast, Compare, DefineHolds, IsThere, Test
from leadpact.targets.python.features import is_last

Kinds: TypeAlias = "tuple[str, ...]"
"""Kinds of activity, any of which makes the difference, in the order of the policy."""

_MOST = 4
"""More kinds than these are asked for in vain too often."""


class Need(NamedTuple):
    """`kinds` are those without any of which something is nothing; `also`, where there are any, are others of which
    the same is true."""

    kinds: Kinds
    also: Kinds = ()


def nothing_without(plan: Plan, item: Item) -> Kinds | None:
    """The kinds without any of which an item, and each line of it, is nothing. None: it may be something anyway."""
    found = _item(plan, item)
    if found is None or not found or len(found) > _MOST:
        return None
    return tuple(name for name in plan.policy.activities if name in found)


def items_by_need(plan: Plan, score: Score) -> dict[Need | None, list[Item]]:
    """The items of a score by what they are nothing without, in the order in which each is first needed."""
    found: dict[Need | None, list[Item]] = {}
    for together in _together(score.items):
        kinds = _union(plan, [nothing_without(plan, item) for item in together])
        need = None if kinds is None else Need(kinds, _since(plan, together[0]) if len(together) == 1 else ())
        found.setdefault(need, []).extend(together)
    return found


def _since(plan: Plan, item: Item) -> Kinds:
    """The kinds that something must have followed, for an item to be anything."""
    match item:
        case Line(pays=EachPays(source=source)):
            return _followed(source)
        case Line(pays=IfPays(test=test)):
            while isinstance(test, DefineHolds):
                test = plan.defines[test.define]
            match test:
                case IsThere(Latest(source)) | Compare(">" | ">=", Count(source) | Distinct(source), Const(1)):
                    return _followed(source)
                case _:
                    return ()
        case _:
            return ()


def _followed(source: Source) -> Kinds:
    for bound in source.bounds:
        match bound:
            case Bound(instant=Latest(other), required=True) if other.kinds != source.kinds and is_last(other):
                return other.kinds if len(other.kinds) <= _MOST else ()
            case _:
                pass
    return ()


def _together(items: Iterable[Item]) -> list[list[Item]]:
    """Each item alone, but for the rules of one `first of`, which look at each other."""
    found: list[list[Item]] = []
    for item in items:
        if isinstance(item, Line) and item.passed_by:
            found[-1].append(item)
        else:
            found.append([item])
    return found


def _union(plan: Plan, needs: list[Kinds | None]) -> Kinds | None:
    kinds = _any(None if need is None else frozenset(need) for need in needs)
    if kinds is None or len(kinds) > _MOST:
        return None
    return tuple(name for name in plan.policy.activities if name in kinds)


def _item(plan: Plan, item: Item) -> frozenset[str] | None:
    match item:
        case Group():
            if (item.low is not None and item.low > 0) or (item.high is not None and item.high < 0):
                return None
            return _any(_item(plan, inner) for inner in item.items)
        case Line(pays=EachPays(source=source)):
            return frozenset(source.kinds)
        case Line(pays=IfPays(test=test)):
            return _false_without(plan, test)
        case _:
            return None


def _false_without(plan: Plan, test: Test) -> frozenset[str] | None:
    match test:
        case IsThere(number):
            return _missing_without(number)
        case Compare(op, Count(source) | Distinct(source), Const(value)):
            never = {"==": value > 0, ">=": value > 0, ">": value >= 0}
            return frozenset(source.kinds) if never.get(op, False) else None
        case Compare(left=left):
            return _missing_without(left)
        case DefineHolds(define):
            return _false_without(plan, plan.defines[define])
        case AtLeast(count, tests):
            each = [_false_without(plan, one) for one in tests]
            if count == len(tests):
                certain = [one for one in each if one is not None]
                return min(certain, key=lambda kinds: (len(kinds), sorted(kinds)), default=None)
            return _any(each)
        case _:
            return None


def _missing_without(number: Number) -> frozenset[str] | None:
    match number:
        case Latest(source):
            return frozenset(source.kinds)
        case LatestOf(instants):
            return _any(_missing_without(one) for one in instants)
        case _:
            return None


def _any(each: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found: frozenset[str] = frozenset()
    for kinds in each:
        if kinds is None:
            return None
        found |= kinds
    return found
