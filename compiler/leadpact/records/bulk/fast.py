"""The fast path: SQL that reads the common spellings of a value exactly as `records.convert` does, and no others.

Every expression here accepts only what it can be shown to read as the converters do. Whatever else is known comes out
as NULL in `value` and as tagged text in `odd`; the converters then decide on each distinct one (`odd_values`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from leadpact.records.bulk.shapes import TAGS, Shape
from leadpact.records.bulk.sql import Layers, listing, literal
from leadpact_dsl.limits import AFTER_LAST_INSTANT, FIRST_INSTANT
from leadpact_dsl.model import Field, FieldKind
from leadpact_dsl.text import BLANKS, fold

Wanted: TypeAlias = FieldKind | Literal["id", "kind"]
"""What a column is read as: a field of some kind, a lead's id, or the kind of an activity."""

UNDECLARED, NAMELESS = -1, -2
"""Values of `kind` besides the places of the policy's activities: none of them, and blank."""

_LONGEST_WHOLE = "[+-]?[0-9]{1,15}"
_NUMBERS = {"number": r"[+-]?[0-9]{1,11}(?:\.[0-9]{1,4})?", "money": r"[+-]?[0-9]{1,13}(?:\.[0-9]{1,2})?"}
_TYPES = {"number": "DECIMAL(15, 4)", "money": "DECIMAL(15, 2)"}
_WIDE = "DECIMAL(25, 4)"
"""Holds the units of each."""
_FACTORS = {"number": 10_000, "money": 100}
_YES, _NO = ("yes", "true", "y", "1"), ("no", "false", "n", "0")


@dataclass(frozen=True)
class Spellings:
    """Folded spellings, which an ENUM type of the connection lists in this order, and what each stands for."""

    type_name: str
    keys: tuple[str, ...]
    values: tuple[str | int, ...]
    otherwise: str | int | None

    def of(self, text: str) -> str:
        """What an ASCII text without blanks around it stands for."""
        place = f"CAST(enum_code(TRY_CAST(lower({text}) AS {self.type_name})) AS INTEGER) + 1"
        return f"coalesce(([{listing(self.values)}])[{place}], {literal(self.otherwise)})"


@dataclass(frozen=True)
class Wish:
    """One value that is wanted of each row: `column` is read as `wanted` where `guard` (SQL) holds.

    `key` tells it apart in the names of columns: the value comes out as `v<key>`, what is left over as `o<key>`.
    """

    key: str
    column: str
    shape: Shape
    wanted: Wanted
    guard: str | None = None
    spellings: Spellings | None = None
    never: str | None = None
    """Where this holds (SQL), the value is left over, even though it could be read."""
    bounds: tuple[int, int] = (FIRST_INSTANT, AFTER_LAST_INSTANT - 1)
    """The first and the last instant that a time may be."""


@dataclass
class Steps:
    """How a wish is worked out: layers of columns, one upon the other, then `value`; `known` where there is a value."""

    layers: list[dict[str, str]] = field(default_factory=list)
    value: str = "NULL"
    known: str = "false"
    day: str | None = None
    """A column with the day (since 1970, of the wall clock) whose row of the table of days `value` looks at: as `s<key>`
    the instant at which it starts, as `m<key>` that of its midnight."""
    within: bool = False
    """Whether the value has to be an instant that leadpact knows."""


@dataclass(frozen=True)
class Unknown:
    """The folded texts that count as unknown."""

    texts: frozenset[str]

    def perhaps(self, text: str) -> str:
        """Whether only the folding table could say: it maps each character to one, so that lengths stay."""
        if not self.texts:
            return "false"
        return f"strlen({text}) <> length({text}) AND length({text}) IN ({listing(sorted(set(map(len, self.texts))))})"

    def surely(self, text: str) -> str:
        plain = sorted(one for one in self.texts if one.isascii())
        return f"{text} = ''" + (f" OR lower({text}) IN ({listing(plain)})" if plain else "")


def unknown(texts: frozenset[str]) -> Unknown:
    return Unknown(frozenset(map(fold, texts)) - {""})


def bare(text: str) -> str:
    """A text without the blanks around it. Most have none, and looking is cheaper than cutting."""
    plain = " AND ".join(f"{end} BETWEEN '!' AND '~'" for end in (f"{text}[1]", f"{text}[-1]"))
    return f"CASE WHEN {plain} THEN {text} ELSE trim({text}, {literal(BLANKS)}) END"


