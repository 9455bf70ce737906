"""What follows from what by plain reading: `employees is at least 500` whenever `employees is at least 1000`.

No search and no solver: a yes is certain, a no only means that it cannot be seen by comparing clause with clause.
Definitions are opened on both sides, so a comparison may meet the same two conditions on many ways: each pair is looked
at once, and a list of very many conditions is compared until `MOST_STEPS`. What is left is a no.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from leadpact_dsl.checks import fields
from leadpact_dsl.checks.dates import states
from leadpact_dsl.checks.spreads import Spread, apart, inside, spread_of
from leadpact_dsl.checks.walk import opened, straight
from leadpact_dsl.model import (
    Combined,
    Condition,
    CountTest,
    DefineTest,
    FieldTest,
    GradeTest,
    Happened,
    InLast,
    LongAgo,
    Not,
    Policy,
    ScoreTest,
    Selection,
    SinceDay,
    SinceField,
    SinceLatest,
    StageTest,
    Window,
)

_Name: TypeAlias = str | int

MOST_STEPS: Final = 40_000
"""Comparisons of one condition with another that one check makes: some 150 clauses, each with each."""


class Comparing:
    """The comparisons of one check. It knows what it has compared, and stops after `MOST_STEPS`."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.steps = 0
        self._readings = tuple(_Reading(self, state.instant) for state in states(policy))

    @property
    def is_spent(self) -> bool:
        """Whether nothing more is found out."""
        return self.steps > MOST_STEPS

    def implies(self, one: Condition | None, other: Condition | None) -> bool:
        """Whether the other surely holds for every lead for which the one does, at every instant (None: always)."""
        if other is None:
            return True
        if one is None:
            return False
        return all(reading.implies(one, other) for reading in self._readings)

    def disjoint(self, one: Condition | None, other: Condition | None) -> bool:
        """Whether surely no lead ever has both (None: no condition)."""
        if one is None or other is None:
            return False
        return all(reading.disjoint(one, other) for reading in self._readings)

    def within(self, one: Selection, other: Selection) -> bool:
        """Whether every activity of the one selection is surely in the other."""
        return all(reading.selects_within(one, other) for reading in self._readings)


def implies(policy: Policy, one: Condition | None, other: Condition | None) -> bool:
    """`Comparing.implies` of two conditions by themselves."""
    return Comparing(policy).implies(one, other)


def disjoint(policy: Policy, one: Condition | None, other: Condition | None) -> bool:
    """`Comparing.disjoint` of two conditions by themselves."""
    return Comparing(policy).disjoint(one, other)


def kinds(policy: Policy, selection: Selection) -> frozenset[str]:
    """The activities selected by name, those behind a bare `activity` included."""
    if selection.own:
        return frozenset(name for name, activity in policy.activities.items() if activity.by is None)
    return frozenset(selection.activities)


class _Known(NamedTuple):
    """What came out of a comparison. It holds the two conditions, so that no other can take their place in memory."""

    found: bool
    one: Condition
    other: Condition


