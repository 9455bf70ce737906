"""Rows on their way into the engine, as Arrow hands them over: the row's number, why it is broken, then its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeAlias

import pyarrow as pa

from leadpact.records.bulk.shapes import tagged
from leadpact.records.rows import BrokenRow, Raw, Row
from leadpact_dsl.diagnostics import Diagnostic

Batches: TypeAlias = Iterator["pa.RecordBatch | Diagnostic"]
"""Batches with the columns of `schema`; a diagnostic is the last item: the file cannot be read on from there."""

_ROWS_AT_ONCE = 1 << 14


def schema(width: int) -> pa.Schema:
    """`row` is the row's number in its file, `broken` the sentence on a row without cells, `c0` … are the cells."""
    return pa.schema(
        [("row", pa.int64()), ("broken", pa.string()), *((f"c{place}", pa.string()) for place in range(width))]
    )


def of_rows(rows: Iterable[Row | BrokenRow | Diagnostic], width: int, *, plain: bool) -> Batches:
    """Rows from a row-by-row reader: their cells as text where they are nothing else (`plain`), else tagged."""
    stream = iter(rows)
    while items := list(islice(stream, _ROWS_AT_ONCE)):
        last = items.pop() if isinstance(items[-1], Diagnostic) else None
        if items:
            yield _batch([item for item in items if not isinstance(item, Diagnostic)], width, plain)
        if last is not None:
            yield last
            return


def _batch(rows: list[Row | BrokenRow], width: int, plain: bool) -> pa.RecordBatch:
    nothing: tuple[Raw, ...] = (None,) * width
    cells = list(zip(*(row.cells if isinstance(row, Row) else nothing for row in rows), strict=True))
    columns = [
        pa.array(column if plain else [tagged(raw) for raw in column], pa.string()) for column in cells or [()] * width
    ]
    return pa.RecordBatch.from_arrays(
        [
            pa.array([row.number for row in rows], pa.int64()),
            pa.array([row.reason if isinstance(row, BrokenRow) else None for row in rows], pa.string()),
            *columns,
        ],
        schema=schema(width),
    )
