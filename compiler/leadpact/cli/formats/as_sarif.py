"""Findings as SARIF 2.1.0, the form that code scanning services and many editors read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from leadpact import __version__
from leadpact_dsl.codes import page
from leadpact_dsl.diagnostics import Diagnostic, Fix
from leadpact_dsl.source import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(diagnostics: Sequence[Diagnostic]) -> str:
    """A SARIF log of one run. Its rules are the codes that were found, each with its page."""
    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    run = {
        "tool": {"driver": {"name": "leadpact", "version": __version__, "rules": [_rule(code) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, codes.index(diagnostic.code)) for diagnostic in diagnostics],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    found = page(code)
    if found is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": found.title},
        "help": {"text": found.body, "markdown": found.body},
    }


def _result(diagnostic: Diagnostic, rule: int) -> dict[str, Any]:
    said = [diagnostic.message, diagnostic.note, diagnostic.help]
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": diagnostic.severity.value,
        "message": {"text": "\n".join(part for part in said if part)},
    }
    if diagnostic.span:
        result["locations"] = [{"physicalLocation": _place(diagnostic.span)}]
    if diagnostic.labels:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _place(label.span), "message": {"text": label.text}}
            for number, label in enumerate(diagnostic.labels, 1)
        ]
    if diagnostic.fix:
        result["fixes"] = [_fix(diagnostic.fix)]
    return result


def _fix(fix: Fix) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.text}}
    change = {"artifactLocation": _artifact(fix.span), "replacements": [replacement]}
    return {"description": {"text": fix.say or "Write this instead."}, "artifactChanges": [change]}


def _place(span: Span) -> dict[str, Any]:
    return {"artifactLocation": _artifact(span), "region": _region(span)}


def _artifact(span: Span) -> dict[str, Any]:
    """The file as a relative URI. A name that UTF-8 cannot say keeps a question mark in that place."""
    return {"uri": quote(span.file.name.replace("\\", "/"), errors="replace"), "uriBaseId": "%SRCROOT%"}


def _region(span: Span) -> dict[str, Any]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }
