"""Clauses of more conditions than anyone can follow (LP242): written out, or by definitions that share definitions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from leadpact_dsl.checks import walk
from leadpact_dsl.diagnostics import Diagnostic, error
from leadpact_dsl.model import (
    Combined,
    Condition,
    DefineTest,
    FieldTest,
    GradeTest,
    Happened,
    Not,
    Policy,
    ScoreTest,
    StageTest,
)

MOST_CONDITIONS: Final = 1_000
"""Of one clause, those of a definition counted wherever it is named. Each level of shared ones can double their number,
and whatever reads or writes a condition out takes as long."""


def crowds(policy: Policy) -> Iterator[Diagnostic]:
    """Clauses with too many conditions; not those that only name a definition which has too many by itself."""
    count = _Count(policy)
    for clause, condition in walk.conditions(policy):
        if count.of(condition) > MOST_CONDITIONS and not count.names_a_crowd(condition):
            yield error(
                "LP242",
                clause.span,
                f"This comes to more than {MOST_CONDITIONS:,} conditions, those of its definitions included.",
                help="Nobody can follow that. Put values that stand for the same into a `list`, and ask once for what "
                "many definitions share.",
            )


class _Count:
    """How many comparisons conditions come to, each definition counted out once."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._of_definition: dict[str, int] = {}

    def of(self, condition: Condition) -> int:
        match condition:
            case FieldTest() | ScoreTest() | GradeTest() | StageTest():
                return 1
            case Happened():
                return 1 if condition.selection.where is None else 1 + self.of(condition.selection.where)
            case Not():
                return self.of(condition.item)
            case Combined():
                return sum(map(self.of, condition.items))
            case DefineTest():
                return self._definition(condition)
            case _:
                assert_never(condition)

    def names_a_crowd(self, condition: Condition) -> bool:
        return any(
            isinstance(part, DefineTest) and self._definition(part) > MOST_CONDITIONS for part in walk.parts(condition)
        )

    def _definition(self, condition: DefineTest) -> int:
        if condition.define not in self._of_definition:
            when = walk.opened(self.policy, condition)
            self._of_definition[condition.define] = 1 if when is None else self.of(when)
        return self._of_definition[condition.define]
