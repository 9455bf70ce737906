"""Writing tables: CSV, JSON Lines or Parquet, row by row, the same content in each.

CSV is UTF-8, with commas and line feeds; unknown is an empty cell. Times are ISO 8601 in the agreement's timezone with
their offset. Numbers are exact in all three, never binary floating point.

Text could be run as a formula when a spreadsheet opens a CSV file, whoever wrote it: a lead, or the author of a policy.
Such a text (it begins with = + - @, their full-width twins, a tab or a line end, and is no plain number) is written
with a single quote before it, as OWASP advises (owasp.org, "CSV Injection"). JSON Lines and Parquet hold it as it is.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO, Literal, Protocol, TypeAlias

from leadpact_dsl.zones import Zone

CellKind: TypeAlias = Literal["text", "texts", "whole number", "number", "points", "yes or no", "date", "time"]
Cell: TypeAlias = "str | tuple[str, ...] | int | Decimal | bool | dt.date | None"
"""A time is its instant in ms; `texts` is a tuple. None is unknown, or nothing to say."""


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


def table_writer(ending: str, file: BinaryIO, columns: Sequence[Column], zone: Zone) -> TableWriter:
    """A writer for a file that ends in .csv, .tsv, .jsonl, .ndjson or .parquet."""
    match ending:
        case ".parquet":
            from leadpact.records.parquet_writer import ParquetWriter

            return ParquetWriter(file, columns, zone)
        case ".jsonl" | ".ndjson":
            return JsonLinesWriter(file, columns, zone)
        case _:
            return CsvWriter(file, columns, zone, "\t" if ending == ".tsv" else ",")


class CsvWriter:
    def __init__(self, file: BinaryIO, columns: Sequence[Column], zone: Zone, delimiter: str = ",") -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        self._rows = csv.writer(self._text, delimiter=delimiter, lineterminator="\n")
        self._columns = columns
        self._zone = zone
        self._rows.writerow(column.name if column.read_back else harmless(column.name) for column in columns)

    def write(self, cells: Sequence[Cell]) -> None:
        self._rows.writerow(map(self._shown, self._columns, cells))

    def close(self) -> None:
        self._text.detach()

    def _shown(self, column: Column, cell: Cell) -> str:
        match cell:
            case None:
                return ""
            case str():
                return cell if column.read_back else harmless(cell)
            case tuple():
                return harmless(" | ".join(cell))
            case bool():
                return "yes" if cell else "no"
            case int():
                return in_iso(cell, self._zone) if column.kind == "time" else str(cell)
            case Decimal():
                return digits(cell)
            case dt.date():
                return cell.isoformat()


class JsonLinesWriter:
    def __init__(self, file: BinaryIO, columns: Sequence[Column], zone: Zone) -> None:
        self._file = file
        self._keys = [(json.dumps(column.name, ensure_ascii=False), column.kind) for column in columns]
        self._zone = zone

    def write(self, cells: Sequence[Cell]) -> None:
        pairs = [f"{key}: {self._shown(kind, cell)}" for (key, kind), cell in zip(self._keys, cells, strict=True)]
        self._file.write(f"{{{', '.join(pairs)}}}\n".encode())

    def close(self) -> None:
        """Nothing is held back."""

    def _shown(self, kind: CellKind, cell: Cell) -> str:
        match cell:
            case Decimal():
                return digits(cell)
            case dt.date():
                return f'"{cell.isoformat()}"'
            case int() if kind == "time":
                return f'"{in_iso(cell, self._zone)}"'
            case _:
                return json.dumps(cell, ensure_ascii=False)


_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
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
