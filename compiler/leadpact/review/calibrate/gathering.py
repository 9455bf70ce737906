"""Adding up decided leads block by block: what is kept grows with leads by a few bytes, and with rules not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = "npt.NDArray[np.int64]"
Bytes: TypeAlias = "npt.NDArray[np.int8]"
Flags: TypeAlias = "npt.NDArray[np.bool_]"

YES, NO, UNKNOWN = 1, 0, -1
"""Outcomes: the lead converted, it did not, nobody knows."""

NEVER, WITH_SCORE, WHATEVER = 0, 1, 2
"""Whether the stage holds: whatever the score is not, with a score that is high enough, whatever the score is."""

NO_ROW = -1


@dataclass(frozen=True)
class LinePart:
    """What a line of a score gave to each lead, in units of its scale.

    `rows`: of a table the place of the row hit, or NO_ROW, and `row_points` what each row gives. `aside`: leads that
    another rule of the same `first of` pays.
    """

    points: Ints
    rows: Ints | None = None
    row_points: tuple[int, ...] = ()
    aside: Flags | None = None


@dataclass(frozen=True)
class Part:
    """Some decided leads; every array has an entry a lead.

    `won` is YES, NO or UNKNOWN; `closed`: disqualified or in recycling; `at_stage`: at the stage or further; `scores`
    are in hundredths; `reach` is for each floor NEVER, WITH_SCORE or WHATEVER. `came` is when each came in, in ms.
    """

    won: Bytes
    closed: Flags
    at_stage: Flags
    scores: Mapping[str, Ints]
    reach: Sequence[Bytes]
    lines: Sequence[LinePart]
    came: Ints | None = None


@dataclass
class Paid:
    """The leads with a known outcome that a line (or a row of it) paid, `yes` converted and `no` not, and the points.

    `other_yes` and `other_no` are those that it is held against: it does not pay them, and nothing pays them instead.
    """

    yes: int = 0
    no: int = 0
    other_yes: int = 0
    other_no: int = 0
    least: int | None = None
    most: int | None = None

    def add(self, paid: Flags, others: Flags, yes: Flags, points: Ints) -> None:
        """Some more leads: which are paid, which are held against them, and which converted."""
        self.yes += int((paid & yes).sum())
        self.no += int((paid & ~yes).sum())
        self.other_yes += int((others & yes).sum())
        self.other_no += int((others & ~yes).sum())
        if paid.any():
            least, most = int(points[paid].min()), int(points[paid].max())
            self.least = least if self.least is None else min(self.least, least)
            self.most = most if self.most is None else max(self.most, most)


@dataclass
class Gathered:
    """All leads added so far. `won`, `scores` and `reach` are of those not closed, in pieces of blocks."""

    leads: int = 0
    closed: int = 0
    at_stage: int = 0
    recorded: int = 0
    won: list[Bytes] = field(default_factory=list)
    scores: dict[str, list[Ints]] = field(default_factory=dict)
    reach: list[list[Bytes]] = field(default_factory=list)
    paid: dict[tuple[int, int | None], Paid] = field(default_factory=dict)
    first: int | None = None
    last: int | None = None

    def add(self, part: Part, thresholds: Sequence[tuple[str, int]]) -> None:
        """`thresholds` are score and least hundredths of each floor, as they stand: who is in by today's."""
        open_ = ~part.closed
        won = part.won[open_]
        self.leads += len(part.won)
        self.closed += int(part.closed.sum())
        self.at_stage += int((part.at_stage & open_).sum())
        self.recorded += self._recorded(part, open_, thresholds)
        self.won.append(won)
        for name, values in part.scores.items():
            self.scores.setdefault(name, []).append(values[open_])
        for number, reach in enumerate(part.reach):
            if number == len(self.reach):
                self.reach.append([])
            self.reach[number].append(reach[open_])
        self._lines(part.lines, open_, won)
        self._when(part.came)

    def column(self, score: str) -> Ints:
        """A score of all leads that are not closed."""
        return np.concatenate(self.scores[score]) if self.scores.get(score) else np.empty(0, dtype=np.int64)

    def reached(self, floor: int) -> Bytes:
        return np.concatenate(self.reach[floor]) if floor < len(self.reach) else np.empty(0, dtype=np.int8)

    def outcomes(self) -> Bytes:
        return np.concatenate(self.won) if self.won else np.empty(0, dtype=np.int8)

    def _recorded(self, part: Part, open_: Flags, thresholds: Sequence[tuple[str, int]]) -> int:
        """Leads at the stage whose condition does not hold: some record brought them there."""
        if not part.reach:
            return 0
        score, least = thresholds[0]
        holds = (part.reach[0] == WHATEVER) | ((part.reach[0] == WITH_SCORE) & (part.scores[score] >= least))
        return int((part.at_stage & open_ & ~holds).sum())

    def _lines(self, lines: Sequence[LinePart], open_: Flags, won: Bytes) -> None:
        known = won != UNKNOWN
        yes = won[known] == YES
        for number, line in enumerate(lines):
            points = line.points[open_][known]
            if line.rows is None:
                paid = points != 0
                others = ~paid if line.aside is None else ~paid & ~line.aside[open_][known]
                self.paid.setdefault((number, None), Paid()).add(paid, others, yes, points)
                continue
            rows = line.rows[open_][known]
            for row, its in enumerate(line.row_points):
                # A row in the middle is worth less than the best one: leads of that one prove nothing against it.
                others = points < its if its > 0 else points > its
                self.paid.setdefault((number, row), Paid()).add(rows == row, others, yes, points)

    def _when(self, came: Ints | None) -> None:
        if came is None or not len(came):
            return
        first, last = int(came.min()), int(came.max())
        self.first = first if self.first is None else min(self.first, first)
        self.last = last if self.last is None else max(self.last, last)
