"""What a statement is asked for, and over which tables."""

from __future__ import annotations

from typing import Literal, TypeAlias

from sqlglot import exp

from leadpact.plan import Plan
from leadpact.plan.numbers import Dial
from leadpact.targets.sql.dialects import as_of_parameter
from leadpact.targets.sql.terms import case, column, number
from leadpact_dsl.frozen import frozen
from leadpact_dsl.text import fold

What: TypeAlias = Literal["decisions", "responses", "calendars", "events"]


@frozen
class Asked:
    """`table`: "natural" tables hold values as people keep them, "staged" ones in units of the plan, checked.

    `now`: the instant decided at is the parameter `as_of` (ms since 1970-01-01 UTC), or the column `as_of` of the
    leads, or that of the table `frames`, which names a lead as often as it likes; `frame` is then the key of the
    result.
    `lines`: with a column for each line of each score.
    """

    table: Literal["natural", "staged"] = "natural"
    now: Literal["parameter", "column", "frames"] = "parameter"
    what: What = "decisions"
    lines: bool = True

    @property
    def key(self) -> str:
        """The column by which all steps tell leads apart."""
        if self.now == "frames":
            return "frame"
        return "lead_id" if self.table == "natural" else "lead"

    def instant(self) -> exp.Expression:
        return as_of_parameter() if self.now == "parameter" else column("as_of")

    def unknown_texts(self, plan: Plan) -> frozenset[str]:
        """The folded words that stand for an unknown; in staged tables none of them is left."""
        return frozenset(map(fold, plan.policy.lead.unknown_texts)) if self.table == "natural" else frozenset()

    def dial(self, plan: Plan, asked: Dial) -> exp.Expression:
        """A dated value as it stands at the instant."""
        table = plan.dials[asked.name]
        up = 10 ** (asked.scale - table.scale)
        amounts = [number(amount * up) for amount in table.amounts]
        before = [exp.LT(this=self.instant(), expression=number(since)) for since in table.since]
        return case(list(zip(before, amounts, strict=False)), amounts[-1])
