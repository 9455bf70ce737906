"""The wall clock in SQL is that of the zone: at every change of its offset, and at instants in between."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from sqlglot import exp

from leadpact.digest import digest_of
from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact.plan.activities import Keep, Period
from leadpact.policies import load
from leadpact.targets.sql import walls
from leadpact.targets.sql.dialects import render
from leadpact.targets.sql.steps import subquery
from leadpact.targets.sql.terms import column, named
from leadpact_dsl.evaluate.counting import period as period_of
from leadpact_dsl.limits import AFTER_LAST_INSTANT
from leadpact_dsl.model import Once
from leadpact_dsl.zones import Zone, zone
from tests.conftest import ROOT

EPOCH = dt.date(1970, 1, 1)
# Ramadan, a day left out, half an hour of summer, offsets with seconds, none at all, five changes in a year.
ZONES = (
    *("America/New_York", "Africa/Casablanca", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Monrovia", "UTC"),
    *("Asia/Kathmandu", "America/Sao_Paulo", "Antarctica/Troll", "Africa/Cairo"),
)
each_zone = pytest.mark.parametrize("name", ZONES)


def plan_in(name: str) -> Plan:
    policy = load(Path(ROOT / "policies" / "inbound")).policy
    assert policy is not None
    policy = replace(policy, agreement=replace(policy.agreement, timezone=name, first_year=2021, last_year=2036))
    plan = lower(policy, digest_of(policy))
    assert isinstance(plan, Plan)
    return plan


def zone_called(name: str) -> Zone:
    there = zone(name)
    assert there is not None
    return there


def instants(there: Zone) -> list[int]:
    chance = random.Random(there.name)
    changes = [start for start, _ in there.transitions(1970, 2200)]
    around = [change + more for change in changes for more in (-1, 0, 1)]
    found = [*around, *(chance.randrange(AFTER_LAST_INSTANT) for _ in range(300)), 0, AFTER_LAST_INSTANT - 1]
    return [at for at in found if 0 <= at < AFTER_LAST_INSTANT]


def asked(
    values: list[int], name: str, what: exp.Expression, source: exp.Select | None = None
) -> list[tuple[int, int]]:
    con = duckdb.connect()
    con.execute(f'CREATE TABLE given AS SELECT unnest($1::BIGINT[]) AS "{name}"', [values])
    query = exp.select(column(name), named(what, "found"))
    query = query.from_("given") if source is None else query.from_(subquery(source, "s"))
    return con.execute(render(query, "duckdb")).fetchall()


@each_zone
def test_it_reads_what_the_zone_reads(name: str) -> None:
    there = zone_called(name)
    for at, reading in asked(instants(there), "at", walls.reading(plan_in(name), column("at"))):
        assert reading == at + there.offset_at(at)


@each_zone
def test_days_start_when_they_do_there(name: str) -> None:
    there = zone_called(name)
    last = (dt.date(2200, 12, 31) - EPOCH).days
    around = [(there.local(at).date() - EPOCH).days + more for at in instants(there) for more in (-2, -1, 0, 1, 2)]
    days = [day for day in dict.fromkeys(around) if 0 <= day <= last]
    for day, start in asked(days, "day", walls.start_of_day(plan_in(name), column("day"))):
        assert start == there.start_of_day(EPOCH + dt.timedelta(days=day))


@pytest.mark.parametrize("name", ["America/New_York", "Africa/Casablanca", "Pacific/Apia"])
@pytest.mark.parametrize("kind", ["day", "week", "month", "quarter", "year", "fixed"])
def test_instants_share_a_period_just_where_they_do_in_the_reference(name: str, kind: Period) -> None:
    there, plan, every = zone_called(name), plan_in(name), 3 * 86_400_000
    once = Once(kind, every, 1)  # type: ignore[arg-type]
    query = exp.select("*", named(walls.reading(plan, column("at")), "wall")).from_("given")
    found: dict[object, set[int]] = {}
    numbers: dict[int, set[object]] = {}
    for at, number in asked(instants(there), "at", walls.period(Keep(kind, every)), query):
        expected = period_of(once, at, there)
        found.setdefault(expected, set()).add(number)
        numbers.setdefault(number, set()).add(expected)
    assert all(len(same) == 1 for same in (*found.values(), *numbers.values()))
