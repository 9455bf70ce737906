"""What commands share: options, the sentence for wrong use, findings, progress and files, to import from one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

import click

from leadpact.cli.files import settle, whole_file, write_whole
from leadpact.cli.findings import FORMATS, Format, emit_findings, placed_under
from leadpact.cli.terminal import progress, wants_colour, width_of

__all__ = [
    "Format",
    "emit_findings",
    "example",
    "fail_usage",
    "findings_format",
    "placed_under",
    "progress",
    "settle",
    "wants_colour",
    "whole_file",
    "width_of",
    "write_whole",
]

_Function = TypeVar("_Function", bound=Callable[..., Any])


def findings_format(function: _Function) -> _Function:
    """Adds `--format text|json|sarif|github`; the function receives it as `form`, ready for `emit_findings`."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="text",
        show_default=True,
        help="How findings are printed: for people, for programs, for code scanning, or beside the lines on GitHub.",
    )(function)


memory_option = click.option(
    "--memory",
    type=click.IntRange(256, 1 << 22),
    default=1024,
    show_default=True,
    metavar="MIB",
    help="How much the database may hold in memory; what is more goes to the disk.",
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    metavar="N",
    help="How many processors may work. Without it: all, up to 32.",
)


def example(*lines: str) -> str:
    """The epilog of a command: one real example, each line as it would be typed."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def fail_usage(sentence: str) -> NoReturn:
    """Ends the command as wrong use (exit code 2), saying the sentence and where the help is."""
    raise click.UsageError(sentence, click.get_current_context(silent=True))
