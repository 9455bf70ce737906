"""`leadpact check --deep`: what it prints, in every form, and how it ends."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from leadpact.cli.extras import Extra, need
from leadpact_dsl.codes import page
from tests.conftest import RunCli

FRAME = """\
agreement "Deep"
  timezone "UTC"
"""


def policy_of(code: str, kind: str, folder: Path) -> Path:
    """A policy file with an example of a code's page."""
    found = page(code)
    assert found is not None
    file = folder / "policy.sla"
    file.write_text(FRAME + found.of("wrong" if kind == "wrong" else "right")[0].files[0].text, encoding="utf-8")
    return file


def test_a_finding_is_printed_with_the_account_below_and_ends_with_1(tmp_path: Path, run_cli: RunCli) -> None:
    ran = run_cli("check", str(policy_of("LP901", "wrong", tmp_path)), "--deep")
    assert ran.code == 1
    assert "error[LP901]" in ran.out
    account = ran.out.splitlines()[-1]
    assert "questions about all leads" in account
    assert account.endswith("; 1 finding.")


def test_without_the_word_the_solver_is_not_asked(tmp_path: Path, run_cli: RunCli) -> None:
    ran = run_cli("check", str(policy_of("LP901", "wrong", tmp_path)))
    assert ran.code == 0
    assert "LP901" not in ran.out
    assert "questions" not in ran.out


def test_warnings_alone_end_with_0(tmp_path: Path, run_cli: RunCli) -> None:
    ran = run_cli("check", str(policy_of("LP902", "wrong", tmp_path)), "--deep")
    assert ran.code == 0
    assert "warning[LP902]" in ran.out


def test_what_a_lead_confirms_takes_the_place_of_the_ordinary_warning(tmp_path: Path, run_cli: RunCli) -> None:
    file = str(policy_of("LP920", "wrong", tmp_path))
    assert "LP440" in run_cli("check", file).out
    deep = run_cli("check", file, "--deep").out
    assert "LP440" not in deep
    assert "One of them: number of employees unknown; it was handed to sales just now." in deep


def test_what_a_proof_refutes_is_left_out_and_that_is_said(tmp_path: Path, run_cli: RunCli) -> None:
    file = str(policy_of("LP920", "right", tmp_path))
    assert "LP440" in run_cli("check", file).out
    deep = run_cli("check", file, "--deep").out
    assert "LP440" not in deep
    assert "1 warning of the ordinary check left out" in deep


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_other_forms_hold_the_finding_and_the_account_stays_out_of_them(
    tmp_path: Path, run_cli: RunCli, form: str
) -> None:
    ran = run_cli("check", str(policy_of("LP901", "wrong", tmp_path)), "--deep", "--format", form)
    assert "LP901" in ran.out
    assert "questions about all leads" not in ran.out
    assert "questions about all leads" in ran.err
    if form != "github":
        json.loads(ran.out)


def test_a_policy_with_errors_has_to_be_mended_first(tmp_path: Path, run_cli: RunCli) -> None:
    ran = run_cli("check", str(policy_of("LP310", "wrong", tmp_path)), "--deep")
    assert ran.code == 1
    assert "error[LP310]" in ran.out
    assert "nothing was asked of the solver" in ran.out


def test_without_the_solver_one_sentence_says_how_to_get_it(
    tmp_path: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(extra: Extra, what: str) -> None:
        need(replace(extra, module="nowhere.part"), what)

    monkeypatch.setattr("leadpact.cli.deep.need", missing)
    ran = run_cli("check", str(policy_of("LP901", "wrong", tmp_path)), "--deep")
    assert ran.code == 2
    assert ran.out == ""
    assert 'pip install "leadpact[solver]"' in ran.err


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "ages", "3601"])
def test_a_time_limit_is_a_time(tmp_path: Path, run_cli: RunCli, seconds: str) -> None:
    ran = run_cli("check", str(policy_of("LP901", "wrong", tmp_path)), "--deep", "--time-limit", seconds)
    assert ran.code == 2
    assert ran.out == ""


def test_the_same_policy_gets_the_same_answer(tmp_path: Path, run_cli: RunCli) -> None:
    file = str(policy_of("LP922", "wrong", tmp_path))
    assert run_cli("check", file, "--deep") == run_cli("check", file, "--deep")
