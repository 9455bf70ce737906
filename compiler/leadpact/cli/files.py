"""Writing files so that no one ever finds half of one."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def write_whole(path: Path, content: str | bytes) -> None:
    """Writes a file in one step: a reader finds the old content or the new, never a part.

    Text is written as UTF-8 with its line ends as they are. Folders on the way are made. Raises OSError.
    """
    with whole_file(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to bit by bit that stands at `path` only once the block has ended without an exception."""
    path = Path(os.path.realpath(path))  # a link stays a link: what it points to is replaced
    if path.exists() and not path.is_file():
        # A device such as /dev/stdout is written to, never replaced. (A folder is refused by open.)
        with path.open("wb") as device:
            yield device
        return
    if path.is_symlink():  # only a link that leads back to itself still is one
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder, because only there the last step is one step.
    draft = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    try:
        with draft.open("xb") as file:
            yield file
            settle(file)
        if path.exists():
            draft.chmod(path.stat().st_mode & 0o7777)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def settle(file: BinaryIO) -> None:
    """Brings what was written onto the disk, so that one that is full is told now. Raises OSError."""
    file.flush()
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        os.fsync(file.fileno())
