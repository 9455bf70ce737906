"""`leadpact explain`: one lead's decision, clause by clause."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import assert_never

import click

from leadpact.cli import FINDINGS
from leadpact.cli.as_of import AsOf, as_of_meant, as_of_option
from leadpact.cli.options import emit_findings, example, fail_usage, wants_colour, width_of
from leadpact.cli.which import POLICY_PATH, sound_policy
from leadpact_dsl.decision import Decision, Refused
from leadpact_dsl.model import Policy
from leadpact_dsl.screen import visible
from leadpact_dsl.why_not import WhyNot


@click.command(
    "explain",
    epilog=example("leadpact explain 4711 --leads leads.csv --activities activities.csv --policy policies/acme"),
)
@click.argument("lead")
@click.option("--leads", type=click.Path(path_type=Path), help="The file of leads in which LEAD is an id.")
@click.option("--activities", type=click.Path(path_type=Path), help="The log of what the leads did, by lead id.")
@click.option("--policy", "policy_path", type=POLICY_PATH, help="The policy; without it, the repository's only one.")
@as_of_option
@click.option("--why-not", "asked", metavar="STAGE", help="Say what it lacks for a stage, or for “priority is A”.")
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="For whom."
)
def command(
    lead: str,
    leads: Path | None,
    activities: Path | None,
    policy_path: Path | None,
    as_of: str | None,
    asked: str | None,
    form: str,
) -> int:
    """Explain what the policy decides of one lead: every clause that paid or did not, and why.

    LEAD is an id in the file of --leads, or a JSON file of one lead with a list of its activities. The lines of a
    score add up to it, each with the place where it is written.
    """
    policy = sound_policy(policy_path)
    when = as_of_meant(policy, as_of)

    from leadpact.explain.asking import target_meant
    from leadpact.explain.find import Found, NotFound, Unfit, find_lead, read_lead
    from leadpact_dsl.evaluate import decide
    from leadpact_dsl.why_not import why_not

    target = None if asked is None else target_meant(policy, asked)
    if isinstance(target, str):
        fail_usage(target)
    if leads is not None:
        found = find_lead(policy, lead.strip(), leads, activities, when.instant)
    elif lead.lower().endswith(".json"):
        if activities is not None:
            fail_usage("A JSON file of one lead holds its activities itself: leave --activities out.")
        found = read_lead(policy, Path(lead), when.instant)
    else:
        fail_usage(f"Name the file that lead {lead} is in, with --leads, or a JSON file of the one lead.")
    match found:
        case list():
            return emit_findings(found, err=True)
        case NotFound():
            fail_usage(f"There is no lead {lead} in {leads or lead}.")
        case Unfit(reasons=reasons):
            return _refuse(lead, reasons)
        case Found():
            pass
        case _:
            assert_never(found)
    decision = decide(policy, found.lead, found.activities, when.instant)
    answer = None if target is None else why_not(policy, found.lead, found.activities, when.instant, target)
    if isinstance(decision, Refused):
        return _refuse(lead, (decision.reason,))
    _print(policy, decision, found.left_out, answer if isinstance(answer, WhyNot) else None, when, form)
    return 0


def _print(
    policy: Policy, decision: Decision, notes: tuple[str, ...], answer: WhyNot | None, when: AsOf, form: str
) -> None:
    from leadpact.explain.page import build_page

    page = build_page(policy, decision, (*notes, *_about_time(when)), answer)
    if form == "json":
        from leadpact.explain.as_json import as_json

        click.echo(as_json(policy, decision, page, when.zone), nl=False)
        return
    # Rich takes a while to import, and only this form needs it.
    from leadpact.explain.terminal import print_page

    print_page(page, sys.stdout, width_of(sys.stdout), wants_colour(sys.stdout))


def _about_time(when: AsOf) -> tuple[str, ...]:
    """Without --as-of the clock of the machine was read: how to get the same page again."""
    return () if when.given else (f"As of now. --as-of “{when.written}” gives the same page again.",)


def _refuse(lead: str, reasons: tuple[str, ...]) -> int:
    click.echo(f"Lead {visible(lead)} is rejected, and so it has no score:", err=True)
    for reason in reasons:
        click.echo(f"  {visible(reason)}", err=True)
    return FINDINGS
