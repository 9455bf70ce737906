"""Tests of one value: of a field of the lead or of an activity, of a score, of a grade, of the stage."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.evaluate.facts import instant_of
from leadpact_dsl.model import (
    Between,
    Equals,
    GradeTest,
    IsKnown,
    ItemList,
    OneOf,
    Order,
    Policy,
    Quantity,
    Recent,
    Scalar,
    StageTest,
    Test,
    TextMatch,
    TimeSpanTest,
    ValueOf,
)
from leadpact_dsl.text import fold, matches

if TYPE_CHECKING:
    from leadpact_dsl.evaluate.frame import Frame

RankOp: TypeAlias = Literal[
    "is", "is not", "is one of", "is none of", "is more than", "is at least", "is less than", "is at most"
]


def value_holds(test: Test, value: Scalar | None, frame: Frame) -> bool:
    """Whether a value passes a test. A comparison with an unknown (None) is false, a negated one too."""
    if isinstance(test, IsKnown):
        return (value is not None) is test.known
    if value is None:
        return False
    match test:
        case Equals(wanted, negated):
            return same(value, wanted) is not negated
        case OneOf(values, lists, negated):
            listed = any(same(value, wanted) for wanted in values) or _in_lists(value, lists, frame)
            return listed is not negated
        case Order() | Between():
            return amount_holds(test, as_number(value), frame.policy, frame.instant)
        case TextMatch(kind, values, lists):
            if not isinstance(value, str):
                raise InternalError(f"{kind!r} was asked of {value!r}, which is not a text.")
            items = [item for name in lists for item in frame.policy.lists[name].items]
            return any(matches(kind, value, wanted) for wanted in (*values, *items))
        case TimeSpanTest(start, end):
            at = instant_of(value, frame.facts.zone)
            return (start is None or start <= at) and (end is None or at < end)
        case Recent():
            return _is_recent(test, instant_of(value, frame.facts.zone), frame.instant)
        case _:
            assert_never(test)


def amount_at(quantity: Quantity, policy: Policy, instant: int) -> Decimal:
    """A fixed amount, or a named value as it stands at an instant."""
    return policy.values[quantity.name].at(instant) if isinstance(quantity, ValueOf) else quantity.value


def amount_holds(test: Order | Between, value: Decimal | int, policy: Policy, instant: int) -> bool:
    if isinstance(test, Between):
        return amount_at(test.low, policy, instant) <= value <= amount_at(test.high, policy, instant)
    amount = amount_at(test.amount, policy, instant)
    match test.op:
        case "is":
            return value == amount
        case "is not":
            return value != amount
        case "is more than":
            return value > amount
        case "is at least":
            return value >= amount
        case "is less than":
            return value < amount
        case "is at most":
            return value <= amount


def level_holds(test: GradeTest, level: str, policy: Policy) -> bool:
    """Levels are written best first, and the better is the more."""
    grade = policy.grades[test.grade]
    return rank_holds(test.op, -grade.rank(level), [-grade.rank(wanted) for wanted in test.levels])


def stage_holds(test: StageTest, stage: str | None, policy: Policy) -> bool:
    """Stages are written furthest last. A lead at none (disqualified, recycled) is neither at least nor at most one."""
    order = list(policy.stages)
    rank = None if stage is None else order.index(stage)
    return rank_holds(test.op, rank, [order.index(wanted) for wanted in test.stages])


def rank_holds(op: RankOp, rank: int | None, wanted: Sequence[int]) -> bool:
    """Where names are ordered: `rank` is the place of the one found (None: there is none), more is better."""
    match op:
        case "is" | "is one of":
            return rank in wanted
        case "is not" | "is none of":
            return rank not in wanted
        case _ if rank is None:
            return False
        case "is more than":
            return rank > wanted[0]
        case "is at least":
            return rank >= wanted[0]
        case "is less than":
            return rank < wanted[0]
        case "is at most":
            return rank <= wanted[0]


def same(value: Scalar, wanted: Scalar) -> bool:
    """Texts by their folded form (the names of choices are texts too), everything else as it is."""
    if isinstance(value, str) and isinstance(wanted, str):
        return fold(value) == fold(wanted)
    return value == wanted


def as_number(value: Scalar) -> Decimal | int:
    if isinstance(value, (Decimal, int)) and not isinstance(value, bool):
        return value
    raise InternalError(f"A number was expected, not {value!r}.")


def _is_recent(test: Recent, at: int, now: int) -> bool:
    match test.kind:
        case "in the last":
            return now - test.duration < at <= now
        case "in the next":
            return now < at <= now + test.duration
        case "more than ago":
            return at < now - test.duration


def _in_lists(value: Scalar, lists: Sequence[str], frame: Frame) -> bool:
    return isinstance(value, str) and any(fold(value) in _folded_items(frame.policy.lists[name]) for name in lists)


@lru_cache(maxsize=256)
def _folded_items(items: ItemList) -> frozenset[str]:
    return frozenset(map(fold, items.items))
