"""How a field can be tested and what it can hold, for messages: every refusal of a test says one that works."""

from __future__ import annotations

import re
from typing import assert_never

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import Fix

_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_UNQUOTED = {
    "whole number": re.compile(r"-?[0-9]+"),
    "number": re.compile(_NUMBER),
    "money": re.compile(_NUMBER),
    "yes or no": re.compile(r"yes|no"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "time": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}"),
}


def ways_to_test(field: model.Field, value: str = "") -> str:
    """Tests that this kind of field takes, with the value that was written if it is of the kind."""
    name, unit = field.name, f" {field.currency}" if field.currency else ""
    match field.kind:
        case "text":
            ways = [f'{name} is "…"', f'{name} contains "…"', f'{name} is one of "…", "…"']
        case "whole number" | "number" | "money":
            amount = value if re.fullmatch(_NUMBER, value) else "50"
            ways = [f"{name} is {amount}{unit}", f"{name} is at least {amount}{unit}"]
        case "yes or no":
            ways = [name, f"not {name}"]
        case "one of":
            choices = [choice.name for choice in field.choices]
            ways = [f"{name} is {choices[0]}"] if choices else []
            ways += [f"{name} is one of {', '.join(choices[:2])}"] if len(choices) > 2 else []
        case "date" | "time":
            ways = [f"{name} is before 2026-12-31", f"{name} is in the last 30 days"]
        case _:
            assert_never(field.kind)
    return f"Write `{'`, `'.join(ways[:-1])}` or `{ways[-1]}`." if len(ways) > 1 else f"Such as `{' '.join(ways)}`."


def value_of(field: model.Field) -> str:
    """What a value of the field looks like."""
    match field.kind:
        case "text":
            return 'Such as "VP Sales".'
        case "whole number":
            return "Such as 600."
        case "number":
            return "Such as 2.5."
        case "money":
            return f"Such as 5000 {field.currency}."
        case "yes or no":
            return "Write `yes` or `no`."
        case "one of":
            names = [choice.name for choice in field.choices]
            return f"Its choices are {', '.join(names[:12])}{', …' if len(names) > 12 else ''}." if names else ""
        case "date":
            return "Such as 2026-03-31."
        case "time":
            return "Such as 2026-03-31 09:00."
        case _:
            assert_never(field.kind)


def written_as(value: ast.Value) -> str:
    """What was written, in words."""
    match value:
        case ast.Text():
            return "text"
        case ast.Word():
            return "a word"
        case ast.Number():
            return "a number"
        case ast.Percent():
            return "a percentage"
        case ast.Money():
            return "an amount of money"
        case ast.Day():
            return "a date"
        case ast.Moment():
            return "a date with a time"
        case _:
            assert_never(value)


def other_quotes(kind: str, currency: str | None, value: ast.Value) -> Fix | None:
    """With quotes where a text stands without, and without quotes where a number or a date stands in them."""
    if kind == "text" and not isinstance(value, ast.Text):
        return Fix(value.span, f'"{value.span.text}"', "text stands in quotes")
    if isinstance(value, ast.Text) and kind in _UNQUOTED and _UNQUOTED[kind].fullmatch(value.value.strip()):
        unit = f" {currency}" if currency else ""
        return Fix(value.span, f"{value.value.strip()}{unit}", "without quotes")
    return None
