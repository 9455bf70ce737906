"""What every reader gives: a table with named columns whose rows come one by one.

A row holds raw values: text as it stands in a text file, typed values from JSON and Parquet. Binary floating point
never leaves a reader: it becomes the shortest decimal that stands for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol, TypeAlias

from leadpact_dsl.diagnostics import Diagnostic


@dataclass(frozen=True)
class Odd:
    """A value that no field can hold, in words: "a list", "an object"."""

    what: str


Raw: TypeAlias = "str | int | Decimal | bool | dt.date | dt.datetime | Odd | None"
"""None is an absent or null value. A time without an offset is naive."""


FAR_TIME, FAR_DATE = Odd("a time outside the years 1 to 9999"), Odd("a date outside the years 1 to 9999")
"""What typed columns can hold, and Python's calendar cannot."""


@dataclass(frozen=True)
class Row:
    """`cells` are in the order in which the columns were asked for; `part` is the file, where a table has several."""

    number: int
    cells: Sequence[Raw]
    part: str = ""


@dataclass(frozen=True)
class BrokenRow:
    """A row that has no cells to speak of; `reason` is a sentence without its full stop."""

    number: int
    reason: str
    part: str = ""


class Table(Protocol):
    """A file with rows. `unusable` names the columns (by position) whose type no field can hold."""

    @property
    def name(self) -> str:
        """The file as its user named it."""

    @property
    def counted(self) -> Literal["line", "row"]:
        """What the numbers of rows count."""

    @property
    def columns(self) -> tuple[str, ...]: ...

    @property
    def unusable(self) -> Mapping[int, str]: ...

    def rows(self, wanted: Sequence[int]) -> Iterator[Row | BrokenRow | Diagnostic]:
        """The rows with the cells of these columns, numbered by line in text files and by record in others.

        A diagnostic is the last item: the file cannot be read on from there.
        """

    def share_read(self) -> float:
        """How much of the file has been read, from 0 to 1, for a progress bar."""
