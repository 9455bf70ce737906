"""`leadpact check`: what is wrong in a policy."""

from __future__ import annotations

from pathlib import Path

import click

from leadpact.cli.acceptance import missing_acceptances, record_findings
from leadpact.cli.deep import SECONDS, deep
from leadpact.cli.options import Format, emit_findings, example, findings_format
from leadpact.cli.which import POLICY_PATH, policies_meant, today
from leadpact.policies import load, shown
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.screen import visible


@click.command("check", epilog=example("leadpact check policies/acme"))
@click.argument("path", required=False, type=POLICY_PATH)
@click.option(
    "--deep",
    "is_deep",
    is_flag=True,
    help="Ask a solver as well: what no lead can reach, what never pays, who is promised nothing.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True, max=3600),
    default=SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="With --deep: how long the solver may take for each policy. What it does not answer in time is unknown.",
)
@click.option(
    "--require-acceptance", is_flag=True, help="Fail until every team has accepted exactly what its agreement means."
)
@findings_format
def command(path: Path | None, is_deep: bool, time_limit: float, require_acceptance: bool, form: Format) -> int:
    """Say what is wrong in a policy, and how to mend it.

    PATH is a policy folder, a single .sla file, or a folder of policies; without it, all policies of the repository.
    Exits with 1 if there is any error; warnings alone are fine.
    """
    found: list[Diagnostic] = []
    accepted: list[str] = []
    accounts: list[str] = []
    places = policies_meant(path)
    for place in places:
        policy, diagnostics = load(place, today())
        if is_deep:
            asked = deep(place, policy, diagnostics, time_limit)
            found.extend(asked.findings)
            accounts.extend(asked.account)
        else:
            found.extend(diagnostics)
        if require_acceptance and policy is not None:
            missing, said = missing_acceptances(place, policy)
            found.extend(missing)
            accepted += [f"{shown(place)}: {said}"] if said else []
        else:
            found.extend(record_findings(place))
    code = emit_findings(found, form)
    if form == "text":
        for said in accepted:
            click.echo(visible(said))
        if not found:
            names = ", ".join(shown(place) for place in places)
            click.echo(f"{visible(names)}: nothing to complain about.")
    for said in accounts:
        # Other forms are whole documents: there it goes where people read, and programs do not.
        click.echo(visible(said), err=form != "text")
    return code
