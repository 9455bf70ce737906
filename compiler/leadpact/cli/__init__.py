"""The command line: the only rim that reads and writes files, terminals and the environment.

This file is all that runs before an answer to `leadpact --help`, so it imports nothing that Python has not already
loaded. Everything else is imported once it is known to be needed.
"""

from __future__ import annotations

import os
import sys

from leadpact import __version__

FINE, FINDINGS, WRONG_USE, OUR_BUG = 0, 1, 2, 3

# What a shell reports for a program stopped by Ctrl-C, and for one whose reader went away.
INTERRUPTED, READER_GONE = 130, 141

# Set by the shell when it asks for completions instead of running a command.
COMPLETION = "_LEADPACT_COMPLETE"

HELP_TEXT = os.path.join(os.path.dirname(__file__), "help.txt")


def main(words: list[str] | None = None) -> int:
    """Runs one command line (without the program's name) and returns its exit code."""
    words = sys.argv[1:] if words is None else words
    _open_closed_streams()
    try:
        code = _run(words)
        sys.stdout.flush()
    except BrokenPipeError:
        let_go_of_stdout()
        return READER_GONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as mishap:
        from leadpact.cli.mishaps import report

        return report(mishap)
    return code


def _open_closed_streams() -> None:
    """A shell can close them (`>&-`). What goes there is lost then, and no file of ours takes their place."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  open until the end
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  open until the end


def let_go_of_stdout() -> None:
    """Sends the rest of the output nowhere, so that closing it when Python ends cannot fail a second time."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        pass  # not a real file: nothing is left to fail


def _run(words: list[str]) -> int:
    # A character that the terminal's encoding lacks is shown by its number; it must not end the run.
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # only exotic streams lack it
    answer = _known_by_heart(words)
    if answer is not None:
        sys.stdout.write(answer)
        return FINE

    # Policies, plans and statements are trees of many small things that are needed to the end: to go through them for
    # garbage as often as Python does by itself takes a tenth of a command's time.
    import gc

    gc.set_threshold(50_000, 20, 100)

    from leadpact.cli.group import run

    return run(words)


def _known_by_heart(words: list[str]) -> str | None:
    """The help and the version, which are asked for most and need no import at all.

    `help.txt` is what click renders for the same words: `make bless` writes it and a test compares the two.
    """
    if COMPLETION in os.environ:
        return None
    if words in ([], ["-h"], ["--help"]):
        with open(HELP_TEXT, encoding="utf-8") as file:
            return file.read()
    if words == ["--version"]:
        return f"leadpact {__version__}\n"
    return None
