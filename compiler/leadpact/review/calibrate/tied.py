"""Whether a field is so tied to the outcome that it must have been filled once the outcome was known, or nearly so.

Two signs, each of the values of a field and of whether it is known at all:

- **Both ends.** Some values (of at least `GROUP` leads each) go with a conversion nearly always, and others nearly
  never. What is known when a lead comes in may find one end, a recommended friend or a student; a note that somebody
  makes after speaking with the lead finds both. Where conversions are rare, values that nearly always go with one are
  enough, if a part of them worth naming has such a value.
- **Tie.** Cramér's V between the values and the outcome is at least `TIE`: knowing the field is nearly knowing the
  outcome.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from leadpact.review.calibrate.field_values import Count, FieldValues
from leadpact.review.calibrate.statistics import interval, tie
from leadpact_dsl.model import Field
from leadpact_dsl.phrases.words import counted, listed, quoted

GROUP = 20
"""Leads that share a value before it is looked at by itself; the others are one group."""

NEARLY_ALL, SURELY_MOST = 0.9, 0.85
"""Of the leads with such values so many convert, and so many at least by Wilson's interval."""

NEARLY_NONE, SURELY_FEW = 0.05, 0.10

FAR_BELOW = 3
"""Values of the lower end convert so many times less often than all leads, by Wilson's interval."""

RARE = 5
"""Conversions are rare where the upper end has so many times more of them than all leads together."""

WORTH_NAMING = 0.1
"""The part of all conversions that the upper end has to hold where it is taken by itself."""

TIE = 0.7

_NAMED = 3


def tied(found: FieldValues) -> Iterator[str]:
    """What shows it, as sentences without a full stop; nothing where it is no more than a good sign."""
    known = {"known": found.known, "unknown": found.unknown}
    if _told_by(known):
        yes, no = found.known
        other_yes, other_no = found.unknown
        yield (
            f"whether it is known tells the outcome: {_of(yes, yes + no)} convert where it is, "
            f"{_of(other_yes, other_yes + other_no)} where it is not"
        )
        return
    groups = _large(found)
    upper, lower = _ends(groups)
    if _both_ends(groups, upper, lower):
        said = [_said(found.of, groups, upper)]
        if lower:
            said.append(_said(found.of, groups, lower))
        yield f"its values tell the outcome: {listed(said, 'and')}"
    elif _tie(groups) >= TIE:
        yield "its values tell the outcome of nearly every lead"


def _told_by(groups: Mapping[str, Count]) -> bool:
    large = {name: count for name, count in groups.items() if sum(count) >= GROUP}
    if len(large) < len(groups):
        return False
    upper, lower = _ends(large)
    return _both_ends(large, upper, lower) or _tie(large) >= TIE


def _large(found: FieldValues) -> dict[str, Count]:
    """The values of enough leads, the others together, and the leads of which it is unknown."""
    groups = found.groups()
    large = {name: count for name, count in groups.items() if sum(count) >= GROUP}
    rest = [count for name, count in groups.items() if name not in large]
    others = {"": found.unknown, "\0": (sum(one[0] for one in rest), sum(one[1] for one in rest))}
    return large | {name: count for name, count in others.items() if sum(count)}


def _ends(groups: Mapping[str, Count]) -> tuple[list[str], list[str]]:
    """The groups that nearly always convert, and those that nearly never do; not that of all other values."""
    upper, lower = [], []
    for name, (yes, no) in groups.items():
        if name == "\0" or yes + no < GROUP:
            continue
        if yes / (yes + no) >= NEARLY_ALL:
            upper.append(name)
        elif yes / (yes + no) <= NEARLY_NONE:
            lower.append(name)
    return upper, lower


def _both_ends(groups: Mapping[str, Count], upper: list[str], lower: list[str]) -> bool:
    yes, leads = sum(one[0] for one in groups.values()), sum(map(sum, groups.values()))
    base = yes / leads if leads else 0.0
    if not upper or not 0 < base < 1:
        return False
    high_yes, high = _together(groups, upper)
    if interval(high_yes, high)[0] < SURELY_MOST:
        return False
    if base * RARE <= NEARLY_ALL and high_yes >= yes * WORTH_NAMING:
        return True
    if not lower:
        return False
    low_yes, low = _together(groups, lower)
    most = interval(low_yes, low)[1]
    return most <= SURELY_FEW and most * FAR_BELOW <= base


def _tie(groups: Mapping[str, Count]) -> float:
    return tie(np.array(list(groups.values()), dtype=np.int64)) if len(groups) > 1 else 0.0


def _together(groups: Mapping[str, Count], names: list[str]) -> tuple[int, int]:
    """Conversions and leads."""
    return sum(groups[name][0] for name in names), sum(sum(groups[name]) for name in names)


def _said(field: Field, groups: Mapping[str, Count], names: list[str]) -> str:
    largest = sorted(names, key=lambda name: (-sum(groups[name]), name))
    labels = [_label(field, name) for name in largest[:_NAMED]]
    more = len(largest) - _NAMED
    labels += [f"{more} more"] if more > 0 else []
    return f"{_of(*_together(groups, names))} convert with {listed(labels, 'or')}"


def _label(field: Field, name: str) -> str:
    if name == "":
        return "none"
    match field.kind:
        case "one of":
            return quoted(next((choice.label for choice in field.choices if choice.name == name), name))
        case "yes or no":
            return "yes" if name == "true" else "no"
        case "text":
            return quoted(name if len(name) <= 40 else f"{name[:39]}…")
        case _:
            return "one range of values"


def _of(yes: int, leads: int) -> str:
    return f"{yes:,} of {counted(leads, 'lead')}"