class _Reading:
    """The comparisons as dated values stand at an instant."""

    def __init__(self, comparing: Comparing, instant: int) -> None:
        self.comparing = comparing
        self.policy = comparing.policy
        self.instant = instant
        self._known: dict[tuple[str, _Name, _Name], _Known] = {}

    def implies(self, one: Condition, other: Condition) -> bool:
        return self._once("implies", one, other, self._implies)

    def disjoint(self, one: Condition, other: Condition) -> bool:
        return self._once("disjoint", one, other, self._disjoint)

    def _once(
        self, what: str, one: Condition, other: Condition, compare: Callable[[Condition, Condition], bool]
    ) -> bool:
        pair = (what, _name(one), _name(other))
        if (known := self._known.get(pair)) is not None:
            return known.found
        self.comparing.steps += 1
        if self.comparing.is_spent:
            return False
        found = compare(straight(one), straight(other))
        self._known[pair] = _Known(found, one, other)
        return found

    def _implies(self, one: Condition, other: Condition) -> bool:
        if one == other:
            return True
        return self._implied_by_parts(one, other) or self._implies_parts(one, other) or self._direct(one, other)

    def _implied_by_parts(self, one: Condition, other: Condition) -> bool:
        match one:
            case DefineTest():
                when = opened(self.policy, one)
                return when is not None and self.implies(when, other)
            case Combined(kind="all"):
                return any(self.implies(item, other) for item in one.items)
            case Combined(kind="any"):
                return all(self.implies(item, other) for item in one.items)
            case Combined():
                return one.at_least > 0 and all(self.implies(item, other) for item in one.items)
            case _:
                return False

    def _implies_parts(self, one: Condition, other: Condition) -> bool:
        match other:
            case DefineTest():
                when = opened(self.policy, other)
                return when is not None and self.implies(one, when)
            case Combined(kind="all"):
                return all(self.implies(one, item) for item in other.items)
            case Combined(kind="any"):
                return any(self.implies(one, item) for item in other.items)
            case Combined():
                return sum(self.implies(one, item) for item in other.items) >= other.at_least
            case Not():
                return self.disjoint(one, other.item)
            case _:
                return False

    def _direct(self, one: Condition, other: Condition) -> bool:
        match one, other:
            case Not(), Not():
                return self.implies(other.item, one.item)
            case FieldTest(), FieldTest():
                return fields.implies(self.policy, one, other, self.instant)
            case ScoreTest(), ScoreTest():
                return one.score == other.score and inside(self._spread(one), self._spread(other))
            case (GradeTest(), GradeTest()) if one.grade == other.grade:
                return levels(self.policy, one) <= levels(self.policy, other)
            case StageTest(), StageTest():
                # A lead that is disqualified or recycled is at no stage: only "is not" may hold for it.
                careful = one.op in ("is not", "is none of") and other.op not in ("is not", "is none of")
                return not careful and stages(self.policy, one) <= stages(self.policy, other)
            case Happened(), Happened():
                return self._happened(one, other)
            case _:
                return False

    def _disjoint(self, one: Condition, other: Condition) -> bool:
        return (
            self._parts_disjoint(one, other) or self._parts_disjoint(other, one) or self._directly_disjoint(one, other)
        )

    def _parts_disjoint(self, one: Condition, other: Condition) -> bool:
        match one:
            case DefineTest():
                when = opened(self.policy, one)
                return when is not None and self.disjoint(when, other)
            case Combined(kind="all"):
                return any(self.disjoint(item, other) for item in one.items)
            case Combined(kind="any"):
                return all(self.disjoint(item, other) for item in one.items)
            case Combined():
                return one.at_least > 0 and all(self.disjoint(item, other) for item in one.items)
            case Not():
                return self.implies(other, one.item)
            case _:
                return False

    def _directly_disjoint(self, one: Condition, other: Condition) -> bool:
        match one, other:
            case FieldTest(), FieldTest():
                return fields.disjoint(self.policy, one, other, self.instant)
            case ScoreTest(), ScoreTest():
                return one.score == other.score and apart(self._spread(one), self._spread(other))
            case (GradeTest(), GradeTest()) if one.grade == other.grade:
                return not levels(self.policy, one) & levels(self.policy, other)
            case StageTest(), StageTest():
                negated = all(test.op in ("is not", "is none of") for test in (one, other))
                return not negated and not stages(self.policy, one) & stages(self.policy, other)
            case Happened(), Happened():
                return self._never_both(one, other) or self._never_both(other, one)
            case _:
                return False

    def _spread(self, test: ScoreTest) -> Spread:
        return spread_of(self.policy, test.test, self.instant)

    # ------------------------------------------------------------------------------------------------- activities

    def selects_within(self, one: Selection, other: Selection) -> bool:
        if not kinds(self.policy, one) <= kinds(self.policy, other):
            return False
        if other.where is None:
            return True
        # A test of a field that a kind does not have passes for it, so only equal kinds compare `where` by `where`.
        same_kinds = kinds(self.policy, one) == kinds(self.policy, other)
        same_fields = len(kinds(self.policy, one)) == 1 or same_kinds
        return same_fields and one.where is not None and self.implies(one.where, other.where)

    def _happened(self, one: Happened, other: Happened) -> bool:
        if one.different != other.different and not (one.different and not other.different and _least(other)):
            return False
        if other.count is not None and other.count.kind == "exactly" and other.count.times > 0:
            both_ways = (
                self.selects_within(one.selection, other.selection),
                self.selects_within(other.selection, one.selection),
            )
            return (one.count, one.window) == (other.count, other.window) and all(both_ways)
        if (least := _least(one)) is not None and (needed := _least(other)) is not None:
            enough = least >= needed and self.selects_within(one.selection, other.selection)
            return enough and _window_within(one.window, other.window, needed)
        if (most := _most(one)) is not None and (allowed := _most(other)) is not None:
            # Nothing can be said to have stayed away since something that never was.
            begun = one.window == other.window or not isinstance(other.window, SinceLatest | SinceField)
            few = most <= allowed and self.selects_within(other.selection, one.selection)
            return few and begun and _window_within(other.window, one.window, 1)
        return False

    def _never_both(self, many: Happened, few: Happened) -> bool:
        """At least so many of the one, and fewer than that of something that has them all."""
        least, most = _least(many), _most(few)
        if least is None or most is None or most >= least or few.different is not None:
            return False
        inside = self.selects_within(many.selection, few.selection)
        return inside and _window_within(many.window, few.window, least)


