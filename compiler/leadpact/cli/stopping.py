"""Being told to end: what is under way is cleaned up, as with Ctrl-C."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

# What a shell reports for a program ended by SIGTERM.
TERMINATED = 143


@contextmanager
def ends_cleanly() -> Iterator[None]:
    """Within the block SIGTERM ends the program with exit code 143, and drafts of files are taken away before."""
    before = signal.getsignal(signal.SIGTERM)
    if before is not signal.SIG_DFL:  # whoever started us wants it otherwise
        yield
        return
    signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(TERMINATED)
