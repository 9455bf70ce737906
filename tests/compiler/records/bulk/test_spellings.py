"""Columns, files and exports in all their spellings mean in bulk what they mean row by row."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.compiler.records.bulk.comparing import Read, agree
from tests.compiler.records.bulk.test_staging import AS_OF, AT, small
from tests.compiler.records.desk import GOOD, HEADER, LOG_HEADER, desk, written


@pytest.mark.parametrize("pattern", ["b.csv", "*.csv"])
def test_columns_that_differ_in_case_alone_and_mean_the_same(tmp_path: Path, pattern: str) -> None:
    written(tmp_path / "a.csv", HEADER, GOOD.replace("L1", "L0"))
    written(tmp_path / "b.csv", f"{HEADER},COUNTRY", f"{GOOD},DE")
    said = agree(desk(), tmp_path / pattern, None, AS_OF)
    assert isinstance(said, list)
    assert said[0].startswith(f"LP708 {tmp_path / 'b.csv'} has two columns named “country” and “COUNTRY”, and Country")


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl"])
def test_each_file_of_a_pattern_spells_its_columns_in_its_own_way(tmp_path: Path, form: str) -> None:
    """By the field's name in one, by its label in another, in capitals in a third; a fourth lacks some."""
    headers = [
        ("Record ID", "Title", "country", "created_at", "Number of employees"),
        ("lead_id", "TITLE", "Country", "Created", "employees"),
        ("record id ", "title", "COUNTRY", "Created_At", "Revenue"),
        ("Record ID", "country", "created_at", "revenue", "Title"),
    ]
    rows = [
        ("L1", "VP Sales", "US", "2026-10-20", "600"),
        ("L2", "Chief", "DE", "2026-10-21", "12"),
        ("L3", "VP", "FR", "2026-10-22", "5.5"),
        ("L4", "US", "soon", "5", "VP"),
    ]
    for number, (header, row) in enumerate(zip(headers, rows, strict=True)):
        many(tmp_path / f"leads{number}.{form}", header, row)
    log = [("Lead", "What", "When", "path", "form"), ("LEAD", "what ", "WHEN", "page", "Form")]
    for number, header in enumerate(log):
        many(tmp_path / f"log{number}.{form}", header, (f"L{number + 1}", "sent_form", AT, "/a", "contact"))
    found = agree(desk(), tmp_path / f"leads*.{form}", tmp_path / f"log*.{form}", AS_OF)
    assert isinstance(found, Read)
    assert [(name, values["title"], values["country"]) for name, values, _ in found.leads] == [
        ("L1", "VP Sales", "US"), ("L2", "Chief", "DE"), ("L3", "VP", "FR"),
    ]  # fmt: skip
    assert [values.get("employees") for _, values, _ in found.leads] == [600, 12, None]
    assert [len(activities) for activities in found.activities] == [1, 1, 0]
    assert [(one.number, one.problems[0].column) for one in found.lead_rejects] == [
        (1 if form != "csv" else 2, "created_at")
    ]


def test_each_object_spells_its_keys_in_its_own_way(tmp_path: Path) -> None:
    good = {"Record ID": "L1", "Title": "VP", "country": "US", "created_at": "2026-10-20"}
    objects: list[dict[str, object]] = [
        {key.lower(): value for key, value in good.items()} | {"Record ID": "L0", "more": None},
        good,
        {"record id": "L2", "TITLE": "VP", " Country\t": "US", "CREATED_AT": "2026-10-20", "Größe": 1},
        {**good, "Record ID": "L3", "title": "not this one"},
        {"RECORD ID": "L4", "TITLE": "a", "title": "b", "country": "US", "created_at": "2026-10-20"},
        {"record ID": "L5", "Title": None, "title": "b", "country": "US", "created_at": "2026-10-20"},
        {"Record ID": "L6", "\u212around": 1, "country": "US", "\uff23reated_at": "2026-10-20"},
    ]
    del objects[0]["record id"]
    leads = written(tmp_path / "leads.jsonl", *(json.dumps(one, ensure_ascii=False) for one in objects))
    found = agree(desk(), leads, None, AS_OF)
    assert isinstance(found, Read)
    assert [(name, values.get("title")) for name, values, _ in found.leads] == [
        ("L0", "VP"), ("L1", "VP"), ("L2", "VP"), ("L3", "VP"), ("L5", None),
    ]  # fmt: skip
    assert [one.problems[0].reason for one in found.lead_rejects] == [
        "The object names both “TITLE” and “title”.",
        "Created is unknown, and the policy requires it.",
    ]


