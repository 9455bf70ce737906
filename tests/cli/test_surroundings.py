"""What the command meets outside: streams that are closed, a shell's questions, signals, processes that are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leadpact.cli import score_rows as score_module
from leadpact.engines.reference import Case, Outcome, Task
from tests.compiler.records.desk import GOOD, HEADER, TEXT, written
from tests.conftest import RunCli

AS_OF = ("--as-of", "2026-11-02 12:00")

unix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such streams and signals")


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return written(tmp_path / "desk.sla", TEXT.rstrip("\n"))


def leads_of(tmp_path: Path, count: int) -> Path:
    return written(tmp_path / "leads.csv", HEADER, *(GOOD.replace("L1", f"L{number}") for number in range(count)))


# --- closed streams ---


@unix
@pytest.mark.parametrize("closing", [">&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_mishap(policy: Path, tmp_path: Path, closing: str) -> None:
    leads = leads_of(tmp_path, 1)
    out = tmp_path / "out.csv"
    for words in (
        ["--help"],
        ["check", policy],
        ["render", policy],
        ["explain", "L0", "--leads", leads, "--policy", policy, *AS_OF],
        ["score", leads, "--policy", policy, *AS_OF],
        ["score", leads, "--policy", policy, *AS_OF, "-o", out],
    ):
        line = ["sh", "-c", f'"$@" {closing}', "sh", sys.executable, "-m", "leadpact", *map(str, words)]
        ran = subprocess.run(line, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        assert "error" not in ran.stderr
    assert [line[:3] for line in out.read_text().splitlines()] == ["lea", "L0,"]


# --- completion ---


@pytest.mark.parametrize("asked", ["bash_complete", "zsh_complete", "fish_complete", "junk"])
@pytest.mark.parametrize("words", [{}, {"COMP_WORDS": "leadpact ex", "COMP_CWORD": "x"}])
def test_completion_that_no_shell_asked_for_is_quiet(
    run_cli: RunCli, monkeypatch: pytest.MonkeyPatch, asked: str, words: dict[str, str]
) -> None:
    monkeypatch.setenv("_LEADPACT_COMPLETE", asked)
    for name in ("COMP_WORDS", "COMP_CWORD"):
        monkeypatch.delenv(name, raising=False)
    for name, value in words.items():
        monkeypatch.setenv(name, value)
    ran = run_cli()
    assert "leadpact's, not yours" not in ran.err
    assert ran.err == ""
    assert ran.code != 3


# --- signals, and processes that are killed ---


@unix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (1, 129)], ids=["SIGTERM", "SIGHUP"])
def test_a_run_that_is_told_to_end_leaves_the_old_output(policy: Path, tmp_path: Path, number: int, code: int) -> None:
    out = written(tmp_path / "out.csv", "old")
    words = ["score", leads_of(tmp_path, 60_000), "--policy", policy, *AS_OF, "--jobs", "1", "-o", out]
    run = subprocess.Popen([sys.executable, "-m", "leadpact", *map(str, words)], stderr=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob(".out.csv*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    run.send_signal(number)
    _, err = run.communicate(timeout=30)
    assert (run.returncode, err) == (code, b"")
    assert out.read_text() == "old\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk.sla", "leads.csv", "out.csv"]


def test_the_signal_means_again_what_it_meant_before(run_cli: RunCli) -> None:
    before = signal.getsignal(signal.SIGTERM)
    assert run_cli("explain-code", "--list").code == 0
    assert signal.getsignal(signal.SIGTERM) is before


class Dying(Task):
    """As when the system kills a process that takes too much memory."""

    def outcome(self, case: Case) -> Outcome:
        os._exit(9)


def test_a_process_that_is_killed_is_told(
    run_cli: RunCli, policy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(score_module, "Task", Dying)
    out = written(tmp_path / "out.csv", "old")
    ran = run_cli(
        "score", leads_of(tmp_path, 500), "--policy", policy, *AS_OF, "--engine", "python", "--jobs", "2", "-o", out
    )
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: A process that decided on leads was ended from outside")
    assert "--jobs 1" in ran.err
    assert out.read_text() == "old\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk.sla", "leads.csv", "out.csv"]
