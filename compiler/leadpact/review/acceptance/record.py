"""The record of acceptances: a file beside the policy, added to and never rewritten.

It is TOML, because the people who accept read it in a pull request, and each entry is a few lines there:

    form = 1
    last = "sha256:81d0…"

    [[acceptance]]
    team = "marketing"
    by = "Ada Lovelace"
    at = 2026-11-22T08:16:24Z
    version = "2026.4"
    meaning = "sha256:5c1e…"
    seal = "sha256:81d0…"

JSON Lines would make the whole of an entry one line of a diff, too long to read; one file for each entry would let
one be deleted unseen.

`meaning` is the policy's digest (`leadpact.digest`). `seal` is a digest over the entry and the seal of the one before
it, and `last` is the seal of the last one: an entry that was changed, moved, copied or taken out by hand breaks the
chain. There is no secret in it. Whoever has leadpact could write a false record from scratch, as they could type
another's name: against that stand the history of git, signed commits, and those who must approve changes of the file.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from itertools import dropwhile
from shlex import quote
from typing import Any, Final

from leadpact_dsl.diagnostics import Diagnostic, error
from leadpact_dsl.frozen import frozen
from leadpact_dsl.phrases import times
from leadpact_dsl.source import SourceFile, Span

FORM: Final = 1
MAX_NAME: Final = 100
_SEALED: Final = "leadpact acceptance 1"
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_TEAM = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,200}")
_HEADING = re.compile(r"^[ \t]*\[\[[ \t]*acceptance[ \t]*\]\]", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
_JOINERS = "\u200c\u200d"  # names in some scripts are not spelled rightly without them

_TEXTS = ("team", "by", "meaning", "seal")
_MAX_VERSION = 5000

_ABOUT = """\
# Who has accepted this agreement, and exactly which meaning of it. `leadpact accept` adds at the end.
# Do not change it by hand: each seal covers its entry and all before it. `leadpact accept --show` reads it.
"""


@frozen
class Entry:
    """One acceptance: `team` by its name in the policy, `at` in UTC to the second, `meaning` and `seal` as digests."""

    team: str
    by: str
    at: dt.datetime
    version: str | None
    meaning: str
    seal: str

    @property
    def instant(self) -> int:
        """Milliseconds since 1970-01-01 UTC, as everywhere in leadpact."""
        return int(self.at.timestamp()) * 1000


@frozen
class Record:
    """All that was ever accepted, the oldest first."""

    entries: tuple[Entry, ...] = ()

    @property
    def last_seal(self) -> str:
        return self.entries[-1].seal if self.entries else ""

    def begins_with(self, older: Record) -> bool:
        """Whether nothing of an older record was lost."""
        return self.entries[: len(older.entries)] == older.entries


def what_is_wrong_with_name(name: str) -> str | None:
    """Why a person's name cannot be written into the record, as the end of a sentence; None for one that can."""
    name = unicodedata.normalize("NFC", name)  # as it is kept, which may be longer
    if not name.strip():
        return "it is empty"
    if name != name.strip():
        return "it begins or ends with a blank"
    if len(name) > MAX_NAME:
        return f"it has {len(name)} characters, and at most {MAX_NAME} are kept"
    if not all(char.isprintable() or char in _JOINERS for char in name):
        return "it holds characters that cannot be seen"
    if not any(char.isalnum() for char in name):
        return "it has no letter"
    return None


def added(record: Record, *, team: str, by: str, at: dt.datetime, version: str | None, meaning: str) -> Record:
    """The record with one more entry at its end. `by` has been tried with `what_is_wrong_with_name`; `at` is aware."""
    by = unicodedata.normalize("NFC", by)
    at = at.astimezone(dt.UTC).replace(microsecond=0)
    entry = Entry(team, by, at, version, meaning, "")
    sealed = Entry(team, by, at, version, meaning, _seal(entry, record.last_seal))
    return Record((*record.entries, sealed))


def _seal(entry: Entry, before: str) -> str:
    covered = [_SEALED, before, entry.team, entry.by, _utc(entry.at), entry.version, entry.meaning]
    return f"sha256:{sha256(json.dumps(covered).encode('ascii')).hexdigest()}"


# -------------------------------------------------------------------------------------------------------------- writing


def written(record: Record) -> str:
    """The record's file, with plain line ends. `read` gives the same record back."""
    head = f"{_ABOUT}form = {FORM}\nlast = {_quoted(record.last_seal)}\n"
    return head + "".join(map(_entry, record.entries))


def _entry(entry: Entry) -> str:
    lines = ["", "[[acceptance]]", f"team = {_quoted(entry.team)}", f"by = {_quoted(entry.by)}"]
    lines.append(f"at = {_utc(entry.at)}")
    if entry.version is not None:
        lines.append(f"version = {_quoted(entry.version)}")
    lines += [f"meaning = {_quoted(entry.meaning)}", f"seal = {_quoted(entry.seal)}", ""]
    return "\n".join(lines)


