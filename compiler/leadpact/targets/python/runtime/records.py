"""What comes in: activities as records, in their order and by their kinds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from leadpact.targets.python.runtime.kinds import KINDS, OWN
from leadpact.targets.python.runtime.refusing import Refused

FOREVER = 10**15
NEVER = -FOREVER
"""Instants that stand for “at no time”: behind and before all others."""
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
Log = dict[str, list[Activity]]
"""The activities of a lead by kind, in order of time."""


def sorted_out(activities: Iterable[Activity], until: int) -> tuple[Sequence[Activity], list[int], Log]:
    """The activities of known kinds up to an instant, in order of time (of one instant as given): the list they are in,
    the instants of the lead's own, and all by kind. Raises Refused."""
    ordered = activities if isinstance(activities, (list, tuple)) else list(activities)
    own: list[int] = []
    log: Log = defaultdict(list)
    before = 0
    for activity in ordered:
        kind, at, _ = activity
        if at > until:
            continue
        try:
            is_own = OWN[kind]
        except KeyError:
            continue
        if at < before:
            if at < 0:
                raise Refused(f"An activity “{KINDS[kind]}” lies before the year 1970.")
            return sorted_out(sorted((one for one in ordered if one.kind in KINDS), key=instant_of), until)
        before = at
        if is_own:
            own.append(at)
        log[kind].append(activity)
    if len(ordered) > MOST_ACTIVITIES and (found := sum(map(len, log.values()))) > MOST_ACTIVITIES:
        raise Refused(f"The lead has {found:,} activities; at most {MOST_ACTIVITIES:,} can be counted.")
    return ordered, own, log


def by_then(log: Log, until: int) -> Log:
    """The same log at an earlier instant."""
    then: Log = {}
    for kind, found in log.items():
        if found[-1][1] <= until:
            then[kind] = found
        elif found[0][1] <= until:
            then[kind] = [activity for activity in found if activity[1] <= until]
    return then


def merged(log: Log, ordered: Sequence[Activity], kinds: tuple[str, ...], until: int) -> Sequence[Activity]:
    """The activities of several kinds in order of time."""
    found = [log[kind] for kind in kinds if kind in log]
    if len(found) > 1:
        return [activity for activity in ordered if activity.kind in kinds and activity.at <= until]
    return found[0] if found else ()


def instant_of(activity: Activity) -> int:
    return activity.at


def recorded(activities: Sequence[Activity], since: int) -> int | None:
    """The instant of the first one that is not before another instant."""
    for _, at, _ in activities:
        if at >= since:
            return at
    return None
