"""How reviews are asked for, and what is looked at in them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from tests.conftest import ROOT, Ran, RunCli

SCHEMA = json.loads((ROOT / "compiler" / "leadpact" / "schemas" / "review.schema.json").read_text())
SARIF_SCHEMA = Path(__file__).parents[1].joinpath("sarif-2.1.0.schema.json")
MARKER = "<!-- leadpact review -->"
DESK = Path("policies/desk")


def changed(old: str, new: str, file: Path = DESK / "policy.sla") -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def review(run_cli: RunCli, *words: str | Path) -> tuple[Ran, dict]:
    """What it prints as JSON."""
    chosen = () if "--sample" in words else ("--sample", "0")
    ran = run_cli("review", *chosen, "--no-deep", "--format", "json", *words)
    assert ran.out, ran.err
    found = json.loads(ran.out)
    jsonschema.validate(found, SCHEMA)
    return ran, found


def errors(found: dict) -> list[str]:
    return [one["code"] for one in found["policies"][0]["findings"] if one["severity"] == "error"]


def outcomes(found: dict, place: int = 0) -> dict[str, str]:
    return {check["what"]: check["outcome"] for check in found["policies"][place]["checks"]}
