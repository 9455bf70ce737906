"""The whole command: `leadpact score --engine duckdb` on files as people have them, to a file of decisions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks.cases import ROOT, new_york
from benchmarks.millions.generator import AS_OF, Files
from benchmarks.millions.running import Turn, Turns, turn

NAME = "leadpact score, the whole command"

# The policy's own column names, and times that say that they are UTC.
_LEADS = """
SELECT id AS "Lead ID", full_name AS "Full Name", title AS "Title",
  * EXCLUDE (id, full_name, title, created_at, trial_started),
  timezone('UTC', created_at) AS created_at, timezone('UTC', trial_started) AS trial_started
FROM read_parquet($file)
"""
_ACTIVITIES = """
SELECT lead_id AS "Lead ID", activity AS "Event", timezone('UTC', "at") AS "Occurred At",
  * EXCLUDE (lead_id, activity, "at", position)
FROM read_parquet($file)
"""


def turns(folder: Path, files: Files, rounds: int, said: Callable[[str], None]) -> Turns:
    """How long the command takes, start-up included, how much of the processor and of memory."""
    leads, activities = _as_people_have_them(folder, files)
    until = new_york().local(AS_OF)
    given = [
        str(leads), "--policy", str(ROOT / "policies" / "acme"), "--activities", str(activities), "--as-of",
        f"{until:%Y-%m-%d %H:%M}", "--engine", "duckdb", "-o", str(folder / "decisions-command.parquet"),
    ]  # fmt: skip
    taken: list[Turn] = []
    for number in range(rounds):
        taken.append(turn([sys.executable, "-m", "leadpact", "score", *given], seconds_said=False))
        said(f"round {number + 1} of {rounds}: leadpact score {taken[-1].work:.2f} s")
    return Turns(tuple(taken))


def _as_people_have_them(folder: Path, files: Files) -> Files:
    connection = duckdb.connect(config={"preserve_insertion_order": True})
    found = Files(*(file.with_name(f"export-{file.name}") for file in files))
    for query, given, file in zip((_LEADS, _ACTIVITIES), files, found, strict=True):
        if not file.is_file():
            draft = file.with_suffix(".part")
            connection.execute(f"COPY ({query}) TO '{draft}' (FORMAT parquet)", {"file": str(given)})
            draft.replace(file)
    return found
