"""Tables, compared by what they pay rather than by their rows: which values now bring other points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from leadpact.digest import meaning_of_part
from leadpact.review.changes.context import Both
from leadpact.review.changes.values import About, Found, found, label_of
from leadpact.review.changes.words import named
from leadpact_dsl import model
from leadpact_dsl.phrases import amounts, fields, rows
from leadpact_dsl.phrases.ranks import level_name, level_of
from leadpact_dsl.phrases.words import capital, quoted, sentence

AnyTable: TypeAlias = "model.Table | model.EachTable"
_Cut: TypeAlias = "tuple[Decimal, int]"
"""A place between numbers: before the amount (−1) or behind it (1)."""

_LOWEST, _HIGHEST = (Decimal("-Infinity"), 0), (Decimal("Infinity"), 0)


@dataclass(frozen=True)
class Paid:
    """What some values of a table bring, before (None: nothing was said of them) and now. `values` names them."""

    values: str
    several: bool
    old: Decimal | None
    new: Decimal | None
    row: model.Row | None
    old_row: model.Row | None


def paid_otherwise(both: Both, old: AnyTable, new: AnyTable) -> Iterator[Paid]:
    """The values, or ranges of them, that bring other points; none where only the rows are parted otherwise."""
    if _has_bands(old) or _has_bands(new):
        yield from _bands(both, old, new)
    yield from _values(both, old, new)


def _has_bands(table: AnyTable) -> bool:
    return any(isinstance(row.key, model.Band) for row in table.rows)


def by_of(table: AnyTable) -> model.Field | model.ScoreName | model.GradeName:
    return table.field if isinstance(table, model.EachTable) else table.by


def _bands(both: Both, old: AnyTable, new: AnyTable) -> Iterator[Paid]:
    by = by_of(new)
    unit = by.currency or "" if isinstance(by, model.Field) else ""
    cuts = sorted({_LOWEST, _HIGHEST, *_cuts(old), *_cuts(new)})
    pieces: list[tuple[_Cut, _Cut, model.Row | None, model.Row | None]] = []
    for low, high in pairwise(cuts):
        before, after = _row_between(old, low, high), _row_between(new, low, high)
        if pieces and (pieces[-1][2], pieces[-1][3]) == (before, after):
            pieces[-1] = (pieces[-1][0], high, before, after)
        elif not _is_between_wholes(by, low, high):
            pieces.append((low, high, before, after))
    for low, high, before, after in _united(pieces):
        points, its = _points(before), _points(after)
        if points != its:
            yield Paid(rows.band(_band(low, high), unit), False, points, its, after, before)


def _is_between_wholes(by: object, low: _Cut, high: _Cut) -> bool:
    """`50 to 499` and `500 or more` leave a gap that no whole number falls into."""
    whole = isinstance(by, model.Field) and by.kind == "whole number"
    return whole and low[1] > 0 and high[1] < 0 and high[0] - low[0] <= 1


def _united(
    pieces: Sequence[tuple[_Cut, _Cut, model.Row | None, model.Row | None]],
) -> list[tuple[_Cut, _Cut, model.Row | None, model.Row | None]]:
    """Neighbours that bring the same before and now, as one."""
    found: list[tuple[_Cut, _Cut, model.Row | None, model.Row | None]] = []
    for piece in pieces:
        if found and [*map(_points, found[-1][2:])] == [*map(_points, piece[2:])]:
            found[-1] = (found[-1][0], piece[1], *piece[2:])
        else:
            found.append(piece)
    return found


def _cuts(table: AnyTable) -> Iterator[_Cut]:
    for row in table.rows:
        if isinstance(row.key, model.Band):
            yield _low(row.key)
            yield _high(row.key)


def _low(band: model.Band) -> _Cut:
    return _LOWEST if band.low is None else (band.low, -1)


def _high(band: model.Band) -> _Cut:
    return _HIGHEST if band.high is None else (band.high, 1 if band.high_in else -1)


def _row_between(table: AnyTable, low: _Cut, high: _Cut) -> model.Row | None:
    for row in table.rows:
        if isinstance(row.key, model.Band) and _low(row.key) <= low and high <= _high(row.key):
            return row
    return None


def _band(low: _Cut, high: _Cut) -> model.Band:
    """The band between two cuts; one that begins behind a number begins, in words, at it."""
    return model.Band(
        None if low == _LOWEST else low[0], None if high == _HIGHEST else high[0], high != _HIGHEST and high[1] > 0
    )


def _points(row: model.Row | None) -> Decimal | None:
    return None if row is None else row.points


# ------------------------------------------------------------------------------------------------- single values

_Key: TypeAlias = "tuple[str, object]"


def _values(both: Both, old: AnyTable, new: AnyTable) -> Iterator[Paid]:
    """A choice that the field did not have, or has no more, is told with the field, and here only if it pays."""
    ours, theirs = _keys(both.old, old), _keys(both.new, new)
    groups: dict[tuple[Decimal | None, Decimal | None], list[_Key]] = {}
    for key in dict.fromkeys([*theirs, *ours]):
        before = _row_of(ours, key) if _can_be(old, key) else None
        after = _row_of(theirs, key) if _can_be(new, key) else None
        if _points(before) != _points(after) and not (key[0] == "otherwise" and None in (before, after)):
            groups.setdefault((_points(before), _points(after)), []).append(key)
    for (before_points, after_points), keys in groups.items():
        if before_points is None and after_points == 0 and keys[0][0] == "value":
            continue
        if after_points is None and before_points == 0 and keys[0][0] == "value":
            continue
        said = [_said(both, old, new, key, key in theirs) for key in keys]
        row = _row_of(theirs, keys[0]) if after_points is not None else None
        old_row = _row_of(ours, keys[0]) if before_points is not None else None
        yield Paid(capital(named(said)), len(said) > 1, before_points, after_points, row, old_row)
    for table, policy, other in ((new, both.new, ours), (old, both.old, theirs)):
        rest = _keys(policy, table).get(("otherwise", None))
        if rest is not None and ("otherwise", None) not in other:
            came = table is new
            yield Paid("Any other", False, None if came else rest.points, rest.points if came else None, rest, rest)


def _row_of(keys: dict[_Key, model.Row], key: _Key) -> model.Row | None:
    """The row of a value: its own, or that of all others; what is unknown is none of these."""
    if key in keys or key[0] == "unknown":
        return keys.get(key)
    return keys.get(("otherwise", None))


def _can_be(table: AnyTable, key: _Key) -> bool:
    """Whether a value can occur: of a field with choices, only they do."""
    by = by_of(table)
    if key[0] != "value" or not isinstance(by, model.Field) or not by.choices:
        return True
    return any(choice.name == key[1] for choice in by.choices)


def _keys(policy: model.Policy, table: AnyTable) -> dict[_Key, model.Row]:
    """What the rows name: values, lists by their names, unknown, and all others."""
    found: dict[_Key, model.Row] = {}
    for row in table.rows:
        match row.key:
            case model.ValuesKey(values, lists):
                listed = {entry for name in lists for entry in policy.lists[name].items}
                found |= {("value", value): row for value in values if value not in listed}
                found |= {("list", name): row for name in lists}
            case model.UnknownKey():
                found["unknown", None] = row
            case model.OtherwiseKey():
                found["otherwise", None] = row
            case model.Band():
                continue
    return found


def _said(both: Both, old: AnyTable, new: AnyTable, key: _Key, is_new: bool) -> str:
    kind, value = key
    if kind in ("unknown", "otherwise"):
        return "unknown" if kind == "unknown" else "any other"
    if kind == "list":
        known = both.new.lists.get(str(value)) or both.old.lists[str(value)]
        return f"what is in {quoted(known.label)}"
    policy, table = (both.new, new) if is_new else (both.old, old)
    match by_of(table):
        case model.Field() as field:
            assert isinstance(value, str | int | Decimal)
            of_policy = policy.lead.fields if field.owner == "lead" else policy.activities[field.owner].fields
            return fields.shown(policy, of_policy.get(field.name, field), value)
        case model.GradeName(name):
            return level_name(level_of(policy.grades[name], str(value)))
        case _:
            return str(value)


def points_said(what: Paid) -> str:
    """`now earns 15 points (was 10)`."""
    earn = "earn" if what.several else "earns"
    if what.new is None:
        return f"no longer {earn} {amounts.points(what.old) if what.old is not None else 'points'}"
    now = f"now {earn} {amounts.points(what.new)}"
    return f"{now} (was {amounts.number(what.old)})" if what.old is not None else now


# ------------------------------------------------------------------------------------------------- as changes


def table_changes(both: Both, about: About, effect: int, name: str, old: AnyTable, new: AnyTable) -> Iterator[Found]:
    """`name` says what the rows go by; `effect` what more points of this score are to a lead."""
    changed = False
    for paid in paid_otherwise(both, old, new):
        changed = True
        if paid.new is None and not paid.old:
            continue  # a value that there is no more, and that brought nothing
        said = sentence(f"{name} {_inside(paid.values)} {points_said(paid)}")
        yield found(_row_about(both, about, paid, old, new), label_of(_sign(paid) * effect), said)
    if not changed and _own_rows(both.old, old) != _own_rows(both.new, new):
        said = f"The table “{name.removesuffix(':')}” has its rows parted otherwise, with the same points"
        yield found(about, "wording", sentence(said))


def _own_rows(policy: model.Policy, table: AnyTable) -> list[str]:
    """The rows in no order, without the entries of lists: what changes on a list is told there."""
    found: list[str] = []
    for row in table.rows:
        key = row.key
        if isinstance(key, model.ValuesKey):
            entries = {entry for name in key.lists for entry in policy.lists[name].items}
            key = replace(key, values=tuple(value for value in key.values if value not in entries))
        found.append(meaning_of_part(replace(row, key=key)))
    return sorted(found)


def _inside(values: str) -> str:
    """Our own words in front of values lose their capital behind the table's name."""
    first = values.split(" ")[0].rstrip(",")
    return values[:1].lower() + values[1:] if first in ("Unknown", "Any", "What") else values


def _row_about(both: Both, about: About, paid: Paid, old: AnyTable, new: AnyTable) -> About:
    if paid.row is not None:
        said = f"{capital(rows.row(both.new, new, paid.row))}: {amounts.signed(paid.row.points)}"
        about = replace(about, clause=paid.row.id, new=said, new_span=paid.row.span)
    if paid.old_row is not None:
        said = f"{capital(rows.row(both.old, old, paid.old_row))}: {amounts.signed(paid.old_row.points)}"
        about = replace(about, old=said if paid.old is not None else "", old_span=paid.old_row.span)
    # The words of the rule stand for neither.
    return replace(about, old="" if paid.old_row is None else about.old, new="" if paid.row is None else about.new)


def _sign(paid: Paid) -> int:
    """What is given to values of which nothing is said in the other version is held against nothing."""
    old, new = paid.old or Decimal(0), paid.new or Decimal(0)
    return (new > old) - (new < old)
