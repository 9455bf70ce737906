"""`leadpact sample`: made-up leads and activities to try a policy on."""

from __future__ import annotations

import datetime as dt
import shlex
from contextlib import ExitStack, closing
from pathlib import Path

import click

from leadpact.cli.apart import keep_apart
from leadpact.cli.as_of import AsOf, as_of_meant
from leadpact.cli.options import example, progress, whole_file
from leadpact.cli.which import POLICY_PATH, files_meant, policy_meant, sound_policy
from leadpact.policies import shown
from leadpact.records.writers import TableWriter, table_writer
from leadpact.sample.leads import LeadMaker
from leadpact.sample.rows import FORMATS, Format, SampleRows
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases.words import counted
from leadpact_dsl.screen import visible


@click.command("sample", epilog=example("leadpact sample policies/acme --leads 1000 --seed 7 --out build/sample"))
@click.argument("policy_path", metavar="[POLICY]", required=False, type=POLICY_PATH)
@click.option("--leads", "count", type=click.IntRange(1), default=1000, show_default=True, help="How many leads.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same leads again.")
@click.option(
    "--as-of",
    metavar="TIME",
    help="The time up to which they have lived. Without it: noon of the first Monday that is a month or more after "
    "the agreement takes effect.",
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write to.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="csv", show_default=True, help="What kind of files."
)
@click.option(
    "--bad",
    type=click.FloatRange(0, 100),
    default=0,
    show_default=True,
    metavar="PERCENT",
    help="How many rows are wrong on purpose.",
)
def command(
    policy_path: Path | None, count: int, seed: int, as_of: str | None, out: Path, form: Format, bad: float
) -> None:
    """Make up leads and activities that fit a policy, to try it on.

    Values lie where the policy's conditions turn, and just beside; some are unknown, some oddly written. The same
    policy, seed and time give the same files, byte for byte.
    """
    policy = sound_policy(policy_path)
    when = as_of_meant(policy, as_of or usual_time(policy))
    rows = SampleRows(policy, when.zone, seed, when.instant, form, bad / 100)
    leads, activities = out / f"leads.{form}", out / f"activities.{form}"
    keep_apart(files_meant(policy_path, policy), [leads, activities])
    made = write_sample(rows, leads, activities, LeadMaker(policy, when.zone, when.instant, seed), count)
    wrong = f" On purpose {rows.bad_leads:,} leads and {rows.bad_activities:,} activities are wrong." if bad else ""
    wrote = (
        f"Wrote {counted(count, 'lead')} to {leads} and {counted(made, 'activity', 'activities')} to {activities}, "
        f"with seed {seed} as of {when.written} ({when.zone.name}).{wrong}"
    )
    click.echo(visible(wrote))
    click.echo(f"Now score them:\n  {visible(_next_command(policy_meant(policy_path), leads, activities, when, out))}")


def write_sample(rows: SampleRows, leads: Path, activities: Path, maker: LeadMaker, count: int) -> int:
    """Writes both files, whole or not at all; returns the number of activities."""
    made = 0
    with ExitStack() as stack:

        def table(path: Path, columns: str) -> TableWriter:
            file = stack.enter_context(whole_file(path))
            chosen = rows.lead_columns if columns == "leads" else rows.activity_columns
            return stack.enter_context(closing(table_writer(path.suffix, file, chosen, rows.zone)))

        lead_table, activity_table = table(leads, "leads"), table(activities, "activities")
        advance = stack.enter_context(progress("Making leads", count))
        for lead in maker.leads(count):
            lead_table.write(rows.lead_row(lead))
            for row in rows.activity_rows(lead):
                activity_table.write(row)
                made += 1
            advance(1)
    return made


def usual_time(policy: Policy) -> str:
    """A time that hangs on the policy alone, so that a sample made without one is the same tomorrow."""
    begins = policy.agreement.effective or dt.date(policy.agreement.first_year + 1, 1, 1)
    month_later = begins + dt.timedelta(31)
    return f"{month_later + dt.timedelta(-month_later.weekday() % 7)} 12:00"


def _next_command(policy: Path, leads: Path, activities: Path, when: AsOf, out: Path) -> str:
    words = ["leadpact", "score", str(leads), "--policy", shown(policy), "--activities", str(activities)]
    return shlex.join([*words, "--as-of", when.written, "-o", str(out / "decisions.csv")])
