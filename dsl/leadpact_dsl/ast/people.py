"""The agreement, teams, calendars, dials, lists, the lead and its activities, as written."""

from __future__ import annotations

from typing import Literal, TypeAlias

from leadpact_dsl.ast.base import Amount, Day, Duration, Node, Number, Period, Text, Value, Word, node


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
