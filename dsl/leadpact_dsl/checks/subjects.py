"""What a condition is about: two that share nothing neither follow from one another nor exclude one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import assert_never

from leadpact_dsl.checks.plain import kinds
from leadpact_dsl.checks.walk import opened
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


class Subjects:
    """The subjects of the conditions of one policy, each found once.

    It spares the comparison of each clause of a long list with each other one.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._of_definition: dict[str, frozenset[Hashable]] = {}
        self._of_place: dict[int, tuple[Condition, frozenset[Hashable]]] = {}

    def earlier(self, conditions: Sequence[Condition | None]) -> Iterator[tuple[int, list[int]]]:
        """Each place of a list with the places before it that share a subject, first to last.

        No condition at all (None) is about every lead, and so shares one with all.
        """
        of_all: list[int] = []
        of_subject: dict[Hashable, list[int]] = defaultdict(list)
        for place, condition in enumerate(conditions):
            if condition is None:
                yield place, list(range(place))
                of_all.append(place)
                continue
            shared = {one for subject in self.of(condition) for one in of_subject[subject]}
            yield place, sorted(shared.union(of_all))
            for subject in self.of(condition):
                of_subject[subject].append(place)

    def of(self, condition: Condition) -> frozenset[Hashable]:
        """Fields, scores, grades and activities that a condition tests, those of its definitions included."""
        # The condition is kept beside its subjects: while it is, no other can have its place in memory.
        if id(condition) not in self._of_place:
            self._of_place[id(condition)] = (condition, frozenset(self._found(condition)))
        return self._of_place[id(condition)][1]

    def _found(self, condition: Condition) -> Iterator[Hashable]:
        match condition:
            case FieldTest():
                yield ("field", condition.field.owner, condition.field.name)
            case ScoreTest():
                yield ("score", condition.score)
            case GradeTest():
                yield ("grade", condition.grade)
            case StageTest():
                yield "stage"
            case Happened():
                yield from (("activity", kind) for kind in kinds(self.policy, condition.selection))
            case Not():
                yield from self.of(condition.item)
            case Combined():
                for item in condition.items:
                    yield from self.of(item)
            case DefineTest():
                yield from self._definition(condition)
            case _:
                assert_never(condition)

    def _definition(self, condition: DefineTest) -> frozenset[Hashable]:
        if condition.define not in self._of_definition:
            when = opened(self.policy, condition)
            # What is too broken to be read is only the same as itself.
            found = frozenset({("define", condition.define)}) if when is None else self.of(when)
            self._of_definition[condition.define] = found
        return self._of_definition[condition.define]
