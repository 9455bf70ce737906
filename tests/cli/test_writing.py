"""The commands of those who write policies: init, check, fmt, test."""

from __future__ import annotations

import json

import pytest

POLICY = """\
agreement "A"
  timezone "UTC"

lead
  employees "Employees": whole number required

score fit "Fit" from 0 to 100
  by employees
    below 50: 0
    50 or more: 20

example "A large company fits"
  as of 2026-11-02 10:00
  lead
    employees 80
  expect fit is 20
"""


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "policy.sla"
    path.write_text(POLICY)
    return path


# ------------------------------------------------------------------------------------------------------------- check


def test_check_counts_warnings_as_fine(run_cli, policy):
    ran = run_cli("check", policy)
    assert ran.code == 0
    assert "warning[LP" in ran.out


def test_check_reports_every_mistake_of_one_run(run_cli, policy):
    policy.write_text(POLICY.replace("50 or more", "60 or more").replace("by employees", "by employes") + "tem sales\n")
    ran = run_cli("check", policy, "--format", "json")
    assert ran.code == 1
    found = {(f["code"], f["place"]["line"]) for f in json.loads(ran.out)["findings"] if f["severity"] == "error"}
    assert found == {("LP202", 8), ("LP128", 17)}


def test_check_of_a_folder_without_policies(run_cli, tmp_path):
    ran = run_cli("check", tmp_path)
    assert (ran.code, "LP005" in ran.out) == (1, True)


def test_a_path_that_is_not_there_is_wrong_use(run_cli, tmp_path):
    assert run_cli("check", tmp_path / "nowhere").code == 2


def test_without_a_path_and_without_a_repository(run_cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = run_cli("check")
    assert ran.code == 2
    assert "leadpact init" in ran.err


# --------------------------------------------------------------------------------------------------------------- fmt


def test_fmt_writes_only_what_changes(run_cli, policy):
    policy.write_text(POLICY.replace("by employees", "by   employees"))
    ran = run_cli("fmt", policy)
    assert (ran.code, policy.read_text()) == (0, POLICY)
    assert run_cli("fmt", policy).err == "1 file looked at; nothing to change.\n"


def test_fmt_check_and_diff_write_nothing(run_cli, policy):
    rough = POLICY.replace("by employees", "by    employees")
    policy.write_text(rough)
    assert run_cli("fmt", "--check", policy).code == 1
    ran = run_cli("fmt", "--diff", policy)
    assert ran.code == 1
    assert "-  by    employees\n+  by employees\n" in ran.out
    assert policy.read_text() == rough


def test_fmt_leaves_a_broken_file_alone_and_says_why(run_cli, policy):
    policy.write_text(POLICY + "scroe fit\n")
    ran = run_cli("fmt", policy)
    assert ran.code == 1
    assert "LP128" in ran.err
    assert policy.read_text() == POLICY + "scroe fit\n"


def test_fmt_keeps_the_line_ends_of_windows(run_cli, policy):
    policy.write_bytes(POLICY.replace("by employees", "by    employees").replace("\n", "\r\n").encode())
    assert run_cli("fmt", policy).code == 0
    assert policy.read_bytes() == POLICY.replace("\n", "\r\n").encode()
    assert run_cli("fmt", "--check", policy).code == 0


# -------------------------------------------------------------------------------------------------------------- test


def test_examples_that_pass(run_cli, policy):
    ran = run_cli("test", policy)
    assert (ran.code, "passed  A large company fits" in ran.out) == (0, True)


def test_an_example_that_fails_says_what_was_found(run_cli, policy):
    policy.write_text(POLICY.replace("expect fit is 20", "expect fit is 30"))
    ran = run_cli("test", policy)
    assert ran.code == 1
    assert "FAILED  A large company fits" in ran.out
    assert "Fit is 20" in ran.out


def test_coverage_names_what_no_example_touches(run_cli, policy):
    ran = run_cli("test", policy, "--coverage")
    assert ran.code == 0
    assert "1 of 2 clauses are touched by an example (50 %)." in ran.out
    assert "policy.sla:9  below 50: 0" in ran.out


def test_coverage_can_be_demanded(run_cli, policy):
    assert run_cli("test", policy, "--fail-under", "51").code == 1
    assert run_cli("test", policy, "--fail-under", "50").code == 0


def test_a_policy_that_does_not_check_is_not_run(run_cli, policy):
    policy.write_text(POLICY.replace("by employees", "by employes"))
    ran = run_cli("test", policy)
    assert (ran.code, "LP202" in ran.out) == (1, True)


# -------------------------------------------------------------------------------------------------------------- init


def test_init_lays_down_a_policy_that_checks_and_passes(run_cli, tmp_path, monkeypatch):
    ran = run_cli("init", tmp_path / "new")
    assert ran.code == 0
    monkeypatch.chdir(tmp_path / "new" / "policies" / "agreement")
    checked = run_cli("check")
    assert (checked.code, checked.out.splitlines()[-1]) == (0, ".: nothing to complain about.")
    tested = run_cli("test", "--coverage", "--fail-under", "100")
    assert tested.code == 0
    assert run_cli("fmt", "--check").code == 0


@pytest.mark.parametrize(
    ("place", "target"),
    [
        ("policies", None),
        (".github", None),
        ("leadpact.toml", "nowhere"),
        ("policies/agreement", "nowhere"),
        (".github", ".."),
        ("policies", "policies"),
    ],
)
def test_init_writes_nothing_if_anything_is_in_the_way(run_cli, tmp_path, place, target):
    there = tmp_path / "repository" / place
    there.parent.mkdir(parents=True)
    if target is None:
        there.write_text("mine")
    else:
        there.symlink_to(target)
    before = sorted(tmp_path.rglob("*"))
    ran = run_cli("init", tmp_path / "repository")
    assert (ran.code, ran.out) == (2, "")
    assert f"nothing was written: {place}." in ran.err
    assert sorted(tmp_path.rglob("*")) == before


def test_init_into_a_link_that_leads_nowhere(run_cli, tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert run_cli("init", tmp_path / "link").code == 2
    assert not (tmp_path / "nowhere").exists()


def test_init_beside_folders_that_are_there(run_cli, tmp_path):
    (tmp_path / "policies" / "other").mkdir(parents=True)
    (tmp_path / ".github").mkdir()
    assert run_cli("init", tmp_path).code == 0


def test_init_never_touches_what_is_there(run_cli, tmp_path):
    (tmp_path / "README.md").write_text("mine")
    ran = run_cli("init", tmp_path)
    assert ran.code == 2
    assert "README.md" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
    assert (tmp_path / "README.md").read_text() == "mine"
