"""What a change means and what it would do, as parts of a review."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import section
from leadpact.cli.as_of import as_of_meant
from leadpact.cli.extras import STATISTICS, need
from leadpact.cli.history import HistoryGiven
from leadpact.digest import digest_of
from leadpact.review_settings import ReviewSettings
from leadpact.versions import Version
from leadpact_dsl.diagnostics import Diagnostic, Severity
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases.words import counted

if TYPE_CHECKING:
    from leadpact.review.impact.result import Impact

_MEMORY = 1 << 30
_SHOWN = 20
_UNREAD = frozenset({"LP001", "LP002", "LP003", "LP004", "LP005"})
"""Files that are not read at all: too many or too large, links, no text."""


@dataclass(frozen=True)
class Part:
    """`headline` is the part in a few sentences; `sections` say all of it."""

    headline: tuple[str, ...]
    sections: tuple[doc.Section, ...]


def change_of(before: Version, now: Version) -> Part:
    """What changed in meaning, as far as both versions can be read, and that it is no more than that."""
    from leadpact.review.changes import changes_between
    from leadpact.review.changes.page import consequence, headline, sections

    old, new = before.policy or before.partial, now.policy or now.partial
    if old is None or new is None:
        which = "the version before" if old is None else "the version now"
        said = f"What this changes cannot be said: nothing of {which} can be read"
        return Part((said,), ())
    unread = [one for version in (before, now) for one in version.errors if one.code in _UNREAD]
    if unread:  # what stands in such a file would be told as taken out
        return Part((f"What this changes cannot be said: {unread[0].message.removesuffix('.')}",), ())
    changes = changes_between(old, new)
    faulty = [name for one, name in ((before, "before"), (now, "now")) if one.policy is None]
    if faulty:
        errors = "both versions have errors" if faulty[1:] else f"the version {faulty[0]} has errors"
        if not changes.changes:
            return Part((f"What this changes cannot be said: {errors}",), ())
        said = f"As far as it can be read, as {errors}: {headline(changes)}"
        return Part((said,), (section("What this changes, as far as it can be read", [], sections(changes)),))
    follows = consequence(changes)
    blocks = [doc.paragraph(follows)] if follows else []
    return Part((headline(changes),), (section("What this changes", blocks, sections(changes)),))


def lacking(settings: ReviewSettings) -> list[Diagnostic]:
    """Why the leads of the settings cannot be tried, as warnings: seen now, and not only once something changes."""
    if settings.leads is None:
        return []
    from leadpact.records import problems
    from leadpact.records.columns import find
    from leadpact.records.tables import open_tables

    found: list[Diagnostic] = []
    for path in (settings.leads, settings.activities):
        table = None if path is None else open_tables(path)
        if isinstance(table, list):
            found += table
        elif table is not None and path is settings.leads and settings.outcome is not None:
            position = find(table, [settings.outcome], "the outcome")
            if not isinstance(position, int):
                wanted = [("the outcome", [settings.outcome])]
                missing = problems.missing_columns(table.name, wanted, table.columns, problems.NAME_ANOTHER)
                found.append(position or missing)
    return [replace(one, severity=Severity.WARNING) for one in found]


def impact_of(before: Version, now: Version, settings: ReviewSettings) -> Part | None:
    """What the change does to leads; None where none are to be made up, or where it means the same as before."""
    if before.policy is None or now.policy is None:
        which = "the version before" if before.policy is None else "the version now"
        return Part((f"What this does to leads is not known: {which} has errors, and decides no lead",), ())
    if digest_of(before.policy) == digest_of(now.policy):
        return None
    if settings.as_of is not None:
        as_of_meant(now.policy, settings.as_of)  # what is no time at all is wrong use
    try:
        if settings.leads is not None:
            return _on_real(before, now, settings)
        return _on_made_up(before, now, now.policy, settings) if settings.sample else None
    except click.ClickException as problem:
        # Such as a time that only one of the versions knows: the rest of the review is worth as much without it.
        return Part((f"What this does to leads is not known: {problem.format_message()}",), ())


def _on_real(before: Version, now: Version, settings: ReviewSettings) -> Part:
    why_not = _no_statistics() if settings.outcome is not None else None
    given = _given(settings, settings.leads or Path(), settings.activities, settings.as_of)
    if why_not is not None:
        given = replace(given, outcome=None, won=())
    found = _impact(before, now, given)
    if isinstance(found, list):
        return _unreadable(found)
    from leadpact.review.impact.page import headline, sections

    read = f"Tried on {counted(found.compared, 'lead')} of the company's own, {found.when}."
    if why_not is not None:
        read += f" What became of them is not told: {why_not}"
    return Part(
        (headline(found),),
        (section("What it would do to leads", [doc.paragraph(read)], sections(found)),),
    )


def _no_statistics() -> str | None:
    """Why shares have no intervals here; None where they have."""
    try:
        need(STATISTICS, "that")
    except click.ClickException as problem:
        return problem.format_message()
    return None


def _on_made_up(before: Version, now: Version, policy: Policy, settings: ReviewSettings) -> Part:
    from leadpact.cli.sample import usual_time, write_sample
    from leadpact.sample.leads import LeadMaker
    from leadpact.sample.rows import SampleRows

    when = as_of_meant(policy, settings.as_of or usual_time(policy))
    with tempfile.TemporaryDirectory(prefix="leadpact-") as name:
        leads, activities = Path(name, "leads.csv"), Path(name, "activities.csv")
        rows = SampleRows(policy, when.zone, settings.seed, when.instant, "csv", 0)
        maker = LeadMaker(policy, when.zone, when.instant, settings.seed)
        write_sample(rows, leads, activities, maker, settings.sample)
        # They come in no real weeks: what they would mean for the load of a team is nothing to go by.
        found = _impact(before, now, _given(settings, leads, activities, when.written), weeks=0)
    if isinstance(found, list):
        return _unreadable(found)
    from leadpact.review.impact.page import headline, sections

    read = (
        f"Tried on {counted(found.compared, 'lead')} that were made up from the policy (seed {settings.seed}), "
        f"{found.when}. They lie where its conditions turn, and more of them move than of real ones: what moves is "
        "shown here, how many is not. With leads of your own in leadpact.toml, it would be."
    )
    return Part(
        (f"Of made-up leads: {headline(found)}",),
        (section("What it would do to leads", [doc.paragraph(read)], sections(found)),),
    )


def _given(settings: ReviewSettings, leads: Path, activities: Path | None, as_of: str | None) -> HistoryGiven:
    real = settings.leads is not None
    return HistoryGiven(
        leads=leads,
        activities=activities,
        as_of=as_of,
        as_of_column=None,
        encoding=None,
        outcome=settings.outcome if real else None,
        won=settings.won if real else (),
        jobs=min(32, os.cpu_count() or 1),
        memory=_MEMORY,
    )


def _impact(before: Version, now: Version, given: HistoryGiven, weeks: int | None = None) -> Impact | list[Diagnostic]:
    """Both versions on the same leads; `weeks` of 0 leaves out what they mean for the load of teams."""
    from leadpact.cli.impact import impact_between
    from leadpact.review.impact.result import Compared

    assert before.policy is not None  # or nothing would be decided
    assert now.policy is not None
    old, new = (
        Compared(version.name, policy, digest_of(policy), version.commit)
        for version, policy in ((before, before.policy), (now, now.policy))
    )
    if weeks is None:
        return impact_between(old, new, given, _SHOWN)
    return impact_between(old, new, given, _SHOWN, weeks=weeks)


def _unreadable(found: list[Diagnostic]) -> Part:
    said = " ".join(one.message for one in found[:3])
    return Part((f"What this does to leads is not known: {said}",), ())
