"""CSV: one header row, then a lead or an activity a row; comma, semicolon or tab as the header shows."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from leadpact.records import problems
from leadpact.records.rows import BrokenRow, Row
from leadpact.records.text_files import DAMAGE, LineTooLong, TextFile, bounded_lines, open_text_file
from leadpact_dsl.diagnostics import Diagnostic

if TYPE_CHECKING:
    import _csv

_DELIMITERS = (",", ";", "\t")
LONGEST_VALUE = 131_072
"""Python's own bound on the characters of one value."""
LONGEST_LINE = 16 * LONGEST_VALUE
"""A line in which every value comes near the bound is no table."""


@dataclass(frozen=True)
class DelimitedTable:
    """A CSV file. Quoted values may hold line ends; rows are numbered by the line on which they begin."""

    file: TextFile
    columns: tuple[str, ...]
    delimiter: str

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def counted(self) -> Literal["line"]:
        return "line"

    @property
    def unusable(self) -> Mapping[int, str]:
        return {}

    def share_read(self) -> float:
        return self.file.share_read()

    def rows(self, wanted: Sequence[int]) -> Iterator[Row | BrokenRow | Diagnostic]:
        try:
            with self.file.open() as text:
                yield from self._rows(text, wanted)
        except (*DAMAGE, UnicodeError) as problem:
            yield self.file.damage(problem)

    def _rows(self, text: TextIO, wanted: Sequence[int]) -> Iterator[Row | BrokenRow | Diagnostic]:
        reader = _records(text, self.delimiter)
        _header(reader)
        yield from self.rows_of(reader, wanted)

    def rows_of(
        self, reader: _csv.Reader, wanted: Sequence[int], before: int = 0
    ) -> Iterator[Row | BrokenRow | Diagnostic]:
        """The rows that a strict reader has before it, where `before` lines stand above its first."""
        while True:
            number = before + reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except LineTooLong:
                yield problems.too_long(self.name, number, LONGEST_VALUE)
                return
            except csv.Error as broken:
                problem = _problem(str(broken), self.name, number)
                if isinstance(problem, Diagnostic):
                    yield problem
                    return
                yield problem
                continue
            if cells:  # an empty line is no row
                yield self.row_of(number, cells, wanted)

    def row_of(self, number: int, cells: list[str], wanted: Sequence[int]) -> Row | BrokenRow:
        expected = len(self.columns)
        # Delimiters at the end of a line are a habit of some programs; a value there means that the row is shifted.
        if len(cells) < expected or any(cell.strip() for cell in cells[expected:]):
            values, columns = _counted(len(cells), "value"), _counted(expected, "column")
            return BrokenRow(number, f"The row has {values}, the header names {columns}")
        return Row(number, [cells[position] for position in wanted])


def open_delimited(path: Path, name: str, encoding: str | None, delimiter: str | None) -> DelimitedTable | Diagnostic:
    """A CSV file with its header read; the delimiter is the one that parts the header into most columns."""
    file = open_text_file(path, name, encoding)
    if isinstance(file, Diagnostic):
        return file
    tried = [_opened(file, one) for one in ([delimiter] if delimiter else _DELIMITERS)]
    tables = [table for table in tried if isinstance(table, DelimitedTable)]
    best = max(tables, key=lambda table: len(table.columns), default=None)
    # With a wrong delimiter a header reads as one column, or as broken: what the first one, a comma, finds is told.
    return tried[0] if best is None or len(best.columns) == 1 else best


def _opened(file: TextFile, delimiter: str) -> DelimitedTable | Diagnostic:
    try:
        with file.open() as text:
            columns = _header(_records(text, delimiter))
    except (*DAMAGE, UnicodeError) as problem:
        return file.damage(problem)
    except LineTooLong:
        return problems.too_long(file.name, 1, LONGEST_VALUE)
    except csv.Error as broken:
        in_header = _problem(str(broken), file.name, 1)
        return in_header if isinstance(in_header, Diagnostic) else problems.unreadable(file.name, _said(in_header))
    if not any(columns):
        return problems.empty(file.name)
    return DelimitedTable(file, tuple(columns), delimiter)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _header(records: _csv.Reader) -> list[str]:
    """The names of the columns: the first line that is not empty."""
    return [column.strip() for column in next((cells for cells in records if cells), [])]


def _said(broken: BrokenRow) -> str:
    return f"in its header, {broken.reason[:1].lower()}{broken.reason[1:]}"


def _records(text: TextIO, delimiter: str) -> _csv.Reader:
    return csv.reader(bounded_lines(text, LONGEST_LINE), delimiter=delimiter, strict=True)


def _problem(said: str, name: str, number: int) -> BrokenRow | Diagnostic:
    """What Python's reader complains of, by the words it uses for it (they have been the same since 2.5)."""
    if "field limit" in said:
        return problems.too_long(name, number, LONGEST_VALUE)
    if "unexpected end" in said:
        return problems.unclosed_quote(name, number)
    return BrokenRow(number, 'A value goes on behind its closing quote; a quote within a value is written twice ("")')
