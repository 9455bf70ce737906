"""The syntax tree: what was written, clause by clause, before any name is looked up.

Every node is a frozen value. Spans stand on every node outside equality, so two texts that say the same in another
layout give equal trees; the formatter proves itself with that.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Literal, TypeAlias, TypeVar, dataclass_transform

from leadpact_dsl.source import Span

T = TypeVar("T")


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def node(cls: type[T]) -> type[T]:
    """A frozen dataclass that compares as Node says: generating that for a hundred classes would slow every start."""
    return dataclass(frozen=True, eq=False)(cls)


@node
class Node:
    """Anything written: it knows its place. Two nodes are equal where they say the same, wherever they stand."""

    span: Span = field(compare=False, repr=False)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return False
        return all(getattr(self, f.name) == getattr(other, f.name) for f in fields(self) if f.compare)

    __hash__ = None  # type: ignore[assignment]  # nothing looks nodes up by what they say


# ---------------------------------------------------------------------------------------------- words and amounts


@node
class Word(Node):
    """A bare name: of a declaration, a field, a choice, a level."""

    name: str


@node
class Text(Node):
    """Text in quotes, with the quotes and escapes taken off."""

    value: str


@node
class Number(Node):
    value: Decimal


@node
class Percent(Node):
    value: Decimal
    """In percent: 25% is 25."""


@node
class Money(Node):
    value: Decimal
    currency: str


@node
class Day(Node):
    date: dt.date


@node
class Moment(Node):
    """A date with a time; `offset` is None where it is to be read in the agreement's timezone."""

    local: dt.datetime
    offset: dt.timedelta | None


Unit: TypeAlias = Literal["minutes", "hours", "days", "weeks", "months", "quarters", "years"]


@node
class Duration(Node):
    count: int
    unit: Unit
    business: bool = False


Amount: TypeAlias = "Number | Percent | Money"
Value: TypeAlias = "Word | Text | Number | Percent | Money | Day | Moment"
Period: TypeAlias = Literal["day", "week", "month", "quarter", "year"]


# ------------------------------------------------------------------------------------------------------ conditions

Comparison: TypeAlias = Literal["is", "is not", "is more than", "is at least", "is less than", "is at most"]
MatchKind: TypeAlias = Literal["contains", "starts with", "ends with", "has the word"]
Bound: TypeAlias = Literal["at least", "at most"]
CountKind: TypeAlias = Literal["at least", "at most", "exactly"]


@node
class Compare(Node):
    """`employees is at least 50`."""

    subject: Word
    op: Comparison
    value: Value


@node
class Between(Node):
    subject: Word
    low: Value
    high: Value


@node
class Among(Node):
    """`is one of …`, negated `is none of …`; a value may be the name of a list."""

    subject: Word
    negated: bool
    values: tuple[Value, ...]


@node
class Known(Node):
    subject: Word
    known: bool


@node
class Match(Node):
    """A test of text; `several` where it was written `one of`."""

    subject: Word
    kind: MatchKind
    values: tuple[Value, ...]
    several: bool


@node
class Dated(Node):
    subject: Word
    kind: Literal["before", "after"]
    value: Value


@node
class Recent(Node):
    """A date or time against as of."""

    subject: Word
    kind: Literal["in the last", "in the next", "more than ago"]
    duration: Duration


@node
class Bare(Node):
    """A name alone: a definition, a yes-or-no field, or an activity that happened."""

    name: Word
    negated: bool


@node
class Count(Node):
    kind: CountKind
    times: int


@node
class InTheLast(Node):
    duration: Duration


@node
class LongAgo(Node):
    """The latest one was more than this ago."""

    duration: Duration


@node
class Since(Node):
    """Strictly after the latest of an activity; from a date or time on where that of a field, or a day, is named."""

    what: Word | Day


Window: TypeAlias = "InTheLast | LongAgo | Since"


@node
class Happened(Node):
    """`viewed_page at least 3 times with different path in the last 14 days where …`, or `no viewed_page …`.

    Several activities are counted together: `any of opened_email, clicked_link at least 3 times`, `none of …`.
    """

    activities: tuple[Word, ...]
    own: bool
    """`activity` stands for all of the lead's own; then `activities` is empty."""
    absent: bool
    count: Count | None
    different: Word | None
    window: Window | None
    where: Condition | None


@node
class Chain(Node):
    """Conditions on one line joined by `and`, or by `or`."""

    kind: Literal["and", "or"]
    items: tuple[Condition, ...]


