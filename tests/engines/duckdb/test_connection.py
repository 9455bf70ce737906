"""A database of our own: bounded, apart from the world, and stopped at once."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from leadpact.engines.duckdb.connection import database, stoppable

ENDLESS = "SELECT count(*) FROM range(1000000000000) r WHERE hash(r.range) % 7 = 3"


class Alarm(BaseException):
    """As Ctrl-C, at a known time."""


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with database(tmp_path, jobs=2, memory=200 << 20) as con:
        yield con


@pytest.fixture
def alarm() -> Iterator[None]:
    def ring(*_: object) -> None:
        raise Alarm

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.4)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def test_what_work_returns_or_raises(con: duckdb.DuckDBPyConnection) -> None:
    assert stoppable(con, lambda _: con.execute("SELECT 7").fetchall()) == [(7,)]
    with pytest.raises(ZeroDivisionError):
        stoppable(con, lambda _: 1 // 0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no alarm")
@pytest.mark.usefixtures("alarm")
def test_a_query_is_stopped(con: duckdb.DuckDBPyConnection) -> None:
    begun = time.monotonic()
    with pytest.raises(Alarm):
        stoppable(con, lambda _: con.sql(ENDLESS).to_arrow_table())
    assert time.monotonic() - begun < 20
    assert con.execute("SELECT 7").fetchall() == [(7,)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no alarm")
@pytest.mark.usefixtures("alarm")
def test_work_between_queries_is_stopped(con: duckdb.DuckDBPyConnection) -> None:
    def work(check: Callable[[], None]) -> None:
        while True:
            check()
            time.sleep(0.01)

    with pytest.raises(Alarm):
        stoppable(con, work)


def test_what_is_too_much_for_memory_goes_to_the_folder(tmp_path: Path) -> None:
    with database(tmp_path, jobs=1, memory=60 << 20) as con:
        con.execute("CREATE TABLE wide AS SELECT range AS n, repeat('x', 100) || range AS text FROM range(1500000)")
        counted = con.execute("SELECT count(*) FROM (SELECT text, count(*) FROM wide GROUP BY text)").fetchone()
        assert counted == (1_500_000,)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) > 0


def test_nothing_is_fetched_from_elsewhere(con: duckdb.DuckDBPyConnection) -> None:
    for name in ("autoinstall_known_extensions", "autoload_known_extensions"):
        assert con.execute("SELECT current_setting($name)", {"name": name}).fetchone() == (False,)
