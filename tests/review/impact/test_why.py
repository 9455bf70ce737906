"""The reasons for a move, for every kind of clause that can cause one."""

from __future__ import annotations

import pytest

from leadpact.review.impact.dimensions import dimensions
from leadpact.review.impact.why import Compared
from leadpact_dsl.decision import Refused
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import ActivityRecord, LeadRecord, Policy
from tests.review.calibrate.policies import read

BASE = """
agreement "Small"
  timezone "UTC"
team sales "Sales"
lead
  size "Size": whole number
  plan "Plan": one of free "Free", paid "Paid"
activity asked "asked for a demo"
activity returned "was returned by sales" by sales
  reason "Reason": one of not_now "Not now", wrong_fit "Wrong fit" required
define eager "Eager"
  when size is at least 10
score fit "Fit" from 0 to 100
  +20 if plan is paid
  +10 if eager
score total "Lead score" is fit
grade priority "Priority" of total
  A "Call today": 25 or more
  B "Call later": below 25
stage inquiry "Inquiry"
stage MQL "Marketing qualified lead"
  when total is at least 30
stage SQL "Sales qualified lead"
  when size is at least 5000
disqualify tiny "Tiny"
  when size is less than 2
nurture later "Later"
  after 1, 3 months
recycle not_now "Not now"
  when returned where reason is not_now
  to nurture later for 180 days
"""
AS_OF = 1_793_600_000_000
DAY = 86_400_000


def policy(*edits: tuple[str, str]) -> Policy:
    text = BASE
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return read(text)


PAID: dict[str, int | str] = {"size": 12, "plan": "paid"}


@pytest.mark.parametrize(("edits", "values", "said"), [
    ([("is at least 30", "is at least 40")], PAID,
     ["MQL now: Lead score is 30, less than 40; before: Lead score is 30, at least 30."]),
    ([("+20 if plan is paid", "+15 if plan is paid")], PAID,
     ["MQL now: Lead score is 25, less than 30; before: Lead score is 30, at least 30.",
      "Fit: The plan is Paid gives +15, before +20: the plan is Paid."]),
    ([("  +10 if eager\n", "")], PAID,
     ["MQL now: Lead score is 20, less than 30; before: Lead score is 30, at least 30.",
      "Priority is B (Call later): Lead score is 20, below 25; before: A (Call today): Lead score is 30, 25 or more.",
      "Fit: The lead meets “Eager” gives 0, before +10 (the rule is gone)"]),
    ([("  +10 if eager\n", ""), ("score total", 'score other "Other" from 0 to 9\n  +10 if eager\nscore total')], PAID,
     ["MQL now: Lead score is 20, less than 30; before: Lead score is 30, at least 30.",
      "Priority is B (Call later): Lead score is 20, below 25; before: A (Call today): Lead score is 30, 25 or more.",
      "Fit: The lead meets “Eager” gives 0, before +10 (the rule now counts in Other)"]),
    ([("  +10 if eager\n", "  +10 if eager\n  -5 if size is less than 20\n")], PAID,
     ["MQL now: Lead score is 25, less than 30; before: Lead score is 30, at least 30.",
      "Fit: The size is less than 20 gives −5, before 0 (a new rule)"]),
    ([("when size is at least 10", "when size is at least 100")], PAID,
     ["MQL now: Lead score is 20, less than 30; before: Lead score is 30, at least 30.",
      "Priority is B (Call later): Lead score is 20, below 25; before: A (Call today): Lead score is 30, 25 or more.",
      "Fit: The lead meets “Eager” gives 0, before +10: the size is 12, less than 100"]),
    ([("size is less than 2", "size is less than 20")], PAID,
     ["Disqualified as “Tiny”: the size is 12, less than 20."]),
    ([("is less than 2", "is less than 1")], {"size": 1, "plan": "paid"},
     ["Before: disqualified as “Tiny”: the size is 1, less than 2; now: the size is 1, not less than 1."]),
    ([('disqualify tiny "Tiny"\n  when size is less than 2\n', "")], {"size": 1},
     ["Before: disqualified as “Tiny”: the size is 1, less than 2; there is no such rule any more."]),
    ([("size is at least 5000", "size is at least 10")], PAID,
     ["SQL now: the size is 12, at least 10; before: the size is 12, less than 5,000."]),
    ([('stage MQL "Marketing qualified lead"\n  when total is at least 30\n', "")], PAID,
     ["The stage “Marketing qualified lead” is gone."]),
    ([("25 or more", "35 or more"), ("below 25", "below 35")], PAID,
     ["Priority is B (Call later): Lead score is 30, below 35; before: A (Call today): Lead score is 30, 25 or more."]),
])  # fmt: skip
def test_the_clause_is_named(edits: list[tuple[str, str]], values: dict[str, int | str], said: list[str]) -> None:
    reasons = _reasons(policy(), policy(*edits), values, ())
    assert len(reasons) == len(said), reasons
    for reason, start in zip(reasons, said, strict=True):
        assert reason.startswith(start)


