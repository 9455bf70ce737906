"""Files in bulk mean what they mean row by row."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leadpact_dsl.model import Policy
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile
from tests.compiler.records.bulk.comparing import Read, agree
from tests.compiler.records.desk import GOOD, HEADER, LOG_HEADER, TEXT, desk, written

AT = "2026-11-01T15:00:00Z"
AS_OF = 1793545201000

LEADS = [
    GOOD,
    GOOD.replace("L1", " L2 ").replace("Software", "FINTECH"),
    GOOD.replace("L1", "L1"),
    "L3,,,,,,,,,",
    "L4,VP,12k,0.12345,€5,games,,maybe,soon,01.12.2026",
    "",
    ",VP,1,1,1,software,US,no,2026-10-20,",
    "Select,VP,1,1,1,software,US,no,2026-10-20,",
    "L5,VP",
    'L6,"VP ""of"" Sales, EMEA",1.000,+2.5,"$1,200",software,Straße,y,2026-03-08 02:30,2026-12-01 00:00',
    'L7,"Line one\nline two",600,-2.5,$1200.50,Software,Groß,1,2026-11-01 01:30,2026-12-01',
    "L8, vp sales ,600,-2.5,1200 USD,Software,us,N,2026-10-20T09:00:00.5+02:00,2026-12-01,,",
    "L9,K\u212a,600,.5,1200,software,n/a,,2026-10-20,N/A",
    "L6,again,1,1,1,software,US,no,2026-10-20,",
    "L4,again,1,1,1,software,US,no,2026-10-20,",
    "L10,kK,,,,,Kk,,1999-12-31 23:59,",
    "L11,VP Sales,600,-2.5,1200000.50,Software,US,no,2026-10-20 09:00,2026-12-01,x",
]
LOG = [
    f"L1,Page View,{AT},/a,",
    f" L1 ,viewed a page,{AT},/b,junk",
    f"L2,sent_form,{AT},,contact",
    f"L2,sent_form,{AT},,",
    f"L2,sent_form,{AT},,Fax",
    f"L2,sent_form,{AT},,BUYER'S GUIDE",
    f"L99,called,{AT},,",
    f"L98,called,{AT},,",
    f"L99,sent_form,{AT},,",
    f"L4,called,{AT},,",
    "L1,called,2026-11-01 01:30,,",
    "L1,called,2026-11-01 10:30,,",
    "L1,called,2026-11-02 10:30,,",
    "L1,called,soon,,",
    "L1,called,,,",
    f"L1,opened email,{AT},,",
    f"L1, Opened  Email ,{AT},,",
    f"L1,opened email,{AT},,",
    f"L1,,{AT},,",
    f",called,{AT},,",
    f"n/a,called,{AT},,",
    "L1,called",
    f"L1,called,{AT},,,,",
    f"L1,Ça,{AT},,",
    f"L1,\u212aalled,{AT},,",
    f"L2,handed_over,{AT},,",
]


def test_a_bit_of_everything(tmp_path: Path) -> None:
    leads = written(tmp_path / "leads.csv", HEADER, *LEADS)
    log = written(tmp_path / "log.csv", LOG_HEADER, *LOG)
    found = agree(desk(), leads, log, AS_OF)
    assert isinstance(found, Read)
    assert len(found.leads) >= 4
    assert len(found.lead_rejects) >= 8
    assert len(found.log_rejects) >= 8


@pytest.mark.parametrize("lines", [[], [GOOD], ["L1,VP"]])
def test_few_rows(tmp_path: Path, lines: list[str]) -> None:
    agree(desk(), written(tmp_path / "leads.csv", HEADER, *lines), written(tmp_path / "log.csv", LOG_HEADER), AS_OF)
    agree(desk(), written(tmp_path / "leads.csv", HEADER, *lines), None, AS_OF)


def test_each_lead_has_its_own_time(tmp_path: Path) -> None:
    header = f"{HEADER},When"
    times = ["2026-11-01T15:00:00Z", "", "n/a", "soon", "2020-12-31", "2021-01-01", "2036-12-31 23:59:59", "2037-01-01"]
    lines = [f"{GOOD.replace('L1', f'L{number}')},{time}" for number, time in enumerate(times, start=1)]
    leads = written(tmp_path / "leads.csv", header, *lines)
    later = ["L1,called,2026-11-01T15:00:00.001Z,,", "L4,called,2040-01-01,,"]
    log = written(tmp_path / "log.csv", LOG_HEADER, *LOG, *later)
    found = agree(desk(), leads, log, "when")
    assert isinstance(found, Read)
    assert [lead for lead, _, _ in found.leads] == ["L1", "L6", "L7"]
    assert found.log[2] > 0
    blank = [one.problems[0].reason for one in found.lead_rejects if one.kind == "no time given"]
    assert blank == [
        "The row has no time to decide as of: “When” is blank.",
        "The row has no time to decide as of: “When” is “n/a”, which counts as unknown.",
    ]
    refused = agree(desk(), leads, log, "no such column")
    assert isinstance(refused, list)
    assert refused[0].startswith("LP707")


def test_a_field_that_an_activity_requires_and_no_column_has(tmp_path: Path) -> None:
    leads = written(tmp_path / "leads.csv", HEADER, GOOD)
    log = written(tmp_path / "log.csv", "Lead,What,When,path", f"L1,called,{AT},", f"L1,sent_form,{AT},")
    said = agree(desk(), leads, log, AS_OF)
    assert isinstance(said, list)
    assert said[0].startswith("LP707")
    agree(desk(), leads, written(tmp_path / "calls.csv", "Lead,What,When,path", f"L1,called,{AT},"), AS_OF)


@pytest.mark.parametrize(
    "text",
    [
        f'{HEADER}\n{GOOD}\n"L2,',
        f"{HEADER}\n{GOOD}\nL2,{'x' * 140_000}",
        f"{HEADER}\n{GOOD}\nL2,{'x' * 2_200_000}",
        "",
        "\n\n",
        f"{HEADER}\r{GOOD}\r{GOOD.replace('L1', 'L2')}\r",
        f"\n\n{HEADER}\n\n{GOOD}\n\n\n",
        f"{HEADER},country\n{GOOD},x\n",
        f'"Record\nID",x\n{GOOD}\n',
        f"{HEADER.replace('Title', chr(34) + 'Title' + chr(34))}\n{GOOD}\n",
        "Record ID,country,created_at\nL1,US,2026-10-20\n",
    ],
)
def test_odd_files(tmp_path: Path, text: str) -> None:
    path = tmp_path / "leads.csv"
    path.write_text(text, encoding="utf-8", newline="")
    agree(desk(), path, None, AS_OF)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (f"{HEADER}\n{GOOD}\n{GOOD.replace('L1', 'é')}\n".encode("latin-1"), None),
        (f"{HEADER}\n{GOOD}\n{GOOD.replace('L1', 'é')}\n".encode("latin-1"), "cp1252"),
        (f"{HEADER}\n{GOOD}\n{GOOD.replace('L1', 'é')}\n".encode("utf-16"), None),
        (f"{HEADER}\n{GOOD}\n{GOOD.replace('L1', 'é')}\n".encode("utf-16-le"), None),
        (f"{HEADER}\n{GOOD}\n".encode("utf-16")[:-1], None),
        (gzip.compress(f"{HEADER}\n{GOOD}\n".encode())[:-12], "gz"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str | None) -> None:
    path = tmp_path / ("leads.csv.gz" if encoding == "gz" else "leads.csv")
    path.write_bytes(data)
    agree(desk(), path, None, AS_OF, None if encoding == "gz" else encoding)


def test_files_that_are_not_there_or_not_what_they_say(tmp_path: Path) -> None:
    leads = written(tmp_path / "leads.csv", HEADER, GOOD)
    for path in ("none.csv", "none*.csv", "leads.xyz", ".", "none.jsonl", "none.parquet"):
        agree(desk(), tmp_path / path, None, AS_OF)
        agree(desk(), leads, tmp_path / path, AS_OF)
    for ending in ("parquet", "jsonl", "csv.gz"):
        agree(desk(), written(tmp_path / f"no.{ending}", "nothing of that sort"), None, AS_OF)


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


def test_a_policy_of_few_words(tmp_path: Path) -> None:
    policy = small("  age: whole number\n", "age is 5")
    leads = written(tmp_path / "leads.csv", "id,age", "a,5", "b,x", "c,", "d,5")
    log = written(tmp_path / "log.csv", "lead_id,activity,at", f"a,called,{AT}", f"z,,{AT}")
    found = agree(policy, leads, log, AS_OF)
    assert isinstance(found, Read)
    assert [lead for lead, _, _ in found.leads] == ["a", "c", "d"]


def test_same_leads_name_the_earliest(tmp_path: Path) -> None:
    fields = "  email: text\n  phone: text\n  day: date\n"
    same = "  same when email is the same\n  same when phone and day are the same\n"
    policy = small(fields + same, "email is known")
    lines = ["a,,1,2026-01-01", "b,Ä@x,1,2026-01-02", "c,ä@X ,1,2026-01-01", "d,ä@x,,", "e,, 1,2026-01-02", "f,,,"]
    found = agree(policy, written(tmp_path / "leads.csv", "id,email,phone,day", *lines), None, AS_OF)
    assert isinstance(found, Read)
    assert found.same == [None, None, "a", "b", "b", None]
    assert found.first_pair == ("c", "a")


def small(lead: str, condition: str) -> Policy:
    text = f'agreement "A"\n  timezone "UTC"\nteam sales "S"\nlead\n{lead}score fit "F" from 0 to 10\n'
    text += f'  +1 if {condition}\nstage new "N" owned by sales\n'
    policy = read_policy([SourceFile("p.sla", text)]).policy
    assert policy is not None
    return policy
