"""Exact places for findings, and where text to paste goes: narrower than a clause, or behind all that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from leadpact_dsl.diagnostics import Fix
from leadpact_dsl.source import Span

_QUOTED = r'"(?:\\.|[^"\\\n])*"'
_SAID_OR_REMARKED = re.compile(rf"{_QUOTED}|#.*")
_KEY = re.compile(rf"(?:{_QUOTED}|[^\":\n])*")
_BAND = re.compile(rf"(?:{_QUOTED}|[^\":\n])*:\s*(.*?)\s*(?:\bbecause\b.*)?", re.DOTALL)


def mark(span: Span, pattern: str) -> Span:
    """The first place within a clause that a pattern fits (its first group, if it has one), else the whole clause."""
    found = re.search(pattern, span.text)
    if found is None:
        return span
    group = 1 if found.re.groups else 0
    return Span(span.file, span.start + found.start(group), span.start + found.end(group))


def word(span: Span, name: str) -> Span:
    """A name within a clause, where it stands as a word of its own."""
    return mark(span, rf"\b{re.escape(name)}\b")


def choice(span: Span, name: str) -> Span:
    """A choice of a field, on the field's line or on the lines below it; the field where it cannot be told."""
    whole = block(span)
    plain = _SAID_OR_REMARKED.sub(lambda found: " " * len(found.group()), whole.text)
    found = re.search(rf"(?:\bof|,|^) *({re.escape(name)})\b", plain, re.MULTILINE)
    return Span(span.file, whole.start + found.start(1), whole.start + found.end(1)) if found else span


def row_key(span: Span) -> Span:
    """What stands before the colon of a table's row: `50 to 499`."""
    found = _KEY.match(span.text)
    return Span(span.file, span.start, span.start + (found.end() if found else 0)) if found and found.end() else span


def level_band(span: Span) -> Span:
    """What stands behind the colon of a grade's level: `60 to below 75`."""
    found = _BAND.fullmatch(span.text)
    return span if found is None else Span(span.file, span.start + found.start(1), span.start + found.end(1))


def indent(span: Span) -> str:
    """The blanks before a clause on its line."""
    line = span.file.line_text(span.line)
    return line[: len(line) - len(line.lstrip(" "))]


def block(span: Span) -> Span:
    """A clause with all lines that stand below it, from the start of its first line to the end of its last."""
    file = span.file
    last = span.end_line
    for line in range(last + 1, len(file.line_starts) + 1):
        text = file.line_text(line)
        if not text.strip():
            continue
        if not text.startswith(indent(span) + " "):
            break
        last = line
    return Span(file, file.line_starts[span.line - 1], _line_end(span, last))


def insert_below(span: Span, lines: Sequence[str], say: str) -> Fix:
    """New lines below a clause and all that belongs to it, indented as it is."""
    return _insert(span, block(span).end, indent(span), lines, say)


def insert_inside(span: Span, lines: Sequence[str], say: str) -> Fix:
    """New lines inside a clause, right below its first line."""
    return _insert(span, _line_end(span, span.end_line), indent(span) + "  ", lines, say)


def insert_before(span: Span, lines: Sequence[str], say: str) -> Fix:
    """New lines above a clause, indented as it is."""
    start = span.file.line_starts[span.line - 1]
    return Fix(Span(span.file, start, start), "".join(f"{indent(span)}{line}\n" for line in lines), say)


def append(span: Span, lines: Sequence[str], say: str) -> Fix:
    """New declarations at the end of a clause's file, parted from it by a blank line."""
    text = span.file.text
    end = len(text.rstrip())
    return Fix(Span(span.file, end, len(text)), "\n\n" + "\n".join(lines) + "\n", say)


def drop(span: Span, say: str) -> Fix:
    """The clause and all that belongs to it taken out, its line end too."""
    whole = block(span)
    return Fix(Span(span.file, whole.start, min(whole.end + 1, len(span.file.text))), "", say)


def _insert(span: Span, at: int, blanks: str, lines: Sequence[str], say: str) -> Fix:
    return Fix(Span(span.file, at, at), "".join(f"\n{blanks}{line}" for line in lines), say)


def _line_end(span: Span, line: int) -> int:
    file = span.file
    return file.line_starts[line - 1] + len(file.line_text(line))


def quoted_texts(span: Span) -> Iterator[Span]:
    """The texts in quotes within a span, in order."""
    for found in re.finditer(_QUOTED, span.text):
        yield Span(span.file, span.start + found.start(), span.start + found.end())
