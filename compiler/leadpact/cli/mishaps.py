"""What is said when a command cannot go on: wrong use in a sentence, our own faults with a request to report them."""

from __future__ import annotations

import os
import sys
import traceback

import click

from leadpact.cli import INTERRUPTED, OUR_BUG, WRONG_USE, let_go_of_stdout
from leadpact.cli.terminal import wants_colour
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.screen import visible


def report(mishap: Exception) -> int:
    """Says on stderr what stopped the command, and returns the exit code."""
    match mishap:
        case click.Abort():
            return INTERRUPTED
        case click.UsageError():
            _say("error", mishap.format_message())
            _say("help", f"'{_command_of(mishap)} --help' shows how it is used.")
            return WRONG_USE
        case click.ClickException():
            _say("error", mishap.format_message())
            return WRONG_USE
        case OSError(strerror=str(reason)):
            # A missing folder, a full disk, a file that may not be read: nothing that we could mend.
            let_go_of_stdout()
            _say("error", f"{mishap.filename}: {reason}." if mishap.filename else f"{reason}.")
            return WRONG_USE
        case _:
            _ask_for_report(mishap)
            return OUR_BUG


def _ask_for_report(mishap: Exception) -> None:
    """One sentence and a place. The exception's own words stay out of it: they may hold data of a lead."""
    if os.environ.get("LEADPACT_DEBUG"):
        traceback.print_exception(mishap)
    said = f" ({mishap})" if isinstance(mishap, InternalError) else ""
    _say(
        "error",
        f"The mistake is leadpact's, not yours{said}: please report {type(mishap).__name__} at {_place(mishap)}, "
        "with the command you ran.",
    )
    if not os.environ.get("LEADPACT_DEBUG"):
        _say("help", "The same command with LEADPACT_DEBUG=1 in front shows every detail.")


def _place(mishap: Exception) -> str:
    """The innermost line of ours on the way to the mishap, such as `leadpact.cli.check, line 42`."""
    places = [
        f"{frame.f_globals['__name__']}, line {line}"
        for frame, line in traceback.walk_tb(mishap.__traceback__)
        if frame.f_globals.get("__name__", "").partition(".")[0] in ("leadpact", "leadpact_dsl")
    ]
    return places[-1] if places else "an unknown place"


def _command_of(mishap: click.UsageError) -> str:
    return mishap.ctx.command_path if mishap.ctx else "leadpact"


def _say(word: str, sentence: str) -> None:
    style = {"error": {"fg": "red", "bold": True}, "help": {"fg": "cyan", "bold": True}}[word]
    shown = click.style(word, **style) if wants_colour(sys.stderr) else word  # type: ignore[arg-type]
    said = "\n".join(map(visible, sentence.split("\n")))  # it may quote what was typed, or the name of a file
    click.echo(f"{shown}: {said}", err=True, color=True)
