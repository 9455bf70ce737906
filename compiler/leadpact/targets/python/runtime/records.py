"""What comes in: activities as records, in their order and by their kinds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from leadpact.targets.python.runtime.kinds import KINDS, TRAITS
from leadpact.targets.python.runtime.refusing import Refused

FOREVER = 10**15
NEVER = -FOREVER
"""Instants that stand for “at no time”: behind and before all others. There is one object of each, to be told by it."""
AFTER_LAST = 7_289_654_400_000
"""2201-01-01 00:00 UTC, the first instant that is too late; 1970-01-01 00:00 UTC is the first of all."""
MOST_ACTIVITIES = 100_000


class Activity(NamedTuple):
    """One row of the log: `at` in ms since 1970-01-01 UTC, and the known values of its own fields, in units."""

    kind: str
    at: int
    values: Mapping[str, Any] = {}


new = tuple.__new__
"""Makes a named tuple of its values at once, which its own constructor takes three times as long for."""
Log = dict[str, list[int]]
"""The instants of a lead's activities by kind, in order."""
Rows = dict[str, list[tuple[int, Mapping[str, Any]]]]
"""The same with their values, of the kinds of which the policy asks more than when."""


def sorted_out(activities: Iterable[Activity], until: int) -> tuple[Sequence[Activity], list[int], Log, Rows]:
    """The activities of known kinds up to an instant, in order of time (of one instant as given): the list they are in,
    the instants of the lead's own, and all by kind, as instants and with values. Raises Refused."""
    ordered = activities if isinstance(activities, (list, tuple)) else list(activities)
    own: list[int] = []
    log: Log = {}
    rows: Rows = {}
    before = 0
    for kind, at, values in ordered:
        if at > until:
            continue
        try:
            is_own, is_asked = TRAITS[kind]
        except KeyError:
            continue
        if at < before:
            if at < 0:
                raise Refused(f"An activity “{KINDS[kind]}” lies before the year 1970.")
            return sorted_out(sorted((one for one in ordered if one.kind in KINDS), key=instant_of), until)
        before = at
        if is_own:
            own.append(at)
        if kind in log:
            log[kind].append(at)
            if is_asked:
                rows[kind].append((at, values))
        else:
            log[kind] = [at]
            if is_asked:
                rows[kind] = [(at, values)]
    if len(ordered) > MOST_ACTIVITIES and (found := sum(map(len, log.values()))) > MOST_ACTIVITIES:
        raise Refused(f"The lead has {found:,} activities; at most {MOST_ACTIVITIES:,} can be counted.")
    return ordered, own, log, rows


def by_then(log: Log, rows: Rows, until: int) -> tuple[Log, Rows]:
    """The same log at an earlier instant. Rows of kinds that had not happened yet stay; they are in no log."""
    then: Log = dict(log)
    for kind, found in log.items():
        if found[-1] > until:
            if found[0] > until:
                del then[kind]
            else:
                count = bisect_right(found, until)
                then[kind] = found[:count]
                if kind in rows:
                    rows = {**rows, kind: rows[kind][:count]}
    return then, rows


def behind(log: Log, rows: Rows, kinds: tuple[str, ...]) -> tuple[Log, Rows]:
    """What follows the latest activity of some kinds, one of which is in the log."""
    last = max([log[kind][-1] for kind in kinds if kind in log])
    left: Log = {}
    for kind, found in log.items():
        if found[-1] > last:
            place = bisect_right(found, last)
            left[kind] = found[place:]
            if kind in rows:
                rows = {**rows, kind: rows[kind][place:]}
    return left, rows


def merged(ordered: Sequence[Activity], kinds: tuple[str, ...], until: int) -> Sequence[Activity]:
    """The activities of several kinds in order of time."""
    return [activity for activity in ordered if activity.kind in kinds and activity.at <= until]


def instant_of(activity: Activity) -> int:
    return activity.at


def instants(log: Log, kinds: tuple[str, ...]) -> list[int]:
    """Those of several kinds, sorted."""
    return sorted([at for kind in kinds if kind in log for at in log[kind]])


def recorded(times: list[int], since: int) -> int | None:
    """The first instant that is not before another one."""
    place = bisect_left(times, since)
    return times[place] if place < len(times) else None
