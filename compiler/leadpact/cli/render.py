"""`leadpact render`: the agreement alone."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from leadpact.acceptance_files import record_file, standing_at
from leadpact.cli.apart import keep_apart
from leadpact.cli.options import emit_findings, example, fail_usage, write_whole
from leadpact.cli.which import POLICY_PATH, files_meant, policy_meant, sound_policy
from leadpact.policies import BadSettings
from leadpact.templates import OwnTemplates, read_templates, templates_for

# As in `leadpact.agreement.formats`, which would take its libraries along; a test compares the two.
FORMATS = ("markdown", "html")

_ENDINGS = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}


@click.command("render", epilog=example("leadpact render policies/acme -o agreement.html"))
@click.argument("path", required=False, type=POLICY_PATH)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="The form; without it, what the name of the output ends in decides, and markdown goes to stdout.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; without it, stdout."
)
@click.option(
    "--templates",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with templates of your own, such as html/style.j2, in place of the repository's 'templates'.",
)
def command(path: Path | None, form: str | None, output: Path | None, templates: Path | None) -> int:
    """Write the agreement as people read and sign it: as Markdown, or as one HTML page to open, print and mail.

    PATH is a policy's folder or file; without it, the repository's only policy. The same policy gives the same text,
    but for section 10: of those who have accepted, it also says whose commits git finds signed.
    Templates of your own stand in for ours of the same name: `leadpact init --templates` writes them all.
    """
    policy = sound_policy(path)
    own = _templates(policy_meant(path), templates)
    keep_apart(
        [*files_meant(path, policy), record_file(policy_meant(path)), *(own.folder / name for name in own.texts)],
        [output],
    )
    form = form or _form_of(output)
    if any(finding.is_error for finding in own.diagnostics):
        return emit_findings(own.diagnostics, err=True)

    from leadpact.agreement.formats import write_agreement
    from leadpact.review.acceptance.standing import acceptances
    from leadpact_dsl.diagnostics import Diagnostic

    accepted = standing_at(policy_meant(path), policy)
    if isinstance(accepted, Diagnostic):
        return emit_findings([accepted], err=True)
    content = write_agreement(policy, form, accepted=acceptances(accepted), overrides=own.texts)
    if isinstance(content, Diagnostic):
        return emit_findings([*own.diagnostics, own.placed(content)], err=True)
    if output is not None:
        write_whole(output, content)
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        click.echo(content, nl=False)
    return emit_findings(own.diagnostics, err=True)


def _templates(policy: Path, folder: Path | None) -> OwnTemplates:
    if folder is not None:
        return read_templates(folder)
    try:
        return templates_for(policy)
    except BadSettings as problem:
        fail_usage(str(problem))


def _form_of(output: Path | None) -> str:
    """The form that a file's name asks for."""
    if output is None or not output.suffix:
        return "markdown"
    form = _ENDINGS.get(output.suffix.lower())
    if form is None:
        endings = ", ".join(_ENDINGS)
        fail_usage(f"{output} ends in none of {endings}: say with --format what to write.")
    return form
