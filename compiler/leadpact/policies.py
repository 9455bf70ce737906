"""Policies on disk: which there are, and how one is read. Nothing outside a policy's own folder is ever opened."""

from __future__ import annotations

import errno
import stat
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from leadpact.policy_text import (
    MAX_FILE,
    MAX_FILES,
    MAX_LIST_FILE,
    SUFFIX,
    Lists,
    cannot_read,
    decoded,
    policy_in,
    text_in,
    too_large,
)
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy
from leadpact_dsl.source import SourceFile

__all__ = [
    "MAX_FILE",
    "MAX_FILES",
    "MAX_LIST_FILE",
    "SUFFIX",
    "BadSettings",
    "Folder",
    "ListFiles",
    "Loaded",
    "NoPolicy",
    "PolicyFiles",
    "Repository",
    "files_of",
    "load",
    "policies_at",
    "policies_of",
    "read_files",
    "read_text",
    "repository",
    "shown",
]


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


@dataclass(frozen=True)
class Folder:
    """A place on disk: a policy's folder, or a lone file, whose lists may then lie beside it."""

    path: Path

    @property
    def folder(self) -> Path:
        return self.path if self.path.is_dir() else self.path.parent

    @property
    def shown(self) -> str:
        return shown(self.path)

    def policy_files(self) -> Sequence[str]:
        return [path.name for path in _policy_files(self.path)]

    def list_files(self) -> Sequence[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.csv"))

    def shown_file(self, name: str) -> str:
        return shown(self.folder / name)

    def read(self, names: Sequence[str], limit: int) -> Sequence[str | Diagnostic]:
        return [read_text(self.folder / name, self.folder, limit) for name in names]


class ListFiles(Lists):
    """The files that the lists of the policy in a folder may name."""

    def __init__(self, folder: Path) -> None:
        super().__init__(Folder(folder))


def load(path: Path, today: date | None = None) -> Loaded:
    """Reads and checks the policy in a folder, or in a lone file. `today` lets the checks see terms that are over."""
    found = policy_in(Folder(path), today)
    return Loaded(found.policy, found.diagnostics)


def read_files(path: Path) -> PolicyFiles:
    """The `.sla` files of a folder (not of folders below it), or one file."""
    place = Folder(path)
    text = text_in(place)
    return PolicyFiles(place.folder, text.files, text.diagnostics)


def files_of(path: Path, policy: Policy) -> list[Path]:
    """Every file that the policy at a path was read from: its `.sla` files, and the files of its lists."""
    lists = (one.file for one in policy.lists.values())
    return [*_policy_files(path), *(Folder(path).folder / name for name in lists if name is not None)]


def _policy_files(path: Path) -> list[Path]:
    return sorted(p for p in path.iterdir() if p.suffix == SUFFIX) if path.is_dir() else [path]


def shown(path: Path) -> str:
    """A path as people see it: relative to where they are, if it lies below, with forward slashes."""
    here = Path.cwd()
    absolute = here / path
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else path).as_posix()


def read_text(path: Path, folder: Path, limit: int) -> str | Diagnostic:
    """A file's text, or why it is not read: `limit` is in bytes. Line ends come out as plain ones."""
    name = shown(path)
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(folder.resolve()):
            return cannot_read(
                name,
                f"{name} is a link that leads out of its folder, so it is not read.",
                help="Put the file itself into the folder.",
            )
        facts = real.stat()
        if not stat.S_ISREG(facts.st_mode):  # opening a pipe would wait for somebody to write
            return cannot_read(name, f"{name} is no ordinary file.")
        if facts.st_size > limit:
            return too_large(name, facts.st_size, limit)
        with real.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, RuntimeError) as problem:
        return cannot_read(name, f"{name} cannot be read: {_why(problem)}.")
    return decoded(data, name)


def _why(problem: OSError | RuntimeError) -> str:
    # Up to Python 3.12 a link that leads back to itself is a RuntimeError.
    if isinstance(problem, RuntimeError) or problem.errno == errno.ELOOP:
        return "it is a link that leads back to itself"
    return problem.strerror or str(problem)


# ------------------------------------------------------------------------------------------------ the policy repository


SETTINGS_FILES = ("leadpact.toml", "pyproject.toml")
"""Where settings may stand; a folder that has both is governed by the first."""


@dataclass(frozen=True)
class Repository:
    """A folder with a leadpact.toml, or a pyproject.toml with a table `tool.leadpact`.

    `templates` holds the company's own templates, if there are any: the folder need not be there. `settings` are all of
    the file's, as they stand there.
    """

    root: Path
    policies: Path
    templates: Path
    settings: Mapping[str, object] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        """The file that holds the settings."""
        return _settings_file(self.root)


class BadSettings(Exception):
    """A settings file that cannot be used; the message is for people."""


def repository(start: Path) -> Repository | None:
    """The repository that a folder lies in, found as other tools do: upwards, the nearest first. Raises BadSettings."""
    for folder in (start, *start.parents):
        settings = _settings(folder)
        if settings is not None:
            policies, templates = (_folder(settings, name, folder) for name in ("policies", "templates"))
            return Repository(folder, policies, templates, settings)
    return None


def _folder(settings: dict[str, object], name: str, root: Path) -> Path:
    """The folder that a setting names; without the setting it is called like that."""
    place = settings.get(name, name)
    if not isinstance(place, str) or not _is_inside(root / place, root):
        raise BadSettings(f"In {shown(_settings_file(root))}, `{name}` has to name a folder inside it.")
    return root / place


def _settings_file(root: Path) -> Path:
    """A folder that has both is governed by leadpact.toml."""
    own = root / "leadpact.toml"
    return own if own.is_file() else root / "pyproject.toml"


def _is_inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a link that leads back to itself; a name that no file can have
        return False


def _settings(folder: Path) -> dict[str, object] | None:
    for name in SETTINGS_FILES:
        path = folder / name
        if not path.is_file():
            continue
        try:
            found = settings_in(name, path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as problem:
            if name == "pyproject.toml":
                continue
            raise BadSettings(f"{shown(path)} cannot be read: {_why_no_settings(problem)}.") from None
        if found is not None:
            return found
    return None


def settings_in(name: str, text: str) -> dict[str, object] | None:
    """The settings in a file of this name; None where a pyproject.toml has none. Raises ValueError, RecursionError."""
    table: dict[str, object] = tomllib.loads(text)
    if name == "leadpact.toml":
        return table
    tool = table.get("tool")
    own = tool.get("leadpact") if isinstance(tool, dict) else None
    return own if isinstance(own, dict) else None


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


class NoPolicy(Exception):
    """There is no policy to be found; the message is for people."""


def policies_of(path: Path | None) -> list[Path]:
    """All policies at a path, or of the repository that the present folder lies in. Raises NoPolicy, BadSettings."""
    if path is not None:
        return policies_at(path)
    found = repository(Path.cwd())
    if found is not None and found.policies.is_dir():
        return policies_at(found.policies)
    if any(child.suffix == SUFFIX for child in Path.cwd().iterdir()):
        return [Path.cwd()]
    if found is not None:
        where, file = shown(found.policies), shown(found.file)
        raise NoPolicy(f"There is no policy in {where}: the folder is not there, and {file} says that they lie in it.")
    raise NoPolicy("Name a policy folder: there is no leadpact.toml here or above. `leadpact init` starts one.")
