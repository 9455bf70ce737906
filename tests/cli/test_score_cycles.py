"""The second table of `leadpact score`: every cycle of every clock, beside the decisions."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from leadpact.records.cycles import COLUMNS
from tests.compiler.records.desk import GOOD, HEADER, LOG_HEADER, TEXT, written
from tests.conftest import Ran, RunCli

AS_OF = "2026-11-04 12:00"


POLICY = TEXT.replace(
    "  sales answers within 4 business hours\n",
    """\
  sales answers within 4 business hours
  sales tries at least 2 times within 3 days
  30 business minutes before due, remind sales
  1 hour after due, escalate to "sales manager"
  5 days after the start, notify marketing
""",
)

LOG = (
    "L1,handed_over,2026-11-02 09:30,,",
    "L1,called,2026-11-02 11:30:30,,",
    "L1,handed_over,2026-11-03 16:00,,",
    "L2,handed_over,2026-11-04 11:00,,",
)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return written(tmp_path / "desk.sla", POLICY.rstrip("\n"))


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    return written(tmp_path / "leads.csv", HEADER, GOOD, GOOD.replace("L1", "L2"), GOOD.replace("L1", "L3"))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return written(tmp_path / "log.csv", LOG_HEADER, *LOG)


def score(run_cli: RunCli, policy: Path, leads: Path, *words: str | Path) -> Ran:
    return run_cli("score", leads, "--policy", policy, "--as-of", AS_OF, "--jobs", "1", *words)


def test_every_cycle_is_there_in_the_order_of_the_leads(run_cli: RunCli, policy: Path, leads: Path, log: Path) -> None:
    ran = score(run_cli, policy, leads, "--activities", log, "-o", leads.with_name("out.csv"))
    assert ran.code == 0, ran.err
    with leads.with_name("out.cycles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [column.name for column in COLUMNS]
    assert [(row["lead_id"], row["started_at"], row["state"], row["ended_by"]) for row in rows] == [
        ("L1", "2026-11-02T09:30:00-05:00", "met", "called"),
        ("L1", "2026-11-03T16:00:00-05:00", "running", ""),
        ("L2", "2026-11-04T11:00:00-05:00", "running", ""),
    ]
    first, second, _ = rows
    assert first == {
        "lead_id": "L1", "clock": "first_touch", "started_at": "2026-11-02T09:30:00-05:00", "response": "answer",
        "calendar": "office", "state": "met", "due": "2026-11-02T13:30:00-05:00",
        "ended_at": "2026-11-02T11:30:30-05:00", "ended_by": "called", "used_minutes": "120",
        "tries": "1 of at least 2 by 2026-11-05T09:30:00-05:00",
        "actions": "remind sales: meant for 2026-11-02T13:00:00-05:00"
        " | escalate sales manager: meant for 2026-11-02T14:30:00-05:00"
        " | notify marketing: meant for 2026-11-07T09:30:00-05:00",
    }  # fmt: skip
    assert second["used_minutes"] == "240"
    assert "remind sales: came due 2026-11-04T11:30:00-05:00" in second["actions"]


def test_each_form_says_the_same(run_cli: RunCli, policy: Path, leads: Path, log: Path) -> None:
    words = ("--activities", log, "-o", leads.with_name("out.csv"), "--cycles")
    for ending in ("jsonl", "parquet"):
        assert score(run_cli, policy, leads, *words, leads.with_name(f"runs.{ending}")).code == 0
    in_json = [json.loads(line) for line in leads.with_name("runs.jsonl").read_text(encoding="utf-8").splitlines()]
    assert in_json[0]["tries"] == [{"made": 1, "wanted": 2, "by": "2026-11-05T09:30:00-05:00"}]
    assert in_json[1]["actions"][0] == {
        "kind": "remind", "target": "sales", "at": "2026-11-04T11:30:00-05:00", "fallen": True,
    }  # fmt: skip
    table = pq.read_table(leads.with_name("runs.parquet"))
    in_parquet = table.to_pylist()
    for row in in_parquet:
        for record in (row, *row["tries"], *row["actions"]):
            for name, value in record.items():
                record[name] = value.isoformat() if hasattr(value, "isoformat") else value
    assert in_parquet == in_json
    assert not leads.with_name("out.cycles.csv").exists()


def test_a_policy_without_clocks_has_no_cycles(run_cli: RunCli, leads: Path, tmp_path: Path) -> None:
    bare = written(tmp_path / "bare.sla", TEXT.partition("\nclock ")[0])
    assert score(run_cli, bare, leads, "-o", tmp_path / "out.csv").code == 0
    assert not (tmp_path / "out.cycles.csv").exists()
    ran = score(run_cli, bare, leads, "-o", tmp_path / "out.csv", "--cycles", tmp_path / "runs.csv")
    assert ran.code == 2
    assert "The policy has no clocks" in ran.err


def test_both_tables_stay_where_one_cannot_be_written(
    run_cli: RunCli, policy: Path, leads: Path, log: Path, tmp_path: Path
) -> None:
    out, runs = written(tmp_path / "out.csv", "old"), written(tmp_path / "out.cycles.csv", "old")
    bad = written(tmp_path / "bad.csv", HEADER, "L9,VP")
    assert score(run_cli, policy, bad, "-o", out, "--max-rejects", "0").code == 1
    assert score(run_cli, policy, leads, "--activities", log, "-o", out, "--cycles", tmp_path / "desk.sla").code == 2
    (tmp_path / "folder.csv").mkdir()
    assert score(run_cli, policy, leads, "--activities", log, "-o", out, "--cycles", tmp_path / "folder.csv").code == 2
    assert (out.read_text(), runs.read_text()) == ("old\n", "old\n")
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_cycles_need_an_ending_and_a_name_of_their_own(run_cli: RunCli, policy: Path, leads: Path) -> None:
    ran = score(run_cli, policy, leads, "--cycles", leads.with_name("runs.xlsx"))
    assert (ran.code, "does not say by its ending how to write it" in ran.err) == (2, True)
    ran = score(run_cli, policy, leads, "-o", leads.with_name("out.csv"), "--cycles", leads.with_name("out.csv"))
    assert (ran.code, "is used for something else already" in ran.err) == (2, True)
