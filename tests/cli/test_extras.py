"""Libraries of extras that are not there, and libraries that are there and do not load: a sentence, and the way out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import pytest

from leadpact.cli.extras import SOLVER, STATISTICS, Extra, need
from tests.conftest import ROOT, RunCli
from tests.engines.history.versions import changed

SMALL = ROOT / "tests" / "engines" / "history" / "small"
LEADS = ["--leads", str(SMALL / "leads.csv"), "--as-of", "2026-11-02 12:00"]


class _Without:
    """Finds no such package, as where it is not installed."""

    def __init__(self, name: str) -> None:
        self._name = name

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        if name == self._name:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


@pytest.fixture(params=["missing", "broken"])
def without(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Neither extra loads: they are not installed, or a library of the system that they need is missing."""
    for name in ("ortools", "scipy"):
        for module in [one for one in sys.modules if one.partition(".")[0] == name]:
            monkeypatch.delitem(sys.modules, module)
        if request.param == "missing":
            monkeypatch.setattr(sys, "meta_path", [_Without(name), *sys.meta_path])
        else:
            (tmp_path / "shadow" / name).mkdir(parents=True)
            (tmp_path / "shadow" / name / "__init__.py").write_text("raise ImportError('libgomp.so.1: no such file')")
    monkeypatch.syspath_prepend(tmp_path / "shadow")
    return str(request.param)


def said(ran_err: str, without: str, extra: str) -> None:
    text = " ".join(ran_err.split())
    if without == "missing":
        assert f'which is not installed here. Install it with: pip install "leadpact[{extra}]"' in text
    else:
        assert "which is installed here but cannot be loaded (libgomp.so.1: no such file)." in text
        assert f'pip install --force-reinstall "leadpact[{extra}]"' in text
    assert "leadpact's, not yours" not in text


def test_impact_with_an_outcome(run_cli: RunCli, without: str) -> None:
    ran = run_cli("impact", SMALL, SMALL, *LEADS, "--outcome", "Outcome")
    assert (ran.code, ran.out) == (2, "")
    said(ran.err, without, "statistics")
    assert run_cli("impact", SMALL, SMALL, *LEADS).code == 0


def test_compare(run_cli: RunCli, without: str) -> None:
    ran = run_cli("compare", SMALL, SMALL)
    assert (ran.code, ran.out) == (2, "")
    said(ran.err, without, "solver")


def test_check_deep(run_cli: RunCli, without: str) -> None:
    ran = run_cli("check", SMALL, "--deep")
    assert (ran.code, ran.out) == (2, "")
    said(ran.err, without, "solver")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a policy, and settings that name leads with an outcome."""
    import subprocess

    place = tmp_path / "repository"
    changed(place / "policies" / "small", of=SMALL)
    (place / "leads.csv").write_bytes((SMALL / "leads.csv").read_bytes())
    settings = '[review]\nleads = "leads.csv"\noutcome = "Outcome"\nas_of = "2026-11-02 12:00"\n'
    (place / "leadpact.toml").write_text(settings, encoding="utf-8")
    who = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "a"]):
        subprocess.run(["git", *words], cwd=place, check=True)
    changed_to = place / "policies" / "small" / "policy.sla"
    text = changed_to.read_text(encoding="utf-8")
    changed_to.write_text(text.replace("when points is at least 50", "when points is at least 30"), encoding="utf-8")
    monkeypatch.chdir(place)
    return place


def test_a_review_goes_on_without_them(run_cli: RunCli, repository: Path, without: str) -> None:
    ran = run_cli("review", "--base", "HEAD", "--format", "markdown")
    assert ran.err == ""
    plain = ran.out.replace("\\", "")
    said(next(line for line in plain.splitlines() if "Solver |" in line), without, "solver")
    told = next(line for line in plain.splitlines() if "of the company's own" in line)
    said(told.partition("What became of them is not told: ")[2], without, "statistics")
    assert "reach MQL or go further" in plain


def test_what_loads_is_loaded() -> None:
    for extra in (SOLVER, STATISTICS):
        need(extra, "This")
        assert extra.module in sys.modules


def test_a_part_that_is_missing_is_named_and_long_reasons_are_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "halfthere").mkdir()
    (tmp_path / "halfthere" / "__init__.py").write_text("import halfthere.part")
    with pytest.raises(click.ClickException, match=r"cannot be loaded \(No module named 'halfthere\.part'\)"):
        need(Extra("half", "half a library", "halfthere.other"), "This")
    (tmp_path / "talks.py").write_text(f"raise ImportError({json.dumps('long' * 400)})")
    with pytest.raises(click.ClickException) as found:
        need(Extra("talks", "a library", "talks"), "This")
    assert len(found.value.message) < 400
