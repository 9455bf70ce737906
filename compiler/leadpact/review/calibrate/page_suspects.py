"""What rules use that may have been filled after the outcome."""

from __future__ import annotations

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import section
from leadpact.review.calibrate.result import Result, Suspect
from leadpact_dsl.model import Clause
from leadpact_dsl.phrases.words import counted, listed, quoted


def suspects_section(result: Result) -> doc.Section:
    title = "Filled after the outcome?"
    looked = counted(len(result.looked_at), "field")
    if not result.suspects:
        text = (
            f"Nothing that rules use looks as if it had been filled after the outcome ({looked} looked at: the values "
            "beside the outcomes, and the names)."
        )
        return section(title, [doc.paragraph(text)])
    intro = (
        "A score is only as good as what is known when it is needed. What follows is used by rules, and may have been "
        "filled, or filled otherwise, once the outcome was known or near."
    )
    sure = [one for one in result.suspects if one.sure]
    ask = [one for one in result.suspects if not one.sure]
    blocks: list[doc.Block] = [doc.paragraph(intro)]
    if sure:
        blocks += [doc.Subheading(doc.plain("By all that can be seen"), 1), _listed(sure)]
    if ask:
        blocks += [doc.Subheading(doc.plain("Worth asking who fills it, and when"), 1), _listed(ask)]
    return section(title, blocks)


def _listed(found: list[Suspect]) -> doc.BulletList:
    return doc.BulletList(tuple(doc.Item((doc.Paragraph(_suspect(one)),)) for one in found))


def _suspect(one: Suspect) -> doc.Runs:
    read = f" (column {quoted(one.column)})" if one.column is not None and one.column != one.label else ""
    what = quoted(one.label) if one.what == "field" else f"The lead {one.label}"
    places = listed(list(dict.fromkeys(place(clause) for clause in one.used)), "and")
    return (
        doc.Strong(doc.plain(what)),
        doc.Plain(f"{read}: {'; '.join(one.reasons)}. Used at {places}."),
    )


def place(clause: Clause) -> str:
    """`scoring.sla:7`."""
    return f"{clause.span.file.name.rpartition('/')[2]}:{clause.span.line}"
