"""Git repositories to try things in: made anew for each test, with settings of their own, and no network."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

POLICY = """\
agreement "Test agreement"
  version "1"
  timezone "Europe/Paris"

team marketing "Marketing"

team sales "Sales"

lead
  title "Job title": text

score fit "Fit" from 0 to 100
  +40 if title contains "VP" because "They sign."
  +60 if title contains "Chief"

stage inquiry "Inquiry"

stage MQL "Qualified lead"
  when fit is at least 30

example "A VP"
  as of 2026-11-02 10:00
  lead
    title "VP Sales"
  expect stage is MQL
"""


def git(folder: Path, *words: str, check: bool = True) -> str:
    """What git prints. Nothing of this machine's own settings counts."""
    alone = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    alone |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    line = ["git", "-C", str(folder), *words]
    return subprocess.run(line, capture_output=True, text=True, check=check, env=alone).stdout


def committed(folder: Path, message: str = "A change", *options: str) -> str:
    """Commits all there is; returns the commit's hash."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message, *options)
    return git(folder, "rev-parse", "HEAD").strip()


def repository(root: Path, policy: str = POLICY) -> Path:
    """A repository with one policy, committed on `main`; returns its root."""
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    for name, value in {
        "user.name": "Ada Lovelace",
        "user.email": "ada@acme.example",
        "core.autocrlf": "false",
        "commit.gpgsign": "false",
    }.items():
        git(root, "config", name, value)
    (root / "leadpact.toml").write_text('policies = "policies"\n')
    (root / "policies" / "desk").mkdir(parents=True)
    (root / "policies" / "desk" / "policy.sla").write_text(policy)
    committed(root, "The agreement")
    return root


def signs(root: Path, keys: Path, who: str = "ada@acme.example") -> None:
    """From now on `git commit -S` signs in this repository, with a key that it trusts."""
    keys.mkdir(exist_ok=True)
    key = keys / who
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", who, "-f", str(key)], check=True)
    allowed = keys / "allowed"
    allowed.write_text(f"{who} {key.with_name(f'{key.name}.pub').read_text()}")
    git(root, "config", "gpg.format", "ssh")
    git(root, "config", "user.signingkey", f"{key}.pub")
    git(root, "config", "gpg.ssh.allowedSignersFile", str(allowed))
