"""Who moves: some of the leads, each with the clause that moved it."""

from __future__ import annotations

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import section
from leadpact.review.impact.result import Impact, ShownLead, ShownMove
from leadpact_dsl.phrases.words import counted

_MANY, _ONE = "some of each way, with what moved each", "with what moved it"
_OPEN = 5
"""More leads than these are folded away."""
_LONGEST = 60
"""An id longer than this is cut: it is one of a broken file, or of somebody who wants to fill a page."""


def leads_section(impact: Impact) -> doc.Section:
    if not impact.shown:
        said = "No lead moves." if not impact.movers else "None is shown: --show N shows some."
        return section("Who moves", [doc.paragraph(said)])
    said = (
        f"{counted(len(impact.shown), 'lead')} of {impact.movers:,}, {_MANY if len(impact.shown) > 1 else _ONE}."
        if len(impact.shown) < impact.movers
        else f"All {impact.movers:,}, with what moved each."
        if impact.movers > 1
        else "The one lead that moves, with what moved it."
    )
    shown = [_lead(one) for one in impact.shown]
    blocks: list[doc.Block] = [doc.paragraph(said), *shown[:_OPEN]]
    if len(shown) > _OPEN:
        blocks.append(doc.Details(doc.plain(f"{len(shown) - _OPEN} more"), tuple(shown[_OPEN:])))
    return section("Who moves", blocks)


def _lead(one: ShownLead) -> doc.Definition:
    ways = "; ".join(map(_way, one.moves))
    reasons = [reason.said for reason in one.reasons]
    term = (doc.Strong(doc.plain(_called(one.lead))), doc.Plain(f"  {ways}"))
    return doc.Definition(term, (doc.bullets(reasons),) if reasons else ())


def _called(lead: str) -> str:
    return lead if len(lead) <= _LONGEST else f"{lead[: _LONGEST - 1]}…"


def _way(move: ShownMove) -> str:
    of = "" if move.dimension.kind == "stage" else f"{move.dimension.label}: "
    return f"{of}{move.before.label} → {move.after.label}"
