"""`leadpact` itself: a group that knows its commands by table and imports one only when it is used."""

from __future__ import annotations

import importlib
import os

import click
from click.exceptions import Exit, NoSuchCommand
from click.shell_completion import CompletionItem

from leadpact import __version__
from leadpact.cli import COMPLETION, FINE, WRONG_USE
from leadpact.cli.commands import COMMANDS, SECTIONS
from leadpact.cli.options import example
from leadpact.cli.stopping import ends_cleanly
from leadpact_dsl.diagnostics import InternalError


class LazyGroup(click.Group):
    """Lists, describes and completes commands from the table alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(COMMANDS[cmd_name].module), "command", None)
        if not isinstance(command, click.Command):
            raise InternalError(f"{COMMANDS[cmd_name].module} has no click command named 'command'.")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as unknown:
            # Click looks for the nearest name among loaded commands only.
            raise NoSuchCommand(unknown.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        longest = max(map(len, COMMANDS))
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(longest), entry.help) for name, entry in commands.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        found = [
            CompletionItem(name, help=entry.help) for name, entry in COMMANDS.items() if name.startswith(incomplete)
        ]
        return found + click.Command.shell_complete(self, ctx, incomplete)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""
\b
Complete commands with the Tab key: add this line to ~/.bashrc
(for zsh or fish, say zsh_source or fish_source in it)
  eval "$(_LEADPACT_COMPLETE=bash_source leadpact)"

"""
    + example("leadpact explain-code LP101"),
)
@click.version_option(__version__, message="%(prog)s %(version)s", help="Show the version.")
def leadpact() -> None:
    """Sales and marketing agreements as text: checked, scored, explained and published."""


def run(words: list[str]) -> int:
    """Runs a command line and returns its exit code. Whatever stops it is left to the caller.

    Click's own `main` would take a reader that goes away for exit code 1, which means findings here.
    """
    if COMPLETION in os.environ:
        return _complete(words)
    try:
        with ends_cleanly(), leadpact.make_context("leadpact", words) as context:
            code = leadpact.invoke(context)
    except Exit as done:
        return done.exit_code
    return code if isinstance(code, int) else FINE


def _complete(words: list[str]) -> int:
    """Answers the shell. Someone is typing there, so that nothing but completions may appear."""
    try:
        leadpact.main(words, prog_name="leadpact", complete_var=COMPLETION)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else FINE
    except (KeyError, ValueError):  # the variables that a shell sets beside it are missing, or hold something else
        return WRONG_USE
    return FINE
