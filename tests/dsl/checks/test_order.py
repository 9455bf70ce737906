"""Clauses in an order: who leaves nothing for whom."""

from __future__ import annotations

import re

import pytest

from tests.dsl.checks.reading import BASE, marked, mended, of, score


def test_the_first_rule_that_holds_pays() -> None:
    rules = "first of\n  +5 if asked at least {} times\n  +9 if asked at least {} times"
    (found,) = of(score(rules.format(2, 5)), "LP323")
    assert found.span is not None
    assert found.span.text == "+9 if asked at least 5 times"
    assert of(mended(found), "LP323") == []
    assert of(score(rules.format(5, 2)), "LP323") == []


@pytest.mark.parametrize(
    ("levels", "code"),
    [
        ("  some: when asked\n  many: when asked at least 5 times\n  none_yet: otherwise\n", "LP351"),
        ("  some: when asked\n  many: when asked\n  none_yet: otherwise\n", "LP351"),
        ("  many: when asked at least 5 times\n  some: when asked\n  none_yet: otherwise\n", None),
        ("  many: when asked at least 5 times\n  some: when asked\n", "LP307"),
        ("  none_yet: otherwise\n  some: when asked\n", "LP307"),
    ],
)
def test_levels_by_conditions(levels: str, code: str | None) -> None:
    text = f"{BASE}\ngrade product\n{levels}"
    found = [*of(text, "LP351"), *of(text, "LP307")]
    assert [one.code for one in found] == ([code] if code else [])
    for one in found:
        if one.fix is not None:
            after = mended(one)
            assert [*of(after, "LP351"), *of(after, "LP307")] == []


FIT = "\nscore fit from 0 to 100\n  +60 if asked\n  +40 if unsubscribed\n"


@pytest.mark.parametrize(
    ("stages", "code", "mark"),
    [
        ("stage inquiry\n  when asked\n", "LP401", "stage inquiry"),
        ("stage inquiry\n  recorded by asked\n", "LP401", "stage inquiry"),
        ("stage inquiry\nstage MQL\n", "LP402", "stage MQL"),
        (
            "stage inquiry\nstage MQL\n  when fit is at least 60\nstage SQL\n  when fit is at least 40\n",
            "LP403",
            "stage MQL",
        ),
        (
            "stage inquiry\nstage MQL\n  recorded by asked\nstage SQL\n  recorded by asked, called\n",
            "LP403",
            "stage MQL",
        ),
        ("stage inquiry\nstage MQL\n  when fit is at least 40\nstage SQL\n  when fit is at least 60\n", None, ""),
        (
            "stage inquiry\nstage MQL\n  when fit is at least 60\n  recorded by became_mql\n"
            "stage SQL\n  when fit is at least 40\n",
            None,
            "",
        ),
        ("stage inquiry\nstage MQL\n  recorded by became_mql\nstage SAL\n  recorded by accepted\n", None, ""),
    ],
)
def test_stages(stages: str, code: str | None, mark: str) -> None:
    text = BASE + FIT + stages
    found = [one for one in ("LP401", "LP402", "LP403") if of(text, one)]
    assert found == ([code] if code else [])
    if code:
        assert marked(text, code) == [mark]


def test_the_first_stage_that_is_offered_has_a_free_name() -> None:
    (found,) = of(BASE + "stage inquiry\n  when asked\n", "LP401")
    assert of(mended(found), "LP401") == []
    assert "stage new_lead" in mended(found)


@pytest.mark.parametrize(("first", "second", "count"), [(10, 25, 0), (25, 10, 1), (10, 10, 1), (25, 125, 1)])
def test_probabilities_rise(first: int, second: int, count: int) -> None:
    text = f"""
stage inquiry
stage MQL owned by sales, probability {first}%
  recorded by became_mql
stage SAL owned by sales, probability {second}%
  recorded by accepted
"""
    assert len(of(BASE + text, "LP404")) == count


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("seats is less than 50", "seats is less than 10", 1),
        ("seats is less than 10", "seats is less than 50", 0),
        ("asked", "asked", 1),
        ("asked or opted_out", "opted_out", 1),
    ],
)
def test_disqualifications(one: str, other: str, count: int) -> None:
    text = f"{BASE}disqualify first_one\n  when {one}\ndisqualify second_one\n  when {other}\n"
    assert len(of(text, "LP411")) == count


