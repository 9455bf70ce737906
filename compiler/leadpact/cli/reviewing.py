"""Gathering a review: each policy now and at the base, through every check there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from leadpact.acceptance_files import record_in_git, standing_at
from leadpact.agreement import document as doc
from leadpact.cli.compile import drift_of
from leadpact.cli.options import fail_usage, progress
from leadpact.cli.review_checks import acceptance, deep, examples, generated, layout, soundness
from leadpact.cli.review_parts import change_of, impact_of
from leadpact.cli.which import today
from leadpact.digest import digest_of
from leadpact.policies import BadSettings, policies_of, repository, shown
from leadpact.review.acceptance.page import sections as acceptance_sections
from leadpact.review.acceptance.record import Record
from leadpact.review.request.result import Check, PolicyReview, Review, Standing
from leadpact.review_settings import ReviewSettings
from leadpact.versions import NoVersion, Version, is_path, policies_in, version_at
from leadpact_dsl.diagnostics import Diagnostic, error


@dataclass(frozen=True)
class Asked:
    """`policies` are those that were named; none for all of the repository."""

    base: str | None
    policies: tuple[Path, ...]
    settings: ReviewSettings
    deep: bool


@dataclass(frozen=True)
class _Pair:
    """A policy as it is and as it was: `now` is None for one that was deleted, `before` for one that is new."""

    place: Path
    now: Version | None
    before: Version | None


def reviewed(asked: Asked) -> Review:
    """Everything about every policy. Ends in wrong use where the base cannot be had; raises NoPolicy."""
    if asked.base is not None and is_path(asked.base):
        fail_usage(f"--base names a git revision, and {asked.base} is a policy: `leadpact diff` compares two of those.")
    try:
        pairs = list(_pairs(asked))
    except (NoVersion, BadSettings) as problem:
        fail_usage(str(problem))
    sound = [pair.place for pair in pairs if pair.now is not None and pair.now.policy is not None]
    drifted, besides = _drift(sound, everything=not asked.policies)
    commit = next((pair.before.commit for pair in pairs if pair.before is not None), None)
    found: list[PolicyReview] = []
    with progress("Reviewing policies", len(pairs)) as advance:
        for pair in pairs:
            found.append(_review(pair, asked, drifted.get(pair.place)))
            advance(1)
    return Review(asked.base, commit, tuple(found), tuple(besides))


def _pairs(asked: Asked) -> Iterator[_Pair]:
    now = [path for path in asked.policies if path.exists()] if asked.policies else _all_now()
    now = [one for path in now for one in policies_of(path)] if asked.policies else now
    before: list[Path] = []
    if asked.base is not None:
        there = policies_in(asked.base)
        named = [path.absolute() for path in asked.policies]
        before = [path for path in there if not named or path in named or path.parent in named]
    missing = [path for path in asked.policies if not path.exists() and path.absolute() not in before]
    if missing:
        raise NoVersion(f"There is no {shown(missing[0])}{' here, nor at the base' if asked.base else ''}.")
    places = {path.absolute(): path for path in [*before, *now]}
    for absolute in sorted(places):
        place = places[absolute]
        is_now = absolute in {path.absolute() for path in now}
        then = version_at(asked.base, place) if asked.base is not None and absolute in before else None
        yield _Pair(place, version_at(None, place, today()) if is_now else None, then)


def _all_now() -> list[Path]:
    """A repository whose last policy was deleted has none, and that can be reviewed."""
    found = repository(Path.cwd())
    if found is not None and not found.policies.is_dir():
        return []
    return [path for path in policies_of(None) if path.is_file() or any(path.glob("*.sla"))]


def _drift(sound: Sequence[Path], *, everything: bool) -> tuple[Mapping[Path, list[Diagnostic]], list[Diagnostic]]:
    inside = [place for place in sound if repository(place.resolve()) is not None]
    try:
        found, besides = drift_of(inside)
    except click.UsageError as problem:
        return {}, [error("LP811", None, problem.format_message())]
    return found, besides if everything else []


def _review(pair: _Pair, asked: Asked, drifted: Sequence[Diagnostic] | None) -> PolicyReview:
    name = shown(pair.place)
    if pair.now is None:
        title = _title(pair.before) or name
        said = f"{title} is deleted: what it says holds no longer once this is merged"
        return PolicyReview(name, title, "deleted", (), (), (said,))
    checks: list[Check] = []
    last: tuple[doc.Section, ...] = ()
    findings: list[Diagnostic] = []
    steps = [soundness(pair.now), layout(pair.now)]
    if pair.now.policy is not None:
        steps += [examples(pair.now.policy), generated(drifted)]
        if asked.deep:
            steps.append(deep(pair.place, pair.now))
        accepted = standing_at(pair.place, pair.now.policy)
        required = asked.settings.require_acceptance
        steps.append(acceptance(accepted, pair.place, _record(pair, asked), required, asked.base))
        if not isinstance(accepted, Diagnostic) and (required or accepted.record.entries):
            last = acceptance_sections(accepted, policy=name)
    for check, found in steps:
        checks.append(check)
        findings.extend(found)
    standing = _standing(pair, asked)
    headline: list[str] = []
    parts: list[doc.Section] = []
    if pair.before is not None and standing == "changed":
        for part in (change_of(pair.before, pair.now), impact_of(pair.before, pair.now, asked.settings)):
            if part is not None:
                headline += part.headline
                parts += part.sections
    return PolicyReview(
        name,
        _title(pair.now) or name,
        standing,
        tuple(checks),
        tuple(dict.fromkeys(findings)),
        tuple(headline),
        (*parts, *last),
    )


def _title(version: Version | None) -> str | None:
    policy = None if version is None else version.policy or version.partial
    return None if policy is None else policy.agreement.title or None


def _standing(pair: _Pair, asked: Asked) -> Standing:
    if asked.base is None:
        return "same"
    if pair.before is None or pair.now is None:
        return "new"
    return "same" if _means(pair.before) == _means(pair.now) and _text(pair.before) == _text(pair.now) else "changed"


def _means(version: Version) -> str | None:
    return None if version.policy is None else digest_of(version.policy)


def _text(version: Version) -> dict[str, str]:
    return {file.name.rpartition("/")[2]: file.text for file in version.files}


def _record(pair: _Pair, asked: Asked) -> Record:
    """The acceptances at the base. Those that cannot be relied on there were no concern of this change."""
    if asked.base is None or pair.before is None or pair.before.commit is None:
        return Record()
    found = record_in_git(pair.place, pair.before.commit)
    return found if isinstance(found, Record) else Record()
