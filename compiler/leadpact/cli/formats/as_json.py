"""Findings as JSON, in the form that `schemas/findings.schema.json` publishes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from leadpact_dsl.diagnostics import Diagnostic, Severity
from leadpact_dsl.source import Span

VERSION = 1


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """A JSON document in ASCII, so that no terminal or pipe can garble it."""
    severities = [diagnostic.severity for diagnostic in diagnostics]
    document = {
        "version": VERSION,
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "findings": [_finding(diagnostic) for diagnostic in diagnostics],
    }
    return json.dumps(document, indent=2) + "\n"


def _finding(diagnostic: Diagnostic) -> dict[str, Any]:
    fix = diagnostic.fix
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "place": _place(diagnostic.span) if diagnostic.span else None,
        "note": diagnostic.note,
        "labels": [{"place": _place(label.span), "text": label.text} for label in diagnostic.labels],
        "help": diagnostic.help,
        "fix": {"place": _place(fix.span), "text": fix.text, "say": fix.say} if fix else None,
    }


def _place(span: Span) -> dict[str, Any]:
    return {
        "file": span.file.name,
        "line": span.line,
        "column": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
        "offset": span.start,
        "endOffset": span.end,
    }