@node
class Block(Node):
    """`all of`, `any of`, `at least N of` over the lines below it; N is None but for the last."""

    kind: Literal["all of", "any of", "at least of"]
    at_least: int | None
    items: tuple[Condition, ...]


Condition: TypeAlias = "Compare | Between | Among | Known | Match | Dated | Recent | Bare | Happened | Chain | Block"


# ------------------------------------------------------------------------------------------------------ score parts


@node
class Fading(Node):
    """`losing 20% every 7 days` or `losing 5 points every 7 days`."""

    loss: Percent | Number
    every: Duration


@node
class Once(Node):
    """`once` (both None), `once a week`, `once every 30 days`; with `times`, `at most 3 times a day`."""

    period: Period | None
    every: Duration | None
    times: int = 1


@node
class Range(Node):
    low: Decimal
    high: Decimal


@node
class AtMostTimes(Node):
    times: int


@node
class AtMostPoints(Node):
    points: Decimal


@node
class Counting(Node):
    """How activities are counted and limited; shared by `for each` rules and tables."""

    activities: tuple[Word, ...]
    window: Window | None
    once: Once | None
    at_most_times: AtMostTimes | None
    fading: Fading | None
    at_most_points: AtMostPoints | None
    where: Condition | None


@node
class Points(Node):
    """Signed points: a number, or the name of a value."""

    sign: Literal[1, -1]
    amount: Number | Word


@node
class IfRule(Node):
    points: Points
    condition: Condition
    fading: Fading | None
    because: Text | None


@node
class EachRule(Node):
    points: Points
    counting: Counting
    because: Text | None


@node
class IdleRule(Node):
    """`-10 for every 30 days without activity since created_at at most 30 points`."""

    points: Points
    every: Duration
    since: Word | None
    at_most_points: AtMostPoints | None
    because: Text | None


@node
class Below(Node):
    high: Amount


@node
class FromTo(Node):
    """`50 to 499`, both ends in; or `60 to below 75`."""

    low: Amount
    high: Amount
    below: bool


@node
class OrMore(Node):
    low: Amount


@node
class OneOfKeys(Node):
    keys: tuple[Value, ...]


@node
class UnknownKey(Node):
    pass


@node
class OtherwiseKey(Node):
    pass


RowKey: TypeAlias = "Below | FromTo | OrMore | OneOfKeys | UnknownKey | OtherwiseKey"


@node
class Row(Node):
    key: RowKey
    points: Decimal
    because: Text | None


@node
class Table(Node):
    """`by employees` over its rows; with `counting`, `by form for each submitted_form …`."""

    field: Word
    counting: Counting | None
    rows: tuple[Row, ...]
    because: Text | None


@node
class Group(Node):
    label: Text
    at_most: AtMostPoints | None
    range: Range | None
    counts: Percent | None
    fading: Fading | None
    only_if: Condition | None
    items: tuple[ScoreItem, ...]
    because: Text | None


@node
class FirstOf(Node):
    rules: tuple[ScoreItem, ...]
    because: Text | None


@node
class Adds(Node):
    """`adds review_points from -10 to 10, 0 when unknown`."""

    field: Word
    range: Range
    when_unknown: Number | None
    because: Text | None


@node
class ZeroIf(Node):
    condition: Condition
    because: Text | None


@node
class CountsAfter(Node):
    """`counts only what follows the latest unsubscribed, returned`."""

    activities: tuple[Word, ...]
    because: Text | None


ScoreItem: TypeAlias = "IfRule | EachRule | IdleRule | Table | Group | FirstOf | Adds | ZeroIf | CountsAfter"


@node
class Term(Node):
    """One part of a weighted score: `60% of fit`; the weight is None for the whole. `sign` is -1 behind `minus`."""

    sign: Literal[1, -1]
    weight: Percent | None
    score: Word


# ---------------------------------------------------------------------------------------------------- declarations


@node
class Setting(Node):
    """One line of the agreement block."""

    key: Literal["version", "effective", "term", "review", "timezone", "purpose", "covers"]
    value: Text | Day | Duration | tuple[Number, Number]


@node
class Agreement(Node):
    title: Text
    settings: tuple[Setting, ...]


@node
class Capacity(Node):
    leads: Number | Word
    per_person: bool
    period: Period
    people: Number | Word | None


