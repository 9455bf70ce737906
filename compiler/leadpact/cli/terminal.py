"""What depends on who is reading: colour, width, and the progress bar."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress

# What ends sooner needs no bar.
PATIENCE_SECONDS = 1.0


def wants_colour(stream: TextIO) -> bool:
    """Colour only to a terminal, unless NO_COLOR or FORCE_COLOR decide it; NO_COLOR is the stronger."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width_of(stream: TextIO) -> int:
    """The columns of the terminal, or 100 where the stream is a file or a pipe."""
    return shutil.get_terminal_size((100, 24)).columns if stream.isatty() else 100


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr for as long as the block runs; call what it yields with the number of steps done.

    `what` says what goes on (`Scoring leads`); `total` is the number of steps, None where it is not known. It appears
    only on a terminal and only once the work has taken a second, also while a single step takes long.
    """
    bar = _Bar(what, total)
    waiting = threading.Timer(PATIENCE_SECONDS, bar.show)
    waiting.daemon = True
    if sys.stderr.isatty():
        waiting.start()
    try:
        yield bar.advance
    finally:
        waiting.cancel()
        bar.stop()


class _Bar:
    """Counts steps, and draws them from the moment it is shown. Two threads use it: the work, and the timer."""

    def __init__(self, what: str, total: int | None) -> None:
        self._what = what
        self._total = total
        self._done = 0
        self._drawn: Progress | None = None
        self._over = False
        self._lock = threading.Lock()

    def advance(self, steps: int = 1) -> None:
        self._done += steps
        if self._drawn is not None:
            self._drawn.update(self._drawn.task_ids[0], completed=self._done)

    def show(self) -> None:
        # Rich takes a while to import: it is fetched only for work that turned out long.
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        with self._lock:
            if self._over:
                return
            console = Console(stderr=True, no_color=not wants_colour(sys.stderr))
            drawn = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                *([MofNCompleteColumn(), TimeRemainingColumn()] if self._total is not None else []),
                console=console,
                transient=True,
            )
            drawn.add_task(self._what, total=self._total, completed=self._done)
            drawn.start()
            self._drawn = drawn

    def stop(self) -> None:
        with self._lock:
            self._over = True
            if self._drawn is not None:
                self._drawn.stop()
