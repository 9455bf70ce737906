"""`leadpact explain`: one lead's decision, clause by clause."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

import click

from leadpact.cli import FINDINGS
from leadpact.cli.as_of import AsOf, as_of_meant, as_of_option
from leadpact.cli.options import emit_findings, example, fail_usage, wants_colour, width_of
from leadpact.cli.score_case import STDIN, bytes_of_case, case_in_time, clashes_of, is_case, tell_refusal
from leadpact.cli.which import POLICY_PATH, sound_policy
from leadpact_dsl.decision import Decision, Refused
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy
from leadpact_dsl.screen import visible
from leadpact_dsl.why_not import WhyNot

if TYPE_CHECKING:
    from leadpact.explain.find import Found, Outcome


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

    LEAD is an id in the file of --leads, or a case as `leadpact score` reads it: a .json file with the lead, its
    activities and the time to decide it at, or - for stdin. The lines of a score add up to it, each with the place
    where it is written.
    """
    policy = sound_policy(policy_path)

    from leadpact.explain.asking import target_meant
    from leadpact_dsl.evaluate import decide
    from leadpact_dsl.why_not import why_not

    target = None if asked is None else target_meant(policy, asked)
    if isinstance(target, str):
        fail_usage(target)
    if leads is not None:
        meant = _of_file(policy, lead, leads, activities, as_of)
    elif is_case(Path(lead)):
        if activities is not None:
            fail_usage("A JSON document of one lead holds its activities itself: leave --activities out.")
        meant = _alone(policy, Path(lead), as_of)
    else:
        fail_usage(f"Name the file that lead {lead} is in, with --leads, or a JSON file of the one lead.")
    if isinstance(meant, int):
        return meant
    found, when = meant
    decision = decide(policy, found.lead, found.activities, when.instant)
    answer = None if target is None else why_not(policy, found.lead, found.activities, when.instant, target)
    if isinstance(decision, Refused):
        return _refuse(found.lead.id, (decision.reason,))
    _print(policy, decision, found.left_out, answer if isinstance(answer, WhyNot) else None, when, form)
    return 0


def _of_file(
    policy: Policy, lead: str, leads: Path, activities: Path | None, as_of: str | None
) -> tuple[Found, AsOf] | int:
    """The lead with an id, and when it is decided; the exit code where that fails, which has been said."""
    from leadpact.explain.find import find_lead

    when = as_of_meant(policy, as_of)
    found = _found(find_lead(policy, lead.strip(), leads, activities, when.instant), lead, leads)
    return found if isinstance(found, int) else (found, when)


def _alone(policy: Policy, source: Path, as_of: str | None) -> tuple[Found, AsOf] | int:
    """The same of the lead in a document of its own: a case, or in a file also a flat record."""
    from leadpact.explain.find import Found, is_record, read_object, read_record
    from leadpact.records.case import CaseReader, Mistaken, read_case

    if source != STDIN:
        document = read_object(source)
        if isinstance(document, Diagnostic):
            return emit_findings([document], err=True)
        if is_record(document):
            when = as_of_meant(policy, as_of)
            found = _found(read_record(policy, source, document, when.instant), str(source), source)
            return found if isinstance(found, int) else (found, when)
    if clashes := clashes_of(policy):
        return emit_findings(clashes, err=True)
    read = read_case(policy, bytes_of_case(source), "stdin") if source == STDIN else CaseReader(policy).read(document)
    meant = case_in_time(policy, read, as_of)
    if isinstance(meant, Mistaken):
        tell_refusal(meant)
        return FINDINGS
    case, when = meant
    return Found(case.lead, case.activities), when


def _found(outcome: Outcome, lead: str, where: Path) -> Found | int:
    """The lead; the exit code where there is none, which has been said."""
    from leadpact.explain.find import Found, NotFound, Unfit

    match outcome:
        case list():
            return emit_findings(outcome, err=True)
        case NotFound():
            fail_usage(f"There is no lead {lead} in {where}.")
        case Unfit(reasons=reasons):
            return _refuse(lead, reasons)
        case Found():
            pass
        case _:
            assert_never(outcome)
    return outcome


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
