"""The resolved policy: every name bound, every unit typed, nothing left to decide.

References to other declarations are by name and always good: `policy.defines[name]` and its like never fail. Instants
and durations are whole milliseconds (instants since 1970-01-01 UTC); points, numbers and money are exact decimals.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from leadpact_dsl.calendars import Calendar
from leadpact_dsl.source import Span

# ----------------------------------------------------------------------------------------------------- foundations

Scalar: TypeAlias = "str | int | Decimal | bool | dt.date"
"""A known value of a field: text and choice names str, whole numbers and instants int, numbers and money Decimal."""

FieldKind: TypeAlias = Literal["text", "whole number", "number", "money", "yes or no", "date", "time", "one of"]
Period: TypeAlias = Literal["day", "week", "month", "quarter", "year"]
Bound: TypeAlias = Literal["at least", "at most"]


@dataclass(frozen=True)
class Clause:
    """Anything written in the policy that can be pointed at.

    `id` is stable against moving text about: the declaration's kind and name, then the place within it, such as
    `score fit/3` or `stage MQL`. `because` is the author's reason, printed beside the clause.
    """

    span: Span = field(compare=False, repr=False)
    id: str
    because: str | None


@dataclass(frozen=True)
class Named(Clause):
    name: str
    label: str


# ---------------------------------------------------------------------------------------------------------- fields


@dataclass(frozen=True)
class Choice:
    name: str
    label: str


@dataclass(frozen=True)
class Field:
    """A field of the lead (`owner` is "lead") or of an activity (`owner` is its name)."""

    span: Span = field(compare=False, repr=False)
    owner: str
    name: str
    label: str
    kind: FieldKind
    currency: str | None = None
    choices: tuple[Choice, ...] = ()
    required: bool = False
    when_unknown: Scalar | None = None
    column: str | None = None
    otherwise: str | None = None
    """The choice that stands for every value which the data holds besides the others."""

    @property
    def can_be_unknown(self) -> bool:
        return not self.required and self.when_unknown is None

    def choice(self, name: str) -> Choice:
        return next(choice for choice in self.choices if choice.name == name)


@dataclass(frozen=True)
class Lead:
    """`same_when`: the record is a duplicate of another where all fields of any one of these are the same.

    `id_column` is the column that names the lead; `unknown_texts` are spellings that count as unknown in every field.
    """

    fields: Mapping[str, Field]
    same_when: tuple[tuple[str, ...], ...] = ()
    id_column: str = "id"
    unknown_texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Log:
    lead_column: str = "lead_id"
    activity_column: str = "activity"
    at_column: str = "at"


@dataclass(frozen=True)
class Activity(Named):
    """`by` is a team, or None for the lead's own; `logged_as` is its spelling in the log."""

    by: str | None
    logged_as: str | None
    fields: Mapping[str, Field]


# ---------------------------------------------------------------------------------------------------------- values


@dataclass(frozen=True)
class Fixed:
    value: Decimal
    unit: str = ""
    """"%", a currency, or nothing."""


@dataclass(frozen=True)
class ValueOf:
    """The named value, as it stands at the instant of the decision."""

    name: str


Quantity: TypeAlias = "Fixed | ValueOf"


@dataclass(frozen=True)
class Value(Named):
    """A dated dial: `amounts` in order of time; the first holds from ever (its instant is None).

    Each later amount holds from the start of its day in the agreement's timezone; `since` are those instants.
    """

    unit: str
    amounts: tuple[Decimal, ...]
    days: tuple[dt.date | None, ...]
    since: tuple[int | None, ...]

    def at(self, instant: int) -> Decimal:
        amount = self.amounts[0]
        for start, later in zip(self.since[1:], self.amounts[1:], strict=True):
            if start is not None and start <= instant:
                amount = later
        return amount


@dataclass(frozen=True)
class ItemList(Named):
    """`file` and `column` say where the items were read from, where it was not the policy itself."""

    items: tuple[str, ...]
    file: str | None = None
    column: str | None = None


# ------------------------------------------------------------------------------------------------------ conditions

OrderKind: TypeAlias = Literal["is", "is not", "is more than", "is at least", "is less than", "is at most"]
MatchKind: TypeAlias = Literal["contains", "starts with", "ends with", "has the word"]


