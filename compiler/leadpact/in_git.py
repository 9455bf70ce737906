"""Policies as git keeps them, read without a checkout: nothing in the working tree is touched, and no hook runs.

git is asked by object only: a revision is turned into the hash of its commit once, and what follows names hashes that
git itself gave. What people typed reaches git in one place, and never as an option.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from leadpact.policy_text import SUFFIX, cannot_read, decoded, too_large
from leadpact_dsl.diagnostics import Diagnostic

_LONGEST_WAIT = 60
"""Seconds; a local repository answers in milliseconds."""

_OF_ANOTHER = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"})
"""Variables that git sets for its hooks: they may name another repository than the policy's."""

_FILES = frozenset({"100644", "100755", "100664"})
_LINK = "120000"


class NoVersion(Exception):
    """A version that cannot be had; the message is for people."""


class NoRepository(NoVersion):
    """The folder lies in no git repository."""


class NoGit(NoVersion):
    """There is no git on this machine."""


@dataclass(frozen=True)
class _Entry:
    mode: str
    object: str
    size: int


@dataclass(frozen=True)
class Commit:
    """A commit of the repository whose working tree is `root`; `name` is what people called it."""

    root: Path
    hash: str
    name: str

    def path_of(self, path: Path) -> str | None:
        """Where a path of the working tree is kept, "" for the root; None for one outside."""
        real, root = path.resolve(), self.root.resolve()
        return "/".join(real.relative_to(root).parts) if real.is_relative_to(root) else None

    def is_folder(self, path: str) -> bool:
        return not path or self._kind(path) == "tree"

    def is_file(self, path: str) -> bool:
        return self._kind(path) == "blob"

    def files_below(self, folder: str) -> list[str]:
        """The files in a folder and below it, relative to it. None where there is no such folder."""
        if not self.is_folder(folder):
            return []
        found = _asked(self.root, "ls-tree", "-r", "-z", "--full-tree", "--name-only", f"{self.hash}:{folder}")
        return sorted(map(os.fsdecode, found.split(b"\0")[:-1]))

    def entries(self, folder: str) -> dict[str, _Entry]:
        """What lies directly in a folder, by name."""
        if not self.is_folder(folder):
            return {}
        found: dict[str, _Entry] = {}
        for line in _asked(self.root, "ls-tree", "-z", "-l", "--full-tree", f"{self.hash}:{folder}").split(b"\0")[:-1]:
            facts, _, name = line.partition(b"\t")
            mode, _, object_, size = facts.decode().split()
            found[os.fsdecode(name)] = _Entry(mode, object_, int(size) if size.isdecimal() else 0)
        return found

    def contents(self, entries: Sequence[_Entry]) -> list[bytes]:
        """The bytes of objects, all in one call."""
        wanted = "".join(f"{entry.object}\n" for entry in entries).encode()
        said = _asked(self.root, "cat-file", "--batch", given=wanted) if entries else b""
        found: list[bytes] = []
        for entry in entries:
            head, _, said = said.partition(b"\n")
            if not head.endswith(f" blob {entry.size}".encode()):
                raise NoVersion(f"git has lost a file of {self.name}. `git fsck` says what is wrong there.")
            found.append(said[: entry.size])
            said = said[entry.size + 1 :]
        return found

    def _kind(self, path: str) -> str:
        # A path that is not there is said on stderr, and the kind is empty. What follows the hash is no pattern to git.
        if "\0" in path:
            return ""
        return _run(self.root, "cat-file", "-t", f"{self.hash}:{path}").stdout.decode().strip()


