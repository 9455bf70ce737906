"""Writing tables: CSV, JSON Lines or Parquet, row by row, the same content in each.

CSV is UTF-8, with commas and line feeds; unknown is an empty cell. A value is quoted where it holds the delimiter, a
quote or a line end (RFC 4180). Times are ISO 8601 in the agreement's timezone with their offset. Numbers are exact in
all three, never binary floating point. `records/columnar` writes the same bytes from columns.

Text could be run as a formula when a spreadsheet opens a CSV file, whoever wrote it: a lead, or the author of a policy.
Such a text (it begins with = + - @, their full-width twins, a tab or a line end, and is no plain number) is written
with a single quote before it, as OWASP advises (owasp.org, "CSV Injection"). JSON Lines and Parquet hold it as it is.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO, Literal, Protocol, TypeAlias

from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.zones import Zone

CellKind: TypeAlias = Literal[
    "text", "texts", "whole number", "number", "points", "yes or no", "date", "time", "tries", "actions"
]
Plain: TypeAlias = "str | int | Decimal | bool | dt.date | None"
Cell: TypeAlias = "Plain | tuple[str, ...] | tuple[tuple[Plain, ...], ...]"
"""A time is its instant in ms; `texts` is a tuple. None is unknown, or nothing to say.

`tries` and `actions` are tuples of records, each a tuple in the order of `PARTS`.
"""

PARTS: Mapping[CellKind, tuple[tuple[str, CellKind], ...]] = {
    "tries": (("made", "whole number"), ("wanted", "whole number"), ("by", "time")),
    "actions": (("kind", "text"), ("target", "text"), ("at", "time"), ("fallen", "yes or no")),
}
"""The named parts of a record: objects in JSON Lines, structs in Parquet, a sentence in CSV."""


@dataclass(frozen=True)
class Column:
    """`read_back`: leadpact itself is to read the text, which therefore stays as it is in CSV too."""

    name: str
    kind: CellKind
    read_back: bool = False


class TableWriter(Protocol):
    """Rows in, in the order of the columns. `close` completes the table; the file stays open."""

    def write(self, cells: Sequence[Cell]) -> None: ...

    def close(self) -> None: ...


def table_writer(
    ending: str, file: BinaryIO, columns: Sequence[Column], zone: Zone, about: Mapping[str, str] | None = None
) -> TableWriter:
    """A writer for a file that ends in .csv, .tsv, .jsonl, .ndjson or .parquet.

    `about` says what the table is; Parquet keeps it in the file's metadata, the others have no place for it.
    """
    match ending:
        case ".parquet":
            from leadpact.records.parquet_writer import ParquetWriter

            return ParquetWriter(file, columns, zone, about or {})
        case ".jsonl" | ".ndjson":
            return JsonLinesWriter(file, columns, zone)
        case _:
            return CsvWriter(file, columns, zone, "\t" if ending == ".tsv" else ",")


class CsvWriter:
    def __init__(self, file: BinaryIO, columns: Sequence[Column], zone: Zone, delimiter: str = ",") -> None:
        self._file = file
        self._columns = columns
        self._zone = zone
        self._delimiter = delimiter
        self._needs_quotes = needs_quotes(delimiter)
        file.write(csv_header(columns, delimiter))

    def write(self, cells: Sequence[Cell]) -> None:
        texts = map(self._shown, self._columns, cells)
        self._file.write(_csv_line(texts, self._delimiter, self._needs_quotes))

    def close(self) -> None:
        """Nothing is held back."""

    def _shown(self, column: Column, cell: Cell) -> str:
        text = in_csv(column.kind, cell, self._zone)
        return text if column.read_back or not isinstance(cell, str | tuple) else harmless(text)


def csv_header(columns: Sequence[Column], delimiter: str) -> bytes:
    names = (column.name if column.read_back else harmless(column.name) for column in columns)
    return _csv_line(names, delimiter, needs_quotes(delimiter))


def _csv_line(texts: Iterable[str], delimiter: str, quotes: Callable[[str], object]) -> bytes:
    return f"{delimiter.join(quoted_cell(text) if quotes(text) else text for text in texts)}\n".encode()


def needs_quotes(delimiter: str) -> Callable[[str], object]:
    """Whether a text stands in quotes in a delimited file."""
    return re.compile(f'[{re.escape(delimiter)}"\r\n]').search


def quoted_cell(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def in_csv(kind: CellKind, cell: Cell, zone: Zone) -> str:
    """A cell as text, before quoting and the guard against formulas."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case tuple():
            return " | ".join(item if isinstance(item, str) else _told(kind, item, zone) for item in cell)
        case bool():
            return "yes" if cell else "no"
        case int():
            return in_iso(cell, zone) if kind == "time" else str(cell)
        case Decimal():
            return digits(cell)
        case dt.date():
            return cell.isoformat()


