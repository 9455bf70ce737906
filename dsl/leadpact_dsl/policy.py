"""The front of the house: files in, a checked policy out. Each phase is one line of `read_policy`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leadpact_dsl import ast, model
from leadpact_dsl.checks import check
from leadpact_dsl.diagnostics import Diagnostic, in_order, that_can_be_pasted
from leadpact_dsl.echoes import findings_that_stand, names_that_stand
from leadpact_dsl.parser import parse
from leadpact_dsl.resolve import resolve
from leadpact_dsl.source import SourceFile


@dataclass(frozen=True)
class Reading:
    """`policy` is None where anything is wrong that forbids to run it; `written` is what could be read of the text.

    `partial` is what is sound of the policy: to look at, and never to decide with.
    """

    policy: model.Policy | None
    diagnostics: tuple[Diagnostic, ...]
    written: ast.PolicyText
    partial: model.Policy


def read_policy(
    files: Sequence[SourceFile], attachments: Mapping[str, str] | None = None, today: date | None = None
) -> Reading:
    """A policy from its `.sla` files, sorted by name.

    `attachments` holds the files that lists are read from, by the name the policy calls them. `today` lets the checks
    say that an agreement is past its term; without it they do not ask.
    """
    written, syntax = parse(sorted(files, key=lambda file: file.name))
    policy, circular, names = resolve(written, {} if attachments is None else attachments)
    findings = [] if circular else check(policy, today)
    stand = [*names_that_stand(written, names), *findings_that_stand(written, [*syntax, *names], findings)]
    diagnostics = [*syntax, *stand]
    usable = not any(d.is_error for d in diagnostics)
    return Reading(policy if usable else None, tuple(in_order(that_can_be_pasted(diagnostics))), written, policy)
