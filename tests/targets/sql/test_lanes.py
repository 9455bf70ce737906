"""Ways to count that share a pass: each has to come to what it would by itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from leadpact.plan.activities import Bound, Latest, Pick, Source
from leadpact.plan.numbers import Now
from leadpact.targets.sql.features import is_about_few
from leadpact_dsl import model
from tests.targets.at_random.cases import Case, Cases
from tests.targets.at_random.edges import DAY
from tests.targets.at_random.policy import read
from tests.targets.sql.batches import Batch
from tests.targets.sql.databases import Database
from tests.targets.sql.differing import difference

AGREEMENT = """
agreement "Lanes"
  version "1"
  effective 2026-10-01
  timezone "America/New_York"
  covers 2021 to 2036
team marketing "Marketing"
team sales "Sales"
lead
  created_at: time required
  title: text
activity opened_email "Opened an email"
activity viewed_page "Viewed a page"
  path: text
activity submitted_form "Submitted a form"
  form: one of contact, guide, newsletter
  size: number
activity asked "Asked"
activity called "Called" by sales
  outcome: one of spoke, message
"""

SEVERAL = """
score interest "Interest" from 0 to 10000
  +1 for each opened_email at most 2 times a day losing 25% every 30 days
  +3 for each opened_email at most 3 times a week losing 1 points every 10 days
  +2 for each opened_email at most 3 times a week losing 10% every 20 days
  +7 for each opened_email at most 4 times a day
  +2 for each opened_email at most 2 times a week losing 25% every 3 days
  +1 for each opened_email in the last 60 days at most 9 points
"""

TABLES = """
score interest "Interest" from 0 to 10000
  by form for each submitted_form once a week
    contact: 30
    guide: 10
    newsletter: 2
    unknown: 1
  by size for each submitted_form once a week losing 50% every 14 days
    below 10: 5
    10 or more: 50
    unknown: 1
  by form for each submitted_form at most 2 times a week
    contact: 3
    guide, newsletter: 1
    unknown: 0
  by form for each submitted_form once
    contact: 9
    guide: 4
    newsletter: 0
    unknown: 0
  +5 for each of submitted_form, asked once a day where form is contact
"""

MANY = """
score interest "Interest" from 0 to 10000
  counts only what follows the latest called
  +1 for each asked in the last 90 days at most 3 times
  +2 for each asked more than 90 days ago at most 2 times
  +3 for each asked
  +4 for each asked since created_at
  +5 for each of asked, viewed_page once a day
  +6 for each viewed_page once a month where path starts with "/pricing"
  +7 for each viewed_page once a quarter where path contains "price"
  +8 for each viewed_page once every 3 days
  +9 if viewed_page in the last 30 days where path starts with "/careers"
  +10 if viewed_page at least 3 times with different path in the last 20 days
  +11 if asked or submitted_form since called
  +1 if called where outcome is spoke
"""

FEW = """
score interest "Interest" from 0 to 10000
  +1 for each asked since called once a day at most 20 times
  +2 for each viewed_page once a week where path is "/pricing"
  by form for each submitted_form once a month where size is at least 10
    contact: 30
    guide: 10
    newsletter: 2
    unknown: 1
  +4 if viewed_page at least 2 times where path is "/pricing"
  +5 for each of opened_email, submitted_form once a quarter where form is guide
  +6 for each submitted_form since called where form is contact
"""
"""What leaves most activities of its kinds out: those are not even grouped."""


def policy_of(scores: str) -> model.Policy:
    policy = read(AGREEMENT + scores)
    assert policy is not None
    return policy


def cases(policy: model.Policy) -> list[Case]:
    """At random, also with activities at the same instants as others, and mails on two days of a week."""
    found = list(Cases(policy, dt.date(2026, 10, 20), 3).some(40))
    for one in list(found):
        log = [replace(act, at=one.activities[place // 2].at) for place, act in enumerate(one.activities)]
        found.append(replace(one, activities=tuple(log)))
    monday = 1_791_820_800_000
    for first in range(7):
        for last in range(first, 7):
            mails = tuple(model.ActivityRecord("opened_email", monday + day * DAY, {}) for day in (first, last))
            found.append(replace(found[0], activities=mails, as_of=monday + 8 * DAY))
    return found


@pytest.mark.parametrize("scores", [SEVERAL, TABLES, MANY, FEW], ids=["several", "tables", "many", "few"])
@pytest.mark.parametrize("form", ["natural", "natural parameter", "staged parameter", "staged frames"])
def test_each_way_counts_as_by_itself(duckdb_database: Database, scores: str, form: str) -> None:
    policy = policy_of(scores)
    assert difference(duckdb_database, Batch(policy, cases(policy)), form) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("scores", [SEVERAL, TABLES, MANY, FEW], ids=["several", "tables", "many", "few"])
def test_each_way_counts_as_by_itself_on_postgres(postgres_database: Database, scores: str) -> None:
    policy = policy_of(scores)
    assert difference(postgres_database, Batch(policy, cases(policy)), "natural parameter") is None


CALLED = Latest(Source((Pick("called", None),)))


@pytest.mark.parametrize(
    ("bound", "kinds", "expected"),
    [
        (None, ("asked",), False),
        (None, ("asked", "viewed_page"), True),
        (Bound(">", CALLED, required=True), ("asked",), True),
        (Bound(">", CALLED), ("asked",), False),
        (Bound(">", Now(-DAY), required=True), ("asked",), False),
    ],
)
def test_what_is_about_few_activities_is_seen(bound: Bound | None, kinds: tuple[str, ...], expected: bool) -> None:
    source = Source((Pick("asked", None),), () if bound is None else (bound,))
    assert is_about_few(source, kinds) is expected
