"""Files in bulk mean what they mean row by row."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from leadpact_dsl.model import Policy
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile
from tests.compiler.records.bulk.comparing import Read, agree
from tests.compiler.records.desk import GOOD, HEADER, LOG_HEADER, desk, written

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
