"""`leadpact compile`: a policy's files, written or compared."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from leadpact.acceptance_files import standing_at
from leadpact.cli.drift import Drift, drift, strangers
from leadpact.cli.folders import NotWritten, clear_leftovers, leftovers, write_folder
from leadpact.cli.options import Format, emit_findings, example, fail_usage, findings_format, placed_under, wants_colour
from leadpact.cli.which import POLICY_PATH, policies_meant
from leadpact.compiling import Compiled, compile_policy
from leadpact.policies import BadSettings, ListFiles, Repository, read_files, repository, shown
from leadpact.review.acceptance.standing import acceptances
from leadpact.targets import TARGETS, Target, target_called
from leadpact.templates import OwnTemplates, templates_for
from leadpact_dsl.diagnostics import Diagnostic, error, warning
from leadpact_dsl.policy import read_policy
from leadpact_dsl.screen import visible
from leadpact_dsl.source import SourceFile

GENERATED = "generated"


class _Job(NamedTuple):
    """A policy, and the folder that its files go to."""

    policy: Path
    folder: Path


class _OutPath(click.Path):
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":  # as from a variable that was never set: it would mean the present folder
            self.fail("the name of a folder is missing. The present folder is called '.'.", param, ctx)
        return super().convert(value, param, ctx)


@click.command("compile", epilog=example("leadpact compile policies/acme"))
@click.argument("path", required=False, type=POLICY_PATH)
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if a file is not what its policy says."
)
@click.option(
    "--only",
    type=click.Choice(list(TARGETS)),
    metavar="TARGET",
    multiple=True,
    help=f"Only this one of {', '.join(TARGETS)}; may be repeated.",
)
@click.option(
    "--out",
    type=_OutPath(file_okay=False, path_type=Path),
    help="Where the policies' folders go; without it, the repository's folder 'generated'.",
)
@findings_format
def command(path: Path | None, only_check: bool, only: tuple[str, ...], out: Path | None, form: Format) -> int:
    """Write what follows from a policy: programs that decide leads, schemas, the agreement.

    PATH is a policy folder or a folder of policies; without it, all policies of the repository. Each policy gets a
    folder of its own in 'generated', written whole or not at all, and the same on every machine: commit it. From a
    policy with errors nothing is written. Files of others in that folder are named and stay as they are; with --check
    they are warnings, which do not change the exit code.
    """
    jobs, findings = _jobs(path, out)
    every = [target_called(name) for name in TARGETS]
    targets = [target for target in every if not only or target.name in only]
    for job in jobs:
        _refuse_what_is_in_the_way(job, targets)
    parents = list(dict.fromkeys(job.folder.parent for job in jobs))
    for parent in parents:
        if only_check:
            findings.extend(_left_over(parent))
        else:
            clear_leftovers(parent)
    for job in jobs:
        done = _compiled(job.policy, targets)
        findings.extend(done.diagnostics)
        if any(finding.is_error for finding in done.diagnostics):
            click.echo(f"{_name(job.policy)} has errors, so nothing is compiled from it.", err=True)
        elif only_check:
            found = list(drift(job.folder, done.files, _files(every), _command(path, only, out)))
            findings.extend(difference.finding for difference in found)
            if form == "text":
                _show(job, found)
        else:
            _write(job, done.files, every, say=form == "text")
    if path is None and out is None:
        orphans = _orphans(jobs, _files(every))
        if only_check:
            findings.extend(orphans)
        elif form == "text":
            for orphan in orphans:
                click.echo(f"{orphan.message} It is left as it was.")
    return emit_findings(findings, form)


def drift_of(policies: Sequence[Path]) -> tuple[dict[Path, list[Diagnostic]], list[Diagnostic]]:
    """What `leadpact compile --check` finds about sound policies of a repository: of each, and of none of them.

    Ends in wrong use as the command does, where it cannot be told where the files of a policy go.
    """
    every = [target_called(name) for name in TARGETS]
    jobs = [_Job(policy, _home(policy) / GENERATED / _folder_name(policy)) for policy in policies]
    found: dict[Path, list[Diagnostic]] = {}
    for job in jobs:
        _refuse_what_is_in_the_way(job, every)
        done = _compiled(job.policy, every)
        of_files = () if not done.files else drift(job.folder, done.files, _files(every), _command(None, (), None))
        found[job.policy] = [*done.diagnostics, *(difference.finding for difference in of_files)]
    return found, list(_orphans(jobs, _files(every)))


def orphans_of(policies: Sequence[Path]) -> list[Diagnostic]:
    """What lies in the repository's folder of generated files besides those of some policies; of none, all of it."""
    found = repository(Path.cwd())
    if found is None:
        return []
    every = [target_called(name) for name in TARGETS]
    # A link may lead anywhere, or back to itself: generated files are called as it is.
    names = [policy.name if policy.is_symlink() else _folder_name(policy) for policy in policies]
    return list(_orphans_in(found.root / GENERATED, names, _files(every)))


