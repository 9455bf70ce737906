"""`leadpact compare`: where two drafts, or two definitions in one policy, part."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leadpact.cli.apart import keep_apart
from leadpact.cli.options import emit_findings, example, fail_usage, progress
from leadpact.cli.report import FORMS, emit_report, form_meant, report_options
from leadpact.cli.which import today

if TYPE_CHECKING:
    from leadpact.review.compare.comparing import Compared
    from leadpact.review.compare.result import Comparison, Side
    from leadpact.review.compare.subjects import Subject
    from leadpact.versions import Version
    from leadpact_dsl.model import Policy

_SECONDS = 60.0

INSTALL = "compare asks a solver, which is not installed here: pip install 'leadpact[solver]' brings it."


@click.command(
    "compare",
    epilog=example(
        "leadpact compare drafts/marketing.sla drafts/sales.sla",
        "leadpact compare decision_maker ideal_customer --policy policies/acme",
    ),
)
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--policy", type=click.Path(path_type=Path), help="The policy; without it, the repository's only one.")
@click.option(
    "--what", "wanted", multiple=True, metavar="NAME", help="Of two drafts, compare only this; may be repeated."
)
@click.option(
    "--time-limit",
    type=click.FloatRange(1, 3600),
    default=_SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="After so long, what is not decided is said to be unknown.",
)
@report_options(*FORMS)
def command(
    first: str,
    second: str,
    policy: Path | None,
    wanted: tuple[str, ...],
    time_limit: float,
    form: str | None,
    output: Path | None,
) -> int:
    """Find the leads on which two drafts of a policy, or two definitions in one policy, part.

    A and B are drafts (folders, files or git revisions), or the names of two definitions, stages or disqualifications
    of one policy. For each point: an example lead that both take in, that only one does, and that neither does, decided
    by both and ready to be pasted into a policy; or the proof that there is no such lead.
    """
    meant = form_meant(form, output, FORMS)
    if importlib.util.find_spec("ortools") is None:
        raise click.ClickException(INSTALL)
    of_one = _one_policy(first, second, policy)
    if of_one is not None and not wanted:
        comparison = _definitions(of_one, first, second, time_limit)
    else:
        comparison = _drafts(first, second, policy, wanted, time_limit, output)
    from leadpact.review.compare.as_json import as_json
    from leadpact.review.compare.page import document

    emit_report(document(comparison), meant, output, lambda: as_json(comparison))
    return 0


# --------------------------------------------------------------------------------------------------- two definitions


def _one_policy(first: str, second: str, policy: Path | None) -> Version | None:
    """The policy in the working tree, if A and B are names in it and no drafts."""
    from leadpact.versions import NoVersion, is_path, version_at

    if is_path(first) or is_path(second):
        return None
    try:
        version = version_at(None, policy, today())
    except NoVersion as problem:
        if policy is not None:
            fail_usage(str(problem))
        return None
    known = version.policy or version.partial
    if known is None:
        return version if policy is not None else None
    names = {*known.defines, *known.stages, *known.disqualify}
    return version if {first, second} & names else None


def _definitions(version: Version, first: str, second: str, seconds: float) -> Comparison:
    from leadpact.digest import digest_of
    from leadpact.review.compare.result import Comparison, Side
    from leadpact.review.compare.subjects import called, of_one_policy

    policy = _sound(version)
    if first == second:
        fail_usage(f"{first} is what it would be held against: name another definition.")
    subject = of_one_policy(policy, first, second)
    if isinstance(subject, str):
        fail_usage(subject)
    digest = digest_of(policy)
    one, other = (Side(called(policy, name), policy, 0, digest) for name in (first, second))
    found = _asked((policy,), [subject], seconds, in_full=True)
    return Comparison((one, other), drafts=False, found=found)


# --------------------------------------------------------------------------------------------------------- two drafts


def _drafts(
    first: str, second: str, place: Path | None, wanted: tuple[str, ...], seconds: float, output: Path | None
) -> Comparison:
    from leadpact.digest import digest_of
    from leadpact.review.compare.only import only_in
    from leadpact.review.compare.result import Comparison, Side
    from leadpact.review.compare.subjects import named, shared

    versions = [_version(spec, place) for spec in (first, second)]
    keep_apart([Path(file.name) for one in versions for file in one.files], [output])
    one, other = (_sound(version) for version in versions)
    names = _told_apart(*versions)
    sides: tuple[Side, Side] = (
        Side(names[0], one, 0, digest_of(one)),
        Side(names[1], other, 1, digest_of(other)),
    )
    subjects = named(shared(one, other), wanted) if wanted else shared(one, other)
    if isinstance(subjects, str):
        fail_usage(subjects)
    same = sides[0].digest == sides[1].digest
    found = () if same else _asked((one, other), subjects, seconds, in_full=bool(wanted))
    return Comparison(sides, drafts=True, found=found, only=only_in(one, other), same_meaning=same)


def _told_apart(first: Version, second: Version) -> tuple[str, str]:
    """What the drafts are called: the last part of a path, where that tells them apart."""
    short = [Path(one.name).name if one.commit is None else one.name for one in (first, second)]
    return (short[0], short[1]) if short[0] != short[1] and all(short) else (first.name, second.name)


def _version(spec: str, policy: Path | None) -> Version:
    from leadpact.versions import NoVersion, version_at

    try:
        return version_at(spec, policy, today())
    except NoVersion as problem:
        fail_usage(str(problem))


def _sound(version: Version) -> Policy:
    if version.policy is None:
        emit_findings(list(version.errors), err=True)
        raise click.exceptions.Exit(1)
    return version.policy


def _asked(
    policies: tuple[Policy, ...], subjects: tuple[Subject, ...] | list[Subject], seconds: float, *, in_full: bool
) -> tuple[Compared, ...]:
    from leadpact.review.compare.comparing import compare
    from leadpact.solver import World

    world = World.of(policies)
    if not isinstance(world, World):
        emit_findings(list(world), err=True)
        raise click.exceptions.Exit(1)
    ends = time.monotonic() + seconds
    over: Callable[[], bool] = lambda: time.monotonic() > ends  # noqa: E731
    with progress("Looking for leads that part them", len(subjects)) as tick:
        return compare(world, subjects, in_full=in_full, over=over, tick=tick)
