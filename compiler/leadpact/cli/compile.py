"""`leadpact compile`: a policy's files, written or compared."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from leadpact.cli.drift import Drift, drift, strangers
from leadpact.cli.folders import write_folder
from leadpact.cli.options import Format, emit_findings, example, fail_usage, findings_format, placed_under, wants_colour
from leadpact.cli.which import POLICY_PATH, policies_meant
from leadpact.compiling import Compiled, compile_policy
from leadpact.policies import BadSettings, ListFiles, Repository, read_files, repository, shown
from leadpact.targets import TARGETS, Target, target_called
from leadpact.templates import OwnTemplates, templates_for
from leadpact_dsl.diagnostics import Diagnostic, error
from leadpact_dsl.policy import read_policy
from leadpact_dsl.screen import visible
from leadpact_dsl.source import SourceFile

GENERATED = "generated"


class _Job(NamedTuple):
    """A policy, and the folder that its files go to."""

    policy: Path
    folder: Path


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
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the policies' folders go; without it, the repository's folder 'generated'.",
)
@findings_format
def command(path: Path | None, only_check: bool, only: tuple[str, ...], out: Path | None, form: Format) -> int:
    """Write what follows from a policy: programs that decide leads, schemas, the agreement.

    PATH is a policy folder or a folder of policies; without it, all policies of the repository. Each policy gets a
    folder of its own in 'generated', written whole or not at all, and the same on every machine: commit it. Other
    files in that folder stay as they are. From a policy with errors nothing is written.
    """
    jobs = _jobs(path, out)
    every = [target_called(name) for name in TARGETS]
    targets = [target for target in every if not only or target.name in only]
    findings: list[Diagnostic] = []
    for job in jobs:
        _refuse_links(job, targets)
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
    if path is None and out is None and only_check:
        findings.extend(_orphans(jobs))
    return emit_findings(findings, form)


# ----------------------------------------------------------------------------------------------------- which, and where


def _jobs(path: Path | None, out: Path | None) -> list[_Job]:
    """What is to be compiled, and where it goes. Ends in wrong use where that cannot be told, or would collide."""
    policies = policies_meant(path)
    if out is None:
        jobs = [_Job(policy, _home(policy) / GENERATED / _folder_name(policy)) for policy in policies]
    else:
        jobs = [_Job(policy, out / _folder_name(policy)) for policy in policies]
    seen: dict[str, _Job] = {}
    for job in jobs:  # names that differ only in capitals are one folder on many machines
        other = seen.setdefault(str(job.folder).casefold(), job)
        if other is not job:
            fail_usage(f"{shown(other.policy)} and {shown(job.policy)} would go to one folder: rename one of them.")
    return jobs


def _home(policy: Path) -> Path:
    """The root of the repository that a policy belongs to."""
    place = policy.resolve()
    try:
        found = repository(place if place.is_dir() else place.parent)
    except BadSettings as problem:
        fail_usage(str(problem))
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


def _refuse_links(job: _Job, targets: Iterable[Target]) -> None:
    """A link could lead anywhere, out of the repository as well: what it leads to is none of ours to replace."""
    for place in (job.folder.parent, job.folder, *(job.folder / target.file for target in targets)):
        if place.is_symlink():
            fail_usage(f"{shown(place)} is a link, and generated files are not written where links lead: remove it.")


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
    done = compile_policy(reading.policy, targets, own.texts)
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
        write_folder(job.folder, content)
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
    if not found:
        click.echo(f"{_name(job.folder)} is what {_name(job.policy)} says.")
    colours = {"+": "green", "-": "red", "@": "cyan"} if wants_colour(sys.stdout) else {}
    for difference in found:
        for line in difference.diff:
            colour = colours.get(line[:1])
            click.echo(click.style(line, fg=colour) if colour else line, color=True)
        if difference.diff:
            click.echo()


def _orphans(jobs: Iterable[_Job]) -> Iterator[Diagnostic]:
    """Folders of policies that are no more, or are called otherwise now."""
    by_parent: dict[Path, list[str]] = {}
    for job in jobs:
        by_parent.setdefault(job.folder.parent, []).append(job.folder.name)
    for parent, names in by_parent.items():
        for name in strangers(parent, names):
            yield error(
                "LP811",
                None,
                f"{_name(parent / name)} belongs to no policy of this repository.",
                help="Delete it; people take what lies here for the policy’s own.",
            )


def _name(path: Path) -> str:
    return visible(shown(path))
