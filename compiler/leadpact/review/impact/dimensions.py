"""Where a lead can stand, in the words of both versions: stages, routes, grades, and the response of each clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from leadpact.review.changes.matching import names_between
from leadpact_dsl.decision import Decision
from leadpact_dsl.model import Grade, Policy
from leadpact_dsl.phrases.ranks import level_name, stage_name

Kind: TypeAlias = Literal["stage", "route", "grade", "response"]

DISQUALIFIED, RECYCLED, NO_STAGE = "disqualified", "recycled", "no stage"
NO_ROUTE, NO_RESPONSE, NO_CYCLE = "no route", "no response", "clock never ran"
OUTSIDE = (DISQUALIFIED, RECYCLED, NO_STAGE, NO_ROUTE, NO_RESPONSE, NO_CYCLE)


@dataclass(frozen=True)
class Value:
    """One of the places of a dimension. `old` and `new` are its names in the two versions, None where one has none of
    it. `outside` is not of the policy: a lead that is disqualified stands at no stage."""

    label: str
    old: str | None
    new: str | None
    outside: bool = False

    @property
    def name(self) -> str:
        name = self.new if self.new is not None else self.old
        assert name is not None
        return name


@dataclass(frozen=True)
class Dimension:
    """`old` and `new` name the grade or clock in each version; they are empty for stages and routes.

    Values are in the order of the new version; those that are gone stand where they stood.
    """

    kind: Kind
    label: str
    old: str
    new: str
    values: tuple[Value, ...]

    def places(self, side: Literal["old", "new"]) -> dict[str, int]:
        """By name in one version, the place among the values."""
        names = ((value.old if side == "old" else value.new, place) for place, value in enumerate(self.values))
        return {name: place for name, place in names if name is not None}

    def standing(self, decision: Decision, side: Literal["old", "new"]) -> int:
        """Where a lead stands by the reference's decision: the place among the values."""
        return self.places(side)[self._name(decision, self.old if side == "old" else self.new)]

    def _name(self, decision: Decision, which: str) -> str:
        match self.kind:
            case "stage":
                if decision.disqualified is not None:
                    return DISQUALIFIED
                in_force = decision.recycle is not None and decision.recycle.in_force
                return RECYCLED if in_force else NO_STAGE if decision.stage is None else decision.stage
            case "route":
                return NO_ROUTE if decision.route is None else decision.route.route
            case "grade":
                return decision.grades[which].level
            case "response":
                cycles = [cycle for cycle in decision.cycles if cycle.clock == which]
                return NO_CYCLE if not cycles else NO_RESPONSE if cycles[-1].response is None else cycles[-1].response


def dimensions(old: Policy, new: Policy) -> tuple[Dimension, ...]:
    """Those that both versions have something to say of."""
    names = names_between(old, new)

    def union(
        kind: str, before: Mapping[str, str], after: Mapping[str, str], outside: Sequence[tuple[str, str]]
    ) -> tuple[Value, ...]:
        return (*_union(before, after, names.get((kind,), {})), *(_outside(*one) for one in outside))

    found = [
        Dimension(
            "stage",
            "Stage",
            "",
            "",
            union(
                "stages",
                {name: stage_name(old, name) for name in old.stages},
                {name: stage_name(new, name) for name in new.stages},
                ((NO_STAGE, "No stage"), (RECYCLED, "Returned, being nurtured"), (DISQUALIFIED, "Disqualified")),
            ),
        )
    ]
    if old.routes or new.routes:
        before, after = _labels(old.routes.values()), _labels(new.routes.values())
        found.append(Dimension("route", "Route", "", "", union("routes", before, after, ((NO_ROUTE, "No route"),))))
    for was, now in _both(old.grades, new.grades, names.get(("grades",), {})):
        levels = _union(_levels(old.grades[was]), _levels(new.grades[now]), names.get(("levels", now), {}))
        found.append(Dimension("grade", new.grades[now].label, was, now, levels))
    for was, now in _both(old.clocks, new.clocks, names.get(("clocks",), {})):
        values = union(
            "responses",
            _labels(one for one in old.responses.values() if one.clock == was),
            _labels(one for one in new.responses.values() if one.clock == now),
            ((NO_RESPONSE, "No response applies"), (NO_CYCLE, "Clock never ran")),
        )
        found.append(Dimension("response", new.clocks[now].label, was, now, values))
    return tuple(found)


def _labels(declared: Iterable[_Named]) -> dict[str, str]:
    return {one.name: one.label for one in declared}


class _Named(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str: ...


def _levels(grade: Grade) -> dict[str, str]:
    return {level.name: level_name(level) for level in grade.levels}


def _outside(name: str, label: str) -> Value:
    return Value(label, name, name, outside=True)


def _both(
    old: Iterable[str], new: Sequence[str] | Mapping[str, object], renamed: Mapping[str, str]
) -> list[tuple[str, str]]:
    return [(name, called) for name in old if (called := renamed.get(name, name)) in new]


def _union(old: Mapping[str, str], new: Mapping[str, str], renamed: Mapping[str, str]) -> tuple[Value, ...]:
    """`renamed` says what an old name is in the new version."""
    before = {renamed.get(name, name): name for name in old}
    found = [Value(label, before.get(name), name) for name, label in new.items()]
    # What is gone stands behind what it stood behind.
    last = -1
    place: Callable[[str], int] = [value.new for value in found].index
    for called, name in before.items():
        if called in new:
            last = place(called)
        else:
            last += 1
            found.insert(last, Value(old[name], name, None))
    return tuple(found)
