"""`leadpact accept`: a team accepts exactly what the agreement means now, on record."""

from __future__ import annotations

import datetime as dt
import shlex
from pathlib import Path
from typing import NoReturn

import click

from leadpact.acceptance_files import MAX_RECORD, read_record, record_file, standing_at
from leadpact.cli.options import emit_findings, example, fail_usage, write_whole
from leadpact.cli.report import emit_report, form_meant, report_options
from leadpact.cli.which import POLICY_PATH, policy_meant, sound_policy
from leadpact.digest import digest_of
from leadpact.policies import shown
from leadpact.review.acceptance.record import Record, added, what_is_wrong_with_name, written
from leadpact.review.acceptance.standing import Standing, standing
from leadpact_dsl.diagnostics import Diagnostic, nearest
from leadpact_dsl.examples import run_examples
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases import times
from leadpact_dsl.screen import visible

FORMS = ("text", "markdown", "html", "json")
_TYPED = 60


@click.command("accept", epilog=example('leadpact accept --as marketing --by "Ada Lovelace" --policy policies/acme'))
@click.option("--as", "team", metavar="TEAM", help="The team that accepts, by its name in the policy.")
@click.option("--by", "by", metavar="NAME", help="Who accepts for the team.")
@click.option("--show", is_flag=True, help="Accept nothing; show who has, and every acceptance there was.")
@click.option(
    "--policy", "path", metavar="P", type=POLICY_PATH, help="The policy; without it, the repository's only one."
)
@report_options(*FORMS)
def command(
    team: str | None, by: str | None, show: bool, path: Path | None, form: str | None, output: Path | None
) -> int:
    """Record that a team accepts exactly what the agreement means now. Without options, show who has accepted it.

    An entry is added to 'acceptance.toml' beside the policy: who, when, the version, and a digest of the meaning. Any
    change in what the policy means voids it; comments, layout, examples and the wording of reasons do not. Commit the
    file, signed if you can: `leadpact check --require-acceptance` then fails until every team of the agreement has
    accepted what it means. A policy with errors or with failing examples cannot be accepted.
    """
    policy = sound_policy(path)
    place = policy_meant(path)
    if show or (team is None and by is None):
        if team is not None or by is not None:
            fail_usage("--show accepts nothing: leave out --as and --by, or leave out --show.")
        return _show(policy, place, form_meant(form, output, FORMS), output)
    if form is not None or output is not None:
        fail_usage("--format and -o belong to what --show shows.")
    if team is None or by is None:
        fail_usage("Say both who accepts and for which team: --as TEAM --by NAME.")
    _refuse_team(policy, team)
    if (wrong := what_is_wrong_with_name(by)) is not None:
        fail_usage(f"{_short(by)!a} cannot be written down as a name: {wrong}.")
    return _accept(policy, place, team, by)


def _show(policy: Policy, place: Path, form: str, output: Path | None) -> int:
    from leadpact.agreement import document as doc
    from leadpact.agreement.pieces import numbered
    from leadpact.cli.apart import keep_apart
    from leadpact.review.acceptance.page import as_json, sections

    keep_apart([record_file(place)], [output])
    now = standing_at(place, policy)
    if isinstance(now, Diagnostic):
        return emit_findings([now], err=True)
    facts = [doc.Fact("Version", policy.agreement.version or "not numbered"), doc.Fact("Meaning", now.meaning)]
    page = doc.Document(
        title=policy.agreement.title,
        facts=tuple(facts),
        notices=(),
        sections=numbered([], sections(now, history=True, policy=shown(place))),
        footer=(),
    )
    emit_report(page, form, output, lambda: as_json(now))
    return 0


def _short(typed: str) -> str:
    """What people typed, as much of it as tells them what is meant."""
    return typed if len(typed) <= _TYPED else f"{typed[: _TYPED - 3]}..."


def _refuse_team(policy: Policy, team: str) -> None:
    if team in policy.teams:
        return
    if not policy.teams:
        fail_usage('This agreement names no team, so that nobody can accept it. Add a line such as: team sales "Sales"')
    by_label = {one.label.casefold(): name for name, one in policy.teams.items()}
    meant = by_label.get(team.casefold()) or nearest(team, policy.teams)
    teams = ", ".join(f"{name} ({one.label})" for name, one in policy.teams.items())
    hint = f" Is {meant} meant?" if meant else ""
    fail_usage(f"{_short(team)!a} is no team of this agreement.{hint} Its teams: {teams}.")


def _accept(policy: Policy, place: Path, team: str, by: str) -> int:
    failures = [failure for outcome in run_examples(policy) for failure in outcome.failures]
    if failures:
        emit_findings(failures, err=True)
        click.echo("Nothing was accepted: the policy does not say what its examples ask of it.", err=True)
        return 1
    file = record_file(place)
    if file.is_symlink():
        fail_usage(f"{shown(file)} is a link, and a record is not written where links lead: put the file itself there.")
    record = read_record(place)
    if isinstance(record, Diagnostic):
        return emit_findings([record], err=True)
    before = standing(policy, record)
    if (done := _already(before, team)) is not None:
        click.echo(visible(f"{done} {shown(file)} stays as it is."))
        return 0
    at = now()
    if record.entries and at < record.entries[-1].at - dt.timedelta(days=1):
        fail_usage(
            f"This machine's clock says {times.day(at.date())}, and the last acceptance is of "
            f"{times.day(record.entries[-1].at.date())}: set the clock first."
        )
    version = policy.agreement.version
    after = added(record, team=team, by=by, at=at, version=version, meaning=digest_of(policy))
    text = written(after)
    if len(text.encode()) > MAX_RECORD:
        _full(file)
    _write(file, text)
    _say(policy, place, after, team)
    return 0


def _already(before: Standing, team: str) -> str | None:
    for one in before.have:
        if one.team.name == team and one.latest is not None:
            when = times.day(times.local_day(one.latest.instant, before.policy.agreement.timezone))
            return f"{one.team.label} has accepted exactly this already: {one.latest.by} did on {when}."
    return None


def _full(file: Path) -> NoReturn:
    fail_usage(
        f"{shown(file)} is full: it may hold {MAX_RECORD / 1e6:.0f} MB. Rename it, and keep it; a new one begins with "
        "the next acceptance, and every team accepts again."
    )


def _write(file: Path, text: str) -> None:
    """Line ends stay as they were: a checkout on Windows has two characters there."""
    windows = file.exists() and b"\r\n" in file.read_bytes()
    write_whole(file, (text.replace("\n", "\r\n") if windows else text).encode())


def _say(policy: Policy, place: Path, record: Record, team: str) -> None:
    from leadpact.review.acceptance.page import in_a_sentence

    state = standing(policy, record)
    version = f", version {policy.agreement.version}" if policy.agreement.version else ""
    label = policy.teams[team].label
    click.echo(visible(f"{label} accepts “{policy.agreement.title}”{version}, exactly as it is: {state.meaning}."))
    click.echo(visible(in_a_sentence(state)))
    click.echo("\nNow print it in the agreement, and commit both, signed if you can:")
    click.echo("  leadpact compile")
    click.echo(visible(f"  {shlex.join(['git', 'add', shown(record_file(place)), 'generated'])}"))
    click.echo(visible(f"  {shlex.join(['git', 'commit', '-S', '-m', f'{label} accepts the agreement'])}"))


def now() -> dt.datetime:
    """The instant by this machine's clock."""
    return dt.datetime.now(dt.UTC)
