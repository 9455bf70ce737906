"""The command line of a scorer: a case in, its decision out."""

from __future__ import annotations

import io
import json
import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from leadpact.targets.python.runtime.days import DAY, year_of
from leadpact.targets.python.runtime.mistakes import Mistaken
from leadpact.targets.python.runtime.parsing import LARGEST_FILE, parsed
from leadpact.targets.python.runtime.reading import read_case
from leadpact.targets.python.runtime.refusing import Refused
from leadpact.targets.python.runtime.settings import COVERS, EXAMPLE, POLICY, ZONE, decide
from leadpact.targets.python.runtime.values import is_broken

DECIDED, REFUSED, WRONG_USE = 0, 1, 2
# What a shell reports for a program stopped by Ctrl-C, and for one whose reader went away.
INTERRUPTED, READER_GONE = 130, 141
PLAINER = str.maketrans({"“": '"', "”": '"', "’": "'", "…": "..."})
"""For terminals that have no curly quotes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit code: 0 decided, 1 refused, 2 nothing that could be decided."""
    open_closed_streams()
    try:
        code = run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        let_go_of_output()
        return READER_GONE
    except OSError as fault:
        let_go_of_output()
        tell(f"The decision cannot be written: {fault.strerror or fault}.")
        return WRONG_USE
    return code


def run(arguments: Sequence[str] | None) -> int:
    from argparse import ArgumentParser, RawDescriptionHelpFormatter

    version = f", version {POLICY['version']}" if POLICY["version"] else ""
    parser = ArgumentParser(
        # argparse would fill in %(prog)s.
        description=one_line(f"Decides a lead as agreed in “{POLICY['title']}”{version}.").replace("%(", "% ("),
        epilog=HELP,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("case", nargs="?", metavar="LEAD.json", help="the lead with its activities; - reads stdin")
    parser.add_argument("--explain", action="store_true", help="add every line of every score, and what held")
    parser.add_argument("--example", action="store_true", help="print a lead to start from, and nothing else")
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as stopped:
        return int(stopped.code or 0)
    if chosen.example:
        print(EXAMPLE)
        return DECIDED
    if chosen.case is None:
        tell("Name a file with a lead: python scorer.py lead.json. To see one, give --example instead.")
        return WRONG_USE
    if chosen.case == "-" and sys.stdin is None:
        tell("There is nothing to read: stdin is closed. Name a file with a lead instead of -.")
        return WRONG_USE
    name = "stdin" if chosen.case == "-" else chosen.case
    try:
        written = sys.stdin.buffer.read(LARGEST_FILE + 1) if chosen.case == "-" else read_file(chosen.case)
    except OSError as fault:
        tell(why_unread(name, fault))
        return WRONG_USE
    found = answer(written, name, time.time_ns() // 60_000_000_000 * 60_000, chosen.explain)
    print(json.dumps(found, indent=2))
    return REFUSED if "refused" in found else DECIDED


HELP = """\
Try it:
  python scorer.py --example > lead.json
  python scorer.py lead.json

A lead is written with the policy's own names; null, or a name left out, is
unknown. "as_of" is the time that the decision is about; without it, now.
The decision is printed as JSON. A lead that cannot be decided is refused:
{"lead": ..., "refused": why}, never a score of zero.

Exit code: 0 decided, 1 refused, 2 there is nothing that could be decided.
"""


def answer(written: bytes, name: str, now: int, explain: bool) -> dict[str, Any]:
    """The decision on a case as a document, or its refusal, which is also told on stderr. `now` is in ms."""
    lead_id = None
    try:
        case, twice = parsed(written, name)
        lead_id = id_in(case)
        lead, activities, as_of = read_case(case, now, twice)
        hold_to_years(as_of, case.get("as_of") is None)
        return decide(lead, activities, as_of, explain).document()
    except Refused as refused:
        who = "The case" if lead_id is None else f"Lead {lead_id}"
        tell(f"{who} is refused, and so it has no score:")
        for sentence in refused.mistakes if isinstance(refused, Mistaken) else (str(refused),):
            tell(f"  {sentence}")
        return {"lead": lead_id, "refused": str(refused)}


def id_in(case: Any) -> str | None:
    """The id that a case names, as far as it can be written."""
    lead = case.get("lead") if isinstance(case, dict) else None
    found = lead.get("id") if isinstance(lead, dict) else None
    return found if isinstance(found, str) and not is_broken(found) else None


def hold_to_years(as_of: int, is_now: bool) -> None:
    """Raises Refused for a time in years whose holidays and clocks the agreement does not know."""
    first, last = COVERS
    if not first <= year_of((as_of + ZONE.offset(as_of)) // DAY) <= last:
        if is_now:
            raise Refused(f"It is now {clock_time(as_of)}, and the agreement knows the years {first} to {last} only.")
        said = f"{clock_time(as_of)} is outside the years {first} to {last}"
        raise Refused(f"as_of: {said}, whose holidays and clocks the agreement knows.")


def clock_time(at: int) -> str:
    """`2026-11-02 12:00` in the agreement's timezone; with its offset where the clocks show the same time twice."""
    written, ahead = ZONE.iso(at), ZONE.offset(at)
    others = {ZONE.offset(at - DAY), ZONE.offset(at + DAY)} - {ahead}
    if any(ZONE.offset(at + ahead - other) == other for other in others):
        return written
    return written[: 16 if at % 60_000 == 0 else 19 if at % 1000 == 0 else 23].replace("T", " ")


def read_file(name: str) -> bytes:
    with Path(name).open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def why_unread(name: str, fault: OSError) -> str:
    if isinstance(fault, FileNotFoundError):
        return f"There is no file {name}."
    if isinstance(fault, IsADirectoryError) or Path(name).is_dir():
        return f"{name} is a folder, and not a file with a lead."
    if isinstance(fault, PermissionError):
        return f"{name} may not be read: its owner has not allowed it."
    return f"{name} cannot be read: {fault.strerror or fault}."


def tell(sentence: str) -> None:
    """Prints a line for people on stderr, in characters that it has."""
    try:
        sentence.encode(sys.stderr.encoding or "utf-8")
    except UnicodeError:
        sentence = sentence.translate(PLAINER)
    print(one_line(sentence), file=sys.stderr)


def one_line(text: str) -> str:
    """The text with what is invisible, or could drive a terminal, made visible."""
    return "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in text)


def open_closed_streams() -> None:
    """A shell can close them (`>&-`): what goes there is then lost. Characters that stdout lacks show by number."""
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")


def let_go_of_output() -> None:
    """Sends the rest of the output nowhere, so that closing it when Python ends cannot fail a second time."""
    with suppress(OSError, ValueError):  # what is no real file has nothing left to fail
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
