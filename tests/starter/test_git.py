"""What git does in a new repository: how it shows changes, what hooks stop, and how a record is merged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from leadpact.cli.init_git import DECLARATIONS
from leadpact_dsl.model import Policy
from tests.conftest import ROOT, RunCli
from tests.review.acceptance.repositories import committed, git

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")

SCORING = "policies/agreement/scoring.sla"


@pytest.fixture
def ours(run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository as `init` leaves it, committed on `main`; the present folder."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    root = tmp_path / "ours"
    assert run_cli("init", root).code == 0
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@acme.example")
    monkeypatch.chdir(root)
    assert run_cli("compile").code == 0
    committed(root, "The agreement")
    return root


def edited(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


# ---------------------------------------------------------------------------------------------------------- git diff


def test_a_hunk_stands_under_its_declaration(run_cli: RunCli, ours: Path) -> None:
    assert run_cli("init", "--git").code == 0
    edited(ours / "policies/agreement/agreement.sla", "5 people", "6 people")
    assert '@@ team sales "Sales"' in git(ours, "diff")


def test_words_are_those_of_the_language(run_cli: RunCli, ours: Path) -> None:
    assert run_cli("init", "--git").code == 0
    (ours / "x.sla").write_text("  +10 if owner_title is at least 50%\n")
    committed(ours)
    (ours / "x.sla").write_text("  +15 if owner_name is at least 55%\n")
    changes = git(ours, "diff", "--word-diff=plain").splitlines()[-1]
    assert changes == "  [-+10-]{++15+} if [-owner_title-]{+owner_name+} is at least [-50%-]{+55%+}"


def test_every_kind_of_declaration_heads_hunks(run_cli: RunCli, ours: Path) -> None:
    assert run_cli("init", "--git").code == 0
    body = "".join(f"{kind} {number}\n" + "  x\n" * 20 for number, kind in enumerate(DECLARATIONS))
    (ours / "x.sla").write_text(body)
    committed(ours)
    lines = body.splitlines(keepends=True)
    for number in range(len(DECLARATIONS)):
        lines[21 * number + 15] = "  y\n"
    (ours / "x.sla").write_text("".join(lines))
    shown = git(ours, "diff", "--", "x.sla")
    for number, kind in enumerate(DECLARATIONS):
        assert f"@@ {kind} {number}" in shown


def test_the_declarations_are_those_of_the_language() -> None:
    page = (ROOT / "dsl" / "README.md").read_text()
    table = page[page.index("| Block | What it is for |") : page.index("Words in capitals") + 10_000]
    rows = [line for line in table.splitlines() if line.startswith("| [`")]
    assert [line.split("`")[1] for line in rows] == list(DECLARATIONS)
    assert len(Policy.__dataclass_fields__) >= 20


def test_a_clone_that_says_nothing_of_it_is_told_what_to_say(run_cli: RunCli, ours: Path) -> None:
    (ours / ".gitattributes").unlink()
    committed(ours)
    ran = run_cli("init", "--git")
    assert (ran.code, "*.sla diff=leadpact" in ran.out) == (0, True)


def test_outside_of_a_clone_it_is_wrong_use(run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    ran = run_cli("init", "--git")
    assert (ran.code, "there is no git to tell: `git init` first." in ran.err) == (2, True)
    assert run_cli("init", "missing", "--git").code == 2
    assert run_cli("init", "--git", "--templates").code == 2


# -------------------------------------------------------------------------------------------------- the merge check


def test_two_branches_that_are_wrong_together_are_not_merged(ours: Path) -> None:
    """Each is sound, git finds no conflict, and the merge has a name twice."""
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    bin_ = Path(sys.executable).parent
    path = f"{bin_}{os.pathsep}{os.environ['PATH']}"

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        alone = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        alone |= {"PATH": path, "GIT_CONFIG_GLOBAL": os.devnull, "PRE_COMMIT_HOME": str(ours.parent / "cache")}
        return subprocess.run(words, cwd=ours, capture_output=True, text=True, check=False, env=alone, timeout=300)

    assert run("pre-commit", "install").returncode == 0
    for hook in ("pre-commit", "pre-merge-commit", "post-merge"):
        assert (ours / ".git" / "hooks" / hook).is_file()
    for branch, file in (("one", "lead.sla"), ("two", "scoring.sla")):
        assert run("git", "checkout", "-q", "-b", branch, "main").returncode == 0
        place = ours / "policies" / "agreement" / file
        place.write_text(f'{place.read_text()}\nvalue lucky "Lucky number" is 7\n')
        assert run("leadpact", "compile").returncode == 0
        assert run("git", "add", "-A").returncode == 0
        assert (done := run("git", "commit", "-q", "-m", branch)).returncode == 0, done.stdout + done.stderr
    ran = run("git", "merge", "--no-edit", "one")
    assert ran.returncode != 0
    assert "LP201" in ran.stdout + ran.stderr
    assert run("git", "rev-parse", "-q", "--verify", "MERGE_HEAD").returncode == 0, "it waits to be mended"


def test_a_record_is_not_merged_line_by_line(run_cli: RunCli, ours: Path) -> None:
    record = ours / "policies" / "agreement" / "acceptance.toml"
    for branch, team in (("one", "marketing"), ("two", "sales")):
        git(ours, "checkout", "-q", "-b", branch, "main")
        assert run_cli("accept", "--as", team, "--by", "Ada").code == 0
        committed(ours, f"{team} accepts")
    ours_before = record.read_bytes()
    assert "CONFLICT" in git(ours, "merge", "one", check=False)
    assert record.read_bytes() == ours_before
    assert run_cli("check").code == 0
    git(ours, "checkout", "--theirs", record.as_posix())
    assert "Accepted by Marketing" in run_cli("accept").out
