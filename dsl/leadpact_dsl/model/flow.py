"""How a lead moves, and what is promised on the way: stages, routes, recycling, clocks, responses, goals."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

from leadpact_dsl.frozen import frozen
from leadpact_dsl.model.base import Bound, Clause, Field, Named, Period, Quantity
from leadpact_dsl.model.conditions import Condition, Selection
from leadpact_dsl.model.scores import OtherwiseKey, UnknownKey, ValuesKey


@frozen
class Stage(Named):
    owner: str | None
    probability: Decimal | None
    when: Condition | None
    recorded_by: tuple[str, ...]


@frozen
class Disqualify(Named):
    when: Condition


@frozen
class Route(Named):
    team: str | None
    person_in: Field | None
    when: Condition | None
    split: tuple[str, ...]


@frozen
class Recycle(Named):
    """`when`: one of these; in force from the latest match for `duration` ms, unless `back_if` holds after it."""

    when: tuple[Selection, ...]
    nurture: str
    duration: int
    back_if: Condition | None


@frozen
class Material:
    label: str
    address: str | None


@frozen
class Nurture(Named):
    """A touch at each count of units after the start; months, quarters and years are calendar time."""

    counts: tuple[int, ...]
    unit: Literal["days", "weeks", "months", "quarters", "years"]
    materials: tuple[Material, ...]


@frozen
class CalendarChoice:
    """One calendar for all (`field` None, one row with OtherwiseKey), or by a field of the lead."""

    field: Field | None
    rows: tuple[tuple[ValuesKey | UnknownKey | OtherwiseKey, str], ...]


@frozen
class Clock(Named):
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    afresh: tuple[str, ...]
    pause: tuple[str, ...]
    resume: tuple[str, ...]
    calendar: CalendarChoice | None


@frozen
class Duration:
    """`ms` is the length; `business` where only open hours count; `count` and `unit` are as written."""

    ms: int
    business: bool
    count: int
    unit: str


@frozen
class AnswerWithin:
    team: str
    duration: Duration


@frozen
class AnswerByClose:
    """`days_later` 0 is the same business day, 1 the next."""

    team: str
    days_later: int


@frozen
class Tries(Clause):
    team: str
    times: int
    within: Duration


TargetKind: TypeAlias = Literal["team", "text", "reason", "route"]


@frozen
class Action(Clause):
    """An instruction with an instant. `target` is a team's name, free text, a choice of reason, or a route's name."""

    moment: Literal["before due", "at due", "after due", "after start"]
    offset: Duration | None
    kind: Literal["remind", "notify", "escalate", "return", "pass on"]
    target: str
    target_kind: TargetKind
    target_label: str


@frozen
class Response(Named):
    """`calendars` is the clock's choice, else the answering team's; None where nothing is counted in business time."""

    clock: str
    applies_to: Condition | None
    answer: AnswerWithin | AnswerByClose
    tries: tuple[Tries, ...]
    actions: tuple[Action, ...]
    calendar: CalendarChoice | None


@frozen
class Delivers(Clause):
    team: str
    leads: Quantity
    stage: str
    period: Period


@frozen
class ReachGoal(Clause):
    bound: Bound
    rate: Quantity
    source: str
    target: str
    within: Duration


@frozen
class ShareGoal(Clause):
    bound: Bound
    rate: Quantity
    stage: str
    define: str
    period: Period


@frozen
class InTimeGoal(Clause):
    bound: Bound
    rate: Quantity
    response: str
    period: Period


GoalItem: TypeAlias = "Delivers | ReachGoal | ShareGoal | InTimeGoal"


@frozen
class Goal(Named):
    """`applies_to`: the goal speaks of these leads only; None for all."""

    items: tuple[GoalItem, ...]
    applies_to: Condition | None = None


@frozen
class Experiment(Named):
    applies_to: Condition
    hand_over: Quantity
    bound: Bound
    rate: Quantity
    stage: str
    within: Duration
