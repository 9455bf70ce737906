"""Writing tables batch by batch, to the very bytes that `records.writers` writes row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import BinaryIO, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leadpact.records.columnar.assembling import Choice, Listing, Part, assembled
from leadpact.records.columnar.cells import csv_parts, json_parts, plain, plain_lists
from leadpact.records.parquet_writer import ParquetWriter, arrow_type
from leadpact.records.writers import CellKind, Column, csv_header, json_key
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.zones import Zone

_MOST_TEXT = 256 << 20
"""Arrow holds at most 2 GiB of text in one column of a batch; so much is written at once."""


class BatchWriter(Protocol):
    """Batches in, with the columns in order. `close` completes the table; the file stays open."""

    def write_batch(self, batch: pa.RecordBatch) -> None: ...

    def close(self) -> None: ...


def batch_writer(
    ending: str, file: BinaryIO, columns: Sequence[Column], zone: Zone, about: Mapping[str, str]
) -> BatchWriter:
    """A writer for a file that ends in .csv, .tsv, .jsonl, .ndjson or .parquet."""
    match ending:
        case ".parquet":
            return _Parquet(ParquetWriter(file, columns, zone, about), columns, zone)
        case ".jsonl" | ".ndjson":
            return _Text(file, lambda batch: _json_rows(batch, columns, zone))
        case _:
            delimiter = "\t" if ending == ".tsv" else ","
            file.write(csv_header(columns, delimiter))
            return _Text(file, lambda batch: _csv_rows(batch, columns, zone, delimiter))


class _Text:
    def __init__(self, file: BinaryIO, rows: Callable[[pa.RecordBatch], pa.StringArray]) -> None:
        self._file = file
        self._rows = rows

    def write_batch(self, batch: pa.RecordBatch) -> None:
        for part in _bounded(batch):
            rows = self._rows(part)
            if len(rows):
                _, offsets, text = rows.buffers()
                ends = np.frombuffer(offsets, dtype=np.int32)
                first, last = int(ends[rows.offset]), int(ends[rows.offset + len(rows)])
                self._file.write(memoryview(text)[first:last])

    def close(self) -> None:
        """Nothing is held back."""


def _csv_rows(batch: pa.RecordBatch, columns: Sequence[Column], zone: Zone, delimiter: str) -> pa.StringArray:
    parts = [part for column, cells in zip(columns, batch.columns, strict=True)
             for part in (*csv_parts(column.kind, cells, zone, delimiter), delimiter)]  # fmt: skip
    return _rows([*parts[:-1], "\n"], batch.num_rows)


def _json_rows(batch: pa.RecordBatch, columns: Sequence[Column], zone: Zone) -> pa.StringArray:
    parts: list[Part | str] = []
    for place, (column, cells) in enumerate(zip(columns, batch.columns, strict=True)):
        parts += [f"{', ' if place else '{'}{json_key(column.name)}", *json_parts(column.kind, cells, zone)]
    return _rows([*parts, "}\n"], batch.num_rows)


def _rows(parts: Sequence[Part | str], length: int) -> pa.StringArray:
    """What stands side by side as one text a row is joined first: it is short."""
    whole: list[Part] = []
    for listed, some in groupby(parts, lambda part: isinstance(part, Choice | Listing)):
        if listed:
            whole += some
        else:
            joined = pc.binary_join_element_wise(*some, "")
            whole.append(
                joined if isinstance(joined, pa.Array) else Choice(np.zeros(length, np.int64), [joined.as_py()])
            )
    return assembled(whole, length)


def _bounded(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """In parts whose texts fit into a column."""
    size = sum(_size(column) for column in batch.columns)
    if size <= _MOST_TEXT or batch.num_rows < 2:
        yield batch
        return
    middle = batch.num_rows // 2
    for rows in (range(middle), range(middle, batch.num_rows)):
        yield from _bounded(batch.take(pa.array(rows, pa.int64())))


def _size(column: pa.Array) -> int:
    """The bytes of its texts when they are written out."""
    values = column.values if pa.types.is_list(column.type) else column
    if pa.types.is_dictionary(values.type):
        lengths = pc.binary_length(values.dictionary).take(values.indices)
        return int(pc.sum(lengths).as_py() or 0)
    return int(values.nbytes)


# ---------------------------------------------------------------------------------------------------------- Parquet


class _Parquet:
    def __init__(self, writer: ParquetWriter, columns: Sequence[Column], zone: Zone) -> None:
        self._writer = writer
        self._columns = columns
        self._zone = zone

    def write_batch(self, batch: pa.RecordBatch) -> None:
        for part in _bounded(batch):
            cells = zip(self._columns, part.columns, strict=True)
            typed = [_typed(column.kind, values, self._zone) for column, values in cells]
            self._writer.write_batch(pa.RecordBatch.from_arrays(typed, schema=self._writer.schema))

    def close(self) -> None:
        self._writer.close()


def _typed(kind: CellKind, cells: pa.Array, zone: Zone) -> pa.Array:
    match kind:
        case "text":
            return plain(cells)
        case "texts":
            return plain_lists(cells)
        case "points":
            return _hundredths(cells)
        case "whole number" | "time" | "yes or no":
            return cells.cast(arrow_type(kind, zone))
        case "tries" | "actions":
            return cells.cast(arrow_type(kind, zone))
        case _:
            raise InternalError(f"no table of decisions has columns of kind {kind}")


def _hundredths(cells: pa.Int64Array) -> pa.Array:
    """Decimals of two places, whose unscaled numbers these are."""
    low = pc.fill_null(cells, 0).to_numpy(zero_copy_only=False).astype(np.int64)
    wide = np.stack([low, low >> 63], axis=1)  # 128 bits each, the sign carried on
    valid = None if cells.null_count == 0 else pa.array(pc.is_valid(cells).to_numpy(zero_copy_only=False)).buffers()[1]
    return pa.Array.from_buffers(pa.decimal128(18, 2), len(cells), [valid, pa.py_buffer(wide.tobytes())])
