"""Rows that were not decided on, each with its place and a reason; none of them is dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from leadpact.records.rows import BrokenRow, Raw
from leadpact.records.wording import Bad, sentence, shown
from leadpact_dsl.model import Field

File: TypeAlias = Literal["leads", "activities"]

Kind: TypeAlias = Literal[
    "broken row",
    "no lead id",
    "lead given twice",
    "value that does not fit",
    "required value unknown",
    "no activity named",
    "no time given",
    "refused by the policy",
]


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a row; `column` and `value` are empty where it is the row as a whole."""

    kind: Kind
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Rejected:
    """A row with everything that is wrong with it; `lead` is its id where it has one.

    `part` is the name of the file where a pattern matched several, else empty.
    """

    file: File
    number: int
    lead: str | None
    problems: tuple[Problem, ...]
    part: str = ""

    @property
    def kind(self) -> Kind:
        """What it counts as: its first problem."""
        return self.problems[0].kind


def broken(file: File, row: BrokenRow) -> Rejected:
    return Rejected(file, row.number, None, (Problem("broken row", "", "", f"{row.reason}."),), row.part)


def misfit(column: str, label: str, raw: Raw, bad: Bad) -> Problem:
    """A value that its field cannot hold."""
    return Problem("value that does not fit", column, shown(raw), f"{sentence(label, raw, bad)}.")


def unknown(column: str, field: Field) -> Problem:
    return Problem("required value unknown", column, "", f"{field.label} is unknown, and the policy requires it.")
