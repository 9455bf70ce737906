"""Rows that overlap, leave a gap, or are never reached (LP301 to LP305), and rows for unknown (LP264, LP265)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import assert_never

from leadpact_dsl.checks import places, unknown, written
from leadpact_dsl.checks.keyed import Entry, Keyed, Named, Numbers, Open, all_keyed
from leadpact_dsl.checks.spreads import BEGIN, END, Run, both, gaps, meeting
from leadpact_dsl.diagnostics import Diagnostic, Fix, Label, error, warning
from leadpact_dsl.model import Band, OtherwiseKey, Policy, Scalar, UnknownKey, ValuesKey
from leadpact_dsl.phrases.amounts import amount
from leadpact_dsl.phrases.words import listed, quoted
from leadpact_dsl.source import Span
from leadpact_dsl.text import fold


def coverage(policy: Policy) -> Iterator[Diagnostic]:
    """Every value covered exactly once."""
    for keyed in all_keyed(policy):
        yield from _twice_written(keyed)
        match keyed.domain:
            case Numbers():
                yield from _numbers(keyed, keyed.domain)
            case Named():
                yield from _names(keyed, keyed.domain)
            case Open():
                yield from _texts(keyed)
            case _:
                assert_never(keyed.domain)


def unknown_rows(policy: Policy) -> Iterator[Diagnostic]:
    """A row for unknown exactly where the field can be unknown."""
    for keyed in all_keyed(policy):
        rows = [entry for entry in keyed.entries if isinstance(entry.key, UnknownKey)]
        if keyed.unknown and not rows:
            yield _no_unknown_row(keyed)
        if rows and not keyed.unknown:
            yield warning(
                "LP265",
                rows[0].span,
                f"{quoted(keyed.label)} is never unknown, so no lead ever meets this row.",
                help="Take the row out; or, if the value may be missing after all, take `required` or the default off "
                "the field.",
                fix=places.drop(rows[0].span, "without the row"),
            )


def _no_unknown_row(keyed: Keyed) -> Diagnostic:
    assert keyed.field is not None
    last = keyed.entries[-1].span
    fix = None if keyed.row is None else places.insert_below(last, [keyed.row("unknown")], "a row for unknown")
    return error(
        "LP264",
        keyed.header,
        f"{quoted(keyed.label)} may be unknown, and no row says what counts then.",
        help=unknown.ways_out(keyed.field, "add a row `unknown`"),
        fix=fix,
    )


def _twice_written(keyed: Keyed) -> Iterator[Diagnostic]:
    for kind, say in ((UnknownKey, "`unknown`"), (OtherwiseKey, "`otherwise`")):
        rows = [entry for entry in keyed.entries if isinstance(entry.key, kind)]
        for again in rows[1:]:
            yield _overlap(keyed, rows[0], again, f"Two {keyed.noun}s are for {say}", "")


def _overlap(keyed: Keyed, first: Entry, again: Entry, start: str, help: str) -> Diagnostic:
    return error(
        "LP301",
        again.span,
        f"{start}, so it is open which of them counts.",
        labels=[Label(first.span, f"the other {keyed.noun}")],
        help=help or f"Keep one of the two {keyed.noun}s.",
    )


# --------------------------------------------------------------------------------------------------------- numbers


def _numbers(keyed: Keyed, numbers: Numbers) -> Iterator[Diagnostic]:
    covered = [numbers.covered(entry.key) for entry in keyed.entries]
    overlapping = meeting(covered)
    for place, entry in enumerate(keyed.entries):
        if isinstance(entry.key, Band) and not covered[place]:
            yield _empty(keyed, entry, entry.key, numbers)
        for earlier in overlapping[place]:
            values = listed([_said(run, numbers) for run in both(covered[place], covered[earlier])], "and")
            start = f"Two {keyed.noun}s cover {quoted(keyed.label)} {values}"
            yield _overlap(keyed, keyed.entries[earlier], entry, start, "Let each number stand in one of them only.")
    left = gaps(numbers.all, covered)
    otherwise = [entry for entry in keyed.entries if isinstance(entry.key, OtherwiseKey)]
    if otherwise and not left:
        yield _idle_otherwise(keyed, otherwise[0])
    if not otherwise:
        for gap in left:
            yield error(
                "LP302",
                keyed.header,
                f"No {keyed.noun} covers {quoted(keyed.label)} {_said(gap, numbers)}.",
                help=f"Let each {keyed.noun} begin where the one before it ends: `50 to below 75`, then `75 or more`.",
                fix=_fill(keyed, gap, numbers),
            )


def _empty(keyed: Keyed, entry: Entry, band: Band, numbers: Numbers) -> Diagnostic:
    kind = "whole number" if numbers.whole else "number"
    return error(
        "LP304",
        entry.span,
        f"No {kind} lies in “{written.band(band, numbers.unit)}”, so nothing ever meets this {keyed.noun}.",
        help="A band goes from the lower number to the higher.",
    )


def _fill(keyed: Keyed, gap: Run, numbers: Numbers) -> Fix | None:
    """The row before the gap drawn out where it ends with a number that is in, or where a new one needs a name."""
    before = next((row for row in keyed.entries if _ends(numbers, row, gap)), None)
    behind = next((row for row in keyed.entries if _begins(numbers, row, gap)), None)
    if gap.start.behind or keyed.row is None:
        return _drawn_out(keyed, gap, before, behind, numbers)
    new = keyed.row(written.band(_band(gap, numbers), numbers.unit))
    if before is not None:
        return places.insert_below(before.span, [new], "the missing row")
    if behind is not None:
        return places.insert_before(behind.span, [new], "the missing row")
    return places.insert_inside(keyed.header, [new], "the missing row")


def _drawn_out(keyed: Keyed, gap: Run, before: Entry | None, behind: Entry | None, numbers: Numbers) -> Fix | None:
    high = None if gap.end == END else gap.end.at
    if before is not None and isinstance(before.key, Band) and (before.key.low is not None or high is not None):
        key = written.band(Band(before.key.low, high, gap.end.behind), numbers.unit)
        return Fix(_key_span(keyed, before), key, f"let the {keyed.noun} go on to where the next begins")
    if behind is not None and isinstance(behind.key, Band) and behind.key.high is not None and gap.start == BEGIN:
        key = written.band(Band(None, behind.key.high, False), numbers.unit)
        return Fix(_key_span(keyed, behind), key, f"let the {keyed.noun} begin where the numbers do")
    return None


def _key_span(keyed: Keyed, entry: Entry) -> Span:
    return places.level_band(entry.span) if keyed.noun == "level" else places.row_key(entry.span)


def _ends(numbers: Numbers, row: Entry, gap: Run) -> bool:
    return any(run.end == gap.start for run in numbers.covered(row.key))


def _begins(numbers: Numbers, row: Entry, gap: Run) -> bool:
    return any(run.start == gap.end for run in numbers.covered(row.key))


def _band(gap: Run, numbers: Numbers) -> Band:
    """The gap as a row would write it; of whole numbers the last is in: `500 to 999`."""
    low = None if gap.start == BEGIN else gap.start.at
    if gap.end == END:
        return Band(low, None, False)
    if numbers.whole and low is not None:
        return Band(low, gap.end.at - 1, True)
    return Band(low, gap.end.at, gap.end.behind)


def _said(run: Run, numbers: Numbers) -> str:
    """`from 500 to below 1,000`, `above 75`, `below 50`."""
    low, high = amount_or_none(run.start.at, numbers.unit), amount_or_none(run.end.at, numbers.unit)
    if numbers.whole and run.start != BEGIN and run.end != END:
        last = amount(run.end.at - 1, numbers.unit)
        return str(low) if last == low else f"from {low} to {last}"
    start = "" if low is None else f"above {low}" if run.start.behind else f"from {low}"
    end = "" if high is None else f"up to {high}" if run.end.behind else f"below {high}"
    if not start or not end:
        return (start or end or "at all") + (" on" if start and not run.start.behind else "")
    if run.start.at == run.end.at:
        return str(low)
    return f"{start} {'and' if run.start.behind else 'to'} {end}".replace("to up to", "to")


def amount_or_none(value: Decimal, unit: str) -> str | None:
    return amount(value, unit) if value.is_finite() else None


# ---------------------------------------------------------------------------------------------------- named values


def _names(keyed: Keyed, names: Named) -> Iterator[Diagnostic]:
    labels = {choice.name: choice.label for choice in names.all}
    seen: dict[str, Entry] = {}
    for entry in keyed.entries:
        for name in _written(entry):
            if name in seen:
                start = f"{quoted(labels.get(name, name))} stands in two {keyed.noun}s"
                if seen[name] is entry:
                    start = f"{quoted(labels.get(name, name))} stands twice in this {keyed.noun}"
                yield _overlap(keyed, seen[name], entry, start, "Name each value once.")
            seen.setdefault(name, entry)
    missing = [choice for choice in names.all if choice.name not in seen]
    otherwise = [entry for entry in keyed.entries if isinstance(entry.key, OtherwiseKey)]
    if otherwise and not missing:
        yield _idle_otherwise(keyed, otherwise[0])
    if missing and not otherwise:
        said = listed([quoted(choice.label) for choice in missing], "and")
        key = ", ".join(choice.name for choice in missing)
        yield error(
            "LP302",
            keyed.header,
            f"No {keyed.noun} of {quoted(keyed.label)} covers {said}.",
            help=f"Add a {keyed.noun} for {'it' if len(missing) == 1 else 'them'}, or one for `otherwise`.",
            fix=_new_row(keyed, key),
        )


def _texts(keyed: Keyed) -> Iterator[Diagnostic]:
    seen: dict[str, Entry] = {}
    for entry in keyed.entries:
        for name in _written(entry):
            if fold(name) in seen:
                start = f"{quoted(name)} stands in two {keyed.noun}s (capitals and blanks around a text do not count)"
                yield _overlap(keyed, seen[fold(name)], entry, start, "Name each text once.")
            seen.setdefault(fold(name), entry)
    if not any(isinstance(entry.key, OtherwiseKey) for entry in keyed.entries):
        yield error(
            "LP303",
            keyed.header,
            f"{quoted(keyed.label)} can have any value, and no {keyed.noun} says what counts for all others.",
            help="Add a row for `otherwise`.",
            fix=_new_row(keyed, "otherwise"),
        )


def _new_row(keyed: Keyed, key: str) -> Fix | None:
    """A row before those for `otherwise` and `unknown`."""
    if keyed.row is None or not keyed.entries:
        return None
    named = [entry for entry in keyed.entries if not isinstance(entry.key, UnknownKey)]
    if named:
        return places.insert_below(named[-1].span, [keyed.row(key)], "the missing row")
    return places.insert_before(keyed.entries[0].span, [keyed.row(key)], "the missing row")


def _idle_otherwise(keyed: Keyed, entry: Entry) -> Diagnostic:
    return warning(
        "LP305",
        entry.span,
        f"The other {keyed.noun}s cover every value of {quoted(keyed.label)}, so nothing is left for `otherwise`.",
        help="Take it out; a value that is unknown is never meant by `otherwise`.",
        fix=places.drop(entry.span, f"without the {keyed.noun}"),
    )


def _written(entry: Entry) -> list[str]:
    return [_name(value) for value in entry.key.values] if isinstance(entry.key, ValuesKey) else []


def _name(value: Scalar) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
