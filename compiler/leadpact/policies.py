"""Policies on disk: which there are, and how one is read. Nothing outside a policy's own folder is ever opened."""

from __future__ import annotations

import errno
import stat
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import NamedTuple

from leadpact_dsl.diagnostics import Diagnostic, error
from leadpact_dsl.model import Policy
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile, Span

MAX_FILE = 1_000_000
MAX_FILES = 200
MAX_LIST_FILE = 10_000_000
SUFFIX = ".sla"


class Loaded(NamedTuple):
    """`policy` is None where a diagnostic forbids to run it."""

    policy: Policy | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class PolicyFiles:
    """The text of a policy's files that could be read, and what is wrong with the others."""

    folder: Path
    files: tuple[SourceFile, ...]
    diagnostics: tuple[Diagnostic, ...]


def load(path: Path, today: date | None = None) -> Loaded:
    """Reads and checks the policy in a folder, or in a lone file. `today` lets the checks see terms that are over."""
    found = read_files(path)
    if not found.files:
        return Loaded(None, found.diagnostics)
    reading = read_policy(found.files, ListFiles(found.folder), today)
    unreadable = any(d.is_error for d in found.diagnostics)
    return Loaded(None if unreadable else reading.policy, found.diagnostics + reading.diagnostics)


def read_files(path: Path) -> PolicyFiles:
    """The `.sla` files of a folder (not of folders below it), or one file."""
    folder = path if path.is_dir() else path.parent
    paths = _policy_files(path)
    if not paths:
        return PolicyFiles(folder, (), (_no_policy(path),))
    if len(paths) > MAX_FILES:
        problem = error(
            "LP001", None, f"{shown(path)} holds {len(paths)} policy files; a policy has at most {MAX_FILES}."
        )
        return PolicyFiles(folder, (), (problem,))
    files: list[SourceFile] = []
    problems: list[Diagnostic] = []
    for file in paths:
        found = read_text(file, folder, MAX_FILE)
        if isinstance(found, Diagnostic):
            problems.append(found)
        else:
            files.append(SourceFile(shown(file), found))
    return PolicyFiles(folder, tuple(files), tuple(problems))


def files_of(path: Path, policy: Policy) -> list[Path]:
    """Every file that the policy at a path was read from: its `.sla` files, and the files of its lists."""
    folder = path if path.is_dir() else path.parent
    lists = (one.file for one in policy.lists.values())
    return [*_policy_files(path), *(folder / name for name in lists if name is not None)]


def _policy_files(path: Path) -> list[Path]:
    return sorted(p for p in path.iterdir() if p.suffix == SUFFIX) if path.is_dir() else [path]


class ListFiles(Mapping[str, str]):
    """The files that a policy's lists may name: CSV files in its own folder, read when they are asked for.

    For a name that cannot be used, KeyError holds the name and a sentence that says why.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, name: str) -> str:
        if PurePath(name).is_absolute() or "\\" in name or ".." in Path(name).parts:
            raise KeyError(name, f"“{name}” does not lie in the policy’s own folder, so it is not read.")
        if not name.lower().endswith(".csv"):
            raise KeyError(name, f"“{name}” does not end in .csv, so it is not read.")
        found = read_text(self._folder / name, self._folder, MAX_LIST_FILE)
        if isinstance(found, Diagnostic):
            raise KeyError(name, found.message)
        return found

    def __iter__(self) -> Iterator[str]:
        return (str(path.relative_to(self._folder)) for path in sorted(self._folder.rglob("*.csv")))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def shown(path: Path) -> str:
    """A path as people see it: relative to where they are, if it lies below, with forward slashes."""
    here = Path.cwd()
    absolute = here / path
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else path).as_posix()


def read_text(path: Path, folder: Path, limit: int) -> str | Diagnostic:
    """A file's text, or why it is not read: `limit` is in bytes. Line ends come out as plain ones."""
    name = shown(path)
    place = Span(SourceFile(name, ""), 0, 0)
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(folder.resolve()):
            return error(
                "LP002",
                place,
                f"{name} is a link that leads out of its folder, so it is not read.",
                help="Put the file itself into the folder.",
            )
        facts = real.stat()
        if not stat.S_ISREG(facts.st_mode):  # opening a pipe would wait for somebody to write
            return error("LP002", place, f"{name} is no ordinary file.")
        if facts.st_size > limit:
            return error(
                "LP003",
                place,
                f"{name} has {facts.st_size / 1e6:,.1f} MB; such a file may have {limit / 1e6:,.0f} MB.",
                help="A policy that people can read is far smaller. Is this the right file?",
            )
        with real.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, RuntimeError) as problem:
        return error("LP002", place, f"{name} cannot be read: {_why(problem)}.")
    return _decoded(data, name, place)


