"""Where a policy changes its mind: lengths, instants and values that stand in it, and the clocks and calendars it uses.

They are gathered from the model, whatever clauses there are, so that a new kind of clause is met without being named.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

from leadpact_dsl import model
from leadpact_dsl.zones import zone

DAY = 86_400_000
_GRID_START = 4 * DAY
"""1970-01-05, a Monday, from which periods of fixed length are counted."""


def values_in(thing: object) -> Iterator[object]:
    """Every node of the model below one, itself included."""
    yield thing
    match thing:
        case Mapping():
            for part in thing.values():
                yield from values_in(part)
        case tuple() | list():
            for part in thing:
                yield from values_in(part)
        case _ if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
            for field in dataclasses.fields(thing):
                if field.name not in ("span", "calendar_spans", "examples"):
                    yield from values_in(getattr(thing, field.name))


def lengths(policy: model.Policy) -> list[int]:
    """Every length of time in the policy, in ms: windows, steps of fading, periods, promises."""
    found: set[int] = set()
    for node in values_in(policy):
        match node:
            case model.InLast(duration) | model.LongAgo(duration) | model.Recent(duration=duration):
                found.add(duration)
            case model.Fading(every=every) | model.IdleRule(every=every) | model.Once(every=every) if every:
                found.update((every, 2 * every, 3 * every, -(-100 // 7) * every))
            case model.Recycle(duration=duration):
                found.add(duration)
            case model.Duration(ms=ms):
                found.add(ms)
            case _:
                pass
    return sorted(found)


def instants(policy: model.Policy, around: int) -> list[int]:
    """Instants that the policy names: days since which something counts or holds, and its periods of fixed length."""
    found: set[int] = set()
    for node in values_in(policy):
        match node:
            case model.SinceDay(start=start):
                found.add(start)
            case model.TimeSpanTest(start=start, end=end):
                found.update(instant for instant in (start, end) if instant is not None)
            case model.Value(since=since):
                found.update(instant for instant in since if instant is not None)
            case model.Once(period="fixed", every=every):
                grid = around - (around - _GRID_START) % every
                found.update(grid + step * every for step in range(-3, 2))
            case _:
                pass
    return sorted(found)


def turns(policy: model.Policy, around: int) -> list[int]:
    """Where days and longer periods begin, clocks change and calendars open and close, within some weeks of one."""
    zones = {policy.agreement.timezone, *(calendar.timezone for calendar in policy.calendars.values())}
    found: set[int] = set()
    for name in sorted(zones):
        found.update(_of_zone(name, around))
    for calendar in policy.calendars.values():
        near = (one for one in calendar.open_intervals if abs(one.start - around) < 6 * DAY)
        found.update(instant for one in near for instant in (one.start, one.end))
    return sorted(found)


def _of_zone(name: str, around: int) -> Iterator[int]:
    """Starts of days, weeks, months, quarters and years, and changes of the clocks."""
    there = zone(name)
    assert there is not None
    today = there.local(around).date()
    for step in range(-10, 3):
        yield there.start_of_day(today + dt.timedelta(step))
    yield there.start_of_day(today - dt.timedelta(today.weekday() + 7))
    for day in (today.replace(day=1), today.replace(month=today.month - (today.month - 1) % 3, day=1)):
        yield there.start_of_day(day)
    yield there.start_of_day(today.replace(month=1, day=1))
    changes = [change for change, _ in there.transitions(today.year, today.year)]
    yield from (change for change in changes if abs(change - around) < 40 * DAY)


# --------------------------------------------------------------------------------------------------------------- values


def values_of(policy: model.Policy) -> dict[tuple[str, str], list[model.Scalar]]:
    """What each field (of an owner, by name) is compared with anywhere, and what lies right beside it."""
    found: dict[tuple[str, str], list[model.Scalar]] = {}

    def note(field: model.Field, value: object) -> None:
        known = found.setdefault((field.owner, field.name), [])
        known.extend(one for one in beside(field, value, policy) if one not in known)

    for node in values_in(policy):
        match node:
            case model.FieldTest(field=field, test=test):
                for part in values_in(test):
                    note(field, part)
            case model.Table(by=model.Field() as field, rows=rows) | model.EachTable(field=field, rows=rows):
                for part in values_in(rows):
                    note(field, part)
            case model.Adds(field=field, low=low, high=high):
                note(field, low)
                note(field, high)
            case model.CalendarChoice(field=model.Field() as field, rows=rows):
                for part in values_in(rows):
                    note(field, part)
            case _:
                pass
    return found


def beside(field: model.Field, value: object, policy: model.Policy) -> Iterator[model.Scalar]:
    """Values of the field at, just below and just above one that stands in the policy; nothing for another kind."""
    match field.kind, value:
        case "text", str():
            yield from (value, f" {value.swapcase()}\u00a0", f"{value}x", f"a/{value}, b", f"x{value}", f"the {value}.")
        case "whole number", Decimal() | int() if not isinstance(value, bool):
            yield from (int(value) + step for step in (-1, 0, 1))
        case "number", Decimal():
            yield from (value + Decimal(step).scaleb(-4) for step in (-1, 0, 1))
        case "money", Decimal():
            yield from (value + Decimal(step).scaleb(-2) for step in (-1, 0, 1))
        case (("whole number" | "number" | "money"), model.ValueOf(name)):
            for amount in policy.values[name].amounts:
                yield from beside(field, amount, policy)
        case "text", model.TextMatch(lists=lists) | model.OneOf(lists=lists):
            for name in lists:
                yield from policy.lists[name].items[:3]
        case "date", dt.date():
            yield from (value + dt.timedelta(step) for step in (-1, 0, 1))
        case "time", int() if not isinstance(value, bool) and value > 1000 * DAY:
            yield from (value - 1, value, value + 1)
        case _:
            pass
