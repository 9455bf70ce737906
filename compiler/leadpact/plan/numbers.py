"""The numbers of a plan: whole numbers, each with a scale, a constant or found at run time.

A number of scale s counts units of 10**-s: points are kept in hundredths (scale 2), instants and lengths in whole
milliseconds (scale 0). Some numbers can be missing: an unknown field, the latest of activities that never happened.
Whatever compares a missing number is false.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from leadpact_dsl.frozen import frozen
from leadpact_dsl.limits import MONEY_PLACES, NUMBER_PLACES
from leadpact_dsl.model.base import FieldKind

if TYPE_CHECKING:
    from leadpact.plan.activities import Count, Distinct, Latest

InputType: TypeAlias = Literal["text", "choice", "flag", "number", "instant"]

POINTS = 2
"""Points and scores are in hundredths."""
LARGEST = 2**53 - 1
"""Every number of a plan stays within ± this, so that a double holds it exactly (JavaScript, JSON)."""

PLACES: Mapping[FieldKind, int] = {"whole number": 0, "number": NUMBER_PLACES, "money": MONEY_PLACES}
"""The decimals of each kind of number that a field can hold."""


@frozen
class Input:
    """A field of the lead (`owner` is "lead"), or of the activity that is looked at (`owner` is its kind).

    A number is in units of 10**-`scale`; a time is its instant, a date the instant at which its day starts in the
    agreement's timezone. It may be unknown.
    """

    owner: str
    name: str
    type: InputType
    scale: int = 0


@frozen
class Const:
    value: int
    scale: int = 0


@frozen
class Dial:
    """A dated value of the policy, as it stands at the instant of the frame."""

    name: str
    scale: int


@frozen
class InputNumber:
    input: Input

    @property
    def scale(self) -> int:
        return self.input.scale


@frozen
class ScoreNumber:
    """A score as others read it: rounded, bounded, zeroed."""

    score: str

    @property
    def scale(self) -> int:
        return POINTS


@frozen
class Now:
    """The instant of the frame, later by `shift` ms (earlier where it is negative)."""

    shift: int = 0

    @property
    def scale(self) -> int:
        return 0


@frozen
class Times:
    """A number times a whole number: to change its sign, or to bring it to a finer scale."""

    number: Number
    factor: int
    scale: int


@frozen
class LatestOf:
    """The latest of several instants, any of which may be missing; missing where all are."""

    instants: tuple[Number, ...]

    @property
    def scale(self) -> int:
        return 0


Number: TypeAlias = "Const | Dial | InputNumber | ScoreNumber | Now | Times | LatestOf | Count | Distinct | Latest"


def at_scale(number: Number, scale: int) -> Number:
    """The same number in finer units."""
    up = 10 ** (scale - number.scale)
    match number:
        case _ if up == 1:
            return number
        case Const(value):
            return Const(value * up, scale)
        case Times(inner, factor):
            return Times(inner, factor * up, scale)
        case _:
            return Times(number, up, scale)
