"""The proof that every sum of a plan stays below 2**53 in its units: interval arithmetic, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import assert_never

from leadpact.plan.numbers import LARGEST
from leadpact.plan.points import Group, Item, Line, Score
from leadpact_dsl import model
from leadpact_dsl.checks.bounds import Range, Reach
from leadpact_dsl.checks.dates import states
from leadpact_dsl.diagnostics import Diagnostic, error
from leadpact_dsl.phrases.amounts import number


def too_large(policy: model.Policy, scores: dict[str, Score]) -> Iterator[Diagnostic]:
    """One diagnostic for the first clause of a score, inside out, that could outgrow exact numbers."""
    reaches = [Reach(policy, state.instant) for state in states(policy)]
    for score in scores.values():
        clause = next(_outgrown(score, reaches), None)
        if clause is not None:
            found, scale = clause
            yield error(
                "LP802",
                found.span,
                f"With its decimals this could come to more than {number(Decimal(LARGEST // 10**scale))} points, more "
                "than every program computes exactly.",
                help="Limit it: `at most 10 times`, `at most 40 points`, or a smaller percentage.",
            )


def _outgrown(score: Score, reaches: list[Reach]) -> Iterator[tuple[model.Clause, int]]:
    for item in score.items:
        yield from _outgrown_item(item, score.scale, None, reaches)
    if _outgrows([reach.total(score.clause) for reach in reaches], score.scale):
        yield score.clause, score.scale


def _outgrown_item(
    item: Item, scale: int, around: model.Fading | None, reaches: list[Reach]
) -> Iterator[tuple[model.Clause, int]]:
    """Each item is brought to the scale of the sum that it stands in."""
    match item:
        case Group(clause=clause):
            for inner in item.items:
                yield from _outgrown_item(inner, item.inside, clause.fading or around, reaches)
            everything = [_inside(item, clause.fading or around, reach) for reach in reaches]
            if _outgrows(everything, item.scale):
                yield clause, item.scale
        case Line():
            pass
        case _:
            assert_never(item)
    if _outgrows([reach.rule(item.clause, around) for reach in reaches], scale):
        yield item.clause, scale


def _inside(group: Group, around: model.Fading | None, reach: Reach) -> Range:
    """What the items of a group come to together, before its limits."""
    ranges = [reach.rule(item.clause, around) for item in group.items]
    return Range(sum((one.low for one in ranges), Decimal(0)), sum((one.high for one in ranges), Decimal(0)))


def _outgrows(ranges: list[Range], scale: int) -> bool:
    return any(max(abs(one.low), abs(one.high)).scaleb(scale) > LARGEST for one in ranges)
