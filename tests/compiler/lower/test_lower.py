"""The plan: what is lowered to what, what is computed once, and what no plan can hold."""

from __future__ import annotations

from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact.plan.activities import Count, Latest
from leadpact.plan.numbers import Const, Dial, InputNumber, Times
from leadpact.plan.points import EachPays, Group, IfPays, Line, TablePays
from leadpact.plan.tests import Compare, InSet, IsThere, Negated
from leadpact.targets.python.features import features_of
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile

HEAD = """
agreement "A"
  timezone "{zone}"
lead
  employees "Employees": whole number
  revenue "Revenue": money in USD
  country "Country": text required
  signed "Signed": date required
activity asked "asked"
activity viewed "viewed a page"
  path: text
"""


def policy(body: str, zone: str = "UTC") -> Policy:
    reading = read_policy([SourceFile("a.sla", HEAD.format(zone=zone) + body)])
    assert reading.policy is not None, [found.message for found in reading.diagnostics if found.is_error]
    return reading.policy


def plan(body: str) -> Plan:
    found = lower(policy(body), "sha256:0")
    assert isinstance(found, Plan)
    return found


def refused(body: str, zone: str = "UTC") -> list[Diagnostic]:
    found = lower(policy(body, zone), "sha256:0")
    assert not isinstance(found, Plan)
    return list(found)


def line(found: Plan, place: int = 0) -> Line:
    item = found.scores["fit"].items[place]
    assert isinstance(item, Line)
    return item


def test_numbers_are_whole_and_of_one_scale() -> None:
    found = plan("define big\n  when revenue is at least 2.5 thousand USD\nscore fit from 0 to 9\n  +1 if big")
    test = found.defines["big"]
    assert isinstance(test, Compare)
    assert (test.op, test.right) == (">=", Const(250_000, 2))
    assert isinstance(test.left, InputNumber)
    assert test.left.scale == 2


def test_a_field_is_brought_to_the_scale_of_a_finer_amount() -> None:
    body = "value share is 2.5\nscore fit from 0 to 9\n  +1 if employees is at least share"
    pays = line(plan(body)).pays
    assert isinstance(pays, IfPays)
    assert isinstance(pays.test, Compare)
    assert isinstance(pays.test.left, Times)
    assert (pays.test.left.factor, pays.test.right) == (10, Const(25, 1))


def test_only_a_value_that_changes_is_asked_for_by_the_day() -> None:
    body = "value a is 3\nvalue b is 3\n  from 2027-01-01: 4\nscore fit from 0 to 9\n  +a if asked\n  +b if asked"
    found = plan(body)
    first, second = line(found, 0).pays, line(found, 1).pays
    assert isinstance(first, IfPays)
    assert isinstance(second, IfPays)
    assert first.points == Const(300, 2)
    assert second.points == Times(Dial("b", 0), 100, 2)
    assert found.dials["b"].amounts == (3, 4)


def test_texts_are_folded_once_and_sorted() -> None:
    pays = line(plan('score fit from 0 to 9\n  +1 if country is none of " Us", "CA", "us"')).pays
    assert isinstance(pays, IfPays)
    assert isinstance(pays.test, InSet)
    assert (pays.test.items, pays.test.negated) == (("ca", "us"), True)


def test_what_several_clauses_ask_of_activities_is_one_value() -> None:
    body = """
define keen
  when viewed at least 3 times in the last 7 days
define cool
  when viewed at most 1 times in the last 7 days
score fit from 0 to 9
  +1 if keen
  -1 if cool
  +1 for each viewed in the last 7 days at most 5 times
"""
    found = plan(body)
    counts = [one for one in features_of(found, found.scores.values()) if isinstance(one, Count)]
    assert len(counts) == 1


def test_that_something_happened_is_that_there_is_a_latest() -> None:
    found = plan(
        "define quiet\n  when no asked in the last 5 days\nscore fit from 0 to 9\n  +1 if quiet\n  +1 if asked"
    )
    quiet, asked = found.defines["quiet"], line(found, 1).pays
    assert isinstance(quiet, Negated)
    assert isinstance(quiet.test, IsThere)
    assert isinstance(quiet.test.number, Latest)
    assert isinstance(asked, IfPays)
    assert isinstance(asked.test, IsThere)


def test_percentages_add_two_decimals_each() -> None:
    body = """
score fit from 0 to 9
  group "G" counts 50% losing 10% every 7 days
    +1 for each viewed at most 10 points
  +1.5 if asked
"""
    found = plan(body)
    group = found.scores["fit"].items[0]
    assert isinstance(group, Group)
    rule = group.items[0]
    assert isinstance(rule, Line)
    assert isinstance(rule.pays, EachPays)
    assert (rule.scale, group.inside, group.scale, found.scores["fit"].scale) == (4, 4, 6, 6)
    assert rule.pays.limit == 100_000


def test_rows_keep_their_places() -> None:
    body = "score fit from 0 to 9\n  by employees\n    unknown: 1\n    below 50: 2\n    50 or more: 3"
    pays = line(plan(body)).pays
    assert isinstance(pays, TablePays)
    assert pays.rows.unknown is not None
    assert (pays.rows.unknown.place, [row.place for row in pays.rows.rows]) == (0, [1, 2])
    assert [row.points for row in pays.rows.rows] == [200, 300]


def test_a_skipped_day_is_refused_where_it_is_asked_for() -> None:
    body = "define then\n  when signed is {day}\nscore fit from 0 to 9\n  +1 if then"
    found = refused(body.format(day="2011-12-31"), "Pacific/Apia")
    assert [one.code for one in found] == ["LP801"]
    assert found[0].span is not None
    assert found[0].span.line == 13
    assert isinstance(lower(policy(body.format(day="2012-01-01"), "Pacific/Apia"), ""), Plan)


def test_sums_that_outgrow_exact_numbers_are_refused_where_they_do() -> None:
    body = """
score fit from 0 to 100
  group "Outer" counts 50%
    group "Inner" counts 50% losing 10% every 7 days
      +10000 for each viewed{limit}
"""
    found = refused(body.format(limit=""))
    assert [one.code for one in found] == ["LP802"]
    assert found[0].span is not None
    assert found[0].span.text.startswith("group")
    assert isinstance(lower(policy(body.format(limit=" at most 10 times")), ""), Plan)
