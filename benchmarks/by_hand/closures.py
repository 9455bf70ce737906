"""A small rule engine as people first build it: every condition and every rule is a closure over the lead as dicts.

Nothing is silly here: sets are made once, points are whole hundredths, the log is parted by kind, and scores are worked
out once for each instant. What it costs is what this way of building costs: a call for each condition and each rule.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from .hours import CHANGES, DAY, OFFSETS, month_of
from .texts import BLANKS, fold, parted


@dataclass
class Context:
    """One lead at one instant. `log` are its activities up to then, by time, each with its "kind" and "at"."""

    lead: Mapping[str, Any]
    log: list[Mapping[str, Any]]
    now: int
    scores: dict[str, int] = field(default_factory=dict)
    grades: dict[str, str] = field(default_factory=dict)
    after: int = -1
    """Rules of a score that begins anew see only what is later than this."""

    def __post_init__(self) -> None:
        self.of_kind: dict[str, list[Mapping[str, Any]]] = {}
        for activity in self.log:
            self.of_kind.setdefault(activity["kind"], []).append(activity)
        self.own = [activity for activity in self.log if activity["kind"] in OWN]


Condition: TypeAlias = Callable[[Context], bool]
Where: TypeAlias = Callable[[Mapping[str, Any]], bool]
Rule: TypeAlias = Callable[[Context], int]
Select: TypeAlias = Callable[[Context], list[Mapping[str, Any]]]
Fade: TypeAlias = Callable[[int, int], int]

OWN = frozenset(
    (
        "viewed_page", "opened_email", "clicked_email", "attended_webinar", "met_at_event", "joined_partner_event",
        "stayed_away", "requested_demo", "submitted_form", "asked_in_chat", "used_feature", "unsubscribed",
    )
)  # fmt: skip

# -------------------------------------------------------------------------------------------------- conditions, fields


def all_of(*conditions: Condition) -> Condition:
    return lambda c: all(condition(c) for condition in conditions)


def any_of(*conditions: Condition) -> Condition:
    return lambda c: any(condition(c) for condition in conditions)


def at_least(count: int, *conditions: Condition) -> Condition:
    return lambda c: sum(condition(c) for condition in conditions) >= count


def not_(condition: Condition) -> Condition:
    return lambda c: not condition(c)


def known(name: str) -> Condition:
    return lambda c: c.lead.get(name) is not None


def test(name: str, holds: Callable[[Any], bool]) -> Condition:
    """A test of a field; of an unknown one nothing holds."""

    def condition(c: Context) -> bool:
        value = c.lead.get(name)
        return value is not None and holds(value)

    return condition


def more_than(name: str, limit: int) -> Condition:
    return test(name, lambda value: value > limit)


def at_least_as_much(name: str, limit: int) -> Condition:
    return test(name, lambda value: value >= limit)


def less_than(name: str, limit: int) -> Condition:
    return test(name, lambda value: value < limit)


def between(name: str, low: int, high: int) -> Condition:
    return test(name, lambda value: low <= value <= high)


def one_of(name: str, *values: str) -> Condition:
    wanted = {fold(value) for value in values}
    return test(name, lambda value: fold(value) in wanted)


def contains(name: str, *values: str) -> Condition:
    return test(name, lambda value: any(wanted in fold(value) for wanted in values))


def ends_with(name: str, *values: str) -> Condition:
    return test(name, lambda value: fold(value).endswith(values))


def has_word(name: str, *values: str) -> Condition:
    wanted = [f" {value.lower()} " for value in values]

    def holds(value: str) -> bool:
        words = f" {' '.join(parted(value).decode().split(' '))} "
        return any(word in words for word in wanted)

    return test(name, holds)


def in_the_last(name: str, length: int) -> Condition:
    return lambda c: (at := c.lead.get(name)) is not None and c.now - length < at <= c.now


def in_the_next(name: str, length: int) -> Condition:
    return lambda c: (at := c.lead.get(name)) is not None and c.now < at <= c.now + length


def longer_ago(name: str, length: int) -> Condition:
    return lambda c: (at := c.lead.get(name)) is not None and at < c.now - length


# ------------------------------------------------------------------------------------------------------- activities


def select(*kinds: str, last: int | None = None, where: Where | None = None, since: str | None = None) -> Select:
    """Those of these kinds (none: all of the lead's own), within the last so many ms, later than the latest `since`."""
    wanted = frozenset(kinds)

    def selected(c: Context) -> list[Mapping[str, Any]]:
        begin = c.after if last is None else max(c.after, c.now - last)
        if since is not None:
            marks = c.of_kind.get(since)
            if marks is None:
                return []
            begin = max(begin, marks[-1]["at"])
        if not wanted:
            rows = c.own
        elif len(wanted) == 1:
            rows = c.of_kind.get(kinds[0], [])
        else:
            rows = [a for a in c.log if a["kind"] in wanted]
        return [a for a in rows if a["at"] > begin and (where is None or where(a))]

    return selected


def field_is(name: str, *values: Any) -> Where:
    """Kinds without the field pass."""
    return lambda a: name not in a or a[name] in values


def field_is_not(name: str, value: Any) -> Where:
    return lambda a: name not in a or a[name] != value


def text_is(name: str, *values: str) -> Where:
    wanted = frozenset(values)
    return lambda a: name in a and fold(a[name]) in wanted


def text_starts(name: str, *values: str) -> Where:
    return lambda a: name in a and fold(a[name]).startswith(values)


def happened(*kinds: str, times: int = 1, different: str | None = None, **how: Any) -> Condition:
    found = select(*kinds, **how)
    if different is None:
        return lambda c: len(found(c)) >= times
    return lambda c: len({fold(a[different]) for a in found(c) if a.get(different, "").strip(BLANKS)}) >= times


def at_most(times: int, *kinds: str, **how: Any) -> Condition:
    found = select(*kinds, **how)
    return lambda c: len(found(c)) <= times


def latest_before(kind: str, length: int) -> Condition:
    """The latest one lies longer ago."""

    def condition(c: Context) -> bool:
        found = c.of_kind.get(kind)
        return found is not None and found[-1]["at"] < c.now - length

    return condition


def since_known(kind: str, condition: Condition) -> Condition:
    """Of `no … since X` nothing can be said where there never was an X."""
    return lambda c: kind in c.of_kind and condition(c)


# ------------------------------------------------------------------------------------------------------------ rules


def points_if(points: int, condition: Condition) -> Rule:
    return lambda c: points if condition(c) else 0


def table(name: str, rows: Callable[[Any], int], unknown: int = 0) -> Rule:
    def rule(c: Context) -> int:
        value = c.lead.get(name)
        return unknown if value is None else rows(value)

    return rule


def bands(*bounds: tuple[int, int], above: int) -> Callable[[int], int]:
    """Rows of (below, points)."""

    def row(value: int) -> int:
        for below, points in bounds:
            if value < below:
                return points
        return above

    return row


def for_each(
    points: int | Callable[[Mapping[str, Any]], int],
    found: Select,
    once: Callable[[int], int] | None = None,
    per_period: int = 1,
    times: int | None = None,
    most: int | None = None,
    fade: Fade | None = None,
) -> Rule:
    """Points for each activity: the latest of each period, of these the latest so many, faded by age, held in size."""

    def rule(c: Context) -> int:
        counted = found(c)
        if once is not None:
            periods: dict[int, list[Mapping[str, Any]]] = {}
            for activity in counted:
                periods.setdefault(once(activity["at"]), []).append(activity)
            counted = [activity for of_period in periods.values() for activity in of_period[-per_period:]]
        if times is not None:
            counted = sorted(counted, key=lambda a: a["at"])[-times:]
        total = 0
        for activity in counted:
            worth = points if isinstance(points, int) else points(activity)
            total += worth if fade is None else fade(worth, c.now - activity["at"])
        return total if most is None else max(-most, min(most, total))

    return rule


def group(*rules: Rule, low: int, high: int, percent: int = 100, only_if: Condition | None = None) -> Rule:
    def rule(c: Context) -> int:
        if only_if is not None and not only_if(c):
            return 0
        return max(low, min(high, sum(rule(c) for rule in rules))) * percent // 100

    return rule


def first_of(*choices: tuple[int, Condition]) -> Rule:
    return lambda c: next((points for points, condition in choices if condition(c)), 0)


def idle(points: int, every: int, most: int, since: str | None = None) -> Rule:
    def rule(c: Context) -> int:
        begin = c.own[-1]["at"] if c.own else None if since is None else c.lead[since]
        periods = 0 if begin is None else max(0, (c.now - begin) // every)
        return max(-most, min(most, points * periods))

    return rule


def losing_percent(percent: int, every: int) -> Fade:
    return lambda points, age: points * max(0, 100 - percent * (age // every)) // 100


def losing_points(loss: int, every: int) -> Fade:
    return lambda points, age: max(0, points - loss * (age // every))


def ever(at: int) -> int:
    return 0


def day(at: int) -> int:
    return (at + OFFSETS[bisect_right(CHANGES, at)]) // DAY


def week(at: int) -> int:
    return (day(at) + 3) // 7


def three_days(at: int) -> int:
    return (day(at) - 4) // 3


def month(at: int) -> int:
    return month_of(day(at))


def quarter(at: int) -> int:
    return month(at) // 3


def year(at: int) -> int:
    return month(at) // 12


def in_order(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(rows, key=lambda row: row["at"])
