"""Parquet: typed columns; numbers as decimals, times as milliseconds shown in the agreement's timezone.

What makes the bytes is fixed here: the version of the format, the compression and its level, and how many rows stand
in a row group. Only the name of the library that wrote the file, with its release, is its own to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import BinaryIO, assert_never

import pyarrow as pa
import pyarrow.parquet as pq

from leadpact.records.writers import PARTS, Cell, CellKind, Column
from leadpact_dsl.zones import Zone

ROWS_OF_A_GROUP = 50_000
_ROWS_AT_ONCE = 5_000


class ParquetWriter:
    """Takes rows, or batches of them as columns; keeps at most a row group in memory."""

    def __init__(self, file: BinaryIO, columns: Sequence[Column], zone: Zone, about: Mapping[str, str]) -> None:
        self.schema = arrow_schema(columns, zone, about)
        self._writer = pq.ParquetWriter(
            file, self.schema, version="2.6", data_page_version="1.0", compression="zstd", compression_level=1
        )
        self._rows: list[Sequence[Cell]] = []
        self._held: list[pa.RecordBatch] = []
        self._count = 0

    def write(self, cells: Sequence[Cell]) -> None:
        self._rows.append(tuple(cells))
        if len(self._rows) == _ROWS_AT_ONCE:
            self._pack()

    def write_batch(self, batch: pa.RecordBatch) -> None:
        """Rows as columns, of the types of `schema`."""
        while batch.num_rows:
            part = batch.slice(0, ROWS_OF_A_GROUP - self._count)
            batch = batch.slice(part.num_rows)
            self._held.append(part)
            self._count += part.num_rows
            if self._count == ROWS_OF_A_GROUP:
                self._flush()

    def close(self) -> None:
        self._pack()
        self._flush()
        self._writer.close()

    def _pack(self) -> None:
        if self._rows:
            arrays = [pa.array([row[i] for row in self._rows], type=field.type) for i, field in enumerate(self.schema)]
            self._rows.clear()
            self.write_batch(pa.record_batch(arrays, schema=self.schema))

    def _flush(self) -> None:
        """One row group. Its bytes depend on the rows alone, not on the batches in which they came."""
        if self._held:
            whole = pa.Table.from_batches(self._held, self.schema).combine_chunks()
            self._writer.write_table(whole, row_group_size=ROWS_OF_A_GROUP)
            self._held.clear()
            self._count = 0


def arrow_schema(columns: Sequence[Column], zone: Zone, about: Mapping[str, str]) -> pa.Schema:
    """The columns as Arrow types, with what the table is about as metadata."""
    return pa.schema([(column.name, arrow_type(column.kind, zone)) for column in columns], metadata=dict(about))


def arrow_type(kind: CellKind, zone: Zone) -> pa.DataType:
    match kind:
        case "text":
            return pa.string()
        case "texts":
            return pa.list_(pa.string())
        case "whole number":
            return pa.int64()
        case "number":
            return pa.decimal128(20, 4)
        case "points":
            return pa.decimal128(18, 2)
        case "yes or no":
            return pa.bool_()
        case "date":
            return pa.date32()
        case "time":
            return pa.timestamp("ms", tz=zone.name)
        case "tries" | "actions":
            return pa.list_(pa.struct([(name, arrow_type(part, zone)) for name, part in PARTS[kind]]))
        case _:
            assert_never(kind)
