"""Whether a score sorts leads, by tenths of them."""

from __future__ import annotations

from decimal import Decimal

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import row, section
from leadpact.review.calibrate.result import Result, Tenth
from leadpact.review.calibrate.wording import NONE, percent, rate, rate_between
from leadpact_dsl.phrases import amounts


def tenths_of(result: Result, score: str, those: tuple[Tenth, ...]) -> doc.Section:
    label = result.policy.scores[score].label
    best, last = those[0], those[-1]
    if len(those) < 2:
        text = f"All leads have about the same “{label}”, so that it sorts none of them."
    else:
        text = f"The tenth of the leads with the highest “{label}” converts in {rate(best.share)} of all cases"
        text += (
            f", {amounts.number(round(Decimal(str(best.lift)), 1))} times as often as all leads" if best.lift else ""
        )
        text += f"; the lowest in {rate(last.share)}."
    stay = " Leads with the same score stay together, so that tenths differ in size." if _uneven(those) else ""
    columns = (
        doc.Column("Tenth", numeric=True),
        doc.Column("Score"),
        doc.Column("Leads", numeric=True),
        doc.Column("Converted", numeric=True),
        doc.Column("Share (95% interval)", numeric=True),
        doc.Column("Lift", numeric=True),
        doc.Column("Of all conversions so far", numeric=True),
    )
    rows = tuple(
        row(
            str(one.number),
            amounts.number(one.low)
            if one.low == one.high
            else f"{amounts.number(one.low)} to {amounts.number(one.high)}",
            f"{one.leads:,}",
            f"{one.share.converted:,}",
            rate_between(one.share),
            NONE if one.lift is None else amounts.number(round(Decimal(str(one.lift)), 2)),
            NONE if one.kept is None else percent(one.kept),
        )
        for one in those
    )
    table = doc.Table(columns, rows, f"Conversion by tenths of “{label}”")
    return section(f"Does “{label}” sort leads?", [doc.paragraph(f"{text}{stay}"), table])


def _uneven(those: tuple[Tenth, ...]) -> bool:
    sizes = [one.leads for one in those]
    return len(those) < 10 or max(sizes) > min(sizes) + 1
