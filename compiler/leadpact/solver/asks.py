"""What can be asked of a lead: questions about one or two policies, as values.

`which` is the place of the policy in the world, 0 or 1. Each question has one meaning, which `confirmed` takes from the
reference evaluation; the model of `sight.py` must agree with it, and is never believed without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias, assert_never

from leadpact_dsl import model
from leadpact_dsl.decision import Decision, RuleLine
from leadpact_dsl.evaluate.conditions import truth
from leadpact_dsl.evaluate.decide import EXACT
from leadpact_dsl.evaluate.facts import Facts, gather
from leadpact_dsl.evaluate.frame import Frame
from leadpact_dsl.evaluate.routes import names_someone
from leadpact_dsl.evaluate.view import View
from leadpact_dsl.frozen import frozen


@frozen
class Holds:
    """A condition; with `score`, as a clause of that score sees it (`counts only what follows`)."""

    which: int
    condition: model.Condition
    score: str | None = None


@frozen
class ScoreAtLeast:
    which: int
    score: str
    points: Decimal


@frozen
class ScoresDiffer:
    which: int
    score: str
    other_which: int
    other_score: str


@frozen
class Pays:
    """The rule, table or `adds` of this id gives points other than 0: after its own limit, whatever its group does."""

    which: int
    clause_id: str


@frozen
class GradeIs:
    which: int
    grade: str
    level: str


@frozen
class StageIs:
    """None: at none, disqualified or in a recycle."""

    which: int
    stage: str | None


@frozen
class StageHolds:
    """By its `when` or by a record, whatever comes later and whatever beats stages."""

    which: int
    stage: str


@frozen
class DisqualifiedBy:
    """The first reason that holds; None: there is none."""

    which: int
    name: str | None


@frozen
class DisqualifyHolds:
    which: int
    name: str


@frozen
class RecycleIs:
    """The recycle in force; None: there is none."""

    which: int
    name: str | None


@frozen
class RouteIs:
    which: int
    route: str | None


@frozen
class RouteHolds:
    """Its condition holds and it names someone, whatever stands before it."""

    which: int
    route: str


@frozen
class Starts:
    """What starts the clock, or starts it afresh, lies at the very instant of the decision."""

    which: int
    clock: str


@frozen
class ResponseIs:
    """A cycle of the clock starts at the instant of the decision, and this response applies to it (None: no one)."""

    which: int
    clock: str
    response: str | None


@frozen
class ResponseHolds:
    """What it is for, at the instant of the decision, whatever stands before it."""

    which: int
    response: str


@frozen
class All:
    asks: tuple[Ask, ...]


@frozen
class Any:
    asks: tuple[Ask, ...]


@frozen
class No:
    ask: Ask


Ask: TypeAlias = (
    "Holds | ScoreAtLeast | ScoresDiffer | Pays | GradeIs | StageIs | StageHolds | DisqualifiedBy | DisqualifyHolds"
    " | RecycleIs | RouteIs | RouteHolds | Starts | ResponseIs | ResponseHolds | All | Any | No"
)


class Reference:
    """One lead as each policy of a world sees it, decided by the reference evaluation.

    `records` and `logs` are the lead in the words of each policy.
    """

    def __init__(
        self,
        policies: Sequence[model.Policy],
        records: Sequence[model.LeadRecord],
        logs: Sequence[Sequence[model.ActivityRecord]],
        as_of: int,
        decisions: Sequence[Decision],
    ) -> None:
        self.decisions = tuple(decisions)
        self._as_of = as_of
        self._frames: list[Frame] = []
        self._logs = logs
        for policy, record, log in zip(policies, records, logs, strict=True):
            facts = gather(policy, record, log, as_of)
            assert isinstance(facts, Facts)
            self._frames.append(Frame(facts, as_of))

    def confirms(self, ask: Ask) -> bool:
        from decimal import localcontext

        with localcontext(EXACT):
            return self._confirms(ask)

    def _confirms(self, ask: Ask) -> bool:
        match ask:
            case All(asks):
                return all(self._confirms(one) for one in asks)
            case Any(asks):
                return any(self._confirms(one) for one in asks)
            case No(inner):
                return not self._confirms(inner)
            case Holds(which, condition, score):
                return truth(condition, self._view(which, score)).holds
            case ScoreAtLeast(which, name, points):
                return self._value(which, name) >= points
            case ScoresDiffer(which, name, other_which, other_score):
                return self._value(which, name) != self._value(other_which, other_score)
            case Pays(which, clause_id):
                lines = (line for result in self.decisions[which].scores.values() for line in result.lines)
                return any(isinstance(line, RuleLine) and line.clause.id == clause_id and line.paid for line in lines)
            case GradeIs(which, grade, level):
                return self.decisions[which].grades[grade].level == level
            case StageIs(which, stage):
                return self.decisions[which].stage == stage
            case StageHolds(which, stage):
                return any(one.stage == stage and one.holds for one in self.decisions[which].stages)
            case DisqualifiedBy(which, name):
                return self.decisions[which].disqualified == name
            case DisqualifyHolds(which, name):
                policy = self._frames[which].policy
                return self._decided(which, policy.disqualify[name].when)
            case RecycleIs(which, name):
                recycle = self.decisions[which].recycle
                return (recycle.rule if recycle is not None and recycle.in_force else None) == name
            case RouteIs(which, route):
                found = self.decisions[which].route
                return (None if found is None else found.route) == route
            case RouteHolds(which, name):
                frame = self._frames[which]
                asked = frame.policy.routes[name]
                return names_someone(asked, frame) and (asked.when is None or self._decided(which, asked.when))
            case Starts(which, clock):
                begun = self._frames[which].policy.clocks[clock]
                kinds = (*begun.starts, *begun.afresh)
                return any(row.at == self._as_of and row.activity in kinds for row in self._logs[which])
            case ResponseIs(which, clock, response):
                cycles = self.decisions[which].cycles
                return any(
                    one.clock == clock and one.started_at == self._as_of and one.response == response for one in cycles
                )
            case ResponseHolds(which, response):
                applies = self._frames[which].policy.responses[response].applies_to
                return applies is None or self._decided(which, applies)
            case _:
                assert_never(ask)

    def _decided(self, which: int, condition: model.Condition) -> bool:
        return truth(condition, self._frames[which].all).holds

    def _value(self, which: int, score: str) -> Decimal:
        return self.decisions[which].scores[score].value

    def _view(self, which: int, score: str | None) -> View:
        frame = self._frames[which]
        return frame.all if score is None else View(frame, frame.all.latest_of(frame.policy.scores[score].follows))