def begin(wish: Wish, unknown: Unknown) -> Steps:
    """The layers that all kinds share: the raw value `x`, and of texts the known one without blanks `b`."""
    key, shape = wish.key, wish.shape
    raw = wish.column if wish.guard is None else f"CASE WHEN {wish.guard} THEN {wish.column} END"
    match shape:
        case "text":
            first, text = {f"x{key}": raw}, "true"
        case "tagged":
            first, text = {f"g{key}": raw}, f"t{key} = 's'"
        case "float" | "short float":
            return Steps([{f"x{key}": raw}], known=f"(x{key} IS NOT NULL AND NOT isnan(x{key}))")
        case _:
            return Steps([{f"x{key}": raw}], known=f"x{key} IS NOT NULL")
    layers = [first]
    if shape == "tagged":
        layers.append({f"x{key}": f"substr(g{key}, 2)", f"t{key}": f"g{key}[1]"})
        if wish.wanted == "id":
            text = f"t{key} IN ('s', 'i')"
    cut = bare(f"x{key}")
    layers.append({f"bare{key}": cut if text == "true" else f"CASE WHEN {text} THEN {cut} ELSE x{key} END"})
    layers.append({f"u{key}": f"({text}) AND ({unknown.perhaps(f'bare{key}')})"})
    surely = unknown.surely(f"bare{key}")
    ascii_only = "" if surely.endswith("= ''") else f" AND (strlen(bare{key}) = length(bare{key}))"
    layers.append({f"b{key}": f"CASE WHEN ({text}){ascii_only} AND ({surely}) THEN NULL ELSE bare{key} END"})
    return Steps(layers, known=f"b{key} IS NOT NULL")


def read(wish: Wish, unknown: Unknown) -> Steps:
    """How the value of a wish is worked out. Numbers come in their units, choices by name, days and times apart."""
    from leadpact.records.bulk.fast_times import read_time

    if wish.wanted == "kind":
        unknown = Unknown(frozenset())  # the policy's words for unknown mean nothing here
    steps = begin(wish, unknown)
    if wish.wanted in ("date", "time"):
        return read_time(wish, steps)
    if wish.shape in ("text", "tagged"):
        steps.value = f"CASE WHEN NOT coalesce(u{wish.key}, false) THEN {_of_text(wish)} END"
    else:
        steps.value = _of_typed(wish, steps.known, unknown)
    return steps


def lay(layers: Layers, wishes: Sequence[Wish], unknown: Unknown, days: str) -> None:
    """Adds to the layers of a source what each wish comes to: columns `v<key>` and `o<key>`.

    `days` is the table of `fast_times.local_days`, with the columns day, start and midnight.
    """
    found = [(wish, read(wish, unknown)) for wish in wishes]
    for depth in range(max((len(steps.layers) for _, steps in found), default=0)):
        layers.add({k: v for _, steps in found if depth < len(steps.layers) for k, v in steps.layers[depth].items()})
    for wish, steps in found:
        if steps.day is not None:
            columns = {f"s{wish.key}": "start", f"m{wish.key}": "midnight"}
            layers.join(days, f"j.day = q.{steps.day}", columns)
    values = {f"v{wish.key}": steps.value for wish, steps in found}
    layers.add(values)
    first_to_last = {
        f"v{wish.key}": f"CASE WHEN v{wish.key} BETWEEN {wish.bounds[0]} AND {wish.bounds[1]} THEN v{wish.key} END"
        for wish, steps in found
        if steps.within
    }
    layers.replace(first_to_last)
    layers.replace(
        {f"v{wish.key}": f"CASE WHEN {wish.never} THEN NULL ELSE v{wish.key} END" for wish in wishes if wish.never}
    )
    layers.add({f"o{wish.key}": odd(wish, steps) for wish, steps in found})


def odd(wish: Wish, steps: Steps) -> str:
    """What is left to the converters, tagged; NULL where the value was read, or is unknown."""
    left = f"{steps.known} AND v{wish.key} IS NULL"
    if wish.wanted == "kind":
        left = f"({steps.known}) AND coalesce(v{wish.key}, {UNDECLARED}) < 0"
    return f"CASE WHEN {left} THEN {_tagged(wish)} END"


def _tagged(wish: Wish) -> str:
    x = f"x{wish.key}"
    match wish.shape:
        case "tagged":
            return f"g{wish.key}"
        case "day":
            x = f"datediff('day', DATE '1970-01-01', {x})"
        case "text":
            return f"'s' || {x}"
    return f"'{TAGS[wish.shape]}' || CAST({x} AS VARCHAR)"


def _tags(wish: Wish, allowed: str) -> str:
    """A condition on what the value was, where that differs from row to row."""
    return "true" if wish.shape == "text" else f"t{wish.key} IN ({listing(allowed)})"


def _ascii(text: str) -> str:
    return f"strlen({text}) = length({text})"