def test_a_policy_that_tells_keys_apart_by_case(tmp_path: Path) -> None:
    policy = small('  big: text from "Name"\n  name: text\n', "big is known")
    lines = ['{"id": 1, "Name": "A", "name": "b"}', '{"ID": 2, "name": "b"}', '{"id": 3, "NAME": "c"}']
    found = agree(policy, written(tmp_path / "leads.jsonl", *lines), None, AS_OF)
    assert isinstance(found, Read)
    assert [values for _, values, _ in found.leads] == [
        {"big": "A", "name": "b"}, {"name": "b"}, {"big": "c", "name": "c"},
    ]  # fmt: skip


def test_an_export_without_rows(tmp_path: Path) -> None:
    full = written(tmp_path / "log.csv", LOG_HEADER, f"L1,called,{AT},,")
    leads = written(tmp_path / "leads.csv", HEADER, GOOD)
    for name, text in (("none.jsonl", ""), ("blank.jsonl", "\n  \n"), ("zipped.jsonl.gz", "")):
        empty = tmp_path / name
        empty.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
        for log in (None, full, empty):
            found = agree(desk(), empty, log, AS_OF)
            assert isinstance(found, Read)
            assert found.read == 0
        found = agree(desk(), leads, empty, AS_OF)
        assert isinstance(found, Read)
        assert (len(found.leads), found.log) == (1, (0, 0, 0))
        found = agree(desk(), tmp_path / f"{name[:3]}*", None, "When")
        assert isinstance(found, Read)
        assert found.read == 0
    for line in ("{}", "x"):
        said = agree(desk(), written(tmp_path / "other.jsonl", line), None, AS_OF)
        assert isinstance(said, list)
        assert said[0].startswith("LP707")


def test_parts_of_a_pattern_without_rows(tmp_path: Path) -> None:
    for name in ("a.csv", "c.jsonl", "d.tsv"):
        (tmp_path / name).touch()
    said = agree(desk(), tmp_path / "?.csv", None, AS_OF)
    assert isinstance(said, list)
    assert said[0].startswith("LP704")
    written(tmp_path / "b.csv", HEADER, GOOD)
    found = agree(desk(), tmp_path / "?.*", None, AS_OF)
    assert isinstance(found, Read)
    assert [name for name, _, _ in found.leads] == ["L1"]
    said = agree(desk(), tmp_path / "a.csv", None, AS_OF)
    assert isinstance(said, list)
    assert said[0].startswith("LP704")


def test_one_file_of_a_pattern_has_a_column_twice(tmp_path: Path) -> None:
    written(tmp_path / "a.csv", HEADER, GOOD)
    written(tmp_path / "b.csv", f"{HEADER},country", f"{GOOD},x")
    said = agree(desk(), tmp_path / "*.csv", None, AS_OF)
    assert isinstance(said, list)
    assert said[0].startswith(f"LP708 {tmp_path / 'b.csv'} has two columns named “country”")


def many(path: Path, header: tuple[str, ...], row: tuple[str, ...]) -> None:
    """A file of one row, in the kind that its name says."""
    if path.suffix == ".parquet":
        pq.write_table(pa.table({name: [cell] for name, cell in zip(header, row, strict=True)}), path)
    elif path.suffix == ".jsonl":
        written(path, json.dumps(dict(zip(header, row, strict=True))))
    else:
        written(path, ",".join(header), ",".join(row))
