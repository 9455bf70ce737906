"""`leadpact impact`: what a change of a policy does to real leads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leadpact.cli.apart import keep_apart
from leadpact.cli.extras import STATISTICS, need
from leadpact.cli.history import HistoryGiven, files_of_history, history_options, with_history
from leadpact.cli.options import emit_findings, example, fail_usage
from leadpact.cli.report import FORMS, emit_report, form_meant, report_options
from leadpact.cli.which import today

if TYPE_CHECKING:
    from leadpact.engines.history import History
    from leadpact.review.impact.result import Compared, Impact
    from leadpact.versions import Version
    from leadpact_dsl.diagnostics import Diagnostic

_SHOWN, _MOST_SHOWN = 10, 1000
_WEEKS, _MOST_WEEKS = 8, 52


@click.command(
    "impact",
    epilog=example("leadpact impact main --leads leads.csv --activities activities.csv --outcome Converted"),
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--policy", type=click.Path(path_type=Path), help="The policy; without it, the repository's only one.")
@history_options("optional")
@click.option(
    "--stage", metavar="NAME", help="The stage at which leads come to sales. Without it: the one that the policy tells."
)
@click.option(
    "--show",
    type=click.IntRange(0, _MOST_SHOWN),
    default=_SHOWN,
    show_default=True,
    metavar="N",
    help="How many of the leads that move are named, each with what moved it.",
)
@click.option(
    "--weeks",
    type=click.IntRange(0, _MOST_WEEKS),
    default=_WEEKS,
    show_default=True,
    metavar="N",
    help="Over how many of the last full weeks the load of each team is worked out; 0 leaves it out.",
)
@report_options(*FORMS)
def command(
    old: str,
    new: str | None,
    policy: Path | None,
    given: HistoryGiven,
    stage: str | None,
    show: int,
    weeks: int,
    form: str | None,
    output: Path | None,
) -> int:
    """Hold two versions of a policy against each other on real leads.

    OLD and NEW are policies or git revisions; NEW is the working tree where it is left out. Says how many leads come to
    and leave each stage, route, grade and response, who they are and which clause moved them, what that means for the
    load of each team, and, with --outcome, how the leads gained and lost converted.

    The files are read once for both versions. A lead that one version cannot decide is counted, and compared by
    neither.
    """
    meant = form_meant(form, output, FORMS)
    versions = [_version(spec, policy) for spec in (old, new)]
    if given.outcome is not None:
        need(STATISTICS, "--outcome")
    keep_apart([*files_of_history(given), *(Path(file.name) for one in versions for file in one.files)], [output])
    before, now = (_sound(one) for one in versions)
    if stage is not None and stage not in now.policy.stages:
        fail_usage(f"There is no stage {stage}: the stages are {', '.join(now.policy.stages)}.")
    impact = impact_between(before, now, given, show, weeks, stage)
    if isinstance(impact, list):
        return emit_findings(impact, err=True)
    from leadpact.review.impact.as_json import as_json
    from leadpact.review.impact.page import document

    emit_report(document(impact), meant, output, lambda: as_json(impact))
    return 0


def impact_between(
    old: Compared,
    new: Compared,
    given: HistoryGiven,
    show: int = _SHOWN,
    weeks: int = _WEEKS,
    stage: str | None = None,
) -> Impact | list[Diagnostic]:
    """What the change does to the leads, or why their files cannot be read; `stage` is a stage of the new version."""
    from leadpact.cli.history_account import account, without_activities
    from leadpact.engines.history import Version
    from leadpact.records.leads import reading_of
    from leadpact.review.calibrate.timing import came_in
    from leadpact.review.impact.load import MOST_LEADS, weeks_before
    from leadpact.review.impact.measuring import Measuring
    from leadpact.review.impact.result import OutcomeRead

    when = given.when(new.policy)
    # The time asked for has to be one that the old version knows, too.
    given.when(old.policy)
    asked = given.asked((Version(old.name, old.policy), Version(new.name, new.policy)), when)
    zone = reading_of(new.policy).zone
    since = max(one.policy.agreement.first_year for one in (old, new))
    came = [came_in(one.policy) for one in (old, new)]

    def work(history: History) -> Impact | list[Diagnostic]:
        measuring = Measuring(old, new, show, stage)
        for block in history.blocks():
            measuring.add(block)
        timed = given.activities is not None or all(came)
        if when.instant is not None and weeks and timed:
            full = weeks_before(when.instant, zone, weeks, since)
            if full.days:
                replay = history.replay(MOST_LEADS, full.starts, [None if one is None else one.name for one in came])
                label = None if came[1] is None else came[1].label
                measuring.add_replay(replay, full, when.instant, label)
        movers = measuring.movers()
        before, after = history.cases(movers)
        found = history.outcome
        outcome = None if found is None else OutcomeRead(
            found.column,
            found.won_values,
            found.won,
            found.lost,
            found.unknown,
            tuple(found.unreadable.most_common()),
        )  # fmt: skip
        cases = [(before[lead], after[lead]) for lead in movers]
        said = account(history, when.said)
        if weeks and when.instant is None:
            said += ("Each lead is decided as of its own time, so that nothing is said of the load of teams by week.",)
        elif weeks and not timed:
            said += (
                "Nothing is said of the load of teams by week: there are no activities, and no field with a date or "
                "time that every lead has.",
            )
        found_out = measuring.impact(when.said, said, outcome, cases)
        return replace(found_out, warnings=without_activities(history))

    return with_history(given, asked, "Holding both versions against the leads", work)


def _version(spec: str | None, policy: Path | None) -> Version:
    from leadpact.versions import NoVersion, version_at

    try:
        return version_at(spec, policy, today())
    except NoVersion as problem:
        fail_usage(str(problem))


def _sound(version: Version) -> Compared:
    """A version that can decide; its errors are printed and end the command where it cannot."""
    from leadpact.digest import digest_of
    from leadpact.review.impact.result import Compared

    if version.policy is None:
        emit_findings(list(version.errors), err=True)
        raise click.exceptions.Exit(1)
    return Compared(version.name, version.policy, digest_of(version.policy), version.commit)
