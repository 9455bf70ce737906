"""`leadpact score case.json`: a decision as JSON, or the reasons why there is none."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from leadpact.case_document import case_document
from leadpact.decision_document import document_of
from leadpact.digest import digest_of
from leadpact.json_text import written
from leadpact.policies import load
from leadpact_dsl.evaluate import decide
from tests.conftest import ROOT, RunCli

ACME = ROOT / "policies" / "acme"
CASE: dict[str, Any] = {
    "lead": {
        "id": "L-1",
        "company": "Norrick",
        "country": "US",
        "region": "AMER",
        "created_at": "2026-10-20T09:00:00-04:00",
        "review_points": 2.5,
    },
    "activities": [{"activity": "handed_over", "at": "2026-11-02T09:00:00-05:00"}],
    "as_of": "2026-11-02T12:00:00-05:00",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE), encoding="utf-8")
    return path


def _stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_the_decisions_of_the_examples_are_those_of_the_reference(run_cli: RunCli, tmp_path: Path) -> None:
    policy = load(ACME).policy
    assert policy is not None
    for number, example in enumerate(policy.examples[::9]):
        path = tmp_path / f"{number}.json"
        path.write_text(written(case_document(policy, example.lead, example.activities, example.as_of)))
        ran = run_cli("score", path, "--policy", ACME, "--explain")
        decision = decide(policy, example.lead, example.activities, example.as_of)
        assert ran == (0, written(document_of(policy, digest_of(policy), decision, explain=True)), "")


def test_the_same_from_stdin_and_into_a_file(
    run_cli: RunCli, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = run_cli("score", case, "--policy", ACME)
    assert printed.code == 0
    assert json.loads(printed.out)["scores"]["fit"] == 2.5
    assert "explanation" not in json.loads(printed.out)
    _stdin(monkeypatch, case.read_bytes())
    assert run_cli("score", "-", "--policy", ACME) == printed
    output = tmp_path / "decision.json"
    assert run_cli("score", case, "--policy", ACME, "-o", output) == (0, "", "")
    assert output.read_text(encoding="utf-8") == printed.out


def test_as_of_comes_from_the_case_or_the_command(run_cli: RunCli, case: Path) -> None:
    assert "leave one of them out" in run_cli("score", case, "--policy", ACME, "--as-of", "2026-11-02 12:00").err
    at = "2026-11-02T13:00:00-05:00"
    case.write_text(json.dumps({**CASE, "as_of": None}))
    ran = run_cli("score", case, "--policy", ACME, "--as-of", "2026-11-02 13:00")
    assert json.loads(ran.out)["as_of"] == at
    assert run_cli("score", case, "--policy", ACME).code == 0
    case.write_text(json.dumps({**CASE, "as_of": "2100-11-02T12:00:00Z"}))
    ran = run_cli("score", case, "--policy", ACME)
    assert ran.code == 1
    assert json.loads(ran.out)["refused"] == (
        "as_of: 2100-11-02 08:00 is outside the years 2021 to 2036, whose holidays and clocks the agreement knows."
    )


def test_mistakes_are_said_and_written(run_cli: RunCli, case: Path) -> None:
    case.write_text(json.dumps({**CASE, "lead": {**CASE["lead"], "employees": "many", "emploees": 5}}))
    ran = run_cli("score", case, "--policy", ACME)
    said = [
        "lead.emploees: The lead has no field of this name. Is “employees” meant?",
        'lead.employees: “Number of employees” is a whole number, and "many" is text.',
    ]
    assert ran.code == 1
    assert ran.err.splitlines() == ["Lead L-1 is refused, and so it has no score:", *(f"  {line}" for line in said)]
    assert json.loads(ran.out) == {"lead": "L-1", "refused": " ".join(said)}


def test_what_the_policy_refuses(run_cli: RunCli, case: Path) -> None:
    # The day is known, but a promise made then runs out of the years of its calendar.
    late = {"activities": [{"activity": "handed_over", "at": "2036-12-31T17:00:00-05:00"}]}
    case.write_text(json.dumps({**CASE, **late, "as_of": "2036-12-31T18:00:00-05:00"}))
    ran = run_cli("score", case, "--policy", ACME)
    assert ran.code == 1
    assert json.loads(ran.out)["refused"].startswith("A clock needs the calendar “New York office” outside the years")


@pytest.mark.parametrize(
    "words",
    [
        ("--activities", "log.csv"),
        ("--rejects", "rejects.csv"),
        ("--max-rejects", "1"),
        ("--encoding", "cp1252"),
        ("--jobs", "1"),
        ("-o", "decisions.csv"),
    ],
)
def test_options_of_files_are_wrong_use(run_cli: RunCli, case: Path, words: tuple[str, str]) -> None:
    ran = run_cli("score", case, "--policy", ACME, *words)
    assert (ran.code, ran.out) == (2, "")
    assert "case" in ran.err


def test_the_case_is_never_written_over(run_cli: RunCli, case: Path) -> None:
    assert run_cli("score", case, "--policy", ACME, "-o", case).code == 2
    assert json.loads(case.read_text()) == CASE
    assert run_cli("score", case.with_name("gone.json"), "--policy", ACME).code == 2


def test_a_field_called_id_cannot_be_told_from_the_id(run_cli: RunCli, case: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.sla"
    policy.write_text('agreement "A"\n  timezone "UTC"\nlead\n  id "Number": text\ndefine x\n  when id is known\n')
    ran = run_cli("score", case, "--policy", policy)
    assert (ran.code, ran.out) == (1, "")
    assert "policy.sla:4" in ran.err


def test_a_decision_that_is_not_as_promised_is_our_fault(
    run_cli: RunCli, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leadpact import decision_document

    def spoilt(*given: Any) -> dict[str, Any]:
        return {**document_of(*given), "stage": "nowhere"}

    monkeypatch.setattr(decision_document, "document_of", spoilt)
    ran = run_cli("score", case, "--policy", ACME)
    assert (ran.code, ran.out) == (3, "")
    assert "the decision is not as its schema says, at stage" in ran.err


def test_nothing_can_garble_the_terminal(run_cli: RunCli, monkeypatch: pytest.MonkeyPatch) -> None:
    _stdin(monkeypatch, json.dumps({"lead": {"id": "\u202e\x1b[2J", "\x1b[31m": "\u2066"}}).encode())
    ran = run_cli("score", "-", "--policy", ACME)
    assert ran.code == 1
    assert not {"\x1b", "\u202e", "\u2066"} & set(ran.out + ran.err)


def test_help_does_not_load_the_validator() -> None:
    program = (
        "import sys; from leadpact.cli import main; main(['score', '--help']); sys.exit('jsonschema' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_numbers_come_out_as_they_are(run_cli: RunCli, case: Path) -> None:
    ran = run_cli("score", case, "--policy", ACME, "--explain")
    found = json.loads(ran.out, parse_float=Decimal)
    assert found["scores"]["fit"] == Decimal("2.5")
    assert '"fit": 2.5,' in ran.out


def test_the_documents_of_the_guide_are_real(run_cli: RunCli, case: Path) -> None:
    guide = (ROOT / "docs" / "leads-and-decisions.md").read_text(encoding="utf-8")
    given, shown = re.findall(r"^```json\n(.*?)^```", guide, re.DOTALL | re.MULTILINE)
    case.write_text(given, encoding="utf-8")
    found = json.loads(run_cli("score", case, "--policy", ACME).out, parse_float=Decimal)
    found["policy"]["digest"] = "sha256:…"
    assert written(found, compact=True).replace("\\u2026", "…") == shown
