"""Findings as GitHub workflow commands: each stands beside its line in the pull request."""

from __future__ import annotations

from collections.abc import Sequence

from leadpact_dsl.codes import page
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.screen import visible


def as_github(diagnostics: Sequence[Diagnostic]) -> str:
    return "".join(_command(diagnostic) + "\n" for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    explained = page(diagnostic.code)
    properties = {"title": f"{diagnostic.code} {explained.title}" if explained else diagnostic.code}
    span = diagnostic.span
    if span is not None:
        place = {"file": visible(span.file.name), "line": str(span.line), "endLine": str(span.end_line)}
        if span.line == span.end_line:
            # GitHub refuses columns on a mark over several lines.
            place |= {"col": str(span.column), "endColumn": str(span.end_column)}
        properties = place | properties
    said = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in properties.items())
    return f"::{diagnostic.severity.value} {said}::{_escaped(_message(diagnostic))}"


def _message(diagnostic: Diagnostic) -> str:
    """All that the reader needs: an annotation shows no marks under the words, so the notes are said."""
    parts = [diagnostic.message, diagnostic.note]
    parts += [f"{label.span}: {label.text}" for label in diagnostic.labels]
    parts += [f"help: {diagnostic.help}"] if diagnostic.help else []
    parts += [f"fix: {diagnostic.fix.say}\n{diagnostic.fix.text}".strip()] if diagnostic.fix else []
    return "\n".join(visible(line) for part in parts if part for line in part.split("\n"))


def _escaped(text: str, also: str = "") -> str:
    """Percent, line ends, and in a property its delimiters, as the workflow runner wants them."""
    for char in "%\r\n" + also:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
