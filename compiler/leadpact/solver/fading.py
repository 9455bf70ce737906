"""Fading as steps: an activity earns the points of every step that it is young enough for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from leadpact.plan.points import Fade

MOST_STEPS: Final = 40


@dataclass(frozen=True)
class Step:
    """`points` for each one of less than this age in ms (None: of any age)."""

    newer_than: int | None
    points: int


def faded(points: int, fade: Fade | None, age: int) -> int:
    """What is left of the points at an age; a percentage leaves two more decimals."""
    if fade is None:
        return points
    gone = age // fade.every
    if fade.percent:
        return points * max(0, 100 - fade.loss * gone)
    left = max(0, abs(points) - fade.loss * gone)
    return left if points >= 0 else -left


def steps_of(points: int, fade: Fade | None) -> tuple[Step, ...] | None:
    """The steps whose points sum to what is left at any age; None where there are too many to tell one by one."""
    if fade is None:
        return (Step(None, points),) if points else ()
    lasting = -(-(100 if fade.percent else abs(points)) // fade.loss)
    if lasting > MOST_STEPS:
        return None
    found = []
    for place in range(1, lasting + 1):
        lost = faded(points, fade, (place - 1) * fade.every) - faded(points, fade, place * fade.every)
        if lost:
            found.append(Step(place * fade.every, lost))
    return tuple(found)
