"""Dates, times, numbers and money."""

from __future__ import annotations

import re
from typing import Final

from leadpact_dsl.mending import amounts_elsewhere as written
from leadpact_dsl.mending.habit import Habit, habit


def _weekday(found: re.Match[str]) -> str:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return next(name for name in names if name.startswith(found.group().lower()[:3]))


DATES: Final[tuple[Habit, ...]] = (
    habit(
        "LP131",
        r"(?<![\w.])[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?![\w])",
        "Dates are written year-month-day.",
        written.day,
        certain=True,
        help=written.which_day,
    ),
    habit(
        "LP131",
        rf"(?i)\b(?:{written.MONTH}\s+[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s+[0-9]{{4}}|[0-9]{{1,2}}(?:st|nd|rd|th|\.)?"
        rf"\s+{written.MONTH},?\s+[0-9]{{4}})\b",
        "Dates are written year-month-day.",
        written.named_day,
        certain=True,
        help="Such as 2026-03-31, the last day of March.",
    ),
    habit(
        "LP131",
        r"(?i)(?<![\w:])(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)(?!\w)",
        "Times are written from 00:00 to 24:00.",
        written.clock,
        certain=True,
        help="5 pm is 17:00.",
    ),
    habit(
        "LP131",
        r"(?<![\w:])(?P<hour>[0-9]{1,2})(?::|h|\.)(?P<minute>[0-9]{2})(?![\w:])",
        "Times are written with two digits for the hour and two for the minute.",
        written.clock,
        help="Such as 09:00.",
    ),
    habit(
        "LP131",
        r"(?<=to )0?(?P<hour>[1-7])(?=\s*(?:$|,))",
        "A time of day has hours and minutes.",
        lambda found: f"{int(found['hour']) + 12}:00",
        help="Hours run from 00:00 to 24:00: 5 in the afternoon is 17:00.",
        starts=("calendar_item",),
    ),
    habit(
        "LP131",
        r"(?<![\w:])(?P<hour>[0-9]{1,2})(?P<minute>)(?=\s*(?:h\b|[-–]|to\b|$|,))",
        "A time of day has hours and minutes.",
        written.clock,
        help="Such as 09:00.",
        starts=("calendar_item",),
    ),
    habit("LP131", r"\bnoon\b", "Times are written in digits.", "12:00"),
    habit("LP131", r"\bmidnight\b", "Times are written in digits.", "24:00"),
    habit("LP131", r"\.[0-9]+(?=Z|[+-][0-9])|\.[0-9]{3,6}(?![0-9])", "Seconds have no fractions here.", ""),
    habit("LP131", r"(?<=[0-9])\s+(?:at\s+)?(?=[0-9]{2}:[0-9]{2})", "A date and its time stand side by side.", " "),
    habit(
        "LP131",
        r"(?<=[0-9])\s*\b(?:[A-Z]{2,4}T|UTC|GMT)\b",
        "A time is followed by its offset or by nothing, never by a zone's name.",
        "",
        help="Bare times are read in the agreement's timezone; others look like 2026-03-31 09:00-05:00.",
        certain=True,
        say="without it: read in the agreement's timezone",
    ),
    habit(
        "LP131",
        r"(?i)\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|urday|rsday)?s?\b\.?",
        "Days of the week are written out in small letters.",
        _weekday,
        bold=True,
        starts=("calendar_item",),
    ),
    habit(
        "LP131",
        r"(?i)\bweekdays?\b|\bworking days\b|\bworkdays\b",
        "Days of the week are named.",
        "monday to friday",
        starts=("calendar_item",),
    ),
    habit(
        "LP131", r"(?i)\bweekends?\b", "Days of the week are named.", "saturday to sunday", starts=("calendar_item",)
    ),
    habit(
        "LP131",
        r"(?i)\b(?:daily|all week|every day of the week|all days)\b",
        "Days of the week are named.",
        "every day",
        starts=("calendar_item",),
    ),
)

NUMBERS: Final[tuple[Habit, ...]] = (
    habit(
        "LP132",
        rf"(?P<sign>[$€£¥])\s*(?P<amount>{written.AMOUNT}{written.SIZE})(?![0-9A-Za-z])",
        "Money is written as a number and the currency's letters.",
        written.money,
        certain=True,
        help="Such as 5000 USD or 10 million EUR.",
    ),
    habit(
        "LP132",
        rf"(?<![\w.])(?P<amount>{written.AMOUNT}{written.SIZE})\s*(?P<sign>[$€£¥])",
        "Money is written as a number and the currency's letters.",
        written.money,
        certain=True,
        help="Such as 5000 USD or 10 million EUR.",
    ),
    habit(
        "LP132",
        r"(?<![\w.,])[0-9]{1,3}(?:[,'_ .\u202f\u00a0][0-9]{3})+(?![0-9])",
        "Large numbers are written without commas or dots.",
        written.digits,
        help="Such as 5000 or 5 thousand.",
    ),
    habit(
        "LP132",
        r"(?<![\w.,])(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<size>k|K|m|M|mn|mio|mln|bn|B)(?!\w)",
        "Large numbers are written in digits or with `thousand`, `million` or `billion`.",
        written.sized,
        certain=True,
    ),
    habit(
        "LP132",
        rf"(?i)(?<![\w.])(?P<amount>{written.AMOUNT}{written.SIZE})\s*(?:us )?(?P<name>dollars?|euros?|pounds?|"
        r"francs?|yen|rupees?|kron[ae]r?|usd|eur|gbp|chf|jpy|cad|aud|sek|nok|dkk|pln|inr|brl|sgd)\b",
        "Currencies are written with three capital letters.",
        written.money,
    ),
    habit(
        "LP132",
        rf"\b(?P<name>[A-Z]{{3}})\s*(?P<amount>{written.AMOUNT}{written.SIZE})(?![0-9A-Za-z])",
        "The currency stands behind the number.",
        written.money,
    ),
    habit("LP132", r"(?<![\w.,])[0-9]+,[0-9]{1,2}(?![0-9])", "Decimals follow a point.", written.decimal),
    habit(
        "LP132",
        r"(?<![\w.])([0-9]+(?:\.[0-9]+)?)(?:\s+%|\s*(?:percent|per cent|pct|percentage)\b)",
        "A percentage is written with its sign and no blank before it.",
        r"\1%",
        certain=True,
    ),
    habit(
        "LP132",
        r"(?<![\w.])(?P<number>[0-9]+(?:\.[0-9]+)?)(?![\w.%])",
        "A percentage is written with its sign.",
        written.share,
        starts=("declaration", "score_item", "goal_item", "experiment_item"),
    ),
    habit("LP132", r"(?<![0-9])\.[0-9]+", "A number starts with a digit.", lambda found: f"0{found.group()}"),
    habit("LP132", rf"\b(?:{written.COUNT})\b", "Numbers are written in digits.", written.counted),
    habit(
        "LP132", r"\b(?:twice|thrice|once)\b", "How often is written in digits.", written.times, written.at_least_times
    ),
    habit(
        "LP132",
        r"(?<=[0-9])\s*(?:pts?|points?)\b(?=\s*(?:if|for|because|$))",
        "Points stand alone before the rule.",
        "",
        say="the number alone",
    ),
)
