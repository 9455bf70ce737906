"""The command line of a scorer: a case in, its decision out."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from leadpact.targets.python.runtime.reading import read_case
from leadpact.targets.python.runtime.refusing import Refused
from leadpact.targets.python.runtime.settings import EXAMPLE, POLICY, decide

LARGEST_FILE = 50_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where the lead was decided, 1 where it was refused, 2 where there is nothing to read."""
    version = f", version {POLICY['version']}" if POLICY["version"] else ""
    parser = argparse.ArgumentParser(
        description=f"Decides a lead by “{POLICY['title']}”{version}.",
        epilog="Try it: `python scorer.py --example > lead.json`, then `python scorer.py lead.json`.",
    )
    parser.add_argument(
        "case", nargs="?", metavar="LEAD.json", help="the lead with its activities; - reads standard input"
    )
    parser.add_argument("--explain", action="store_true", help="with every line of every score")
    parser.add_argument("--example", action="store_true", help="print a lead to start from")
    chosen = parser.parse_args(arguments)
    if chosen.example:
        print(EXAMPLE)
        return 0
    if chosen.case is None:
        parser.print_usage(sys.stderr)
        print("Name a file with a lead, or see one with --example.", file=sys.stderr)
        return 2
    try:
        written = sys.stdin.buffer.read(LARGEST_FILE + 1) if chosen.case == "-" else read_file(chosen.case)
    except OSError as fault:
        print(f"{chosen.case} cannot be read: {fault.strerror}.", file=sys.stderr)
        return 2
    lead_id = None
    try:
        case = parsed(written)
        if isinstance(case, dict) and isinstance(case.get("lead"), dict) and isinstance(case["lead"].get("id"), str):
            lead_id = case["lead"]["id"]
        lead, activities, as_of = read_case(case, time.time_ns() // 60_000_000_000 * 60_000)
        found: dict[str, Any] = decide(lead, activities, as_of, chosen.explain).document()
    except Refused as refused:
        print(refused, file=sys.stderr)
        found = {"lead": lead_id, "refused": str(refused)}
    print(json.dumps(found, indent=2))
    return 1 if "refused" in found else 0


def read_file(name: str) -> bytes:
    with Path(name).open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def parsed(written: bytes) -> Any:
    """The JSON document; its numbers exact."""
    if len(written) > LARGEST_FILE:
        raise Refused("The file is larger than 50 MB.")
    try:
        return json.loads(
            written.decode("utf-8-sig"),
            parse_float=exact,
            parse_int=whole,
            parse_constant=exact,
            object_pairs_hook=once,
        )
    except UnicodeDecodeError:
        raise Refused("The file is not written in UTF-8.") from None
    except json.JSONDecodeError as fault:
        raise Refused(f"This is no JSON: {fault.msg}, line {fault.lineno}, column {fault.colno}.") from None
    except RecursionError:
        raise Refused("This is no case: it is nested too deeply.") from None


def exact(digits: str) -> Decimal:
    return Decimal(digits)


def whole(digits: str) -> int:
    if len(digits) > 400:
        raise Refused("A number has more than 400 digits.")
    return int(digits)


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused(f"“{twice[:80]}” is given twice.")
    return found
