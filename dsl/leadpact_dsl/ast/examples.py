"""Sections and examples as written, and the text of a whole policy."""

from __future__ import annotations

from typing import TypeAlias

from leadpact_dsl.ast.base import Day, Duration, Moment, Node, Text, Value, Word, node
from leadpact_dsl.ast.conditions import Among, Bare, Between, Compare
from leadpact_dsl.ast.people import Activity, Agreement, Calendar, Lead, ListDecl, Log, Team, ValueDecl
from leadpact_dsl.ast.rules import (
    Clock,
    Define,
    Disqualify,
    Experiment,
    Goal,
    Grade,
    Nurture,
    Recycle,
    Response,
    Route,
    Score,
    Stage,
)
from leadpact_dsl.source import Span


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