def _told(kind: CellKind, record: tuple[Plain, ...], zone: Zone) -> str:
    """`2 of at least 4 by 2026-11-17T09:00:00-05:00`; `remind sales: came due 2026-11-02T12:00:00-05:00`."""
    match kind, record:
        case "tries", (made, wanted, by):
            return tries_told(str(made), str(wanted), None if by is None else in_csv("time", by, zone))
        case "actions", (what, target, at, fallen):
            when = None if at is None else in_csv("time", at, zone)
            return action_told(str(what), str(target), when, fallen is True)
        case _:
            raise InternalError(f"a cell of kind {kind} holds a record")


def tries_told(made: str, wanted: str, by: str | None) -> str:
    """Of `by` only a pause that lasts leaves nothing to say."""
    return f"{made} of at least {wanted}" + (f" by {by}" if by is not None else "")


def action_told(what: str, target: str, at: str | None, fallen: bool) -> str:
    """An instruction that has not come due may still, or is no longer needed: the cycle's end says which."""
    if at is None:
        return f"{what} {target}: no time yet"
    return f"{what} {target}: {'came due' if fallen else 'meant for'} {at}"


class JsonLinesWriter:
    def __init__(self, file: BinaryIO, columns: Sequence[Column], zone: Zone) -> None:
        self._file = file
        self._keys = [(json_key(column.name), column.kind) for column in columns]
        self._zone = zone

    def write(self, cells: Sequence[Cell]) -> None:
        pairs = [f"{key}{in_json(kind, cell, self._zone)}" for (key, kind), cell in zip(self._keys, cells, strict=True)]
        self._file.write(f"{{{', '.join(pairs)}}}\n".encode())

    def close(self) -> None:
        """Nothing is held back."""


def json_key(name: str) -> str:
    return f"{json.dumps(name, ensure_ascii=False)}: "


def in_json(kind: CellKind, cell: Cell, zone: Zone) -> str:
    """A cell as JSON; numbers keep all their digits."""
    match cell:
        case Decimal():
            return digits(cell)
        case dt.date():
            return f'"{cell.isoformat()}"'
        case bool():
            return "true" if cell else "false"
        case int() if kind == "time":
            return f'"{in_iso(cell, zone)}"'
        case tuple() if kind in PARTS:
            return f"[{', '.join(_object(kind, record, zone) for record in cell if isinstance(record, tuple))}]"
        case _:
            return json.dumps(cell, ensure_ascii=False)


def _object(kind: CellKind, record: tuple[Plain, ...], zone: Zone) -> str:
    pairs = zip(PARTS[kind], record, strict=True)
    return f"{{{', '.join(f'{json_key(name)}{in_json(part, cell, zone)}' for (name, part), cell in pairs)}}}"


FORMULA = r"[=+\-@＝＋－＠\t\r\n]"
"""What a spreadsheet takes for the beginning of a formula."""
_FORMULA = re.compile(FORMULA)
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def digits(amount: Decimal) -> str:
    """`45.5`: all digits, no exponent, no zeros at the end."""
    text = format(amount, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def in_iso(instant: int, zone: Zone) -> str:
    """`2026-11-02T10:20:00-05:00`, with milliseconds where they are not 0."""
    offset = dt.timezone(dt.timedelta(milliseconds=zone.offset_at(instant)))
    local = zone.local(instant).replace(tzinfo=offset)
    return local.isoformat(timespec="milliseconds" if instant % 1000 else "seconds")
