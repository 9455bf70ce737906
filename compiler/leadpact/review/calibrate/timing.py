"""When leads were decided, and when their outcome was known: the second must not come first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from leadpact.review.calibrate.uses import Uses
from leadpact_dsl.model import Field, Policy
from leadpact_dsl.phrases.words import counted, quoted

_LONG = 40


@dataclass
class Times:
    """What the times of outcomes tell: of `timed` leads `early` were decided as of a time when it was known already.

    `late` conversions came after the time that the goal allows. `after` counts activities that count and are later than
    their lead's outcome, by kind; `unreadable` are values that are no times.
    """

    timed: int = 0
    early: int = 0
    late: int = 0
    after: Counter[str] = field(default_factory=Counter)
    unreadable: Counter[str] = field(default_factory=Counter)


def no_times(times: Times, column: str) -> str:
    """Why a column cannot be the one that holds the times of outcomes, a sentence; empty where it can."""
    if times.timed or not times.unreadable:
        return ""
    value, count = times.unreadable.most_common(1)[0]
    many = counted(count, "lead")
    return f"No value of {quoted(column)} is a time, such as 2026-04-01 10:00: of {many} it is {quoted(value[:_LONG])}."


def notes(times: Times | None, column: str | None, used: Uses, *, one_time: bool) -> Iterator[str]:
    """What has to be known of it. `column` holds the times of outcomes; `one_time`: all leads are decided as of one."""
    way_out = " With --as-of-column each lead is decided as of a time of its own." if one_time else ""
    if times is None or column is None:
        if one_time and used.activities:
            yield (
                "All leads are decided as of one time, so that what they did, and what was done, after their outcome "
                f"counts as well.{way_out} With --outcome-at this can be looked at."
            )
        return
    if times.unreadable:
        value, _ = times.unreadable.most_common(1)[0]
        yield (
            f"{counted(times.unreadable.total(), 'lead has', 'leads have')} something in {quoted(column)} that is no "
            f"time, such as {quoted(value[:_LONG])}."
        )
    if not times.timed:
        yield f"{quoted(column)} tells of no lead when its outcome was known."
    elif times.early:
        yield (
            f"Of {counted(times.timed, 'lead')} with a time in {quoted(column)} {times.early:,} are decided as of when "
            f"the outcome was known already: what was filled in or done since counts as well.{way_out}"
        )
    if times.late and not one_time:
        yield (
            f"{counted(times.late, 'conversion', 'conversions')} came later than the goal allows, and count here all "
            "the same: the share that the goal speaks of is lower."
        )


def came_in(policy: Policy) -> Field | None:
    """The field that says when a lead came in: the first date or time that every lead has; None without one."""
    return next((one for one in policy.lead.fields.values() if one.required and one.kind in ("date", "time")), None)