@node
class Team(Node):
    name: Word
    label: Text | None
    led_by: tuple[Text, ...]
    works: tuple[Word, ...]
    capacity: tuple[Capacity, ...]
    duties: tuple[Text, ...]


@node
class Hours(Node):
    """Wall-clock ranges in minutes from midnight."""

    ranges: tuple[tuple[int, int], ...]


@node
class Opening(Node):
    days: tuple[int, ...]
    """Weekdays, Monday 0."""
    hours: Hours


@node
class OpeningOn(Node):
    day: Day
    hours: Hours


@node
class HolidaysOf(Node):
    country: Text
    subdivision: Text | None


@node
class Closed(Node):
    first: Day
    last: Day
    label: Text | None


@node
class Calendar(Node):
    name: Word
    label: Text | None
    timezone: tuple[Text, ...]
    openings: tuple[Opening | OpeningOn, ...]
    holidays: tuple[HolidaysOf, ...]
    closed: tuple[Closed, ...]


@node
class ValueFrom(Node):
    day: Day
    amount: Amount


@node
class ValueDecl(Node):
    name: Word
    label: Text | None
    amount: Amount
    later: tuple[ValueFrom, ...]
    because: Text | None


@node
class ListDecl(Node):
    """Items in the policy, or a column of a file beside it."""

    name: Word
    label: Text | None
    items: tuple[Text, ...]
    file: Text | None
    column: Text | None
    because: Text | None


@node
class Choice(Node):
    """`otherwise`: it stands for every value that the data may hold besides the other choices."""

    name: Word
    label: Text | None
    otherwise: bool = False


FieldTypeName: TypeAlias = Literal["text", "whole number", "number", "money", "yes or no", "date", "time", "one of"]


@node
class FieldType(Node):
    kind: FieldTypeName
    currency: str | None = None
    choices: tuple[Choice, ...] = ()


@node
class FieldDecl(Node):
    name: Word
    label: Text | None
    type: FieldType
    required: bool
    when_unknown: Value | None
    column: Text | None


@node
class SameWhen(Node):
    fields: tuple[Word, ...]


@node
class Lead(Node):
    fields: tuple[FieldDecl, ...]
    same_when: tuple[SameWhen, ...]
    identified_by: tuple[Text, ...]
    unknown_texts: tuple[Text, ...]


@node
class Activity(Node):
    name: Word
    label: Text | None
    by: Word | None
    logged_as: Text | None
    fields: tuple[FieldDecl, ...]


LogColumn: TypeAlias = "tuple[Literal['lead', 'activity', 'at'], Text]"


@node
class Log(Node):
    """The columns of the activity log: which one holds the lead, the activity, and its time."""

    columns: tuple[LogColumn, ...]


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


@node
class Section(Node):
    title: Text
    body: Text


@node
class Given(Node):
    """One field of an example's lead or activity."""

    field: Word
    value: Value


@node
class Occurrence(Node):
    """An activity of an example, at an instant or so long before as of."""

    activity: Word
    at: Moment | Day | Duration
    given: tuple[Given, ...]


@node
class ExpectTest(Node):
    """`expect fit is 100`, `expect stage is MQL`, `expect hot is running`, `expect decision_maker`."""

    test: Compare | Between | Among | Bare


@node
class ExpectDue(Node):
    response: Word
    at: Moment


@node
class ExpectPassedOn(Node):
    response: Word


Expectation: TypeAlias = "ExpectTest | ExpectDue | ExpectPassedOn"


@node
class Example(Node):
    title: Text
    as_of: tuple[Moment | Day, ...]
    lead_id: Text | None
    given: tuple[Given, ...]
    occurrences: tuple[Occurrence, ...]
    expectations: tuple[Expectation, ...]


Declaration: TypeAlias = (
    Agreement
    | Team
    | Calendar
    | ValueDecl
    | ListDecl
    | Lead
    | Activity
    | Log
    | Define
    | Score
    | Grade
    | Stage
    | Disqualify
    | Route
    | Clock
    | Response
    | Recycle
    | Nurture
    | Goal
    | Experiment
    | Section
    | Example
)


@node
class PolicyText:
    """All declarations of a policy's files, in the order of the files' names and then as written.

    `unread` are lines that could not be read, and `unread_names` names that they may have declared; `mended` are places
    of mistakes in spite of which a line was read as it was meant.
    """

    declarations: tuple[Declaration, ...]
    unread: tuple[Span, ...] = ()
    unread_names: frozenset[str] = frozenset()
    mended: frozenset[Span] = frozenset()
