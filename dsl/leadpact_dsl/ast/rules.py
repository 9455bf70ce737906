"""Definitions, scores, grades, stages, routes, clocks, responses, recycling and goals, as written."""

from __future__ import annotations

from typing import Literal, TypeAlias

from leadpact_dsl.ast.base import Duration, Node, Number, Percent, Period, Text, Unit, Word, node
from leadpact_dsl.ast.conditions import Bound, Condition
from leadpact_dsl.ast.scores import OneOfKeys, OtherwiseKey, Range, RowKey, ScoreItem, Term, UnknownKey


@node
class Define(Node):
    name: Word
    label: Text | None
    when: tuple[Condition, ...]
    because: Text | None


@node
class Score(Node):
    """Either `items` or `terms`."""

    name: Word
    label: Text | None
    range: Range | None
    terms: tuple[Term, ...]
    items: tuple[ScoreItem, ...]
    because: Text | None


@node
class Level(Node):
    """One level of a grade: by a band of the score, by a condition, or `otherwise`."""

    name: Word
    label: Text | None
    test: RowKey | Condition
    because: Text | None


@node
class Grade(Node):
    name: Word
    label: Text | None
    of: Word | None
    levels: tuple[Level, ...]
    because: Text | None


@node
class Stage(Node):
    name: Word
    label: Text | None
    owner: Word | None
    probability: Percent | None
    when: tuple[Condition, ...]
    recorded_by: tuple[Word, ...]
    because: Text | None


@node
class Disqualify(Node):
    name: Word
    label: Text | None
    when: tuple[Condition, ...]
    because: Text | None


@node
class Route(Node):
    """To a team, or to the person whom a field names."""

    name: Word
    label: Text | None
    team: Word | None
    person_in: Word | None
    when: tuple[Condition, ...]
    split: tuple[Text, ...]
    because: Text | None


@node
class CalendarRow(Node):
    key: OneOfKeys | UnknownKey | OtherwiseKey
    calendar: Word


@node
class CalendarBy(Node):
    field: Word
    rows: tuple[CalendarRow, ...]


@node
class Pauses(Node):
    pause: tuple[Word, ...]
    resume: tuple[Word, ...]


@node
class Clock(Node):
    name: Word
    label: Text | None
    starts: tuple[Word, ...]
    stops: tuple[Word, ...]
    pauses: tuple[Pauses, ...]
    afresh: tuple[Word, ...]
    calendar: tuple[Word | CalendarBy, ...]
    because: Text | None


@node
class AnswersWithin(Node):
    team: Word
    duration: Duration
    because: Text | None


@node
class AnswersByClose(Node):
    team: Word
    days_later: int
    because: Text | None


@node
class Tries(Node):
    team: Word
    times: int
    within: Duration
    because: Text | None


ActionMoment: TypeAlias = Literal["before due", "at due", "after due", "after start"]
ActionKind: TypeAlias = Literal["remind", "notify", "escalate", "return", "pass on"]


@node
class Action(Node):
    """An instruction with an instant; `offset` is None at the due instant itself."""

    moment: ActionMoment
    offset: Duration | None
    kind: ActionKind
    target: Word | Text
    because: Text | None


@node
class Response(Node):
    name: Word
    label: Text | None
    clock: Word
    applies_to: tuple[Condition, ...]
    answers: tuple[AnswersWithin | AnswersByClose, ...]
    tries: tuple[Tries, ...]
    actions: tuple[Action, ...]
    because: Text | None


@node
class ToNurture(Node):
    nurture: Word
    duration: Duration


@node
class Recycle(Node):
    name: Word
    label: Text | None
    when: tuple[Condition, ...]
    to: tuple[ToNurture, ...]
    back_if: tuple[Condition, ...]
    because: Text | None


@node
class NurtureAfter(Node):
    counts: tuple[int, ...]
    unit: Unit


@node
class Material(Node):
    label: Text
    address: Text | None


@node
class Nurture(Node):
    name: Word
    label: Text | None
    after: tuple[NurtureAfter, ...]
    materials: tuple[Material, ...]
    because: Text | None


@node
class Delivers(Node):
    team: Word
    leads: Number | Word
    stage: Word
    period: Period
    because: Text | None


@node
class ReachGoal(Node):
    bound: Bound
    rate: Percent | Word
    source: Word
    target: Word
    within: Duration
    because: Text | None


@node
class ShareGoal(Node):
    bound: Bound
    rate: Percent | Word
    stage: Word
    definition: Word
    period: Period
    because: Text | None


@node
class InTimeGoal(Node):
    bound: Bound
    rate: Percent | Word
    response: Word
    period: Period
    because: Text | None


GoalItem: TypeAlias = "Delivers | ReachGoal | ShareGoal | InTimeGoal"


@node
class Goal(Node):
    name: Word
    label: Text | None
    applies_to: tuple[Condition, ...]
    items: tuple[GoalItem, ...]
    because: Text | None


@node
class ExpectReach(Node):
    bound: Bound
    rate: Percent | Word
    stage: Word
    within: Duration


@node
class Experiment(Node):
    name: Word
    label: Text | None
    applies_to: tuple[Condition, ...]
    hand_over: tuple[Number | Word, ...]
    expect: tuple[ExpectReach, ...]
    because: Text | None
