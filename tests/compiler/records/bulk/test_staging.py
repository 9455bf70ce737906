"""Files in bulk mean what they mean row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

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
