"""Writing several files into a folder: all of them, or none.

A draft `.NAME.xxxxxxxx.part` holds the new files until they are whole on the disk. While they take their places,
`.NAME.xxxxxxxx.old` holds what stood there before. So a folder of the second kind means that a run was ended in
between, and says all that is needed to undo what it did; one of the first kind is a draft and nothing else.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from leadpact.cli.files import settle

_LEFTOVER = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{8}\.(?P<kind>part|old)")
# In a folder `.old`: an empty file that says that there was none of the name before.
_ABSENT = ".absent"


class NotWritten(OSError):
    """A file that could not be written (`filename`), and why (`strerror`). Its folder is as it was."""


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Puts files into a folder: all of them, or none, where anything goes wrong or the run is ended.

    A new folder appears in one step. In one that is there, each file is replaced in one step, one directly after the
    other; nothing else in the folder is touched, nor read. Folders on the way are made. Raises `NotWritten`; a run
    that is killed in between is undone by `clear_leftovers`.
    """
    stem = folder.with_name(f".{folder.name}.{os.urandom(4).hex()}")
    # Beside it, because only there a rename is one step. Hidden, so that no one takes it for the folder.
    draft, aside = Path(f"{stem}.part"), Path(f"{stem}.old")
    place = folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone_in(folder.parent):
            try:
                draft.mkdir()
                for name, content in files.items():
                    place = folder / name
                    _write(draft / name, content, place)
                place = folder
                _settle_folder(draft)
                if folder.is_dir():
                    _exchange(draft, folder, aside, files)
                else:
                    draft.rename(folder)
                with suppress(OSError):  # the folder stands: this could only fail to make it sooner safe
                    _settle_folder(folder.parent)
            except BaseException:
                if aside.is_dir():
                    _put_back(aside, folder)
                raise
            finally:
                shutil.rmtree(draft, ignore_errors=True)
    except OSError as problem:
        if aside.is_dir():  # not even undone
            raise
        raise NotWritten(problem.errno, problem.strerror or str(problem), str(place)) from problem


def leftovers(parent: Path) -> list[Path]:
    """What runs that were ended from outside have left beside the folders that they wrote."""
    if not parent.is_dir():
        return []
    found = (entry for entry in parent.iterdir() if _LEFTOVER.fullmatch(entry.name))
    return sorted(entry for entry in found if entry.is_dir() and not entry.is_symlink())


def clear_leftovers(parent: Path) -> None:
    """Undoes what a run that was ended in between has done, and takes drafts away. Raises OSError."""
    if not leftovers(parent):
        return
    with _alone_in(parent):  # what is there now is of no run that still goes on
        for entry in leftovers(parent):
            found = _LEFTOVER.fullmatch(entry.name)
            if found is not None and found["kind"] == "old":
                _put_back(entry, parent / found["name"])
            shutil.rmtree(entry, ignore_errors=True)


def _write(path: Path, content: bytes, place: Path) -> None:
    with path.open("xb") as file:
        file.write(content)
        settle(file)
    if place.is_file():
        path.chmod(place.stat().st_mode & 0o7777)


def _exchange(draft: Path, folder: Path, aside: Path, names: Iterable[str]) -> None:
    """The draft's files take the place of those in the folder, which are kept in `aside` until all of them do."""
    aside.mkdir()
    for name in names:
        _keep(folder / name, aside)
    _settle_folder(aside)
    for name in names:
        (draft / name).replace(folder / name)
    _settle_folder(folder)
    draft.rmdir()
    aside.rename(draft)  # in one step what would undo it is undone


def _keep(path: Path, aside: Path) -> None:
    """A second name for a file: that takes no space, and stays when the first one goes to another file."""
    if not path.is_file():
        (aside / f"{path.name}{_ABSENT}").touch()
        return
    try:
        os.link(path, aside / path.name)
    except OSError:  # not every file system has them, nor is every file ours to link
        shutil.copy2(path, aside / path.name)


def _put_back(aside: Path, folder: Path) -> None:
    """The folder as it was; if this is ended in between too, it can be done again."""
    if not os.path.lexists(folder):
        for entry in aside.glob(f"*{_ABSENT}"):
            entry.unlink()
        aside.rename(folder)
        return
    for entry in sorted(aside.iterdir()):
        place = folder / entry.name.removesuffix(_ABSENT)
        if entry.name != place.name:
            place.unlink(missing_ok=True)
        elif place.is_file() or not os.path.lexists(place):
            entry.replace(place)
    _settle_folder(folder)
    shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _alone_in(parent: Path) -> Iterator[None]:
    """Waits until no other run writes here. Only Windows does without: there a run may clear another's draft."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system that knows no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _settle_folder(folder: Path) -> None:
    """Brings the names in a folder onto the disk, where the system has a way to ask for it."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
