"""Which commit brought an entry of a record of acceptances, and whether that commit is signed, as git tells it.

Where there is no git, no repository or no such commit, nothing is known, and nothing is said.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from leadpact.review.acceptance.standing import Commit

_SECONDS = 30
_OF_ANOTHER = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"})
"""Variables that git sets for its hooks: they may name another repository than the record's."""

_BLAMED = re.compile(r"([0-9a-f]{40,64}) \d+ \d+(?: \d+)?")
_SEAL = re.compile(r"\tseal = \"(sha256:[0-9a-f]{64})\"\s*")
_FIELDS = "%H%x00%h%x00%P%x00%G?%x00%GS"
_SIGNATURES = {"G": "good", "B": "bad", "R": "revoked"}
"""What git's letters say. U, X, Y and E (of unknown trust, expired, or with a key that is not here) prove nothing."""


def commits_of(record: Path) -> dict[str, Commit]:
    """By their seals, the commits that brought the entries into the record's file; of those that git knows."""
    brought = dict(_brought(record))
    hashes = dict.fromkeys(hash_ for hash_ in brought.values() if hash_.strip("0"))
    if not hashes:
        return {}
    commits = {commit.id: commit for commit in _commits([*hashes], record)}
    return {seal: commits[hash_] for seal, hash_ in brought.items() if hash_ in commits}


def _brought(record: Path) -> Iterator[tuple[str, str]]:
    """(seal, hash of the commit that its line is from): all zeros for what is not committed yet."""
    said = _git(record, "blame", "--porcelain", "-w", "--root", "--", record.name)
    hash_ = ""
    for line in said.splitlines() if said else []:
        if blamed := _BLAMED.fullmatch(line):
            hash_ = blamed[1]
        elif (seal := _SEAL.fullmatch(line)) and hash_:
            yield seal[1], hash_


def _commits(hashes: list[str], record: Path) -> Iterator[Commit]:
    shallow = _git(record, "rev-parse", "--is-shallow-repository")
    said = _git(record, "log", "--no-walk=unsorted", f"--format={_FIELDS}", *hashes, "--")
    for line in said.splitlines() if said else []:
        parts = line.split("\0")
        if len(parts) != 5:
            continue
        full, short, parents, letter, signer = parts
        if not parents and shallow != "false\n":
            continue  # where a shallow clone ends, one commit seems to have brought everything
        signature = _SIGNATURES.get(letter, "")
        yield Commit(full, short, signature, signer.strip() if signature else "")


def _git(record: Path, *words: str) -> str | None:
    """What git prints in the record's folder; None where it cannot tell."""
    quiet = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
    quiet |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    options = ["--no-pager", "--no-replace-objects", "-c", "log.showSignature=false"]
    line = ["git", *options, "-C", str(record.parent), *words]
    try:
        ran = subprocess.run(line, capture_output=True, timeout=_SECONDS, check=False, env=quiet)
    except (OSError, subprocess.SubprocessError):
        return None
    return ran.stdout.decode("utf-8", "replace") if ran.returncode == 0 else None
