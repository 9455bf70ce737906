"""A diagnostic is a value: what is wrong, where, and the way out. Phases collect them; nothing is raised.

The title and the long explanation of a code are its page, `explain/<code>.md`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from leadpact_dsl.source import Span


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Label:
    """A second place that belongs to the story, with a few words on why."""

    span: Span
    text: str


@dataclass(frozen=True)
class Fix:
    """Text that can be pasted over `span` as it stands (an empty span inserts)."""

    span: Span
    text: str
    say: str = ""


@dataclass(frozen=True)
class Diagnostic:
    """One finding.

    `code` is `LP` and three digits; `message` is a sentence that a VP of Sales understands; `span` marks the exact
    words (None where there is no place, such as a folder without policy files); `note` are a few words printed beside
    the mark; `labels` are other places; `help` says the way out in words; `fix` is text to paste.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    note: str = ""
    labels: tuple[Label, ...] = ()
    help: str = ""
    fix: Fix | None = None

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def exchanged(first: Span, second: Span, say: str) -> Fix:
    """The texts of two places on one line, each where the other was."""
    whole = Span(first.file, first.start, second.end)
    return Fix(whole, second.text + first.file.text[first.end : second.start] + first.text, say)


def in_words(fix: Fix) -> str:
    """What a fix says, as a sentence, for where it cannot be pasted."""
    if fix.say == "without it":
        return "Leave it out."
    if fix.say.startswith(("write ", "did you mean ")):
        return f"{fix.say[0].upper()}{fix.say[1:]}{'' if fix.say.endswith('?') else '.'}"
    return f"It is written {fix.say}."


def that_can_be_pasted(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings, without fixes that change nothing, or that stand for words which were never written."""
    for one in found:
        if one.fix is None or (one.fix.span.exact and one.fix.text != one.fix.span.text):
            yield one
        else:
            yield replace(one, fix=None, help=one.help or in_words(one.fix))


class InternalError(Exception):
    """A fault of leadpact itself, never of its user: it asks for a report."""


def error(
    code: str,
    span: Span | None,
    message: str,
    *,
    note: str = "",
    labels: Iterable[Label] = (),
    help: str = "",
    fix: Fix | None = None,
) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, span, note, tuple(labels), help, fix)


def warning(
    code: str,
    span: Span | None,
    message: str,
    *,
    note: str = "",
    labels: Iterable[Label] = (),
    help: str = "",
    fix: Fix | None = None,
) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, message, span, note, tuple(labels), help, fix)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant, or None when none is close."""
    by_fold = {name.casefold().replace("-", "_"): name for name in known}
    wanted = word.casefold().replace("-", "_").replace(" ", "_")
    close = difflib.get_close_matches(wanted, by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by file and place, each said once."""
    unique = dict.fromkeys(diagnostics)
    return sorted(
        unique,
        key=lambda d: (d.span.file.name, d.span.start, d.code) if d.span else ("", -1, d.code),
    )
