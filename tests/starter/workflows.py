"""The files of continuous integration as they are written into a new repository, and the commands in them."""

from __future__ import annotations

import re
import textwrap
from importlib import resources
from pathlib import Path

STARTER = Path(str(resources.files("leadpact").joinpath("starter", "repository")))
GITHUB = STARTER / "github"
GITLAB = STARTER / "gitlab" / "gitlab-ci.yml"
HOOKS = STARTER / "pre-commit-config.yaml"


def block_after(text: str, line: str) -> str:
    """The block of text (`|`) that follows a line of a YAML file, without its indentation."""
    rest = text[text.index(line) + len(line) :]
    found = re.match(r"[^\n]*\n(?P<block>(?:[ ]*\n|(?P<margin>[ ]+)[^\n]*\n)(?:(?P=margin)[^\n]*\n|[ ]*\n)*)", rest)
    assert found is not None
    return textwrap.dedent(found["block"])


def comment_program() -> str:
    """What the workflow runs that writes the comment on GitHub."""
    text = (GITHUB / "agreement-comment.yml").read_text()
    return block_after(text[text.index("shell: python") :], "run: |")


def note_program() -> str:
    """What the job runs that writes the note on GitLab."""
    shell = block_after(GITLAB.read_text(), "allow_failure: true\n  script:\n    - |")
    found = re.fullmatch(r"python3 - <<'END'\n(.*)END\n", shell, re.S)
    assert found is not None
    return found[1]
