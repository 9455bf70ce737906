"""`leadpact review`: everything there is to know of a change before it is merged, as one page."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leadpact.cli import FINDINGS, FINE
from leadpact.cli.apart import keep_apart
from leadpact.cli.findings import formatted
from leadpact.cli.options import example, fail_usage, write_whole
from leadpact.cli.report import emit_report, form_meant, report_options
from leadpact.in_git import NoVersion, repository_root
from leadpact.policies import BadSettings, NoPolicy, Repository, repository, shown
from leadpact.review_settings import MOST_MADE_UP, ReviewSettings, review_settings
from leadpact_dsl.screen import visible

if TYPE_CHECKING:
    from leadpact.agreement.document import Document
    from leadpact.review.request.result import Review

FORMS = ("text", "markdown", "html", "json")
MARKER = "<!-- leadpact review -->"
NAMES = ("comment.md", "review.html", "review.json", "findings.sarif")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
# In bytes, as what counts on the other side are characters and more may be added there.
_COMMENT = 60_000
_SUMMARY = 900_000
_RESULTS = 5000


@click.command("review", epilog=example("leadpact review --base main --out build/review"))
@click.option("--base", metavar="REV", help="What is changed: a branch, tag or commit. Without it, only checks.")
@click.option(
    "--policy",
    "paths",
    metavar="P",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Only this policy; may be repeated. Without it: every policy of the repository.",
)
@click.option("--leads", type=_FILE, help="Real leads to try the change on, in place of those that are made up.")
@click.option("--activities", type=_FILE, help="What these leads did.")
@click.option("--outcome", metavar="COLUMN", help="The column of the leads that says what became of them.")
@click.option(
    "--won", metavar="VALUE", multiple=True, help="A value of the outcome that counts as won; may be repeated."
)
@click.option("--as-of", metavar="TIME", help="The time at which the leads are decided.")
@click.option(
    "--sample", type=click.IntRange(0, MOST_MADE_UP), metavar="N", help="How many leads are made up; 0 for none."
)
@click.option("--seed", type=int, help="The same seed makes up the same leads again.")
@click.option("--require-acceptance", is_flag=True, help="Fail until every team has accepted what its agreement means.")
@click.option("--no-deep", is_flag=True, help="Do not ask the solver, also where it is installed.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder for the comment, the page, the findings as SARIF, and the review as JSON.",
)
@report_options(*FORMS)
def command(
    base: str | None,
    paths: tuple[Path, ...],
    leads: Path | None,
    activities: Path | None,
    outcome: str | None,
    won: tuple[str, ...],
    as_of: str | None,
    sample: int | None,
    seed: int | None,
    require_acceptance: bool,
    no_deep: bool,
    out: Path | None,
    form: str | None,
    output: Path | None,
) -> int:
    """Review a change before it is merged: what it means, what it would do to leads, and all that is checked.

    For each policy: check, fmt, test, whether 'generated' is what it says, who has accepted it, and with the solver
    what `check --deep` finds. For those that differ from REV: what that means, clause by clause, and which leads it
    moves: real ones, or ones made up from a seed. The table [review] of leadpact.toml can say all of it once.

    With --out, comment.md is short enough for a comment and begins with a hidden mark by which it is found and brought
    up to date. Where $GITHUB_STEP_SUMMARY is set, the review is added there. Exits with 1 if anything is wrong.
    """
    from leadpact.cli.reviewing import Asked, reviewed
    from leadpact.review.request.page import as_json, document

    meant = form_meant(form, output, FORMS)
    if leads is None and (activities is not None or outcome is not None):
        fail_usage("--activities and --outcome belong to leads of your own: name them with --leads.")
    try:
        found = repository(Path.cwd())
        settings = review_settings(found)
    except BadSettings as problem:
        fail_usage(str(problem))
    if leads is not None:
        settings = replace(settings, leads=leads, activities=activities, outcome=outcome, won=())
    if won and settings.outcome is None:
        fail_usage("--won says which values of the outcome count as won: name its column with --outcome.")
    settings = _with(settings, won, as_of, sample, seed, require_acceptance)
    if out is not None:
        out = _out_meant(out, found)
    # A link among the files of a review is replaced, and not written through.
    files = [out / name for name in NAMES if not (out / name).is_symlink()] if out is not None else []
    keep_apart([settings.leads, settings.activities], [output, *files])
    try:
        review = reviewed(Asked(base, paths, settings, deep=not no_deep))
    except NoPolicy as problem:
        fail_usage(str(problem))
    page = document(review)
    if out is not None:
        _write_all(out, review, page)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        _add_summary(Path(summary), page)
    if out is None or form is not None or output is not None:
        emit_report(page, meant, output, lambda: as_json(review))
    return FINE if review.is_good else FINDINGS


def _with(
    settings: ReviewSettings,
    won: tuple[str, ...],
    as_of: str | None,
    sample: int | None,
    seed: int | None,
    require_acceptance: bool,
) -> ReviewSettings:
    return replace(
        settings,
        won=won or settings.won,
        as_of=as_of if as_of is not None else settings.as_of,
        sample=sample if sample is not None else settings.sample,
        seed=seed if seed is not None else settings.seed,
        require_acceptance=require_acceptance or settings.require_acceptance,
    )


def _out_meant(out: Path, found: Repository | None) -> Path:
    """The folder to write to. Ends in wrong use where a link that a change may have brought leads to it.

    In a repository every folder on the way may be part of the change that is reviewed, and lead anywhere; outside of
    it, how folders are laid out is up to whoever asks.
    """
    folder = Path(os.path.abspath(out))  # noqa: PTH100  `resolve` would follow the links that are looked for
    roots = [Path.cwd(), *([found.root] if found else [])]
    with suppress(NoVersion):
        roots.append(repository_root(Path.cwd()))
    inside = [os.path.realpath(root) for root in roots]
    for place in (folder, *folder.parents):
        above = Path(os.path.realpath(place.parent))
        if place.is_symlink() and (place == folder or any(above.is_relative_to(root) for root in inside)):
            fail_usage(f"{shown(place)} is a link, and a review is not written where links lead.")
    return folder


def _write_all(folder: Path, review: Review, page: Document) -> None:
    """The files of a review; each is written whole, and others in the folder are left alone."""
    from leadpact.agreement.html import render_html
    from leadpact.json_text import written
    from leadpact.review.request.page import as_json, verdict

    findings = review.all_findings
    contents = (
        f"{MARKER}\n{_markdown(page, _COMMENT - len(MARKER) - 1, _whole(review))}",
        render_html(page, page="report"),
        written(as_json(review)),
        formatted(findings[:_RESULTS], "sarif"),
    )
    for name, content in zip(NAMES, contents, strict=True):
        if (folder / name).is_symlink():  # a part of the change, perhaps: what it leads to is not ours to write
            (folder / name).unlink()
        write_whole(folder / name, content)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        click.echo(formatted(findings, "github"), nl=False)
    click.echo(visible(verdict(review)))
    click.echo(f"Wrote {', '.join(NAMES)} to {visible(shown(folder))}.")


def _add_summary(file: Path, page: Document) -> None:
    with file.open("ab") as end:
        end.write(_markdown(page, _SUMMARY, "`leadpact review` on your own machine shows it.").encode())


def _markdown(page: Document, most: int, whole: str) -> str:
    """The page as Markdown in at most so many bytes."""
    from leadpact.agreement.markdown import render_markdown
    from leadpact.review.request.fitting import fitted

    def measure(document: Document) -> int:
        return len(render_markdown(document, page="report").encode())

    return render_markdown(fitted(page, measure, most, whole), page="report")


def _whole(review: Review) -> str:
    command = "leadpact review" + (f" --base {review.base}" if review.base else "")
    return f"The whole of it is in the files of the run (review.html), and `{command}` shows it on your machine."