# ----------------------------------------------------------------------------------------------------- which, and where


def _jobs(path: Path | None, out: Path | None) -> tuple[list[_Job], list[Diagnostic]]:
    """What is to be compiled, where it goes, and which of many are left out because they are links to elsewhere.

    Ends in wrong use where that cannot be told, or would collide.
    """
    policies = policies_meant(path)
    links: list[Path] = []
    if out is None:
        links = [one for one in policies if one != path and one.is_symlink() and (_leads_away(one) or policies[1:])]
        policies = [policy for policy in policies if policy not in links]
        jobs = [_Job(policy, _home(policy) / GENERATED / _folder_name(policy)) for policy in policies]
    else:
        jobs = [_Job(policy, out / _folder_name(policy)) for policy in policies]
    seen: dict[str, _Job] = {}
    for job in jobs:  # names that differ only in capitals are one folder on many machines
        other = seen.setdefault(str(job.folder).casefold(), job)
        if other is not job:
            fail_usage(f"{shown(other.policy)} and {shown(job.policy)} would go to one folder: rename one of them.")
    return jobs, [_is_link(policy) for policy in links]


def _leads_away(link: Path) -> bool:
    return link.parent.resolve() not in link.resolve().parents


def _is_link(policy: Path) -> Diagnostic:
    return error(
        "LP002",
        None,
        f"{_name(policy)} is a link to another folder, so nothing is compiled from it.",
        help="Put the folder itself there; or name it to `leadpact compile`, with --out for where its files go.",
    )


def _home(policy: Path) -> Path:
    """The root of the repository that a policy belongs to."""
    place = policy.resolve()
    try:
        found = repository(place if place.is_dir() else place.parent)
    except BadSettings as problem:
        fail_usage(str(problem))
    if policy.is_symlink() and (found is None or not _is_of(place, found)):
        where = f"{shown(policy)} is a link to a folder that is no policy of this repository"
        fail_usage(f"{where}: put the folder itself there, or say with --out where its files go.")
    if found is None:
        fail_usage(f"{shown(policy)} lies in no policy repository: say with --out where its files go.")
    if not _is_of(place, found):
        where = shown(found.policies)
        fail_usage(f"{shown(policy)} is not among the policies in {where}: say with --out where its files go.")
    return found.root


def _is_of(place: Path, found: Repository) -> bool:
    """Whether it is a policy of the repository: a folder below the policies' own, or that folder itself."""
    policies = found.policies.resolve()
    return place.is_dir() and policies in (place, place.parent)


def _folder_name(policy: Path) -> str:
    place = policy.resolve()
    return place.name if place.is_dir() else place.stem


def _refuse_what_is_in_the_way(job: _Job, targets: Iterable[Target]) -> None:
    """Something else than what goes there. A link could lead anywhere, out of the repository as well."""
    folders = (job.folder.parent, job.folder)
    for place in (*folders, *(job.folder / target.file for target in targets)):
        if place.is_symlink():
            fail_usage(f"{shown(place)} is a link, and generated files are not written where links lead: remove it.")
        is_there = place.exists()
        if place in folders and is_there and not place.is_dir():
            fail_usage(
                f"{shown(place)} is a file, and leadpact writes a folder of that name: give the file another name, "
                "or say with --out where the policies' folders go."
            )
        if place not in folders and is_there and not place.is_file():
            what = "a folder" if place.is_dir() else "no ordinary file"
            fail_usage(f"{shown(place)} is {what}, and leadpact writes a file of that name: move it elsewhere.")


def _command(path: Path | None, only: Sequence[str], out: Path | None) -> str:
    """What to type for the files that were looked at."""
    words = ["leadpact", "compile", *([] if path is None else [str(path)])]
    words += [word for name in only for word in ("--only", name)]
    return shlex.join([*words, *([] if out is None else ["--out", str(out)])])


def _files(targets: Iterable[Target]) -> list[str]:
    return [target.file for target in targets]


# ------------------------------------------------------------------------------------------------------------ compiling


