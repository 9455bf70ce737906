"""docs/continuous-integration.md: every command in it runs, and what it says of files is so."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.starter.workflows import GITHUB, GITLAB, HOOKS, STARTER

PAGE = (ROOT / "docs" / "continuous-integration.md").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt" or shutil.which("git") is None, reason="the commands are for a Unix with git")
def test_its_commands_run_from_top_to_bottom(tmp_path: Path) -> None:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    commands = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.M | re.S)
    assert len(commands) >= 6
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))}
    alone |= {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_PAGER": "cat",
        "GIT_AUTHOR_NAME": "Ada",
        "GIT_AUTHOR_EMAIL": "ada@acme.example",
        "GIT_COMMITTER_NAME": "Ada",
        "GIT_COMMITTER_EMAIL": "ada@acme.example",
    }
    program = "set -eux\n" + "\n".join(commands)
    ran = subprocess.run(
        ["sh", "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False, env=alone, timeout=500
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]
    said = " ".join(ran.stdout.split())
    assert "now begins at 68" in said
    assert "Accepted by every team, exactly as it is." in said


def test_what_it_says_of_files_is_so() -> None:
    review, comment = (GITHUB / "agreement.yml").read_text(), (GITHUB / "agreement-comment.yml").read_text()
    for said, text in (
        ("persist-credentials: false", review),
        ("fetch-depth: 0", review),
        ("LEADPACT_CODE_SCANNING", review),
        ("Review the agreement", review),
        ("branches: [main]", review),
        ("HEAD^1", review),
        ("actions: read", comment),
        ("pull-requests: write", comment),
        ("LEADPACT_NOTE_TOKEN", GITLAB.read_text()),
        ('GIT_DEPTH: "0"', GITLAB.read_text()),
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA", GITLAB.read_text()),
        ("pre-commit", HOOKS.read_text()),
        ("-merge", (STARTER / "gitattributes").read_text()),
        ("<!-- leadpact review -->", comment),
    ):
        assert said in PAGE, said
        assert said in text, said
