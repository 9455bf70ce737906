"""The files of continuous integration: linted, of the right shape, and unable to do what they must not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from leadpact import __version__
from tests.conftest import RunCli
from tests.starter.workflows import GITHUB, GITLAB, HOOKS

ZIZMOR = Path(sys.executable).with_name("zizmor")
WORKFLOWS = sorted(GITHUB.glob("*.yml"))


def read(path: Path) -> Any:
    yaml = pytest.importorskip("yaml")
    # YAML takes `on` for yes; GitHub does not.
    loaded = yaml.safe_load(path.read_text())
    return {("on" if key is True else key): value for key, value in loaded.items()}


def steps(workflow: Any) -> list[Any]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


# ------------------------------------------------------------------------------------------------------ linted


def zizmor(folder: Path, texts: dict[str, str]) -> list[str]:
    """What it finds in these workflows, by its names."""
    place = folder / ".github" / "workflows"
    place.mkdir(parents=True)
    for name, text in texts.items():
        (place / name).write_text(text)
    line = [str(ZIZMOR), "--offline", "--persona=pedantic", "--format=json", str(place)]
    ran = subprocess.run(line, capture_output=True, text=True, check=False, timeout=120)
    return [one["ident"] for one in json.loads(ran.stdout)]


@pytest.mark.skipif(not ZIZMOR.exists(), reason="zizmor is not installed")
def test_zizmor_finds_nothing_but_the_trigger_that_is_meant(tmp_path: Path) -> None:
    texts = {file.name: file.read_text() for file in WORKFLOWS}
    assert zizmor(tmp_path / "as they are", texts) == []
    plain = {name: re.sub(r" # zizmor: ignore\[.*", "", text) for name, text in texts.items()}
    assert plain != texts
    assert zizmor(tmp_path / "without the remark", plain) == ["dangerous-triggers"]


@pytest.mark.parametrize(
    ("schema", "files"), [("github-workflows", WORKFLOWS), ("gitlab-ci", [GITLAB])], ids=["GitHub", "GitLab"]
)
def test_the_files_are_what_the_services_read(schema: str, files: list[Path]) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema, which brings the schemas, is not installed")
    line = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files)]
    ran = subprocess.run(line, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stdout


# ---------------------------------------------------------------------------------------------- what they may do


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_actions_are_pinned_and_nothing_is_allowed_but_what_is_said(file: Path) -> None:
    text = file.read_text()
    for action in re.findall(r"uses: (.*)", text):
        assert re.fullmatch(r"[\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v[\d.]+", action), action
    assert read(file)["permissions"] == {}
    assert "secrets." not in text
    assert "pull_request_target" not in text
    programs = [step["run"] for step in steps(read(file)) if "run" in step]
    assert programs
    assert not any("${{" in program for program in programs), "what others chose would be part of a program"


def test_the_review_reads_only() -> None:
    jobs = read(GITHUB / "agreement.yml")["jobs"]
    assert jobs["review"]["permissions"] == {"contents": "read"}
    checkout = next(step for step in jobs["review"]["steps"] if "checkout" in step.get("uses", ""))
    assert checkout["with"]["persist-credentials"] is False
    scanning = jobs["code-scanning"]
    assert scanning["permissions"] == {"contents": "read", "security-events": "write"}
    assert "github.event.pull_request.head.repo.full_name == github.repository" in scanning["if"]
    assert not any("checkout" in step.get("uses", "") or "run" in step for step in scanning["steps"])


def test_who_comments_fetches_and_runs_nothing_of_the_change() -> None:
    workflow = read(GITHUB / "agreement-comment.yml")
    assert workflow["on"] == {"workflow_run": {"workflows": ["agreement"], "types": ["completed"]}}
    assert read(GITHUB / "agreement.yml")["name"] == "agreement"
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    used = [step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step]
    assert used == ["actions/download-artifact"]
    (program,) = [step["run"] for step in job["steps"] if "run" in step]
    assert not re.search(r"subprocess|os\.system|eval|exec|import_module|pip ", program)


def test_gitlab_asks_for_the_token_in_one_job_that_has_no_files_of_the_change() -> None:
    jobs = read(GITLAB)
    assert "LEADPACT_NOTE_TOKEN" not in json.dumps(jobs["review"])
    assert jobs["note"]["variables"] == {"GIT_STRATEGY": "none"}
    assert jobs["note"]["needs"] == [{"job": "review", "artifacts": True}]


def test_hooks_check_before_a_commit_and_before_a_merge() -> None:
    settings = read(HOOKS)
    assert settings["default_install_hook_types"] == ["pre-commit", "pre-merge-commit", "post-merge"]
    hooks = {hook["id"]: hook for hook in settings["repos"][0]["hooks"]}
    before = [name for name, hook in hooks.items() if hook["stages"] == ["pre-commit", "pre-merge-commit"]]
    assert before == ["leadpact-fmt", "leadpact-check", "leadpact-compile"]
    for name in ("policies/acme/acceptance.toml", "policies/acme/scoring.sla", "policies/acme/list.csv"):
        assert re.search(hooks["leadpact-check"]["files"], name)
        assert re.search(hooks["leadpact-compile"]["files"], name)
    assert not re.search(hooks["leadpact-check"]["files"], "README.md")


# ------------------------------------------------------------------------------------------------- what init writes


@pytest.mark.parametrize(
    ("ci", "files"),
    [
        (
            "github",
            [".github/CODEOWNERS", ".github/workflows/agreement-comment.yml", ".github/workflows/agreement.yml"],
        ),
        ("gitlab", [".gitlab-ci.yml", ".gitlab/CODEOWNERS"]),
        ("none", []),
    ],
)
def test_init_writes_what_the_place_of_the_repository_needs(
    run_cli: RunCli, tmp_path: Path, ci: str, files: list[str]
) -> None:
    assert run_cli("init", tmp_path / "ours", "--ci", ci).code == 0
    written = sorted(
        path.relative_to(tmp_path / "ours").as_posix() for path in (tmp_path / "ours").rglob(".git*/**/*.*")
    )
    written += [path.name for path in (tmp_path / "ours").glob(".gitlab-ci.yml")]
    written += [path.relative_to(tmp_path / "ours").as_posix() for path in (tmp_path / "ours").rglob("CODEOWNERS")]
    assert sorted(set(written)) == files
    for name in files:
        assert "VERSION" not in (tmp_path / "ours" / name).read_text()
    programs = [text for name in files if f"=={__version__}" in (text := (tmp_path / "ours" / name).read_text())]
    assert len(programs) == (ci != "none"), "everybody has the release with which it was started"
