"""The fast path: SQL that reads the common spellings of a value exactly as `records.convert` does, and no others.

Every expression accepts only what it can be shown to read as the converters do. Whatever else is known comes out as
NULL in `v<key>` and as tagged text in `o<key>`; the converters then decide on each distinct one (`odd_values`).
"""

from __future__ import annotations

from collections.abc import Sequence

from leadpact.records.bulk.fast_text import of_text
from leadpact.records.bulk.fast_times import of_time
from leadpact.records.bulk.fast_typed import of_typed
from leadpact.records.bulk.shapes import TAGS
from leadpact.records.bulk.sql import Layers, days_since_1970
from leadpact.records.bulk.wishes import UNDECLARED, Steps, Unknown, Wish


def lay(layers: Layers, wishes: Sequence[Wish], unknown: Unknown, days: str) -> None:
    """Adds to the layers of a source what each wish comes to: columns `v<key>` and `o<key>`.

    `days` is the table of `local_days`, with the columns day, start and midnight.
    """
    found = [(wish, _steps(wish, unknown)) for wish in wishes]
    for depth in range(max((len(steps.layers) for _, steps in found), default=0)):
        layers.add({k: v for _, steps in found if depth < len(steps.layers) for k, v in steps.layers[depth].items()})
    for wish, steps in found:
        if steps.day is not None:
            columns = {f"s{wish.key}": "start", f"m{wish.key}": "midnight"}
            layers.join(days, f"j.day = q.{steps.day}", columns)
        if steps.spelled is not None:
            columns = {f"e{wish.key}": "value"}
            named = {"named": "named"} if wish.wanted == "kind" else {}
            layers.join(steps.spelled, f"j.key = q.k{wish.key}", columns | named)
        elif wish.wanted == "kind":
            layers.add({"named": "NULL"})
    layers.add({f"v{wish.key}": steps.value for wish, steps in found})
    layers.replace(
        {
            f"v{wish.key}": f"CASE WHEN v{wish.key} BETWEEN {wish.bounds[0]} AND {wish.bounds[1]} THEN v{wish.key} END"
            for wish, steps in found
            if steps.within
        }
    )
    layers.replace(
        {f"v{wish.key}": f"CASE WHEN {wish.never} THEN NULL ELSE v{wish.key} END" for wish in wishes if wish.never}
    )
    layers.add({f"o{wish.key}": _odd(wish, steps) for wish, steps in found})


def _steps(wish: Wish, unknown: Unknown) -> Steps:
    if wish.wanted in ("date", "time"):
        return of_time(wish, unknown)
    return of_text(wish, unknown) if wish.shape in ("text", "tagged") else of_typed(wish, unknown)


def _odd(wish: Wish, steps: Steps) -> str:
    """What is left to the converters, tagged; NULL where the value was read, or is unknown."""
    left = f"{steps.known} AND v{wish.key} IS NULL"
    if wish.wanted == "kind":
        left = f"({steps.known}) AND coalesce(v{wish.key}, {UNDECLARED}) < 0"
    if wish.told:
        left = f"v{wish.key} IS NULL OR v{wish.key} = ''" if wish.wanted == "id" else f"v{wish.key} IS NULL"
    return f"CASE WHEN {left} THEN {_tagged(wish)} END"


def _tagged(wish: Wish) -> str:
    x = f"x{wish.key}"
    if wish.shape == "tagged":
        return f"g{wish.key}"
    if wish.shape == "text":
        return f"'s' || {x}"
    if wish.shape == "day":
        x = days_since_1970(x)
    return f"'{TAGS[wish.shape]}' || CAST({x} AS VARCHAR)"
