"""Policy text in, findings out: what the tests of the checks share."""

from __future__ import annotations

from datetime import date

from leadpact_dsl.diagnostics import Diagnostic, Fix
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile

TODAY = date(2026, 11, 2)


def findings(text: str, today: date | None = TODAY) -> tuple[Diagnostic, ...]:
    """All that is found in a policy of one file."""
    return read_policy([SourceFile("policy.sla", text)], {}, today).diagnostics


def of(text: str, code: str, today: date | None = TODAY) -> list[Diagnostic]:
    """The findings of one code."""
    return [found for found in findings(text, today) if found.code == code]


def marked(text: str, code: str) -> list[str]:
    """The words that the findings of one code mark."""
    return [found.span.text for found in of(text, code) if found.span is not None]


def mended(found: Diagnostic) -> str:
    """The text with the fix of a finding pasted."""
    fix = found.fix
    assert isinstance(fix, Fix)
    text = fix.span.file.text
    return text[: fix.span.start] + fix.text + text[fix.span.end :]
