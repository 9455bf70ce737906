"""A frame: the policy's answers about one lead at one instant. Each is worked out once, when it is first asked for."""

from __future__ import annotations

from decimal import Decimal

from leadpact_dsl.decision import GradeResult, ScoreResult, Truth
from leadpact_dsl.evaluate import conditions, grades, scores, stages
from leadpact_dsl.evaluate.comparing import amount_at
from leadpact_dsl.evaluate.facts import Facts
from leadpact_dsl.evaluate.view import View
from leadpact_dsl.model import Policy, Quantity


class Frame:
    """Activities and dated values as of `instant`; the lead's fields as its record holds them now."""

    def __init__(self, facts: Facts, instant: int) -> None:
        self.facts = facts
        self.instant = instant
        self._defines: dict[str, Truth] = {}
        self._scores: dict[str, ScoreResult] = {}
        self._grades: dict[str, GradeResult] = {}
        self._standing: stages.Standing | None = None

    @property
    def policy(self) -> Policy:
        return self.facts.policy

    @property
    def all(self) -> View:
        """All activities up to the instant."""
        return View(self, None)

    def amount(self, quantity: Quantity) -> Decimal:
        return amount_at(quantity, self.policy, self.instant)

    def latest_own(self) -> int | None:
        """The instant of the lead's latest own activity, one that is not a team's."""
        return self.facts.latest_own(self.instant)

    def define(self, name: str) -> Truth:
        """The truth of the `when` of a definition: it means the same wherever it is used."""
        if name not in self._defines:
            self._defines[name] = conditions.truth(self.policy.defines[name].when, self.all)
        return self._defines[name]

    def score(self, name: str) -> ScoreResult:
        if name not in self._scores:
            self._scores[name] = scores.result(self.policy.scores[name], self)
        return self._scores[name]

    def grade(self, name: str) -> GradeResult:
        if name not in self._grades:
            self._grades[name] = grades.result(self.policy.grades[name], self)
        return self._grades[name]

    def standing(self) -> stages.Standing:
        if self._standing is None:
            self._standing = stages.standing(self)
        return self._standing
