"""Several files written into a folder: all of them or none, whenever the run is ended."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from leadpact.cli import folders


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


ENDED = """\
import os, shutil, signal, sys
from pathlib import Path
from leadpact.cli import folders

signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell's background job would ignore
calls = 0

def ended(real):
    def step(*words, **options):
        global calls
        result = real(*words, **options)
        calls += 1
        if calls == int(sys.argv[2]):
            os.kill(os.getpid(), getattr(signal, sys.argv[1]))
        return result
    return step

os.link = ended(os.link)
shutil.rmtree = ended(shutil.rmtree)
for name in ("mkdir", "replace", "rmdir", "rename", "touch"):
    setattr(Path, name, ended(getattr(Path, name)))
new = {name: b"new" for name in ("a.txt", "b.txt", "c.txt")}
try:
    folders.write_folder(Path("generated/acme"), new)
except KeyboardInterrupt:
    sys.exit(130)
sys.exit(0 if calls < int(sys.argv[2]) else 1)
"""
"""Writes three files, and gets a signal directly after one of the steps on the way."""


def ended_at_each_step(signal: str, root: Path) -> Iterator[tuple[int, dict[str, bytes]]]:
    """For each step: the exit code, and what lies in the folder when all is done that the next run does first."""
    folder = root / "generated" / "acme"
    for step in range(1, 50):
        shutil.rmtree(root / "generated", ignore_errors=True)
        folder.mkdir(parents=True)
        for name, text in (("a.txt", "old"), ("b.txt", "old"), ("mine.txt", "mine")):
            (folder / name).write_text(text)
        words = [sys.executable, "-c", ENDED, signal, str(step)]
        code = subprocess.run(words, cwd=root, check=False).returncode
        if code == 0:
            assert step > 10, "there were more steps than that"
            return
        folders.clear_leftovers(root / "generated")
        assert [path.name for path in (root / "generated").iterdir()] == ["acme"]
        yield code, contents(folder)
    pytest.fail("it never came to an end")


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such signals")
@pytest.mark.parametrize(("signal", "code"), [("SIGKILL", -9), ("SIGINT", 130)])
def test_a_run_that_is_ended_at_any_step_has_written_all_or_nothing(tmp_path: Path, signal: str, code: int) -> None:
    old = {"a.txt": b"old", "b.txt": b"old", "mine.txt": b"mine"}
    new = {"a.txt": b"new", "b.txt": b"new", "c.txt": b"new", "mine.txt": b"mine"}
    ends = list(ended_at_each_step(signal, tmp_path))
    assert {found for found, _ in ends} == {code}
    was_old = [folder == old for _, folder in ends]
    assert all(folder in (old, new) for _, folder in ends)
    assert was_old == sorted(was_old, reverse=True)
    assert len(set(was_old)) == 2


def test_a_folder_that_was_moved_aside_is_put_back(tmp_path: Path) -> None:
    aside = tmp_path / "generated" / ".acme.0f3a9c21.old"
    (aside / "own").mkdir(parents=True)
    (aside / "own" / "notes.txt").write_text("mine")
    (aside / "a.txt.absent").touch()
    folders.clear_leftovers(tmp_path / "generated")
    assert contents(tmp_path / "generated") == {"acme/own/notes.txt": b"mine"}


def test_files_of_others_and_their_rights_stay(tmp_path: Path) -> None:
    folder = tmp_path / "generated" / "acme"
    folders.write_folder(folder, {"a.txt": b"old"})
    (folder / "a.txt").chmod(0o755)
    (folder / "own").mkdir()
    (folder / "own" / "notes.txt").write_text("mine")
    (folder / "link").symlink_to("own/notes.txt")
    folders.write_folder(folder, {"a.txt": b"new"})
    assert (folder / "a.txt").read_bytes() == b"new"
    assert (folder / "a.txt").stat().st_mode & 0o777 == 0o755
    assert (folder / "own" / "notes.txt").read_text() == "mine"
    assert (folder / "link").readlink() == Path("own/notes.txt")
    assert [path.name for path in folder.parent.iterdir()] == ["acme"]
