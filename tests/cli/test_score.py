"""`leadpact score`: every lead is decided or rejected, the same from every kind of file, whole or not at all."""

from __future__ import annotations

import csv
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadpact.records.decisions import columns_of
from tests.compiler.records.desk import GOOD, HEADER, LOG_HEADER, TEXT, desk, written
from tests.conftest import Ran, RunCli

AS_OF = "2026-11-02 12:00"

LOG = (
    "L1,Page View,2026-11-01T15:00:00Z,/pricing,",
    "L1,sent_form,2026-11-01T15:05:00Z,,contact",
    "L1,handed_over,2026-11-02 09:30,,",
    "L1,called,2026-11-02 14:00,,",
)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return written(tmp_path / "desk.sla", TEXT.rstrip("\n"))


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def score(run_cli: RunCli, policy: Path, leads: Path, *words: str | Path, as_of: str = AS_OF) -> Ran:
    return run_cli("score", leads, "--policy", policy, "--as-of", as_of, "--jobs", "1", *words)


def test_a_decision_in_full(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    leads = written(tmp_path / "leads.csv", f"{HEADER},last_rep", f"{GOOD},=ana")
    log = written(tmp_path / "log.csv", LOG_HEADER, *LOG)
    ran = score(run_cli, policy, leads, "--activities", log, "-o", tmp_path / "out.csv")
    assert (ran.code, ran.out) == (0, "")
    (row,) = table(tmp_path / "out.csv")
    paid, reasons = row.pop("paid"), row.pop("reasons")
    assert row == {
        "lead_id": "L1", "as_of": "2026-11-02T12:00:00-05:00", "fit": "76", "interest": "30", "priority": "A",
        "stage": "MQL", "disqualified": "", "recycle": "", "recycle_until": "",
        "route": "known", "routed_to": "'=ana", "same_as": "",
        "first_touch_response": "answer", "first_touch_state": "running",
        "first_touch_due": "2026-11-02T13:30:00-05:00",
    }  # fmt: skip
    assert paid.split(" | ")[0].startswith("Fit +30: ")
    assert sum("Fit" in line for line in paid.split(" | ")) == 6
    assert reasons == "MQL: Fit is at least 50. | They sign."
    assert ran.err.splitlines()[-1] == "Scored 1: 1 MQL."
    assert "note: 1 activity is left out: what comes after the time asked for does not count." in ran.err
    assert list(row) == [column.name for column in columns_of(desk()) if column.name not in ("paid", "reasons")]


def test_stdout_gets_the_decisions_and_stderr_the_rest(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    leads = written(tmp_path / "leads.csv", HEADER, GOOD, "L2,VP")
    ran = score(run_cli, policy, leads)
    text = ran.out.splitlines()
    assert text[0].startswith("lead_id,as_of,fit,")
    assert [line.split(",")[0] for line in text[1:]] == ["L1"]
    assert "Rejected 1 lead: 1 not a whole row." in ran.err
    assert "leads.csv, line 3: The row has 2 values, the header names 10 columns." in ran.err
    assert not list(tmp_path.glob("*.rejects.csv"))


def test_explain_adds_what_was_found(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    leads = written(tmp_path / "leads.csv", HEADER, GOOD)
    score(run_cli, policy, leads, "--explain", "-o", tmp_path / "out.jsonl")
    row = json.loads((tmp_path / "out.jsonl").read_text())
    assert list(row)[-1] == "explanation"
    assert any(line.startswith("Interest 0: ") for line in row["explanation"])
    assert any("the number of employees is 600" in line for line in row["explanation"])


@pytest.fixture
def sample(run_cli: RunCli, policy: Path, tmp_path: Path) -> Path:
    for form in ("csv", "jsonl", "parquet"):
        words = ["--leads", "120", "--seed", "5", "--as-of", AS_OF, "--out", tmp_path / "s", "--format", form]
        assert run_cli("sample", policy, *map(str, words)).code == 0
    return tmp_path / "s"


def test_each_kind_of_file_gives_the_same_decisions(run_cli: RunCli, policy: Path, sample: Path) -> None:
    for ending in ("csv", "jsonl"):
        zipped = sample / f"leads.{ending}.gz"
        zipped.write_bytes(gzip.compress((sample / f"leads.{ending}").read_bytes()))
    found = set()
    for leads in sorted(sample.glob("leads.*")):
        log = sample / f"activities.{leads.name.split('.')[1]}"
        ran = score(run_cli, policy, leads, "--activities", log, "-o", sample / "out.csv")
        assert ran.code == 0
        assert "Scored 120: " in ran.err
        found.add((sample / "out.csv").read_bytes())
    assert len(list(sample.glob("leads.*"))) == 5
    assert len(found) == 1


def test_each_kind_of_output_says_the_same(run_cli: RunCli, policy: Path, sample: Path) -> None:
    words = ("--activities", sample / "activities.csv", "-o")
    for ending in ("csv", "jsonl", "parquet"):
        assert score(run_cli, policy, sample / "leads.csv", *words, sample / f"out.{ending}").code == 0
    columns = ("lead_id", "fit", "interest", "priority", "stage", "route", "first_touch_state")
    of_csv = [tuple(row[name] or None for name in columns) for row in table(sample / "out.csv")]
    lines = map(json.loads, (sample / "out.jsonl").read_text().splitlines())
    of_json = [tuple(str(row[name]) if row[name] is not None else None for name in columns) for row in lines]
    of_parquet = [
        tuple(f"{float(row[name]):g}" if name in ("fit", "interest") else row[name] for name in columns)
        for row in pq.read_table(sample / "out.parquet").to_pylist()
    ]
    assert of_csv == of_json == of_parquet


def test_the_number_of_processes_changes_nothing(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    words = ["--leads", "650", "--as-of", AS_OF, "--bad", "10", "--out", tmp_path]
    assert run_cli("sample", policy, *map(str, words)).code == 0
    outputs = []
    for jobs in ("1", "3"):
        out = tmp_path / f"out{jobs}.csv"
        ran = run_cli("score", tmp_path / "leads.csv", "--policy", policy, "--as-of", AS_OF, "--jobs", jobs, "-o", out)
        assert ran.code == 0
        outputs.append((out.read_bytes(), Path(f"{out}.rejects.csv").read_bytes()))
    assert outputs[0] == outputs[1]
    many = run_cli("score", tmp_path / "leads.csv", "--policy", policy, "--jobs", "257")
    assert (many.code, "1<=x<=256" in many.err) == (2, True), "a thread for each, until the machine has none left"


def test_what_paid_adds_up_to_the_score(run_cli: RunCli, policy: Path, sample: Path) -> None:
    out = sample / "out.jsonl"
    assert score(run_cli, policy, sample / "leads.csv", "--activities", sample / "activities.csv", "-o", out).code == 0
    for row in map(json.loads, out.read_text().splitlines()):
        for name, label in (("fit", "Fit"), ("interest", "Interest")):
            paid = [line.removeprefix(f"{label} ").split(":")[0] for line in row["paid"] if line.startswith(label)]
            assert sum(Decimal(points.replace("−", "-")) for points in paid) == Decimal(str(row[name]))


# --- rejects ---


def test_rejects_stand_beside_the_output_and_go_when_there_are_none(
    run_cli: RunCli, policy: Path, tmp_path: Path
) -> None:
    bad = GOOD.replace("L1", "L2").replace("600", "=12k")
    leads = written(tmp_path / "leads.csv", HEADER, GOOD, bad, GOOD, GOOD.removeprefix("L1"))
    log = written(
        tmp_path / "log.csv", LOG_HEADER, *LOG[:2], "L1,called,soon,,", "L9,called,2026-11-01,,", "L1,fax,x,,"
    )
    ran = score(run_cli, policy, leads, "--activities", log, "-o", tmp_path / "out.csv")
    assert ran.code == 0
    rejects = tmp_path / "out.csv.rejects.csv"
    names = ("file", "row", "lead_id", "column", "value", "kind")
    assert [tuple(row[name] for name in names) for row in table(rejects)] == [
        ("activities", "4", "L1", "When", "soon", "value that does not fit"),
        ("leads", "3", "L2", "Number of employees", "'=12k", "value that does not fit"),
        ("leads", "4", "L1", "Record ID", "L1", "lead given twice"),
        ("leads", "5", "", "Record ID", "", "no lead id"),
    ]  # fmt: skip
    lines = ran.err.splitlines()
    assert "Scored 1: 1 MQL." in lines
    assert "Rejected 3 leads: 1 with a value that does not fit, 1 given twice and 1 without an id." in lines
    assert "Rejected 1 activity; the leads are scored without them." in lines
    assert "note: 1 activity is left out, of kinds that the policy does not declare: “fax” (1)." in lines
    assert f"note: 1 activity is left out, of 1 lead that {leads} does not have." in lines

    assert score(run_cli, policy, written(leads, HEADER, GOOD), "-o", tmp_path / "out.csv").code == 0
    assert not rejects.exists()


@pytest.mark.parametrize("engine", ["duckdb", "python"])
def test_each_row_of_a_log_is_told_of(run_cli: RunCli, policy: Path, tmp_path: Path, engine: str) -> None:
    """One that counts, and one each: rejected, of a kind and a lead that nobody knows, later, of a rejected lead."""
    leads = written(tmp_path / "leads.csv", HEADER, GOOD, GOOD.replace("L1", "L2").replace("600", "12k"))
    ways = ("L1,Page View,soon,,", "L1,fax,2026-11-01,,", "L9,Page View,2026-11-01,,", "L1,Page View,2027-01-01,,")
    counts = "L1,Page View,2026-11-01,,"
    log = written(tmp_path / "log.csv", LOG_HEADER, counts, *ways, "L2,Page View,2026-11-01,,")
    ran = score(run_cli, policy, leads, "--activities", log, "--engine", engine)
    assert ran.code == 0
    lines = [line for line in ran.err.splitlines() if " activit" in line or line.startswith(" ")]
    assert [line.partition(" in ")[0] for line in lines] == [
        "note: 1 activity is left out, of kinds that the policy does not declare: “fax” (1).",
        "note: 1 activity is left out: what comes after the time asked for does not count.",
        "note: 1 activity is left out, of leads that were rejected.",
        f"note: 1 activity is left out, of 1 lead that {leads} does not have.",
        "Went through 2 leads and 6 activities",
        "Rejected 1 activity; the leads are scored without them.",
        f"  {leads}, line 3: Number of employees is “12k”, which is not a whole number.",
        f"  {log}, line 3: The time is “soon”, which is not a time such as 2026-11-02 09:30.",
        "  --rejects FILE keeps all of them, each with its reason.",
    ]


def test_rejects_where_asked_for(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    leads = written(tmp_path / "leads.csv", HEADER, "L2,VP")
    ran = score(run_cli, policy, leads, "-o", tmp_path / "out.csv", "--rejects", tmp_path / "deep" / "why.csv")
    assert ran.code == 0
    assert [row["kind"] for row in table(tmp_path / "deep" / "why.csv")] == ["broken row"]
    assert not (tmp_path / "out.csv.rejects.csv").exists()


def test_only_rejects_of_an_earlier_run_are_taken_away(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    leads = written(tmp_path / "leads.csv", HEADER, GOOD)
    for content in ("file,row\n", "my notes\n", ""):
        notes = tmp_path / "notes.csv"
        notes.write_text(content)
        assert score(run_cli, policy, leads, "-o", tmp_path / "out.csv", "--rejects", notes).code == 0
        assert notes.read_text() == content


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
def test_rejects_that_cannot_be_written_leave_the_old_output(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    out = written(tmp_path / "out.csv", "old")
    leads = written(tmp_path / "leads.csv", HEADER, GOOD, "L2,VP")
    ran = score(run_cli, policy, leads, "-o", out, "--rejects", "/dev/full")
    assert (ran.code, ran.err) == (2, "error: /dev/full: No space left on device.\n")
    assert out.read_text() == "old\n"
    assert score(run_cli, policy, leads, "--rejects", "/dev/full").out == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk.sla", "leads.csv", "out.csv"]


def test_too_many_rejects_leave_the_old_output(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    out = written(tmp_path / "out.csv", "old")
    leads = written(tmp_path / "leads.csv", HEADER, GOOD, "L2,VP", "L3,VP")
    ran = score(run_cli, policy, leads, "-o", out, "--max-rejects", "1")
    assert ran.code == 1
    assert "LP710" in ran.err
    assert out.read_text() == "old\n"
    assert len(table(tmp_path / "out.csv.rejects.csv")) == 2
    assert score(run_cli, policy, leads, "-o", out, "--max-rejects", "2").code == 0
    assert len(table(out)) == 1


def test_what_the_policy_refuses_is_a_reject_with_its_reason(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    leads = written(tmp_path / "leads.csv", HEADER, GOOD, GOOD.replace("L1", "L2"))
    log = written(tmp_path / "log.csv", LOG_HEADER, "L1,handed_over,1999-01-04 09:30,,")
    ran = score(run_cli, policy, leads, "--activities", log, "-o", tmp_path / "out.csv")
    assert ran.code == 0
    assert [row["lead_id"] for row in table(tmp_path / "out.csv")] == ["L2"]
    (reject,) = table(tmp_path / "out.csv.rejects.csv")
    assert (reject["row"], reject["kind"]) == ("2", "refused by the policy")
    assert "outside the years" in reject["reason"]


cell = st.one_of(
    st.sampled_from(["L1", "L2", "600", "12k", "", "US", '"', "\n", "2026-10-20", "yes"]),
    st.text(st.characters(codec="utf-8"), max_size=6),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.lists(st.lists(cell, min_size=10, max_size=10), max_size=8))
def test_every_lead_is_scored_or_rejected(run_cli: RunCli, policy: Path, tmp_path: Path, rows: list[list[str]]) -> None:
    leads = tmp_path / "leads.csv"
    with leads.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER.split(","), *rows])
    ran = score(run_cli, policy, leads, "-o", tmp_path / "out.csv")
    assert ran.code == 0, ran.err
    rejects = tmp_path / "out.csv.rejects.csv"
    lost = {row["row"] for row in table(rejects)} if rejects.exists() else set()
    assert len(table(tmp_path / "out.csv")) + len(lost) == len(rows)


def test_leads_that_are_the_same_are_told(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    titles = ["VP Sales", " vp sales", "", ""]
    rows = [GOOD.replace("L1", f"L{n}").replace("VP Sales", title) for n, title in enumerate(titles, start=1)]
    leads = written(tmp_path / "leads.csv", HEADER, *rows)
    ran = score(run_cli, policy, leads, "-o", tmp_path / "out.csv")
    assert "note: 1 lead is the same as an earlier one, by what the policy calls the same: L2 and L1" in ran.err
    assert [row["same_as"] for row in table(tmp_path / "out.csv")] == ["", "L1", "", ""]


# --- files that cannot be used ---


def test_a_file_that_cannot_be_read_to_its_end_leaves_the_old_output(
    run_cli: RunCli, policy: Path, tmp_path: Path
) -> None:
    out = written(tmp_path / "out.csv", "old")
    ran = score(run_cli, policy, written(tmp_path / "leads.csv", HEADER, GOOD, '"L2,'), "-o", out)
    assert ran.code == 1
    assert "LP705" in ran.err
    assert out.read_text() == "old\n"
    log = tmp_path / "log.csv"
    log.write_bytes(f"{LOG_HEADER}\nL1,called,2026-11-01,\xe9,\n".encode("latin-1"))
    ran = score(run_cli, policy, written(tmp_path / "leads.csv", HEADER, GOOD), "--activities", log, "-o", out)
    assert ran.code == 1
    assert "LP703" in ran.err
    assert out.read_text() == "old\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk.sla", "leads.csv", "log.csv", "out.csv"]


def test_what_is_wrong_with_both_files_is_said_at_once(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    ran = score(run_cli, policy, tmp_path / "none.csv", "--activities", written(tmp_path / "log.csv", "Lead"))
    assert ran.code == 1
    assert "LP702" in ran.err
    assert "LP707" in ran.err


def test_links_that_lead_back_to_themselves(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    leads = written(tmp_path / "leads.csv", HEADER, GOOD)
    loop = tmp_path / "loop.csv"
    loop.symlink_to("loop.csv")
    for words in ((loop,), (leads, "--activities", loop), (leads, "-o", loop), (leads, "--rejects", loop, "-o", loop)):
        ran = score(run_cli, policy, *words)
        assert ran.code in (1, 2)
        assert "leadpact's, not yours" not in ran.err
        assert ran.err
    assert loop.is_symlink()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "Latin-1", "mac_roman", "utf8"])
def test_encodings(run_cli: RunCli, policy: Path, tmp_path: Path, encoding: str) -> None:
    leads = tmp_path / "leads.csv"
    leads.write_bytes(f"{HEADER}\n{GOOD}\n".replace("US", "Österreich").encode(encoding))
    assert score(run_cli, policy, leads, "--encoding", encoding, "-o", tmp_path / "out.csv").code == 0
    assert len(table(tmp_path / "out.csv")) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "out.xlsx"), "does not say by its ending how to write it"),
        (("-o", "leads.csv"), "leads.csv is used for something else already"),
        (("-o", "hard.csv"), "hard.csv is used for something else already"),
        (("-o", "out.csv", "--rejects", "desk.sla"), "desk.sla is a file of a policy"),
        (("-o", "out.csv", "--rejects", "why.parquet"), "Rejects are written as CSV"),
        (("-o", "out.csv", "--rejects", "./out.csv"), "out.csv is used for something else already"),
        *(
            (("--encoding", name), f"There is no encoding {name} of text files.")
            for name in ("cp12525", "idna", "punycode", "unicode_escape", "undefined", "rot13", "base64", "charmap", "")
        ),
        (("--as-of", "yesterday"), "--as-of is “yesterday”, which is not a time such as 2026-11-02 09:30."),
        (("--as-of", "2026-03-08 02:30"), "does not exist in America/New_York"),
        (
            ("--as-of", "1990-01-01"),
            "--as-of is 1990-01-01 00:00, and the agreement knows the holidays and clocks of 2021 to",
        ),
    ],
)
def test_wrong_use(
    run_cli: RunCli, policy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    leads = written(tmp_path / "leads.csv", HEADER, GOOD)
    (tmp_path / "hard.csv").hardlink_to(leads)
    ran = run_cli("score", leads, "--policy", policy, *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert leads.read_text().startswith(HEADER)


def test_no_output_overwrites_a_list_of_the_policy(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    written(policy, TEXT, 'list rivals "Rivals" from "rivals.csv"')
    rivals = written(tmp_path / "rivals.csv", "domain", "rival.example")
    (tmp_path / "link.csv").symlink_to(rivals)
    leads = written(tmp_path / "leads.csv", HEADER, GOOD, "L2,VP")
    for words in (("-o", rivals), ("-o", tmp_path / "link.csv"), ("-o", tmp_path / "o.csv", "--rejects", rivals)):
        ran = score(run_cli, policy, leads, *words)
        assert ran.code == 2
        assert "is used for something else already" in ran.err
    assert rivals.read_text() == "domain\nrival.example\n"
    # Other files beside the policy are nobody's but the user's: the decisions of yesterday, say.
    for _ in range(2):
        assert score(run_cli, policy, leads, "-o", tmp_path / "out.csv").code == 0


def test_a_policy_with_errors_scores_nothing(run_cli: RunCli, tmp_path: Path) -> None:
    broken = written(tmp_path / "broken.sla", TEXT.replace("+30 if title", "+30 if titel"))
    ran = score(run_cli, broken, written(tmp_path / "leads.csv", HEADER, GOOD), "-o", tmp_path / "out.csv")
    assert ran.code == 1
    assert "titel" in ran.err
    assert not (tmp_path / "out.csv").exists()


def test_without_as_of_the_present_minute_is_named(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    leads = written(tmp_path / "leads.csv", HEADER, GOOD)
    ran = run_cli("score", leads, "--policy", policy, "-o", tmp_path / "a.csv")
    assert ran.code == 0
    (line,) = [line for line in ran.err.splitlines() if line.startswith("Went through 1 lead in ")]
    assert "; give --as-of to repeat it)." in line
    said = line.split(" as of ")[1].split(" (")[0]
    assert score(run_cli, policy, leads, "-o", tmp_path / "b.csv", as_of=said).code == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_an_interrupted_run_leaves_the_old_output(policy: Path, tmp_path: Path) -> None:
    out = written(tmp_path / "out.csv", "old")
    rows = [GOOD.replace("L1", f"L{number}") for number in range(60_000)]
    leads = written(tmp_path / "leads.csv", HEADER, *rows)
    words = ["score", leads, "--policy", policy, "--as-of", AS_OF, "--jobs", "2", "-o", out]
    run = subprocess.Popen(
        [sys.executable, "-m", "leadpact", *map(str, words)],
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores it
    )
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob(".out.csv*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGINT)
    _, err = run.communicate(timeout=30)
    assert run.returncode == 130
    assert b"Traceback" not in err
    assert out.read_text() == "old\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk.sla", "leads.csv", "out.csv"]
