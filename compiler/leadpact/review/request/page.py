"""A review as a document: the verdict, then policy by policy what a reader wants to know first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import numbered, row, section
from leadpact.json_text import Json
from leadpact.review.request.result import Outcome, PolicyReview, Review
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.phrases.words import counted, listed, sentence

MARKS: Final[dict[Outcome, str]] = {"good": "✓", "bad": "✗", "look": "!", "open": "–"}
_STANDING = {"new": "is new", "changed": "has changed", "same": "stands as it was", "deleted": "is deleted"}
_MOST_FINDINGS = 200
_IN_SIGHT = 5
"""Errors that are not folded away: what the change means stands below them."""


def document(review: Review) -> doc.Document:
    """The whole review. `fitting.fitted` makes it as short as a comment has to be."""
    in_full = review.base is None or len(review.policies) == 1
    told = [one for one in review.policies if in_full or _is_news(one)]
    quiet = [one for one in review.policies if one not in told]
    sections = [_policy(one) for one in told]
    if review.findings:
        sections.append(section("Besides", _findings(review.findings)))
    if quiet:
        sections.append(section("As it was" if told else "Nothing has changed", [_quiet(quiet)]))
    facts = []
    if review.base is not None:
        commit = f" ({review.commit[:10]})" if review.commit else ""
        facts.append(doc.Fact("Compared with", f"{review.base}{commit}"))
    return doc.Document(
        title="Review of the agreement" if len(review.policies) == 1 else "Review of the agreements",
        facts=tuple(facts),
        notices=(_said(verdict(review), good=review.is_good and not _ended(review)),),
        sections=numbered([], sections),
        footer=(),
    )


def _is_news(one: PolicyReview) -> bool:
    return one.standing != "same" or one.moved_from is not None or not one.is_good


def _ended(review: Review) -> list[str]:
    return [one.title for one in review.policies if one.standing == "deleted"]


def _said(text: str, *, good: bool) -> doc.Block:
    """The verdict; set off as a warning only where it is one."""
    said = doc.Paragraph((doc.Strong(doc.plain(text)),))
    return said if good else doc.Note((said,))


def verdict(review: Review) -> str:
    """What came of all of it, in a sentence or two."""
    if not review.policies:
        return "There is no policy here, and none was deleted: there is nothing to review."
    bad = [one for one in review.policies if not one.is_good]
    errors = sum(found.is_error for found in review.all_findings)
    if review.is_good:
        passed = "" if all(one.standing == "deleted" for one in review.policies) else "All checks pass."
        return f"{_gone(review)} {passed}".strip()
    names = listed([one.title for one in bad], "and")
    where = f" in {names}" if names and len(review.policies) > 1 else ""
    return f"{counted(errors, 'error')}{where}: this cannot be merged as it is. {_gone(review)}".rstrip()


def _gone(review: Review) -> str:
    ended = _ended(review)
    if not ended:
        return ""
    return f"{listed(ended, 'and')} {'is' if len(ended) == 1 else 'are'} deleted, and will no longer hold."


def as_json(review: Review) -> Json:
    """As `review.schema.json` describes it; findings stand in full in the SARIF file."""
    return {
        "version": 1,
        "base": review.base,
        "commit": review.commit,
        "good": review.is_good,
        "policies": [
            {
                "path": one.path,
                "title": one.title,
                "standing": one.standing,
                "moved_from": one.moved_from,
                "good": one.is_good,
                "headline": list(one.headline),
                "checks": [{"what": check.what, "outcome": check.outcome, "said": check.said} for check in one.checks],
                "findings": [_as_json(found) for found in one.findings],
            }
            for one in review.policies
        ],
        "findings": [_as_json(found) for found in review.findings],
    }


def _as_json(found: Diagnostic) -> Json:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "file": found.span.file.name if found.span else None,
        "line": found.span.line if found.span else None,
    }


def _policy(one: PolicyReview) -> doc.Section:
    before: doc.Runs = (
        () if one.moved_from is None else (doc.Plain(", before "), doc.Code(one.moved_from), doc.Plain(","))
    )
    blocks: list[doc.Block] = [doc.Paragraph((doc.Code(one.path), *before, doc.Plain(f" {_STANDING[one.standing]}.")))]
    if one.headline:
        blocks.append(doc.bullets([sentence(said) for said in one.headline]))
    if one.checks:
        blocks.append(_checks(one))
    errors = [found for found in one.findings if found.is_error]
    warnings = [found for found in one.findings if not found.is_error]
    blocks += _findings(errors[:_IN_SIGHT])
    for kind, folded in (("more error", errors[_IN_SIGHT:]), ("warning", warnings)):
        if folded:
            blocks.append(doc.Details(doc.plain(counted(len(folded), kind)), tuple(_findings(folded))))
    return section(one.title, blocks, one.parts)


def _checks(one: PolicyReview) -> doc.Table:
    rows = [row(f"{MARKS[check.outcome]} {check.what}", _with_commands(check.said)) for check in one.checks]
    return doc.Table((doc.Column("Check"), doc.Column("Result")), tuple(rows), "What was checked")


def _findings(findings: Iterable[Diagnostic]) -> list[doc.Block]:
    found = list(findings)
    if not found:
        return []
    blocks: list[doc.Block] = [doc.BulletList(tuple(map(_finding, found[:_MOST_FINDINGS])))]
    if len(found) > _MOST_FINDINGS:
        blocks.append(doc.paragraph(f"… and {len(found) - _MOST_FINDINGS} more."))
    return blocks


def _finding(found: Diagnostic) -> doc.Item:
    place: doc.Runs = ()
    if found.span is not None:
        line = f":{found.span.line}" if found.span.file.text else ""
        place = (doc.Code(f"{found.span.file.name}{line}"), doc.Plain(" "))
    said: doc.Runs = (*place, doc.Strong(doc.plain(found.code)), *_with_commands(f" {found.message}"))
    return doc.Item((doc.Paragraph((*said, *_with_commands(f" {found.help}" if found.help else ""))),))


def _with_commands(text: str) -> doc.Runs:
    """A sentence whose commands stand between backquotes."""
    parts = text.split("`")
    return tuple(doc.Code(part) if number % 2 else doc.Plain(part) for number, part in enumerate(parts) if part)


def _quiet(policies: Iterable[PolicyReview]) -> doc.BulletList:
    def said(one: PolicyReview) -> doc.Runs:
        return doc.Plain(f"{one.title} ("), doc.Code(one.path), doc.Plain("): all checks pass.")

    return doc.BulletList(tuple(doc.Item((doc.Paragraph(said(one)),)) for one in policies))
