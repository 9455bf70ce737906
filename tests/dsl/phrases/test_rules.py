"""The rules of a score, and everything else that stands in a policy, as sentences."""

from __future__ import annotations

import pytest

from leadpact_dsl.model import EachTable, Group, Table
from leadpact_dsl.phrases import rows, rules
from leadpact_dsl.phrases.ranks import level_name
from tests.dsl.phrases.reading import indented, read

RULES = [
    ("+30 if boss", "The lead earns 30 points if it meets “Decision maker”"),
    ("-1 if opted_out", "The lead loses 1 point if it has opted out"),
    ('+2.5 if country is "US"', "The lead earns 2.5 points if the country is US"),
    ("+demo if webinar", "The lead earns 50 points (“Points for a demo”) if it attended a webinar"),
    (
        "-handover if bounced",
        "The lead loses 60 points (“Points that sales wants”; from 1 January 2027: 65) "
        "if it could not be reached by email",
    ),
    (
        "+10 if webinar losing 5 points every 7 days",
        "The lead earns 10 points if it attended a webinar; the points go down by 5 for every 7 days since",
    ),
    (
        "+10 if webinar losing 20% every 1 days",
        "The lead earns 10 points if it attended a webinar; "
        "the points go down by 20% of the original for every day since",
    ),
    (
        "+10 for each webinar in the last 90 days at most 3 times",
        "Each time the lead attended a webinar in the last 90 days, it earns 10 points, counting at most the 3 latest",
    ),
    ("-10 for each bounced", "Each time the lead could not be reached by email, it loses 10 points"),
    (
        "+1 for each viewed at most 10 points",
        "Each time the lead viewed a page, it earns 1 point, at most 10 points in all",
    ),
    (
        '+25 for each viewed once a week losing 20% every 7 days where path starts with "/pricing"',
        "Each time the lead viewed a page where the path starts with “/pricing”, it earns 25 points, "
        "counting only the latest of each week, each losing 20% of its original points for every 7 days since",
    ),
    (
        "+50 for each of demo_asked, form once a day at most 2 times where form is not newsletter",
        "Each time the lead asked for a demo, or sent a form where the form is not Newsletter, it earns 50 points, "
        "counting only the latest of each day, and at most the 2 latest of those",
    ),
    (
        "+5 for each of webinar, demo_asked",
        "Each time the lead attended a webinar or asked for a demo, it earns 5 points",
    ),
    ("+5 for each webinar once", "Each time the lead attended a webinar, it earns 5 points, counting only the latest"),
    (
        "+5 for each webinar once every 30 days",
        "Each time the lead attended a webinar, it earns 5 points, counting only the latest of every 30 days",
    ),
    (
        "+5 for each viewed since unsubscribed",
        "Each time the lead viewed a page since it last unsubscribed, it earns 5 points",
    ),
    (
        "-10 for every 30 days without activity since created at most 30 points",
        "Every 30 days without activity of the lead's own (counted from when the lead was created if it has none) "
        "costs 10 points, at most 30 points in all",
    ),
    (
        "adds review from -10 to 10, 0 when unknown",
        "The value of “Points from the manual review” counts as points, from −10 to 10 points; "
        "0 points when it is unknown",
    ),
    ("by employees\n  below 50: 0\n  50 or more: 15\n  unknown: 0", "Points by the number of employees"),
    ("by priority\n  A: 3\n  otherwise: 0", "Points by Priority"),
    (
        "by form for each form once a week\n  contact: 20\n  otherwise: 1\n  unknown: 0",
        "Each time the lead sent a form, it earns points by the form, counting only the latest of each week",
    ),
    ("first of\n  +3 if boss\n  +2 if webinar", "Only the first of these that holds pays"),
    ('group "Web" at most 40 points\n  +3 for each viewed', "Together these give at most 40 points"),
    (
        'group "Web" at most 40 points\n  -3 for each viewed',
        "Together these give from −40 to 40 points",
    ),
    (
        'group "Web" from 5 to 40 counts 50% only if boss\n  +3 for each viewed',
        "Together these give from 5 to 40 points; 50% of that counts; "
        "they count only if the lead meets “Decision maker”",
    ),
    ('group "Web"\n  +3 for each viewed', ""),
    (
        'group "Web" losing 10% every 7 days\n  +3 for each viewed',
        "Unless a rule says otherwise, the points go down by 10% of the original for every 7 days since",
    ),
]


