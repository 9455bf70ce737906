"""Calendars: usual hours, days that differ, and the zone whose clocks they follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from leadpact.digest import closed_days, minutes
from leadpact.review.changes.context import Both
from leadpact.review.changes.declared import declared
from leadpact.review.changes.values import About, Found, Label, found
from leadpact.review.changes.words import MOST_NAMED, dropped_clause, named, new_clause
from leadpact_dsl.calendars import Calendar
from leadpact_dsl.phrases import clocks, times
from leadpact_dsl.phrases.words import quoted, sentence


def calendar_changes(both: Both) -> Iterator[Found]:
    place = both.place("calendars_title")
    for old, new in declared(both.old.calendars, both.new.calendars):
        known = new or old
        assert known is not None
        about = About(
            place,
            known.label,
            f"calendar {known.name}",
            clocks.calendar_hours_sentence(old) if old is not None else "",
            clocks.calendar_hours_sentence(new) if new is not None else "",
            both.old.calendar_spans.get(known.name) if old is not None else None,
            both.new.calendar_spans.get(known.name) if new is not None else None,
        )
        if new is None:
            yield found(about, "different", dropped_clause(f"the calendar {quoted(known.label)}"))
        elif old is None:
            hours = clocks.calendar_hours_sentence(new)
            yield found(about, "different", new_clause(f"the calendar {quoted(new.label)}: {hours}"))
        else:
            yield from _calendar(both, about, old, new)


def _calendar(both: Both, about: About, old: Calendar, new: Calendar) -> Iterator[Found]:
    name = quoted(new.label)
    if old.label != new.label:
        yield found(about, "wording", sentence(f"The calendar {quoted(old.label)} is now called {name}"))
    follows = (old.timezone, new.timezone) == (both.old.agreement.timezone, both.new.agreement.timezone)
    if old.timezone != new.timezone and not follows:
        said = f"{name} now goes by the clocks of {new.timezone} (was {old.timezone})"
        yield found(about, "different", sentence(said))
    yield from _week(about, name, old, new)
    yield from _closed(about, name, old, new)
    yield from _special(about, name, old, new)


def _week(about: About, name: str, old: Calendar, new: Calendar) -> Iterator[Found]:
    """Days that changed alike are told together."""
    changed: dict[tuple[str, str], list[int]] = {}
    signs: dict[tuple[str, str], int] = {}
    for day in range(7):
        before, after = _ranges(old, day), _ranges(new, day)
        if before != after:
            key = clocks.ranges_said(after) or "closed", clocks.ranges_said(before) or "closed"
            changed.setdefault(key, []).append(day)
            signs[key] = _more_open(before, after)
    for (now, before_said), days in changed.items():
        said = clocks.days_said(days)
        on = said if said == "every day" else f"on {said}"
        open_ = f"is now closed {on}" if now == "closed" else f"is now open {now} {on}"
        yield found(about, _owed(signs[now, before_said]), sentence(f"{name} {open_} (was {before_said})"))


def _ranges(calendar: Calendar, day: int) -> list[tuple[int, int]]:
    return [(start, end) for start, end in minutes((h.start, h.end) for h in calendar.hours if day in h.days)]


def _more_open(old: list[tuple[int, int]], new: list[tuple[int, int]]) -> int:
    """+1 where all that was open still is, −1 where all that is open was before."""
    if all(any(a <= start and end <= b for a, b in new) for start, end in old):
        return 1
    return -1 if all(any(a <= start and end <= b for a, b in old) for start, end in new) else 0


def _owed(more_open: int) -> Label:
    """Business time passes while it is open: with more of it, answers are due sooner."""
    return "tighter" if more_open > 0 else "looser" if more_open < 0 else "different"


def _closed(about: About, name: str, old: Calendar, new: Calendar) -> Iterator[Found]:
    """Closed days, in the years that both versions cover: that others are covered is told with the agreement."""
    first, last = max(old.first_year, new.first_year), min(old.last_year, new.last_year)
    before, after = (
        {day: frozenset(names) for day, names in closed_days(calendar).items() if first <= day.year <= last}
        for calendar in (old, new)
    )
    come = sorted(day for day in after if day not in before)
    gone = sorted(day for day in before if day not in after)
    if come:
        yield found(about, "looser", sentence(f"{name} is now closed on {_days(come, after)}"))
    if gone:
        yield found(about, "tighter", sentence(f"{name} is no longer closed on {_days(gone, before)}"))
    renamed = sorted(day for day in after if day in before and before[day] != after[day])
    if renamed:
        yield found(about, "wording", sentence(f"{name} names closed days otherwise: {_days(renamed, after)}"))


def _days(days: list[dt.date], names: dict[dt.date, frozenset[str]]) -> str:
    """`24 December 2026 (Christmas Eve)`; of a holiday of many years its name, and how many days there are."""
    by_name: dict[str, list[dt.date]] = {}
    for day in days:
        by_name.setdefault(", ".join(sorted(names[day] - {""})), []).append(day)
    said = []
    for name, of_name in by_name.items():
        if len(of_name) > 2 and name:
            runs = (
                f"{times.day(of_name[0])} to {times.day(of_name[-1])}" if _in_a_row(of_name) else f"{len(of_name)} days"
            )
            said.append(f"{name} ({runs})")
        elif _in_a_row(of_name) and len(of_name) > 2:
            said.append(f"{times.day(of_name[0])} to {times.day(of_name[-1])}")
        else:
            said += [f"{times.day(day)}{f' ({name})' if name else ''}" for day in of_name[: MOST_NAMED + 1]]
    return named(said)


def _in_a_row(days: list[dt.date]) -> bool:
    return (days[-1] - days[0]).days == len(days) - 1


def _special(about: About, name: str, old: Calendar, new: Calendar) -> Iterator[Found]:
    before, after = (
        {
            day: minutes((s.start, s.end) for s in calendar.special if s.day == day)
            for day in {s.day for s in calendar.special}
        }
        for calendar in (old, new)
    )
    for day in sorted({*before, *after}):
        ours, theirs = before.get(day), after.get(day)
        if ours == theirs:
            continue
        now = f"is open {clocks.ranges_said([(a, b) for a, b in theirs])}" if theirs else "has its usual hours again"
        was = f" (was {clocks.ranges_said([(a, b) for a, b in ours])})" if ours else ""
        yield found(about, "different", sentence(f"{name} now {now} on {times.day(day)}{was}"))


def _special_hours(calendar: Calendar) -> dict[dt.date, list[list[int]]]:
    days = {special.day for special in calendar.special}
    return {day: minutes((one.start, one.end) for one in calendar.special if one.day == day) for day in days}
