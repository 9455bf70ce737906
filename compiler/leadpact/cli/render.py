"""`leadpact render`: the agreement alone."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from leadpact.cli.apart import keep_apart
from leadpact.cli.options import example, fail_usage, write_whole
from leadpact.cli.which import POLICY_PATH, files_meant, sound_policy

# As in `leadpact.agreement.formats`, which would take its libraries along; a test compares the two.
FORMATS = ("markdown",)


@click.command("render", epilog=example("leadpact render policies/acme -o agreement.md"))
@click.argument("path", required=False, type=POLICY_PATH)
@click.option("--format", "form", type=click.Choice(FORMATS), default="markdown", show_default=True, help="The form.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; without it, stdout."
)
@click.option(
    "--templates",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with templates of your own, such as wording.j2; the others stay as they are.",
)
def command(path: Path | None, form: str, output: Path | None, templates: Path | None) -> None:
    """Write the agreement as people read it.

    PATH is a policy's folder or file; without it, the repository's only policy. The same policy gives the same text.
    """
    policy = sound_policy(path)
    own_templates = [] if templates is None else sorted(templates.rglob("*.j2"))
    keep_apart([*files_meant(path, policy), *own_templates], [output])
    overrides = None if templates is None else _templates_in(templates)

    from jinja2 import TemplateError, TemplateSyntaxError

    from leadpact.agreement.build import build_agreement
    from leadpact.agreement.formats import FORMATS as renderers

    try:
        content = renderers[form](build_agreement(policy, overrides=overrides), overrides)
    except TemplateError as problem:
        if templates is None:
            raise
        place = f"{problem.name}, line {problem.lineno}: " if isinstance(problem, TemplateSyntaxError) else ""
        fail_usage(f"The templates in {templates} cannot be used: {place}{problem.message or 'no reason is given'}.")
    if output is not None:
        write_whole(output, content)
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        click.echo(content, nl=False)


def _templates_in(folder: Path) -> dict[str, str]:
    """The templates of a folder and of those below it, by their names relative to it."""
    found = {}
    for path in sorted(folder.rglob("*.j2")):
        try:
            found[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            fail_usage(f"The template {path} is not saved as UTF-8.")
    return found
