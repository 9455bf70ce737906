"""Tables are written the same in each format, and nothing in them runs in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from leadpact.records.writers import Cell, Column, digits, harmless, in_iso, table_writer
from leadpact_dsl.zones import zone

NEW_YORK = zone("America/New_York")
assert NEW_YORK is not None

COLUMNS = (
    Column("id", "text"),
    Column("stage", "text"),
    Column("paid", "texts"),
    Column("count", "whole number"),
    Column("size", "number"),
    Column("fit", "points"),
    Column("open", "yes or no"),
    Column("day", "date"),
    Column("due", "time"),
)
DUE = 1793631600000
ROWS: list[tuple[Cell, ...]] = [
    ("=1+1", "MQL", ("Fit +30: a, b", 'x "y"'), 7, Decimal("0.1250"), Decimal("45.50"), True, dt.date(2026, 1, 2), DUE),
    ("Ünï", None, (), None, None, None, None, None, None),
    ("L3", "a\nb", ("x",), -7, Decimal("-0"), Decimal(100), False, None, DUE + 1),
]


def written(ending: str) -> bytes:
    file = io.BytesIO()
    writer = table_writer(ending, file, COLUMNS, NEW_YORK)
    for row in ROWS:
        writer.write(row)
    writer.close()
    return file.getvalue()


def test_csv() -> None:
    header, first, second, third = csv.reader(io.StringIO(written(".csv").decode(), newline=""))
    assert header == [column.name for column in COLUMNS]
    assert first == [
        "'=1+1", "MQL", 'Fit +30: a, b | x "y"', "7", "0.125", "45.5", "yes", "2026-01-02", "2026-11-02T10:00:00-05:00",
    ]  # fmt: skip
    assert second == ["Ünï", "", "", "", "", "", "", "", ""]
    assert third == ["L3", "a\nb", "x", "-7", "0", "100", "no", "", "2026-11-02T10:00:00.001-05:00"]
    assert b"\r" not in written(".csv")


def test_nothing_in_a_csv_runs_whoever_wrote_it() -> None:
    file = io.BytesIO()
    columns = (Column("=name", "texts"), Column("as it is", "text", read_back=True), Column("n", "points"))
    writer = table_writer(".csv", file, columns, NEW_YORK)
    writer.write((("=1+1", "=2"), "=1+1", Decimal(-3)))
    writer.close()
    assert file.getvalue().decode().splitlines() == ["'=name,as it is,n", "'=1+1 | =2,=1+1,-3"]


def test_tsv_is_parted_by_tabs() -> None:
    assert written(".tsv").decode().splitlines()[0] == "\t".join(column.name for column in COLUMNS)


@pytest.mark.parametrize("ending", [".jsonl", ".ndjson"])
def test_json_lines(ending: str) -> None:
    lines = written(ending).decode().splitlines()
    first, second, _ = (json.loads(line, parse_float=Decimal) for line in lines)
    assert first == {
        "id": "=1+1", "stage": "MQL", "paid": ["Fit +30: a, b", 'x "y"'], "count": 7, "size": Decimal("0.125"),
        "fit": Decimal("45.5"), "open": True, "day": "2026-01-02", "due": "2026-11-02T10:00:00-05:00",
    }  # fmt: skip
    assert second["stage"] is None
    assert '"id": "Ünï"' in lines[1]


def test_parquet() -> None:
    table = pq.read_table(io.BytesIO(written(".parquet")))
    assert str(table.schema.field("fit").type) == "decimal128(18, 2)"
    assert str(table.schema.field("due").type) == "timestamp[ms, tz=America/New_York]"
    first, second, _ = table.to_pylist()
    due = first.pop("due")
    assert first == {
        "id": "=1+1", "stage": "MQL", "paid": ["Fit +30: a, b", 'x "y"'], "count": 7, "size": Decimal("0.1250"),
        "fit": Decimal("45.50"), "open": True, "day": dt.date(2026, 1, 2),
    }  # fmt: skip
    assert due.astimezone(dt.UTC) == dt.datetime(2026, 11, 2, 15, 0, tzinfo=dt.UTC)
    assert second["count"] is None


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_the_same_rows_give_the_same_bytes(ending: str) -> None:
    assert written(ending) == written(ending)


def test_parquet_of_many_rows_and_of_none() -> None:
    for count in (0, 20_000, 20_001):
        file = io.BytesIO()
        writer = table_writer(".parquet", file, (Column("n", "whole number"),), NEW_YORK)
        for number in range(count):
            writer.write((number,))
        writer.close()
        assert pq.read_table(file).column("n").to_pylist() == list(range(count))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠a",
        "\n=1",
        "-1+1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "-",
        "+",
        '=cmd|"/c calc"!A0',
        "--1",
    ],
)
def test_a_formula_is_disarmed(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "L1", "-5", "+15550100", "3.5", "-0.25", "a=b", "'=1", " =1"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize(
    ("amount", "text"), [("45.50", "45.5"), ("100", "100"), ("-0", "0"), ("1E+3", "1000"), ("-2.050", "-2.05")]
)  # fmt: skip
def test_digits(amount: str, text: str) -> None:
    assert digits(Decimal(amount)) == text


def test_times_carry_their_offset_in_the_hour_that_comes_twice() -> None:
    assert in_iso(1793511000000, NEW_YORK) == "2026-11-01T01:30:00-04:00"
    assert in_iso(1793511000000 + 3_600_000, NEW_YORK) == "2026-11-01T01:30:00-05:00"
