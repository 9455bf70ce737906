"""Parquet: typed columns; numbers as decimals, times as milliseconds shown in the agreement's timezone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, assert_never

import pyarrow as pa
import pyarrow.parquet as pq

from leadpact.records.writers import Cell, CellKind, Column
from leadpact_dsl.zones import Zone

_ROWS_AT_ONCE = 20_000


class ParquetWriter:
    """Keeps at most `_ROWS_AT_ONCE` rows in memory; each such stretch is a row group."""

    def __init__(self, file: BinaryIO, columns: Sequence[Column], zone: Zone) -> None:
        self._schema = pa.schema([(column.name, _type(column.kind, zone)) for column in columns])
        self._writer = pq.ParquetWriter(file, self._schema)
        self._rows: list[Sequence[Cell]] = []

    def write(self, cells: Sequence[Cell]) -> None:
        self._rows.append(tuple(cells))
        if len(self._rows) == _ROWS_AT_ONCE:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            arrays = [
                pa.array([row[i] for row in self._rows], type=column.type) for i, column in enumerate(self._schema)
            ]
            self._writer.write_batch(pa.record_batch(arrays, schema=self._schema))
            self._rows.clear()


def _type(kind: CellKind, zone: Zone) -> pa.DataType:
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
        case _:
            assert_never(kind)
