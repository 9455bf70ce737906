"""One threshold: what keeps the agreement and why, as a chart and in numbers."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import section
from leadpact.review.calibrate.advice_said import headline, reasons
from leadpact.review.calibrate.result import Result, Step, Weighed
from leadpact.review.calibrate.wording import NONE, floor_title, percent, rate_between
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases import amounts
from leadpact_dsl.phrases.words import counted

_HUNDRED = Decimal(100)


def threshold(result: Result, weighed: Weighed) -> doc.Section:
    policy = result.policy
    blocks: list[doc.Block] = []
    if len(result.weighed) > 1:
        blocks.append(doc.paragraph(headline(policy, weighed)))
    said = list(reasons(policy, weighed, result.history))
    blocks += [doc.bullets(said)] if said else []
    if result.history.recorded and weighed is result.weighed[0]:
        blocks.append(
            doc.paragraph(
                f"{counted(result.history.recorded, 'lead stands', 'leads stand')} there already because it was "
                "recorded; here only the condition is asked."
            )
        )
    if len(weighed.curve) > 1:
        blocks.append(_chart(result, weighed))
    return section(floor_title(policy, weighed.floor, weighed.today), blocks)


def _chart(result: Result, weighed: Weighed) -> doc.Chart:
    policy, curve = result.policy, weighed.curve
    label = policy.scores[weighed.floor.score].label
    weekly = result.history.weeks is not None
    many = doc.Curve(
        "Leads let in a week (right)" if weekly else "Leads let in (right)",
        tuple(doc.Point(step.threshold, _many(step)) for step in curve),
        "right",
    )
    converting = doc.Curve(
        "Of these, convert (with the 95% interval)",
        tuple(
            doc.Point(step.threshold, _hundredths(step.share.rate), _part(step.share.low), _part(step.share.high))
            for step in curve
            if step.share.rate is not None
        ),
    )
    kept = doc.Curve(
        "Of all conversions, let in",
        tuple(doc.Point(step.threshold, _hundredths(step.kept)) for step in curve if step.kept is not None),
    )
    asked = [target for target in weighed.targets if target.bound == "at least"] or list(weighed.targets)
    goals = [
        doc.Curve(
            f"The agreement's goal: {target.bound} {amounts.percent(target.rate)}",
            (doc.Point(curve[0].threshold, target.rate), doc.Point(curve[-1].threshold, target.rate)),
        )
        for target in asked[:1]
    ]
    marks = [doc.Mark(weighed.today, f"today {amounts.number(weighed.today)}")]
    proposed = weighed.advice.proposed
    if proposed is not None and not proposed.today:
        marks.append(doc.Mark(proposed.threshold, f"proposed {amounts.number(proposed.threshold)}"))
    most = max(_many(step) for step in curve)
    return doc.Chart(
        label=f"What each threshold of “{label}” lets in",
        description=headline(policy, weighed),
        below=doc.Axis(_axis(policy, weighed), curve[0].threshold, curve[-1].threshold),
        left=doc.Axis("Share", Decimal(0), _HUNDRED, "%"),
        right=doc.Axis("Leads a week" if weekly else "Leads", Decimal(0), _round_up(most)),
        curves=(converting, kept, many, *goals),
        marks=tuple(sorted(marks, key=lambda mark: mark.x)),
        table=_steps(result, weighed),
    )


def _axis(policy: Policy, weighed: Weighed) -> str:
    """What stands below the chart: the test without its threshold."""
    label = policy.scores[weighed.floor.score].label
    return f"{label} is {'more than' if weighed.floor.strict else 'at least'} …"


def _steps(result: Result, weighed: Weighed) -> doc.Table:
    weekly = result.history.weeks is not None
    columns = [doc.Column("Threshold", numeric=True), doc.Column(""), doc.Column("Leads", numeric=True)]
    columns += [doc.Column("A week", numeric=True)] if weekly else []
    columns += [
        doc.Column("Converted", numeric=True),
        doc.Column("Share (95% interval)", numeric=True),
        doc.Column("Of all conversions", numeric=True),
    ]
    rows = []
    for step in weighed.steps:
        role = " and ".join([*(["today"] if step.today else []), *(["proposed"] if step.proposed else [])])
        cells = [amounts.number(step.threshold), role, f"{step.leads:,}"]
        cells += [NONE if step.per_week is None else amounts.number(step.per_week)] if weekly else []
        cells += [
            f"{step.share.converted:,}",
            rate_between(step.share),
            NONE if step.kept is None else percent(step.kept),
        ]
        strong = bool(role)
        rows.append(tuple((doc.Strong(doc.plain(cell)),) if strong else doc.plain(cell) for cell in cells))
    return doc.Table(tuple(columns), tuple(rows), "Leads and conversions by threshold")


def _many(step: Step) -> Decimal:
    return Decimal(step.leads) if step.per_week is None else step.per_week


def _hundredths(part: float | None) -> Decimal:
    return Decimal(0) if part is None else Decimal(str(round(part * 100, 2)))


def _part(part: float | None) -> Decimal | None:
    return None if part is None else _hundredths(part)


def _round_up(most: Decimal) -> Decimal:
    """The end of an axis: the next round number."""
    if most <= 0:
        return Decimal(1)
    step = Decimal(1).scaleb(most.adjusted()) / 2
    return (most / step).to_integral_value(ROUND_CEILING) * step
