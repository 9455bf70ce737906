"""Signs in place of words."""

from __future__ import annotations

import re
from typing import Final

from leadpact_dsl.mending import amounts_elsewhere as written
from leadpact_dsl.mending.habit import Habit, habit

_COMPARED = "Comparisons are written in words."
_BANDS = ("row", "grade_item")
_FIELDS = ("lead_item", "activity_item")


def _row_band(found: re.Match[str]) -> str:
    return f"{found['number']} or more"


SIGNS: Final[tuple[Habit, ...]] = (
    habit(
        "LP127",
        r"^```.*",
        "“```” is a mark of Markdown; a policy file holds the policy alone.",
        help="Take the line out.",
    ),
    habit(
        "LP127",
        r"\s*[:=]\s*",
        "In an example a value stands behind its field's name, with a blank between.",
        " ",
        starts=("given",),
        say="with a blank",
    ),
    habit(
        "LP127",
        r"\s*(?:[:=|]|->|=>)\s*(?=\0)",
        "The label of a choice stands behind its name, with a blank between.",
        " ",
        starts=("choice_item",),
        say="with a blank",
    ),
    habit(
        "LP127",
        r":\s*(-?[0-9.]+)$",
        "A level by points is a band: from so many on, below so many, or from one to another.",
        r": \1 or more",
        starts=("grade_item",),
    ),
    habit(
        "LP127",
        r"(?<![\w.])(?P<number>[0-9.]+)\s*\+(?=\s*(?:[:\"]|$))",
        "Bands are written in words.",
        _row_band,
        starts=_BANDS,
    ),
    habit(
        "LP127",
        r"\s*:?\s*(?:>=|=>|≥)\s*(?P<number>[0-9.]+)",
        "Bands are written in words.",
        lambda found: f": {_row_band(found)}",
        starts=("grade_item",),
    ),
    habit(
        "LP127", r"(?:>=|=>|≥)\s*(?P<number>[0-9.]+)(?=\s*:)", "Bands are written in words.", _row_band, starts=_BANDS
    ),
    habit("LP127", r"<(?=\s*[0-9])", "Bands are written in words.", "below ", starts=_BANDS),
    habit(
        "LP127",
        r">(?=\s*[0-9])",
        "Bands are written in words.",
        certain=True,
        help="Such as `10 or more`, which has the 10 in it.",
        starts=_BANDS,
    ),
    habit("LP127", r"\s*:?=\s*(?=\0|$)", "A colon belongs here, not “{was}”.", ": ", starts=("declaration",)),
    habit("LP127", r"\s*:\s*(?=-?[0-9])", "This is written `{now}`.", " is ", starts=("declaration",)),
    habit("LP127", r"\(([^()]*)\)", "Brackets are not used here.", r"\1", say="without brackets", starts=_FIELDS),
    habit(
        "LP127",
        r"\s*(?:->|=>|=|→|:=|\|)\s*",
        "A colon belongs here, not “{was}”.",
        ": ",
        starts=("row", "calendar_row", "grade_item", *_FIELDS),
    ),
    habit("LP127", r"(?:\bis\s*)?(?:>=|=>|≥|⩾)", _COMPARED, "is at least", "at least", certain=True),
    habit("LP127", r"(?:\bis\s*)?(?:<=|=<|≤|⩽)", _COMPARED, "is at most", "at most", certain=True),
    habit("LP127", r"(?:\bis\s*)?(?:!==?|<>|≠|/=|~=)", _COMPARED, "is not", certain=True),
    habit("LP127", r"(?:\bis\s*)?>(?![=>])", _COMPARED, "is more than", "more than", certain=True),
    habit("LP127", r"(?:\bis\s*)?<(?![=<!?/])", _COMPARED, "is less than", "less than", certain=True),
    habit("LP127", r"(?:\bis\s*)?={1,3}", _COMPARED, "is", "", ":", certain=True),
    habit("LP127", r"&&|&", "Conditions are joined by a word.", "and", ",", certain=True),
    habit("LP127", r"\|\|?", "Conditions are joined by a word.", "or", certain=True),
    habit("LP127", r"!\s*(?=[A-Za-z_])", "What does not hold is written with a word.", "not ", "no ", certain=True),
    habit("LP127", r"\s*[.,;:]+$", "This line ends without “{was}”.", "", say="without it"),
    habit(
        "LP127",
        r"\s*(?:/\*|//|--|;)\s*(?P<remark>.*)",
        "A remark starts with #.",
        "",
        say="as a remark",
        shown=r"  # \g<remark>",
    ),
    habit(
        "LP127",
        r"(?<=[0-9a-z%])\s*[-–—‐‑]\s*(?=[0-9A-Za-z])",
        "From one to the other is written `to`.",
        " to ",
        bold=True,
        starts=("row", "grade_item", "calendar_item", "agreement_item", "score_item", "declaration"),
    ),
    habit(
        "LP127", r"\+(?=\s*[0-9A-Za-z])", "Scores are added up in words.", "plus", bold=True, starts=("declaration",)
    ),
    habit("LP127", r"\s-\s", "Scores are taken off in words.", " minus ", bold=True, starts=("declaration",)),
    habit("LP127", r"(?P<number>[0-9]*\.?[0-9]+)\s*[*x×·]\s*", "Shares are written in percent.", written.percent),
    habit("LP127", r"(?P<number>[0-9.]+)%\s*[*x×·]\s*", "Shares are written `60% of`.", r"\g<number>% of "),
    habit(
        "LP133",
        r"\b(?:is\s+)?in\s*[(\[{]([^()\[\]{}]*)[)\]}]",
        "Several values are written `is one of …`.",
        r"is one of \1",
        certain=True,
        help='Such as `country is one of "US", "CA"`.',
    ),
    habit(
        "LP127",
        r"\(([^()]*)\)",
        "Brackets are not used here.",
        r"\1",
        certain=True,
        help="Put conditions that belong together below `all of` or `any of`, or give them a name with `define`.",
        say="without brackets",
    ),
    habit(
        "LP127",
        r"\[([^\[\]]*)\]|\{([^{}]*)\}",
        "Brackets are not used here.",
        r"\1\2",
        certain=True,
        help="A list of values is written with commas.",
        say="without brackets",
    ),
    habit(
        "LP127",
        r"[()\[\]{}]",
        "Brackets are not used here.",
        certain=True,
        help="Put conditions that belong together below `all of` or `any of`, or give them a name with `define`.",
    ),
    habit("LP127", r"^[-*•–]\s+", "Lines start without dashes or dots.", "", say="without it"),
    habit("LP127", r"^[0-9]+[.)]\s+", "Lines start without numbers.", "", say="without it"),
    habit(
        "LP127", r"\s*\\$", "A clause stands on one line.", "", help="A long list can go on in indented lines below it."
    ),
    habit("LP127", r"\s*:", "This colon is one too many.", "", say="without it"),
    habit("LP127", r",\s*(?=,)", "One of these two commas is too many.", "", say="with one"),
)
