"""Routes: the first whose condition holds, and a stable split."""

from __future__ import annotations

import hashlib

from leadpact_dsl.evaluate.routes import share

from .lead_case import DAY, NOW, at, case, did

T = at(NOW)
ROUTES = """
stage inquiry "Inquiry"
disqualify out "Opted out"
  when opted_out
recycle not_now "Not now"
  when returned where reason is not_now
  to nurture slow for 90 days
nurture slow "Slow"
  after 1 months
route known "The person who knows them" to the person in last_rep
  when employees is at least 1
route large "Large" to sales
  when employees is at least 1000
  split by lead id between "ana", "ben", "chloe"
route rest "Everyone else" to sales
"""


def test_the_first_route_whose_condition_holds() -> None:
    found = case(ROUTES, T, employees=1000, last_rep="Dan").route
    assert found is not None
    assert (found.route, found.to, found.person, found.team) == ("known", "Dan", "Dan", None)
    assert [truth.holds for truth in found.tried] == [True]


def test_the_last_route_takes_all_others() -> None:
    found = case(ROUTES, T).route
    assert found is not None
    assert (found.route, found.to, found.person, found.team) == ("rest", "sales", None, "sales")
    assert [truth.holds for truth in found.tried] == [False, False]


def test_a_route_to_a_person_whom_the_field_does_not_name_is_passed_over() -> None:
    found = case(ROUTES, T, employees=1).route
    assert found is not None
    assert found.route == "rest"


def test_a_split_picks_by_the_first_seven_hex_digits_of_the_ids_sha_256() -> None:
    names = ("ana", "ben", "chloe")
    for lead in ("lead-1", "lead-2", "ümlaut", "", "00Q5e00000abcDE"):
        digits = hashlib.sha256(lead.encode("utf-8")).hexdigest()[:7]
        found = case(ROUTES, T, lead_id=lead, employees=1000).route
        assert found is not None
        assert (found.person, found.to, found.team) == (names[int(digits, 16) % 3],) * 2 + ("sales",)


def test_a_split_never_changes() -> None:
    # SHA-256 of "abc" begins ba7816b, the test vector of FIPS 180-2.
    assert share("abc", 3) == 0xBA7816B % 3 == 0
    assert share("abc", 10) == 9


def test_a_lead_that_sales_shall_not_have_is_not_routed() -> None:
    assert case(ROUTES, T, opted_out=True).route is None
    assert case(ROUTES, T, did("returned", T - DAY, reason="not_now")).route is None
    assert case(ROUTES, T, did("returned", T - 90 * DAY, reason="not_now")).route is not None
