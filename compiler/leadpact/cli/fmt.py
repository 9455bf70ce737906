"""`leadpact fmt`: policies in their one layout."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

import click

from leadpact.cli.options import emit_findings, example, wants_colour, write_whole
from leadpact.cli.which import POLICY_PATH, policies_meant
from leadpact.policies import read_files
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.formatter import format_file
from leadpact_dsl.screen import visible


@click.command("fmt", epilog=example("leadpact fmt policies/acme", "leadpact fmt --check --diff"))
@click.argument("path", required=False, type=POLICY_PATH)
@click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; exit with 1 if a file is laid out otherwise."
)
@click.option("--diff", "show_diff", is_flag=True, help="Change nothing; show what would change.")
def command(path: Path | None, only_check: bool, show_diff: bool) -> int:
    """Lay policies out in the one way that leadpact writes them.

    Comments stay where they are. Before a file is written its new text is read back and must mean the same. A file with
    syntax errors is left alone, and its errors are shown.
    """
    problems: list[Diagnostic] = []
    changed: list[str] = []
    files = 0
    for place in policies_meant(path):
        read = read_files(place)
        problems.extend(read.diagnostics)
        for file in read.files:
            files += 1
            done = format_file(file)
            problems.extend(done.diagnostics)
            on_disk = read.folder / Path(file.name).name
            if done.text is None or done.text == file.text:
                continue
            changed.append(file.name)
            if show_diff:
                _show(file.name, file.text, done.text)
            if not (only_check or show_diff):
                _write(on_disk, done.text)
    emit_findings(problems, err=True)
    _say(changed, files, only_check or show_diff)
    return 1 if problems or (changed and (only_check or show_diff)) else 0


def _write(path: Path, text: str) -> None:
    """Line ends stay as they were: a checkout on Windows has two characters there."""
    windows = b"\r\n" in path.read_bytes()
    write_whole(path, (text.replace("\n", "\r\n") if windows else text).encode())


def _show(name: str, before: str, after: str) -> None:
    colours = {"+": "green", "-": "red", "@": "cyan"}
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"{name} (now)", f"{name} (laid out)", lineterm=""
    )
    coloured = wants_colour(sys.stdout)
    for line in map(visible, lines):
        click.echo(click.style(line, fg=colours.get(line[:1])) if coloured else line, color=True)


def _say(changed: list[str], files: int, only_look: bool) -> None:
    if only_look and changed:
        click.echo(f"{_counted(len(changed))} would be laid out anew: {visible(', '.join(changed))}.", err=True)
    elif changed:
        click.echo(f"Laid out {_counted(len(changed))} anew: {visible(', '.join(changed))}.", err=True)
    else:
        click.echo(f"{_counted(files)} looked at; nothing to change.", err=True)


def _counted(files: int) -> str:
    return "1 file" if files == 1 else f"{files} files"
