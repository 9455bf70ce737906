"""Where a clause stands, with its words, as a comment of SQL."""

from __future__ import annotations

from leadpact_dsl.model import Clause
from leadpact_dsl.source import Span

_LONGEST = 90


def place(clause: Clause) -> str:
    """`scoring.sla:7 +10 if …`: the place and the line as it is written.

    Whatever could end a comment, or be taken for a template, is taken apart, and only printable ASCII is kept.
    """
    span: Span = clause.span
    name = span.file.name.rpartition("/")[2]
    line = " ".join(span.file.line_text(span.line).split())
    return harmless(f"{name}:{span.line} {line}")


def harmless(said: str) -> str:
    kept = "".join(char if char.isascii() and char.isprintable() else "?" for char in said)
    for mark in ("*/", "/*", "{{", "}}", "{%", "%}", "{#", "#}", "--"):
        while mark in kept:
            kept = kept.replace(mark, f"{mark[0]} {mark[1]}")
    return kept if len(kept) <= _LONGEST else f"{kept[: _LONGEST - 3].rstrip()}..."
