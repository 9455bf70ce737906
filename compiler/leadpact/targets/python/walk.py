"""Walking a plan: everything that an expression needs, itself and by name, each once and in order of need."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Set
from functools import cache

from leadpact.plan import Plan
from leadpact.plan.activities import Count, Distinct, Latest
from leadpact.plan.numbers import Dial, LatestOf, Now, ScoreNumber
from leadpact.plan.points import EachPays, GradeText, IdlePays, Score, Weighted
from leadpact.plan.tests import DefineHolds, GradeIn, StageIn

_MOVING = (Now, Dial, LatestOf, Count, Distinct, Latest, EachPays, IdlePays)
"""What depends on the instant of the frame or on activities."""


def reached(plan: Plan, roots: Iterable[object], leaving_out: Set[object] = frozenset()) -> Iterator[object]:
    """Every node of the plan that the roots are made of, but for what is left out and made of that alone."""
    seen: set[object] = set(leaving_out)
    waiting = list(roots)[::-1]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        yield node
        waiting += list(_below(plan, node))[::-1]


def looks_at_activities(plan: Plan, node: object) -> bool:
    return any(isinstance(part, (Count, Distinct, Latest, EachPays)) for part in reached(plan, [node]))


def parts_of(roots: Iterable[object]) -> Iterator[object]:
    """Every node that the roots are made of themselves, without what they only name."""
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        yield node
        waiting += _made_of(node)


def stands_still(plan: Plan, node: object) -> bool:
    """Whether something follows from the lead's own fields alone, so that it is the same in every frame."""
    return not any(isinstance(part, _MOVING) for part in reached(plan, [node]))


def asked_again(plan: Plan) -> frozenset[Score]:
    """The scores that a response asks for, as of the start of its cycle."""
    tests = [response.applies for clock in plan.clocks for response in clock.responses]
    return frozenset(node for node in reached(plan, tests) if isinstance(node, Score))


def _below(plan: Plan, node: object) -> Iterator[object]:
    match node:
        case DefineHolds(define):
            yield plan.defines[define]
        case ScoreNumber(score) | Weighted(score=score):
            yield plan.scores[score]
        case GradeIn(grade) | GradeText(grade):
            yield plan.grades[grade]
        case StageIn():
            yield from (*plan.disqualify, *plan.recycle, *plan.stages)
        case _:
            yield from _made_of(node)


def _made_of(node: object) -> Iterator[object]:
    if isinstance(node, tuple):
        yield from node
    elif dataclasses.is_dataclass(node) and not isinstance(node, type):
        for name in _parts(type(node)):
            part = getattr(node, name)
            if isinstance(part, tuple) or type(part).__module__.startswith("leadpact.plan"):
                yield part


@cache
def _parts(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind) if field.name != "clause")