def _why(problem: OSError | RuntimeError) -> str:
    # Up to Python 3.12 a link that leads back to itself is a RuntimeError.
    if isinstance(problem, RuntimeError) or problem.errno == errno.ELOOP:
        return "it is a link that leads back to itself"
    return problem.strerror or str(problem)


def _decoded(data: bytes, name: str, place: Span) -> str | Diagnostic:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return error(
            "LP004",
            place,
            f"{name} is saved as UTF-16, and policy files are UTF-8.",
            help="Save it again as UTF-8: in Notepad, “Save as”, and choose UTF-8 below the name.",
        )
    if b"\0" in data:
        return error(
            "LP004", place, f"{name} is no text file.", help="Policy files are plain text. Is it the right file?"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        return error(
            "LP004",
            place,
            f"{name} is not saved as UTF-8: line {line} holds a character in another encoding.",
            help="Save it again as UTF-8, or type the character anew.",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _no_policy(path: Path) -> Diagnostic:
    return error(
        "LP005",
        None,
        f"There is no policy in {shown(path)}: it holds no file whose name ends in {SUFFIX}.",
        help="Name a folder with .sla files, or start one with `leadpact init`.",
    )


# ------------------------------------------------------------------------------------------------ the policy repository


@dataclass(frozen=True)
class Repository:
    """A folder with a leadpact.toml, or a pyproject.toml with a table `tool.leadpact`.

    `templates` holds the company's own templates, if there are any: the folder need not be there.
    """

    root: Path
    policies: Path
    templates: Path


class BadSettings(Exception):
    """A settings file that cannot be used; the message is for people."""


def repository(start: Path) -> Repository | None:
    """The repository that a folder lies in, found as other tools do: upwards, the nearest first. Raises BadSettings."""
    for folder in (start, *start.parents):
        settings = _settings(folder)
        if settings is not None:
            return Repository(folder, _folder(settings, "policies", folder), _folder(settings, "templates", folder))
    return None


def _folder(settings: dict[str, object], name: str, root: Path) -> Path:
    """The folder that a setting names; without the setting it is called like that."""
    place = settings.get(name, name)
    if not isinstance(place, str) or not _is_inside(root / place, root):
        raise BadSettings(f"In the settings of {shown(root)}, `{name}` has to name a folder inside it.")
    return root / place


def _is_inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a link that leads back to itself; a name that no file can have
        return False


def _settings(folder: Path) -> dict[str, object] | None:
    for name in ("leadpact.toml", "pyproject.toml"):
        path = folder / name
        if not path.is_file():
            continue
        try:
            table: dict[str, object] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as problem:
            if name == "pyproject.toml":
                continue
            raise BadSettings(f"{shown(path)} cannot be read: {_why_no_settings(problem)}.") from None
        if name == "leadpact.toml":
            return table
        tool = table.get("tool")
        own = tool.get("leadpact") if isinstance(tool, dict) else None
        if isinstance(own, dict):
            return own
    return None


def _why_no_settings(problem: OSError | ValueError | RecursionError) -> str:
    match problem:
        case OSError():
            return problem.strerror or str(problem)
        case RecursionError():
            return "it is nested too deep"
        case UnicodeDecodeError():
            return "it is not saved as UTF-8"
        case tomllib.TOMLDecodeError():
            return str(problem)
        case _:
            return "a number in it is too long"


def policies_at(path: Path) -> list[Path]:
    """The policies that a path stands for: itself, or the folders below it that hold policy files."""
    if not path.is_dir() or any(child.suffix == SUFFIX for child in path.iterdir()):
        return [path]
    below = sorted(child for child in path.iterdir() if child.is_dir())
    return [child for child in below if any(p.suffix == SUFFIX for p in child.iterdir())] or [path]
