"""The findings as sections of a report."""

from __future__ import annotations

from collections.abc import Iterator

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import numbered, section
from leadpact.review.calibrate.advice_said import cost, headline
from leadpact.review.calibrate.page_rules import rules_section
from leadpact.review.calibrate.page_suspects import later_notes, suspects_section
from leadpact.review.calibrate.page_tenths import tenths_of
from leadpact.review.calibrate.page_thresholds import threshold
from leadpact.review.calibrate.result import Result, Weighed
from leadpact.review.calibrate.wording import floor_title, rate_between
from leadpact.review.outcome_said import condition, never_known
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases import amounts
from leadpact_dsl.phrases.words import counted, listed, quoted


def sections(result: Result) -> tuple[doc.Section, ...]:
    """In short; then each threshold, the score by tenths, the rules, and what may have been filled afterwards.

    Where no outcome is known, why, and no more: tables would be empty.
    """
    if not result.history.share.known:
        return (section("In short", [doc.Note((doc.paragraph(_nothing(result)),))]),)
    found = [_in_short(result)]
    found += [threshold(result, weighed) for weighed in result.weighed]
    found += [tenths_of(result, score, those) for score, those in result.tenths if those]
    found.append(rules_section(result))
    found.append(suspects_section(result))
    return tuple(found)


def _in_short(result: Result) -> doc.Section:
    blocks: list[doc.Block] = [doc.paragraph(" ".join(_history(result)))]
    said = [doc.Paragraph(_advice(result.policy, one)) for one in result.weighed]
    blocks += said if len(said) == 1 else [doc.BulletList(tuple(doc.Item((one,)) for one in said))]
    blocks += _warnings(result)
    if result.notes:
        blocks.append(doc.bullets(list(result.notes)))
    return section("In short", blocks)


def _advice(policy: Policy, weighed: Weighed) -> doc.Runs:
    title = floor_title(policy, weighed.floor, weighed.today)
    price = cost(weighed)
    tail = () if price is None else doc.plain(f" {price}")
    return (doc.Plain(f"{title}. "), doc.Strong(doc.plain(headline(policy, weighed))), *tail)


def notes(result: Result) -> tuple[str, ...]:
    """What has to be known before the figures are believed: all that stands apart in the page."""
    nothing = () if result.history.share.known else (_nothing(result),)
    return (*nothing, *result.notes, *_careful(result), *later_notes(result))


def _warnings(result: Result) -> Iterator[doc.Note]:
    if said := _careful(result):
        yield doc.Note(tuple(doc.paragraph(text) for text in said))


def _careful(result: Result) -> list[str]:
    """What rules use that may have been filled once the outcome was known."""
    sure = [quoted(one.label) for one in result.suspects if one.reasons and one.sure]
    ask = [quoted(one.label) for one in result.suspects if one.reasons and not one.sure]
    said = []
    if sure:
        were, they = ("was", "it is") if len(sure) == 1 else ("were", "they are")
        said.append(
            f"Careful: rules use {listed(sure, 'and')}, which by all that can be seen {were} filled once the outcome "
            f"was known, or nearly so. As long as {they} used, the score looks better here than it will be when "
            "needed."
        )
    if ask:
        said.append(
            f"Ask who fills {listed(ask, 'and')}, and when: rules use {'it' if len(ask) == 1 else 'them'}. The reasons "
            "stand below."
        )
    return said


def _nothing(result: Result) -> str:
    """Why there is nothing to judge by."""
    history = result.history
    leads = history.leads - history.closed
    if leads:
        why = never_known(result.outcome, result.unreadable)
        return f"Of {counted(leads, 'lead')} nobody knows what became: {why}"
    if history.leads:
        return f"There is no lead to judge by: all {history.leads:,} are disqualified or recycled."
    return "There is no lead to judge by."


def _history(result: Result) -> Iterator[str]:
    history = result.history
    known = counted(history.share.known, "past lead")
    yield (
        f"Of {known} {history.share.converted:,} converted, which is {rate_between(history.share)}: "
        f"{condition(result.outcome, result.won_values)}."
    )
    if history.closed:
        more = counted(history.closed, "more lead is", "more leads are")
        yield f"{more} disqualified or recycled, and left out here."
    if history.unknown:
        more = counted(history.unknown, "lead")
        yield f"Of {more} the outcome is not known: they count as leads, and in no share."
    if history.weeks is not None:
        yield f"The history is {amounts.number(history.weeks)} weeks long, {history.weeks_by}."


def document(result: Result) -> doc.Document:
    """The whole report."""
    found = sections(result)
    if result.read:
        found = (*found, section("How the leads were read", [doc.bullets(list(result.read))]))
    return doc.Document("Thresholds and rules, held against past leads", facts(result), (), numbered((), found), ())


def facts(result: Result) -> tuple[doc.Fact, ...]:
    """What stands under the title."""
    agreement = result.policy.agreement
    version = f", version {agreement.version}" if agreement.version else ""
    return (
        doc.Fact("Agreement", f"{agreement.title}{version}"),
        doc.Fact("Outcome", result.outcome),
        doc.Fact("Past leads", f"{result.history.leads:,}"),
    )