@pytest.mark.parametrize(("written", "said"), RULES, ids=[written.split("\n")[0] for written, _ in RULES])
def test_a_rule_is_said_in_a_sentence(written: str, said: str) -> None:
    policy = read('score tried "Tried" from 0 to 100\n' + indented(written, 2))
    (rule,) = policy.scores["tried"].rules
    assert rules.rule(policy, rule) == said


def test_the_columns_of_a_table_say_what_the_sentence_says() -> None:
    policy = read(
        'score tried "Tried" from 0 to 100\n'
        '  +10 for each webinar in the last 90 days at most 3 times because "They learn."\n'
    )
    (rule,) = policy.scores["tried"].rules
    assert rules.parts(policy, rule) == rules.RuleParts(  # type: ignore[arg-type]
        "+10", "Each time the lead attended a webinar in the last 90 days", ("counting at most the 3 latest",)
    )
    assert rule.because == "They learn.", "reasons stay apart, for whoever prints them beside"


ROWS = """
score tried "Tried" from 0 to 100
  by employees
    below 50: 0
    50 to 499: 1
    500: 2
    501 or more: 3
    unknown: -1
  by revenue
    below 1000000 USD: 0
    1000000 to below 5000000 USD: 1
    5000000 USD or more: 2
    unknown: 0
  by industry
    software, fintech: 5
    otherwise: 0
    unknown: 0
"""


def test_rows_say_for_which_values_they_are() -> None:
    policy = read(ROWS.replace("1000000 to below 5000000 USD", "1000000 USD to below 5000000 USD"))
    said = []
    for table in policy.scores["tried"].rules:
        assert isinstance(table, Table | EachTable)
        said.append([rows.row(policy, table, row) for row in table.rows])
    assert said == [
        ["below 50", "50 to 499", "500", "501 or more", "unknown"],
        ["below 1 million USD", "1 million USD to below 5 million USD", "5 million USD or more", "unknown"],
        ["Software or Financial technology", "any other", "unknown"],
    ]


def test_levels_say_when_they_hold() -> None:
    policy = read("")
    grade = policy.grades["priority"]
    assert [(level_name(level), rows.level(policy, grade, level)) for level in grade.levels] == [
        ("A (Call today)", "Fit is 75 or more"),
        ("B (Call this week)", "Fit is 60 to below 75"),
        ("C (Nurture)", "Fit is below 60"),
    ]


def test_a_score_says_what_it_is_made_of_and_where_it_ends() -> None:
    policy = read(
        'score total "Lead score" from 0 to 100 is 60% of fit plus engagement minus 12.5% of fit\n'
        'score since "Since then" from -10 to 10\n'
        "  counts only what follows the latest unsubscribed, returned\n  +1 if webinar\n  zero if rival\n"
    )
    total, since = policy.scores["total"], policy.scores["since"]
    assert rules.terms(policy, total) == "Lead score is 60% of Fit plus Engagement minus 12.5% of Fit"
    assert rules.bounds(total) == "This score is held between 0 and 100"
    assert rules.bounds(since) == "This score is held between −10 and 10"
    assert rules.follows(policy, since) == (
        "Only activities after the latest time that the lead unsubscribed or was returned by sales count in this score"
    )
    assert rules.zero_if(policy, since.zero_if[0]) == (
        "The score is 0, whatever else the lead earned, if it meets “Works for a competitor”"
    )


def test_a_group_knows_its_bounds() -> None:
    policy = read('score tried "Tried" from 0 to 100\n  group "Web" at most 40 points\n    +3 for each viewed\n')
    (group,) = policy.scores["tried"].rules
    assert isinstance(group, Group)
    assert rules.group_bounds(group) == "at most 40 points"
