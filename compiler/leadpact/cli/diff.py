"""`leadpact diff`: what a change of a policy means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from leadpact.cli.apart import keep_apart
from leadpact.cli.options import emit_findings, example, fail_usage
from leadpact.cli.report import FORMS, emit_report, form_meant, report_options
from leadpact.cli.which import today

if TYPE_CHECKING:
    from leadpact.json_text import Json
    from leadpact.versions import Version


@click.command("diff", epilog=example("leadpact diff main", "leadpact diff HEAD~3 HEAD --format markdown"))
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--policy", type=click.Path(path_type=Path), help="The policy; without it, the repository's only one.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if the meaning has changed, as `git diff` does.")
@report_options(*FORMS)
def command(
    old: str, new: str | None, policy: Path | None, exit_code: bool, form: str | None, output: Path | None
) -> int:
    """Say what changed in meaning between two versions of a policy, clause by clause, in the words of the agreement.

    OLD and NEW are policies (a folder or a file) or git revisions; NEW is the working tree where it is left out. At a
    revision, REVISION:FOLDER names a policy that has moved since.

    Each change is labelled. Tighter: leads get fewer points or reach a stage harder, or whoever owes something owes
    more. Looser: the other way round. Different: neither can be said simply. Wording: only what people read. Text that
    is moved, renamed or laid out otherwise is no change.

    Of a version with errors, what could be read is compared; the errors are printed, and the exit code is 1.
    """
    meant = form_meant(form, output, FORMS)
    before, now = _versions(old, new, policy)
    keep_apart([Path(file.name) for version in (before, now) for file in version.files], [output])
    for version in (before, now):
        if version.errors:
            emit_findings(list(version.errors), err=True)
    old_policy, new_policy = (version.policy or version.partial for version in (before, now))
    if old_policy is None or new_policy is None or any(map(_is_no_policy, (before, now))):
        return 1

    from leadpact.review.changes import changes_between
    from leadpact.review.changes.as_json import as_json
    from leadpact.review.changes.page import document, text_document

    changes = changes_between(old_policy, new_policy)
    broken = tuple((_capital(version), version.errors) for version in (before, now) if version.errors)
    written = text_document if meant == "text" else document
    report = written(changes, _called(before), _called(now), _policy(before, now), broken)
    emit_report(report, meant, output, lambda: as_json(changes, _data(before), _data(now)))
    return 1 if broken or (exit_code and changes.meaning) else 0


def _versions(old: str, new: str | None, policy: Path | None) -> tuple[Version, Version]:
    """The two versions. Where one is a path and the other a revision, the path says which policy is meant."""
    from leadpact.versions import NoVersion, is_path, policies_in, version_at

    try:
        if new is None and policy is None and is_path(old):
            _refuse_itself(Path(old), policies_in(None))
        if policy is None and new is not None:
            policy = next((Path(spec) for spec in (new, old) if is_path(spec)), None)
        before, now = version_at(old, policy, today()), version_at(new, policy, today())
    except NoVersion as problem:
        fail_usage(str(problem))
    if before.commit is None and now.commit is None:
        _refuse_itself(before.place, [now.place])
    return before, now


def _refuse_itself(old: Path, now: list[Path]) -> None:
    """A path of the working tree says no version before, as people may think."""
    if any(_same_place(old, place) for place in now):
        fail_usage(
            f"{old} is the policy as it stands now, and would be held against itself: name the version before, too, "
            f"such as `leadpact diff HEAD {old}`."
        )


def _is_no_policy(version: Version) -> bool:
    """Nothing in it looks like a policy: held against one, all of that would be new."""
    return any(one.code == "LP136" for one in version.errors)


def _same_place(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _called(version: Version) -> str:
    commit = f" ({version.commit[:9]})" if version.commit and not version.commit.startswith(version.name) else ""
    policy = version.policy or version.partial
    number = f", version {policy.agreement.version}" if policy is not None and policy.agreement.version else ""
    return f"{version.name}{commit}{number}"


def _capital(version: Version) -> str:
    return "The working tree" if version.commit is None and version.name == "working tree" else version.name


def _policy(before: Version, now: Version) -> str:
    """What the policy is called, and where it is kept."""
    from leadpact.policies import shown

    policy = now.policy or now.partial or before.partial
    title = policy.agreement.title if policy is not None else ""
    return f"{title} ({shown(now.place)})" if title else shown(now.place)


def _data(version: Version) -> Json:
    from leadpact.digest import digest_of

    return {
        "name": version.name,
        "commit": version.commit,
        "digest": digest_of(version.policy) if version.policy is not None else None,
        "errors": len(version.errors),
    }
