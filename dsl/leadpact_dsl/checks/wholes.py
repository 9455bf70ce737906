"""Scores that can only be whole numbers: their bands may be written as people do, 50 to 79 and 80 to 100."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import assert_never

from leadpact_dsl.model import (
    Adds,
    Counting,
    EachRule,
    EachTable,
    Fading,
    FirstOf,
    Fixed,
    Group,
    IdleRule,
    IfRule,
    Points,
    Policy,
    Rule,
    Score,
    Table,
    ValueOf,
)

_HUNDRED = Decimal(100)


def is_whole(policy: Policy, score: Score) -> bool:
    """Whether no lead can ever have a fraction of a point of it, by plain reading of its rules."""
    parts = all(
        term.weight % _HUNDRED == 0 and is_whole(policy, policy.scores[term.score])
        for term in score.terms
        if term.score in policy.scores
    )
    return parts and _all_whole([score.low, score.high]) and all(_rule(policy, rule, None) for rule in score.rules)


def _rule(policy: Policy, rule: Rule, around: Fading | None) -> bool:
    match rule:
        case IfRule(points=points, fading=fading):
            return _paid(_amounts(policy, points), fading or around)
        case EachRule(points=points, counting=counting):
            return _counted(_amounts(policy, points), counting, around)
        case EachTable(rows=rows, counting=counting):
            return _counted([row.points for row in rows], counting, around)
        case IdleRule(points=points, at_most_points=limit):
            return _all_whole([*_amounts(policy, points), limit])
        case Table(rows=rows):
            return _all_whole(row.points for row in rows)
        case Group():
            bounds = _all_whole([rule.low, rule.high]) and rule.counts in (None, _HUNDRED)
            return bounds and all(_rule(policy, inner, rule.fading or around) for inner in rule.rules)
        case FirstOf(rules=rules):
            return all(_rule(policy, inner, around) for inner in rules)
        case Adds():
            return rule.field.kind == "whole number" and _all_whole([rule.low, rule.high, rule.when_unknown])
        case _:
            assert_never(rule)


def _counted(points: list[Decimal], counting: Counting, around: Fading | None) -> bool:
    return _paid(points, counting.fading or around) and _all_whole([counting.at_most_points])


def _paid(points: list[Decimal], fading: Fading | None) -> bool:
    """Whole points, of which each step of a fading takes whole ones."""
    if fading is None:
        return _all_whole(points)
    steps = [amount * fading.loss / _HUNDRED if fading.percent else fading.loss for amount in points]
    return _all_whole([*points, *steps])


def _amounts(policy: Policy, points: Points) -> list[Decimal]:
    """The points, or all that a named value ever stands for."""
    match points.amount:
        case Fixed(value=value):
            return [value]
        case ValueOf(name=name):
            return list(policy.values[name].amounts)
        case _:
            assert_never(points.amount)


def _all_whole(amounts: Iterable[Decimal | None]) -> bool:
    return all(amount is None or amount == amount.to_integral_value() for amount in amounts)
