"""What cannot be decided is refused with a reason that a salesperson understands, and never scored as zero."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from leadpact_dsl import limits
from leadpact_dsl.decision import Refused
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import LeadRecord, Scalar

from .lead_case import COMMON, NOW, at, did, outcome, policy

T = at(NOW)


def reason(as_of: str | int = T, log: tuple[object, ...] = (), **values: object) -> str | None:
    found = outcome("define it\n  when asked\n", as_of, *log, **values)  # type: ignore[arg-type]
    return found.reason if isinstance(found, Refused) else None


REQUIRED = COMMON.replace('city "City": text', 'city "City": text required').replace(
    "form: one of contact, guide, newsletter", "form: one of contact, guide, newsletter required"
)


def required(city: Scalar | None, *log: str) -> str | None:
    values = {} if city is None else {"city": city}
    found = decide(policy("", REQUIRED), LeadRecord("x", values), [did(kind, T) for kind in log], T)
    return found.reason if isinstance(found, Refused) else None


def test_a_lead_without_a_required_field_is_refused() -> None:
    assert required("Boston") is None
    assert required(None) == "The city is unknown, and the policy requires it."
    assert required("\u00a0") == "The city is unknown, and the policy requires it."


def test_an_activity_without_a_required_field_is_refused() -> None:
    assert required("Boston", "sent_form") == (
        "The activity “sent a form” of 2 November 2026, 10:00 EST: The form is unknown, and the policy requires it."
    )


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", 5, "The job title is not a text."),
        ("employees", Decimal(5), "The number of employees is not a whole number."),
        ("employees", True, "The number of employees is not a whole number."),
        ("employees", 10**15, None),
        ("employees", -(10**15) - 1, "The number of employees is larger than can be counted exactly."),
        ("review", 5, "The number of review points is not a number."),
        ("review", Decimal("NaN"), "The number of review points is not a number."),
        ("review", Decimal("0.00010"), None),
        ("review", Decimal("0.00001"), "The number of review points has more than 4 decimals."),
        ("review", Decimal(10) ** 11, None),
        ("review", Decimal(10) ** 11 + 1, "The number of review points is larger than can be counted exactly."),
        ("review", Decimal("1E+999999"), "The number of review points is larger than can be counted exactly."),
        ("revenue", Decimal("1.001"), "The revenue has more than 2 decimals."),
        ("revenue", Decimal(10) ** 13, None),
        ("revenue", Decimal("10000000000000.01"), "The revenue is larger than can be counted exactly."),
        ("industry", "steel", "The industry is “steel”, which is none of its choices."),
        ("wants_call", "yes", "“Wants a call” is neither yes nor no."),
        ("contract_end", T, "“Contract ends” is not a date."),
        ("contract_end", date(1969, 12, 31), "“Contract ends” lies outside the years 1970 to 2200."),
        ("created_at", date(2026, 1, 1), "“Created” is not a time."),
        ("created_at", -1, "“Created” lies outside the years 1970 to 2200."),
    ],
)
def test_values_of_the_wrong_type_or_beyond_the_limits(field: str, value: object, said: str | None) -> None:
    assert reason(**{field: value}) == said


def test_an_activitys_values_are_held_to_the_same() -> None:
    assert reason(log=(did("viewed_page", T, seconds="long"),)) == (
        "The activity “viewed a page” of 2 November 2026, 10:00 EST: The number of seconds is not a whole number."
    )


def test_fields_that_the_policy_does_not_declare_are_nothing_to_it() -> None:
    assert reason(shoe_size=object(), log=(did("asked", T, mood=7),)) is None


@pytest.mark.parametrize("as_of", [-1, limits.AFTER_LAST_INSTANT])
def test_an_instant_outside_1970_to_2200_is_refused(as_of: int) -> None:
    assert reason(as_of) == "The date asked for lies outside the years 1970 to 2200."
    assert reason(min(max(as_of, 0), limits.AFTER_LAST_INSTANT - 1)) is None


def test_an_activity_before_1970_is_refused() -> None:
    assert reason(log=(did("asked", -1),)) == "An activity “asked for a demo” lies before the year 1970."
    assert reason(log=(did("asked", 0),)) is None


def test_more_activities_than_can_be_counted_are_refused() -> None:
    log = [did("asked", 1000 + i) for i in range(limits.MOST_ACTIVITIES)]
    assert reason(log=tuple(log)) is None
    # Those after as of and of undeclared kinds do not exist, and so do not count.
    assert reason(log=(*log, did("asked", T + 1), did("sneezed", 5))) is None
    assert reason(log=(*log, did("asked", 5))) == "The lead has 100,001 activities; at most 100,000 can be counted."


def test_what_does_not_exist_is_not_held_to_anything() -> None:
    assert reason(log=(did("sent_form", T + 1, form="nonsense"), did("sneezed", -1))) is None
