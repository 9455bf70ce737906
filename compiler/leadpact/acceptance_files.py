"""The record of acceptances on disk: beside the policy, and never written through a link."""

from __future__ import annotations

from pathlib import Path

from leadpact.commits import commits_of
from leadpact.in_git import FolderInGit, commit_called, repository_root
from leadpact.policies import SUFFIX, read_text, shown
from leadpact.review.acceptance.record import Record, read
from leadpact.review.acceptance.standing import Standing, standing
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy
from leadpact_dsl.source import SourceFile

NAME = "acceptance.toml"
MAX_RECORD = 1_000_000


def record_file(policy: Path) -> Path:
    """Where the record of a policy stands: in its folder; for a policy of one file beside it, under the file's name."""
    # A folder that was deleted is none any more: only a policy of one file has an ending.
    is_file = policy.suffix == SUFFIX and not policy.is_dir()
    return policy.with_name(f"{policy.stem}.{NAME}") if is_file else policy / NAME


def read_record(policy: Path, name: str | None = None) -> Record | Diagnostic:
    """The acceptances of a policy, or why its record cannot be relied on (LP002 to LP004, LP852).

    One that nobody has accepted yet has no record. `name` is how findings call the file; without it, as people see it.
    """
    path = record_file(policy)
    if not path.is_symlink() and not path.exists():
        return Record()
    text = read_text(path, path.parent, MAX_RECORD)
    return text if isinstance(text, Diagnostic) else read(SourceFile(name or shown(path), text))


def record_in_git(policy: Path, commit: str) -> Record | Diagnostic:
    """The acceptances that a commit holds for the policy at a path of the working tree. Raises NoVersion."""
    file = record_file(policy)
    found = commit_called(repository_root(policy), commit)
    folder = None if found is None else found.path_of(file.parent)
    if found is None or folder is None or file.name not in found.entries(folder):
        return Record()
    place = FolderInGit(found, folder)
    (text,) = place.read([file.name], MAX_RECORD)
    return text if isinstance(text, Diagnostic) else read(SourceFile(place.shown_file(file.name), text))


def standing_at(policy_path: Path, policy: Policy, *, with_git: bool = True) -> Standing | Diagnostic:
    """Where the policy at a path stands with its teams. Without git, it follows from the files alone."""
    record = read_record(policy_path)
    if isinstance(record, Diagnostic):
        return record
    return standing(policy, record, commits_of(record_file(policy_path)) if with_git and record.entries else {})
