"""A policy's text, wherever it is kept: the one way in which the files of a folder become a policy.

A `Place` is a folder on disk (`leadpact.policies`) or in git at some commit (`leadpact.in_git`). Both keep to the same
bounds, decode the same way and refuse the same things in the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Protocol

from leadpact_dsl.diagnostics import Diagnostic, error
from leadpact_dsl.model import Policy
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile, Span

MAX_FILE = 1_000_000
MAX_FILES = 200
MAX_LIST_FILE = 10_000_000
SUFFIX = ".sla"


class Place(Protocol):
    """A folder that holds a policy. Names are relative to it, with forward slashes."""

    @property
    def shown(self) -> str:
        """What people call the folder, or the lone file that is the policy."""

    def policy_files(self) -> Sequence[str]:
        """The names of its policy files, sorted; none of folders below."""

    def list_files(self) -> Sequence[str]:
        """The names of the CSV files in it and below it, sorted."""

    def shown_file(self, name: str) -> str:
        """What people call a file."""

    def read(self, names: Sequence[str], limit: int) -> Sequence[str | Diagnostic]:
        """The texts of files that hold at most `limit` bytes each, or why one is not read."""


@dataclass(frozen=True)
class Text:
    """The text of a policy's files that could be read, and what is wrong with the others."""

    files: tuple[SourceFile, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Found:
    """`policy` is None where a diagnostic forbids to run it.

    `partial` is then what is sound of it, to look at and never to decide with; None where nothing could be read.
    """

    policy: Policy | None
    partial: Policy | None
    files: tuple[SourceFile, ...]
    diagnostics: tuple[Diagnostic, ...]


def policy_in(place: Place, today: date | None = None) -> Found:
    """Reads and checks the policy in a place. `today` lets the checks see terms that are over."""
    text = text_in(place)
    if not text.files:
        return Found(None, None, (), text.diagnostics)
    reading = read_policy(text.files, Lists(place), today)
    unreadable = any(d.is_error for d in text.diagnostics)
    policy = None if unreadable else reading.policy
    return Found(policy, reading.partial, text.files, text.diagnostics + reading.diagnostics)


def text_in(place: Place) -> Text:
    """The policy files of a place."""
    names = place.policy_files()
    if not names:
        return Text((), (_no_policy(place),))
    if len(names) > MAX_FILES:
        many = f"{place.shown} holds {len(names)} policy files; a policy has at most {MAX_FILES}."
        return Text((), (error("LP001", None, many),))
    read = list(zip(names, place.read(names, MAX_FILE), strict=True))
    return Text(
        tuple(SourceFile(place.shown_file(name), text) for name, text in read if isinstance(text, str)),
        tuple(problem for _, problem in read if isinstance(problem, Diagnostic)),
    )


class Lists(Mapping[str, str]):
    """The files that a policy's lists may name: CSV files in its own place, read when they are asked for.

    For a name that cannot be used, KeyError holds the name and a sentence that says why.
    """

    def __init__(self, place: Place) -> None:
        self._place = place

    def __getitem__(self, name: str) -> str:
        if PurePath(name).is_absolute() or "\\" in name or ".." in PurePath(name).parts:
            raise KeyError(name, f"“{name}” does not lie in the policy’s own folder, so it is not read.")
        if not name.lower().endswith(".csv"):
            raise KeyError(name, f"“{name}” does not end in .csv, so it is not read.")
        (found,) = self._place.read([name], MAX_LIST_FILE)
        if isinstance(found, Diagnostic):
            raise KeyError(name, found.message)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._place.list_files())

    def __len__(self) -> int:
        return len(self._place.list_files())


def cannot_read(name: str, why: str, help: str = "") -> Diagnostic:
    """The finding for a file of this name that is there, or should be, and is not read: `why` is a whole sentence."""
    return error("LP002", Span(SourceFile(name, ""), 0, 0), why, help=help)


def too_large(name: str, size: int, limit: int) -> Diagnostic:
    return error(
        "LP003",
        Span(SourceFile(name, ""), 0, 0),
        f"{name} has {size / 1e6:,.1f} MB; such a file may have {limit / 1e6:,.0f} MB.",
        help="A policy that people can read is far smaller. Is this the right file?",
    )


def decoded(data: bytes, name: str) -> str | Diagnostic:
    """The text of a file's bytes, or why they are none. Line ends come out as plain ones."""
    place = Span(SourceFile(name, ""), 0, 0)
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


def _no_policy(place: Place) -> Diagnostic:
    return error(
        "LP005",
        None,
        f"There is no policy in {place.shown}: it holds no file whose name ends in {SUFFIX}.",
        help="Name a folder with .sla files, or start one with `leadpact init`.",
    )
