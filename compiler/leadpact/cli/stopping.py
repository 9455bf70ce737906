"""Being told to end: what is under way is cleaned up, as with Ctrl-C."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

# A shell reports a program ended by a signal as this and the signal's number: 143 for SIGTERM.
BY_SIGNAL = 128

# SIGHUP comes when a terminal is closed, or a connection to one; Windows does not have it.
_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextmanager
def ends_cleanly() -> Iterator[None]:
    """Within the block SIGTERM and SIGHUP end the program, and drafts of files are taken away before."""
    # Whoever started us may want it otherwise, such as `nohup`.
    ours = [number for number in _SIGNALS if signal.getsignal(number) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(BY_SIGNAL + number)
