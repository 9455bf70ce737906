"""What is said of the findings: sentences, tables and charts, and that no text of a policy or of data breaks them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from leadpact.agreement import document as doc
from leadpact.agreement.html import render_html
from leadpact.agreement.markdown import render_markdown
from leadpact.review.calibrate.advice_said import cost, headline, reasons
from leadpact.review.calibrate.floors import floors
from leadpact.review.calibrate.gathering import WITH_SCORE
from leadpact.review.calibrate.page import document, sections
from leadpact.review.calibrate.question import question
from leadpact.review.calibrate.result import Result
from leadpact.review.calibrate.uses import uses
from leadpact.review.calibrate.weighing import Beside, weigh
from leadpact.review.calibrate.wording import floor_said, percent, signed
from leadpact_dsl.model import Policy
from tests.review.calibrate.parts import gathered, made_up
from tests.review.calibrate.policies import policy

NOW = 1_780_000_000_000


def _ramp() -> pd.DataFrame:
    """100 leads of each score 0, 10, … 90; of those at score s, s of a hundred convert."""
    rows = [(score, 1 if at < score else 0) for score in range(0, 100, 10) for at in range(100)]
    frame = pd.DataFrame(rows, columns=["score", "won"])
    frame["closed"], frame["reach"] = False, WITH_SCORE
    frame["at_stage"] = frame["score"] >= 40
    return frame


def _result(made: Policy, frame: pd.DataFrame, weeks: int | None = None) -> Result:
    asked = question(made, None, None, "won", None, NOW)
    assert not isinstance(asked, str)
    beside = Beside(teams={"sales": 5}, weeks=None if weeks is None else Decimal(weeks), weeks_by="as --weeks says")
    return weigh(asked, gathered(frame), (), uses(made, asked.stage, asked.scores), {}, beside)


def _goal(*lines: str) -> str:
    return "\n".join(("goal share", *(f"  {line}" for line in lines)))


ASKED = "at least {}% of leads at MQL reach SAL within 30 days"


@pytest.mark.parametrize(
    ("lines", "weeks", "said", "price"),
    [
        ((), None, "Today's threshold of 40 lets 600 leads reach MQL, and 65% of them convert.", None),
        (
            (ASKED.format(65),),
            None,
            "Today's threshold of 40 is right: it is the lowest that keeps what the agreement asks, at least 65% "
            "convert; it lets 600 leads reach MQL, and 65% of them convert.",
            None,
        ),
        (
            (ASKED.format(70),),
            None,
            "Today's threshold of 40 does not keep what the agreement asks, at least 70% convert; 50 would: 500 leads "
            "would reach MQL, and 70% of them convert.",
            "100 leads fewer would be handed over: 40 of them (40%) converted, and would be given up for the time "
            "saved.",
        ),
        (
            (ASKED.format(55),),
            None,
            "Today's threshold of 40 keeps what the agreement asks, at least 55% convert; 20 would keep it too: 800 "
            "leads would reach MQL, and 55% of them convert.",
            "200 leads more would be handed over: 50 of them (25%) converted, and would be gained.",
        ),
        ((ASKED.format(95),), None, "No threshold keeps all that the agreement asks: at least 95% convert.", None),
        (
            (ASKED.format(50),),
            10,
            "Today's threshold of 40 does not keep what the agreement asks, at least 50% convert and at most 20 leads "
            "a week; 80 would: 200 leads (20 a week) would reach MQL, and 85% of them convert.",
            "400 leads fewer (40 a week) would be handed over: 220 of them (55%) converted, and would be given up for "
            "the time saved.",
        ),
        (
            (ASKED.format(50), "marketing delivers at least 30 leads at MQL each week"),
            10,
            "No threshold keeps all that the agreement asks: at least 50% convert, at most 20 leads a week and at "
            "least 30 leads a week.",
            None,
        ),
    ],
)
def test_the_advice_in_a_sentence(lines: tuple[str, ...], weeks: int | None, said: str, price: str | None) -> None:
    made = policy("total is at least 40", more=_goal(*lines) if lines else "")
    (weighed,) = _result(made, _ramp(), weeks).weighed
    assert headline(made, weighed) == said
    assert cost(weighed) == price


def test_the_reasons_demand_by_demand() -> None:
    made = policy(more=_goal(ASKED.format(70), "marketing delivers at least 30 leads at MQL each week"))
    result = _result(made, _ramp(), 10)
    found = list(reasons(made, result.weighed[0], result.history))
    assert found[1:4] == [
        "The share alone is kept from 50 on (70% of 500 leads), and for sure (the whole 95% interval) from 60 on.",
        "Sales can take 20 leads a week: that is so from 80 on (20 a week).",
        "Marketing delivers at least 30 leads at MQL each week: 30 a week, which is so up to 70.",
    ]
    assert found[-1] == "The threshold is written at small.sla:11: the value “Points for a call”."


def test_capacity_without_weeks_asks_for_them() -> None:
    made = policy(more=_goal(ASKED.format(70)))
    result = _result(made, _ramp())
    assert (
        "Sales can take 20 leads a week. How many weeks this history is long nothing tells: --weeks N says it."
        in list(reasons(made, result.weighed[0], result.history))
    )


def test_few_leads_are_too_few() -> None:
    made = policy(more=_goal(ASKED.format(70)))
    (weighed,) = _result(made, _ramp().iloc[990:]).weighed
    assert headline(made, weighed).startswith("Fewer than 30 leads with a known outcome are too few to judge")


def test_nothing_known_nothing_said() -> None:
    made = policy(more=_goal(ASKED.format(70)))
    frame = _ramp()
    frame["won"] = -1
    (weighed,) = _result(made, frame).weighed
    assert headline(made, weighed) == (
        "No lead whose outcome is known depends on this threshold, so that nothing can be said about it."
    )
    assert list(reasons(made, weighed, _result(made, frame).history)) == []


def test_a_chart_marks_today_and_what_is_proposed() -> None:
    made = policy(more=_goal(ASKED.format(70)))
    result = _result(made, _ramp(), 10)
    (chart,) = [block for section in sections(result) for block in section.blocks if isinstance(block, doc.Chart)]
    assert [(mark.x, mark.label) for mark in chart.marks] == [(40, "today 40"), (80, "proposed 80")]
    converting, kept, many, goal = chart.curves
    assert {point.x: point.y for point in converting.points}[Decimal(40)] == 65
    assert all(point.low <= point.y <= point.high for point in converting.points if point.low and point.high)
    assert kept.points[0].y == 100
    assert (many.side, many.points[0].y) == ("right", 100)
    assert {point.y for point in goal.points} == {70}
    strong = [row for row in chart.table.rows if isinstance(row[0][0], doc.Strong)]
    assert [_text(row[1]) for row in strong] == ["today", "proposed"]


def _text(runs: doc.Runs) -> str:
    return "".join(_text(run.runs) if isinstance(run, doc.Strong) else getattr(run, "text", "") for run in runs)


def test_several_thresholds_each_have_their_section() -> None:
    made = policy("total is at least 40 and fit is at least 10")
    frame = _ramp()
    found = gathered(frame)
    found.scores["fit"], found.reach = found.scores["total"], [found.reach[0], found.reach[0]]
    asked = question(made, None, None, "won", None, NOW)
    assert not isinstance(asked, str)
    result = weigh(asked, found, (), uses(made, "MQL", asked.scores), {}, Beside())
    titles = [section.title for section in sections(result)]
    assert titles[:3] == ["In short", "MQL: Total is at least 40", "MQL: Fit is at least 10"]
    assert {"Does “Total” sort leads?", "Does “Fit” sort leads?"} <= set(titles)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("total is at least 40", "Total is at least 55"),
        ("total is more than 40", "Total is more than 55"),
        ("total is between 40 and 90", "Total is at least 55"),
        ("priority is at least B", "Priority is B (Second) or better (Total from 55 on)"),
    ],
)
def test_another_threshold_in_the_words_of_the_condition(when: str, said: str) -> None:
    made = policy(when)
    (floor,) = floors(made, made.stages["MQL"])
    assert floor_said(made, floor, Decimal(55)) == said


@pytest.mark.parametrize(
    ("part", "said"),
    [(0.0, "0%"), (0.0004, "under 0.1%"), (0.385, "38.5%"), (0.99951, "over 99.9%"), (1.0, "100%"), (0.3333, "33.3%")],
)
def test_percents_round_to_tenths_and_never_to_nothing_or_all(part: float, said: str) -> None:
    assert percent(part) == said


def test_differences_have_a_true_minus() -> None:
    assert (signed(-0.031), signed(0.05)) == ("−3.1", "+5")


HOSTILE: Sequence[str] = (
    "<script>alert(1)</script>",
    "| a | b |",
    "](http://evil.example)",
    "**bold** `code`",
    "\x1b[31m",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_others_stays_text(text: str) -> None:
    made = policy(more=_goal(ASKED.format(70)))
    scores = {name: replace(score, label=text) for name, score in made.scores.items()}
    result = replace(_result(replace(made, scores=scores), made_up(300, 5)), outcome=text, read=(text,))
    page = render_html(document(result), page="report")
    assert "<script" not in page
    assert "\x1b" not in page
    markdown = render_markdown(document(result), page="report")
    assert text not in markdown
