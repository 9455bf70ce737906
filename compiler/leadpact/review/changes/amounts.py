"""Agreed amounts, with their dates, and lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from leadpact.review.changes.context import Both, span_of
from leadpact.review.changes.declared import declared, label_changes, reason_change
from leadpact.review.changes.values import About, Found, found, label_of
from leadpact.review.changes.words import dropped_clause, named, new_clause
from leadpact_dsl import model
from leadpact_dsl.phrases import amounts, times
from leadpact_dsl.phrases.words import counted, quoted, sentence
from leadpact_dsl.text import fold


def amount_changes(both: Both) -> Iterator[Found]:
    for old, new in declared(both.old.values, both.new.values):
        known = new or old
        assert known is not None
        about = About(
            both.place("dials_title"),
            known.label,
            known.id,
            f"{old.label}: {amounts.dial_amounts(old)}" if old is not None else "",
            f"{new.label}: {amounts.dial_amounts(new)}" if new is not None else "",
            span_of(old),
            span_of(new),
            both.uses.get(("values", known.name), ()),
        )
        if new is None:
            yield found(about, "different", dropped_clause(f"the agreed amount {quoted(known.label)}"))
        elif old is None:
            said = f"the agreed amount {quoted(new.label)} is {amounts.dial_amounts(new)}"
            yield found(about, "different", new_clause(said))
        else:
            yield from _amount(both, about, old, new)


def _amount(both: Both, about: About, old: model.Value, new: model.Value) -> Iterator[Found]:
    yield from label_changes(about, "agreed amount", old, new)
    yield from reason_change(about, quoted(new.label), old.because, new.because)
    before, after = dict(zip(old.days, old.amounts, strict=True)), dict(zip(new.days, new.amounts, strict=True))
    if (before, old.unit) == (after, new.unit):
        return
    differ = sorted({day for day in before | after if before.get(day) != after.get(day)}, key=_first)
    label = quoted(new.label)
    if len(differ) > 1 or old.unit != new.unit:
        said = f"{label} is now {amounts.dial_amounts(new)} (was {amounts.dial_amounts(old)})"
    else:
        (day,) = differ
        when = f" from {times.day(day)}" if day is not None else ""
        if day in before and day in after:
            now, then = amounts.amount(after[day], new.unit), amounts.amount(before[day], old.unit)
            until = f" until {times.day(new.days[1])}" if day is None and len(new.days) > 1 and new.days[1] else ""
            said = f"{label} is now {now}{when}{until} (was {then})"
        elif day in after:
            stays = amounts.amount(_on(before, day), old.unit)
            said = f"{label} will be {amounts.amount(after[day], new.unit)}{when} (before: {stays})"
        else:
            said = f"{label} no longer becomes {amounts.amount(before[day], old.unit)}{when}"
    sign = _direction(before, after) if old.unit == new.unit else 0
    yield found(about, label_of(sign * both.stakes.of_value(new.name)), sentence(said))


def _first(day: dt.date | None) -> dt.date:
    return dt.date.min if day is None else day


def _on(steps: dict[dt.date | None, Decimal], day: dt.date | None) -> Decimal:
    """The amount that holds on a day."""
    return steps[max((start for start in steps if _first(start) <= _first(day)), key=_first)]


def _direction(before: dict[dt.date | None, Decimal], after: dict[dt.date | None, Decimal]) -> int:
    """+1 where the amount is never lower than before, −1 where it is never higher."""
    signs = {(_on(after, day) > _on(before, day)) - (_on(after, day) < _on(before, day)) for day in before | after}
    signs -= {0}
    return signs.pop() if len(signs) == 1 else 0


def list_changes(both: Both) -> Iterator[Found]:
    for old, new in declared(both.old.lists, both.new.lists):
        known = new or old
        assert known is not None
        about = About(
            both.place("lists_title"),
            known.label,
            known.id,
            _said(old) if old is not None else "",
            _said(new) if new is not None else "",
            span_of(old),
            span_of(new),
            both.uses.get(("lists", known.name), ()),
        )
        if new is None:
            yield found(about, "different", dropped_clause(f"the list {quoted(known.label)}"))
        elif old is None:
            yield found(about, "different", new_clause(f"the list {quoted(new.label)}: {named(new.items)}"))
        else:
            yield from _list(both, about, old, new)


def _said(what: model.ItemList) -> str:
    entries = counted(len(set(map(fold, what.items))), "entry", "entries")
    return f"{what.label}: {entries}: {named(what.items)}"


def _list(both: Both, about: About, old: model.ItemList, new: model.ItemList) -> Iterator[Found]:
    yield from label_changes(about, "list", old, new)
    yield from reason_change(about, quoted(new.label), old.because, new.because)
    before, after = {fold(item): item for item in old.items}, {fold(item): item for item in new.items}
    effect, label = both.stakes.of_list(new.name), quoted(new.label)
    if come := [item for key, item in after.items() if key not in before]:
        said = f"{label} now also has {named(come)}{_how_many(come)}"
        yield found(about, label_of(effect), sentence(said))
    if gone := [item for key, item in before.items() if key not in after]:
        said = f"{label} no longer has {named(gone, 'or')}{_how_many(gone)}"
        yield found(about, label_of(-effect), sentence(said))
    if before.keys() == after.keys() and {*old.items} != {*new.items}:
        spelled = [item for item in new.items if item not in old.items] or [*new.items]
        yield found(about, "wording", sentence(f"{label} has entries that are spelled otherwise: {named(spelled)}"))


def _how_many(items: list[str]) -> str:
    return f" ({len(items):,} entries)" if len(items) > 8 else ""
