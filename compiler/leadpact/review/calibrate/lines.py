"""The rules that move a score: its own, and those of the scores that it is made of, each with the way it moves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal, Protocol

from leadpact_dsl.checks.walk import rules
from leadpact_dsl.model import Clause, FirstOf, GradeName, Policy, ScoreName, Table


class LineColumn(Protocol):
    """One line of a score as an engine gives it: `leadpact.targets.sql.scores.LineColumn`."""

    @property
    def score(self) -> str: ...
    @property
    def clause(self) -> Clause: ...
    @property
    def kind(self) -> str: ...
    @property
    def scale(self) -> int: ...
    @property
    def row(self) -> object: ...


Sign = Literal[-1, 0, 1]


def signs(policy: Policy, asked: Sequence[str]) -> Mapping[str, Sign]:
    """For each score that one of these is made of: 1 where its points add, −1 where they are taken off.

    0 where they do both, or only pick a row of a table.
    """
    weights: dict[str, Decimal] = {}
    picked: list[str] = []
    for name in asked:
        _weigh(policy, name, Decimal(1), weights, picked)
    found: dict[str, Sign] = {}
    for name in policy.scores:
        if name in weights:
            weight = weights[name]
            found[name] = 1 if weight > 0 else -1 if weight < 0 else 0
        elif name in picked:
            found[name] = 0
    return found


def first_ofs(policy: Policy) -> Mapping[str, int]:
    """For each rule of a `first of`, by the id of its clause, a number that those beside it share."""
    blocks = (rule for score in policy.scores.values() for rule in rules(score) if isinstance(rule, FirstOf))
    return {rule.id: number for number, block in enumerate(blocks) for rule in block.rules}


def _weigh(policy: Policy, name: str, weight: Decimal, weights: dict[str, Decimal], picked: list[str]) -> None:
    weights[name] = weights.get(name, Decimal(0)) + weight
    score = policy.scores[name]
    for term in score.terms:
        _weigh(policy, term.score, weight * term.weight.scaleb(-2), weights, picked)
    for rule in rules(score):
        match rule:
            case Table(by=ScoreName(by)):
                _pick(policy, by, picked)
            case Table(by=GradeName(by)):
                of_grade = policy.grades[by].score
                if of_grade is not None:
                    _pick(policy, of_grade, picked)
            case _:
                pass


def _pick(policy: Policy, name: str, picked: list[str]) -> None:
    """A score whose value picks a row, with all that it is made of."""
    if name not in picked:
        inner: dict[str, Decimal] = {}
        picked.append(name)
        _weigh(policy, name, Decimal(1), inner, picked)
        picked += [one for one in inner if one not in picked]
