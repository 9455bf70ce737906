"""What `leadpact score` reads beyond one file of leads: patterns of files, and a time of its own for each lead."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.compiler.records.desk import GOOD, HEADER, LOG_HEADER, TEXT, written
from tests.conftest import Ran, RunCli

AS_OF = "2026-11-02 12:00"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return written(tmp_path / "desk.sla", TEXT.rstrip("\n"))


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def score(run_cli: RunCli, policy: Path, leads: Path, *words: str | Path) -> Ran:
    return run_cli("score", leads, "--policy", policy, "--jobs", "1", *words)


# --- patterns ---


def test_a_pattern_stands_for_its_files_in_order(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    parts.mkdir()
    written(parts / "b.csv", HEADER, GOOD.replace("L1", "L3"), "L4,VP", GOOD)
    written(parts / "a.csv", f"{HEADER},last_rep", f"{GOOD},ana")
    given = dict(zip(HEADER.split(","), GOOD.replace("L1", "L5").split(","), strict=True))
    written(parts / "c.jsonl", json.dumps(given), '{"Record ID": "L6"}')
    (parts / "d.csv").mkdir()
    written(parts / "log-1.csv", LOG_HEADER, "L1,Page View,2026-11-01,,")
    written(parts / "log-2.csv", LOG_HEADER, "L3,Page View,2026-11-01,,", "L3,called,soon,,")
    ran = score(
        run_cli, policy, parts / "[a-c].*", "--activities", parts / "log-*.csv", "--as-of", AS_OF,
        "-o", tmp_path / "out.csv",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    rows = table(tmp_path / "out.csv")
    assert [(row["lead_id"], row["routed_to"], row["interest"]) for row in rows] == [
        ("L1", "ana", "10"), ("L3", "sales", "10"), ("L5", "sales", "0"),
    ]  # fmt: skip
    rejects = [(row["file"], row["row"], row["kind"]) for row in table(tmp_path / "out.csv.rejects.csv")]
    assert rejects == [
        (str(parts / "log-2.csv"), "3", "value that does not fit"),
        (str(parts / "b.csv"), "3", "broken row"),
        (str(parts / "b.csv"), "4", "lead given twice"),
        (str(parts / "c.jsonl"), "2", "required value unknown"),
        (str(parts / "c.jsonl"), "2", "required value unknown"),
    ]
    assert f"there already, in {parts / 'a.csv'}, line 2: of its rows" in (tmp_path / "out.csv.rejects.csv").read_text()
    assert f"  {parts / 'b.csv'}, line 3: The row has 2 values" in ran.err


def test_a_pattern_without_files(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    ran = score(run_cli, policy, tmp_path / "none-*.csv", "--as-of", AS_OF)
    assert ran.code == 1
    assert "LP702" in ran.err
    assert "there is no file that it matches" in ran.err


def test_a_file_with_such_a_name_stands_for_itself(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    leads = written(tmp_path / "leads [1].csv", HEADER, GOOD)
    ran = score(run_cli, policy, leads, "--as-of", AS_OF)
    assert "Scored 1: 1 MQL." in ran.err


def test_no_output_stands_among_the_files_of_a_pattern(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    written(tmp_path / "leads.csv", HEADER, GOOD)
    old = written(tmp_path / "out.csv", HEADER)
    ran = score(run_cli, policy, tmp_path / "*.csv", "--as-of", AS_OF, "-o", old)
    assert ran.code == 2
    assert "out.csv is used for something else already" in ran.err


def test_all_files_that_cannot_be_read_are_told(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"nothing")
    (tmp_path / "b.parquet").write_bytes(b"nothing")
    ran = score(run_cli, policy, tmp_path / "*.parquet", "--as-of", AS_OF)
    assert (ran.code, ran.err.count("LP702")) == (1, 2)


# --- a time for each lead ---


def test_each_lead_at_its_own_time(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    times = ["2026-11-02 12:00", "2026-10-25", "", "soon", "1999-01-01 00:00"]
    rows = [f"{GOOD.replace('L1', f'L{number}')},{time}" for number, time in enumerate(times, start=1)]
    leads = written(tmp_path / "leads.csv", f"{HEADER},Scored at", *rows)
    log = written(
        tmp_path / "log.csv", LOG_HEADER, *(f"L{number},Page View,2026-11-01,," for number in (1, 2, 3)),
        "L9,Page View,2027-01-01,,",
    )  # fmt: skip
    words = ("--activities", log, "--as-of-column", "scored at", "-o", tmp_path / "out.csv")
    ran = score(run_cli, policy, leads, *words)
    assert ran.code == 0, ran.err
    found = [(row["lead_id"], row["as_of"], row["interest"]) for row in table(tmp_path / "out.csv")]
    assert found == [("L1", "2026-11-02T12:00:00-05:00", "10"), ("L2", "2026-10-25T00:00:00-04:00", "0")]
    rejects = table(tmp_path / "out.csv.rejects.csv")
    assert [(row["lead_id"], row["column"], row["kind"]) for row in rejects] == [
        ("L3", "Scored at", "no time given"),
        ("L4", "Scored at", "value that does not fit"),
        ("L5", "Scored at", "value that does not fit"),
    ]
    assert "which is not within the years 2021 to " in rejects[2]["reason"]
    assert "each as of its time in “scored at” (America/New_York)." in ran.err
    assert "note: 1 activity is left out: what comes after the time asked for does not count." in ran.err
    assert "note: 1 activity is left out, of 1 lead" in ran.err


def test_as_of_is_one_time_or_each_leads_own(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    leads = written(tmp_path / "leads.csv", HEADER, GOOD)
    assert score(run_cli, policy, leads, "--as-of", AS_OF, "--as-of-column", "x").code == 2
    ran = score(run_cli, policy, leads, "--as-of-column", "when")
    assert ran.code == 1
    assert "LP707" in ran.err
    assert "the time to decide as of (looked for “when”)" in ran.err
