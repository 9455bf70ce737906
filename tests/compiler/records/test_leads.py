"""Rows of a file of leads become records, or are rejected with everything that is wrong with them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leadpact.records.leads import LeadFile, ReadLead, open_leads
from leadpact.records.rejects import Rejected
from leadpact.records.tables import open_table
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import LeadRecord
from tests.compiler.records.desk import GOOD, HEADER, desk, written

RECORD = LeadRecord(
    "L1",
    {
        "title": "VP Sales",
        "employees": 600,
        "review_points": Decimal("-2.5"),
        "revenue": Decimal("1200000.50"),
        "industry": "software",
        "country": "US",
        "opted_out": False,
        "created_at": 1792501200000,
        "contract_end": dt.date(2026, 12, 1),
    },
)


def opened(path: Path) -> LeadFile | list[Diagnostic]:
    table = open_table(path)
    assert not isinstance(table, Diagnostic), table.message
    return open_leads(desk(), table)


def rows(path: Path) -> list[ReadLead | Rejected | Diagnostic]:
    file = opened(path)
    assert isinstance(file, LeadFile), [finding.message for finding in file]
    return list(file.rows())


def refused(path: Path) -> list[Diagnostic]:
    found = opened(path)
    assert isinstance(found, list)
    return found


def rejected(path: Path) -> list[Rejected]:
    return [row for row in rows(path) if isinstance(row, Rejected)]


def test_a_csv_row_is_read(tmp_path: Path) -> None:
    assert rows(written(tmp_path / "l.csv", HEADER, GOOD)) == [ReadLead(2, RECORD)]


def test_json_lines_and_parquet_give_the_same_record(tmp_path: Path) -> None:
    typed = {"Record ID": "L1", "Title": "VP Sales", "employees": 600, "review_points": -2.5, "revenue": 1200000.50,
             "industry": "software", "country": "US", "opted_out": False}  # fmt: skip
    import json

    lines = json.dumps({**typed, "created_at": "2026-10-20T13:00:00Z", "contract_end": "2026-12-01"})
    assert rows(written(tmp_path / "l.jsonl", lines)) == [ReadLead(1, RECORD)]
    created = dt.datetime(2026, 10, 20, 9, 0)
    columns = {**typed, "created_at": created, "contract_end": dt.date(2026, 12, 1)}
    pq.write_table(pa.table({name: [value] for name, value in columns.items()}), tmp_path / "l.parquet")
    assert rows(tmp_path / "l.parquet") == [ReadLead(1, RECORD)]


def test_what_is_unknown_stays_out(tmp_path: Path) -> None:
    (row,) = rows(written(tmp_path / "l.csv", HEADER, "L1,Select,,N/A, ,select,US,,2026-10-20 09:00,\u00a0"))
    assert isinstance(row, ReadLead)
    assert row.record.values == {"country": "US", "created_at": 1792501200000}


def test_columns_are_found_by_from_then_name_then_label_whatever_their_case(tmp_path: Path) -> None:
    header = " RECORD id ,JOB TITLE,title,Created,created_at,Country,anything"
    (row,) = rows(written(tmp_path / "l.csv", header, "L1,by label,by from,no time,2026-10-20 09:00,US,x"))
    assert isinstance(row, ReadLead)
    # "Title" stands behind `from`, which is stronger than the label; the name created_at is stronger than its label.
    assert row.record.values == {"title": "by from", "country": "US", "created_at": 1792501200000}


def test_of_two_columns_that_differ_in_case_alone_none_is_taken_by_chance(tmp_path: Path) -> None:
    (said,) = refused(written(tmp_path / "l.csv", "lead_id,COUNTRY,country,created_at", "L1,DE,US,2026-10-20"))
    assert said.code == "LP708"
    assert "two columns named “country” and “COUNTRY”, and Country could be read from either" in said.message
    (row,) = rows(written(tmp_path / "m.csv", "LEAD_ID, Country,created_AT", "L1,US,2026-10-20"))
    assert isinstance(row, ReadLead)
    assert row.record.values["country"] == "US"


def test_a_field_without_a_column_is_unknown_for_all_and_told(tmp_path: Path) -> None:
    file = opened(written(tmp_path / "l.csv", "Record ID,country,created_at", "L1,US,2026-10-20"))
    assert isinstance(file, LeadFile)
    assert [field.name for field in file.absent] == [
        "title", "employees", "review_points", "revenue", "industry", "opted_out", "contract_end", "last_rep",
    ]  # fmt: skip


def test_a_required_field_without_a_column_is_one_error_for_the_file(tmp_path: Path) -> None:
    (said,) = refused(written(tmp_path / "l.csv", "Record,Countries,Title", "L1,US,VP", "L2,US,VP"))
    assert said.code == "LP707"
    assert said.message.endswith(
        "has no column for the lead’s id (looked for “Record ID” or “lead_id”), Country (looked for "
        "“Country”) and Created (looked for “created_at” or “Created”)."
    )
    assert "Was “Record” or “Countries” meant?" in said.help


def test_two_columns_of_one_name_are_refused_only_where_they_are_used(tmp_path: Path) -> None:
    (said,) = refused(written(tmp_path / "a.csv", "Record ID,country,created_at,country", "L1,US,2026-10-20,DE"))
    assert said.code == "LP708"
    assert len(rows(written(tmp_path / "b.csv", "Record ID,country,created_at,x,x", "L1,US,2026-10-20,1,2"))) == 1


def test_a_parquet_column_of_lists_is_refused_only_where_it_is_used(tmp_path: Path) -> None:
    good = {"Record ID": ["L1"], "country": ["US"], "created_at": [dt.date(2026, 10, 20)], "tags": [["x"]]}
    pq.write_table(pa.table(good), tmp_path / "a.parquet")
    assert len(rows(tmp_path / "a.parquet")) == 1
    pq.write_table(pa.table({**good, "industry": [["software"]]}), tmp_path / "b.parquet")
    (said,) = refused(tmp_path / "b.parquet")
    assert said.code == "LP709"
    assert "holds lists" in said.message


def test_everything_wrong_with_a_row_is_told(tmp_path: Path) -> None:
    (row,) = rejected(written(tmp_path / "l.csv", HEADER, "L7,VP,12k,0.12345,€5,games,,maybe,soon,01.12.2026"))
    assert (row.number, row.lead, row.kind) == (2, "L7", "value that does not fit")
    assert [(problem.kind, problem.column, problem.value) for problem in row.problems] == [
        ("value that does not fit", "Number of employees", "12k"),
        ("value that does not fit", "review_points", "0.12345"),
        ("value that does not fit", "revenue", "€5"),
        ("value that does not fit", "industry", "games"),
        ("required value unknown", "country", ""),
        ("value that does not fit", "opted_out", "maybe"),
        ("value that does not fit", "created_at", "soon"),
        ("value that does not fit", "contract_end", "01.12.2026"),
    ]
    assert row.problems[0].reason == "Number of employees is “12k”, which is not a whole number."
    assert row.problems[4].reason == "Country is unknown, and the policy requires it."


def test_a_word_for_unknown_names_no_lead(tmp_path: Path) -> None:
    (row,) = rejected(written(tmp_path / "l.csv", HEADER, "Select" + GOOD.removeprefix("L1")))
    assert (row.kind, row.lead, row.problems[0].value) == ("no lead id", None, "Select")
    assert row.problems[0].reason == "The row names no lead: “Record ID” is “Select”, which counts as unknown."


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("true", "“true”, which is no name"),
        ("[1]", "a list, which is no name"),
        ('"h\\ud83d"', "which holds half a char"),
    ],
)
def test_what_json_has_besides_names(tmp_path: Path, raw: str, why: str) -> None:
    line = f'{{"Record ID": {raw}, "country": "US", "created_at": "2026-10-20"}}'
    (row,) = rejected(written(tmp_path / "l.jsonl", line))
    assert row.problems[0].reason.startswith("The row names no lead: “Record ID” is ")
    assert why in row.problems[0].reason


@pytest.mark.parametrize("cell", ["", "  "])
def test_a_row_without_an_id_is_rejected(tmp_path: Path, cell: str) -> None:
    (row,) = rejected(written(tmp_path / "l.csv", HEADER, cell + GOOD.removeprefix("L1")))
    assert (row.kind, row.lead) == ("no lead id", None)
    assert row.problems[0].reason == "The row names no lead: “Record ID” is blank."


def test_of_two_rows_of_one_lead_the_later_is_rejected(tmp_path: Path) -> None:
    again = GOOD.replace("L1", " L1 ")
    first, other, second, third = rows(written(tmp_path / "l.csv", HEADER, GOOD, GOOD.replace("L1", "l1"), again, GOOD))
    assert isinstance(first, ReadLead)
    assert isinstance(other, ReadLead)  # ids are told apart by case, as CRMs do
    for row, number in ((second, 4), (third, 5)):
        assert isinstance(row, Rejected)
        assert (row.kind, row.number, row.lead) == ("lead given twice", number, "L1")
        assert row.problems[0].reason == "The lead is there already, in line 2: of its rows only the first counts."


@pytest.mark.parametrize(
    ("raw", "lead"), [("17", "17"), ('"17"', "17"), ("17.0", "17.0"), ("true", None), ("[1]", None)]
)
def test_ids_from_json(tmp_path: Path, raw: str, lead: str | None) -> None:
    line = f'{{"Record ID": {raw}, "country": "US", "created_at": "2026-10-20"}}'
    (row,) = rows(written(tmp_path / "l.jsonl", line))
    assert (row.record.id if isinstance(row, ReadLead) else None) == lead


def test_a_broken_row_is_rejected_with_its_line(tmp_path: Path) -> None:
    row, good = rows(written(tmp_path / "l.csv", HEADER, "L0,VP", GOOD))
    assert isinstance(row, Rejected)
    assert (row.kind, row.number) == ("broken row", 2)
    assert isinstance(good, ReadLead)


def test_the_end_of_a_damaged_file_is_told(tmp_path: Path) -> None:
    *_, last = rows(written(tmp_path / "l.csv", HEADER, GOOD, '"L2,'))
    assert isinstance(last, Diagnostic)
    assert last.code == "LP705"
