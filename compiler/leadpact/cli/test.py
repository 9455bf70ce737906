"""`leadpact test`: the examples of a policy, run."""

from __future__ import annotations

from pathlib import Path

import click

from leadpact.cli.options import Format, emit_findings, example, findings_format
from leadpact.cli.which import POLICY_PATH, policies_meant
from leadpact.policies import load, shown
from leadpact_dsl.coverage import Coverage, coverage
from leadpact_dsl.diagnostics import Diagnostic, warning
from leadpact_dsl.examples import ExampleOutcome, run_examples
from leadpact_dsl.screen import visible


@click.command("test", epilog=example("leadpact test policies/acme --coverage --fail-under 100"))
@click.argument("path", required=False, type=POLICY_PATH)
@click.option("--coverage", "with_coverage", is_flag=True, help="Name the clauses that no example touches.")
@click.option("--fail-under", type=click.IntRange(0, 100), metavar="N", help="Exit with 1 below N % of the clauses.")
@findings_format
def command(path: Path | None, with_coverage: bool, fail_under: int | None, form: Format) -> int:
    """Run the examples of a policy: each is a lead, what it did, and what the agreement has to say of it.

    An expectation that is not met is shown with what was found instead and why. Exits with 1 if there is any.
    """
    findings: list[Diagnostic] = []
    code = 0
    for place in policies_meant(path):
        policy, diagnostics = load(place)
        if policy is None:
            findings.extend(d for d in diagnostics if d.is_error)
            continue
        outcomes = run_examples(policy)
        findings.extend(failure for outcome in outcomes for failure in outcome.failures)
        if form == "text":
            _show(visible(shown(place)), outcomes)
        if with_coverage or fail_under is not None:
            found = coverage(policy, outcomes)
            code = max(code, _cover(found, fail_under, form, findings))
    return max(code, emit_findings(findings, form))


def _show(name: str, outcomes: tuple[ExampleOutcome, ...]) -> None:
    if not outcomes:
        click.echo(f"{name} has no examples. Add one: a lead, what it did, and what you expect.")
    for outcome in outcomes:
        click.echo(f"{'passed' if outcome.passed else 'FAILED'}  {visible(outcome.example.title)}")
    passed = sum(outcome.passed for outcome in outcomes)
    if outcomes:
        click.echo(f"\n{name}: {passed} of {len(outcomes)} examples come out as expected.")


def _cover(found: Coverage, fail_under: int | None, form: Format, findings: list[Diagnostic]) -> int:
    total = len(found.covered) + len(found.missed)
    share = found.percent
    if form == "text":
        click.echo(f"{len(found.covered)} of {total} clauses are touched by an example ({share} %).")
        if found.missed:
            click.echo("\nNo example touches these:")
        for clause in found.missed:
            click.echo(f"  {visible(clause.span.file.name)}:{clause.span.line}  {visible(clause.label)}")
    else:
        findings.extend(
            warning("LP620", clause.span, f"No example touches this: {clause.label}.", help="Add an example for it.")
            for clause in found.missed
        )
    return 1 if fail_under is not None and share < fail_under else 0
