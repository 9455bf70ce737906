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
    """A file to write to bit by bit that stands at `path` only once the block has ended without an exception.

    An OSError that comes from the writing names `path` as it was given, never the draft beside it.
    """
    asked, path = path, Path(os.path.realpath(path))  # a link stays a link: what it points to is replaced
    with _named(asked, path):
        special = path.exists() and not path.is_file()
    if special:
        # A device such as /dev/stdout is written to, never replaced. (A folder is refused by open.)
        with _named(asked, path), path.open("wb") as device:
            yield device
        return
    if path.is_symlink():  # only a link that leads back to itself still is one
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(asked))
    with _named(asked, *path.parents):
        path.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder, because only there the last step is one step.
    draft = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    with _named(asked, draft):
        yield from _drafted(draft, path)


def _drafted(draft: Path, path: Path) -> Iterator[BinaryIO]:
    """The draft, which takes the place of `path` in the end."""
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


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def _named(asked: Path, *ours: Path) -> Iterator[None]:
    """Errors that name one of these paths, or a full disk, name the one that was asked for instead."""
    try:
        yield
    except OSError as problem:
        full = problem.filename is None and problem.errno in _FULL
        if not full and problem.filename not in map(str, ours):
            raise
        # A folder on the way that is a file is "there already" when it is to be made.
        number = errno.ENOTDIR if isinstance(problem, FileExistsError) else problem.errno
        assert number is not None  # it came from the system
        raise OSError(number, os.strerror(number), str(asked)) from problem


def settle(file: BinaryIO) -> None:
    """Brings what was written onto the disk, so that one that is full is told now. Raises OSError."""
    file.flush()
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        os.fsync(file.fileno())
