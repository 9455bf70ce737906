"""The policies of a review, each as it is and as it was at the base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from leadpact.cli.review_base import settings_at
from leadpact.cli.which import today
from leadpact.in_git import repository_root
from leadpact.policies import policies_of, repository, shown
from leadpact.policy_text import cannot_read
from leadpact.review.request.moved import Content, moved
from leadpact.versions import WORKING_TREE, NoVersion, Version, policies_in, version_at


@dataclass(frozen=True)
class Pair:
    """A policy as it is and as it was: `now` is None for one that was deleted, `before` for one that is new.

    `place` is where it stands, or stood before it was deleted.
    """

    place: Path
    now: Version | None
    before: Version | None

    @property
    def moved_from(self) -> Path | None:
        """Where it stood at the base, if that was elsewhere."""
        if self.now is None or self.before is None or self.before.place.absolute() == self.place.absolute():
            return None
        return self.before.place


def pairs_of(base: str | None, named: Sequence[Path]) -> list[Pair]:
    """The policies that were named, or all there are, by their paths. Raises NoVersion, BadSettings, NoPolicy.

    One that is gone and one that is new are one that has moved, where they are alike.
    """
    now = {one.absolute(): one for path in named if _is_there(path) for one in _policies_at(path)}
    if not named:
        now = {path.absolute(): path for path in _all_now()}
    if base is None:
        _refuse_missing(named, (), "")
        return [Pair(now[key], _now(now[key]), None) for key in sorted(now)]
    there = {path.absolute(): path for path in {*policies_in(base), *_where_they_were(base)}}
    meant = {path.absolute() for path in named}
    wanted = {key for key in there if not named or key in meant or key.parent in meant}
    _refuse_missing(named, wanted, " here, nor at the base")
    now |= {key: there[key] for key in wanted if there[key].is_symlink()}
    # Which ones have moved is looked for among all, also where only one of two sides was named.
    everywhere = now if not named else now | _all_as_far_as_they_go()
    before = {key: _at_base(base, there[key]) for key in there if key in wanted or key not in everywhere}
    fresh = {key: _now(path) for key, path in everywhere.items() if key not in there}
    gone = {key: one for key, one in before.items() if key not in everywhere}
    became = moved(_contents(gone), _contents(fresh))
    left = set(became.values())
    pairs = {key: Pair(there[key], None, before[key]) for key in wanted if key in gone and key not in left}
    for key, path in everywhere.items():
        old = became.get(key, key)
        if key in now or old in wanted:
            version = fresh[key] if key in fresh else _now(path, was_there=True)
            pairs[key] = Pair(path, version, before.get(old))
    return [pairs[key] for key in sorted(pairs)]


def _contents(versions: Mapping[Path, Version]) -> dict[Path, Content]:
    return {key: Content(title_of(one), tuple(file.text for file in one.files)) for key, one in versions.items()}


def title_of(version: Version | None) -> str | None:
    """What a version of a policy is called, as far as it can be read."""
    policy = None if version is None else version.policy or version.partial
    return None if policy is None else policy.agreement.title or None


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _policies_at(path: Path) -> list[Path]:
    return [path] if _is_link(path) else policies_of(path)


def _refuse_missing(named: Iterable[Path], at_base: Iterable[Path], where: str) -> None:
    known = set(at_base)
    for path in named:
        if not _is_there(path) and path.absolute() not in known:
            raise NoVersion(f"There is no {shown(path)}{where or ''}.")


def _all_now() -> list[Path]:
    """A repository whose last policy was deleted has none, and that can be reviewed."""
    found = repository(Path.cwd())
    if found is not None and not found.policies.is_dir():
        return []
    return [path for path in policies_of(None) if path.is_file() or _is_link(path) or any(path.glob("*.sla"))]


def _all_as_far_as_they_go() -> dict[Path, Path]:
    """Outside of a repository there are none but those that were named."""
    return {} if repository(Path.cwd()) is None else {path.absolute(): path for path in _all_now()}


def _is_link(path: Path) -> bool:
    """A policy that is a link to elsewhere is none: `leadpact compile` does not take it for one either."""
    try:
        return path.is_symlink() and path.parent.resolve() not in path.resolve().parents
    except (OSError, RuntimeError):  # it leads back to itself
        return True


def _now(place: Path, *, was_there: bool = False) -> Version:
    if not _is_link(place) and not (was_there and place.is_symlink()):
        return version_at(None, place, today())
    name = shown(place)
    problem = cannot_read(
        name, f"{name} is a link to elsewhere, so it is not read.", help="Put the policy's own files there."
    )
    return Version(WORKING_TREE, place, (), None, None, (problem,))


def _where_they_were(base: str) -> list[Path]:
    """The policies of the folder that the settings named at the base, where they name another one by now."""
    found = repository(Path.cwd())
    if found is None:
        return []
    folder = settings_at(base, found).get("policies", "policies")
    if not isinstance(folder, str) or not folder or "\0" in folder or ".." in Path(folder).parts:
        return []
    home = found.root.resolve()
    place = home / folder
    return [] if place == found.policies.resolve() or not place.is_relative_to(home) else policies_in(base, place)


def _at_base(base: str, place: Path) -> Version:
    """Where the place is a link by now, what it leads to is not what stood there."""
    if not place.is_symlink():
        return version_at(base, place)
    folder = place.parent
    within = (folder.resolve() / place.name).relative_to(repository_root(folder).resolve()).as_posix()
    return replace(version_at(f"{base}:{within}", folder), name=base, place=place)
