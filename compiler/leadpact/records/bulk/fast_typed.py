"""The fast path for the typed columns of Parquet files."""

from __future__ import annotations

from leadpact.records.bulk.fast_text import FACTORS, TYPES, units
from leadpact.records.bulk.wishes import NAMELESS, Steps, Unknown, Wish
from leadpact_dsl.limits import MOST_UNITS


def of_typed(wish: Wish, unknown: Unknown) -> Steps:
    """How the value of a wish is worked out; `x` is the raw value."""
    x = f"x{wish.key}"
    known = f"{x} IS NOT NULL"
    if wish.shape in ("float", "short float"):
        known = f"({known} AND NOT isnan({x}))"  # not a number is unknown
    return Steps([{x: wish.raw}], _value(wish, x, known, unknown), known)


def _value(wish: Wish, x: str, known: str, unknown: Unknown) -> str:
    match (wish.wanted, wish.shape):
        case ("text", "integer" | "truth"):
            return f"CAST({x} AS VARCHAR)"
        case ("id", "integer"):
            return f"coalesce({unknown.known(f'CAST({x} AS VARCHAR)')}, '')"
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
        case ("whole number" | "number" | "money" as kind, "integer"):
            most = MOST_UNITS // FACTORS[kind]
            return f"CASE WHEN {x} BETWEEN -{most} AND {most} THEN CAST({x} AS BIGINT) * {FACTORS[kind]} END"
        case ("whole number" | "number" | "money" as kind, "decimal"):
            exact = f"TRY_CAST({x} AS {TYPES[kind]})"  # rounds: equal where nothing was lost
            return f"CASE WHEN {exact} = {x} THEN {units(exact, kind)} END"
        case ("whole number" | "number" | "money" as kind, "float" | "short float"):
            return _of_binary(x, FACTORS[kind], 6 if wish.shape == "short float" else 15)
        case _:
            return "NULL"


def _of_binary(x: str, factor: int, digits: int) -> str:
    """The units of a binary number, where its shortest decimal is surely that many units.

    A decimal of at most 15 significant digits (6 of them for 32 bits) is the shortest one of the binary number that is
    nearest to it; so where the units are below that, and the number nearest to them is this one, they are its decimal.
    """
    width = "FLOAT" if digits == 6 else "DOUBLE"
    found = f"round(CAST({x} AS DOUBLE) * {factor})"
    near = f"CAST({found} / {factor} AS {width}) = {x}"
    # The comparison comes first, so that nothing beyond the whole numbers is cast to one.
    return f"CASE WHEN abs({x}) * {factor} < {10**digits - 1} AND {near} THEN CAST({found} AS BIGINT) END"
