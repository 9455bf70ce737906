"""What sets a score to zero, held against what did before."""

from __future__ import annotations

from decimal import Decimal

from leadpact.digest import meaning_of_part
from leadpact.review.changes import conditions
from leadpact_dsl.model import ZeroIf
from leadpact_dsl.phrases import amounts
from leadpact_dsl.phrases.words import sentence


def zero_key(zero: ZeroIf) -> str:
    return meaning_of_part(zero.condition)


def zeros_alike(one: ZeroIf, other: ZeroIf) -> float:
    """How likely it is that one became the other, from 0 to 1."""
    return conditions.alike(one.condition, other.condition)


def zeroed(score: str, before: Decimal | None, now: Decimal | None, why: str) -> str:
    """A sentence: the score is set to 0 now, and was not before, or the other way round, or that takes another sum.

    `before` and `now` are the points that it took, with their sign; None where there is no such rule. They differ.
    """
    gone = " (the rule is gone)" if now is None else " (a new rule)" if before is None else ""
    if now:
        takes = f"{'takes' if now < 0 else 'adds'} {amounts.points(abs(now))}"
        said = f"{score} is now set to 0, which {takes}"
        if before:
            said = f"{score} is set to 0, which now {takes} (before {amounts.signed(before)})"
    else:
        taken = before or Decimal(0)
        said = f"{score} is no longer set to 0, which {'took' if taken < 0 else 'added'} {amounts.points(abs(taken))}"
    return sentence(f"{said}{gone}{f': {why}' if why else ''}")
