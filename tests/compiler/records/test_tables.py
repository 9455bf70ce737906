"""Reading files: kinds, encodings, odd CSV files, and files that cannot be read."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadpact.records.delimited import DelimitedTable
from leadpact.records.rows import FAR_DATE, FAR_TIME, BrokenRow, Odd, Row, Table
from leadpact.records.tables import is_encoding, open_table
from leadpact_dsl.diagnostics import Diagnostic


def opened(path: Path, encoding: str | None = None) -> Table:
    table = open_table(path, encoding=encoding)
    assert not isinstance(table, Diagnostic), table.message
    return table


def refused(path: Path, encoding: str | None = None) -> Diagnostic:
    """What is said of a file, when it is opened or while it is read."""
    table = open_table(path, encoding=encoding)
    if not isinstance(table, Diagnostic):
        *_, table = table.rows(range(len(table.columns)))
    assert isinstance(table, Diagnostic)
    return table


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def content(table: Table) -> list[tuple[int, list[object]]]:
    found = []
    for row in table.rows(range(len(table.columns))):
        assert isinstance(row, Row), row
        found.append((row.number, list(row.cells)))
    return found


# --- CSV ---


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_header_shows_the_delimiter(tmp_path: Path, delimiter: str) -> None:
    header, row = delimiter.join(["id", '"a, b; c"', "title"]), delimiter.join(["1", "x", '"VP, Sales; EMEA"'])
    table = opened(written(tmp_path / "leads.csv", f"{header}\n{row}\n"))
    assert table.columns == ("id", "a, b; c", "title")
    assert content(table) == [(2, ["1", "x", "VP, Sales; EMEA"])]


def test_a_tsv_is_parted_by_tabs_whatever_its_header_says(tmp_path: Path) -> None:
    table = opened(written(tmp_path / "leads.tsv", "a,b,c\tid\n1\t2\n"))
    assert (table.columns, content(table)) == (("a,b,c", "id"), [(2, ["1", "2"])])


def test_one_column_is_a_table(tmp_path: Path) -> None:
    assert content(opened(written(tmp_path / "l.csv", "id\n1\n2\n"))) == [(2, ["1"]), (3, ["2"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_are_numbered_by_the_line_on_which_they_begin(tmp_path: Path, end: str) -> None:
    text = end.join(
        ["id,note", "1,plain", '2,"two', 'lines ""quoted"" here"', "", "3,after", '4,"a', "b", 'c"', "5,end"]
    )
    found = content(opened(written(tmp_path / "leads.csv", text)))
    assert [number for number, _ in found] == [2, 3, 6, 7, 10]
    assert found[1][1] == ["2", f'two{end}lines "quoted" here']


@pytest.mark.parametrize(
    ("encoding", "given"),
    [("utf-8", None), ("utf-8-sig", None), ("utf-16", None), ("cp1252", "cp1252"), ("latin-1", "latin-1"),
     ("utf-16-le", "utf-16-le"), ("utf-32", None), ("utf-8-sig", "utf-8"), ("utf-8-sig", "UTF8")],
)  # fmt: skip
def test_encodings(tmp_path: Path, encoding: str, given: str | None) -> None:
    path = written(tmp_path / "leads.csv", "id,city\n1,Genève\n2,Köln\n".encode(encoding))
    table = opened(path, given)
    assert table.columns == ("id", "city")
    assert content(table) == [(2, ["1", "Genève"]), (3, ["2", "Köln"])]


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    lines = ["id,city", *(f"{number},Rome" for number in range(3000)), "3000,Genève", "3001,Rome"]
    said = refused(written(tmp_path / "leads.csv", "\n".join(lines).encode("cp1252")))
    assert said.code == "LP703"
    assert "not text in UTF-8 (line 3002 is the first that is not)" in said.message
    assert "--encoding cp1252" in said.help


def test_utf_16_without_its_mark_is_refused(tmp_path: Path) -> None:
    assert refused(written(tmp_path / "leads.csv", "id,city\n".encode("utf-16-le"))).code == "LP703"


def test_what_is_an_encoding() -> None:
    assert is_encoding("cp1252")
    assert is_encoding("UTF-8")
    assert not is_encoding("cp12525")
    assert not is_encoding("base64")
    assert not is_encoding("a\0b")


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", " , ,\n1,2,3\n"])
def test_a_file_without_a_header_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(written(tmp_path / "leads.csv", text)).code == "LP704"


def test_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    assert content(opened(written(tmp_path / "leads.csv", "id,title\n"))) == []


def test_a_row_that_is_shifted_is_broken_and_the_next_is_not(tmp_path: Path) -> None:
    text = 'id,a,b\n1,2\n2,x,y\n3,x,y,z\n4,x,y, ,\n5,"x"y,z\n6,x,y\n'
    rows = list(opened(written(tmp_path / "leads.csv", text)).rows([0]))
    assert [row.number for row in rows if isinstance(row, BrokenRow)] == [2, 4, 6]
    assert [row.cells[0] for row in rows if isinstance(row, Row)] == ["2", "4", "6"]
    broken = [row.reason for row in rows if isinstance(row, BrokenRow)]
    assert broken[0] == "The row has 2 values, the header names 3 columns"
    assert "closing quote" in broken[2]
    (alone,) = opened(written(tmp_path / "one.csv", "id,a\n1\n")).rows([0])
    assert alone == BrokenRow(2, "The row has 1 value, the header names 2 columns")


def test_an_unclosed_quote_is_told_with_its_line_and_hides_nothing_in_silence(tmp_path: Path) -> None:
    said = refused(written(tmp_path / "leads.csv", 'id,a\n1,x\n2,"y\n3,z\n4,w\n'))
    assert said.code == "LP705"
    assert "line 3" in said.message


@pytest.mark.parametrize(
    "text", ["id,a\n1," + "x" * 140_000, 'id,a\n1,"' + "x\n" * 80_000, "id,a\n" + "x," * 1_100_000]
)
def test_a_value_without_end_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(written(tmp_path / "leads.csv", text)).code == "LP706"


def test_nul_characters_do_not_stop_the_reader(tmp_path: Path) -> None:
    path = written(tmp_path / "leads.csv", "id,a\n" + "1,x\n" * 2000 + "2,a\0b\n")
    assert content(opened(path))[-1] == (2002, ["2", "a\0b"])


cells = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\n\0"), max_size=8)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=5))
def test_what_python_writes_is_read_back(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    import csv

    path = tmp_path_factory.mktemp("csv") / "leads.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["id", "a", "b"], *rows])
    assert [values for _, values in content(opened(path))] == rows


# --- gzip ---


def test_gzipped_text(tmp_path: Path) -> None:
    plain = "id,city\n1,Genève\n"
    assert content(opened(written(tmp_path / "l.csv.gz", gzip.compress(plain.encode())))) == [(2, ["1", "Genève"])]
    lines = gzip.compress('{"id": "1"}\n'.encode("utf-16"))
    assert content(opened(written(tmp_path / "l.jsonl.gz", lines))) == [(1, ["1"])]


def test_a_damaged_gzip_file_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(("id,city\n" + "1,Rome\n" * 50_000).encode())
    assert refused(written(tmp_path / "cut.csv.gz", whole[:-200])).code == "LP702"
    assert refused(written(tmp_path / "none.csv.gz", b"id,city\n1,Rome\n")).code == "LP702"
    bent = bytearray(whole)
    bent[len(bent) // 2] ^= 0xFF
    assert refused(written(tmp_path / "bent.csv.gz", bytes(bent))).code in ("LP702", "LP703", "LP704")


# --- JSON Lines ---


def test_json_lines(tmp_path: Path) -> None:
    text = '{"id": "1", "a": 1.10, "b": true}\n\n{"c": null, "id": 2, "a": [1], "b": {"x": 1}}\n'
    table = opened(written(tmp_path / "leads.jsonl", text))
    assert table.columns == ("id", "a", "b", "c")
    assert content(table) == [
        (1, ["1", Decimal("1.10"), True, None]),
        (3, [2, Odd("a list"), Odd("an object"), None]),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": 1', "The line is not JSON"),
        ("id,title", "The line is not JSON"),
        ('[{"id": 1}]', "The line holds no JSON object"),
        ('"x"', "The line holds no JSON object"),
        ('{"id": 1, "a": NaN}', "NaN is no value that JSON knows"),
        ('{"id": 1, "a": 2, "a": 3}', "The object names “a” twice"),
        ('{"id": ' + "[" * 100_000 + "]" * 100_000 + "}", "The line is not JSON"),
        ('{"id": ' + "9" * 5000 + "}", "The line is not JSON"),
    ],
)
def test_a_broken_line_is_one_broken_row(tmp_path: Path, line: str, reason: str) -> None:
    table = opened(written(tmp_path / "leads.ndjson", f'{{"id": "1"}}\n{line}\n{{"id": "3"}}\n'))
    before, broken, after = table.rows([0])
    assert isinstance(before, Row)
    assert isinstance(after, Row)
    assert isinstance(broken, BrokenRow)
    assert broken.number == 2
    assert broken.reason.startswith(reason)


def test_a_json_line_without_end_is_refused(tmp_path: Path) -> None:
    assert refused(written(tmp_path / "leads.jsonl", '{"id": "' + "x" * 2_100_000)).code == "LP706"


def test_no_json_object_at_all_has_no_columns(tmp_path: Path) -> None:
    assert opened(written(tmp_path / "leads.jsonl", "\n")).columns == ()


# --- Parquet ---


def test_parquet_gives_plain_values(tmp_path: Path) -> None:
    when = dt.datetime(2026, 11, 2, 10, 20, 0, 123_456)
    table = pa.table(
        {
            "text": pa.array(["a", None]),
            "kind": pa.array(["x", "y"]).dictionary_encode(),
            "whole": pa.array([1, None], pa.uint64()),
            "single": pa.array([0.1, float("nan")], pa.float32()),
            "double": pa.array([0.1, 600.0], pa.float64()),
            "exact": pa.array([Decimal("1.50"), None], pa.decimal128(10, 2)),
            "truth": pa.array([True, None]),
            "day": pa.array([dt.date(2026, 11, 2), None]),
            "bare": pa.array([when, None], pa.timestamp("ns")),
            "zoned": pa.array([when, None], pa.timestamp("ms", tz="America/New_York")),
            "nothing": pa.nulls(2),
        }
    )
    pq.write_table(table, tmp_path / "leads.parquet")
    found = opened(tmp_path / "leads.parquet")
    assert found.columns == tuple(table.column_names)
    assert not found.unusable
    (_, first), (number, second) = content(found)
    assert first == [
        "a", "x", 1, Decimal("0.1"), Decimal("0.1"), Decimal("1.50"), True, dt.date(2026, 11, 2), when,
        dt.datetime(2026, 11, 2, 10, 20, 0, 123_000, tzinfo=dt.UTC), None,
    ]  # fmt: skip
    assert number == 2
    assert second == [None, "y", None, None, Decimal(600), None, None, None, None, None, None]


def test_parquet_is_read_in_stretches_with_rows_in_order(tmp_path: Path) -> None:
    count = 20_001
    pq.write_table(pa.table({"id": range(count), "b": range(count)}), tmp_path / "l.parquet", row_group_size=3_000)
    table = opened(tmp_path / "l.parquet")
    rows = [row for row in table.rows([1, 0, 1]) if isinstance(row, Row)]
    assert [row.number for row in rows] == list(range(1, count + 1))
    assert all(row.cells == (row.number - 1,) * 3 for row in rows)
    assert table.share_read() == 1


def test_columns_that_no_field_can_hold_are_known(tmp_path: Path) -> None:
    table = pa.table({"id": ["1"], "tags": [["a"]], "who": [{"x": 1}], "raw": [b"x"], "at": [dt.time(1, 2)]})
    pq.write_table(table, tmp_path / "leads.parquet")
    assert opened(tmp_path / "leads.parquet").unusable == {
        1: "lists",
        2: "objects",
        3: "values of the type binary",
        4: "values of the type time64[us]",
    }


def test_days_and_times_beyond_reason_are_odd_values(tmp_path: Path) -> None:
    far = pa.table({"id": ["1"], "day": pa.array([2**31 - 1], pa.int32()).cast(pa.date32()),
                    "at": pa.array([2**62], pa.int64()).cast(pa.timestamp("us"))})  # fmt: skip
    pq.write_table(far, tmp_path / "leads.parquet")
    ((_, cells_found),) = content(opened(tmp_path / "leads.parquet"))
    assert cells_found[1:] == [FAR_DATE, FAR_TIME]


def test_what_is_no_parquet_file_is_refused(tmp_path: Path) -> None:
    assert refused(written(tmp_path / "a.parquet", "id,title\n1,x\n")).code == "LP702"
    assert refused(written(tmp_path / "b.parquet", b"")).code == "LP702"
    pq.write_table(pa.table({"id": [str(i) for i in range(50_000)]}), tmp_path / "c.parquet", use_dictionary=False)
    bent = bytearray((tmp_path / "c.parquet").read_bytes())
    bent[1000:20_000] = bytes(19_000)
    assert refused(written(tmp_path / "c.parquet", bytes(bent))).code == "LP702"


# --- kinds of files ---


@pytest.mark.parametrize("name", ["leads.xlsx", "leads", "leads.csv.zip", ".csv", "leads.parquet.gz"])
def test_an_unknown_ending_is_refused(tmp_path: Path, name: str) -> None:
    said = refused(written(tmp_path / name, "id\n1\n"))
    assert said.code == "LP701"
    assert ".parquet" in said.help


@pytest.mark.parametrize("name", ["leads.csv", "leads.jsonl", "leads.parquet"])
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    said = refused(tmp_path / name)
    assert said.code == "LP702"
    assert "no such file" in said.message
    (tmp_path / name).mkdir()
    assert "it is a folder" in refused(tmp_path / name).message


def test_upper_case_endings_are_endings(tmp_path: Path) -> None:
    assert isinstance(opened(written(tmp_path / "LEADS.CSV", "id\n1\n")), DelimitedTable)


def test_progress_goes_from_none_to_all(tmp_path: Path) -> None:
    for name, text in (("l.csv", "id,a\n" + "1,x\n" * 30_000), ("l.jsonl", json.dumps({"id": 1}) + "\n")):
        table = opened(written(tmp_path / name, text))
        seen = [table.share_read() for _ in table.rows([0])]
        assert seen == sorted(seen)
        assert table.share_read() == 1


def test_quotes_in_the_header(tmp_path: Path) -> None:
    table = opened(written(tmp_path / "a.csv", '\n"id";"two\nlines"\n1;2\n'))
    assert (table.columns, content(table)) == (("id", "two\nlines"), [(4, ["1", "2"])])
    assert "goes on behind its closing quote" in refused(written(tmp_path / "b.csv", 'id,"a"b\n1,2\n')).message
    assert refused(written(tmp_path / "c.csv", 'id,"a\n1,2\n')).code == "LP705"


def test_names_with_dots_are_names(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [{"b": 1}], "a.b": ["x"], "c.d": ["y"]}), tmp_path / "leads.parquet")
    table = opened(tmp_path / "leads.parquet")
    assert [row.cells for row in table.rows([2, 1]) if isinstance(row, Row)] == [("y", "x")]