def _compiled(place: Path, targets: Iterable[Target]) -> Compiled:
    """The files of a policy, which know its own files by their names alone: the same from wherever it is compiled."""
    found = read_files(place)
    files = [SourceFile(Path(file.name).name, file.text) for file in found.files]
    reading = read_policy(files, ListFiles(found.folder))
    wrong = [d for d in (*found.diagnostics, *placed_under(shown(found.folder), reading.diagnostics)) if d.is_error]
    if reading.policy is None or wrong:
        return Compiled({}, tuple(wrong))
    own = _templates(place)
    if any(d.is_error for d in own.diagnostics):
        return Compiled({}, own.diagnostics)
    # Without git: what is written hangs on the files alone, whoever compiles them, and wherever.
    accepted = standing_at(place, reading.policy, with_git=False)
    if isinstance(accepted, Diagnostic):
        return Compiled({}, (accepted,))
    done = compile_policy(reading.policy, targets, own.texts, acceptances(accepted))
    return Compiled(done.files, (*own.diagnostics, *_placed(done.diagnostics, own, shown(found.folder))))


def _placed(findings: Iterable[Diagnostic], own: OwnTemplates, folder: str) -> Iterator[Diagnostic]:
    """Each finding where people find its line: in one of their own templates, or else in the policy."""
    for finding in findings:
        in_template = own.placed(finding)
        yield from placed_under(folder, [finding]) if in_template is finding else [in_template]


def _templates(place: Path) -> OwnTemplates:
    try:
        return templates_for(place)
    except BadSettings as problem:
        fail_usage(str(problem))


# -------------------------------------------------------------------------------------------------------------- writing


def _write(job: _Job, files: Mapping[str, str], every: Iterable[Target], *, say: bool) -> None:
    content = {name: text.encode() for name, text in files.items()}
    changed = [name for name, data in content.items() if _on_disk(job.folder / name) != data]
    if changed:
        try:
            write_folder(job.folder, {name: content[name] for name in changed})
        except NotWritten as problem:
            what = f"{shown(Path(problem.filename))}: {problem.strerror}"
            raise click.ClickException(f"{what}. Nothing was changed in {shown(job.folder)}.") from None
    if not say:
        return
    click.echo(f"{_name(job.policy)} → {_name(job.folder)}")
    longest = max(map(len, content))
    for name, data in content.items():
        note = "written" if name in changed else "as it was"
        click.echo(f"  {name:<{longest}}  {_size(len(data)):>8}  {note}")
    others = strangers(job.folder, _files(every))
    if others:
        click.echo(f"  Not from leadpact, left as it was: {visible(', '.join(others))}")


def _on_disk(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _size(count: int) -> str:
    return f"{count} B" if count < 1000 else f"{count / 1000:,.1f} kB"


# ------------------------------------------------------------------------------------------------------------ comparing


def _show(job: _Job, found: Sequence[Drift]) -> None:
    if not any(difference.finding.is_error for difference in found):
        click.echo(f"{_name(job.folder)} is what {_name(job.policy)} says.")
    colours = {"+": "green", "-": "red", "@": "cyan"} if wants_colour(sys.stdout) else {}
    for difference in found:
        for line in difference.diff:
            colour = colours.get(line[:1])
            click.echo(click.style(line, fg=colour) if colour else line, color=True)
        if difference.diff:
            click.echo()


def _left_over(parent: Path) -> Iterator[Diagnostic]:
    for place in leftovers(parent):
        yield warning(
            "LP811",
            None,
            f"{_name(place)} is left over from a `leadpact compile` that was ended before it was done.",
            help="The next `leadpact compile` that writes here clears it.",
        )


def _orphans(jobs: Iterable[_Job], files: Sequence[str]) -> Iterator[Diagnostic]:
    """What lies beside the policies' folders: an error where it holds generated files, which no policy says now.

    That is the folder of a policy that is no more, or is called otherwise now.
    """
    by_parent: dict[Path, list[str]] = {}
    for job in jobs:
        by_parent.setdefault(job.folder.parent, []).append(job.folder.name)
    for parent, names in by_parent.items():
        yield from _orphans_in(parent, names, files)


def _orphans_in(parent: Path, names: Sequence[str], files: Sequence[str]) -> Iterator[Diagnostic]:
    for name in strangers(parent, names):
        made = any(os.path.isfile(parent / name / file) for file in files)  # noqa: PTH113  says no, where it may not look
        yield (error if made else warning)(
            "LP811",
            None,
            f"{_name(parent / name)} belongs to no policy of this repository.",
            help=f"{'Delete it' if made else 'Keep it elsewhere'}: people take what lies here for a policy’s own.",
        )


def _name(path: Path) -> str:
    return visible(shown(path))
