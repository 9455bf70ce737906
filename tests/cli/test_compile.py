"""`leadpact compile`: whole or not at all, the same everywhere, and compared with what is committed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from leadpact.cli import compile as compiling
from leadpact.cli import folders
from leadpact.cli.drift import MOST_LINES, short_diff
from leadpact.targets import TARGETS, target_called
from tests.conftest import ROOT, RunCli

POLICY = """\
agreement "A"
  timezone "America/New_York"

lead
  employees "Employees": whole number required

score fit "Fit" from 0 to 100
  by employees
    below 50: 0
    50 or more: 20

stage inquiry "Inquiry"

stage MQL "Marketing qualified lead"
  when fit is at least 20
"""

FILES = {target_called(name).file for name in TARGETS}
ONLY = ("--only", "lead-schema")
"""One quick file, for what does not depend on which."""


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two policies, and the present folder in it."""
    root = tmp_path / "repo"
    for name in ("acme", "beta"):
        (root / "policies" / name).mkdir(parents=True)
        (root / "policies" / name / "policy.sla").write_text(POLICY)
    (root / "leadpact.toml").write_text("")
    monkeypatch.chdir(root)
    return root


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ------------------------------------------------------------------------------------------------------------- writing


def test_without_a_path_every_policy_gets_a_folder(run_cli: RunCli, repo: Path) -> None:
    ran = run_cli("compile")
    assert ran.code == 0, ran.err
    assert {path.name for path in (repo / "generated").iterdir()} == {"acme", "beta"}
    assert {path.name for path in (repo / "generated" / "acme").iterdir()} == FILES
    assert "policies/acme → generated/acme\n" in ran.out
    assert all(re.search(rf"^  {re.escape(name)} +[\d.,]+ k?B  written$", ran.out, re.MULTILINE) for name in FILES)


def test_a_second_run_touches_nothing(run_cli: RunCli, repo: Path) -> None:
    run_cli("compile", "policies/acme", *ONLY)
    folder = repo / "generated" / "acme"
    before = (folder.stat().st_ino, (folder / "lead.schema.json").stat().st_mtime_ns)
    ran = run_cli("compile", "policies/acme", *ONLY)
    assert "as it was" in ran.out
    assert (folder.stat().st_ino, (folder / "lead.schema.json").stat().st_mtime_ns) == before


def test_one_policy_from_a_folder_far_below(run_cli: RunCli, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo / "policies" / "acme")
    assert run_cli("compile", ".", *ONLY).code == 0
    assert set(contents(repo / "generated")) == {"acme/lead.schema.json"}


def test_files_end_in_one_plain_line_end_and_name_no_place(run_cli: RunCli, repo: Path) -> None:
    run_cli("compile", "policies/acme")
    for name, data in contents(repo / "generated" / "acme").items():
        assert data.endswith(b"\n"), name
        assert b"\r" not in data, name
        assert str(repo).encode() not in data, name
        assert b"policies/acme" not in data, name


def test_out_is_another_place(run_cli: RunCli, repo: Path, tmp_path: Path) -> None:
    assert run_cli("compile", "policies/acme", "--out", tmp_path / "there", *ONLY).code == 0
    assert set(contents(tmp_path / "there")) == {"acme/lead.schema.json"}
    assert not (repo / "generated").exists()