def _name(condition: Condition) -> _Name:
    """A definition is the same condition wherever it is named; any other is the one that stands in its place."""
    return condition.define if isinstance(condition, DefineTest) else id(condition)


def levels(policy: Policy, test: GradeTest) -> frozenset[str]:
    """The levels of the grade that pass."""
    grade = policy.grades[test.grade]
    names = [level.name for level in grade.levels]
    if not set(test.levels) <= set(names):
        return frozenset(names)
    ranks = [grade.rank(name) for name in test.levels]
    match test.op:
        case "is" | "is one of":
            return frozenset(test.levels)
        case "is not" | "is none of":
            return frozenset(names) - frozenset(test.levels)
        case "is at least":
            return frozenset(names[: ranks[0] + 1])
        case "is more than":
            return frozenset(names[: ranks[0]])
        case "is at most":
            return frozenset(names[ranks[0] :])
        case "is less than":
            return frozenset(names[ranks[0] + 1 :])


def stages(policy: Policy, test: StageTest) -> frozenset[str]:
    """The stages that pass."""
    names = list(policy.stages)
    place = names.index(test.stages[0])
    match test.op:
        case "is" | "is one of":
            return frozenset(test.stages)
        case "is not" | "is none of":
            return frozenset(names) - frozenset(test.stages)
        case "is at least":
            return frozenset(names[place:])
        case "is more than":
            return frozenset(names[place + 1 :])
        case "is at most":
            return frozenset(names[: place + 1])
        case "is less than":
            return frozenset(names[:place])


def _least(test: Happened) -> int | None:
    """How many there are at least, where it asks for any."""
    match test.count:
        case _ if test.absent:
            return None
        case None:
            return 1
        case CountTest(kind="at least" | "exactly", times=times) if times > 0:
            return times
        case _:
            return None


def _most(test: Happened) -> int | None:
    """How many there are at most, where it sets a limit."""
    match test.count:
        case _ if test.absent:
            return 0 if test.count is None else None
        case CountTest(kind="at most" | "exactly", times=times):
            return times
        case _:
            return None


def _window_within(one: Window | None, other: Window | None, needed: int) -> bool:
    """Whether what is counted in the one window is in the other; of `more than D ago` only the latest is."""
    match one, other:
        case _ if one == other:
            return True
        case InLast(), InLast():
            return one.duration <= other.duration
        case LongAgo(), LongAgo():
            return one.duration >= other.duration
        case SinceDay(), SinceDay():
            return one.start >= other.start
        case LongAgo(), None:
            return needed == 1
        case _, None:
            return True
        case _:
            return False
