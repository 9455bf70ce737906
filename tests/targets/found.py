"""Differences that were found once: a policy and a case beside it, decided anew in every run of the tests."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from tests.conftest import ROOT
from tests.targets.at_random.cases import Case
from tests.targets.at_random.policy import read
from tests.targets.documents import as_text, case_of

FOLDER = ROOT / "tests" / "targets" / "found_before"


def keep(target: str, text: str, case: Case) -> Path:
    """Writes a policy and its case; returns where the policy stands. The same find gets the same name."""
    policy = read(text)
    assert policy is not None
    document = as_text(policy, case)
    name = f"{target}-{sha256((text + document).encode()).hexdigest()[:8]}"
    FOLDER.mkdir(exist_ok=True)
    place = FOLDER / f"{name}.sla"
    place.write_text(text, encoding="utf-8", newline="")
    place.with_suffix(".json").write_text(document, encoding="utf-8", newline="")
    return place


def kept() -> list[Path]:
    return sorted(FOLDER.glob("*.sla"))


def load(place: Path) -> tuple[str, Case]:
    text = place.read_text(encoding="utf-8")
    policy = read(text)
    assert policy is not None, f"{place} is no longer sound"
    return text, case_of(policy, place.with_suffix(".json").read_text(encoding="utf-8"))
