"""What a stage rests on: the fields and the activities that its scores and conditions look at, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from leadpact_dsl.checks.plain import kinds
from leadpact_dsl.checks.walk import opened, parts, rules
from leadpact_dsl.model import (
    Adds,
    Band,
    Clause,
    Combined,
    Condition,
    DefineTest,
    EachRule,
    EachTable,
    Field,
    FieldTest,
    FirstOf,
    GradeName,
    GradeTest,
    Group,
    Happened,
    IdleRule,
    IfRule,
    Not,
    Policy,
    Rule,
    ScoreName,
    ScoreTest,
    Selection,
    SinceField,
    SinceLatest,
    StageTest,
    Table,
    Window,
)


@dataclass(frozen=True)
class Uses:
    """Fields of the lead by name, and activities by name, each with the clauses that look at it, in their order."""

    fields: Mapping[str, tuple[Clause, ...]]
    activities: Mapping[str, tuple[Clause, ...]]

    def of(self, clause: Clause) -> tuple[set[str], set[str]]:
        """The fields and the activities that one clause looks at."""
        return (
            {name for name, clauses in self.fields.items() if any(one.id == clause.id for one in clauses)},
            {name for name, clauses in self.activities.items() if any(one.id == clause.id for one in clauses)},
        )


def uses(policy: Policy, stage: str, scores: Sequence[str]) -> Uses:
    """Of a stage's condition, what disqualifies leads, and these scores with those that they are made of."""
    walk = _Walk(policy)
    for name in scores:
        walk.score(name)
    when = policy.stages[stage].when
    if when is not None:
        walk.condition(policy.stages[stage], when)
    for rule_out in policy.disqualify.values():
        walk.condition(rule_out, rule_out.when)
    return Uses(
        {name: tuple(walk.fields[name]) for name in policy.lead.fields if name in walk.fields},
        {name: tuple(walk.activities[name]) for name in policy.activities if name in walk.activities},
    )


@dataclass
class _Walk:
    policy: Policy
    fields: dict[str, list[Clause]] = field(default_factory=dict)
    activities: dict[str, list[Clause]] = field(default_factory=dict)
    scores: set[str] = field(default_factory=set)
    opened: set[tuple[str, str]] = field(default_factory=set)
    """Definitions and grades that have been looked into for a clause, by its id."""

    def score(self, name: str) -> None:
        """A score with all that it is made of, and that its rules ask about; each once."""
        if name in self.scores:
            return
        self.scores.add(name)
        score = self.policy.scores[name]
        for term in score.terms:
            self.score(term.score)
        for rule in rules(score):
            self.rule(rule)
        for zero in score.zero_if:
            self.condition(zero, zero.condition)

    def rule(self, rule: Rule) -> None:
        match rule:
            case IfRule(condition=condition):
                self.condition(rule, condition)
            case EachRule(counting=counting) | EachTable(counting=counting):
                self._selection(rule, counting.selection)
                self._window(rule, counting.window)
            case IdleRule(since=since):
                if since is not None:
                    self._field(rule, since)
            case Table(by=Field() as by):
                self._field(rule, by)
            case Adds(field=added):
                self._field(rule, added)
            case Group(only_if=only_if):
                if only_if is not None:
                    self.condition(rule, only_if)
            case Table(by=ScoreName(name)):
                self.score(name)
            case Table(by=GradeName(name)):
                self._grade(rule, name)
            case Table() | FirstOf():
                pass
            case _:
                assert_never(rule)

    def condition(self, clause: Clause, condition: Condition) -> None:
        for part in parts(condition):
            match part:
                case FieldTest(field=tested):
                    # The fields of activities stand in their own `where`.
                    if tested.owner == "lead":
                        self._field(clause, tested)
                case Happened(selection=selection, window=window):
                    self._selection(clause, selection, within=False)
                    self._window(clause, window)
                case DefineTest(define=name):
                    when = opened(self.policy, part)
                    if when is not None and self._is_new(clause, f"define {name}"):
                        self.condition(clause, when)
                case GradeTest(grade=name):
                    self._grade(clause, name)
                case ScoreTest(score=name):
                    self.score(name)
                case StageTest() | Not() | Combined():
                    pass
                case _:
                    assert_never(part)

    def _grade(self, clause: Clause, name: str) -> None:
        grade = self.policy.grades[name]
        if grade.score is not None:
            self.score(grade.score)
        for level in grade.levels if self._is_new(clause, f"grade {name}") else ():
            if level.test is not None and not isinstance(level.test, Band):
                self.condition(clause, level.test)

    def _is_new(self, clause: Clause, name: str) -> bool:
        new = (clause.id, name) not in self.opened
        self.opened.add((clause.id, name))
        return new

    def _selection(self, clause: Clause, selection: Selection, *, within: bool = True) -> None:
        for kind in sorted(kinds(self.policy, selection)):
            _add(self.activities, kind, clause)
        if within and selection.where is not None:
            self.condition(clause, selection.where)

    def _window(self, clause: Clause, window: Window | None) -> None:
        match window:
            case SinceField(field=since):
                self._field(clause, since)
            case SinceLatest(activity=activity):
                _add(self.activities, activity, clause)
            case _:
                pass

    def _field(self, clause: Clause, tested: Field) -> None:
        _add(self.fields, tested.name, clause)


def _add(found: dict[str, list[Clause]], name: str, clause: Clause) -> None:
    clauses = found.setdefault(name, [])
    if all(one.id != clause.id for one in clauses):
        clauses.append(clause)


def fields_of(policy: Policy, found: Uses) -> Iterator[Field]:
    """The fields in use, as they are declared."""
    return (policy.lead.fields[name] for name in found.fields)
