"""`leadpact init --templates`: the agreement's templates, to be changed in the repository's own folder."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

import click

from leadpact.cli.options import fail_usage, write_whole
from leadpact.policies import BadSettings, Repository, repository, shown
from leadpact.templates import our_templates
from leadpact_dsl.phrases.words import counted
from leadpact_dsl.screen import visible

_README = "README.md"


def write_templates(folder: Path) -> None:
    """Writes every template that the repository around a folder does not have yet. Ends in wrong use without one."""
    place = _repository(folder).templates
    read_me = resources.files("leadpact.agreement").joinpath("templates", _README).read_text(encoding="utf-8")
    files = {_README: read_me, **our_templates()}
    _refuse_links(place, files)
    missing = {name: text for name, text in files.items() if not os.path.lexists(place / name)}
    for name, text in missing.items():
        write_whole(place / name, text)
    where = visible(shown(place))
    kept = len(files) - len(missing)
    wrote = counted(len(missing), "file", "files")
    click.echo(f"Wrote {wrote} to {where}." + (f" Left {kept} as they were." if kept else ""))
    click.echo(f"\n{where}/{_README} says what they are for. The first to look at:")
    click.echo(f"  {where}/wording.j2        the fixed words")
    click.echo(f"  {where}/html/style.j2     how the page looks")
    click.echo("Delete those that you do not change: they then follow leadpact from release to release.")
    click.echo("`leadpact render -o agreement.html` shows what came of a change.")


def _repository(folder: Path) -> Repository:
    try:
        found = repository(Path.cwd() / folder)
    except BadSettings as problem:
        fail_usage(str(problem))
    if found is None:
        fail_usage(f"{shown(folder)} lies in no policy repository: `leadpact init` without --templates starts one.")
    return found


def _refuse_links(place: Path, names: dict[str, str]) -> None:
    """Where a folder has to be, a link could lead out of the repository, and a file is in the way."""
    for folder in (place, *sorted({(place / name).parent for name in names} - {place})):
        if folder.is_symlink() or (os.path.lexists(folder) and not folder.is_dir()):
            fail_usage(f"{shown(folder)} is in the way, so nothing was written: it has to be a folder.")
