"""Files on their way into the engine: those that are alike in their columns are one source of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leadpact.records.bulk.batches import schema
from leadpact.records.bulk.inputs import tables_of
from leadpact.records.bulk.shapes import Shape
from leadpact.records.parts import Parts
from leadpact.records.rows import Table
from leadpact_dsl.diagnostics import Diagnostic

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

FILE_BITS = 40
"""A row's place is the number of its file, shifted by this, and its number in the file: places go as rows are read."""


class _Stream:
    """A stream of batches and nothing else: handed over as a reader it would be looked at by yet another library."""

    def __init__(self, reader: pa.RecordBatchReader) -> None:
        self._reader = reader

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._reader.__arrow_c_stream__(requested_schema)


def number_in(place: int) -> tuple[int, int]:
    """The number of the file, from 0, and the row's number in it."""
    return place >> FILE_BITS, place & ((1 << FILE_BITS) - 1)


@dataclass(frozen=True)
class Part:
    """A file of several; `wanted` are the places of the columns that are read, each once."""

    number: int
    table: Table
    wanted: tuple[int, ...]

    @property
    def before(self) -> int:
        """The place before that of its first row."""
        return self.number << FILE_BITS


@dataclass
class Source:
    """Files whose rows come in columns of the same shapes: `row` (the place), `broken` and the cells `c0` …"""

    parts: tuple[Part, ...]
    shapes: tuple[Shape, ...]
    layout: tuple[int | None, ...]
    """For each column that was asked for, which of the cells it is; None where the files lack it."""
    native: bool
    damage: dict[int, Diagnostic] = field(default_factory=dict)
    """By number of the file, what kept it from being read to its end."""

    def relation(self, con: duckdb.DuckDBPyConnection, view: str, advance: Callable[[], None]) -> str:
        """What stands behind FROM. A source that is not native can be read once, and is known as `view` until then."""
        if self.native:
            from leadpact.records.bulk.parquet_scan import native_rows
            from leadpact.records.parquet import ParquetTable

            rows = []
            for part in self.parts:
                assert isinstance(part.table, ParquetTable)
                rows.append(native_rows(part.table, part.wanted, self.shapes, part.before))
            return f"({' UNION ALL '.join(rows)})"
        import pyarrow as pa

        reader = pa.RecordBatchReader.from_batches(schema(len(self.shapes)), self._stream(advance))
        con.register(view, _Stream(reader))
        return view

    def _stream(self, advance: Callable[[], None]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa
        import pyarrow.compute as pc

        for part in self.parts:
            for batch in _batches(part, advance):
                if isinstance(batch, Diagnostic):
                    self.damage[part.number] = batch
                    return
                places = pc.add(batch.column(0), pa.scalar(part.before, pa.int64()))
                yield batch.set_column(0, "row", places)

    def slowly(self) -> Source:
        """The same through Arrow, value by value: for files that the engine turned out not to read."""
        return Source(self.parts, _all(self.shapes, "tagged"), self.layout, native=False)


def parts_of(table: Table, positions: Sequence[int | None]) -> list[tuple[Part, tuple[int | None, ...]]]:
    """The files of a table, and where in each, among the columns that are read of it, these columns stand.

    One that a file lacks is unknown in its rows.
    """
    found = []
    for number, one in enumerate(tables_of(table)):
        here = table.within(number, positions) if isinstance(table, Parts) else positions
        wanted = tuple(dict.fromkeys(position for position in here if position is not None))
        layout = tuple(None if position is None else wanted.index(position) for position in here)
        found.append((Part(number, one, wanted), layout))
    return found


def sources_of(table: Table, positions: Sequence[int | None]) -> list[Source]:
    """The files of a table, those alike together; `positions` are the columns that are read."""
    found: dict[tuple[bool, tuple[Shape, ...], tuple[int | None, ...]], list[Part]] = {}
    for part, layout in parts_of(table, positions):
        found.setdefault((*_shapes(part), layout), []).append(part)
    return [Source(tuple(parts), shapes, layout, native) for (native, shapes, layout), parts in found.items()]


def _shapes(part: Part) -> tuple[bool, tuple[Shape, ...]]:
    from leadpact.records.delimited import DelimitedTable

    if isinstance(part.table, DelimitedTable):
        return False, _all(part.wanted, "text")
    if part.table.counted == "row":
        from leadpact.records.bulk.parquet_scan import native_shapes
        from leadpact.records.parquet import ParquetTable

        assert isinstance(part.table, ParquetTable)
        shapes = native_shapes(part.table, part.wanted)
        if shapes is not None:
            return True, shapes
    return False, _all(part.wanted, "tagged")


def _all(columns: Sequence[object], shape: Shape) -> tuple[Shape, ...]:
    return (shape,) * len(columns)


def _batches(part: Part, advance: Callable[[], None]) -> Iterator[pa.RecordBatch | Diagnostic]:
    from leadpact.records.delimited import DelimitedTable
    from leadpact.records.json_lines import JsonLinesTable

    match part.table:
        case DelimitedTable() as table:
            from leadpact.records.bulk.delimited_batches import delimited_batches

            return delimited_batches(table, part.wanted, advance)
        case JsonLinesTable() as table:
            from leadpact.records.bulk.json_batches import json_batches

            return json_batches(table, part.wanted, advance)
        case _:
            from leadpact.records.bulk.parquet_scan import parquet_batches
            from leadpact.records.parquet import ParquetTable

            assert isinstance(part.table, ParquetTable)
            return parquet_batches(part.table, part.wanted, advance)
