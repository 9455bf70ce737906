"""`leadpact init`: a policy repository that is ready to edit."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

import click

from leadpact import __version__
from leadpact.cli.init_git import tell_git
from leadpact.cli.init_templates import write_templates
from leadpact.cli.options import example, fail_usage, write_whole
from leadpact.cli.which import today
from leadpact.policies import shown
from leadpact_dsl.screen import visible

_PLACES = {
    "leadpact.toml": "leadpact.toml",
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
}
"""Packaged file → where it goes. They carry plain names in the package, because tools overlook names with a dot."""

_CI: dict[str, dict[str, str]] = {
    "github": {
        "github/agreement.yml": ".github/workflows/agreement.yml",
        "github/agreement-comment.yml": ".github/workflows/agreement-comment.yml",
        "github/CODEOWNERS": ".github/CODEOWNERS",
    },
    "gitlab": {"gitlab/gitlab-ci.yml": ".gitlab-ci.yml", "github/CODEOWNERS": ".gitlab/CODEOWNERS"},
    "none": {},
}
"""The same for what reviews each change, by where the repository is kept."""

_POLICY = "policies/agreement"
_RELEASE = "==VERSION"


@click.command("init", epilog=example("leadpact init our-agreement"))
@click.argument("folder", required=False, default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--ci", type=click.Choice(list(_CI)), default="github", show_default=True, help="Where each change is reviewed."
)
@click.option("--templates", is_flag=True, help="Instead, write the agreement's templates, to word it and lay it out.")
@click.option("--git", "for_git", is_flag=True, help="Instead, tell git in this clone how to show changes of policies.")
def command(folder: Path, ci: str, templates: bool, for_git: bool) -> None:
    """Start a policy repository: a small complete agreement, settings, reviews of each change, and pre-commit hooks.

    FOLDER is made if need be; without it, the present folder is used. A file that is already there is never touched:
    if one is in the way, nothing is written. With --templates, the templates that an existing repository does not have
    yet are written into its folder 'templates', where they stand in for those that come with leadpact. With --git,
    `git diff` puts the declaration that a change lies in above it, and --word-diff goes by the policy's own words.
    """
    if templates and for_git:
        fail_usage("--templates and --git each do one thing: run them one after the other.")
    if templates:
        write_templates(folder)
        return
    if for_git:
        tell_git(folder)
        return
    files = dict(_files(ci))
    in_the_way = sorted(_in_the_way(folder, files))
    if in_the_way:
        fail_usage(f"These are in the way, so nothing was written: {', '.join(in_the_way)}.")
    for place, text in files.items():
        write_whole(folder / place, text)
    where = visible(shown(folder))
    click.echo(f"Wrote {len(files)} files to {'this folder' if where == '.' else where}.\n")
    click.echo("The agreement stands in:")
    for place in files:
        if place.startswith(_POLICY):
            click.echo(f"  {visible(shown(folder / place))}")
    click.echo("\nWhat to do next:")
    if where != ".":
        click.echo(f"  cd {where}")
    click.echo("  leadpact check              is it sound?")
    click.echo("  leadpact test --coverage    do its examples come out as it says?")
    click.echo("  leadpact render             the agreement as people read it")
    click.echo("  leadpact compile            write all that follows from it into generated/, to be committed")
    click.echo("Then change a number, and run them again.")


def _in_the_way(folder: Path, places: Iterable[str]) -> set[str]:
    """What is there already: files, links (also those that lead nowhere), and no folder where one has to be.

    A folder that is a link is in the way too: it may lead out of the repository.
    """
    if os.path.lexists(folder) and not folder.is_dir():
        return {str(folder)}
    found = {place for place in places if os.path.lexists(folder / place)}
    above = {parent.as_posix() for place in places for parent in PurePosixPath(place).parents if parent.name}
    return found | {
        place
        for place in above
        if (folder / place).is_symlink() or (os.path.lexists(folder / place) and not (folder / place).is_dir())
    }


def _files(ci: str) -> Iterator[tuple[str, str]]:
    """(place below the repository, text) of everything that is written."""
    starter = resources.files("leadpact").joinpath("starter")
    for name, place in {**_PLACES, **_CI[ci]}.items():
        text = starter.joinpath("repository", *name.split("/")).read_text(encoding="utf-8")
        yield place, text.replace(_RELEASE, f"=={__version__}")
    for file in sorted(starter.joinpath("policy").iterdir(), key=_name):
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            yield f"{_POLICY}/{file.name}", re.sub(r"(?m)^  effective \S+$", f"  effective {today()}", text)


def _name(file: Traversable) -> str:
    return file.name
