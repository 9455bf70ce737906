"""Points, tables, bands and ranges as they are written elsewhere."""

from __future__ import annotations

import re
from typing import Final

from leadpact_dsl.mending.habit import Habit, habit

_ITEMS = ("score_item",)
_ROWS = ("row", "calendar_row")
_BANDS = ("row", "grade_item")


_IN_DAYS = {"day": "1 day", "week": "7 days", "month": "30 days", "quarter": "91 days", "year": "365 days"}


def _row_band(found: re.Match[str]) -> str:
    return f"{found['number']} or more"


def _period(found: re.Match[str]) -> str:
    return {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter"}.get(found["n"], "year")


PHRASES: Final[tuple[Habit, ...]] = (
    habit(
        "LP133",
        r"\b(?:max(?:imum)?|up\s+to|at\s+most)\s+(?P<count>[0-9]+)\s+(?:times?\s+)?(?:per|an?|each|every)\s+"
        r"(?P<unit>day|week|month|quarter|year)\b",
        "This is written `{now}`.",
        r"at most \g<count> times a \g<unit>",
        starts=_ITEMS,
    ),
    habit(
        "LP133",
        r"\bfor\s+(?:each|every)\s+(?!of\b)(?P<a>[A-Za-z_]\w*)(?:\s+or\s+|\s*,\s*)(?P<b>[A-Za-z_]\w*)\b",
        "Several activities are written `for each of`, with commas.",
        r"for each of \g<a>, \g<b>",
        starts=_ITEMS,
    ),
)
"""Looked for as a whole, before the words in them are."""

POINTS: Final[tuple[Habit, ...]] = (
    habit(
        "LP133",
        r"^(?:reset|clear)\b.*",
        "A score is computed anew for every instant, so nothing is reset.",
        certain=True,
        help="`counts only what follows the latest unsubscribed` lets earlier activities no longer count; `zero if …` "
        "sets the whole score to 0 as long as something holds.",
        starts=_ITEMS,
    ),
    habit(
        "LP133",
        r"^[0-9][\w.]*",
        "A level starts with its name, and names start with a letter.",
        certain=True,
        help='Such as `A "Call today": 75 or more`. A level “1” can be called level_1, with the label "1".',
        starts=("grade_item",),
    ),
    habit(
        "LP133",
        r"^(?:add|adds|give|gives|award|awards|plus)?\s*\+?(?P<n>[0-9.]+)(?:\s*(?:points?|pts?)\b)?",
        "Points carry their sign, + or -.",
        r"+\g<n>",
        starts=_ITEMS,
        say="with its sign",
    ),
    habit(
        "LP133",
        r"^(?:subtract|subtracts|minus|deduct|deducts|remove|take\s+off|lose|loses)\s+-?(?P<n>[0-9.]+)"
        r"(?:\s*(?:points?|pts?)\b)?",
        "Points carry their sign, + or -.",
        r"-\g<n>",
        starts=_ITEMS,
        say="with its sign",
    ),
    habit(
        "LP133",
        r"^(?P<what>.+?)\s+(?:gives?|earns?|gets?|scores?)\s+(?P<points>[+-]?[0-9]+(?:\.[0-9]+)?)(?:\s*(?:points?|pts?))?$",
        "Points come first.",
        r"\g<points> if \g<what>",
        r"+\g<points> if \g<what>",
        starts=_ITEMS,
    ),
    habit(
        "LP133",
        r"^.*\b(?:then|gives?|earns?|gets?|scores?|adds?)\s+[+-]?[0-9].*",
        "Points come first: `+10 if …`.",
        certain=True,
        help="Such as `+10 if decision_maker`.",
        starts=_ITEMS,
    ),
    habit(
        "LP133",
        r"\b(?:when|where|whenever|in\s+case|provided|as\s+long\s+as)\b",
        "This is written `{now}`.",
        "if",
        starts=_ITEMS,
    ),
    habit(
        "LP133",
        r"\b(?:for\s+)?(?:each|every|per|any)\s+(?:1\s+)?(?P<unit>day|week|month|quarter|year)s?\s+(?:(?=without\b)|of\s+(?:inactivity|silence)\b)",
        "This is written `{now}`.",
        lambda found: (
            f"for every {_IN_DAYS[found['unit']]} " + ("" if found.group().endswith(" ") else "without activity")
        ),
        starts=_ITEMS,
    ),
    habit(
        "LP133",
        r"\b(?:for\s+)?(?:each|every|per|any)(?:\s+time(?:\s+that)?)?\b",
        "This is written `{now}`.",
        "for each",
        "for every",
        starts=_ITEMS,
    ),
    habit(
        "LP133",
        r"\bfor\b(?!\s+(?:each|every|e[a-z]{1,3}\b|ev[a-z]+\b))",
        "Points go `for each` activity, or `if` something holds.",
        "for each",
        "if",
        starts=_ITEMS,
    ),
    habit(
        "LP133",
        r"\bonce\s+(?:per|each|every|in\s+a)\s+(?P<unit>day|week|month|quarter|year)\b",
        "This is written `{now}`.",
        r"once a \g<unit>",
    ),
    habit(
        "LP133",
        r"\b(?P<n>daily|weekly|monthly|quarterly|yearly|annually)\b",
        "This is written `{now}`.",
        lambda found: f"once a {_period(found)}",
        lambda found: f"each {_period(found)}",
        lambda found: f"every {_IN_DAYS[_period(found)]}",
    ),
    habit(
        "LP133",
        r"\bhalving\b|\bhalf-?life\b|\bexponential(?:ly)?\b",
        "Fading is even: the same share of the original points each time, down to nothing.",
        certain=True,
        help="Such as `losing 50% every 30 days`: gone after 60 days.",
    ),
    habit(
        "LP133",
        r"\b(?:decaying|decays|fading|fades|decay|loses|minus|less)\b(?:\s+by)?",
        "This is written `{now}`.",
        "losing",
        starts=_ITEMS,
    ),
)

ROWS_AND_BANDS: Final[tuple[Habit, ...]] = (
    habit(
        "LP133",
        r"\b(?:and|or)\s+(?:above|over|higher|greater|up|beyond)\b|\band\s+more\b|\bplus\b",
        "This is written `{now}`.",
        "or more",
        starts=_BANDS,
    ),
    habit(
        "LP133",
        r"\b(?:at\s+least|from|min)\s+(?P<number>[0-9.]+)(?=\s*:)",
        "This is written `{now}`.",
        _row_band,
        starts=_BANDS,
    ),
    habit(
        "LP133",
        r"\b(?:less\s+than|under|lower\s+than|fewer\s+than|up\s+to\s+below)\b",
        "This is written `{now}`.",
        "below",
        starts=_BANDS,
    ),
    habit(
        "LP133",
        r"\b(?:between)\s+(?P<a>\S+)\s+and\s+(?P<b>[^\s:]+)",
        "This is written `{now}`.",
        r"\g<a> to \g<b>",
        starts=_BANDS,
    ),
    habit(
        "LP133",
        r"^(?:anything\s+else|all\s+others?|everything\s+else|any\s+other|the\s+rest|default|others?|\*|_)(?=\s*:)",
        "This is written `{now}`.",
        "otherwise",
        starts=(*_ROWS, "grade_item"),
    ),
    habit(
        "LP133",
        r"\b(?:anything\s+else|all\s+others?|everything\s+else|any\s+other|the\s+rest|else|default)\b",
        "This is written `{now}`.",
        "otherwise",
        starts=(*_ROWS, "grade_item"),
    ),
    habit(
        "LP133",
        r"\b(?:n/a|N/A|not\s+known|no\s+value|not\s+set)\b",
        "This is written `{now}`.",
        "unknown",
        starts=_ROWS,
    ),
)

RANGES_OF_SCORES: Final[tuple[Habit, ...]] = (
    habit(
        "LP119",
        r"\b(is\s.+?)\s+(from\s+-?[0-9.]+\s+to\s+-?[0-9.]+)(?=\s+because\b|$)",
        "The range of a score stands before what it is made of.",
        r"\2 \1",
        starts=("declaration",),
        say="in order",
    ),
    habit(
        "LP133",
        r"(?:\bbetween\s+|\bfrom\s+|\brange\s+|\bof\s+)?(?P<a>-?[0-9]+)\s*(?:-|–|—|\band\b|\.\.\.?|\bto\b|\bup\s+to\b)\s*"
        r"(?P<b>[0-9]+)",
        "This is written `{now}`.",
        r"from \g<a> to \g<b>",
    ),
)
