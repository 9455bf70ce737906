"""Spark decides on files as DuckDB does: the same bytes in every file, and the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from leadpact.engines.spark import session as sessions
from leadpact.engines.spark.session import INSTALL, NoSpark, session
from tests.conftest import RunCli
from tests.targets.sql.conftest import ON_SPARK
from tests.targets.sql.databases import Spark

AS_OF = "2026-11-02 12:00"


@pytest.fixture
def one_session(spark_database: Spark, monkeypatch: pytest.MonkeyPatch) -> None:
    """`score` gets the session of the other tests: a second one cannot be started beside it."""

    @contextmanager
    def shared(url: str | None, jobs: int, memory: int) -> Iterator[Any]:
        assert url is None
        yield spark_database.session

    monkeypatch.setattr(sessions, "session", shared)


def written(run_cli: RunCli, engine: str, folder: Path, *words: str | Path) -> dict[str, object]:
    """The bytes of each file that a run writes, and what it says, but for the time it took."""
    out = folder / "out"
    ran = run_cli("score", *words, "--engine", engine, "-o", out / "decisions.parquet")
    found: dict[str, object] = {path.name: path.read_bytes() for path in out.iterdir()}
    for path in out.iterdir():
        path.unlink()
    return {**found, "code": ran.code, "err": re.sub(r" in [0-9.]+ s,", " in … s,", ran.err)}


@ON_SPARK
@pytest.mark.usefixtures("one_session")
def test_the_same_bytes(run_cli: RunCli, tmp_path: Path) -> None:
    policy = "policies/inbound"
    sample = ("sample", policy, "--leads", "300", "--seed", "7", "--bad", "4", "--as-of", AS_OF, "--out", tmp_path)
    assert run_cli(*map(str, sample)).code == 0
    words = (tmp_path / "leads.csv", "--policy", policy, "--activities", tmp_path / "activities.csv", "--as-of", AS_OF)
    wanted = written(run_cli, "duckdb", tmp_path, *words)
    assert wanted["code"] == 0
    assert "decisions.cycles.parquet" in wanted
    assert written(run_cli, "spark", tmp_path, *words) == wanted


@ON_SPARK
@pytest.mark.usefixtures("one_session")
def test_times_of_their_own(run_cli: RunCli, tmp_path: Path) -> None:
    policy = tmp_path / "policy.sla"
    policy.write_text(
        'agreement "Small"\n  timezone "America/New_York"\nlead\n  size "Size": whole number\n'
        'activity asked "asked"\nscore total "Total" from 0 to 100\n'
        "  +10 for each asked in the last 3 days\n  adds size from 0 to 9, 0 when unknown\n"
        'stage new "New"\nstage warm "Warm"\n  when total is at least 20\n'
    )
    leads, log = tmp_path / "leads.csv", tmp_path / "log.csv"
    leads.write_text("id,size,when\nL1,5,2026-11-02 12:00\nL2,,2026-11-09 12:00\nL3,3,soon\n")
    log.write_text(
        "lead_id,activity,at\nL1,asked,2026-11-01 09:00\nL1,asked,2026-11-02 11:00\nL1,asked,2026-11-05 11:00\n"
        "L2,asked,2026-11-08 11:00\n"
    )
    words = (leads, "--policy", policy, "--activities", log, "--as-of-column", "when")
    wanted = written(run_cli, "duckdb", tmp_path, *words)
    assert "Scored 2: 1 new and 1 warm." in str(wanted["err"])
    assert written(run_cli, "spark", tmp_path, *words) == wanted


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoSpark, match="needs Java"), session(None, 1, 0):
        pass
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(NoSpark, match=re.escape(INSTALL)), session(None, 1, 0):
        pass


def test_a_url_is_for_spark_alone(run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("id\n")
    ran = run_cli("score", tmp_path / "leads.csv", "--policy", "policies/acme", "--spark-url", "sc://x")
    assert ran.code == 2
    assert "give --engine spark as well" in ran.err


@pytest.mark.parametrize("url", ["sc://127.0.0.1:1", "sc://127.0.0.1:99999", "sc://no-such-host.invalid", "sc://"])
def test_nobody_at_a_url(run_cli: RunCli, tmp_path: Path, url: str) -> None:
    (tmp_path / "leads.csv").write_text("id\n")
    words = ("score", tmp_path / "leads.csv", "--policy", tmp_path / "p.sla", "--engine", "spark", "--spark-url", url)
    (tmp_path / "p.sla").write_text(
        'agreement "P"\n  timezone "UTC"\nlead\n  x "X": text\nscore s "S" from 0 to 9\n  +1 if x is known\n'
        'stage n "N"\n'
    )
    ran = run_cli(*words, "-o", tmp_path / "out.csv")
    assert (ran.code, "Spark cannot be reached at" in ran.err) == (2, True), ran.err
    assert not (tmp_path / "out.csv").exists()
