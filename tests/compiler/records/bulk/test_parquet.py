"""Parquet files in bulk mean what they mean row by row."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile
from tests.compiler.records.bulk.comparing import Read, agree
from tests.compiler.records.bulk.test_staging import AS_OF
from tests.compiler.records.desk import GOOD, HEADER, TEXT, desk, written


def test_a_damaged_parquet_file(tmp_path: Path) -> None:
    columns = {
        "Record ID": [f"L{number}" for number in range(5000)],
        "country": ["US"] * 5000,
        "created_at": ["2026-01-01"] * 5000,
    }
    path = tmp_path / "leads.parquet"
    pq.write_table(pa.table(columns), path, compression="none", use_dictionary=False)
    data = bytearray(path.read_bytes())
    data[4:200] = b"\xff" * 196
    path.write_bytes(data)
    said = agree(desk(), path, None, AS_OF)
    assert isinstance(said, list)
    assert said[0].startswith("LP702")


def test_odd_parquet_columns(tmp_path: Path) -> None:
    good = {"Record ID": ["L1", "L2"], "country": ["US", "DE"], "created_at": [dt.date(2026, 10, 20)] * 2}
    odd: list[dict[str, pa.Array]] = [
        {"Title": pa.array(["a", "b"]), "title": pa.array(["c", "d"])},
        {"file_row_number": pa.array([7, 8])},
        {"employees": pa.array([1.0, 2.5], pa.float16())},
        {"revenue": pa.array([Decimal("1.5"), None], pa.decimal256(60, 2))},
        {"Title": pa.nulls(2), "tags": pa.array([["x"], []])},
        {"contract_end": pa.array([2**62, 5], pa.timestamp("us")), "a/b": pa.array([1, 2])},
        {"Title": pa.array([b"x", b"y"])},
    ]
    for number, more in enumerate(odd):
        path = tmp_path / f"leads{number}.parquet"
        pq.write_table(pa.table({**good, **more}), path)
        agree(desk(), path, None, AS_OF)
    log = {"Lead": ["L1", "L2", "L1"], "What": [1, 2, None], "When": [dt.datetime(2026, 1, 1)] * 3}
    pq.write_table(pa.table({**log, "form": ["contact"] * 3}), tmp_path / "log.parquet")
    agree(desk(), tmp_path / "leads0.parquet", tmp_path / "log.parquet", AS_OF)
    named = tmp_path / "leads[1].parquet"
    pq.write_table(pa.table(good), named)
    agree(desk(), named, None, AS_OF)


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC"])
def test_times_at_the_ends_of_every_calendar(tmp_path: Path, unit: str, zone: str | None) -> None:
    """The engine takes some of them for infinite, and a cast that wraps around makes times of today of others."""
    ends = [2**62, -(2**62), 2**63 - 1, 1 - 2**63, -(2**63), 2**62 - 2**61, 0, -1]
    ids = [f"L{number}" for number in range(len(ends))]
    columns = {"Record ID": ids, "country": ["US"] * len(ends), "created_at": pa.array(ends, pa.timestamp(unit, zone))}
    path = tmp_path / "leads.parquet"
    pq.write_table(pa.table(columns), path)
    found = agree(desk(), path, None, AS_OF)
    assert isinstance(found, Read)
    read = {lead for lead, _, _ in found.leads}
    assert read <= {"L6", "L7"} | ({"L0", "L5"} if unit == "ns" else set())
    assert {problem.kind for one in found.lead_rejects for problem in one.problems} <= {"value that does not fit"}


def test_dates_at_the_ends_of_every_calendar(tmp_path: Path) -> None:
    days = pa.array([2**31 - 1, -(2**31), 1 - 2**31, 0, None], pa.int32()).cast(pa.date32())
    good = {"Record ID": ["L0", "L1", "L2", "L3", "L4"], "country": ["US"] * 5, "created_at": ["2026-10-20"] * 5}
    path = tmp_path / "leads.parquet"
    pq.write_table(pa.table({**good, "contract_end": days}), path)
    found = agree(desk(), path, None, AS_OF)
    assert isinstance(found, Read)
    assert [lead for lead, _, _ in found.leads] == ["L3", "L4"]
    said = "Contract ends is a date outside the years 1 to 9999, which no field can hold."
    assert {one.problems[0].reason for one in found.lead_rejects} == {said}


def test_nanoseconds_are_floored(tmp_path: Path) -> None:
    times = pa.array([1793545199999999999, 1793545200000999999], pa.timestamp("ns", "UTC"))
    for zone in (None, "UTC"):
        columns = {"Record ID": ["a", "b"], "country": ["US"] * 2, "created_at": times.cast(pa.timestamp("ns", zone))}
        pq.write_table(pa.table(columns), tmp_path / "leads.parquet")
        found = agree(desk(), tmp_path / "leads.parquet", None, AS_OF)
        assert isinstance(found, Read)
        assert [values["created_at"] % 1000 for _, values, _ in found.leads] == [999, 0]


def test_parquet_columns_that_differ_in_case_alone_are_read_at_full_speed(tmp_path: Path) -> None:
    """A log may well call what happened “What”, and have a field of its own that is called “what”."""
    from leadpact.records.bulk.parquet_scan import native_shapes
    from leadpact.records.parquet import ParquetTable, open_parquet

    path = tmp_path / "log.parquet"
    pq.write_table(pa.table({"Lead": ["L1"], "What": ["called"], "what": [7], "When": [dt.datetime(2026, 1, 1)]}), path)
    table = open_parquet(path, "log.parquet")
    assert isinstance(table, ParquetTable)
    assert native_shapes(table, (1, 2, 3)) == ("text", "integer", "wall time")
    leads = written(tmp_path / "leads.csv", HEADER, GOOD)
    own = read_policy([SourceFile("desk.sla", TEXT.replace("  path: text", "  what: text"))]).policy
    assert own is not None
    found = agree(own, leads, path, AS_OF)
    assert isinstance(found, Read)
    said = agree(desk(), leads, path, AS_OF)
    assert isinstance(said, list)
    assert "has two columns named “What” and “what”, and the activity could be read from either." in said[0]