@dataclass(frozen=True)
class Equals:
    """Text, choice, yes or no, or date."""

    value: Scalar
    negated: bool


@dataclass(frozen=True)
class OneOf:
    """Any of the values, or any entry of the lists named."""

    values: tuple[Scalar, ...]
    lists: tuple[str, ...]
    negated: bool


@dataclass(frozen=True)
class Order:
    """Numbers, money, scores."""

    op: OrderKind
    amount: Quantity


@dataclass(frozen=True)
class Between:
    """Numbers, money, scores; both ends in."""

    low: Quantity
    high: Quantity


@dataclass(frozen=True)
class IsKnown:
    known: bool


@dataclass(frozen=True)
class TextMatch:
    """Holds where any of the values, or any entry of the lists, matches; `several` where it was written `one of`."""

    kind: MatchKind
    values: tuple[str, ...]
    lists: tuple[str, ...]
    several: bool


@dataclass(frozen=True)
class TimeSpanTest:
    """Holds from `start` up to, not including, `end` (None: open). A date counts as the start of its day.

    `written` is how the policy says it: before D, after D, is D, between D and E.
    """

    start: int | None
    end: int | None
    kind: Literal["before", "after", "between"]
    written: tuple[dt.date | int, ...]


@dataclass(frozen=True)
class Recent:
    """Against as of: `in the last` as of − D < t ≤ as of; `in the next` as of < t ≤ as of + D; else t < as of − D."""

    kind: Literal["in the last", "in the next", "more than ago"]
    duration: int


Test: TypeAlias = "Equals | OneOf | Order | Between | IsKnown | TextMatch | TimeSpanTest | Recent"


@dataclass(frozen=True)
class FieldTest:
    span: Span = field(compare=False, repr=False)
    field: Field
    test: Test


@dataclass(frozen=True)
class ScoreTest:
    span: Span = field(compare=False, repr=False)
    score: str
    test: Order | Between


@dataclass(frozen=True)
class GradeTest:
    """`levels` are those written; `at least B` means B or better (levels are ordered, best first)."""

    span: Span = field(compare=False, repr=False)
    grade: str
    op: Literal["is", "is not", "is one of", "is none of", "is more than", "is at least", "is less than", "is at most"]
    levels: tuple[str, ...]


@dataclass(frozen=True)
class StageTest:
    """Stages are ordered, furthest last: `is at least SAL` means SAL or further."""

    span: Span = field(compare=False, repr=False)
    op: Literal["is", "is not", "is one of", "is none of", "is more than", "is at least", "is less than", "is at most"]
    stages: tuple[str, ...]


@dataclass(frozen=True)
class DefineTest:
    span: Span = field(compare=False, repr=False)
    define: str


@dataclass(frozen=True)
class Not:
    span: Span = field(compare=False, repr=False)
    item: DefineTest | FieldTest


@dataclass(frozen=True)
class InLast:
    duration: int


@dataclass(frozen=True)
class LongAgo:
    """The latest one was more than this before as of."""

    duration: int


@dataclass(frozen=True)
class SinceLatest:
    """Strictly after the latest of this activity; nothing counts without one."""

    activity: str


@dataclass(frozen=True)
class SinceField:
    """From the date or time that this field of the lead holds on; nothing counts where it is unknown."""

    field: Field


@dataclass(frozen=True)
class SinceDay:
    """From the start of this day on, in the agreement's timezone: `start` is that instant."""

    day: dt.date
    start: int


Window: TypeAlias = "InLast | LongAgo | SinceLatest | SinceField | SinceDay"


@dataclass(frozen=True)
class Selection:
    """Which activities: of these kinds (`own`: every kind that is the lead's own) whose own fields satisfy `where`.

    A test of a field that a kind does not declare passes for that kind.
    """

    activities: tuple[str, ...]
    own: bool
    where: Condition | None


@dataclass(frozen=True)
class CountTest:
    kind: Literal["at least", "at most", "exactly"]
    times: int


@dataclass(frozen=True)
class Happened:
    """An activity took place (or did not: `absent`). Without `count`: at least once.

    `different` counts the distinct known values of that field. With `LongAgo` the latest one decides.
    """

    span: Span = field(compare=False, repr=False)
    selection: Selection
    absent: bool
    count: CountTest | None
    different: Field | None
    window: Window | None


