"""`leadpact init --git`: what git has to know in each clone, so that changes of policies are easy to read.

It is set in the clone's own configuration, and not in a file of the repository that git would include: whoever can
change such a file could have any program run on the machines of all who included it.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import click

from leadpact.cli.options import fail_usage
from leadpact.in_git import NoGit, NoRepository, NoVersion, repository_root
from leadpact.policies import shown
from leadpact_dsl.screen import visible

DECLARATIONS = (
    *("agreement", "team", "calendar", "value", "list", "lead", "activity", "log", "define", "score", "grade"),
    *("stage", "disqualify", "route", "clock", "response", "recycle", "nurture", "goal", "experiment", "section"),
    "example",
)
SETTINGS = {
    # A line that begins in the first column with one of these words.
    "diff.leadpact.xfuncname": rf"^(({'|'.join(DECLARATIONS)})([ \t].*)?)$",
    # Names and numbers whole, with their signs and units; anything else character by character.
    "diff.leadpact.wordRegex": r"[A-Za-z_][A-Za-z0-9_]*|[-+]?[0-9]+([.:][0-9]+)*%?|[^[:space:]]",
}
_ATTRIBUTE = "*.sla diff=leadpact"


def tell_git(folder: Path) -> None:
    """Sets it in the clone that a folder lies in. Ends in wrong use where there is none."""
    if not folder.is_dir():
        fail_usage(f"There is no folder {shown(folder)}.")
    try:
        root = repository_root(Path.cwd() / folder)
    except NoRepository:
        fail_usage("This folder is in no git repository, so there is no git to tell: `git init` first.")
    except NoGit:
        fail_usage("git is not installed here, so there is no git to tell.")
    except NoVersion as problem:
        fail_usage(str(problem))
    for name, value in SETTINGS.items():
        _git(root, "config", "--local", name, value)
    here = shown(root)
    click.echo(f"git knows in {'this folder' if here == '.' else visible(here)} how to show changes of policies.")
    if _git(root, "check-attr", "diff", "--", "any.sla").strip() != "any.sla: diff: leadpact":
        click.echo(f"\nNow say in .gitattributes which files these are, and commit it:\n  {_ATTRIBUTE}")
    click.echo("\nTry it:\n  git diff HEAD~1 -- policies\n  leadpact diff HEAD~1      what the change means")


def _git(root: Path, *words: str) -> str:
    plain = {name: value for name, value in os.environ.items() if name not in ("GIT_DIR", "GIT_WORK_TREE")}
    ran = subprocess.run(
        ["git", "-C", str(root), *words], capture_output=True, text=True, check=False, env={**plain, "LC_ALL": "C"}
    )
    if ran.returncode:
        fail_usage(f"git could not be told: {ran.stderr.strip().splitlines()[:1]}")
    return ran.stdout
