"""The settings of a policy repository as they were at the base of a change: what it proposes cannot undo them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from leadpact.in_git import FolderInGit, NoVersion, commit_called, repository_root
from leadpact.policies import MAX_FILE, SETTINGS_FILES, Repository, repository, settings_in


def settings_at(base: str, found: Repository) -> Mapping[str, object]:
    """The settings at a git revision; none where there were none, or none that can be read. Raises NoVersion."""
    root = repository_root(found.root)
    commit, home = commit_called(root, base), found.root.resolve()
    if commit is None or not home.is_relative_to(root.resolve()):
        return {}
    folder = FolderInGit(commit, "/".join(home.relative_to(root.resolve()).parts))
    for name in SETTINGS_FILES:
        (text,) = folder.read([name], MAX_FILE)
        with suppress(ValueError, RecursionError):
            if isinstance(text, str) and (settings := settings_in(name, text)) is not None:
                return settings
    return {}


def acceptance_required_at(base: str) -> bool:
    """Whether `review.require_acceptance` was set: whoever leaves it out in the same change needs acceptance still."""
    found = repository(Path.cwd())
    if found is None:
        return False
    try:
        review = settings_at(base, found).get("review")
    except NoVersion:
        return False
    return isinstance(review, Mapping) and review.get("require_acceptance") is True