@dataclass(frozen=True)
class Combined:
    """`inline` where it was written on one line with `and` or `or`."""

    span: Span = field(compare=False, repr=False)
    kind: Literal["all", "any", "at least"]
    at_least: int
    items: tuple[Condition, ...]
    inline: bool = field(compare=False)


Condition: TypeAlias = "FieldTest | ScoreTest | GradeTest | StageTest | DefineTest | Not | Happened | Combined"


@dataclass(frozen=True)
class Define(Named):
    when: Condition


# ---------------------------------------------------------------------------------------------------------- scores


@dataclass(frozen=True)
class Points:
    sign: Literal[1, -1]
    amount: Quantity


@dataclass(frozen=True)
class Fading:
    """Each whole `every` of age takes `loss`: percent of the original points, or points."""

    loss: Decimal
    percent: bool
    every: int


@dataclass(frozen=True)
class Once:
    """At most so many per period. `period` "ever" is plain `once`; "fixed" is a grid of `every` ms from 1970-01-05."""

    period: Literal["day", "week", "month", "quarter", "year", "ever", "fixed"]
    every: int = 0
    times: int = 1
    """How many of each period count, the latest ones."""


@dataclass(frozen=True)
class Counting:
    selection: Selection
    window: Window | None
    once: Once | None
    at_most_times: int | None
    fading: Fading | None
    at_most_points: Decimal | None


@dataclass(frozen=True)
class IfRule(Clause):
    points: Points
    condition: Condition
    fading: Fading | None


@dataclass(frozen=True)
class EachRule(Clause):
    points: Points
    counting: Counting


@dataclass(frozen=True)
class IdleRule(Clause):
    """Points for every whole `every` since the lead's latest own activity, or since the time field without one."""

    points: Points
    every: int
    since: Field | None
    at_most_points: Decimal | None


@dataclass(frozen=True)
class Band:
    """From `low` (None: without limit) to `high`; the upper end is in where `high_in`."""

    low: Decimal | None
    high: Decimal | None
    high_in: bool

    def holds(self, value: Decimal) -> bool:
        if self.low is not None and value < self.low:
            return False
        if self.high is None:
            return True
        return value <= self.high if self.high_in else value < self.high


@dataclass(frozen=True)
class ValuesKey:
    """`values` are all of them, the entries of `lists` included."""

    values: tuple[Scalar, ...]
    lists: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnknownKey:
    pass


@dataclass(frozen=True)
class OtherwiseKey:
    """Every known value that no other row names."""


RowKey: TypeAlias = "Band | ValuesKey | UnknownKey | OtherwiseKey"


@dataclass(frozen=True)
class Row(Clause):
    key: RowKey
    points: Decimal


@dataclass(frozen=True)
class Table(Clause):
    """By a field of the lead, by a score, or by a grade."""

    by: Field | ScoreName | GradeName
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class ScoreName:
    name: str


@dataclass(frozen=True)
class GradeName:
    name: str


@dataclass(frozen=True)
class EachTable(Clause):
    """Each counted activity pays the row of its own field."""

    field: Field
    counting: Counting
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Group(Clause):
    """`low` and `high` bound the sum (None: no bound); then `counts` percent of it; all only if `only_if` holds.

    `at most N points` is low −N and high N. `fading` is for those rules inside that carry none of their own.
    """

    label: str
    low: Decimal | None
    high: Decimal | None
    counts: Decimal | None
    fading: Fading | None
    only_if: Condition | None
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class FirstOf(Clause):
    rules: tuple[IfRule, ...]


@dataclass(frozen=True)
class Adds(Clause):
    """The field's own value as points, held within low and high; `when_unknown` None only where it is never unknown."""

    field: Field
    low: Decimal
    high: Decimal
    when_unknown: Decimal | None


Rule: TypeAlias = "IfRule | EachRule | IdleRule | Table | EachTable | Group | FirstOf | Adds"


@dataclass(frozen=True)
class ZeroIf(Clause):
    condition: Condition


@dataclass(frozen=True)
class Term:
    """`weight` in percent with the sign of the term: 60, 100 for a whole score, −25."""

    weight: Decimal
    score: str


