"""A database of our own for one run: how much it may take, where it may write, and how it is stopped."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    import duckdb

_Found = TypeVar("_Found")

_PATIENCE = 0.02
"""Seconds between two looks at whether what was told to stop has stopped."""

_OF_A_THREAD = 32 << 20
"""Bytes that each thread needs for itself, however small the files are; found by trying."""


@contextmanager
def database(folder: Path, jobs: int, memory: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database that keeps `memory` bytes at most, works with `jobs` threads and puts the rest into `folder`.

    There are fewer threads where the memory is not enough for so many. It loads nothing from elsewhere, and knows no
    other time zone than UTC.
    """
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": max(1, min(jobs, memory // _OF_A_THREAD)),
        "memory_limit": f"{memory}B",
        "temp_directory": str(folder / "spilled"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with duckdb.connect(str(folder / "work.duckdb"), config=settings) as con:
        yield con


class Stopped(Exception):
    """Work that nobody waits for any more."""


@contextmanager
def _held_back() -> Iterator[None]:
    """Ctrl-C comes through once the block has ended. A thread that is started within never hears of it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Interruptible(Protocol):
    """What runs queries: a connection, or several."""

    def interrupt(self) -> None: ...


def stoppable(con: Interruptible, work: Callable[[Callable[[], None]], _Found]) -> _Found:
    """What `work` returns or raises. It runs in a thread: while a query runs nobody would hear Ctrl-C otherwise.

    Whatever is raised here while waiting stops the query under way, and all that follow, before it is passed on. What
    `work` is handed raises `Stopped` from then on: it is to be called now and then between queries.
    """
    found: list[_Found] = []
    failed: list[BaseException] = []
    over = done = False

    def check() -> None:
        if over:
            raise Stopped

    def run() -> None:
        nonlocal done
        try:
            found.append(work(check))
        except BaseException as problem:
            failed.append(problem)
        finally:
            done = True

    thread = threading.Thread(target=run, name="leadpact-duckdb", daemon=True)
    # Looked after, neither joined nor told by an Event: Ctrl-C within the wait for either can leave its lock taken, or
    # a thread that still runs counted as ended.
    try:
        with _held_back():
            thread.start()
        while not done:
            time.sleep(_PATIENCE)
    except BaseException:
        over = True
        while not done:
            con.interrupt()
            time.sleep(_PATIENCE)
        raise
    if failed:
        raise failed[0]
    return found[0]
