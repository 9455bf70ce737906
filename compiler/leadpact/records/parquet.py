"""Parquet: typed columns, read a stretch of rows at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq

from leadpact.records import problems
from leadpact.records.rows import FAR_DATE, FAR_TIME, BrokenRow, Raw, Row
from leadpact_dsl.diagnostics import Diagnostic

_ROWS_AT_ONCE = 8192
_EPOCH = dt.datetime(1970, 1, 1)
_MICROS = {"s": (10**6, 1), "ms": (1000, 1), "us": (1, 1), "ns": (1, 1000)}
"""Microseconds in the units of typed times, as a fraction."""
_DAMAGE = (OSError, pa.ArrowException)


@dataclass
class ParquetTable:
    """A Parquet file. Rows are numbered from 1."""

    path: Path
    name: str
    columns: tuple[str, ...]
    unusable: Mapping[int, str]
    _total: int
    _read: int = 0

    @property
    def counted(self) -> Literal["row"]:
        return "row"

    def share_read(self) -> float:
        return self._read / self._total if self._total else 1.0

    def rows(self, wanted: Sequence[int]) -> Iterator[Row | BrokenRow | Diagnostic]:
        names = [self.columns[position] for position in wanted]
        self._read = 0
        try:
            with pq.ParquetFile(self.path) as file:
                for batch in file.iter_batches(_ROWS_AT_ONCE, columns=list(dict.fromkeys(names))):
                    values = {name: _values(batch.column(name)) for name in dict.fromkeys(names)}
                    for cells in zip(*(values[name] for name in names), strict=True):
                        self._read += 1
                        yield Row(self._read, cells)
        except _DAMAGE:
            yield _damaged(self.name)


def open_parquet(path: Path, name: str) -> ParquetTable | Diagnostic:
    """A Parquet file with its schema read."""
    try:
        path.open("rb").close()
    except OSError as problem:
        return problems.unreadable_because(name, problem)
    try:
        with pq.ParquetFile(path) as file:
            schema, total = file.schema_arrow, file.metadata.num_rows
    except _DAMAGE:
        return _damaged(name)
    odd = {i: _type_in_words(found.type) for i, found in enumerate(schema) if not _is_plain(found.type)}
    return ParquetTable(path, name, tuple(schema.names), odd, total)


def _damaged(name: str) -> Diagnostic:
    return problems.unreadable(name, "it is no Parquet file, or a damaged one")


def _is_plain(kind: pa.DataType) -> bool:
    types = pa.types
    if types.is_dictionary(kind):
        return _is_plain(kind.value_type)
    return bool(
        types.is_null(kind)
        or types.is_string(kind)
        or types.is_large_string(kind)
        or types.is_string_view(kind)
        or types.is_boolean(kind)
        or types.is_integer(kind)
        or types.is_floating(kind)
        or types.is_decimal(kind)
        or types.is_date(kind)
        or types.is_timestamp(kind)
    )


def _type_in_words(kind: pa.DataType) -> str:
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind):
        return "lists"
    if pa.types.is_struct(kind) or pa.types.is_map(kind):
        return "objects"
    return f"values of the type {kind}"


def _values(column: pa.Array) -> list[Raw]:
    """One column of a stretch, as plain values."""
    types = pa.types
    if types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if types.is_floating(column.type):
        # Arrow writes the shortest decimal that stands for the number, of 32 bits as of 64.
        texts = column.cast(pa.string()).to_pylist()
        return [None if text in (None, "nan") else Decimal(text) for text in texts]
    if types.is_timestamp(column.type):
        zone = dt.UTC if column.type.tz else None
        # Arrow's own cast would wrap around, and make a time of today of one far out.
        times, over = _MICROS[column.type.unit]
        counts = column.cast(pa.int64()).to_pylist()
        return [None if count is None else _time(_towards_zero(count * times, over), zone) for count in counts]
    if types.is_date(column.type):
        days = column.cast(pa.date32()).cast(pa.int32()).to_pylist()
        return [None if value is None else _day(value) for value in days]
    values: list[Raw] = column.to_pylist()
    return values


def _time(micros: int, zone: dt.tzinfo | None) -> Raw:
    try:
        return (_EPOCH + dt.timedelta(microseconds=micros)).replace(tzinfo=zone)
    except OverflowError:
        return FAR_TIME


def _towards_zero(count: int, over: int) -> int:
    return count // over if count >= 0 else -(-count // over)


def _day(days: int) -> Raw:
    try:
        return _EPOCH.date() + dt.timedelta(days=days)
    except OverflowError:
        return FAR_DATE