def test_a_policy_in_no_repository_needs_out(run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lone.sla").write_text(POLICY)
    ran = run_cli("compile", "lone.sla", *ONLY)
    assert (ran.code, "--out" in ran.err) == (2, True)
    assert run_cli("compile", "lone.sla", "--out", "made", *ONLY).code == 0
    assert set(contents(tmp_path / "made")) == {"lone/lead.schema.json"}


def test_what_is_no_policy_of_the_repository_does_not_take_the_place_of_one(run_cli: RunCli, repo: Path) -> None:
    shutil.copytree(repo / "policies" / "acme", repo / "drafts" / "acme")
    for path in ("drafts/acme", "policies/acme/policy.sla"):
        ran = run_cli("compile", path, *ONLY)
        assert (ran.code, "--out" in ran.err) == (2, True)
    assert not (repo / "generated").exists()


def test_a_policy_with_errors_writes_nothing_and_the_others_are_written(run_cli: RunCli, repo: Path) -> None:
    run_cli("compile", *ONLY)
    before = contents(repo / "generated" / "acme")
    (repo / "policies" / "acme" / "policy.sla").write_text(POLICY.replace("50 or more", "60 or more"))
    (repo / "policies" / "beta" / "policy.sla").write_text(POLICY.replace('"Employees"', '"Number of people"'))
    ran = run_cli("compile", *ONLY)
    assert ran.code == 1
    assert "policies/acme has errors, so nothing is compiled from it." in ran.err
    assert "error[LP302]" in ran.out
    assert "policies/acme/policy.sla:" in ran.out
    assert contents(repo / "generated" / "acme") == before
    assert b"Number of people" in (repo / "generated" / "beta" / "lead.schema.json").read_bytes()


def test_what_a_target_refuses_is_said_at_its_line(run_cli: RunCli, repo: Path) -> None:
    text = POLICY.replace("lead\n", 'lead\n  id "Id in the CRM": text\n')
    (repo / "policies" / "acme" / "policy.sla").write_text(text)
    ran = run_cli("compile", "policies/acme")
    assert ran.code == 1
    assert "error[LP810]: This cannot be said in lead-schema" in ran.out
    assert "policies/acme/policy.sla:5:3" in ran.out
    assert not (repo / "generated").exists()
    assert run_cli("compile", "policies/acme", "--only", "agreement-markdown").code == 0


def test_only_leaves_the_other_files_as_they_are(run_cli: RunCli, repo: Path) -> None:
    run_cli("compile", "policies/acme")
    before = contents(repo / "generated")
    text = POLICY.replace('"Employees"', '"Number of people"')
    (repo / "policies" / "acme" / "policy.sla").write_text(text)
    run_cli("compile", "policies/acme", *ONLY)
    after = contents(repo / "generated")
    assert {name for name in after if after[name] != before[name]} == {"acme/lead.schema.json"}


def test_findings_as_json_are_all_that_is_printed(run_cli: RunCli, repo: Path) -> None:
    ran = run_cli("compile", "policies/acme", *ONLY, "--format", "json")
    assert (ran.code, json.loads(ran.out)["findings"]) == (0, [])
    ran = run_cli("compile", "--check", "--format", "json", *ONLY)
    assert {(found["code"], found["severity"]) for found in json.loads(ran.out)["findings"]} == {("LP811", "error")}


# -------------------------------------------------------------------------------------------------- whole or not at all


@pytest.mark.parametrize("broken", ["settle", "_settle_folder", "_keep", "_exchange"])
def test_a_write_that_fails_leaves_the_folder_as_it_was(
    run_cli: RunCli, repo: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    run_cli("compile", "policies/acme", *ONLY)
    (repo / "generated" / "acme" / "notes.txt").write_text("mine")
    before = contents(repo / "generated")
    (repo / "policies" / "acme" / "policy.sla").write_text(POLICY.replace('"Employees"', '"People"'))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folders, broken, full)
    ran = run_cli("compile", "policies/acme", *ONLY)
    assert ran.code == 2
    name = "generated/acme/lead.schema.json" if broken == "settle" else "generated/acme"
    assert f"error: {name}: No space left on device. Nothing was changed in generated/acme.\n" in ran.err
    assert contents(repo / "generated") == before
    assert [path.name for path in (repo / "generated").iterdir()] == ["acme"]


def test_the_next_compile_clears_what_a_killed_one_left(run_cli: RunCli, repo: Path) -> None:
    run_cli("compile", "policies/acme", *ONLY)
    generated = repo / "generated"
    draft, aside = generated / ".acme.0f3a9c21.part", generated / ".acme.0f3a9c21.old"
    draft.mkdir()
    (draft / "lead.schema.json").write_text("half")
    aside.mkdir()
    (aside / "policy.json.absent").touch()
    (generated / "acme" / "policy.json").write_text("new")
    (generated / ".acme.notes.old").mkdir()
    ran = run_cli("compile", "policies/acme", *ONLY, "--check")
    assert (ran.code, ran.out.count("warning[LP811]")) == (0, 2)
    assert "generated/.acme.0f3a9c21.part is left over from a `leadpact compile`" in ran.out
    assert run_cli("compile", "policies/acme", *ONLY).code == 0
    assert sorted(path.name for path in generated.iterdir()) == [".acme.notes.old", "acme"]
    assert set(contents(generated)) == {"acme/lead.schema.json"}


def test_what_a_killed_run_leaves_is_kept_out_of_git(run_cli: RunCli, tmp_path: Path) -> None:
    run_cli("init", tmp_path / "ours")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path / "ours", check=True)
    for name in (".acme.0f3a9c21.part", ".acme.0f3a9c21.old", "acme"):
        (tmp_path / "ours" / "generated" / name).mkdir(parents=True)
        (tmp_path / "ours" / "generated" / name / "policy.json").write_text("{}")
    words = ["git", "ls-files", "--others", "--exclude-standard", "generated"]
    ran = subprocess.run(words, cwd=tmp_path / "ours", check=True, capture_output=True, text=True)
    assert ran.stdout.split() == ["generated/acme/policy.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="it has neither pipes in folders nor these rights")
def test_what_others_put_there_is_named_and_not_even_opened(run_cli: RunCli, repo: Path) -> None:
    folder = repo / "generated" / "acme"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "pipe")
    (folder / "locked").mkdir(mode=0o000)
    (folder / "secret.txt").write_text("mine")
    (folder / "secret.txt").chmod(0)
    before = {path.name: path.lstat().st_ino for path in folder.iterdir()}
    assert run_cli("compile", "policies/acme", *ONLY, "--check").code == 1
    ran = run_cli("compile", "policies/acme", *ONLY)
    assert ran.code == 0, ran.err
    assert "Not from leadpact, left as it was: locked, pipe, secret.txt\n" in ran.out
    after = {path.name: path.lstat().st_ino for path in folder.iterdir()}
    assert after.pop("lead.schema.json")
    assert after == before
    ran = run_cli("compile", "policies/acme", *ONLY, "--check")
    assert (ran.code, ran.out.count("warning[LP811]")) == (0, 3)
    assert "generated/acme is what policies/acme says." in ran.out
    assert "generated/acme/pipe is not from leadpact, and is left as it is." in ran.out


