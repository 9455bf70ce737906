"""What is compared: definitions, stages, scores and the rest, each as questions about both sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from leadpact.review.compare.values import Kind, Where
from leadpact.solver import World, asks
from leadpact.solver.asks import Ask
from leadpact_dsl.model import Named, Policy
from leadpact_dsl.text import fold

T = TypeVar("T", bound=Named)


@dataclass(frozen=True)
class Subject:
    """One thing that both sides speak of. `alike`: they say the same, clause by clause.

    `regions` are the parts of the world and what is asked of a lead in each; `named` the clause of each side, by the
    place of its policy.
    """

    kind: Kind
    named: tuple[tuple[int, Named], tuple[int, Named]]
    regions: tuple[tuple[Where, tuple[Ask, ...]], ...]
    alike: bool

    @property
    def labels(self) -> tuple[str, str]:
        return self.named[0][1].label, self.named[1][1].label


@dataclass(frozen=True)
class _All(Named):
    """All reasons to disqualify, or all routes: what has no clause of its own."""


def _yes_or_no(first: Ask, second: Ask) -> tuple[tuple[Where, tuple[Ask, ...]], ...]:
    return (
        ("only first", (first, asks.No(second))),
        ("only second", (asks.No(first), second)),
        ("both", (first, second)),
        ("neither", (asks.No(first), asks.No(second))),
    )


def _valued(differ: Ask) -> tuple[tuple[Where, tuple[Ask, ...]], ...]:
    return (("different", (differ,)), ("same", (asks.No(differ),)))


def of_drafts(world: World) -> Iterator[Subject]:
    """All that two drafts both speak of, matched by name and else by label; definitions first, others rest on them."""
    policies, plans, keys = world.both.policies, world.both.plans, world.both.keys
    first, second = policies
    for one, other in matched(first.defines, second.defines):
        yield _definition(world, (0, one.name), (1, other.name))
    for mine, theirs in matched(first.scores, second.scores):
        alike = keys.of(0, plans[0].scores[mine.name]) == keys.of(1, plans[1].scores[theirs.name])
        differ = asks.ScoresDiffer(0, mine.name, 1, theirs.name)
        yield Subject("score", ((0, mine), (1, theirs)), _valued(differ), alike)
    yield from _grades(world)
    if first.disqualify or second.disqualify:
        out = [asks.No(asks.DisqualifiedBy(which, None)) for which in (0, 1)]
        alike = _keys(world, 0, plans[0].disqualify) == _keys(world, 1, plans[1].disqualify)
        yield Subject("disqualification", _nameless(policies, "disqualify", "Disqualified"), _yes_or_no(*out), alike)
    for here, there in matched(first.stages, second.stages):
        if list(first.stages).index(here.name) or list(second.stages).index(there.name):
            yield _stage(world, (0, here.name), (1, there.name))
    if first.routes and second.routes:
        yield _routes(world)


def _grades(world: World) -> Iterator[Subject]:
    plans, keys = world.both.plans, world.both.keys
    for one, other in matched(world.both.policies[0].grades, world.both.policies[1].grades):
        alike = keys.of(0, plans[0].grades[one.name]) == keys.of(1, plans[1].grades[other.name])
        pairs = list(matched({x.name: x for x in one.levels}, {x.name: x for x in other.levels}))
        in_order = [(a.name, b.name) for a, b in pairs] == [
            (a.name, b.name) for a, b in zip(one.levels, other.levels, strict=False)
        ]
        agree: list[Ask] = [
            asks.All((asks.GradeIs(0, one.name, a.name), asks.GradeIs(1, other.name, b.name))) for a, b in pairs
        ]
        differ = asks.No(asks.Any(tuple(agree)))
        alike = alike and in_order and len(pairs) == len(one.levels) == len(other.levels)
        yield Subject("grade", ((0, one), (1, other)), _valued(differ), alike)


def of_definitions(world: World, one: str, other: str) -> Subject | str:
    """Two definitions or stages of one policy; a sentence where there is no such name."""
    policy = world.both.policies[0]
    for name in (one, other):
        if name not in policy.defines and name not in policy.stages:
            return f"There is neither a definition nor a stage {name} in this policy."
    if one in policy.defines and other in policy.defines:
        return _definition(world, (0, one), (0, other))
    if one in policy.stages and other in policy.stages:
        return _stage(world, (0, one), (0, other))
    named = tuple((0, policy.defines.get(name) or policy.stages[name]) for name in (one, other))
    asked = [
        asks.Holds(0, policy.defines[name].when) if name in policy.defines else _at_least(policy, 0, name)
        for name in (one, other)
    ]
    return Subject("definition", (named[0], named[1]), _yes_or_no(asked[0], asked[1]), alike=False)


def _definition(world: World, one: tuple[int, str], other: tuple[int, str]) -> Subject:
    sides = [(which, world.both.policies[which].defines[name]) for which, name in (one, other)]
    keys = [world.both.keys.of(which, world.both.plans[which].defines[name]) for which, name in (one, other)]
    asked = [asks.Holds(which, define.when) for which, define in sides]
    return Subject("definition", (sides[0], sides[1]), _yes_or_no(*asked), keys[0] == keys[1])


def _stage(world: World, one: tuple[int, str], other: tuple[int, str]) -> Subject:
    """At the stage or further: what a lead has become in the end does not hide what it is."""
    sides = [(which, world.both.policies[which].stages[name]) for which, name in (one, other)]
    asked = [_at_least(world.both.policies[which], which, name) for which, name in (one, other)]
    standing = [world.both.keys.standing(which) for which, _ in (one, other)]
    places = [list(world.both.policies[which].stages).index(name) for which, name in (one, other)]
    alike = standing[0] == standing[1] and places[0] == places[1]
    return Subject("stage", (sides[0], sides[1]), _yes_or_no(*asked), alike)


def _at_least(policy: Policy, which: int, name: str) -> Ask:
    names = list(policy.stages)
    return asks.Any(tuple(asks.StageIs(which, further) for further in names[names.index(name) :]))


def _routes(world: World) -> Subject:
    policies = world.both.policies
    pairs = list(matched(policies[0].routes, policies[1].routes))
    agree: list[Ask] = [asks.All((asks.RouteIs(0, None), asks.RouteIs(1, None)))]
    agree += [asks.All((asks.RouteIs(0, a.name), asks.RouteIs(1, b.name))) for a, b in pairs]
    alike = (
        _keys(world, 0, world.both.plans[0].routes) == _keys(world, 1, world.both.plans[1].routes)
        and world.both.keys.standing(0) == world.both.keys.standing(1)
        and [(a.name, b.name) for a, b in pairs] == list(zip(policies[0].routes, policies[1].routes, strict=False))
        and len(policies[0].routes) == len(policies[1].routes)
    )
    return Subject("route", _nameless(policies, "route", "Route"), _valued(asks.No(asks.Any(tuple(agree)))), alike)


def _nameless(policies: Sequence[Policy], clause_id: str, label: str) -> tuple[tuple[int, Named], tuple[int, Named]]:
    made = [(which, _All(one.agreement.span, clause_id, None, clause_id, label)) for which, one in enumerate(policies)]
    return made[0], made[1]


def _keys(world: World, which: int, nodes: Sequence[object]) -> list[int]:
    return [world.both.keys.of(which, node) for node in nodes]


def matched(first: Mapping[str, T], second: Mapping[str, T]) -> Iterator[tuple[T, T]]:
    """The pairs of one name, and of what is left those of one label."""
    left = {fold(one.label): one for name, one in second.items() if name not in first}
    for name, one in first.items():
        other = second.get(name) or left.pop(fold(one.label), None)
        if other is not None:
            yield one, other
