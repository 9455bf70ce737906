"""The few shapes that drawings are made of. Lengths are in the drawing's own units, its origin is the top left.

`role` says what a shape stands for; the style of the page gives it its colours, for light, for dark and for paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    width: int
    height: int
    role: str
    corner: int = 6
    shape: ClassVar[str] = "box"


@dataclass(frozen=True)
class Line:
    """Straight from point to point."""

    points: tuple[tuple[int, int], ...]
    role: str
    shape: ClassVar[str] = "line"


@dataclass(frozen=True)
class Head:
    """The head of an arrow: a triangle whose tip is its first point."""

    points: tuple[tuple[int, int], ...]
    role: str
    shape: ClassVar[str] = "head"


@dataclass(frozen=True)
class Area:
    """What lies within its points."""

    points: tuple[tuple[int, int], ...]
    role: str
    shape: ClassVar[str] = "area"


Anchor: TypeAlias = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Words:
    """One line of text, its baseline at `y`; at `x` is its left end, its middle or its right end."""

    x: int
    y: int
    text: str
    role: str
    anchor: Anchor = "start"
    shape: ClassVar[str] = "words"


Shape: TypeAlias = "Box | Line | Head | Area | Words"


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    shapes: tuple[Shape, ...]


def down(x: int, y: int, role: str) -> Head:
    return Head(((x, y), (x - 4, y - 8), (x + 4, y - 8)), role)


def up(x: int, y: int, role: str) -> Head:
    return Head(((x, y), (x - 4, y + 8), (x + 4, y + 8)), role)


def right(x: int, y: int, role: str) -> Head:
    return Head(((x, y), (x - 8, y - 4), (x - 8, y + 4)), role)
