"""The fast path for text, as CSV files have it, and for the tagged values of JSON Lines."""

from __future__ import annotations

from leadpact.records.bulk.sql import listing, literal
from leadpact.records.bulk.wishes import NAMELESS, Steps, Unknown, Wish
from leadpact_dsl.text import BLANKS

_WHOLE = "[+-]?[0-9]{1,15}"
_NUMBERS = {"number": r"[+-]?[0-9]{1,11}(?:\.[0-9]{1,4})?", "money": r"[+-]?[0-9]{1,13}(?:\.[0-9]{1,2})?"}
TYPES = {"whole number": "DECIMAL(15, 0)", "number": "DECIMAL(15, 4)", "money": "DECIMAL(15, 2)"}
FACTORS = {"whole number": 1, "number": 10_000, "money": 100}
_WIDE = "DECIMAL(25, 4)"
"""Holds the units of each."""
_YES, _NO = ("yes", "true", "y", "1"), ("no", "false", "n", "0")


def units(amount: str, kind: str) -> str:
    """A decimal number in the units of its kind."""
    return f"CAST(CAST({amount} AS {_WIDE}) * {FACTORS[kind]} AS BIGINT)"


def begin(wish: Wish, unknown: Unknown) -> Steps:
    """The layers that all kinds share: the raw value `x`, and the known one without blanks around it `b`.

    Of tagged values the tag is `t`, the value with it `g`. What only the table of folding can tell from an unknown text
    is `u`.
    """
    key = wish.key
    if wish.shape == "text":
        layers, text = [{f"x{key}": wish.raw}], "true"
    else:
        layers = [{f"g{key}": wish.raw}, {f"x{key}": f"substr(g{key}, 2)", f"t{key}": f"g{key}[1]"}]
        text = f"t{key} IN ('s', 'i')" if wish.wanted == "id" else f"t{key} = 's'"
    bare, known, perhaps = _bare(f"x{key}"), unknown.known(f"bare{key}"), unknown.perhaps(f"bare{key}")
    if text != "true":
        bare = f"CASE WHEN {text} THEN {bare} ELSE x{key} END"
        known = f"CASE WHEN {text} THEN {known} ELSE bare{key} END"
        perhaps = f"({text}) AND ({perhaps})"
    layers += [{f"bare{key}": bare}, {f"b{key}": known, f"u{key}": f"coalesce({perhaps}, false)"}]
    return Steps(layers, known=f"b{key} IS NOT NULL")


def of_text(wish: Wish, unknown: Unknown) -> Steps:
    """How the value of a wish is worked out; numbers come in their units, choices by name."""
    if wish.wanted == "kind":
        unknown = Unknown(frozenset())  # the policy's words for unknown mean nothing here
    steps = begin(wish, unknown)
    if wish.spellings is not None:
        text = f"bare{wish.key}" if wish.wanted == "kind" else f"b{wish.key}"
        plain = f"NOT u{wish.key} AND {_tags(wish, 's')} AND {_ascii(text)}"
        steps.layers.append({f"k{wish.key}": f"CASE WHEN {plain} THEN lower({text}) END"})
        steps.spelled = wish.spellings.table
    steps.value = f"CASE WHEN NOT u{wish.key} THEN {_value(wish)} END"
    return steps


def _bare(text: str) -> str:
    """A text without the blanks around it. Most have none, and looking is cheaper than cutting."""
    plain = f"{text} >= '!' AND {text} < {literal(chr(127))} AND {text}[-1] BETWEEN '!' AND '~'"
    return f"CASE WHEN {plain} THEN {text} ELSE trim({text}, {literal(BLANKS)}) END"


def _value(wish: Wish) -> str:
    key, b, x = wish.key, f"b{wish.key}", f"x{wish.key}"
    match wish.wanted:
        case "text":
            # A zero with a minus is zero once it is a number.
            of_any = f"t{key} IN ('s', 'b') OR (t{key} = 'i' AND {x} <> '-0')"
            return f"CASE WHEN {b} IS NOT NULL{'' if wish.shape == 'text' else f' AND ({of_any})'} THEN {x} END"
        case "whole number":
            fits = f"{_tags(wish, 'si')} AND regexp_full_match({b}, {literal(_WHOLE)})"
            return f"CASE WHEN {fits} THEN TRY_CAST({b} AS BIGINT) END"
        case "number" | "money" as kind:
            fits = f"{_tags(wish, 'sin')} AND regexp_full_match({b}, {literal(_NUMBERS[kind])})"
            return f"CASE WHEN {fits} THEN {units(f'TRY_CAST({b} AS {TYPES[kind]})', kind)} END"
        case "yes or no":
            yes, no = (f"lower({b}) IN ({listing(words)})" for words in (_YES, _NO))
            said = f"CASE WHEN {yes} THEN true WHEN {no} THEN false END"
            return f"CASE WHEN {_tags(wish, 'sib')} AND {_ascii(b)} THEN {said} END"
        case "one of":
            assert wish.spellings is not None
            return f"CASE WHEN k{key} IS NOT NULL THEN {wish.spellings.value(key)} END"
        case "id" if wish.shape == "text":
            return f"coalesce({b}, '')"
        case "id":
            named = f"t{key} = 's' OR (t{key} = 'i' AND {x} <> '-0')"
            none = f"g{key} IS NULL OR t{key} IN ('b', 'o', 'j')"
            return f"CASE WHEN {none} THEN '' WHEN {named} THEN coalesce({b}, '') END"
        case "kind":
            assert wish.spellings is not None
            none = f"{x} IS NULL OR ({_tags(wish, 's')} AND bare{key} = '')"
            return f"CASE WHEN {none} THEN {NAMELESS} WHEN k{key} IS NOT NULL THEN {wish.spellings.value(key)} END"
        case "date" | "time":
            raise AssertionError("read by fast_times")


def _tags(wish: Wish, allowed: str) -> str:
    """A condition on what the value was, where that differs from row to row."""
    return "true" if wish.shape == "text" else f"t{wish.key} IN ({listing(allowed)})"


def _ascii(text: str) -> str:
    return f"strlen({text}) = length({text})"
