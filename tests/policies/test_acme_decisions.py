"""What the sample agreement decides of sixty made-up leads, as it was on the day when it was last looked through."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tests.conftest import ROOT, Golden, RunCli

LEADS = Path(__file__).parent / "acme"
WORDS = ("paid", "reasons")
"""Columns in words, which change with every better phrase; the phrases have tests of their own."""


def test_decisions(run_cli: RunCli, golden: Golden, tmp_path: Path) -> None:
    out = tmp_path / "decisions.csv"
    ran = run_cli(
        "score",
        LEADS / "leads.csv",
        "--policy",
        ROOT / "policies" / "acme",
        "--activities",
        LEADS / "activities.csv",
        "--as-of",
        "2026-11-02 12:00",
        "-o",
        out,
    )
    assert ran.code == 0, ran.err
    golden(LEADS / "decisions.csv", _without_words(out.read_text(encoding="utf-8")))


def _without_words(text: str) -> str:
    rows = csv.DictReader(io.StringIO(text))
    kept = [name for name in rows.fieldnames or () if name not in WORDS]
    lines = io.StringIO()
    table = csv.DictWriter(lines, kept, extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return lines.getvalue()
