"""How one score of one lead came about, step by step with the running total, so that a reader can follow by hand."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact, localcontext
from typing import Literal, TypeAlias, assert_never

from leadpact.agreement import document as doc
from leadpact.agreement.wording import Wording
from leadpact_dsl.decision import AdjustLine, Line, RuleLine, ScoreResult, TermLine
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases import amounts, lines
from leadpact_dsl.phrases.words import capital

_EXACT = Context(prec=80, traps=[Inexact])

Role: TypeAlias = Literal["rule", "term", "limit", "counts", "gate", "rounding", "bound", "zero"]


def waterfall(policy: Policy, result: ScoreResult, at: int, say: Wording) -> doc.Waterfall | None:
    """The lines that gave or took points, as of `at`. None for a score that nothing moved: it needs no picture."""
    steps: list[doc.Step] = []
    total = Decimal(0)
    for line in result.lines:
        if line.points == 0:
            continue
        told = lines.line(policy, line, at)
        with localcontext(_EXACT):
            after = total + line.points
        what, why = doc.plain(told.what), doc.plain(capital(told.why))
        steps.append(doc.Step(told.points, amounts.number(after), what, why, total, after, _role(line)))
        total = after
    if not steps:
        return None
    label, value = policy.scores[result.score].label, result.value
    columns = (say("col_points"), say("col_total"), say("col_rule"), say("col_found"))
    return doc.Waterfall(label, columns, tuple(steps), value, amounts.number(value))


def _role(line: Line) -> Role:
    match line:
        case RuleLine():
            return "rule"
        case TermLine():
            return "term"
        case AdjustLine(kind=kind):
            return kind
        case _:
            assert_never(line)
