"""What changed as sections of a report, and as one line."""

from __future__ import annotations

from itertools import groupby

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import numbered, row, section
from leadpact.review.changes.values import LABELS, Change, Changes
from leadpact.review.changes.words import named
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.phrases.words import capital, counted, sentence
from leadpact_dsl.source import Span

_SHOWN = 300
"""More changes than this are nothing to read: they are counted."""

_CONVENTION = (
    "Tighter: leads get fewer points, reach a stage harder, or whoever owes something owes more. Looser: the other way "
    "round. Different: it cannot be said so simply."
)


def headline(changes: Changes) -> str:
    """`6 changes in meaning: 2 tighter, 3 looser, 1 different; 1 in wording only`, without a full stop."""
    counts = changes.counts()
    meaning, wording = len(changes.meaning), len(changes.wording)
    said = "no change" if not wording else "no change in meaning"
    if meaning:
        kinds = [f"{counts[label]:,} {label}" for label in LABELS if label != "wording" and counts[label]]
        said = f"{counted(meaning, 'change')} in meaning: {', '.join(kinds)}"
    return capital(f"{said}; {wording:,} in wording only" if wording else said)


def consequence(changes: Changes) -> str:
    """What it means for those who have accepted the old version."""
    if not changes.changes:
        return "Both say the same, in the same words."
    if not changes.signed:
        return "Only reasons are worded otherwise: who had accepted the version before has accepted this one too."
    if not changes.meaning:
        return "Nothing becomes of a lead that did not before. The text that teams accept reads otherwise, though."
    return ""


def sections(changes: Changes, *, fold: bool = True) -> tuple[doc.Section, ...]:
    """What changed in meaning by the sections of the agreement, then what changed in wording only.

    With `fold`, each section holds its clauses before and now, folded away: for formats that can.
    """
    shown = changes.meaning[:_SHOWN]
    found = [_section(title, list(those), fold) for title, those in groupby(shown, key=lambda change: change.section)]
    if left := len(changes.meaning) - len(shown):
        found.append(
            section("And more", [doc.paragraph(f"{counted(left, 'more change')} in meaning: too many to read.")])
        )
    if changes.wording:
        found.append(_wording(changes.wording, fold))
    return tuple(found)


def document(
    changes: Changes, old: str, new: str, policy: str, broken: tuple[tuple[str, tuple[Diagnostic, ...]], ...] = ()
) -> doc.Document:
    """The whole report. `old` and `new` name the versions; `broken` are those with errors, with what is wrong."""
    return _document(changes, old, new, policy, broken, fold=True)


def text_document(
    changes: Changes, old: str, new: str, policy: str, broken: tuple[tuple[str, tuple[Diagnostic, ...]], ...] = ()
) -> doc.Document:
    """The same for a terminal, where nothing folds."""
    return _document(changes, old, new, policy, broken, fold=False)


def _document(
    changes: Changes,
    old: str,
    new: str,
    policy: str,
    broken: tuple[tuple[str, tuple[Diagnostic, ...]], ...],
    *,
    fold: bool,
) -> doc.Document:
    facts = (doc.Fact("Policy", policy), doc.Fact("From", old), doc.Fact("To", new))
    notices: list[doc.Block] = [doc.Note((_broken(name, errors),)) for name, errors in broken]
    notices.append(doc.Paragraph((doc.Strong(doc.plain(sentence(headline(changes)))),)))
    if said := consequence(changes):
        notices.append(doc.paragraph(said))
    if fold and changes.meaning:
        notices.append(doc.Paragraph((doc.Emphasis(doc.plain(_CONVENTION)),)))
    return doc.Document("What changed", facts, tuple(notices), numbered((), sections(changes, fold=fold)), ())


def _broken(name: str, errors: tuple[Diagnostic, ...]) -> doc.Paragraph:
    first = errors[0]
    where = f" at {place(first.span)}" if first.span is not None else ""
    many = f"{counted(len(errors), 'error')}, the first{where}" if len(errors) > 1 else f"an error{where}"
    read = "What could be read of it is compared: a clause with an error looks like one that is not there."
    return doc.paragraph(f"{name} does not compile. It has {many}: {first.message} {read}")


def _section(title: str, changes: list[Change], fold: bool) -> doc.Section:
    blocks: list[doc.Block] = [doc.BulletList(tuple(_item(change) for change in changes))]
    if fold and (clauses := _clauses(changes)) is not None:
        blocks.append(clauses)
    return section(title, blocks)


def _item(change: Change) -> doc.Item:
    runs: list[doc.Run] = [doc.Strong(doc.plain(capital(change.label))), doc.Plain(f" – {change.sentence}")]
    if change.uses and change.is_meaning:
        runs.append(doc.Plain(f" Used by {named(change.uses)}."))
    span = change.new_span or change.old_span
    if span is not None:
        runs += [doc.Plain(" "), doc.Code(place(span))]
    return doc.Item((doc.Paragraph(tuple(runs)),))


def place(span: Span) -> str:
    """`policies/acme/scores.sla:12`."""
    return f"{span.file.name}:{span.line}"


def _clauses(changes: list[Change]) -> doc.Details | None:
    """The clauses that changed, before and now, each once. Of what came or went, the sentence says all."""
    clauses = dict.fromkeys((change.old, change.new) for change in changes if change.old and change.new)
    if all(old == new for old, new in clauses):
        return None
    columns = (doc.Column("Before"), doc.Column("Now"))
    rows = tuple(row(capital(old), capital(new)) for old, new in clauses if old != new)
    return doc.Details(
        doc.plain("The clauses before and now"), (doc.Table(columns, rows, "The clauses before and now"),)
    )


def _wording(changes: tuple[Change, ...], fold: bool) -> doc.Section:
    shown = changes[:_SHOWN]
    items: list[doc.Item] = []
    for change in shown:
        span = change.new_span or change.old_span
        runs: list[doc.Run] = [doc.Plain(f"{change.section}: {change.sentence}")]
        if span is not None:
            runs += [doc.Plain(" "), doc.Code(place(span))]
        items.append(doc.Item((doc.Paragraph(tuple(runs)),)))
    blocks: tuple[doc.Block, ...] = (doc.BulletList(tuple(items)),)
    if left := len(changes) - len(shown):
        blocks += (doc.paragraph(f"And {left:,} more."),)
    if fold and len(shown) > 3:
        blocks = (doc.Details(doc.plain(f"{len(changes):,} of them"), blocks),)
    return section("In wording only", blocks)
