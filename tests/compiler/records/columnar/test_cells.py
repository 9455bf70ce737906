"""Columns of any text are written as their cells are, whatever stands in them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadpact.records.columnar import batch_writers
from leadpact.records.columnar.batch_writers import batch_writer
from leadpact.records.parquet_writer import ROWS_OF_A_GROUP
from leadpact.records.writers import PARTS, Cell, Column, table_writer
from leadpact_dsl.zones import zone

NEW_YORK = zone("America/New_York")
assert NEW_YORK is not None

COLUMNS = (
    Column("=id", "text"),
    Column("stage, now", "text"),
    Column('the "score"', "points"),
    Column("n", "whole number"),
    Column("fallen", "yes or no"),
    Column("at", "time"),
    Column("paid", "texts"),
    Column("tries", "tries"),
    Column("actions", "actions"),
)

text = st.one_of(
    st.sampled_from(
        ["", "=1+1", "-5", "+1", "-", '"', "a,b", "a\tb", "\r", "x\ny", "'=1", "＝x", "\\", "\x7f", "Ünï ✓", "\x00"]
    ),
    st.text(st.characters(codec="utf-8"), max_size=8),
)
moment = st.one_of(st.none(), st.integers(0, 7_000_000_000_000), st.just(1793511000000))
row = st.tuples(
    text,
    st.one_of(st.none(), text),
    st.one_of(st.none(), st.integers(-(10**9), 10**9)),
    st.one_of(st.none(), st.integers(-(10**6), 10**6)),
    st.one_of(st.none(), st.booleans()),
    moment,
    st.lists(text, max_size=3).map(tuple),
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9), moment), max_size=2).map(tuple),
    st.lists(
        st.tuples(
            st.sampled_from(["remind", "escalate"]),
            text.filter(lambda t: "\x00" not in t and "\x01" not in t),
            moment,
            st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
)


def batch(rows: Sequence[tuple[Cell, ...]], *, coded: bool) -> pa.RecordBatch:
    def records(kind: str) -> pa.DataType:
        types = {"whole number": pa.int64(), "text": pa.string(), "time": pa.int64(), "yes or no": pa.bool_()}
        return pa.list_(pa.struct([(name, types[part]) for name, part in PARTS[kind]]))  # type: ignore[index]

    words = pa.dictionary(pa.int32(), pa.string()) if coded else pa.string()
    types = [words, words, pa.int64(), pa.int64(), pa.bool_(), pa.int64(), pa.list_(pa.string())]
    types += [records("tries"), records("actions")]
    arrays = [pa.array([cells[place] for cells in rows], kind) for place, kind in enumerate(types)]
    return pa.RecordBatch.from_arrays(arrays, names=[column.name for column in COLUMNS])


def by_columns(ending: str, parts: Sequence[pa.RecordBatch]) -> bytes:
    file = io.BytesIO()
    writer = batch_writer(ending, file, COLUMNS, NEW_YORK, {"about": "this"})
    for part in parts:
        writer.write_batch(part)
    writer.close()
    return file.getvalue()


def by_rows(ending: str, rows: Sequence[tuple[Cell, ...]]) -> bytes:
    file = io.BytesIO()
    writer = table_writer(ending, file, COLUMNS, NEW_YORK, {"about": "this"})
    for cells in rows:
        points = cells[2]
        assert points is None or isinstance(points, int)
        writer.write((*cells[:2], None if points is None else Decimal(points).scaleb(-2), *cells[3:]))
    writer.close()
    return file.getvalue()


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".jsonl", ".parquet"])
@given(rows=st.lists(row, max_size=8), coded=st.booleans(), middle=st.integers(0, 8))
def test_like_one_cell_at_a_time(ending: str, rows: list[tuple[Cell, ...]], coded: bool, middle: int) -> None:
    parts = [batch(rows[:middle], coded=coded), batch(rows[middle:], coded=coded)]
    assert by_columns(ending, parts) == by_rows(ending, rows)


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_what_is_too_much_for_one_column_is_written_in_parts(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[tuple[Cell, ...]] = [
        (f"L{n}", "x" * n, n, n, True, n, ("paid", "a" * n), ((n, 2, None),), (("remind", "sales", n, False),))
        for n in range(40)
    ]
    whole = by_columns(ending, [batch(rows, coded=False)])
    monkeypatch.setattr(batch_writers, "_MOST_TEXT", 300)
    assert by_columns(ending, [batch(rows, coded=False)]) == whole == by_rows(ending, rows)


def test_row_groups_do_not_depend_on_batches() -> None:
    count = ROWS_OF_A_GROUP + 7
    array = pa.array(range(count), pa.int64())
    found = []
    for size in (count, 999, 20_000):
        file = io.BytesIO()
        writer = batch_writer(".parquet", file, (Column("n", "whole number"),), NEW_YORK, {"about": "this"})
        for first in range(0, count, size):
            writer.write_batch(pa.RecordBatch.from_arrays([array.slice(first, size)], names=["n"]))
        writer.close()
        found.append(file.getvalue())
    assert found[0] == found[1] == found[2]
    read = pq.ParquetFile(io.BytesIO(found[0]))
    assert read.metadata.num_row_groups == 2
    assert read.schema_arrow.metadata[b"about"] == b"this"