def _of_text(wish: Wish) -> str:
    key, b, x = wish.key, f"b{wish.key}", f"x{wish.key}"
    of_any_kind = (
        x if wish.shape == "text" else f"CASE WHEN t{key} IN ('s', 'b') OR (t{key} = 'i' AND {x} <> '-0') THEN {x} END"
    )
    match wish.wanted:
        case "text":
            return f"CASE WHEN {b} IS NOT NULL THEN {of_any_kind} END"
        case "whole number":
            fits = f"{_tags(wish, 'si')} AND regexp_full_match({b}, {literal(_LONGEST_WHOLE)})"
            return f"CASE WHEN {fits} THEN TRY_CAST({b} AS BIGINT) END"
        case "number" | "money" as kind:
            fits = f"{_tags(wish, 'sin')} AND regexp_full_match({b}, {literal(_NUMBERS[kind])})"
            return f"CASE WHEN {fits} THEN {_units(f'TRY_CAST({b} AS {_TYPES[kind]})', kind)} END"
        case "yes or no":
            said = f"CASE WHEN lower({b}) IN ({listing(_YES)}) THEN true WHEN lower({b}) IN ({listing(_NO)}) THEN false END"
            return f"CASE WHEN {_tags(wish, 'sib')} AND {_ascii(b)} THEN {said} END"
        case "one of":
            assert wish.spellings is not None
            return f"CASE WHEN {_tags(wish, 's')} AND {_ascii(b)} THEN {wish.spellings.of(b)} END"
        case "id":
            if wish.shape == "text":
                return f"coalesce({b}, '')"
            named = f"t{key} = 's' OR (t{key} = 'i' AND {x} <> '-0')"
            return (
                f"CASE WHEN g{key} IS NULL OR t{key} IN ('b', 'o', 'j') THEN '' WHEN {named} THEN coalesce({b}, '') END"
            )
        case "kind":
            assert wish.spellings is not None
            c = f"bare{key}"
            said = f"CASE WHEN {x} IS NULL THEN {NAMELESS} WHEN {c} = '' THEN {NAMELESS} WHEN {_ascii(c)} THEN {wish.spellings.of(c)} END"
            return (
                said
                if wish.shape == "text"
                else f"CASE WHEN g{key} IS NULL THEN {NAMELESS} WHEN t{key} = 's' THEN {said} END"
            )
        case "date" | "time":
            raise AssertionError("read by fast_times")


def _units(amount: str, kind: str) -> str:
    return f"CAST(CAST({amount} AS {_WIDE}) * {_FACTORS[kind]} AS BIGINT)"


def _of_typed(wish: Wish, known: str, unknown: Unknown) -> str:
    x = f"x{wish.key}"
    match (wish.wanted, wish.shape):
        case ("text", "integer" | "truth"):
            return f"CAST({x} AS VARCHAR)"
        case ("id", "integer"):
            text = f"CAST({x} AS VARCHAR)"
            return f"CASE WHEN {x} IS NULL OR ({unknown.surely(text)}) THEN '' ELSE {text} END"
        case ("id", "truth"):
            return "''"
        case ("id", _):
            return f"CASE WHEN NOT ({known}) THEN '' END"
        case ("kind", _):
            return f"CASE WHEN NOT ({known}) THEN {NAMELESS} END"
        case ("yes or no", "truth"):
            return x
        case ("yes or no", "integer"):
            return f"CASE WHEN {x} = 1 THEN true WHEN {x} = 0 THEN false END"
        case ("whole number", "integer"):
            return f"CASE WHEN {x} BETWEEN -1000000000000000 AND 1000000000000000 THEN CAST({x} AS BIGINT) END"
        case ("number" | "money" as kind, "integer"):
            most = 10**15 // _FACTORS[kind]
            return f"CASE WHEN {x} BETWEEN -{most} AND {most} THEN CAST({x} AS BIGINT) * {_FACTORS[kind]} END"
        case ("whole number" | "number" | "money" as kind, "decimal"):
            factor = _FACTORS.get(kind, 1)
            exact = f"TRY_CAST({x} AS {_TYPES.get(kind, 'DECIMAL(15, 0)')})"  # rounds: equal where nothing was lost
            return f"CASE WHEN {exact} = {x} THEN CAST(CAST({exact} AS {_WIDE}) * {factor} AS BIGINT) END"
        case ("whole number" | "number" | "money" as kind, "float" | "short float"):
            return _of_binary(x, _FACTORS.get(kind, 1), 6 if wish.shape == "short float" else 15)
        case _:
            return "NULL"


def _of_binary(x: str, factor: int, digits: int) -> str:
    """The units of a binary number, where its shortest decimal is surely that many units.

    A decimal of at most 15 significant digits (6 of them for 32 bits) is the shortest one of the binary number that is
    nearest to it; so where the units are below that, and the number nearest to them is this one, they are its decimal.
    """
    width = "FLOAT" if digits == 6 else "DOUBLE"
    units = f"round(CAST({x} AS DOUBLE) * {factor})"
    near = f"CAST(CAST({units} AS DOUBLE) / {factor} AS {width}) = {x}"
    # The comparison comes first, so that nothing beyond the whole numbers is cast to one.
    return f"CASE WHEN abs({x}) * {factor} < {10**digits - 1} AND {near} THEN CAST({units} AS BIGINT) END"


def spellings_of(field: Field, type_name: str) -> Spellings:
    """The spellings of a field's choices, as `records.convert` takes them."""
    names = {fold(choice.label): choice.name for choice in field.choices}
    names |= {fold(choice.name): choice.name for choice in field.choices}
    return spellings(names, type_name, field.otherwise)


def spellings(names: Mapping[str, str | int], type_name: str, otherwise: str | int | None) -> Spellings:
    return Spellings(type_name, tuple(names), tuple(names.values()), otherwise)
