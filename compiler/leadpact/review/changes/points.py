"""What a rule pays, before and now."""

from __future__ import annotations

from decimal import Decimal

from leadpact.review.changes.context import Both
from leadpact.review.changes.matching import same
from leadpact_dsl import model
from leadpact_dsl.phrases import amounts, rules


def points_turn(both: Both, old: model.Points, new: model.Points, *, activity: bool) -> tuple[str, int | None]:
    """`now earns 15 points (was 10)`, `earns 10 points`; and whether they rise, None where they are as they were.

    `activity`: the subject is what the lead did, which costs points rather than loses them.
    """
    now, before = _earned(both.new, new, activity), _earned(both.old, old, activity)
    if same(old, new):
        return now, None
    sign = sign_of_number(first_points(both.new, new) - first_points(both.old, old))
    fixed = isinstance(old.amount, model.Fixed) and isinstance(new.amount, model.Fixed)
    if fixed and old.sign == new.sign and isinstance(old.amount, model.Fixed):
        return f"now {now} (was {amounts.number(old.amount.value)})", sign
    return f"now {now} (before: {before})", sign


def _earned(policy: model.Policy, points: model.Points, activity: bool) -> str:
    said = rules.earns(policy, points)
    return said if points.sign > 0 or not activity else f"costs{said.removeprefix('loses')}"


def first_points(policy: model.Policy, points: model.Points) -> Decimal:
    """With their sign; of a dated amount the first."""
    amount = points.amount
    return points.sign * (amount.value if isinstance(amount, model.Fixed) else policy.values[amount.name].amounts[0])


def sign_of_number(number: Decimal) -> int:
    return (number > 0) - (number < 0)
