"""What is known of one lead: its values with defaults, and its activities by time. Bad input is refused here."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from leadpact_dsl import limits
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.model import Activity, ActivityRecord, Field, LeadRecord, Policy, Scalar, Selection
from leadpact_dsl.phrases import fields, times
from leadpact_dsl.phrases.activities import too_many
from leadpact_dsl.phrases.words import quoted
from leadpact_dsl.text import is_blank
from leadpact_dsl.zones import Zone, zone


@dataclass(frozen=True, slots=True)
class Entry:
    """One activity of the log. `rank` is its place in order of time; of rows at one instant the later row is later."""

    activity: str
    at: int
    values: Mapping[str, Scalar]
    rank: int


@dataclass(frozen=True)
class Facts:
    """The lead as all frames see it: known values only, and every activity up to as of, by kind and in order.

    `own` are those of all kinds that are the lead's own, not a team's.
    """

    policy: Policy
    lead: str
    values: Mapping[str, Scalar]
    by_kind: Mapping[str, Sequence[Entry]]
    own: Sequence[Entry]
    zone: Zone

    def instant_of(self, field: Field) -> int | None:
        """The instant of a field with a date or time, where it is known."""
        value = self.values.get(field.name)
        return None if value is None else instant_of(value, self.zone)

    def entries(self, selection: Selection, after: int | None, until: int) -> list[Entry]:
        """Those of the selection's kinds, strictly after one instant and up to another; `where` is not asked."""
        if selection.own:
            return list(_between(self.own, after, until))
        found = [entry for kind in selection.activities for entry in self.of_kind(kind, after, until)]
        if len(selection.activities) > 1:
            found.sort(key=_rank)
        return found

    def latest_own(self, until: int) -> int | None:
        found = _between(self.own, None, until)
        return found[-1].at if found else None

    def of_kind(self, kind: str, after: int | None, until: int) -> Sequence[Entry]:
        return _between(self.by_kind.get(kind, ()), after, until)


def gather(policy: Policy, lead: LeadRecord, activities: Sequence[ActivityRecord], as_of: int) -> Facts | str:
    """The facts as of an instant, or the reason in words why this lead cannot be decided.

    Activities after `as_of` and of kinds that the policy does not declare do not exist, whatever they carry.
    """
    if not limits.is_instant(as_of):
        return f"The date asked for lies outside the years {limits.FIRST_YEAR} to {limits.LAST_YEAR}."
    there = zone(policy.agreement.timezone)
    if there is None:
        raise InternalError(f"The policy was read with the unknown time zone {policy.agreement.timezone!r}.")
    log = [row for row in activities if row.at <= as_of and row.activity in policy.activities]
    if len(log) > limits.MOST_ACTIVITIES:
        return too_many(len(log), limits.MOST_ACTIVITIES)
    log.sort(key=lambda row: row.at)  # stable: rows of one instant stay in the order of the log
    values = dict(_known(policy.lead.fields, lead.values))
    reason = next(_problems(policy.lead.fields, values), None)
    if reason is not None:
        return reason
    entries: list[Entry] = []
    for row in log:
        activity = policy.activities[row.activity]
        if not limits.is_instant(row.at):
            return f"An activity {quoted(activity.label)} lies before the year {limits.FIRST_YEAR}."
        entry = Entry(row.activity, row.at, dict(_known(activity.fields, row.values)), len(entries))
        reason = next(_problems(activity.fields, entry.values), None)
        if reason is not None:
            return f"{_which(activity, row.at, policy)}: {reason}"
        entries.append(entry)
    by_kind: dict[str, list[Entry]] = {}
    for entry in entries:
        by_kind.setdefault(entry.activity, []).append(entry)
    own = [entry for entry in entries if policy.activities[entry.activity].by is None]
    return Facts(policy, lead.id, values, by_kind, own, there)


def instant_of(value: Scalar, zone: Zone) -> int:
    """The instant of a time, or of the start of a date's day in the agreement's timezone."""
    if isinstance(value, dt.date):
        return zone.start_of_day(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise InternalError(f"A date or a time was expected, not {value!r}.")


def _rank(entry: Entry) -> int:
    return entry.rank


def _at(entry: Entry) -> int:
    return entry.at


def _between(log: Sequence[Entry], after: int | None, until: int) -> Sequence[Entry]:
    first = 0 if after is None else bisect_right(log, after, key=_at)
    return log[first : bisect_right(log, until, key=_at)]


def _known(declared: Mapping[str, Field], given: Mapping[str, Scalar]) -> Iterator[tuple[str, Scalar]]:
    """The declared fields with a value: absent and blank ones take their `when unknown`, or stay out."""
    for name, field in declared.items():
        value: Scalar | None = given.get(name)
        if isinstance(value, str) and is_blank(value):
            value = None
        if value is None:
            value = field.when_unknown
        if value is not None:
            yield name, value


def _problems(declared: Mapping[str, Field], known: Mapping[str, Scalar]) -> Iterator[str]:
    for name, field in declared.items():
        value = known.get(name)
        if value is not None:
            fault = _fault(field, value)
            if fault is not None:
                yield f"{_called(field)} {fault}."
        elif field.required:
            yield f"{_called(field)} is unknown, and the policy requires it."


def _called(field: Field) -> str:
    said = fields.called(field)
    return said[:1].upper() + said[1:]


def _which(activity: Activity, at: int, policy: Policy) -> str:
    return f"The activity {quoted(activity.label)} of {times.instant(at, policy.agreement.timezone)}"


def _fault(field: Field, value: Scalar) -> str | None:
    """What is wrong with a known value, behind the name of its field."""
    match field.kind:
        case "text":
            return None if isinstance(value, str) else "is not a text"
        case "one of":
            if isinstance(value, str) and any(choice.name == value for choice in field.choices):
                return None
            return f"is {quoted(str(value))}, which is none of its choices"
        case "yes or no":
            return None if isinstance(value, bool) else "is neither yes nor no"
        case "whole number":
            if not isinstance(value, int) or isinstance(value, bool):
                return "is not a whole number"
            return _size_fault(Decimal(value), 0)
        case "number":
            return _size_fault(value, limits.NUMBER_PLACES)
        case "money":
            return _size_fault(value, limits.MONEY_PLACES)
        case "date":
            if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
                return "is not a date"
            return None if limits.is_day(value) else _OUTSIDE
        case "time":
            if not isinstance(value, int) or isinstance(value, bool):
                return "is not a time"
            return None if limits.is_instant(value) else _OUTSIDE


_OUTSIDE = f"lies outside the years {limits.FIRST_YEAR} to {limits.LAST_YEAR}"


def _size_fault(value: Scalar, places: int) -> str | None:
    if not isinstance(value, Decimal) or not value.is_finite():
        return "is not a number"
    if limits.is_too_large(value, places):
        return "is larger than can be counted exactly"
    if limits.is_finer(value, places):
        return f"has more than {places} decimals"
    return None
