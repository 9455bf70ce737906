"""Conditions of which the dear part waits for the cheap one: only a small company is asked for its demos."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from leadpact.plan import Plan
from leadpact.plan.activities import Count
from leadpact.plan.flow import Disqualify
from leadpact.plan.numbers import Const
from leadpact.plan.tests import AtLeast, Compare, DefineHolds, Test, all_of
from leadpact.targets.python.constants import text
from leadpact.targets.python.expressions import AND, as_test
from leadpact.targets.python.features import Feature, features_of, needs_loop
from leadpact.targets.python.frame import Frame
from leadpact.targets.python.loops import Loops
from leadpact.targets.python.scopes import LeadScope
from leadpact.targets.python.walk import reached

Alone: TypeAlias = "Mapping[object, frozenset[Feature]]"
"""By definition or disqualification what it alone asks of activities."""


def asked_alone(plan: Plan, roots: Iterable[object]) -> dict[object, frozenset[Feature]]:
    roots = tuple(roots)
    found: dict[object, frozenset[Feature]] = {}
    for about, test in _conditions(plan, roots):
        if isinstance(test, AtLeast) and test.count == len(test.tests):
            asked = [feature for feature in features_of(plan, [about]) if needs_loop(feature)]
            if asked:
                others = set(features_of(plan, roots, leaving_out={about}))
                found[about] = frozenset(feature for feature in asked if feature not in others)
    return found


def _conditions(plan: Plan, roots: Iterable[object]) -> Iterator[tuple[object, Test]]:
    for node in reached(plan, roots):
        match node:
            case DefineHolds(define):
                yield node, plan.defines[define]
            case Disqualify(when=when):
                yield node, when
            case _:
                pass


def in_turn(
    scope: LeadScope, loops: Loops, about: object, test: Test, wish: str, note: Callable[[], None]
) -> str | None:
    """The name of whether a condition holds, what is dear asked last. None where nothing can wait."""
    if not (isinstance(test, AtLeast) and test.count == len(test.tests)):
        return None
    dear = [one for one in test.tests if loops.can_wait(one, about)]
    cheap = [one for one in test.tests if one not in dear]
    if not dear or not cheap:
        return None
    frame = scope.frame
    first = as_test(scope, all_of(*cheap), AND)
    note()
    name = frame.assign(wish, " and ".join([*_enough(frame, dear), first]))
    frame.add(f"if {name}:")
    frame.branch(lambda: frame.add(f"{name} = {as_test(scope, all_of(*dear))}"))
    return name


def _enough(frame: Frame, tests: Iterable[Test]) -> Iterator[str]:
    """Expressions that hold where any of the tests can: so many of some activities need at least so many at all."""
    for test in tests:
        match test:
            case Compare(op=("==" | ">=" | ">") as op, left=Count(source=source), right=Const(value=value)):
                least = value + 1 if op == ">" else value
                if least > 1 and len(source.kinds) == 1:
                    kind = text(source.kinds[0])
                    times = f"log[{kind}]" if frame.happened(source.kinds) else f"log.get({kind}, ())"
                    yield f"len({times}) >= {least}"
            case _:
                pass
