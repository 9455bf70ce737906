"""Reports on a change: one tree, written for a terminal, a pull request, a browser, or as data."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from leadpact.cli.options import fail_usage, wants_colour, width_of, write_whole
from leadpact_dsl.screen import visible

if TYPE_CHECKING:
    from leadpact.agreement.document import Document
    from leadpact.json_text import Json

FORMS = ("text", "markdown", "html", "json")

_ENDINGS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".txt": "text",
}

_Function = TypeVar("_Function", bound=Callable[..., Any])


def report_options(*forms: str) -> Callable[[_Function], _Function]:
    """Adds `--format` with these of text, markdown, html and json, and `-o`: the function receives `form` and `output`.

    `form` may be None; `form_meant` says what is meant then.
    """

    def add(function: _Function) -> _Function:
        function = click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path, dir_okay=False),
            help="The file to write; without it, stdout.",
        )(function)
        return click.option(
            "--format",
            "form",
            type=click.Choice(forms),
            help="The form; without it, what the name of the output ends in decides, and text goes to stdout.",
        )(function)

    return add


def form_meant(form: str | None, output: Path | None, forms: tuple[str, ...]) -> str:
    """The form of a report: the one named, or the one that the output's name asks for. Ends in wrong use for others."""
    if form is not None:
        return form
    if output is None or not output.suffix:
        return "text"
    found = _ENDINGS.get(output.suffix.lower())
    if found not in forms:
        endings = ", ".join(ending for ending, meant in _ENDINGS.items() if meant in forms)
        fail_usage(f"{output} ends in none of {endings}: say with --format what to write.")
    return str(found)


def emit_report(document: Document, form: str, output: Path | None, value: Callable[[], Json]) -> None:
    """Writes a report in one of its forms to a file, and says so on stderr, or to stdout.

    `value` makes what stands in JSON, where asked. Raises OSError, which names the file as it was given.
    """
    if output is None:
        colour = wants_colour(sys.stdout)
        click.echo(_written(document, form, value, width_of(sys.stdout), colour), nl=False, color=colour)
    else:
        write_whole(output, _written(document, form, value, 100, False))
        click.echo(f"Wrote {visible(str(output))}.", err=True)


def _written(document: Document, form: str, value: Callable[[], Json], width: int, colour: bool) -> str:
    # Each is fetched for itself: who wants JSON waits for no templates.
    match form:
        case "markdown":
            from leadpact.agreement.markdown import render_markdown

            return render_markdown(document, page="report")
        case "html":
            from leadpact.agreement.html import render_html

            return render_html(document, page="report")
        case "json":
            from leadpact.json_text import written

            return written(value())
        case _:
            from leadpact.cli.report_text import report_text

            return report_text(document, width, colour)
