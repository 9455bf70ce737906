"""What shares a column comes out as it went in, however many rows were added up, and however much they were paid."""

from __future__ import annotations

import random

import duckdb
import pytest

from leadpact.digest import digest_of
from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact.plan.activities import Keep, Pick, Source
from leadpact.plan.numbers import Const
from leadpact.plan.points import EachPays, Fade
from leadpact.targets.sql import Asked, build
from leadpact.targets.sql.dialects import render
from leadpact.targets.sql.lanes import lanes
from leadpact.targets.sql.names import Names
from leadpact.targets.sql.packing import ALL_BITS, Packed
from leadpact.targets.sql.slots import Slots
from leadpact.targets.sql.steps import select
from leadpact.targets.sql.terms import column, named, number
from tests.targets.at_random.policy import read

AS_OF = 1_793_638_800_000
MANY = 100_000
"""As many activities as a lead may have."""


@pytest.mark.parametrize("seed", range(20))
def test_numbers_come_out_of_shared_columns_as_they_went_in(seed: int) -> None:
    chance = random.Random(seed)
    packed = Packed(lambda place: f"c{place}")
    parts = [packed.part(chance.randint(1, ALL_BITS)) for _ in range(12)]
    largest_first = chance.random() < 0.5
    values = [2**part.wide - 1 if largest_first else chance.randrange(2**part.wide) for part in parts]
    assert max(packed.used.values()) <= ALL_BITS
    sums = dict.fromkeys(packed.used, 0)
    for part, value in zip(parts, values, strict=True):
        placed = render(select([named(part.placed(number(value)), "placed")], "one"), "duckdb")
        sums[part.column] += duckdb.execute(f"WITH one AS (SELECT 1) {placed}").fetchall()[0][0]
    stored = ", ".join(f"{value}::BIGINT AS {name}" for name, value in sums.items())
    taken = [named(packed.taken(part, column(part.column)), f"v{i}") for i, part in enumerate(parts)]
    found = duckdb.execute(f"WITH one AS (SELECT {stored}) {render(select(taken, 'one'), 'duckdb')}").fetchall()[0]
    assert [*found] == values


def test_what_has_a_column_for_itself_may_be_below_zero() -> None:
    packed = Packed(lambda place: f"c{place}")
    part, other = packed.part(ALL_BITS), packed.part(20)
    assert part.column != other.column
    assert packed.taken(part, column("c0")).sql() == '"c0"'


POLICY = """
agreement "Many"
  version "1"
  effective 2026-10-01
  timezone "UTC"
  covers 2021 to 2036
team marketing "Marketing"
lead
  created_at: time required
activity opened "Opened a mail"
activity clicked "Clicked"
  size: one of small, large
activity left "Went away"
activity asked "Asked"
score interest "Interest" from 0 to 10000000
  +3 for each opened losing 20% every 30 days
  +2 for each opened once a day losing 10% every 60 days
  by size for each clicked
    small: 1
    large: 9
    unknown: 0
  -1 for each left losing 20% every 30 days
  +7 for each asked losing 20% every 30 days
  +5 for each left once a month
  +1 if opened at least 11 times in the last 90 days
  because "Much is made of little."
"""


def _interest(each: int) -> int:
    policy = read(POLICY)
    assert policy is not None
    plan = lower(policy, digest_of(policy))
    assert isinstance(plan, Plan)
    con = duckdb.connect()
    con.execute(f"""
        CREATE TABLE leads AS SELECT 'a' AS id, make_timestamp({AS_OF - 86_400_000} * 1000) AS created_at;
        CREATE TABLE activities AS
        SELECT 'a' AS lead_id, kind AS activity, make_timestamp({AS_OF - 60_000} * 1000) AS "at",
          row_number() OVER () AS position, CASE WHEN kind = 'clicked' THEN 'large' END AS size
        FROM range({each}), unnest(['opened', 'clicked', 'left', 'asked']) AS k(kind)
    """)
    sql = build(plan, Asked(lines=False)).sql("duckdb")
    return int(con.execute(f"SELECT interest FROM ({sql})", {"as_of": AS_OF}).fetchall()[0][0])


@pytest.mark.parametrize(("points", "for_itself"), [(900, False), (0, False), (-100, True)])
def test_points_that_may_be_below_zero_share_no_column(points: int, for_itself: bool) -> None:
    pays = EachPays(Source((Pick("left", None),)), Keep(), Const(points, 2), Fade(20, True, 30 * 86_400_000), None, 4)
    shared = Slots(lanes([(pays, "paid_left")]), Names()).shared["paid_left"]
    assert (shared.wide == ALL_BITS) is for_itself


@pytest.mark.parametrize("each", [10, MANY])
def test_as_many_activities_as_a_lead_may_have_do_not_spill_over(each: int) -> None:
    assert _interest(each) == 3 * each + 2 + 9 * each - each + 7 * each + 5 + (1 if each > 10 else 0)
