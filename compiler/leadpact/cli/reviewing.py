"""Gathering a review: each policy now and at the base, through every check there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from leadpact.acceptance_files import record_in_git, standing_at
from leadpact.agreement import document as doc
from leadpact.cli.as_of import as_of_meant
from leadpact.cli.compile import drift_of, orphans_of
from leadpact.cli.options import fail_usage, progress
from leadpact.cli.review_base import acceptance_required_at
from leadpact.cli.review_checks import acceptance, deep, ending, examples, generated, layout, soundness
from leadpact.cli.review_pairs import Pair, pairs_of, title_of
from leadpact.cli.review_parts import change_of, impact_of, lacking
from leadpact.cli.which import today
from leadpact.digest import digest_of
from leadpact.policies import BadSettings, repository, shown
from leadpact.review.acceptance.page import sections as acceptance_sections
from leadpact.review.acceptance.record import Record
from leadpact.review.request.result import Check, PolicyReview, Review, Standing
from leadpact.review_settings import ReviewSettings
from leadpact.versions import NoVersion, Version, is_path
from leadpact_dsl.checks.term import is_over
from leadpact_dsl.diagnostics import Diagnostic, error


@dataclass(frozen=True)
class Asked:
    """`policies` are those that were named; none for all of the repository."""

    base: str | None
    policies: tuple[Path, ...]
    settings: ReviewSettings
    deep: bool


def reviewed(asked: Asked) -> Review:
    """Everything about every policy. Ends in wrong use where the base cannot be had; raises NoPolicy."""
    if asked.base is not None and is_path(asked.base):
        fail_usage(f"--base names a git revision, and {asked.base} is a policy: `leadpact diff` compares two of those.")
    try:
        pairs = pairs_of(asked.base, asked.policies)
    except (NoVersion, BadSettings) as problem:
        fail_usage(str(problem))
    if asked.base is not None and acceptance_required_at(asked.base):
        asked = replace(asked, settings=replace(asked.settings, require_acceptance=True))
    sound = [pair.place for pair in pairs if pair.now is not None and pair.now.policy is not None]
    drifted, besides = _drift(sound)
    if not asked.policies:
        besides += orphans_of([pair.place for pair in pairs if pair.now is not None])
    settings = asked.settings
    first = next((pair.now.policy for pair in pairs if pair.now is not None and pair.now.policy is not None), None)
    if settings.as_of is not None and first is not None:
        as_of_meant(first, settings.as_of)
    besides += lacking(settings)
    commit = next((pair.before.commit for pair in pairs if pair.before is not None), None)
    found: list[PolicyReview] = []
    with progress("Reviewing policies", len(pairs)) as advance:
        for pair in pairs:
            found.append(_review(pair, asked, drifted.get(pair.place)))
            advance(1)
    return Review(asked.base, commit, tuple(found), tuple(besides))


def _drift(sound: Sequence[Path]) -> tuple[Mapping[Path, list[Diagnostic]], list[Diagnostic]]:
    """What `leadpact compile --check` finds about each policy, or why it cannot be told."""
    inside = [place for place in sound if repository(place.resolve()) is not None]
    try:
        return drift_of(inside)[0], []
    except click.UsageError as problem:
        return {}, [error("LP811", None, problem.format_message())]


def _review(pair: Pair, asked: Asked, drifted: Sequence[Diagnostic] | None) -> PolicyReview:
    name = shown(pair.place)
    if pair.now is None:
        return _deleted(pair, name, required=asked.settings.require_acceptance)
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
        was = pair.moved_from
        steps.append(acceptance(accepted, pair.place, _record(pair), required, asked.base, was))
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
        title_of(pair.now) or name,
        standing,
        tuple(checks),
        tuple(dict.fromkeys(findings)),
        tuple(headline),
        (*parts, *last),
        None if pair.moved_from is None else shown(pair.moved_from),
    )


def _deleted(pair: Pair, name: str, *, required: bool) -> PolicyReview:
    """Nobody can accept what is gone: an agreement that has to be accepted ends where its term does."""
    title = title_of(pair.before) or name
    policy = None if pair.before is None else pair.before.policy
    if policy is not None and is_over(policy, today()):
        said = f"{title} is deleted: it had ended before"
        return PolicyReview(name, title, "deleted", (), (), (said,))
    said = f"{title} is deleted: what it says holds no longer once this is merged"
    check, found = ending(title, name, required=required)
    return PolicyReview(name, title, "deleted", (check,), tuple(found), (said,))


def _standing(pair: Pair, asked: Asked) -> Standing:
    if asked.base is None:
        return "same"
    if pair.before is None or pair.now is None:
        return "new"
    return "same" if _means(pair.before) == _means(pair.now) and _text(pair.before) == _text(pair.now) else "changed"


def _means(version: Version) -> str | None:
    return None if version.policy is None else digest_of(version.policy)


def _text(version: Version) -> dict[str, str]:
    return {file.name.rpartition("/")[2]: file.text for file in version.files}


def _record(pair: Pair) -> Record:
    """The acceptances at the base. Those that cannot be relied on there were no concern of this change."""
    if pair.before is None or pair.before.commit is None:
        return Record()
    found = record_in_git(pair.before.place, pair.before.commit)
    return found if isinstance(found, Record) else Record()
