"""Kinds of fields as databases, forms and spreadsheets call them."""

from __future__ import annotations

from typing import Final

from leadpact_dsl.mending.habit import Habit, habit

_FIELDS = ("lead_item", "activity_item")


FIELDS: Final[tuple[Habit, ...]] = (
    habit(
        "LP133",
        r"\b(?:string|str|varchar|char|chars|words|free\s+text|url|phone|email\s+address)\b",
        "This kind of field is called `text`.",
        "text",
        bold=True,
        starts=_FIELDS,
    ),
    habit(
        "LP133",
        r"\b(?:int|integer|long|bigint|count)\b",
        "This kind of field is called `whole number`.",
        "whole number",
        bold=True,
        starts=_FIELDS,
    ),
    habit(
        "LP133",
        r"\b(?:float|double|decimal|numeric|real|percentage)\b",
        "This kind of field is called `number`.",
        "number",
        bold=True,
        starts=_FIELDS,
    ),
    habit(
        "LP133",
        r"\b(?:bool|boolean|flag|checkbox|true\s+or\s+false|true/false|yes/no|yes\s+no|y/n)\b",
        "This kind of field is called `yes or no`.",
        "yes or no",
        bold=True,
        starts=_FIELDS,
    ),
    habit(
        "LP133",
        r"\b(?:datetime|timestamp|date\s+and\s+time|date/time|instant)\b",
        "This kind of field is called `time`.",
        "time",
        bold=True,
        starts=_FIELDS,
    ),
    habit(
        "LP133",
        r"\b(?:enum|choice|choices|picklist|dropdown|select|options?|list)\b(?:\s+of)?:?",
        "This kind of field is called `one of`.",
        "one of",
        bold=True,
        starts=_FIELDS,
    ),
    habit(
        "LP133",
        r"\bone\s+of\s+(?:the\s+(?:following|choices)(?:\s+below)?|these|below)\b(?:\s*:)?",
        "This kind of field is called `one of`.",
        "one of",
        bold=True,
        starts=_FIELDS,
    ),
    habit(
        "LP133",
        r"\b(?:currency|amount|price)\b(?:\s+in)?",
        "This kind of field is called `money`, and names its currency.",
        "money in USD",
        "money in",
        bold=True,
        starts=_FIELDS,
    ),
    habit(
        "LP133",
        r"\bmoney\b(?!\s+in)",
        "An amount of money names its currency.",
        "money in USD",
        help="Or `money in` another currency, such as EUR.",
        starts=_FIELDS,
    ),
    habit(
        "LP133",
        r",?\s*\b(?:mandatory|must|not\s+null|obligatory|is\s+required)\b",
        "This is written `{now}`.",
        " required",
        bold=True,
        starts=_FIELDS,
    ),
    habit("LP133", r",\s*required\b", "`required` follows without a comma.", " required", starts=_FIELDS),
    habit(
        "LP133",
        r",?\s*\b(?:optional|nullable|not\s+required)\b",
        "A field is optional unless it says `required`.",
        "",
        bold=True,
        starts=_FIELDS,
        say="without it",
    ),
    habit(
        "LP133",
        r",?\s*\b(?:default(?:s\s+to)?|defaulting\s+to)\s*:?\s*(?P<v>\S+)$",
        "This is written `…, … when unknown`.",
        r", \g<v> when unknown",
        bold=True,
        starts=_FIELDS,
    ),
)
