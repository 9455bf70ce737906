"""The yes-or-no expressions of a plan. Each is true or false, never unknown: what compares an unknown is false."""

from __future__ import annotations

from typing import Literal, TypeAlias

from leadpact.plan.numbers import Input, Number
from leadpact_dsl.frozen import frozen
from leadpact_dsl.model import MatchKind

Op: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]


@frozen
class Always:
    value: bool


@frozen
class IsKnown:
    input: Input
    known: bool


@frozen
class Flag:
    """A yes-or-no field is known, and is this."""

    input: Input
    wanted: bool


@frozen
class InSet:
    """A text or choice is known, and is (`negated`: is not) one of these. Texts are compared folded, choices as named.

    `items` are folded, sorted, each once.
    """

    input: Input
    items: tuple[str, ...]
    negated: bool


@frozen
class TextMatches:
    """A text is known, and folded it contains, starts or ends with any of these, or has the words of any in a row.

    `items` are folded; for "has the word" they are the folded words parted by single spaces.
    """

    input: Input
    kind: MatchKind
    items: tuple[str, ...]


@frozen
class Compare:
    """Both are there and stand so to each other; both have one scale."""

    op: Op
    left: Number
    right: Number


@frozen
class IsThere:
    """An instant is not missing: the latest of some activities is there where any of them happened."""

    number: Number


@frozen
class GradeIn:
    grade: str
    levels: tuple[str, ...]


@frozen
class StageIn:
    """The stage of the frame is one of these; None is that of a lead at none (disqualified, in a recycle)."""

    stages: tuple[str | None, ...]


@frozen
class DefineHolds:
    """A definition means the same wherever it is named: over all activities of the frame."""

    define: str


@frozen
class Negated:
    test: Test


@frozen
class AtLeast:
    """At least so many of the tests hold: all of them for `all of`, one for `any of`."""

    count: int
    tests: tuple[Test, ...]


Test: TypeAlias = (
    "Always | IsKnown | Flag | InSet | TextMatches | Compare | IsThere | GradeIn | StageIn | DefineHolds | Negated"
    " | AtLeast"
)


def all_of(*tests: Test) -> Test:
    return tests[0] if len(tests) == 1 else AtLeast(len(tests), tests)
