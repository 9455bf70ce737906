"""Findings that only echo a mistake already reported: they wait until it is mended.

What a broken line would have said is missing from all that is read after it. So its name seems not to be declared, its
clause seems to be forgotten, and a score without its points seems to be out of reach.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from leadpact_dsl.diagnostics import Diagnostic

Home: TypeAlias = tuple[str, int]
"""The declaration that a place stands in: its file's name and the line (from 1) that opens it."""

_NOT_DECLARED: Final = "LP202"
_FORGOTTEN: Final = frozenset({"LP222", "LP224", "LP602", "LP603"})
_OUT_OF_REACH: Final = "LP31"
_WORD: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def names_that_stand(syntax: Sequence[Diagnostic], names: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What the resolver found, without the echoes of lines that do not parse."""
    lost = {name for d in syntax if (name := _name_on_line(d)) is not None}
    broken = {_home(d) for d in syntax}
    return [
        d
        for d in names
        if not (d.code == _NOT_DECLARED and d.span is not None and d.span.text in lost)
        and not (d.code in _FORGOTTEN and _home(d) in broken)
    ]


def findings_that_stand(before: Sequence[Diagnostic], findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What the checks found. With any error in `before`, all that the parser and the resolver found, warnings wait;
    errors are kept only in declarations that were read whole, and none about what a score can reach."""
    errors = [d for d in before if d.is_error]
    if not errors:
        return list(findings)
    broken = {_home(d) for d in errors}
    return [d for d in findings if d.is_error and _home(d) not in broken and not d.code.startswith(_OUT_OF_REACH)]


def _home(d: Diagnostic) -> Home | None:
    """The nearest line at the margin, at the place or above it."""
    if d.span is None:
        return None
    file, line = d.span.file, d.span.line
    while line > 1 and not _opens(file.line_text(line)):
        line -= 1
    return file.name, line


def _opens(text: str) -> bool:
    return bool(text) and not text[0].isspace() and text[0] != "#"


def _name_on_line(d: Diagnostic) -> str | None:
    """The name that a line would have declared: its second word at the margin, its first below a declaration."""
    if d.span is None:
        return None
    text = d.span.file.line_text(d.span.line)
    words = _WORD.findall(text.partition('"')[0])
    place = 1 if _opens(text) else 0
    return words[place] if len(words) > place else None
