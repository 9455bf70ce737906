"""Outputs never overwrite what a command reads, nor a policy."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from leadpact.cli.options import fail_usage
from leadpact.policies import SUFFIX


def keep_apart(read: Iterable[Path | None], written: Iterable[Path | None]) -> None:
    """Ends in wrong use where a file would be written over one that is read, over a policy, or two over each other.

    A file is the same under each of its names: through links, and as a hard link.
    """
    taken = [(path, "it is read") for path in read if path is not None]
    for path in written:
        if path is None:
            continue
        if os.path.realpath(path).lower().endswith(SUFFIX):
            fail_usage(f"{path} is a file of a policy, which this command never writes: give the output another name.")
        for other, why in taken:
            if _same(path, other):
                fail_usage(f"{path} is used for something else already ({why}): give each output a name of its own.")
        taken.append((path, "another output goes there"))


def _same(one: Path, other: Path) -> bool:
    if os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other)):
        return True
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there yet
        return False