@pytest.mark.parametrize("words", [(), ("--check",)])
@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("generated/acme/lead.schema.json/", "is a folder, and leadpact writes a file of that name"),
        ("generated/acme", "is a file, and leadpact writes a folder of that name"),
        ("generated", "is a file, and leadpact writes a folder of that name"),
    ],
)
def test_what_is_in_the_way_is_named_with_a_way_out(
    run_cli: RunCli, repo: Path, place: str, said: str, words: tuple[str, ...]
) -> None:
    if place.endswith("/"):
        (repo / place).mkdir(parents=True)
    else:
        (repo / place).parent.mkdir(parents=True, exist_ok=True)
        (repo / place).write_text("mine")
    ran = run_cli("compile", "policies/acme", *ONLY, *words)
    assert (ran.code, f"error: {place.rstrip('/')} {said}" in ran.err) == (2, True), ran.err


def test_an_empty_name_for_out_is_refused(run_cli: RunCli, repo: Path) -> None:
    ran = run_cli("compile", "policies/acme", *ONLY, "--out", "")
    assert (ran.code, "the name of a folder is missing" in ran.err) == (2, True)
    assert not (repo / "acme").exists()
    assert run_cli("compile", "policies/acme", *ONLY, "--out", ".").code == 0
    assert (repo / "acme" / "lead.schema.json").is_file()