@dataclass(frozen=True)
class FolderInGit:
    """A place in git: the folder of a policy at a commit, or a lone file, whose lists may then lie beside it."""

    commit: Commit
    path: str

    @cached_property
    def _is_file(self) -> bool:
        return self.commit.is_file(self.path)

    @property
    def folder(self) -> str:
        return self._parent(self.path) if self._is_file else self.path

    @property
    def shown(self) -> str:
        """As git writes it."""
        return f"{self.commit.name}:{self.path}"

    def policy_files(self) -> Sequence[str]:
        if self._is_file:
            return [PurePosixPath(self.path).name]
        return sorted(name for name in self.commit.entries(self.path) if name.endswith(SUFFIX))

    def list_files(self) -> Sequence[str]:
        return [name for name in self.commit.files_below(self.folder) if name.endswith(".csv")]

    def shown_file(self, name: str) -> str:
        return f"{self.commit.name}:{PurePosixPath(self.folder, name)}"

    def read(self, names: Sequence[str], limit: int) -> Sequence[str | Diagnostic]:
        entries: dict[str, dict[str, _Entry]] = {}
        found: dict[str, str | Diagnostic] = {}
        sound: dict[str, _Entry] = {}
        for name in names:
            folder = self._parent(str(PurePosixPath(self.folder, name)))
            if folder not in entries:
                entries[folder] = self.commit.entries(folder)
            entry = entries[folder].get(PurePosixPath(name).name)
            problem = self._refused(name, entry, limit)
            if problem is not None:
                found[name] = problem
            elif entry is not None:
                sound[name] = entry
        for name, data in zip(sound, self.commit.contents([*sound.values()]), strict=True):
            found[name] = decoded(data, self.shown_file(name))
        return [found[name] for name in names]

    def _refused(self, name: str, entry: _Entry | None, limit: int) -> Diagnostic | None:
        shown = self.shown_file(name)
        if entry is None:
            return cannot_read(shown, f"{shown} cannot be read: No such file or directory.")
        if entry.mode == _LINK:
            help_ = "Put the file itself into the folder."
            return cannot_read(shown, f"{shown} is a link, so it is not read.", help=help_)
        if entry.mode not in _FILES:
            return cannot_read(shown, f"{shown} is no ordinary file.")
        return too_large(shown, entry.size, limit) if entry.size > limit else None

    @staticmethod
    def _parent(path: str) -> str:
        return path.rpartition("/")[0]


def repository_root(near: Path) -> Path:
    """The working tree that a folder lies in. Raises NoVersion without one, or without git."""
    folder = next((one for one in (near, *near.absolute().parents) if one.is_dir()), Path.cwd())
    done = _run(folder, "rev-parse", "--show-toplevel")
    root = os.fsdecode(done.stdout.removesuffix(b"\n"))
    if done.returncode == 0 and root:
        return Path(root)
    if b"not a git repository" in done.stderr:
        raise NoRepository("This folder is in no git repository, so there are no earlier versions of it here.")
    raise NoVersion(_in_gits_words(done.stderr))


def commit_called(root: Path, name: str) -> Commit | None:
    """The commit that a revision stands for: a hash, branch, tag, `HEAD~3`… None where git knows no such one."""
    if not name or name.startswith("-") or not name.isprintable():
        return None  # an option to git, or nothing that anybody can have meant
    done = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    hash_ = done.stdout.decode("ascii", "replace").split()
    return Commit(root, hash_[-1], name) if done.returncode == 0 and hash_ else None


def is_shallow(root: Path) -> bool:
    """Whether only the latest commits were fetched, as continuous integration likes to do."""
    return _run(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def _asked(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = _run(root, *arguments, given=given)
    if done.returncode:
        raise NoVersion(_in_gits_words(done.stderr))
    return done.stdout


def _run(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """git in the C locale, without asking anybody for anything. What it says of a failure is on stderr."""
    environment = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
    environment |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(
            ["git", "--no-pager", "--no-replace-objects", "-C", str(root), *arguments],
            input=given,
            capture_output=True,
            check=False,
            env=environment,
            timeout=_LONGEST_WAIT,
        )
    except FileNotFoundError:
        raise NoGit("git is not installed here, and earlier versions are read through it.") from None
    except subprocess.TimeoutExpired:
        raise NoVersion(f"git has not answered for {_LONGEST_WAIT} seconds.") from None


def _in_gits_words(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return f"git says: {lines[0].removeprefix('fatal: ')[:300]}" if lines else "git failed without a word."