@dataclass(frozen=True)
class Score(Named):
    """Made of `rules`, or of `terms` over other scores; rounded to hundredths, then bounded where bounds are given.

    `follows`: the rules see only activities strictly after the latest of these, for the reason `follows_because`.
    """

    low: Decimal | None
    high: Decimal | None
    terms: tuple[Term, ...]
    rules: tuple[Rule, ...]
    zero_if: tuple[ZeroIf, ...]
    follows: tuple[str, ...]
    follows_because: str | None = None


@dataclass(frozen=True)
class Level(Named):
    """`test` is a band of the grade's score, a condition, or None for `otherwise`."""

    test: Band | Condition | None


@dataclass(frozen=True)
class Grade(Named):
    """Ordered best first. `score` is None for a grade by conditions."""

    score: str | None
    levels: tuple[Level, ...]

    def rank(self, level: str) -> int:
        """0 is the best."""
        return next(i for i, known in enumerate(self.levels) if known.name == level)


# ----------------------------------------------------------------------------------------- stages, routes, recycling


@dataclass(frozen=True)
class Stage(Named):
    owner: str | None
    probability: Decimal | None
    when: Condition | None
    recorded_by: tuple[str, ...]


@dataclass(frozen=True)
class Disqualify(Named):
    when: Condition


@dataclass(frozen=True)
class Route(Named):
    team: str | None
    person_in: Field | None
    when: Condition | None
    split: tuple[str, ...]


@dataclass(frozen=True)
class Recycle(Named):
    """`when`: one of these; in force from the latest match for `duration` ms, unless `back_if` holds after it."""

    when: tuple[Selection, ...]
    nurture: str
    duration: int
    back_if: Condition | None


@dataclass(frozen=True)
class Material:
    label: str
    address: str | None


@dataclass(frozen=True)
class Nurture(Named):
    """A touch at each count of units after the start; months, quarters and years are calendar time."""

    counts: tuple[int, ...]
    unit: Literal["days", "weeks", "months", "quarters", "years"]
    materials: tuple[Material, ...]


# ---------------------------------------------------------------------------------------------------------- clocks


@dataclass(frozen=True)
class CalendarChoice:
    """One calendar for all (`field` None, one row with OtherwiseKey), or by a field of the lead."""

    field: Field | None
    rows: tuple[tuple[ValuesKey | UnknownKey | OtherwiseKey, str], ...]


@dataclass(frozen=True)
class Clock(Named):
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    afresh: tuple[str, ...]
    pause: tuple[str, ...]
    resume: tuple[str, ...]
    calendar: CalendarChoice | None


@dataclass(frozen=True)
class Duration:
    """`ms` is the length; `business` where only open hours count; `count` and `unit` are as written."""

    ms: int
    business: bool
    count: int
    unit: str


@dataclass(frozen=True)
class AnswerWithin:
    team: str
    duration: Duration


@dataclass(frozen=True)
class AnswerByClose:
    """`days_later` 0 is the same business day, 1 the next."""

    team: str
    days_later: int


@dataclass(frozen=True)
class Tries(Clause):
    team: str
    times: int
    within: Duration


TargetKind: TypeAlias = Literal["team", "text", "reason", "route"]


@dataclass(frozen=True)
class Action(Clause):
    """An instruction with an instant. `target` is a team's name, free text, a choice of reason, or a route's name."""

    moment: Literal["before due", "at due", "after due", "after start"]
    offset: Duration | None
    kind: Literal["remind", "notify", "escalate", "return", "pass on"]
    target: str
    target_kind: TargetKind
    target_label: str


@dataclass(frozen=True)
class Response(Named):
    """`calendars` is the clock's choice, else the answering team's; None where nothing is counted in business time."""

    clock: str
    applies_to: Condition | None
    answer: AnswerWithin | AnswerByClose
    tries: tuple[Tries, ...]
    actions: tuple[Action, ...]
    calendar: CalendarChoice | None


# ---------------------------------------------------------------------------------------------- goals, experiments


@dataclass(frozen=True)
class Delivers(Clause):
    team: str
    leads: Quantity
    stage: str
    period: Period


@dataclass(frozen=True)
class ReachGoal(Clause):
    bound: Bound
    rate: Quantity
    source: str
    target: str
    within: Duration


@dataclass(frozen=True)
class ShareGoal(Clause):
    bound: Bound
    rate: Quantity
    stage: str
    define: str
    period: Period


@dataclass(frozen=True)
class InTimeGoal(Clause):
    bound: Bound
    rate: Quantity
    response: str
    period: Period


