"""Counting activities for points: which ones count, and what fading leaves of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from leadpact_dsl.evaluate.facts import Entry
from leadpact_dsl.evaluate.view import View
from leadpact_dsl.model import Counting, Fading, InLast, LongAgo, Once, SinceDay, SinceField, SinceLatest, Window
from leadpact_dsl.zones import Zone

_MS = dt.timedelta(milliseconds=1)
# The grid of `once every N days` begins on the first Monday of the epoch, by the wall clock of the agreement.
_GRID_START = dt.datetime(1970, 1, 5)
_NOTHING = Decimal(0)
_PERCENT = Decimal("0.01")


@dataclass(frozen=True)
class Kept:
    """The activities that count, in order of time, and how many that matched were left out."""

    entries: list[Entry]
    skipped: int


def kept(counting: Counting, view: View) -> Kept:
    """Those selected, in the window; of these the latest of each period; of these the latest N."""
    matching = in_window(counting.window, view.selected(counting.selection), view)
    entries = matching if counting.once is None else _once(counting.once, matching, view.frame.facts.zone)
    if counting.at_most_times is not None:
        entries = entries[max(0, len(entries) - counting.at_most_times) :]
    return Kept(entries, len(matching) - len(entries))


def in_window(window: Window | None, entries: list[Entry], view: View) -> list[Entry]:
    """Those of the entries that lie in a window, each by its own instant."""
    now = view.frame.instant
    match window:
        case None:
            return entries
        case InLast(duration):
            return [entry for entry in entries if now - duration < entry.at]
        case LongAgo(duration):
            return [entry for entry in entries if entry.at < now - duration]
        case SinceLatest(activity):
            since = view.latest_of([activity])
            return [] if since is None else [entry for entry in entries if since < entry.at]
        case SinceField(field):
            start = view.frame.facts.instant_of(field)
            return [] if start is None else [entry for entry in entries if start <= entry.at]
        case SinceDay(_, start):
            return [entry for entry in entries if start <= entry.at]
        case _:
            assert_never(window)


def has_begun(window: Window | None, view: View) -> bool:
    """Whether what a window is counted from ever was: false for `since X` without an X."""
    match window:
        case SinceLatest(activity):
            return view.latest_of([activity]) is not None
        case SinceField(field):
            return view.frame.facts.instant_of(field) is not None
        case None | InLast() | LongAgo() | SinceDay():
            return True
        case _:
            assert_never(window)


def _once(once: Once, entries: Iterable[Entry], zone: Zone) -> list[Entry]:
    """The latest of each period, as many as count."""
    of_period: dict[Hashable, list[Entry]] = {}
    for entry in entries:
        of_period.setdefault(period(once, entry.at, zone), []).append(entry)
    latest = (entry for found in of_period.values() for entry in found[-once.times :])
    return sorted(latest, key=lambda entry: entry.rank)


def period(once: Once, at: int, zone: Zone) -> Hashable:
    """What the period of an instant is called, by the wall clock of the agreement."""
    if once.period == "ever":
        return ()
    wall = zone.local(at)
    match once.period:
        case "day":
            return wall.date()
        case "week":
            return wall.isocalendar()[:2]
        case "month":
            return wall.year, wall.month
        case "quarter":
            return wall.year, (wall.month - 1) // 3
        case "year":
            return wall.year
        case "fixed":
            return (wall - _GRID_START) // (once.every * _MS)


def fade(points: Decimal, fading: Fading | None, age: int) -> Decimal:
    """What is left of the points at an age in ms: each whole step takes its part of the original, down to nothing."""
    if fading is None:
        return points
    steps = age // fading.every
    if fading.percent:
        return points * max(_NOTHING, 100 - fading.loss * steps) * _PERCENT
    return max(_NOTHING, points.copy_abs() - fading.loss * steps).copy_sign(points)
