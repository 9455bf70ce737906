"""The fast path for dates and times: ISO 8601 as most programs write it, bare times by a table of local days.

The table (`local_days`) has, for each day that the agreement covers, the instant at which it starts and, where the
clocks do not change near that day, the instant of its midnight: on all other days a bare time goes to the converters,
which know what the clocks skip and what they show twice.
"""

from __future__ import annotations

from leadpact.records.bulk.fast_text import begin
from leadpact.records.bulk.sql import days_since_1970, literal
from leadpact.records.bulk.wishes import Steps, Unknown, Wish

_DAY = 86_400_000

_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
_OFFSET = "(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"


def of_time(wish: Wish, unknown: Unknown) -> Steps:
    """The instant of a time, or of the start of a date, in ms."""
    x = f"x{wish.key}"
    if wish.shape in ("text", "tagged"):
        return _of_text(wish, begin(wish, unknown))
    steps = Steps([{x: wish.raw}], known=f"{x} IS NOT NULL")
    if wish.shape == "day":
        return _of_day(wish, steps)
    if wish.shape == "wall time":
        return _of_wall(wish, steps)
    if wish.shape == "instant" and wish.wanted == "time":
        # Whole milliseconds, floored, as this division does from 1970 on.
        steps.value, steps.within = f"CASE WHEN {x} >= 0 THEN {x} // 1000 END", True
    elif wish.shape in ("float", "short float"):
        steps.known = f"({x} IS NOT NULL AND NOT isnan({x}))"
    return steps


def _of_text(wish: Wish, steps: Steps) -> Steps:
    key, b = wish.key, f"b{wish.key}"
    text = f"{b} IS NOT NULL AND NOT u{key}"
    if wish.shape == "tagged":
        text = f"{text} AND t{key} = 's'"
    is_day = f"length({b}) = 10 AND regexp_full_match({b}, {literal(_DATE)})"
    if wish.wanted == "date":
        steps.layers.append(
            {f"d{key}": f"CASE WHEN {text} AND {is_day} THEN {days_since_1970(f'TRY_CAST({b} AS DATE)')} END"}
        )
        steps.day, steps.value = f"d{key}", f"s{key}"
        return steps
    moment = literal(f"{_DATE}[T ]{_CLOCK}{_OFFSET}?")
    # What stands behind the clock: nothing (0 characters), Z, or an offset; a date alone is told apart by its length.
    tail = f"CASE WHEN {b}[-1] = 'Z' THEN 1 WHEN {b}[-6] IN ('+', '-') THEN 6 ELSE 0 END"
    found = f"CASE WHEN {is_day} THEN -1 WHEN regexp_full_match({b}, {moment}) THEN {tail} END"
    wall = f"TRY_CAST({b}[:length({b}) - greatest(n{key}, 0)] AS TIMESTAMP)"
    steps.layers += [
        {f"n{key}": f"CASE WHEN {text} THEN {found} END"},
        {f"us{key}": f"CASE WHEN n{key} IS NOT NULL THEN epoch_us({wall}) END"},
        {f"w{key}": f"CASE WHEN us{key} >= 0 THEN us{key} // 1000 END"},
        {f"d{key}": f"CASE WHEN n{key} <= 0 THEN w{key} // {_DAY} END"},
    ]
    steps.day = f"d{key}"
    minutes = f"CAST({b}[-5:-4] AS BIGINT) * 60 + CAST({b}[-2:] AS BIGINT)"
    ahead = f"CASE WHEN {b}[-6] = '-' THEN -({minutes}) ELSE {minutes} END"
    instant = (
        f"CASE n{key} WHEN -1 THEN s{key} WHEN 0 THEN m{key} + w{key} % {_DAY} WHEN 1 THEN w{key} "
        f"WHEN 6 THEN w{key} - ({ahead}) * 60000 END"
    )
    steps.value = instant
    steps.within = True
    return steps


def _of_day(wish: Wish, steps: Steps) -> Steps:
    steps.layers.append({f"d{wish.key}": days_since_1970(f"x{wish.key}")})
    steps.day, steps.value, steps.within = f"d{wish.key}", f"s{wish.key}", wish.wanted == "time"
    return steps


def _of_wall(wish: Wish, steps: Steps) -> Steps:
    key = wish.key
    steps.layers += [
        {f"w{key}": f"CASE WHEN x{key} >= 0 THEN x{key} // 1000 END"},
        {f"d{key}": f"w{key} // {_DAY}"},
    ]
    steps.day = f"d{key}"
    if wish.wanted == "time":
        steps.value, steps.within = f"m{key} + w{key} % {_DAY}", True
    else:
        steps.value = f"CASE WHEN x{key} % {_DAY * 1000} = 0 THEN m{key} END"
    return steps
