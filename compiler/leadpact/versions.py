"""Versions of a policy: as it is on disk, or as git keeps it at some revision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leadpact.in_git import Commit, FolderInGit, NoVersion, commit_called, is_shallow, repository_root
from leadpact.policies import SUFFIX, BadSettings, Folder, NoPolicy, policies_at, policies_of, repository, shown
from leadpact.policy_text import Found, policy_in
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy
from leadpact_dsl.screen import visible
from leadpact_dsl.source import SourceFile

__all__ = ["NoSuchPolicy", "NoVersion", "Version", "is_path", "policies_in", "version_at"]

WORKING_TREE = "working tree"


class NoSuchPolicy(NoVersion):
    """The revision is there, and the policy is not in it: it came later, or was moved or deleted."""


@dataclass(frozen=True)
class Version:
    """A policy as it was, or is.

    `name` is what people call the version: a path, a git revision as it was typed, or "working tree"; `place` is where
    the policy stands in it. `policy` is None where an error among the diagnostics forbids to run it; `partial` is then
    what is sound of it (None where nothing is), to be shown and never to decide with. `commit` is the hash in git.
    Files of a revision are named as git names them: `HEAD~3:policies/acme/scores.sla`.
    """

    name: str
    place: Path
    files: tuple[SourceFile, ...]
    policy: Policy | None
    partial: Policy | None
    diagnostics: tuple[Diagnostic, ...]
    commit: str | None = None

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(one for one in self.diagnostics if one.is_error)


def version_at(spec: str | None, policy: Path | None = None, today: date | None = None) -> Version:
    """The version that people mean by `spec`: a policy's folder or file, a git revision, or None for the working tree.

    `policy` says which policy is meant in the working tree and at a revision (its path in the working tree, whether it
    is still there or not); without it, the repository's only one. `REVISION:FOLDER`, as git writes it, names one that
    has moved since. Where a policy and a revision have one name, the policy is meant: `refs/heads/NAME` is the branch.

    `today` lets the checks see terms that are over. Raises NoVersion with a sentence, NoSuchPolicy where a revision
    does not hold the policy.
    """
    if spec is None:
        place = _the_only(_policies_of(policy))
        return _version(WORKING_TREE, place, policy_in(Folder(place), today))
    if is_path(spec):
        place = _the_only(policies_at(Path(spec)))
        return _version(shown(place), place, policy_in(Folder(place), today))
    commit, within = _commit_named(spec, policy)
    if within is None:
        place = _the_only(_policies_of(policy))
        within = commit.path_of(place)
    else:
        place = commit.root / within
    if within is None:
        raise NoVersion(f"{shown(place)} lies outside the git repository at {shown(commit.root)}.")
    if not commit.is_folder(within) and not commit.is_file(within):
        raise NoSuchPolicy(f"There is no {visible(shown(place))} in {_typed(commit.name)}{_those_there(spec, place)}.")
    return _version(spec, place, policy_in(FolderInGit(commit, within), today), commit.hash)


def policies_in(spec: str | None, policies: Path | None = None) -> list[Path]:
    """The policies of a version, as paths in the working tree, where they need not be any more; sorted.

    `spec` as for `version_at`. `policies` is the folder that holds them; without it the repository's settings say it.
    """
    if spec is None:
        return _policies_of(policies)
    path = Path(spec)
    if spec and _exists(path) and (_holds_policy(path) or _commit(spec, path) is None):
        return policies_at(path)
    folder = policies if policies is not None else _policies_folder()
    commit, within = _commit_named(spec, folder)
    if within is None:
        within = commit.path_of(folder)
        if within is None:
            raise NoVersion(f"{shown(folder)} lies outside the git repository at {shown(commit.root)}.")
    files = [Path(name) for name in commit.files_below(within) if name.endswith(SUFFIX)]
    if any(len(file.parts) == 1 for file in files):
        return [commit.root / within]
    return sorted({commit.root / within / file.parent for file in files if len(file.parts) == 2})


def is_path(spec: str) -> bool:
    """Whether a policy on disk is meant, rather than a revision."""
    path = Path(spec)
    return bool(spec) and _exists(path) and (_holds_policy(path) or _commit(spec, path) is None)


def _version(name: str, place: Path, found: Found, commit: str | None = None) -> Version:
    return Version(name, place, found.files, found.policy, found.partial, found.diagnostics, commit)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long, or with a character that no name has
        return False


def _holds_policy(path: Path) -> bool:
    if not path.is_dir():
        return path.suffix == SUFFIX
    return any(one.suffix == SUFFIX for place in policies_at(path) if place.is_dir() for one in place.iterdir())


def _the_only(found: list[Path]) -> Path:
    if len(found) == 1:
        return found[0]
    raise NoVersion(f"Name one of the policies with --policy: {', '.join(shown(one) for one in found)}.")


def _policies_of(path: Path | None) -> list[Path]:
    try:
        return policies_of(path)
    except (NoPolicy, BadSettings) as problem:
        raise NoVersion(str(problem)) from None


def _policies_folder() -> Path:
    try:
        found = repository(Path.cwd())
    except BadSettings as problem:
        raise NoVersion(str(problem)) from None
    return Path.cwd() if found is None else found.policies


def _commit(spec: str, near: Path) -> Commit | None:
    try:
        return commit_called(repository_root(near), spec)
    except NoVersion:
        return None


def _commit_named(spec: str, near: Path | None) -> tuple[Commit, str | None]:
    """The commit, and the folder in it where `spec` names one."""
    try:
        root = repository_root(near if near is not None else Path.cwd())
    except NoVersion as problem:
        raise NoVersion(f"There is no file or folder called “{_typed(spec)}” here. {problem}") from None
    commit = commit_called(root, spec)
    if commit is not None:
        return commit, None
    revision, colon, folder = spec.partition(":")
    commit = commit_called(root, revision) if colon else None
    if commit is not None:
        return commit, folder.strip("/")
    said = f"There is no file, folder or git revision called “{_typed(spec)}” here."
    first, dots, second = spec.partition("..")
    if dots and first and second.strip("."):
        said += f" Two versions are named apart: {_typed(first)} {_typed(second.strip('.'))}."
    elif is_shallow(root):
        said += " Only the latest commits were fetched: `git fetch --unshallow` brings the others."
    raise NoVersion(said)


def _typed(spec: str) -> str:
    return visible(spec if len(spec) <= 100 else f"{spec[:99]}…")


def _those_there(spec: str, place: Path) -> str:
    """The policies that stand beside where one was looked for."""
    try:
        found = policies_in(spec, place.parent)
    except NoVersion:
        return ""
    if not found or found == [place.parent]:
        return ""
    revision = spec.partition(":")[0]
    return f"; it holds {', '.join(shown(one) for one in found[:5])} (write {revision}:FOLDER for one that has moved)"
