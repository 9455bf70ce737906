"""`leadpact calibrate`: thresholds and rules, held against what became of past leads."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leadpact.cli.apart import keep_apart
from leadpact.cli.extras import STATISTICS, need
from leadpact.cli.history import HistoryGiven, files_of_history, history_options, with_history
from leadpact.cli.options import emit_findings, example, fail_usage
from leadpact.cli.report import emit_report, form_meant, report_options
from leadpact.cli.which import POLICY_PATH, files_meant, sound_policy
from leadpact_dsl.phrases.words import quoted
from leadpact_dsl.screen import visible

if TYPE_CHECKING:
    from leadpact.cli.score_asked import When
    from leadpact.engines.history import History
    from leadpact.review.calibrate.question import Question
    from leadpact.review.calibrate.result import Result
    from leadpact_dsl.diagnostics import Diagnostic

FORMS = ("text", "markdown", "html", "json")

_MOST_WEEKS = 10_000


@click.command(
    "calibrate",
    epilog=example("leadpact calibrate leads.csv --outcome Converted --policy policies/acme -o calibration.html"),
)
@history_options("required")
@click.option("--policy", "policy_path", type=POLICY_PATH, help="The policy; without it, the repository's only one.")
@click.option("--stage", metavar="NAME", help="The stage whose threshold is meant. Without it: the first that has one.")
@click.option("--score", metavar="NAME", help="The score whose threshold is meant. Without it: every one of the stage.")
@click.option("--means", metavar="STAGE", help="The stage that a lead has reached whose outcome is yes.")
@click.option("--outcome-at", metavar="COLUMN", help="The column of LEADS that says when the outcome was known.")
@click.option(
    "--weeks",
    type=click.IntRange(1, _MOST_WEEKS),
    metavar="N",
    help="How many weeks these leads came in. Without it: from the first to the last, where a column tells.",
)
@report_options(*FORMS)
def command(
    given: HistoryGiven,
    policy_path: Path | None,
    stage: str | None,
    score: str | None,
    means: str | None,
    outcome_at: str | None,
    weeks: int | None,
    form: str | None,
    output: Path | None,
) -> int:
    """Hold the thresholds and rules of a policy against what became of past leads.

    LEADS is a file of past leads with a column that says what became of each (--outcome), or a pattern for several
    files. For each threshold that could be: how many leads it lets in, and how many of those converted; which one keeps
    the goals and capacities of the agreement, and what it would cost or gain. Then whether the score sorts leads,
    whether the leads that each rule pays convert better than others, and what rules use that may have been filled in
    after the outcome.
    """
    form = form_meant(form, output, FORMS)
    policy = sound_policy(policy_path)
    when = given.when(policy)
    keep_apart([*files_of_history(given), *files_meant(policy_path, policy)], [output])

    from leadpact.review.calibrate.question import question

    asked = question(policy, stage, score, str(given.outcome), means, when.instant or 0)
    if isinstance(asked, str):
        fail_usage(asked)
    need(STATISTICS, "`calibrate`")
    found = _weighed(given, asked, when, outcome_at, weeks)
    if isinstance(found, str):
        fail_usage(visible(found))
    if isinstance(found, list):
        return emit_findings(found, err=True)
    for sentence in found.read:
        click.echo(visible(sentence), err=True)

    from leadpact.review.calibrate.as_json import as_json
    from leadpact.review.calibrate.page import document

    emit_report(document(found), form, output, lambda: as_json(found))
    return 0


# LEADS stands where `score` has it: calibration is about one file, which is what the command reads.
command.params = [
    click.Argument(["leads"], type=click.Path(path_type=Path)) if one.name == "leads" else one for one in command.params
]


def _weighed(
    given: HistoryGiven, asked: Question, when: When, outcome_at: str | None, weeks: int | None
) -> Result | str | list[Diagnostic]:
    """What was found; a sentence where an option asks for what is not there, or why the files cannot be read."""
    # Fetched here: they take longer than to say what is wrong with the words of the command.
    from leadpact.cli.calibrate_reading import header, headers, last_as_of, read
    from leadpact.cli.history_account import account, without_activities
    from leadpact.engines.history import Version
    from leadpact.review.calibrate.advising import targets
    from leadpact.review.calibrate.floors import asking
    from leadpact.review.calibrate.timing import came_in, no_times, notes
    from leadpact.review.calibrate.uses import uses
    from leadpact.review.calibrate.weighing import Beside, weigh

    wide, grades = asking(asked.policy, asked.floors)
    used = uses(asked.policy, asked.stage, asked.scores)
    came = came_in(asked.policy) if when.column is None else None
    spoken_of = came.label if came is not None else when.column

    def work(history: History) -> Result | str:
        meant = replace(asked, instant=last_as_of(history), outcome=header(history, asked.outcome))
        wanted = targets(meant.policy, meant.stage, meant.means, meant.instant)
        within = wanted[0].within if len(wanted) == 1 else None
        found = read(history, meant, grades, used, came, outcome_at, within)
        times = found.times if outcome_at is not None else None
        if times is not None and outcome_at is not None and (why_not := no_times(times, outcome_at)):
            return why_not
        by_column = None if spoken_of is None else f"from the first to the last {quoted(spoken_of)}"
        beside = Beside(
            teams=found.teams,
            columns=headers(history),
            after=found.times.after,
            weeks=None if weeks is None else Decimal(weeks),
            weeks_by=by_column if weeks is None else "as --weeks says",
            notes=(*without_activities(history), *notes(times, outcome_at, used, one_time=when.column is None)),
            read=account(history, when.said),
            won_values=given.won,
            unreadable=() if history.outcome is None else tuple(history.outcome.unreadable.most_common()),
        )
        return weigh(meant, found.gathered, found.lines, used, found.values, beside)

    columns = [outcome_at] if outcome_at is not None else []
    of_history = given.asked([Version("the policy", wide)], when, columns=columns, lines=True)
    return with_history(given, of_history, "Weighing leads", work)