GoalItem: TypeAlias = "Delivers | ReachGoal | ShareGoal | InTimeGoal"


@dataclass(frozen=True)
class Goal(Named):
    """`applies_to`: the goal speaks of these leads only; None for all."""

    items: tuple[GoalItem, ...]
    applies_to: Condition | None = None


@dataclass(frozen=True)
class Experiment(Named):
    applies_to: Condition
    hand_over: Quantity
    bound: Bound
    rate: Quantity
    stage: str
    within: Duration


# ------------------------------------------------------------------------------------------------- the whole policy


@dataclass(frozen=True)
class Capacity:
    leads: Quantity
    per_person: bool
    period: Period
    people: Quantity | None


@dataclass(frozen=True)
class Team(Named):
    led_by: str | None
    works: str | None
    capacity: Capacity | None
    duties: tuple[str, ...]


@dataclass(frozen=True)
class CalendarSpan:
    """A length of calendar time: 12 months."""

    count: int
    unit: Literal["days", "weeks", "months", "quarters", "years"]


@dataclass(frozen=True)
class Agreement:
    """`first_year` to `last_year` are the years for which calendars and zones are compiled in."""

    span: Span = field(compare=False, repr=False)
    title: str
    version: str | None
    effective: dt.date | None
    term: CalendarSpan | None
    review: CalendarSpan | None
    timezone: str
    purpose: str | None
    first_year: int
    last_year: int


@dataclass(frozen=True)
class Section:
    span: Span = field(compare=False, repr=False)
    title: str
    body: str


# -------------------------------------------------------------------------------------------------------- examples


@dataclass(frozen=True)
class ActivityRecord:
    """One row of the log. `values` has the known fields only."""

    activity: str
    at: int
    values: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True)
class LeadRecord:
    """One lead. `values` has the known fields only (a `when unknown` default is applied by the evaluation)."""

    id: str
    values: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True)
class ExpectScore(Clause):
    score: str
    test: Order | Between


@dataclass(frozen=True)
class ExpectGrade(Clause):
    test: GradeTest


OutcomeKind: TypeAlias = Literal["stage", "route", "recycle", "disqualify", "nurture"]


@dataclass(frozen=True)
class ExpectName(Clause):
    """`stage`, `route`, `recycle`, `disqualify` or `nurture` is this one (None: `is none`); `negated` for `is not`."""

    what: OutcomeKind
    name: str | None
    negated: bool


@dataclass(frozen=True)
class ExpectPerson(Clause):
    """`expect person is "ana"`: whom the route chose."""

    person: str


@dataclass(frozen=True)
class ExpectDefine(Clause):
    define: str
    holds: bool


@dataclass(frozen=True)
class ExpectDue(Clause):
    response: str
    at: int


@dataclass(frozen=True)
class ExpectState(Clause):
    response: str
    state: Literal["running", "paused", "met", "missed", "overdue", "passed on"]


Expectation: TypeAlias = (
    "ExpectScore | ExpectGrade | ExpectName | ExpectPerson | ExpectDefine | ExpectDue | ExpectState"
)


@dataclass(frozen=True)
class Example:
    span: Span = field(compare=False, repr=False)
    title: str
    as_of: int
    lead: LeadRecord
    activities: tuple[ActivityRecord, ...]
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True)
class Policy:
    """Mappings are in the order written."""

    agreement: Agreement
    teams: Mapping[str, Team]
    calendars: Mapping[str, Calendar]
    values: Mapping[str, Value]
    lists: Mapping[str, ItemList]
    lead: Lead
    activities: Mapping[str, Activity]
    log: Log
    defines: Mapping[str, Define]
    scores: Mapping[str, Score]
    grades: Mapping[str, Grade]
    stages: Mapping[str, Stage]
    disqualify: Mapping[str, Disqualify]
    routes: Mapping[str, Route]
    clocks: Mapping[str, Clock]
    responses: Mapping[str, Response]
    recycle: Mapping[str, Recycle]
    nurture: Mapping[str, Nurture]
    goals: Mapping[str, Goal]
    experiments: Mapping[str, Experiment]
    sections: tuple[Section, ...]
    examples: tuple[Example, ...]
    calendar_spans: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)
    """Where each calendar is declared: a calendar itself knows nothing of policy text."""