ROUTES = "route first_one to sales\n  when {}\nroute second_one to marketing\n  when {}\nroute rest to sales\n"


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("seats is at least 50", "seats is at least 1000", 1),
        ("seats is at least 1000", "seats is at least 50", 0),
        ('country is one of "US", "CA"', 'country is "us"', 1),
        ("region is AMER", "region is EMEA", 0),
    ],
)
def test_routes(one: str, other: str, count: int) -> None:
    assert len(of(BASE + ROUTES.format(one, other), "LP421")) == count


def test_a_route_without_a_condition_ends_the_list() -> None:
    text = BASE + "route everyone to sales\nroute large to marketing\n  when seats is at least 1000\n"
    assert marked(text, "LP421") == ["route large to marketing"]
    assert of(text, "LP422") == []


def test_the_last_route_is_for_all_others() -> None:
    (found,) = of(BASE + "route large to sales\n  when seats is at least 1000\n", "LP422")
    assert of(mended(found), "LP422") == []
    assert of(BASE + ROUTES.format("asked", "opted_out"), "LP422") == []


NURTURE = "nurture slow\n  after 1, 3 months\n"
RECYCLE = """
recycle first_one
  when {}
  to nurture slow for 30 days
recycle second_one
  when {}
  to nurture slow for 90 days
"""


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("returned", "returned where reason is not_now", 1),
        ("returned where reason is one of not_now, no_reply", "returned where reason is not_now", 1),
        ("returned where reason is not_now", "returned", 0),
        ("returned where reason is not_now", "returned where reason is no_reply", 0),
        ("returned where reason is not_now", "unsubscribed", 0),
    ],
)
def test_recycling(one: str, other: str, count: int) -> None:
    assert len(of(BASE + NURTURE + RECYCLE.format(one, other), "LP431")) == count


# --------------------------------------------------------------------------------------------- reasons for returning


def test_every_reason_is_taken_up() -> None:
    text = BASE + NURTURE + RECYCLE.format("returned where reason is not_now", "returned where reason is {}")
    assert marked(text.format("no_budget"), "LP430") == ["no_reply"]
    assert of(text.format("one of no_budget, no_reply"), "LP430") == []
    assert of(text.format("not not_now"), "LP430") == []
    done = text.format("no_budget") + "disqualify silent\n  when returned where reason is no_reply\n"
    assert of(done, "LP430") == []


def test_a_reason_is_marked_on_the_lines_below_its_field() -> None:
    below = '  reason: one of required\n    not_now  # no_reply is next\n    no_budget "no_reply", no_reply\n'
    base = re.sub(r"  reason\b.*\n", lambda _: below, BASE, count=1)
    recycle = RECYCLE.format("returned where reason is not_now", "returned where reason is no_budget")
    (found,) = of(base + NURTURE + recycle, "LP430")
    assert found.span is not None
    assert found.span.start == base.index(", no_reply\n") + 2
    assert found.span.text == "no_reply"


def test_reasons_that_nobody_tells_apart_need_no_rule_each() -> None:
    recycle = "recycle any_return\n  when returned\n  to nurture slow for 9 days\n"
    assert of(BASE + NURTURE + recycle, "LP430") == []
    assert of(BASE, "LP430") == []


def test_a_return_by_a_response_is_taken_up() -> None:
    response = """
clock touch from handed_over to called
response standard on touch
  sales answers within 2 days
  10 days after the start, return with reason no_reply
"""
    assert marked(BASE + response, "LP430") == ["no_reply"]
    recycle = "recycle any_return\n  when returned\n  to nurture slow for 9 days\n"
    assert of(BASE + NURTURE + recycle + response, "LP430") == []


def test_a_route_to_the_person_in_a_field_leaves_those_who_have_none() -> None:
    people = "route known to the person in title\nroute account to the person in country\nroute rest to sales\n"
    assert of(BASE + people, "LP421") == []
    again = BASE + "route known to the person in title\nroute again to the person in title\nroute rest to sales\n"
    assert marked(again, "LP421") == ["route again to the person in title"]
