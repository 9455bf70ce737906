"""What rules use that may have been filled after the outcome."""

from __future__ import annotations

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import section
from leadpact.review.calibrate.result import Result, Suspect
from leadpact.review.calibrate.wording import place
from leadpact_dsl.phrases.words import counted, listed, quoted


def suspects_section(result: Result) -> doc.Section:
    title = "Filled after the outcome?"
    if not result.suspects:
        looked = counted(len(result.looked_at), "field")
        text = (
            f"Nothing that rules use looks as if it had been filled after the outcome ({looked} looked at: values "
            "beside outcomes, and names)."
        )
        return section(title, [doc.paragraph(text)])
    blocks: list[doc.Block] = [
        doc.paragraph(
            "A score is only as good as what is known when it is needed. What follows is used by rules, and may have "
            "been filled, or filled otherwise, once the outcome was known or near."
        )
    ]
    given = [one for one in result.suspects if one.reasons]
    for heading, sure in (("By all that can be seen", True), ("Worth asking who fills it, and when", False)):
        found = [one for one in given if one.sure is sure]
        if found:
            items = tuple(doc.Item((doc.Paragraph(_suspect(one)),)) for one in found)
            blocks += [doc.Subheading(doc.plain(heading), 1), doc.BulletList(items)]
    blocks += [doc.paragraph(text) for text in later_notes(result)]
    return section(title, blocks)


def later_notes(result: Result) -> tuple[str, ...]:
    """Of activities that are later than the outcome; one sentence for all of them."""
    after = [one for one in result.suspects if one.after]
    return (_later(after),) if after else ()


def _suspect(one: Suspect) -> doc.Runs:
    read = f" (column {quoted(one.column)})" if one.column is not None and one.column != one.label else ""
    places = listed(list(dict.fromkeys(place(clause.span) for clause in one.used)), "and")
    return (doc.Strong(doc.plain(quoted(one.label))), doc.Plain(f"{read}: {'; '.join(one.reasons)}. Used at {places}."))


def _later(found: list[Suspect]) -> str:
    """Of all activities at once: the cause is one."""
    kinds = [f"{quoted(one.label)} ({one.after:,})" for one in sorted(found, key=lambda one: -one.after)]
    total = sum(one.after for one in found)
    many = counted(total, "activity is", "activities are")
    return (
        f"{many} later than the outcome of the lead, and counted all the same: {listed(kinds, 'and')}. Whoever has "
        "bought goes on reading; let each lead be decided as of a time before its outcome (--as-of-column)."
    )
