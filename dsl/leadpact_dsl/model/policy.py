"""The whole policy, its agreement and teams, and its examples."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from typing import Literal, TypeAlias

from leadpact_dsl.calendars import Calendar
from leadpact_dsl.frozen import frozen
from leadpact_dsl.model.base import Activity, Clause, ItemList, Lead, Log, Named, Period, Quantity, Scalar, Value
from leadpact_dsl.model.conditions import Between, Define, GradeTest, Order
from leadpact_dsl.model.flow import Clock, Disqualify, Experiment, Goal, Nurture, Recycle, Response, Route, Stage
from leadpact_dsl.model.scores import Grade, Score
from leadpact_dsl.source import Span


@frozen
class ActivityRecord:
    """One row of the log. `values` has the known fields only."""

    activity: str
    at: int
    values: Mapping[str, Scalar] = field(default_factory=dict)


@frozen
class LeadRecord:
    """One lead. `values` has the known fields only (a `when unknown` default is applied by the evaluation)."""

    id: str
    values: Mapping[str, Scalar] = field(default_factory=dict)


@frozen
class ExpectScore(Clause):
    score: str
    test: Order | Between


@frozen
class ExpectGrade(Clause):
    test: GradeTest


OutcomeKind: TypeAlias = Literal["stage", "route", "recycle", "disqualify", "nurture"]


@frozen
class ExpectName(Clause):
    """`stage`, `route`, `recycle`, `disqualify` or `nurture` is this one (None: `is none`); `negated` for `is not`."""

    what: OutcomeKind
    name: str | None
    negated: bool


@frozen
class ExpectPerson(Clause):
    """`expect person is "ana"`: whom the route chose."""

    person: str


@frozen
class ExpectDefine(Clause):
    define: str
    holds: bool


@frozen
class ExpectDue(Clause):
    response: str
    at: int


@frozen
class ExpectState(Clause):
    response: str
    state: Literal["running", "paused", "met", "missed", "overdue", "passed on"]


Expectation: TypeAlias = (
    "ExpectScore | ExpectGrade | ExpectName | ExpectPerson | ExpectDefine | ExpectDue | ExpectState"
)


@frozen
class Example:
    span: Span = field(compare=False, repr=False)
    title: str
    as_of: int
    lead: LeadRecord
    activities: tuple[ActivityRecord, ...]
    expectations: tuple[Expectation, ...]


@frozen
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


@frozen
class Capacity:
    leads: Quantity
    per_person: bool
    period: Period
    people: Quantity | None


@frozen
class Team(Named):
    led_by: str | None
    works: str | None
    capacity: Capacity | None
    duties: tuple[str, ...]


@frozen
class CalendarSpan:
    """A length of calendar time: 12 months."""

    count: int
    unit: Literal["days", "weeks", "months", "quarters", "years"]


@frozen
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


@frozen
class Section:
    span: Span = field(compare=False, repr=False)
    title: str
    body: str
