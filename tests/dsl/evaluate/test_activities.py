"""Conditions over activities, and what does not exist for them."""

from __future__ import annotations

import pytest

from leadpact_dsl.decision import Decision, Refused, Truth
from leadpact_dsl.evaluate import decide, judge
from leadpact_dsl.model import LeadRecord, Scalar

from .lead_case import COMMON, DAY, NOW, at, case, did, holds, policy

PAGE = "viewed_page"
T = at(NOW)


def test_an_activity_holds_once_it_happened() -> None:
    assert not holds(PAGE)
    assert holds(PAGE, did(PAGE, T))
    assert not holds(f"no {PAGE}", did(PAGE, T))
    assert holds(f"no {PAGE}")


def test_activities_after_as_of_do_not_exist() -> None:
    assert not holds(PAGE, did(PAGE, T + 1))


def test_a_kind_that_the_policy_does_not_declare_does_not_exist() -> None:
    assert not holds("activity", did("sneezed", T))


@pytest.mark.parametrize(
    ("count", "held"), [("at least 2 times", [2, 3]), ("at most 2 times", [0, 1, 2]), ("exactly 2 times", [2])]
)
def test_counts(count: str, held: list[int]) -> None:
    assert [n for n in range(4) if holds(f"{PAGE} {count}", *[did(PAGE, T - i) for i in range(n)])] == held


def test_a_row_that_is_there_twice_counts_twice() -> None:
    twice = [did(PAGE, T, path="/a"), did(PAGE, T, path="/a")]
    assert holds(f"{PAGE} at least 2 times", *twice)


def test_different_counts_the_distinct_known_values() -> None:
    log = [did(PAGE, T, path=path) for path in ("/a", " /A ", "/b", "")]
    assert holds(f"{PAGE} exactly 2 times with different path", *log, did(PAGE, T))


def test_in_the_last_leaves_out_its_beginning_and_takes_in_its_end() -> None:
    test = f"{PAGE} in the last 2 days"
    held = [t for t in (T - 2 * DAY, T - 2 * DAY + 1, T) if holds(test, did(PAGE, t))]
    assert held == [T - 2 * DAY + 1, T]


def test_more_than_ago_asks_about_the_latest_one() -> None:
    test = f"{PAGE} more than 2 days ago"
    assert not holds(test)
    assert not holds(test, did(PAGE, T - 2 * DAY))
    assert holds(test, did(PAGE, T - 2 * DAY - 1))
    assert not holds(test, did(PAGE, T - 9 * DAY), did(PAGE, T))


def test_no_activity_more_than_ago_is_the_plain_opposite() -> None:
    test = f"no {PAGE} more than 2 days ago"
    assert holds(test)
    assert holds(test, did(PAGE, T - 9 * DAY), did(PAGE, T))
    assert not holds(test, did(PAGE, T - 9 * DAY))


def test_since_is_strictly_after_the_latest_and_false_without_one() -> None:
    test = f"{PAGE} since unsubscribed"
    gone = [did("unsubscribed", T - 9 * DAY), did("unsubscribed", T - 2 * DAY)]
    assert not holds(test, did(PAGE, T))
    assert not holds(test, *gone, did(PAGE, T - 2 * DAY))
    assert holds(test, *gone, did(PAGE, T - 2 * DAY + 1))


def test_without_what_it_is_since_nothing_can_be_said_to_be_absent_either() -> None:
    test = f"no {PAGE} since unsubscribed"
    assert not holds(test)
    assert holds(test, did("unsubscribed", T - DAY), did(PAGE, T - 2 * DAY))
    assert not holds(f"{PAGE} at most 3 times since unsubscribed")


def test_where_asks_for_the_activitys_own_fields() -> None:
    test = f'{PAGE} where path starts with "/pricing" and seconds is at least 10'
    assert not holds(test, did(PAGE, T, path="/pricing", seconds=9), did(PAGE, T, path="/a", seconds=99))
    assert holds(test, did(PAGE, T, path="/Pricing/x", seconds=10))


def test_a_comparison_with_an_activitys_unknown_field_is_false() -> None:
    assert not holds(f'{PAGE} where path is not "/careers"', did(PAGE, T))
    assert holds(f"{PAGE} where path is unknown", did(PAGE, T, path=" "))


def test_no_activity_means_none_of_the_leads_own() -> None:
    test = "no activity in the last 2 days"
    assert holds(test)
    assert holds(test, did("called", T))
    assert not holds(test, did("asked", T))


def test_activity_counts_all_kinds_together() -> None:
    assert holds("activity at least 3 times", did("asked", T), did(PAGE, T), did("sent_form", T, form="guide"))


def test_the_explanation_tells_how_many_there_were_and_the_latest() -> None:
    text = f"define it\n  when {PAGE} at least 3 times in the last 2 days\n"
    found = case(text, T, did(PAGE, T - DAY), did(PAGE, T - 5), did(PAGE, T - 9 * DAY)).defines["it"]
    assert (found.holds, found.count, found.latest, found.decided_at) == (False, 2, T - 5, None)


def test_what_made_a_condition_hold_is_its_latest_activity() -> None:
    text = f"define it\n  when any of\n    {PAGE} at least 3 times\n    asked\n    employees is at least 1\n"
    log = [did("asked", T - 5 * DAY), did(PAGE, T - DAY)]
    assert case(text, T, *log, employees=1).defines["it"].decided_at == T - 5 * DAY
    assert case(text, T, did(PAGE, T - DAY), employees=1).defines["it"].decided_at is None


def test_since_a_field_or_a_day_takes_in_its_own_instant() -> None:
    assert holds(f"{PAGE} since trial_started", did(PAGE, T), trial_started=T)
    assert not holds(f"{PAGE} since trial_started", did(PAGE, T - 1), trial_started=T)
    midnight = at("2026-11-01 00:00")
    assert holds(f"{PAGE} since 2026-11-01", did(PAGE, midnight))
    assert not holds(f"{PAGE} since 2026-11-01", did(PAGE, midnight - 1))
    assert holds(f"no {PAGE} since 2026-11-01", did(PAGE, midnight - 1))


def test_since_an_unknown_field_nothing_can_be_said() -> None:
    assert not holds(f"{PAGE} since trial_started", did(PAGE, T))
    assert not holds(f"no {PAGE} since trial_started")


def test_an_activitys_field_with_a_value_for_the_unknown_is_never_unknown() -> None:
    common = COMMON.replace("seconds: whole number", "seconds: whole number, 7 when unknown")
    found = decide(
        policy(f"define it\n  when {PAGE} where seconds is 7\n", common), LeadRecord("x", {}), [did(PAGE, T)], T
    )
    assert isinstance(found, Decision)
    assert found.defines["it"].holds


def test_one_condition_can_be_judged_by_itself() -> None:
    text = (
        "stage inquiry\nstage MQL\n  recorded by became_mql\n"
        'experiment e "Pages"\n  for viewed_page in the last 2 days\n  hand over 5 leads\n'
        "  expect at least 10% reach MQL within 60 days\n"
    )
    found = policy(text)
    applies_to = found.experiments["e"].applies_to

    def judged(at: int, **values: Scalar) -> Truth | Refused:
        return judge(found, applies_to, LeadRecord("x", values), [did(PAGE, T)], at)

    during, later = judged(T), judged(T + 2 * DAY)
    assert isinstance(during, Truth)
    assert isinstance(later, Truth)
    assert (during.holds, later.holds) == (True, False)
    assert judged(T, employees="many") == Refused("x", "The number of employees is not a whole number.")
