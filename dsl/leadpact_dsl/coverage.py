"""Which clauses of a policy its examples touch, and which none of them does.

A clause is covered when it made a difference to at least one example's lead, be it in an expectation or not:

- a rule that it paid: its condition held (and no rule before it was taken), it counted an activity, at least one whole
  period was idle, or the field that it adds was known; a row that it was hit; `zero if` that it held;
- a group's limit that it was reached, its `only if` that it was closed (open, its rules show for themselves);
- a definition that it held; a level, stage, route, disqualification or recycling that it was the lead's, a nurture that
  the lead was in, `back sooner if` that it brought the lead back;
- a response that it applied to a cycle, its tries that at least one was made, its actions that they came due, or were
  still to come in a cycle that had not ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from leadpact_dsl.decision import AdjustLine, CycleResult, Decision, Line, RuleLine, TermLine
from leadpact_dsl.examples import ExampleOutcome
from leadpact_dsl.model import (
    Adds,
    Clause,
    EachRule,
    EachTable,
    FirstOf,
    Group,
    IdleRule,
    IfRule,
    Policy,
    Rule,
    Table,
)
from leadpact_dsl.source import Span

_LIMIT, _GATE, _BACK = " limit", " only if", " back sooner"


@dataclass(frozen=True)
class CoverableClause:
    """Something that an example can touch. `label` is how people find it: the clause's first line, as written."""

    id: str
    span: Span
    label: str


@dataclass(frozen=True)
class Coverage:
    """Each in the order of the policy's declarations."""

    covered: tuple[CoverableClause, ...]
    missed: tuple[CoverableClause, ...]

    @property
    def percent(self) -> int:
        """The whole percents covered, rounded down, so that 100 means all of them; 100 where nothing can be."""
        total = len(self.covered) + len(self.missed)
        return 100 * len(self.covered) // total if total else 100


def coverage(policy: Policy, outcomes: Iterable[ExampleOutcome]) -> Coverage:
    """What the examples' leads touched. A refused lead touches nothing."""
    touched: set[str] = set()
    for one in outcomes:
        if isinstance(one.outcome, Decision):
            touched.update(_touched(one.outcome, policy))
    clauses = tuple(coverable(policy))
    return Coverage(
        tuple(clause for clause in clauses if clause.id in touched),
        tuple(clause for clause in clauses if clause.id not in touched),
    )


def coverable(policy: Policy) -> Iterator[CoverableClause]:
    """Every clause that an example can touch, by kind of declaration and then as written."""
    for define in policy.defines.values():
        yield _clause(define)
    for score in policy.scores.values():
        yield from _rules(score.rules)
        for zero_if in score.zero_if:
            yield _clause(zero_if)
    for grade in policy.grades.values():
        yield from map(_clause, grade.levels)
    named = (policy.stages, policy.disqualify, policy.routes, policy.recycle)
    for clauses in named:
        yield from map(_clause, clauses.values())
    for recycle in policy.recycle.values():
        if recycle.back_if is not None:
            yield _clause(recycle, _BACK)
    yield from map(_clause, policy.nurture.values())
    for response in policy.responses.values():
        yield _clause(response)
        yield from map(_clause, (*response.tries, *response.actions))


def _rules(rules: Iterable[Rule]) -> Iterator[CoverableClause]:
    for rule in rules:
        match rule:
            case Group():
                yield from _rules(rule.rules)
                if rule.low is not None or rule.high is not None:
                    yield _clause(rule, _LIMIT)
                if rule.only_if is not None:
                    yield _clause(rule, _GATE)
            case FirstOf():
                yield from map(_clause, rule.rules)
            case Table() | EachTable():
                yield from map(_clause, rule.rows)
            case IfRule() | EachRule() | IdleRule() | Adds():
                yield _clause(rule)
            case _:
                assert_never(rule)


def _clause(clause: Clause, part: str = "") -> CoverableClause:
    first_line = clause.span.text.partition("\n")[0].strip()
    return CoverableClause(clause.id + part, clause.span, f"{first_line}:{part}" if part else first_line)


def _touched(decision: Decision, policy: Policy) -> Iterator[str]:
    """The ids of what one decision touched."""
    yield from (policy.defines[name].id for name, found in decision.defines.items() if found.holds)
    for score in decision.scores.values():
        for line in score.lines:
            yield from _touched_by_line(line)
    for grade in decision.grades.values():
        yield from (level.id for level in policy.grades[grade.grade].levels if level.name == grade.level)
    if decision.stage is not None:
        yield policy.stages[decision.stage].id
    if decision.disqualified is not None:
        yield policy.disqualify[decision.disqualified].id
    if decision.route is not None:
        yield policy.routes[decision.route.route].id
    if decision.recycle is not None:
        rule = policy.recycle[decision.recycle.rule]
        yield rule.id
        if decision.recycle.in_force:
            yield policy.nurture[rule.nurture].id
        if decision.recycle.back is not None and decision.recycle.back.holds:
            yield rule.id + _BACK
    for cycle in decision.cycles:
        yield from _touched_by_cycle(cycle, policy)


def _touched_by_line(line: Line) -> Iterator[str]:
    match line:
        case RuleLine():
            if line.row is not None:
                yield line.row.id
            yield from (row.id for row in line.rows_hit)
            if _worked(line):
                yield line.clause.id
        case AdjustLine(kind="limit", clause=clause):
            yield clause.id + _LIMIT
        case AdjustLine(kind="gate", clause=clause, truth=truth):
            if truth is not None and not truth.holds:
                yield clause.id + _GATE
        case AdjustLine(kind="zero", clause=clause, truth=truth):
            if truth is not None and truth.holds:
                yield clause.id
        case AdjustLine() | TermLine():
            return
        case _:
            assert_never(line)


def _worked(line: RuleLine) -> bool:
    match line.clause:
        case IfRule():
            return line.truth is not None and line.truth.holds and not line.passed_over
        case EachRule():
            return bool(line.counted)
        case IdleRule():
            return bool(line.idle_periods)
        case Adds():
            return line.found is not None
        case Table() | EachTable():
            return False  # their rows show it
        case _:
            assert_never(line.clause)


def _touched_by_cycle(cycle: CycleResult, policy: Policy) -> Iterator[str]:
    if cycle.response is None:
        return
    yield policy.responses[cycle.response].id
    yield from (tries.clause.id for tries in cycle.tries if tries.made)
    for action in cycle.actions:
        if action.fallen or (action.at is not None and cycle.ended_at is None):
            yield action.clause.id
