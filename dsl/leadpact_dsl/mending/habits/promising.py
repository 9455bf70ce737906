"""Stretches of time, and what teams promise."""

from __future__ import annotations

import re
from typing import Final

from leadpact_dsl.mending.habit import CONDITIONAL, Habit, habit

_UNITS = r"(?P<unit>minute|hour|day|week|month|quarter|year)s?"


def _days(found: re.Match[str]) -> str:
    length = {"minute": "1 minute", "hour": "1 hour", "day": "1 day", "week": "7 days", "month": "30 days",
              "quarter": "91 days", "year": "365 days"}  # fmt: skip
    return length[found["unit"]]


def _length(found: re.Match[str]) -> str:
    """An age as it can be compared: months, quarters and years in days."""
    count, unit = int(found["count"]), found["unit"]
    if unit in ("month", "quarter", "year"):
        return f"{count * int(_days(found).split()[0])} days"
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _counted(found: re.Match[str]) -> str:
    return f"{found['before']}{_days(found)}"


AGES: Final[tuple[Habit, ...]] = (
    habit(
        "LP133",
        r"\b(?P<what>[A-Za-z_]\w*)\s+not\s+in\s+the\s+last\b",
        "What did not happen is written with `no`.",
        r"no \g<what> in the last",
        starts=CONDITIONAL,
    ),
    habit(
        "LP133",
        rf"\b(?P<is>is\s+)?(?:(?:older|longer|more)\s+than|over)\s+(?P<count>[0-9]+)\s+{_UNITS}\b(?:\s+ago\b)?",
        "This is written `{now}`.",
        lambda found: f"{'is ' if found['is'] else ''}more than {_length(found)} ago",
        lambda found: f"is more than {_length(found)} ago",
    ),
    habit(
        "LP133",
        rf"\b(?:within|for)\s+(?=[0-9]+\s+{_UNITS})",
        "This is written `{now}`.",
        "in the last ",
        "is in the last ",
        starts=CONDITIONAL,
    ),
)
"""Looked for as a whole, before numbers are compared: an age is no amount."""

STRETCHES_OF_TIME: Final[tuple[Habit, ...]] = (
    habit(
        "LP133",
        r"\bon\s+(?=[0-9]{4}-)",
        "This is written `{now}`.",
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
        rf"\b(?:with)?in\s+(?:the\s+)?(?:last|past|previous)\s+{_UNITS}\b",
        "A stretch of time says how many days, weeks or hours it is.",
        lambda found: f"in the last {_days(found)}",
        lambda found: f"is in the last {_days(found)}",
    ),
    habit(
        "LP133",
        r"\b(?:with)?in\s+(?:the\s+)?(?:last|past|previous|recent)\b|\b(?:over|during|for)\s+the\s+(?:last|past|"
        r"previous)\b|\bthe\s+last\b",
        "This is written `{now}`.",
        "in the last",
        "is in the last",
    ),
    habit(
        "LP133",
        r"\b(?:with)?in\s+(?:the\s+)?(?:next|coming|following)\b",
        "This is written `{now}`.",
        "in the next",
        "is in the next",
    ),
    habit(
        "LP133",
        rf"\b(?:every|each|per)\s+{_UNITS}\b",
        "A stretch of time says how many days, months or years it is.",
        r"every 1 \g<unit>",
        starts=("agreement_item",),
    ),
    habit(
        "LP133",
        rf"\b(?:an?|one)\s+{_UNITS}\b",
        "A stretch of time says how many days, months or years it is.",
        r"1 \g<unit>",
        starts=("agreement_item",),
    ),
    habit(
        "LP133",
        rf"(?P<before>\b(?:in the last|in the next|within|every|for)\s+)(?:an?\s+)?{_UNITS}\b",
        "A stretch of time says how many days, weeks or hours it is.",
        _counted,
    ),
    habit("LP133", rf"\b(?:each|per|a)\s+(?=[0-9]+\s+{_UNITS})", "This is written `{now}`.", "every "),
    habit(
        "LP133", rf"\b(?:each|per|a)\s+{_UNITS}\b", "This is written `{now}`.", lambda found: f"every {_days(found)}"
    ),
    habit("LP133", rf"\b(?:per|every|a|in\s+a)\s+(?={_UNITS}\b)", "This is written `{now}`.", "each "),
    habit("LP133", r"(?:\b|(?<=[0-9]))(?:min|mins)\b\.?", "Units are written out.", "minutes", " minutes"),
    habit("LP133", r"(?:\b|(?<=[0-9]))(?:h|hr|hrs|hour\(s\))\b\.?", "Units are written out.", "hours", " hours"),
    habit("LP133", r"(?:\b|(?<=[0-9]))(?:d|dys)\b\.?", "Units are written out.", "days", " days"),
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
        "This is written `{now}`.",
        "business ",
    ),
)

ANSWERS_OF_TEAMS: Final[tuple[Habit, ...]] = (
    habit(
        "LP133",
        r"\b(?:with)?in\s+(?P<count>[0-9]+)\s+(?:working|work)\s+days?\b",
        "Business days are counted by their close.",
        lambda found: (
            "by close of business " + ("the next day" if found["count"] == "1" else f"{found['count']} days later")
        ),
        starts=("response_item",),
    ),
    habit(
        "LP133",
        r"^(?:if|when)\s+(?:missed|overdue|late|not\s+answered)\s*,?",
        "What follows when nobody answers in time starts with `at due`.",
        "at due,",
        starts=("response_item",),
    ),
    habit("LP133", r"\b(?:to|should|must)\s+be\b", "This is written `is`.", "is", starts=("example_item",)),
    habit(
        "LP133",
        r"^(?:then|assert|verify|check)\b",
        "What is expected starts with `expect`.",
        "expect",
        starts=("example_item",),
    ),
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
        "This is written `{now}`.",
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
        r"\bin\s+(?=[0-9])|\b(?:in\s+)?(?:less\s+than|under|no\s+more\s+than)\s+(?=[0-9])|\bafter\s+(?=[0-9])",
        "This is written `{now}`.",
        "within ",
        starts=("response_item", "goal_item", "experiment_item"),
    ),
    habit(
        "LP133",
        r"\b(?:by\s+)?(?:the\s+)?(?:end|close)\s+of\s+(?:the\s+)?(?:business\s+|working\s+)?(?:day)?\s*(?:tomorrow|(?:the\s+)?"
        r"next\s+(?:business\s+|working\s+)?day)\b",
        "This is written `{now}`.",
        "by close of business the next day",
    ),
    habit(
        "LP133",
        r"\bby\s+(?:the\s+)?end\s+of\s+(?:the\s+)?(?:(?:same|business|working)\s+)*(?:day|business)\b|\bby\s+(?:eod|cob|EOD|"
        r"COB)\b|\b(?:by\s+)?(?:close of business|the\s+same\s+day|same\s+day|today)$",
        "This is written `{now}`.",
        "by close of business the same day",
    ),
    habit(
        "LP133",
        r"\b(?:the\s+)?(?:next|following)\s+(?:business|working)\s+day\b|\btomorrow\b",
        "This is written `{now}`.",
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
        "This is written `{now}`.",
        "notify",
        bold=True,
        starts=("response_item",),
    ),
    habit("LP133", r"\bescalates?\b(?!\s+to)", "This is written `{now}`.", "escalate to", starts=("response_item",)),
    habit("LP133", r"\breminds\b", "This is written `{now}`.", "remind", starts=("response_item",)),
    habit("LP133", r"\bowner\b|\bbelongs\s+to\b|\bowned\b(?!\s+by)", "This is written `{now}`.", "owned by"),
)
