"""Writing a folder so that no one ever finds half of it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from leadpact.cli.files import settle


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Puts files into a folder in one step: whoever looks finds the old folder or the new, never a part of either.

    Whatever else lies in the folder is still there afterwards. Folders on the way are made. Raises OSError, and then
    the folder is as it was.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Beside it, because only there the last step is one step. Hidden, so that no one takes it for the folder.
    mark = os.urandom(4).hex()
    draft = folder.with_name(f".{folder.name}.{mark}.part")
    aside = folder.with_name(f".{folder.name}.{mark}.old")
    try:
        draft.mkdir()
        for name, content in files.items():
            with (draft / name).open("xb") as file:
                file.write(content)
                settle(file)
        if folder.is_dir():
            _carry_over(folder, draft)
        _settle_folder(draft)
        _swap(draft, folder, aside)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _carry_over(folder: Path, draft: Path) -> None:
    """What lies in the folder and is not written anew comes along: links as links, dates and rights as they are."""
    for entry in sorted(folder.iterdir()):
        into = draft / entry.name
        if os.path.lexists(into):
            into.chmod(entry.stat().st_mode & 0o7777)
        elif entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, into, symlinks=True)
        else:
            shutil.copy2(entry, into, follow_symlinks=False)


def _swap(draft: Path, folder: Path, aside: Path) -> None:
    there = os.path.lexists(folder)
    if there:
        folder.rename(aside)
    try:
        draft.rename(folder)
    except BaseException:
        if there:
            aside.rename(folder)
        raise
    _settle_folder(folder.parent)


def _settle_folder(folder: Path) -> None:
    """Brings the names in a folder onto the disk, where the system has a way to ask for it."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
