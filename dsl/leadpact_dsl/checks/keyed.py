"""Rows that are to cover every value once: tables of points, bands of a grade, and a clock's choice of calendars."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple, TypeAlias

from leadpact_dsl.checks import known, places, walk, written
from leadpact_dsl.checks.bounds import reachable
from leadpact_dsl.checks.spreads import BEGIN, END, Cut, Run, Spread, between
from leadpact_dsl.checks.wholes import is_whole
from leadpact_dsl.model import (
    Band,
    CalendarChoice,
    Choice,
    Clock,
    EachTable,
    Field,
    Grade,
    GradeName,
    OtherwiseKey,
    Policy,
    RowKey,
    Score,
    ScoreName,
    Table,
    ValuesKey,
)
from leadpact_dsl.source import Span


class Entry(NamedTuple):
    """One row: what it covers, and where it stands."""

    key: RowKey
    span: Span


@dataclass(frozen=True)
class Numbers:
    """Numbers to be covered: `whole` only whole ones; `unit` is a currency or nothing."""

    all: Spread
    whole: bool
    unit: str = ""

    def covered(self, key: RowKey) -> Spread:
        """The numbers that a row names."""
        match key:
            case Band():
                start = BEGIN if key.low is None else Cut(key.low, False)
                end = END if key.high is None else Cut(key.high, key.high_in)
                return self._run(start, end)
            case ValuesKey():
                numbers = [Decimal(value) for value in key.values if isinstance(value, int | Decimal)]
                return tuple(run for number in numbers for run in self._run(Cut(number, False), Cut(number, True)))
            case _:
                return ()

    def _run(self, start: Cut, end: Cut) -> Spread:
        run = Run(_to_whole(start), _to_whole(end)) if self.whole else Run(start, end)
        return (run,) if run.start < run.end else ()


@dataclass(frozen=True)
class Named:
    """Values that can be counted up: choices, yes and no, the levels of a grade."""

    all: tuple[Choice, ...]


@dataclass(frozen=True)
class Open:
    """Texts and dates: there is always one more."""


Domain: TypeAlias = "Numbers | Named | Open"


@dataclass(frozen=True)
class Keyed:
    """Rows over one subject. `noun` is what a row is called; `label` what people call the subject.

    `unknown` says whether the subject can be unknown; `row` makes the text of a further row out of its key, None where
    a row needs a name that only the author knows.
    """

    noun: str
    label: str
    header: Span
    entries: tuple[Entry, ...]
    domain: Domain
    field: Field | None = None
    unknown: bool = False
    row: Callable[[str], str] | None = None


def all_keyed(policy: Policy) -> Iterator[Keyed]:
    """Everything in the policy that has such rows."""
    for score in policy.scores.values():
        for rule in walk.rules(score):
            if isinstance(rule, Table | EachTable) and rule.rows:
                found = table(policy, rule)
                if found is not None:
                    yield found
    yield from (bands(policy, grade) for grade in policy.grades.values() if grade.score is not None and grade.levels)
    for clock in policy.clocks.values():
        if clock.calendar is not None and clock.calendar.field is not None:
            found = _calendars(clock, clock.calendar, clock.calendar.field)
            if found is not None:
                yield found


def table(policy: Policy, rule: Table | EachTable) -> Keyed | None:
    """The rows of a table; None for a field whose values no rows can name."""
    entries = tuple(Entry(row.key, row.span) for row in rule.rows)
    subject = rule.field if isinstance(rule, EachTable) else rule.by
    match subject:
        case Field():
            domain = _domain(subject)
            if domain is None:
                return None
            selection = rule.counting.selection if isinstance(rule, EachTable) else None
            unknown = known.can_be_unknown(policy, subject, selection)
            return Keyed("row", subject.label, rule.span, entries, domain, subject, unknown, _no_points)
        case ScoreName():
            score = policy.scores[subject.name]
            return Keyed("row", score.label, rule.span, entries, _of_score(policy, score), row=_no_points)
        case GradeName():
            grade = policy.grades[subject.name]
            levels = Named(tuple(Choice(level.name, level.label) for level in grade.levels))
            return Keyed("row", grade.label, rule.span, entries, levels, row=_no_points)


def bands(policy: Policy, grade: Grade) -> Keyed:
    """The levels of a grade of a score."""
    assert grade.score is not None
    score = policy.scores[grade.score]
    entries = [
        Entry(level.test if isinstance(level.test, Band) else OtherwiseKey(), level.span) for level in grade.levels
    ]
    return Keyed("level", score.label, grade.span, tuple(entries), _of_score(policy, score))


def _calendars(clock: Clock, choice: CalendarChoice, field: Field) -> Keyed | None:
    domain = _domain(field)
    if domain is None:
        return None
    whole = places.block(clock.span)
    entries = [Entry(key, _line(whole, written.key(field, key), clock.span)) for key, _ in choice.rows]
    calendar = choice.rows[0][1] if choice.rows else ""
    return Keyed(
        "row",
        field.label,
        clock.span,
        tuple(entries),
        domain,
        field,
        field.can_be_unknown,
        lambda key: f"{key}: {calendar}",
    )


def _line(whole: Span, start: str, otherwise: Span) -> Span:
    """The line of a block that starts so."""
    found = places.mark(whole, rf"(?m)^ *({re.escape(start)} *:.*?) *$")
    return otherwise if found == whole else found


def _no_points(key: str) -> str:
    return f"{key}: 0"


def _domain(field: Field) -> Domain | None:
    match field.kind:
        case "whole number" | "number" | "money":
            return Numbers(between(None, None), field.kind == "whole number", field.currency or "")
        case "one of":
            return Named(field.choices)
        case "yes or no":
            return Named((Choice("yes", "yes"), Choice("no", "no")))
        case "text" | "date":
            return Open()
        case "time":
            return None


def _of_score(policy: Policy, score: Score) -> Numbers:
    """From bound to bound; a score without bounds has those of what it is made of. `zero if` may add the zero."""
    reach = reachable(policy, score.name)
    low = reach.low if score.low is None else score.low
    high = reach.high if score.high is None else score.high
    zero = between(Decimal(0), Decimal(0)) if score.zero_if and not low <= 0 <= high else ()
    runs = (*between(low, high), *zero)
    if not is_whole(policy, score):
        return Numbers(runs, whole=False)
    return Numbers(tuple(Run(_to_whole(run.start), _to_whole(run.end)) for run in runs), whole=True)


def _to_whole(cut: Cut) -> Cut:
    """The cut just before the next whole number."""
    if cut in (BEGIN, END):
        return cut
    if cut.behind:
        return Cut(cut.at.to_integral_value(ROUND_FLOOR) + 1, False)
    return Cut(cut.at.to_integral_value(ROUND_CEILING), False)