TWO_ZEROS = ("  +10 if eager\n", "  +10 if eager\n  zero if size is at least 10\n  zero if plan is free\n")


@pytest.mark.parametrize(("old", "new", "said"), [
    (TWO_ZEROS, ("  +10 if eager\n", "  +10 if eager\n  zero if plan is free\n"),
     "Fit is no longer set to 0, which took 30 points (the rule is gone): the size is 12, at least 10."),
    (TWO_ZEROS, (TWO_ZEROS[0], TWO_ZEROS[1].replace("at least 10", "at least 20")),
     "Fit is no longer set to 0, which took 30 points: the size is 12, less than 20."),
    (("+10 if eager", "+10 if eager"), TWO_ZEROS,
     "Fit is now set to 0, which takes 30 points (a new rule): the size is 12, at least 10."),
    ((TWO_ZEROS[0], TWO_ZEROS[1].replace("at least 10", "at least 20")), TWO_ZEROS,
     "Fit is now set to 0, which takes 30 points: the size is 12, at least 10."),
])  # fmt: skip
def test_a_score_that_is_set_to_zero(old: tuple[str, str], new: tuple[str, str], said: str) -> None:
    reasons = [one for one in _reasons(policy(old), policy(new), PAID, ()) if "set to 0" in one]
    assert reasons == [said]


BOUNDED = (
    'score fit "Fit" from 0 to 100\n  +20 if plan is paid\n',
    'score fit "Fit" from 0 to 50\n  +60 if plan is paid\n',
)
GROUPED = (
    "  +20 if plan is paid\n  +10 if eager\n",
    '  group "Web" at most 20 points\n    +25 if plan is paid\n    +5 if eager\n  +10 if eager\n',
)


@pytest.mark.parametrize(("old", "edit", "said", "back"), [
    (BOUNDED, ("+60", "+20"),
     "Fit: now nothing is cut off by the limit of 50; before −20.",
     "Fit: Held between 0 and 50 gives −20, before 0: 20 points over the limit."),
    (BOUNDED, ("0 to 50", "0 to 80"),
     "Fit: now nothing is cut off by the limit of 80; before −20.",
     "Fit: Held between 0 and 50 gives −20, before 0: 20 points over the limit."),
    (GROUPED, ("+25", "+10"),
     "Fit: now nothing is cut off by the limit of “Web”, at most 20 points; before −10.",
     "Fit: “Web” together: at most 20 points gives −10, before 0: 10 points over the limit."),
    (GROUPED, (" at most 20 points", ""),
     "Fit: “Web” together: at most 20 points gives 0, before −10 (the rule is gone): 10 points over the limit.",
     "Fit: “Web” together: at most 20 points gives −10, before 0 (a new rule): 10 points over the limit."),
])  # fmt: skip
def test_a_limit_that_cuts_nothing_off_is_not_gone(
    old: tuple[str, str], edit: tuple[str, str], said: str, back: str
) -> None:
    """`back` is said where the versions change places."""
    before, now = policy(old), policy(old, edit)
    for first, second, expected in ((before, now, said), (now, before, back)):
        lead = LeadRecord("x", PAID)
        one, other = (decide(each, lead, (), AS_OF) for each in (first, second))
        assert not isinstance(one, Refused)
        assert not isinstance(other, Refused)
        found = [reason.said for reason in Compared(first, second).reasons(one, other, ())]
        assert expected in found


def test_a_return_that_rests_longer_is_named() -> None:
    log = (ActivityRecord("returned", AS_OF - 100 * DAY, {"reason": "not_now"}),)
    shorter = policy(("for 180 days", "for 90 days"))
    assert _reasons(policy(), shorter, PAID, log)[0].startswith("No longer held: returned as “Not now” on ")
    assert _reasons(shorter, policy(), PAID, log)[0].startswith("Returned as “Not now” on ")


def _reasons(
    old: Policy, new: Policy, values: dict[str, int | str], log: tuple[ActivityRecord, ...]
) -> tuple[str, ...]:
    lead = LeadRecord("x", values)
    before, now = (decide(one, lead, log, AS_OF) for one in (old, new))
    assert not isinstance(before, Refused)
    assert not isinstance(now, Refused)
    moved = [
        one
        for one in dimensions(old, new)
        if one.values[one.standing(before, "old")] != one.values[one.standing(now, "new")]
    ]
    assert moved
    return tuple(reason.said for reason in Compared(old, new).reasons(before, now, moved))


def test_every_place_of_a_version_is_in_its_order_with_what_is_gone() -> None:
    new = policy(('stage MQL "Marketing qualified lead"\n  when total is at least 30\n', ""))
    stages = dimensions(policy(), new)[0]
    assert [(value.old, value.new) for value in stages.values if not value.outside] == [
        ("inquiry", "inquiry"), ("MQL", None), ("SQL", "SQL")
    ]  # fmt: skip
    stages = dimensions(new, policy())[0]
    assert [(value.old, value.new) for value in stages.values if not value.outside] == [
        ("inquiry", "inquiry"), (None, "MQL"), ("SQL", "SQL")
    ]  # fmt: skip
