"""What the README shows is what leadpact says: its policy, its error, its explanation, its sentence, its commands."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from leadpact.cli.commands import COMMANDS
from tests.conftest import ROOT, RunCli

README = (ROOT / "README.md").read_text(encoding="utf-8")

LEAD = {
    "id": "L1",
    "title": "Vice President, Operations",
    "employees": 600,
    "activities": [
        {"activity": "attended_webinar", "at": "2026-10-20 15:00"},
        {"activity": "viewed_page", "at": "2026-10-29 11:00", "path": "/pricing"},
        {"activity": "viewed_page", "at": "2026-10-21 16:30", "path": "/pricing/teams"},
        {"activity": "handed_over", "at": "2026-10-30 17:20"},
    ],
}


def blocks(kind: str) -> list[str]:
    return re.findall(rf"(?ms)^```{kind}\n(.*?)^```$", README)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the README's policy and the lead that it speaks of."""
    (policy,) = blocks("sla")
    (tmp_path / "agreement.sla").write_text(policy, encoding="utf-8")
    (tmp_path / "lead.json").write_text(json.dumps(LEAD), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "88")
    return tmp_path


def test_the_policy_is_sound(here: Path, run_cli: RunCli) -> None:
    assert run_cli("check", "agreement.sla").code == 0
    assert run_cli("fmt", "--check", "agreement.sla").code == 0


def test_the_mistake_is_said_so(here: Path, run_cli: RunCli) -> None:
    text = (here / "agreement.sla").read_text(encoding="utf-8")
    slipped = text.replace("each attended_webinar in the last 90 days", "each atended_webinar in the last 3 months")
    (here / "agreement.sla").write_text(slipped, encoding="utf-8")
    assert slipped != text
    said = blocks("text")[0]
    assert said in run_cli("check", "agreement.sla").out


def test_the_lead_is_explained_so(here: Path, run_cli: RunCli) -> None:
    said = blocks("text")[1]
    ran = run_cli("explain", "lead.json", "--policy", "agreement.sla", "--as-of", "2026-11-02 09:03")
    told = [line.rstrip() for line in ran.out.splitlines()]
    for line in said.splitlines():
        assert line in told or line == "…"


def test_the_agreement_says_so(here: Path, run_cli: RunCli) -> None:
    rendered = run_cli("render", "agreement.sla").out
    quoted = [line.removeprefix("> ") for line in README.splitlines() if line.startswith("> ")]
    assert quoted
    for line in quoted:
        assert line in rendered


def test_every_command_named_is_one(run_cli: RunCli) -> None:
    named = re.findall(
        r"`?leadpact ([a-z-]+)((?: [^`|#\n]+)?)", "\n".join([*blocks("sh"), *re.findall(r"`[^`\n]+`", README)])
    )
    assert set(COMMANDS) <= {command for command, _ in named}
    for command, words in named:
        assert command in COMMANDS
        help = run_cli(command, "--help").out
        for option in re.findall(r"(?<!\S)(--?[a-z-]+)", words):
            assert re.search(rf"(?<!\S){option}\b", help), (command, option)
