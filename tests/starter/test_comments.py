"""The programs that write the comment: run as they stand in the workflows, against a service on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.starter.services import BOT, Service, github, gitlab
from tests.starter.workflows import comment_program, note_program

MARKER = "<!-- leadpact review -->"
SHA, HERE = "a" * 40, "acme/policies"
HEAD = {"state": "open", "head": {"sha": SHA, "repo": {"full_name": HERE}}}
FORK = {"state": "open", "head": {"sha": SHA, "repo": {"full_name": "mallory/policies"}}}


def left(folder: Path, text: str = f"{MARKER}\n# Review\n", number: str = "7\n") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "comment.md").write_text(text, encoding="utf-8")
    (folder / "number").write_text(number)
    return folder


def comment(service: Service, review: Path, **event: str) -> subprocess.CompletedProcess[str]:
    facts = {
        "GITHUB_API_URL": service.url,
        "TOKEN": "secret",
        "REPOSITORY": HERE,
        "RUN_SHA": SHA,
        "RUN_REPOSITORY": HERE,
        "REVIEW": str(review),
        **event,
    }
    return _run(comment_program(), facts, review.parent)


def note(service: Service, folder: Path) -> subprocess.CompletedProcess[str]:
    facts = {
        "CI_API_V4_URL": service.url,
        "CI_PROJECT_ID": "5",
        "CI_MERGE_REQUEST_IID": "7",
        "LEADPACT_NOTE_TOKEN": "secret",
    }
    return _run(note_program(), facts, folder)


def _run(program: str, facts: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    alone = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    line = [sys.executable, "-"]
    return subprocess.run(
        line, input=program, capture_output=True, text=True, check=False, cwd=folder, env={**alone, **facts}, timeout=60
    )


# --------------------------------------------------------------------------------------------------------- GitHub


def test_a_comment_is_made_once_and_then_brought_up_to_date(tmp_path: Path) -> None:
    with github() as service:
        service.pull = HEAD
        service.add("ada", "What do you think?")
        assert comment(service, left(tmp_path / "r")).returncode == 0
        assert service.comments[-1] == (2, BOT, f"{MARKER}\n# Review\n")
        assert comment(service, left(tmp_path / "r", f"{MARKER}\n# Better\n")).returncode == 0
        assert [text for _, who, text in service.comments if who == BOT] == [f"{MARKER}\n# Better\n"]
        assert service.wrote == [
            ("POST", "/repos/acme/policies/issues/7/comments"),
            ("PATCH", "/repos/acme/policies/issues/comments/2"),
        ]
        assert {token for _, _, token in service.asked} == {"Bearer secret"}


def test_it_is_found_among_hundreds(tmp_path: Path) -> None:
    with github() as service:
        service.pull = HEAD
        for number in range(230):
            service.add("ada", f"Comment {number}")
        mine = service.add(BOT, f"{MARKER}\nold")
        assert comment(service, left(tmp_path / "r")).returncode == 0
        assert service.comments[mine - 1][2] == f"{MARKER}\n# Review\n"
        assert len(service.comments) == 231


def test_what_others_wrote_is_never_changed(tmp_path: Path) -> None:
    with github() as service:
        service.pull = HEAD
        service.add("mallory", f"{MARKER}\nmine")
        service.add("", f"{MARKER}\nof an account that is gone")
        service.add(BOT, f"Another workflow quotes {MARKER}")
        assert comment(service, left(tmp_path / "r")).returncode == 0
        assert service.wrote == [("POST", "/repos/acme/policies/issues/7/comments")]


@pytest.mark.parametrize(
    ("pull", "event"),
    [
        ({**HEAD, "state": "closed"}, {}),
        (HEAD, {"RUN_SHA": "b" * 40}),
        (HEAD, {"RUN_REPOSITORY": "mallory/policies"}),
        (FORK, {}),
        ({**HEAD, "head": {"sha": SHA, "repo": None}}, {}),
    ],
    ids=["closed", "another state", "another repository", "of a fork", "repository gone"],
)
def test_the_number_of_another_pull_request_is_not_believed(tmp_path: Path, pull: dict, event: dict) -> None:
    with github() as service:
        service.pull = pull
        ran = comment(service, left(tmp_path / "r"), **event)
        assert (ran.returncode, service.wrote) == (0, [])
        assert "nothing is written" in ran.stdout


@pytest.mark.parametrize("number", ["", "x", "0", "-1", "7/../8", "7\n8", "７", "7" * 15, "../../user", "7?state=all"])
def test_a_number_that_is_none_reaches_no_address(tmp_path: Path, number: str) -> None:
    with github() as service:
        service.pull = HEAD
        ran = comment(service, left(tmp_path / "r", number=number))
        assert (ran.returncode, service.asked) == (1, [])


@pytest.mark.parametrize(
    "text", ["", "# Review", f"x{MARKER}", f"{MARKER} \n", f"{MARKER}\n{'x' * 70_000}"], ids=lambda text: text[:20]
)
def test_what_is_no_comment_of_leadpact_is_not_written(tmp_path: Path, text: str) -> None:
    with github() as service:
        service.pull = HEAD
        ran = comment(service, left(tmp_path / "r", text))
        assert (ran.returncode, service.asked) == (1, [])


@pytest.mark.parametrize("missing", ["comment.md", "number"])
def test_a_run_that_left_nothing_is_no_failure(tmp_path: Path, missing: str) -> None:
    with github() as service:
        review = left(tmp_path / "r")
        (review / missing).unlink()
        assert comment(service, review).returncode == 0
        (review / missing).symlink_to(os.devnull)
        assert comment(service, review).returncode == 0
        assert service.asked == []


def test_of_a_fork_it_says_so_and_calls_nobody_by_name(tmp_path: Path) -> None:
    with github() as service:
        service.pull = FORK
        text = f"{MARKER}\nHello @everyone, @acme/leaders and ada@acme.example\n"
        assert comment(service, left(tmp_path / "r", text), RUN_REPOSITORY="mallory/policies").returncode == 0
        (written,) = (body for _, _, body in service.comments)
        assert written.startswith(f"{MARKER}\n> This review was made by a run of the fork")
        assert "@e" not in written
        assert "@a" not in written
        assert comment(service, left(tmp_path / "r", text), RUN_REPOSITORY="mallory/policies").returncode == 0
        assert len(service.comments) == 1


def test_the_text_is_taken_as_text(tmp_path: Path) -> None:
    hostile = (
        f"{MARKER}\n'; rm -rf / #\n$(id) `id` ${{{{ secrets.X }}}} \\u0000 @/etc/passwd \u202e \U0001f600\n::error::x\n"
    )
    with github() as service:
        service.pull = HEAD
        ran = comment(service, left(tmp_path / "r", hostile))
        assert ran.returncode == 0
        assert service.comments[0][2] == hostile
        assert "::error::" not in ran.stdout


# --------------------------------------------------------------------------------------------------------- GitLab


def test_a_note_is_made_once_and_then_brought_up_to_date(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    with gitlab() as service:
        for number in range(150):
            service.add("ada", f"{MARKER} {number}")
        left(tmp_path / "build" / "review")
        assert note(service, tmp_path).returncode == 0
        left(tmp_path / "build" / "review", f"{MARKER}\n# Better\n")
        assert note(service, tmp_path).returncode == 0
        assert [text for _, who, text in service.comments if who == BOT] == [f"{MARKER}\n# Better\n"]
        assert [method for method, _ in service.wrote] == ["POST", "PUT"]
        assert {token for _, _, token in service.asked} == {"secret"}


def test_no_line_is_a_command_to_gitlab_and_nobody_is_called(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    with gitlab() as service:
        left(tmp_path / "build" / "review", f"{MARKER}\n/approve\n  /merge\n\t/assign @ada\nand/or\n")
        assert note(service, tmp_path).returncode == 0
        (written,) = (body for _, _, body in service.comments)
        assert written == f"{MARKER}\n&#47;approve\n  &#47;merge\n\t&#47;assign @\u200bada\nand/or\n"


@pytest.mark.parametrize("text", ["", "# Review", f"{MARKER}\n{'x' * 70_000}"], ids=lambda text: text[:20])
def test_what_is_no_comment_of_leadpact_is_no_note(tmp_path: Path, text: str) -> None:
    (tmp_path / "build").mkdir()
    with gitlab() as service:
        left(tmp_path / "build" / "review", text)
        assert note(service, tmp_path).returncode == 1
        (tmp_path / "build" / "review" / "comment.md").unlink()
        assert note(service, tmp_path).returncode == 1
        assert service.asked == []
