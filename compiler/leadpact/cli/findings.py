"""Findings on their way out: in the form that was asked for, and with the exit code that they mean."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal, assert_never, get_args

import click

from leadpact.cli import FINDINGS, FINE
from leadpact.cli.terminal import wants_colour, width_of
from leadpact_dsl.diagnostics import Diagnostic, in_order
from leadpact_dsl.source import SourceFile, Span

Format = Literal["text", "json", "sarif", "github"]
FORMATS: tuple[Format, ...] = get_args(Format)


def emit_findings(diagnostics: Iterable[Diagnostic], form: Format = "text", *, err: bool = False) -> int:
    """Prints findings, sorted by place, and returns the exit code: 1 with an error among them, 0 without.

    Text and GitHub lines say nothing when there is nothing to say; JSON and SARIF are whole documents always. `err`
    prints to stderr, for commands whose stdout holds another answer.
    """
    found = in_order(diagnostics)
    stream = sys.stderr if err else sys.stdout
    colour = wants_colour(stream)
    click.echo(formatted(found, form, colour=colour, width=width_of(stream)), nl=False, err=err, color=True)
    return FINDINGS if any(diagnostic.is_error for diagnostic in found) else FINE


def formatted(diagnostics: Sequence[Diagnostic], form: Format, *, colour: bool = False, width: int = 100) -> str:
    """Findings as text, JSON, SARIF or GitHub lines; the last line is ended. Only text knows colour and width."""
    match form:
        case "text":
            from leadpact_dsl.render import render

            return render(diagnostics, colour=colour, width=width)
        case "json":
            from leadpact.cli.formats.as_json import as_json

            return as_json(diagnostics)
        case "sarif":
            from leadpact.cli.formats.as_sarif import as_sarif

            return as_sarif(diagnostics)
        case "github":
            from leadpact.cli.formats.as_github import as_github

            return as_github(diagnostics)
        case _:
            assert_never(form)


def placed_under(folder: str, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The same findings with file names that begin at the reader's folder instead of the policy's.

    `folder` is relative, with forward slashes (`policies/acme`); empty or `.` changes nothing.
    """
    prefix = folder.rstrip("/")
    if prefix in ("", "."):
        return list(diagnostics)
    files: dict[SourceFile, SourceFile] = {}

    def moved(span: Span) -> Span:
        file = files.setdefault(span.file, SourceFile(f"{prefix}/{span.file.name}", span.file.text))
        return replace(span, file=file)

    return [
        replace(
            diagnostic,
            span=diagnostic.span and moved(diagnostic.span),
            labels=tuple(replace(label, span=moved(label.span)) for label in diagnostic.labels),
            fix=diagnostic.fix and replace(diagnostic.fix, span=moved(diagnostic.fix.span)),
        )
        for diagnostic in diagnostics
    ]
