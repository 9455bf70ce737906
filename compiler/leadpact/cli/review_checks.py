"""The checks of a review, each as a line of its table and with all that it has found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from leadpact.acceptance_files import record_file
from leadpact.policies import shown
from leadpact.review.acceptance.findings import bad_signatures, deleted, lost, missing
from leadpact.review.acceptance.page import in_a_sentence
from leadpact.review.acceptance.record import Record
from leadpact.review.acceptance.standing import Standing as AcceptanceStanding
from leadpact.review.request.result import Check, Outcome, outcome_of
from leadpact.versions import Version
from leadpact_dsl.diagnostics import Diagnostic, error
from leadpact_dsl.examples import run_examples
from leadpact_dsl.formatter import format_file
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases.words import counted
from leadpact_dsl.source import SourceFile, Span

Step = tuple[Check, Sequence[Diagnostic]]


def soundness(version: Version) -> Step:
    """`leadpact check`."""
    found = version.diagnostics
    return Check("Sound", outcome_of(found), _counts(found) or "nothing to complain about"), found


def layout(version: Version) -> Step:
    """`leadpact fmt --check`. What cannot be read is said by `check`."""
    found = [
        error(
            "LP860",
            Span(file, 0, 0),
            f"{file.name} is laid out otherwise than leadpact lays it out.",
            help=f"`leadpact fmt {shown(version.place)}` does it.",
        )
        for file in version.files
        if (done := format_file(file)).text is not None and done.text != file.text
    ]
    said = f"{counted(len(found), 'file')} to lay out: `leadpact fmt`" if found else "as leadpact writes it"
    return Check("Laid out", outcome_of(found), said), found


def examples(policy: Policy) -> Step:
    """`leadpact test`."""
    outcomes = run_examples(policy)
    failures = [failure for outcome in outcomes for failure in outcome.failures]
    passed = sum(outcome.passed for outcome in outcomes)
    if not outcomes:
        return Check("Examples", "open", "there are none"), ()
    return Check("Examples", outcome_of(failures), f"{passed} of {len(outcomes)} come out as expected"), failures


def generated(drifted: Sequence[Diagnostic] | None) -> Step:
    """`leadpact compile --check`."""
    if drifted is None:
        return Check("Generated files", "open", "could not be compared"), ()
    errors = [found for found in drifted if found.is_error]
    said = "are what the policy says"
    if errors:
        said = "are not what the policy says now: `leadpact compile` writes them"
    return Check("Generated files", outcome_of(drifted), said), drifted


def deep(place: Path, version: Version) -> Step:
    """`leadpact check --deep`, where the solver is installed."""
    from leadpact.cli.deep import SECONDS
    from leadpact.cli.deep import deep as ask

    try:
        answered = ask(place, version.policy, version.diagnostics, SECONDS)
    except click.ClickException as problem:
        return Check("Solver", "open", problem.format_message()), ()
    ordinary = set(version.diagnostics)
    found = [one for one in answered.findings if one not in ordinary]
    said = " ".join(line.removeprefix(f"{shown(place)}: ") for line in answered.account)
    return Check("Solver", outcome_of(found), said), found


def acceptance(
    now: AcceptanceStanding | Diagnostic,
    place: Path,
    before: Record,
    required: bool,
    base: str | None,
    moved_from: Path | None = None,
) -> Step:
    """`leadpact check --require-acceptance`, where it is asked for; and always that the record has kept its history.

    `moved_from` is where the policy stood at the base, if that was elsewhere.
    """
    if isinstance(now, Diagnostic):
        return Check("Acceptance", "bad", now.message), [now]
    file = SourceFile(shown(record_file(place)), "")
    was = file.name if moved_from is None else shown(record_file(moved_from))
    gone = lost(before, now.record, file, base or "", was)
    found = [*([gone] if gone else []), *bad_signatures(now, file)]
    if required:
        found += missing(now, shown(place))
    outcome: Outcome = "bad" if found else "good" if now.is_accepted else "open"
    return Check("Acceptance", outcome, in_a_sentence(now)), found


def ending(title: str, name: str, *, required: bool) -> Step:
    """Of an agreement that is deleted: that nobody has accepted its end."""
    found = deleted(title, name, required=required)
    said = "the end of an agreement cannot be accepted: see below" if required else "nobody is asked whether it may end"
    return Check("Acceptance", outcome_of([found]), said), [found]


def _counts(found: Sequence[Diagnostic]) -> str:
    errors = sum(one.is_error for one in found)
    warnings = len(found) - errors
    return ", ".join(counted(number, what) for number, what in ((errors, "error"), (warnings, "warning")) if number)
