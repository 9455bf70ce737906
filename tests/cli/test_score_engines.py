"""Whichever engine decides, `leadpact score` writes the same bytes and says the same."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadpact.digest import digest_of
from tests.compiler.records.desk import GOOD, HEADER, LOG_HEADER, TEXT, desk, written
from tests.conftest import Ran, RunCli

AS_OF = "2027-01-15 10:00"
POLICIES = ("policies/acme", "policies/inbound", "policies/gitlab")


def score(run_cli: RunCli, engine: str, policy: str | Path, leads: Path, *words: str | Path) -> Ran:
    return run_cli("score", leads, "--policy", policy, "--engine", engine, "--jobs", "2", *words)


def written_by(
    run_cli: RunCli, engine: str, policy: str | Path, folder: Path, ending: str, *words: str | Path
) -> dict[str, object]:
    """The bytes of each file that a run writes, and what it says, but for the time it took."""
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    ran = run_cli(
        "score", *words, "--policy", policy, "--engine", engine, "--jobs", "2", "-o", out / f"decisions{ending}"
    )
    files: dict[str, object] = {path.name: path.read_bytes() for path in out.iterdir()} if out.exists() else {}
    return {**files, "code": ran.code, "out": ran.out, "err": re.sub(r" in [0-9.]+ s,", " in … s,", ran.err)}


def compare(run_cli: RunCli, policy: str | Path, folder: Path, ending: str, *words: str | Path) -> dict[str, object]:
    wanted = written_by(run_cli, "python", policy, folder, ending, *words)
    found = written_by(run_cli, "duckdb", policy, folder, ending, *words)
    assert found.keys() == wanted.keys()
    for name, content in wanted.items():
        if isinstance(content, bytes) and ending != ".parquet":
            assert found[name].decode().splitlines() == content.decode().splitlines()  # type: ignore[attr-defined]
        assert found[name] == content, name
    return found


def sample(run_cli: RunCli, policy: str | Path, folder: Path, form: str, count: int = 300) -> tuple[Path, Path]:
    words = ["--leads", count, "--seed", 23, "--bad", 4, "--format", form, "--as-of", AS_OF, "--out", folder]
    assert run_cli("sample", policy, *map(str, words)).code == 0
    return folder / f"leads.{form}", folder / f"activities.{form}"


@pytest.mark.parametrize("policy", POLICIES)
def test_samples_with_bad_rows(run_cli: RunCli, policy: str, tmp_path: Path) -> None:
    leads, log = sample(run_cli, policy, tmp_path, "csv")
    # A time before the last activities, so that some have not happened yet.
    words = (leads, "--activities", log, "--as-of", "2027-01-10 08:15")
    found = compare(run_cli, policy, tmp_path, ".csv", *words)
    assert found["code"] == 0
    assert set(found) >= {"decisions.csv", "decisions.cycles.csv", "decisions.csv.rejects.csv"}


@pytest.mark.parametrize(("form", "ending"), [("parquet", ".parquet"), ("jsonl", ".jsonl"), ("csv", ".tsv")])
def test_other_kinds_of_files(run_cli: RunCli, tmp_path: Path, form: str, ending: str) -> None:
    leads, log = sample(run_cli, "policies/acme", tmp_path, form)
    words = (leads, "--activities", log, "--as-of", AS_OF)
    assert compare(run_cli, "policies/acme", tmp_path, ending, *words)["code"] == 0


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return written(tmp_path / "desk.sla", TEXT.rstrip("\n"))


def test_patterns_and_times_of_their_own(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    times = ["2026-11-02 12:00", "2026-10-25", "", "soon", "1999-01-01 00:00", "2026-11-02 12:00"]
    rows = [f"{GOOD.replace('L1', f'L{number}')},{time}" for number, time in enumerate(times, start=1)]
    parts = tmp_path / "parts"
    parts.mkdir()
    written(parts / "a.csv", f"{HEADER},Scored at", *rows[:3])
    written(parts / "b.csv", f"{HEADER},Scored at", *rows[3:], rows[0])
    log = written(
        tmp_path / "log.csv", LOG_HEADER, *(f"L{number},Page View,2026-11-01,," for number in (1, 2, 3)),
        "L1,handed_over,1999-01-04 09:30,,", "L9,Page View,2027-01-01,,", "L1,fax,x,,", "L1,called,soon,,",
    )  # fmt: skip
    words = (parts / "*.csv", "--activities", log, "--as-of-column", "scored at")
    found = compare(run_cli, policy, tmp_path, ".csv", *words)
    assert "Scored 2: 2 MQL." in str(found["err"])


def test_times_and_dates_at_the_ends_of_the_calendar(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    ends = [2**62, -(2**62), 2**63 - 1, 1 - 2**63, 1792501200000000]
    days = pa.array([2**31 - 1, -(2**31), 1 - 2**31, 0, 2**31 - 1], pa.int32()).cast(pa.date32())
    good = {"Record ID": ["a", "b", "c", "d", "e"], "country": ["US"] * 5}
    for name, created in (("times", pa.array(ends, pa.timestamp("us"))), ("days", pa.array(["2026-10-20"] * 5))):
        leads = tmp_path / f"{name}.parquet"
        pq.write_table(pa.table({**good, "created_at": created, "contract_end": days}), leads)
        found = compare(run_cli, policy, tmp_path, ".csv", leads, "--as-of", AS_OF)
        assert "Created is unknown" not in str(found["err"])
        assert "which no field can hold." in str(found["decisions.csv.rejects.csv"])


def test_words_for_unknown_and_files_of_their_own_spelling(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    written(tmp_path / "p1.csv", HEADER, GOOD, GOOD.replace("L1", "n/a"), GOOD.replace("L1", " "))
    written(tmp_path / "p2.csv", HEADER.replace("created_at", "Created").upper(), GOOD.replace("L1", "L2"))
    written(tmp_path / "p3.jsonl", '{"record id": "L3", "COUNTRY": "US", "created": "2026-10-20"}')
    (tmp_path / "p4.csv").touch()
    log = written(tmp_path / "log.csv", LOG_HEADER, "SELECT,called,2026-11-01,,", "L2,called,n/a,,")
    words = (tmp_path / "p?.*", "--activities", log, "--as-of", AS_OF)
    found = compare(run_cli, policy, tmp_path, ".csv", *words)
    rejects = str(found["decisions.csv.rejects.csv"], "utf-8")  # type: ignore[call-overload]
    assert rejects.count("which counts as unknown.") == 3
    assert [line.split(",")[0] for line in str(found["decisions.csv"], "utf-8").splitlines()] == [  # type: ignore[call-overload]
        "lead_id", "L1", "L2", "L3",
    ]  # fmt: skip


def test_too_many_rejects(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    leads = written(tmp_path / "leads.csv", HEADER, GOOD, "L2,VP", GOOD)
    found = compare(run_cli, policy, tmp_path, ".csv", leads, "--as-of", AS_OF, "--max-rejects", "1")
    assert (found["code"], "decisions.csv" in found) == (1, False)


cell = st.one_of(
    st.sampled_from(["L1", "L2", "=L3", "600", "12k", "", "US", '"', "\n", "2026-10-20", "yes", "fintech"]),
    st.text(st.characters(codec="utf-8"), max_size=6),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(st.lists(st.lists(cell, min_size=10, max_size=10), max_size=8))
def test_any_rows(run_cli: RunCli, policy: Path, tmp_path: Path, rows: list[list[str]]) -> None:
    leads = tmp_path / "leads.csv"
    with leads.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER.split(","), *rows, GOOD.split(",")])
    assert compare(run_cli, policy, tmp_path, ".csv", leads, "--as-of", AS_OF)["code"] == 0


def test_the_number_of_processors_and_the_memory_change_nothing(run_cli: RunCli, tmp_path: Path) -> None:
    leads, log = sample(run_cli, "policies/inbound", tmp_path, "csv")
    found = set()
    for jobs, memory in (("1", "1024"), ("3", "512"), ("200", "256")):
        out = tmp_path / f"out{jobs}.parquet"
        words = ["--activities", log, "--as-of", AS_OF, "-o", out, "--jobs", jobs, "--memory", memory]
        assert run_cli("score", leads, "--policy", "policies/inbound", *words).code == 0
        found.add((out.read_bytes(), out.with_name(f"out{jobs}.cycles.parquet").read_bytes()))
    assert len(found) == 1


def test_a_parquet_file_says_of_what_it_is(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    leads = written(tmp_path / "leads.csv", HEADER, GOOD)
    assert score(run_cli, "duckdb", policy, leads, "--as-of", AS_OF, "-o", tmp_path / "out.parquet").code == 0
    for name in ("out.parquet", "out.cycles.parquet"):
        about = pq.read_schema(tmp_path / name).metadata
        assert about[b"leadpact.policy.title"] == b"Help desk agreement"
        assert about[b"leadpact.policy.digest"] == digest_of(desk()).encode()
        assert about[b"leadpact.as_of"] == b"2027-01-15T10:00:00-05:00"


def test_explanations_are_told_by_python(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    leads = written(tmp_path / "leads.csv", HEADER, GOOD)
    ran = score(run_cli, "duckdb", policy, leads, "--as-of", AS_OF, "--explain")
    assert (ran.code, "which duckdb does not keep: leave --engine out" in ran.err) == (2, True)
    ran = run_cli("score", leads, "--policy", policy, "--as-of", AS_OF, "--explain")
    assert (ran.code, ran.out.splitlines()[0].endswith(",reasons,explanation")) == (0, True)


def test_nothing_is_left_beside_the_output(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    leads = written(tmp_path / "leads.csv", HEADER, GOOD)
    assert score(run_cli, "duckdb", policy, leads, "--as-of", AS_OF, "-o", tmp_path / "out" / "o.csv").code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["o.csv", "o.cycles.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk.sla", "leads.csv", "out"]
