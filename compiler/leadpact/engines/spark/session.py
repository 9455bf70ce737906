"""Where Spark is: on this machine, or at a URL."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

INSTALL = "Spark is not installed here: pip install 'leadpact[spark]' brings it."

_LOCAL = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


class NoSpark(Exception):
    """There is no session to be had; the message says why in a sentence, and the way out."""


@contextmanager
def session(url: str | None, jobs: int, memory: int) -> Iterator[SparkSession]:
    """A session, stopped in the end.

    `url` is that of Spark Connect (`sc://host:15002`) or of a cluster (`spark://host:7077`, `yarn`); without one, Spark
    is started on this machine with `jobs` threads and `memory` bytes. Raises NoSpark.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise NoSpark(INSTALL) from None
    if url is None and "JAVA_HOME" not in os.environ and shutil.which("java") is None:
        raise NoSpark(
            "Spark needs Java, 17 or newer, to run on this machine: install it, or name a cluster by its URL."
        )
    builder = SparkSession.builder.appName("leadpact")
    if url is None:
        builder = builder.master(f"local[{jobs}]")
        settings = {**_LOCAL, "spark.driver.memory": f"{max(1024, memory >> 20)}m"}
        settings["spark.sql.shuffle.partitions"] = str(jobs)
        for key, value in settings.items():
            builder = builder.config(key, value)
    else:
        builder = builder.remote(url) if url.startswith("sc://") else builder.master(url)
    if url is not None and url.startswith("sc://"):
        _knock(url)
    try:
        with _quietly():
            spark = builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError, ValueError) as problem:
        where = "on this machine" if url is None else f"at {url}"
        raise NoSpark(f"Spark cannot be reached {where}: {_first_line(problem)}") from None
    try:
        yield spark
    finally:
        spark.stop()


_PATIENCE = 10
_PORT = 15_002
"""Where Spark Connect listens, by its documentation, unless a URL says otherwise."""


def _knock(url: str) -> None:
    """Whether anybody is there: Spark's own client would go on trying for ten minutes."""
    try:
        there = urlsplit(url)
        socket.create_connection((there.hostname or "", there.port or _PORT), timeout=_PATIENCE).close()
    except (OSError, ValueError) as problem:
        raise NoSpark(f"Spark cannot be reached at {url}: {_first_line(problem)}.") from None


def _first_line(problem: Exception) -> str:
    lines = [line.strip() for line in str(problem).splitlines() if line.strip()]
    return lines[0] if lines else type(problem).__name__


@contextmanager
def _quietly() -> Iterator[None]:
    """What Java has to say while it starts, about itself, is kept off the terminal; all of it where it fails."""
    sys.stderr.flush()
    with tempfile.TemporaryFile() as said:
        terminal = os.dup(2)
        os.dup2(said.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(terminal, 2)
            os.close(terminal)
