"""`leadpact compare`: where two drafts, or two definitions, mean the same, and where they part."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leadpact.cli.apart import keep_apart
from leadpact.cli.extras import SOLVER, need
from leadpact.cli.options import emit_findings, example, fail_usage
from leadpact.cli.report import FORMS, emit_report, form_meant, report_options
from leadpact.cli.which import POLICY_PATH, sound_policy, today

if TYPE_CHECKING:
    from leadpact.json_text import Json
    from leadpact.review.compare.values import Comparison
    from leadpact.solver import World
    from leadpact.versions import Version
    from leadpact_dsl.model import Policy


@click.command(
    "compare",
    epilog=example(
        "leadpact compare marketing.sla sales.sla",
        "leadpact compare decision_maker ideal_customer --policy policies/acme",
    ),
)
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--policy", type=POLICY_PATH, help="The policy in which A and B are, or which is meant at revisions.")
@click.option(
    "--what", multiple=True, metavar="NAME", help="Compare only this: a name, or such as “score”. Repeatable."
)
@click.option(
    "--seconds",
    type=click.IntRange(min=1),
    default=120,
    show_default=True,
    help="How long to look; what is not found by then is unknown.",
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 if a lead was found on which they differ.")
@report_options(*FORMS)
def command(
    first: str,
    second: str,
    policy: Path | None,
    what: tuple[str, ...],
    seconds: int,
    exit_code: bool,
    form: str | None,
    output: Path | None,
) -> int:
    """Find out whether two drafts mean the same by “lead”, and show the leads on which they differ.

    A and B are two policies (folders, files or git revisions), or two definitions or stages of one policy. Of each part
    of the world (both say yes, only one, neither) a lead is shown that lies there, as an example ready to paste, or it
    is proved that there is none.

    A solver looks for the leads: install it with `pip install "leadpact[solver]"`.
    """
    meant = form_meant(form, output, FORMS)
    need(SOLVER, "`compare`")
    drafts = _drafts(first, second, policy)
    if drafts is None:
        return _definitions(first, second, policy, what, exit_code, meant, output)
    keep_apart([Path(file.name) for draft in drafts for file in draft.files], [output])
    errors = [found for draft in drafts for found in draft.errors]
    if errors:
        return emit_findings(errors, err=True)
    policies = tuple(draft.policy for draft in drafts if draft.policy is not None)
    world = _world(policies)
    if isinstance(world, int):
        return world

    from leadpact.review.compare.comparing import compare_drafts

    names = _names(drafts)
    until = time.monotonic() + seconds
    comparison = compare_drafts(world, names, what, _progress, lambda: time.monotonic() > until)
    if isinstance(comparison, str):
        fail_usage(comparison)
    data: Json = [{"name": name, "commit": draft.commit} for name, draft in zip(names, drafts, strict=True)]
    return _emit(comparison, policies, data, exit_code, meant, output)


def _definitions(
    first: str,
    second: str,
    policy: Path | None,
    what: tuple[str, ...],
    exit_code: bool,
    meant: str,
    output: Path | None,
) -> int:
    if what:
        fail_usage("Two definitions are compared as they are: leave --what out.")
    one = sound_policy(policy)
    world = _world((one,))
    if isinstance(world, int):
        return world

    from leadpact.review.compare.comparing import compare_definitions

    comparison = compare_definitions(world, one.agreement.title, first, second)
    if isinstance(comparison, str):
        fail_usage(comparison)
    return _emit(comparison, (one,), [{"name": one.agreement.title, "commit": None}], exit_code, meant, output)


def _drafts(first: str, second: str, policy: Path | None) -> tuple[Version, Version] | None:
    """The two versions; None where the names are no paths and no revisions, and so are names within a policy."""
    from leadpact.versions import NoVersion, is_path, version_at

    if not is_path(first) and not is_path(second) and _are_names(first, second, policy):
        return None
    where = policy or next((Path(spec) for spec in (second, first) if is_path(spec)), None)
    try:
        return version_at(first, where, today()), version_at(second, where, today())
    except NoVersion as problem:
        fail_usage(str(problem))


def _are_names(first: str, second: str, policy: Path | None) -> bool:
    from leadpact.versions import NoVersion, version_at

    try:
        found = version_at(None, policy, today()).partial
    except NoVersion:
        return False
    names = set() if found is None else {*found.defines, *found.stages}
    return first in names or second in names


def _names(drafts: tuple[Version, Version]) -> tuple[str, str]:
    """`marketing` and `sales` for marketing.sla and sales.sla; as they were typed where that says nothing."""
    stems = tuple(Path(draft.name).stem for draft in drafts)
    if stems[0] != stems[1] and all(stem.isidentifier() for stem in stems):
        return stems[0], stems[1]
    return (drafts[0].name, drafts[1].name)


def _world(policies: tuple[Policy, ...]) -> World | int:
    from leadpact.solver import World

    world = World.of(policies)
    return world if isinstance(world, World) else emit_findings(list(world), err=True)


def _progress(place: int, count: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{place + 1} of {count}", nl=place + 1 == count, err=True)


def _emit(
    comparison: Comparison, policies: tuple[Policy, ...], drafts: Json, exit_code: bool, meant: str, output: Path | None
) -> int:
    from leadpact.review.compare.as_json import as_json
    from leadpact.review.compare.page import document

    report = document(comparison, fold=meant != "text")
    emit_report(report, meant, output, lambda: as_json(comparison, policies, drafts))
    return 1 if exit_code and comparison.differing else 0