@pytest.mark.parametrize("place", ["generated", "generated/acme", "generated/acme/lead.schema.json"])
def test_links_are_not_written_through(run_cli: RunCli, repo: Path, tmp_path: Path, place: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("not ours")
    link = repo / place
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(outside / "file" if place.endswith(".json") else outside)
    for words in ([], ["--check"]):
        ran = run_cli("compile", "policies/acme", *ONLY, *words)
        assert (ran.code, "is a link" in ran.err) == (2, True)
    assert contents(outside) == {"file": b"not ours"}


def test_a_policy_that_is_a_link_to_elsewhere_is_none_of_the_repository(run_cli: RunCli, repo: Path) -> None:
    shutil.move(repo / "policies" / "acme", repo.parent / "acme")
    (repo / "policies" / "acme").symlink_to(repo.parent / "acme")
    ran = run_cli("compile", "policies/acme", *ONLY)
    assert (ran.code, "policies/acme is a link to a folder that is no policy of this repository" in ran.err) == (
        2,
        True,
    )


@pytest.mark.parametrize("words", [(), ("policies",)])
@pytest.mark.parametrize("target", ["../../elsewhere", "acme"])
def test_a_link_among_the_policies_does_not_keep_the_others_from_being_compiled(
    run_cli: RunCli, repo: Path, words: tuple[str, ...], target: str
) -> None:
    shutil.copytree(repo / "policies" / "acme", repo.parent / "elsewhere")
    (repo / "policies" / "q").symlink_to(target)
    ran = run_cli("compile", *words, *ONLY)
    assert ran.code == 1
    assert "error[LP002]: policies/q is a link to another folder, so nothing is compiled from it." in ran.out
    assert set(contents(repo / "generated")) == {"acme/lead.schema.json", "beta/lead.schema.json"}


def test_a_link_into_another_repository_writes_nothing_there(run_cli: RunCli, repo: Path) -> None:
    shutil.copytree(repo, repo.parent / "other")
    for name in ("acme", "beta"):
        shutil.rmtree(repo / "policies" / name)
    (repo / "policies" / "q").symlink_to(repo.parent / "other" / "policies" / "acme")
    ran = run_cli("compile", *ONLY)
    assert (ran.code, "error[LP002]: policies/q is a link" in ran.out) == (1, True)
    assert not (repo.parent / "other" / "generated").exists()


# ----------------------------------------------------------------------------------------------------------- comparing


def test_check_is_content_with_what_compile_wrote(run_cli: RunCli, repo: Path) -> None:
    run_cli("compile")
    ran = run_cli("compile", "--check")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [f"generated/{name} is what policies/{name} says." for name in ("acme", "beta")]


def test_check_shows_every_kind_of_drift_and_the_way_out(run_cli: RunCli, repo: Path) -> None:
    run_cli("compile")
    generated = repo / "generated"
    schema = generated / "acme" / "lead.schema.json"
    schema.write_text(schema.read_text().replace("Employees", "People", 1))
    (generated / "acme" / "agreement.md").unlink()
    (generated / "beta" / "old_scorer.py").write_text("")
    (generated / "beta" / "__pycache__").mkdir()
    (generated / "beta" / ".DS_Store").write_text("")
    (generated / "gone").mkdir()
    (generated / "gone" / "policy.json").write_text("{}")
    (generated / "notes").mkdir()
    before = contents(generated)
    ran = run_cli("compile", "--check")
    assert ran.code == 1
    assert "--- generated/acme/lead.schema.json (as it is)\n+++ generated/acme/lead.schema.json (as the pol" in ran.out
    assert re.search(r"^-.*People", ran.out, re.MULTILINE)
    assert re.search(r"^\+.*Employees", ran.out, re.MULTILINE)
    assert "generated/acme/lead.schema.json is not what the policy says now." in ran.out
    assert "generated/acme/agreement.md is missing." in ran.out
    assert "generated/beta/old_scorer.py is not from leadpact, and is left as it is." in ran.out
    assert "generated/gone belongs to no policy of this repository." in ran.out
    assert "help: `leadpact compile` writes it anew; then commit it." in ran.out
    assert "generated/notes belongs to no policy of this repository." in ran.out
    assert (ran.out.count("error[LP811]"), ran.out.count("warning[LP811]")) == (3, 2)
    assert contents(generated) == before
    ran = run_cli("compile")
    assert ran.code == 0
    assert "generated/gone belongs to no policy of this repository. It is left as it was.\n" in ran.out
    assert run_cli("compile", "--check").code == 1
    shutil.rmtree(generated / "gone")
    assert run_cli("compile", "--check").code == 0


def test_check_names_the_command_that_mends_it(run_cli: RunCli, repo: Path) -> None:
    ran = run_cli("compile", "--check", "policies/acme", *ONLY)
    assert "`leadpact compile policies/acme --only lead-schema` writes it" in ran.out


def test_line_ends_alone_are_a_drift_with_its_own_way_out(run_cli: RunCli, repo: Path) -> None:
    run_cli("compile", "policies/acme", *ONLY)
    schema = repo / "generated" / "acme" / "lead.schema.json"
    schema.write_bytes(schema.read_bytes().replace(b"\n", b"\r\n"))
    ran = run_cli("compile", "--check", "policies/acme", *ONLY)
    assert (ran.code, "Only its line ends differ." in ran.out, ".gitattributes" in ran.out) == (1, True, True)


def test_a_file_that_is_no_text_is_drift(run_cli: RunCli, repo: Path) -> None:
    run_cli("compile", "policies/acme", *ONLY)
    (repo / "generated" / "acme" / "lead.schema.json").write_bytes(b"\xff\x00")
    ran = run_cli("compile", "--check", "policies/acme", *ONLY)
    assert (ran.code, "It is no text in UTF-8." in ran.out) == (1, True)


def test_a_diff_is_short_and_knows_its_lines() -> None:
    old = [f"line {number}" for number in range(1, 1000)]
    new = [*old[:500], "another", *old[501:]]
    assert short_diff(old, new, "a", "b") == (
        *("--- a", "+++ b", "@@ -499,5 +499,5 @@", " line 499", " line 500", "-line 501", "+another"),
        *(" line 502", " line 503"),
    )
    everything = short_diff(old, [line + "!" for line in old], "a", "b")
    assert len(everything) == MOST_LINES + 3
    assert everything[-1] == "… and more"
    assert short_diff(old, old, "a", "b") == ()
    assert len(short_diff(["x" * 500], ["y"], "a", "b")[3]) == 160
    assert short_diff(["\u202e"], ["y"], "a", "b")[3] == "-<U+202E>"


# -------------------------------------------------------------------------------------------------- the same everywhere


def test_what_is_committed_is_what_the_policies_say_whatever_the_surroundings(tmp_path: Path) -> None:
    """Another hash seed, time zone, language and present folder than when it was made: nothing of it may show."""
    odd = {"PYTHONHASHSEED": "4711", "TZ": "Asia/Kathmandu", "LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8"}
    out = tmp_path / "out"
    words = [sys.executable, "-m", "leadpact", "compile", str(ROOT / "policies"), "--out", str(out)]
    ran = subprocess.run(words, env={**os.environ, **odd}, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert contents(out) == contents(ROOT / "generated")


def test_targets_are_told_by_the_table_alone() -> None:
    targets = [target_called(name) for name in TARGETS]
    assert len({target.file for target in targets}) == len(targets)
    assert all(re.fullmatch(r"[a-z_]+(\.[a-z]+)+", target.file) for target in targets)
    assert compiling.GENERATED == "generated"


def test_a_new_repository_compiles_and_is_content(
    run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_cli("init", tmp_path / "ours")
    monkeypatch.chdir(tmp_path / "ours")
    assert run_cli("compile", "--check").code == 1
    assert run_cli("compile").code == 0
    assert run_cli("compile", "--check").code == 0
    assert "leadpact review" in Path(".github/workflows/agreement.yml").read_text()
    assert "leadpact compile --check" in Path(".pre-commit-config.yaml").read_text()
    assert "generated/** text eol=lf" in Path(".gitattributes").read_text()
