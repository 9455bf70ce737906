"""What an explanation says: the words of every clause as constants, and which lines a score has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from leadpact.decision_document import place_of
from leadpact.targets.python.constants import literal
from leadpact_dsl.source import Span


class Told(NamedTuple):
    """A line of a score: the place of its words among all, its points, their scale, and which of its words fit."""

    place: int
    points: str
    scale: int
    which: str


@dataclass
class Telling:
    """`said` are the words of all lines, `scores` the lines of each score in order."""

    said: list[str] = field(default_factory=list)
    scores: dict[str, list[Told]] = field(default_factory=dict)
    later: list[str] = field(default_factory=list)
    """What only an explanation asks: which row of a table it was."""

    def told(
        self,
        clause: str,
        kind: str,
        span: Span,
        what: tuple[str, ...],
        because: str | None,
        points: str,
        scale: int,
        which: str = "0",
    ) -> Told:
        self.said.append(literal((clause, kind, place_of(span), what, because)))
        return Told(len(self.said) - 1, points, scale, which)

    def table(self) -> list[str]:
        """The constant that holds all words, one line of a score on each."""
        return ["SAID: tuple[Said, ...] = (", *(f"    Said{one}," for one in self.said), ")"]

    def lines(self, score: str) -> list[str]:
        """The expression of one score's lines."""
        shown = (f"    (SAID[{one.place}], {one.points}, {one.scale}, {one.which})," for one in self.scores[score])
        return [f"{score!r}: explained(", "(", *shown, ")", "),"]
