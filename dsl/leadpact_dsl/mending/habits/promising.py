"""Stretches of time, and what teams promise."""

from __future__ import annotations

import re
from typing import Final

from leadpact_dsl.mending.habit import Habit, habit

_UNITS = r"(?P<unit>minute|hour|day|week|month|quarter|year)s?"


def _period_days(found: re.Match[str]) -> str | None:
    length = {"minute": "1 minute", "hour": "1 hour", "day": "1 day", "week": "7 days", "month": "30 days",
              "quarter": "91 days", "year": "365 days"}  # fmt: skip
    return found["before"] + length[found["unit"]]


STRETCHES_OF_TIME: Final[tuple[Habit, ...]] = (
    habit(
        "LP133",
        r"\bon\s+(?=[0-9]{4}-)",
        "An instant stands behind `at`.",
        "at ",
        starts=("example_item",),
    ),
    habit(
        "LP133",
        r"\b(?:on\s+)?yesterday\b",
        "An example counts back from its `as of`.",
        "1 days ago",
        starts=("example_item",),
    ),
    habit(
        "LP133",
        r"\b(?:with)?in\s+(?:the\s+)?(?:last|past|previous|recent)\b|\b(?:over|during|for)\s+the\s+(?:last|past|"
        r"previous)\b|\bthe\s+last\b",
        "This is written `in the last`.",
        "in the last",
        "is in the last",
    ),
    habit(
        "LP133",
        r"\b(?:with)?in\s+(?:the\s+)?(?:next|coming|following)\b",
        "This is written `in the next`.",
        "in the next",
        "is in the next",
    ),
    habit(
        "LP133",
        r"\b(?:older|longer)\s+than\b|\bover\b",
        "This is written `more than … ago`.",
        "more than",
        "is more than",
    ),
    habit(
        "LP133",
        rf"(?P<before>\b(?:in the last|in the next|within|every|for)\s+)(?:an?\s+)?{_UNITS}\b",
        "A stretch of time has a number.",
        _period_days,
    ),
    habit("LP133", rf"\b(?:each|per|a)\s+(?=(?:[0-9]+\s+)?{_UNITS})", "This is written `every`.", "every ", "every 1 "),
    habit("LP133", rf"\b(?:per|every|a|in\s+a)\s+(?={_UNITS}\b)", "This is written `each`.", "each "),
    habit("LP133", r"\b(?:min|mins)\b\.?", "Units are written out.", "minutes"),
    habit("LP133", r"\b(?:h|hr|hrs|hour\(s\))\b\.?", "Units are written out.", "hours"),
    habit("LP133", r"\b(?:d|dys)\b\.?", "Units are written out.", "days"),
    habit(
        "LP133",
        r"\bseconds?\b|\bsecs?\b",
        "Time is counted in minutes and longer.",
        help="Write minutes, hours, days or weeks.",
        certain=True,
    ),
    habit(
        "LP133",
        r"\b(?:working|work|office|opening|service|biz)\s+(?=hours?|minutes?)",
        "This is written `business`.",
        "business ",
    ),
)

ANSWERS_OF_TEAMS: Final[tuple[Habit, ...]] = (
    habit(
        "LP133",
        r"(?:\b(?:must|shall|should|will|has\s+to|have\s+to|needs?\s+to)\s+)?\b(?:answer|respond|reply|replie|react|"
        r"contact|call|act|follow)(?:e?s)?(?:\s+(?:back|up))?\b",
        "A team's answer is written `answers`.",
        "answers",
        bold=True,
        starts=("response_item",),
    ),
    habit(
        "LP133",
        r"(?:\b(?:must|shall|should|will|has\s+to|have\s+to|needs?\s+to)\s+)?\b(?:try|attempt|attempts|trie)s?\b",
        "This is written `tries`.",
        "tries",
        bold=True,
        starts=("response_item",),
    ),
    habit(
        "LP133",
        r"\b(?:as\s+soon\s+as\s+possible|asap|immediately|right\s+away|at\s+once|promptly)\b.*",
        "A promise says how long.",
        certain=True,
        help="Such as `sales answers within 15 business minutes`.",
    ),
    habit(
        "LP133",
        r"\bin\s+(?=[0-9])|\b(?:in\s+)?(?:less|under|no more)\s+than\s+(?=[0-9])|\bafter\s+(?=[0-9])",
        "This is written `within`.",
        "within ",
        starts=("response_item", "goal_item", "experiment_item"),
    ),
    habit(
        "LP133",
        r"\b(?:by\s+)?(?:the\s+)?(?:end|close)\s+of\s+(?:the\s+)?(?:business\s+|working\s+)?(?:day)?\s*(?:tomorrow|(?:the\s+)?"
        r"next\s+(?:business\s+|working\s+)?day)\b",
        "This is written `by close of business the next day`.",
        "by close of business the next day",
    ),
    habit(
        "LP133",
        r"\bby\s+(?:the\s+)?end\s+of\s+(?:the\s+)?(?:(?:same|business|working)\s+)*(?:day|business)\b|\bby\s+(?:eod|cob|EOD|"
        r"COB)\b|\b(?:by\s+)?(?:close of business|the\s+same\s+day|same\s+day|today)$",
        "This is written `by close of business the same day`.",
        "by close of business the same day",
    ),
    habit(
        "LP133",
        r"\b(?:the\s+)?(?:next|following)\s+(?:business|working)\s+day\b|\btomorrow\b",
        "This is written `the next day`.",
        "the next day",
    ),
    habit(
        "LP133",
        r"(?<=[0-9])\s+(?:business|working)\s+days?(?:\s+later)?\b",
        "Days behind `close of business` are business days.",
        " days later",
        help="In other places business time is counted in minutes and hours.",
    ),
    habit(
        "LP133",
        r"\b(?:working|work)\s+days?\b|\bbusiness\s+days?\b",
        "Business time is counted in minutes and hours.",
        certain=True,
        help="For whole days write `answers by close of business the next day`, or `… 2 days later`.",
    ),
    habit(
        "LP133",
        r"\b(?:alert|inform|tell|email|mail|message|ping|warn)s?\b",
        "This is written `notify`.",
        "notify",
        bold=True,
        starts=("response_item",),
    ),
    habit(
        "LP133", r"\bescalates?\b(?!\s+to)", "This is written `escalate to`.", "escalate to", starts=("response_item",)
    ),
    habit("LP133", r"\breminds\b", "This is written `remind`.", "remind", starts=("response_item",)),
    habit("LP133", r"\bowner\b|\bbelongs\s+to\b|\bowned\b(?!\s+by)", "This is written `owned by`.", "owned by"),
)
