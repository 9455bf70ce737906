"""The front of the house: files in, a checked policy out. Each phase is one line of `read_policy`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leadpact_dsl import ast, model
from leadpact_dsl.checks import check
from leadpact_dsl.diagnostics import Diagnostic, in_order
from leadpact_dsl.parser import parse
from leadpact_dsl.resolve import resolve
from leadpact_dsl.source import SourceFile


@dataclass(frozen=True)
class Reading:
    """`policy` is None where anything is wrong that forbids to run it; `written` is what could be read of the text."""

    policy: model.Policy | None
    diagnostics: tuple[Diagnostic, ...]
    written: ast.PolicyText


def read_policy(
    files: Sequence[SourceFile], attachments: Mapping[str, str] | None = None, today: date | None = None
) -> Reading:
    """A policy from its `.sla` files, sorted by name.

    `attachments` holds the files that lists are read from, by the name the policy calls them. `today` lets the checks
    say that an agreement is past its term; without it they do not ask.
    """
    written, syntax = parse(sorted(files, key=lambda file: file.name))
    policy, circular, names = resolve(written, attachments or {})
    sound = [*syntax, *names]
    findings = [] if circular else check(policy, today)
    diagnostics = [*sound, *_that_stand(findings, sound, written)]
    usable = not any(d.is_error for d in diagnostics)
    return Reading(policy if usable else None, tuple(in_order(diagnostics)), written)


def _that_stand(
    findings: Iterable[Diagnostic], sound: Sequence[Diagnostic], written: ast.PolicyText
) -> list[Diagnostic]:
    """Findings that do not merely follow from a mistake already reported.

    What a broken line would have said is missing from the model, so warnings wait until the errors are mended, and
    errors are kept only where the declaration that they stand in was read whole.
    """
    errors = [d for d in sound if d.is_error]
    if not errors:
        return list(findings)
    starts = sorted((d.span.file.name, d.span.start) for d in written.declarations)

    def home(d: Diagnostic) -> tuple[str, int] | None:
        """The declaration that a diagnostic stands in."""
        if d.span is None:
            return None
        place = (d.span.file.name, d.span.start)
        return max((start for start in starts if start <= place and start[0] == place[0]), default=None)

    broken = {home(d) for d in errors}
    return [d for d in findings if d.is_error and home(d) not in broken]
