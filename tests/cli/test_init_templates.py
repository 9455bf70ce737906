"""`leadpact init --templates`: all templates, into the repository's own folder, and none of them over another."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadpact.templates import our_templates
from tests.conftest import RunCli


@pytest.fixture
def home(tmp_path: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert run_cli("init", tmp_path).code == 0
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_all_are_written_and_change_nothing(run_cli: RunCli, home: Path) -> None:
    before = run_cli("render", "-o", "before.html"), run_cli("render").out
    assert before[0] == (0, "", "")
    ran = run_cli("init", "--templates")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Wrote {len(our_templates()) + 1} files to templates.\n")
    written = _files(home / "templates")
    read_me = written.pop("README.md")
    assert written == our_templates()
    assert "`html/style.j2`" in read_me
    assert run_cli("render", "-o", "after.html") == (0, "", "")
    assert (home / "after.html").read_bytes() == (home / "before.html").read_bytes()
    assert run_cli("render").out == before[1]


def test_what_is_there_stays_and_what_is_missing_comes_back(run_cli: RunCli, home: Path) -> None:
    run_cli("init", "--templates")
    (home / "templates/wording.j2").write_text("{# mine #}", encoding="utf-8")
    (home / "templates/html/table.j2").unlink()
    ran = run_cli("init", "policies", "--templates")
    assert ran.out.startswith(f"Wrote 1 file to templates. Left {len(our_templates())} as they were.\n")
    written = _files(home / "templates")
    assert written["wording.j2"] == "{# mine #}"
    assert written["html/table.j2"] == our_templates()["html/table.j2"]


def test_a_change_is_seen_in_the_agreement_and_in_what_is_compiled(run_cli: RunCli, home: Path) -> None:
    wording = home / "templates" / "wording.j2"
    wording.parent.mkdir()
    wording.write_text("{% block term_title %}How long{% endblock %}", encoding="utf-8")
    assert "## 9 How long\n" in run_cli("render").out
    assert run_cli("compile").code == 0
    made = home / "generated" / "agreement"
    assert "How long</h2>" in (made / "agreement.html").read_text(encoding="utf-8")
    assert "## 9 How long\n" in (made / "agreement.md").read_text(encoding="utf-8")


def test_a_template_that_cannot_be_used_is_a_finding(run_cli: RunCli, home: Path) -> None:
    page = home / "templates" / "html" / "skip.j2"
    page.parent.mkdir(parents=True)
    page.write_text("one\n{{ nothing }}", encoding="utf-8")
    ran = run_cli("render", "-o", "agreement.html")
    assert (ran.code, ran.out) == (1, "")
    assert (
        "error[LP006]: This template cannot be used: 'nothing' is undefined.\n --> templates/html/skip.j2:2:1"
        in ran.err
    )
    assert not (home / "agreement.html").exists()
    assert run_cli("render").code == 0, "Markdown does not use it"
    page.write_bytes(b"\xff")
    assert "error[LP004]" in run_cli("render", "-o", "agreement.html").err


def test_outside_of_a_repository_there_is_no_place_for_them(run_cli: RunCli, tmp_path: Path) -> None:
    ran = run_cli("init", tmp_path, "--templates")
    assert (ran.code, ran.out) == (2, "")
    assert "lies in no policy repository" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_where_links_lead(
    run_cli: RunCli, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (home / "templates").mkdir()
    (home / "templates/html").symlink_to(outside)
    ran = run_cli("init", "--templates")
    assert ran.code == 2
    assert "templates/html is in the way, so nothing was written" in ran.err
    assert list(outside.iterdir()) == []
    assert _files(home / "templates") == {}
