"""`leadpact check`: what is wrong in a policy."""

from __future__ import annotations

from pathlib import Path

import click

from leadpact.cli.options import Format, emit_findings, example, findings_format
from leadpact.cli.which import POLICY_PATH, policies_meant, today
from leadpact.policies import load, shown
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.screen import visible


@click.command("check", epilog=example("leadpact check policies/acme"))
@click.argument("path", required=False, type=POLICY_PATH)
@findings_format
def command(path: Path | None, form: Format) -> int:
    """Say what is wrong in a policy, and how to mend it.

    PATH is a policy folder, a single .sla file, or a folder of policies; without it, all policies of the repository.
    Exits with 1 if there is any error; warnings alone are fine.
    """
    found: list[Diagnostic] = []
    places = policies_meant(path)
    for place in places:
        found.extend(load(place, today()).diagnostics)
    code = emit_findings(found, form)
    if form == "text" and not found:
        names = ", ".join(shown(place) for place in places)
        click.echo(f"{visible(names)}: nothing to complain about.")
    return code
