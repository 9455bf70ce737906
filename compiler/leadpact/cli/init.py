"""`leadpact init`: a policy repository that is ready to edit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from leadpact.cli.options import example, fail_usage, write_whole
from leadpact.cli.which import today
from leadpact.policies import shown

_PLACES = {
    "leadpact.toml": "leadpact.toml",
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
    "github/workflow.yml": ".github/workflows/agreement.yml",
    "github/CODEOWNERS": ".github/CODEOWNERS",
}
"""Packaged file → where it goes. They carry plain names in the package, because tools overlook names with a dot."""

_POLICY = "policies/agreement"


@click.command("init", epilog=example("leadpact init our-agreement"))
@click.argument("folder", required=False, default=".", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Start a policy repository: a small complete agreement, settings, checks for GitHub, and pre-commit hooks.

    FOLDER is made if need be; without it, the present folder is used. A file that is already there is never touched:
    if one is in the way, nothing is written.
    """
    files = dict(_files())
    in_the_way = sorted(place for place in files if (folder / place).exists())
    if in_the_way:
        fail_usage(f"These files are already there, so nothing was written: {', '.join(in_the_way)}.")
    for place, text in files.items():
        write_whole(folder / place, text)
    where = shown(folder)
    click.echo(f"Wrote {len(files)} files to {'this folder' if where == '.' else where}.\n")
    click.echo("The agreement stands in:")
    for place in files:
        if place.startswith(_POLICY):
            click.echo(f"  {shown(folder / place)}")
    click.echo("\nWhat to do next:")
    if where != ".":
        click.echo(f"  cd {where}")
    click.echo("  leadpact check              is it sound?")
    click.echo("  leadpact test --coverage    do its examples come out as it says?")
    click.echo("  leadpact render             the agreement as people read it")
    click.echo("Then change a number, and run them again.")


def _files() -> Iterator[tuple[str, str]]:
    """(place below the repository, text) of everything that is written."""
    starter = resources.files("leadpact").joinpath("starter")
    for name, place in _PLACES.items():
        yield place, starter.joinpath("repository", *name.split("/")).read_text(encoding="utf-8")
    for file in sorted(starter.joinpath("policy").iterdir(), key=_name):
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            yield f"{_POLICY}/{file.name}", re.sub(r"(?m)^  effective \S+$", f"  effective {today()}", text)


def _name(file: Traversable) -> str:
    return file.name
