"""Parquet files in bulk: read by the engine itself where it is known to read the columns as Arrow does."""

from __future__ import annotations

import glob
from collections.abc import Callable, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from leadpact.records.bulk.batches import Batches, of_rows
from leadpact.records.bulk.shapes import Shape
from leadpact.records.bulk.sql import literal
from leadpact.records.parquet import ParquetTable
from leadpact_dsl.text import fold

_NUMBER = "file_row_number"


def native_shapes(table: ParquetTable, wanted: Sequence[int]) -> tuple[Shape, ...] | None:
    """The shapes in which the engine itself gives these columns; None where Arrow has to read the file.

    The engine takes some characters of a path for a pattern, and has a column of its own.
    """
    if glob.has_magic(str(table.path)) or _NUMBER in map(fold, table.columns):
        return None
    types = _types(table)
    shapes = [_shape(types[place]) for place in wanted]
    return None if None in shapes else tuple(shape for shape in shapes if shape is not None)


def native_rows(table: ParquetTable, wanted: Sequence[int], shapes: Sequence[Shape], before: int) -> str:
    """A query of the rows with the columns of `batches.schema`; `before` is added to the rows' numbers."""
    types = _types(table)
    cells = "".join(
        f", {_cell(f'f{place}', shape, types[place])} AS c{at}"
        for at, (place, shape) in enumerate(zip(wanted, shapes, strict=True))
    )
    path = literal(str(table.path.absolute()))
    # Columns are named by their places: the engine does not tell “Event” from “event”, and a file may have both.
    places = ", ".join(f"f{place}" for place in range(len(table.columns)))
    return (
        f"SELECT {_NUMBER} + {before + 1} AS row, CAST(NULL AS VARCHAR) AS broken{cells} "
        f"FROM read_parquet({path}, {_NUMBER} = true, hive_partitioning = false) "
        f"AS file ({places}, {_NUMBER})"
    )


def parquet_batches(table: ParquetTable, wanted: Sequence[int], advance: Callable[[], None]) -> Batches:
    """The rows as Arrow reads them, one by one, tagged."""
    for batch in of_rows(table.rows(wanted), len(wanted), plain=False):
        yield batch
        advance()


def _types(table: ParquetTable) -> list[pa.DataType]:
    with pq.ParquetFile(table.path) as file:
        return [field.type for field in file.schema_arrow]


def _shape(kind: pa.DataType) -> Shape | None:
    types = pa.types
    if types.is_dictionary(kind):
        kind = kind.value_type
    if types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind):
        return "text"
    if types.is_boolean(kind):
        return "truth"
    if types.is_integer(kind):
        return "integer"
    if types.is_float64(kind):
        return "float"
    if types.is_float32(kind):
        return "short float"
    if types.is_decimal128(kind):
        return "decimal" if kind.precision <= 18 else "wide decimal"
    if types.is_date32(kind):
        return "day"
    if types.is_timestamp(kind):
        return "instant" if kind.tz else "wall time"
    return None


def _cell(column: str, shape: Shape, kind: pa.DataType) -> str:
    """A column as its shape has it. The engine takes the ends of its calendar for infinite: Arrow has to read those."""
    infinite = f"error({literal('beyond the calendar of the engine')})"
    match shape:
        case "wall time" | "instant":
            # The engine would round what is finer than a microsecond.
            micros = f"epoch_ns({column}) // 1000" if kind.unit == "ns" else f"epoch_us({column})"
            return f"CASE WHEN {column} IS NOT NULL THEN coalesce({micros}, {infinite}) END"
        case "day":
            return f"CASE WHEN isinf({column}) THEN {infinite} ELSE {column} END"
        case _:
            return column