def _utc(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _quoted(text: str) -> str:
    """A basic string of TOML: that of JSON, where DEL is escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


# -------------------------------------------------------------------------------------------------------------- reading


def read(file: SourceFile) -> Record | Diagnostic:
    """The record in a file's text, or what shows that it is not as `leadpact accept` wrote it (LP852)."""
    try:
        table = tomllib.loads(file.text)
    except (ValueError, RecursionError):
        return _unreadable(file)
    if isinstance(form := table.get("form"), int) and form > FORM:
        return error(
            "LP852",
            _place(file, None),
            f"{file.name} was written by a newer leadpact than this one.",
            help="Install the release that the others use.",
        )
    rows = table.get("acceptance", [])
    if table.keys() - {"form", "last", "acceptance"} or form != FORM or not isinstance(rows, list):
        return _unsound(file, None, f"{file.name} is not as `leadpact accept` wrote it")
    entries: list[Entry] = []
    for row in rows:
        entry = _read_entry(row)
        if entry is None:
            what = f"The {_ordinal(len(entries) + 1)} entry of {file.name} is not as `leadpact accept` wrote it"
            return _unsound(file, len(entries), what)
        entries.append(entry)
    return _tried(file, entries, table.get("last"))


def _read_entry(row: Any) -> Entry | None:
    if not isinstance(row, dict) or row.keys() - {*_TEXTS, "at", "version"}:
        return None
    team, by, meaning, seal = (row.get(name) for name in _TEXTS)
    at, version = row.get("at"), row.get("version")
    if not (isinstance(team, str) and isinstance(by, str) and isinstance(meaning, str) and isinstance(seal, str)):
        return None
    if not isinstance(at, dt.datetime) or at.tzinfo is None:
        return None
    if version is not None and (not isinstance(version, str) or len(version) > _MAX_VERSION):
        return None
    if not (_TEAM.fullmatch(team) and _DIGEST.fullmatch(meaning) and _DIGEST.fullmatch(seal)):
        return None
    if what_is_wrong_with_name(by) is not None:
        return None
    try:
        return Entry(team, by, at.astimezone(dt.UTC), version, meaning, seal)
    except OverflowError:  # a time beside the calendar's ends
        return None


def _tried(file: SourceFile, entries: Iterable[Entry], last: object) -> Record | Diagnostic:
    """The record, once every seal fits."""
    before, seen = "", set[str]()
    record = Record(tuple(entries))
    for place, entry in enumerate(record.entries):
        if entry.seal != _seal(entry, before):
            which = f"The {_ordinal(place + 1)} entry of {file.name} ({_said(entry)})"
            what = "stands there twice" if entry.seal in seen else "was changed, or one before it was"
            return _unsound(file, place, f"{which} {what}")
        seen.add(entry.seal)
        before = entry.seal
    if last != record.last_seal:
        return _unsound(file, None, f"Entries at the end of {file.name} were taken out or put in")
    if _without_head(file.text) != _without_head(written(record)):
        return _unsound(file, None, f"{file.name} says more than `leadpact accept` wrote, or says it otherwise")
    return record


def _without_head(text: str) -> list[str]:
    """Its lines, without the comment that each release may word anew."""
    lines = text.rstrip().split("\n")
    return list(dropwhile(lambda line: line.startswith("#"), lines))


def _unreadable(file: SourceFile) -> Diagnostic:
    conflict = _CONFLICT.search(file.text)
    if conflict is None:
        return _unsound(file, None, f"{file.name} is not as `leadpact accept` wrote it")
    return error(
        "LP852",
        Span(file, *conflict.span()),
        f"{file.name} holds the marks of a merge: two branches have accepted at the same time.",
        help="Keep one side of it whole, as with `git checkout --ours FILE`; let the teams of the other accept again.",
    )


def _unsound(file: SourceFile, entry: int | None, sentence: str) -> Diagnostic:
    name = quote(file.name)
    return error(
        "LP852",
        _place(file, entry),
        f"{sentence}, so that nobody can rely on it.",
        help=f"`git log -p -- {name}` shows who changed it, and `git checkout COMMIT -- {name}` brings it back. "
        "Without git: delete it, and let every team accept again.",
    )


def _place(file: SourceFile, entry: int | None) -> Span:
    """The heading of an entry, or the beginning of the file."""
    headings = list(_HEADING.finditer(file.text))
    if entry is None or entry >= len(headings):
        return Span(file, 0, 0)
    return Span(file, *headings[entry].span())


def _said(entry: Entry) -> str:
    return f"{entry.team}, by “{entry.by}”, {times.day(entry.at.date())}"


def _ordinal(number: int) -> str:
    teen = 10 <= number % 100 <= 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
