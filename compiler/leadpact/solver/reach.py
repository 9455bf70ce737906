"""Everything that a question rests on: the nodes of the plans below it, names followed to what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import TypeVar

from leadpact.plan import Plan
from leadpact.plan.activities import Bound, Pick, Source
from leadpact.plan.flow import Stage
from leadpact.plan.numbers import LatestOf, ScoreNumber
from leadpact.plan.points import GradeText, Weighted
from leadpact.plan.tests import DefineHolds, GradeIn, StageIn

T = TypeVar("T")

_NOT_WALKED = frozenset({"clause", "term"})


class Reach:
    """`nodes` holds each node once, with the policy that it stands in, in the order in which they were met."""

    def __init__(self, plans: Sequence[Plan], roots: Iterable[tuple[int, object]]) -> None:
        self._plans = plans
        self._seen: set[tuple[int, int]] = set()
        self.nodes: list[tuple[int, object]] = []
        for which, root in roots:
            self._walk(which, root)

    def all_of(self, *kinds: type[T]) -> Iterator[tuple[int, T]]:
        for which, node in self.nodes:
            if isinstance(node, kinds):
                yield which, node

    def _walk(self, which: int, node: object) -> None:
        if isinstance(node, (str, int, bool, type(None))) or (which, id(node)) in self._seen:
            return
        self._seen.add((which, id(node)))
        if isinstance(node, tuple):
            for part in node:
                self._walk(which, part)
            return
        if not is_dataclass(node):
            return
        self.nodes.append((which, node))
        for part in fields(node):
            if part.name not in _NOT_WALKED:
                self._walk(which, getattr(node, part.name))
        for further in self._named(which, node):
            self._walk(which, further)

    def _named(self, which: int, node: object) -> tuple[object, ...]:
        plan = self._plans[which]
        match node:
            case DefineHolds(define=name):
                return (plan.defines[name],)
            case ScoreNumber(score=name) | Weighted(score=name):
                return (plan.scores[name],)
            case GradeIn(grade=name) | GradeText(grade=name):
                return (plan.grades[name],)
            case StageIn():
                return standing(plan)
            case Stage(clause=clause) if clause.recorded_by:
                return (recorded(plan, clause.recorded_by),)
            case _:
                return ()


def recorded(plan: Plan, kinds: Sequence[str]) -> Source:
    """The records of a stage that count: those that are not before the latest return."""
    returns = tuple(latest for rule in plan.recycle for latest in rule.returns)
    bounds = (Bound(">=", LatestOf(returns)),) if returns else ()
    return Source(tuple(Pick(name, None) for name in plan.policy.activities if name in kinds), bounds)


def standing(plan: Plan) -> tuple[object, ...]:
    return (*plan.stages, *plan.disqualify, *plan.recycle)
