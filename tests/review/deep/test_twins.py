"""For each kind of finding policies that have it, each beside a near twin that has not; and what is not said twice."""

from __future__ import annotations

import pytest

from leadpact_dsl.render import render
from leadpact_dsl.source import SourceFile
from tests.review.deep.reading import codes, examined, found_in, marked, read

LEAD = """\
lead
  industry "Industry": one of software "Software", finance "Finance", other "Other" required
  region "Region": one of AMER, EMEA, APAC required
  employees "Number of employees": whole number required
  competitor "Works for a competitor": yes or no required
  last_rep "Last salesperson": text
  trial_started "Trial started": time

team marketing "Marketing"
team sales "Sales"

activity asked "asked for a demo"
activity viewed "viewed a page"
  page "Page": one of home "Home", price "Prices" required
activity handed_over "was handed to sales" by marketing
activity called "was called" by sales
activity returned "was returned by sales" by sales
  reason "Reason": one of not_now "Not now", wrong_fit "Wrong fit" required

"""

TWINS = {
    "a rule for leads whose score is set to zero": (
        """
score fit "Fit" from 0 to 100
  zero if competitor
  +20 if industry is software
  +10 if @
""",
        "competitor and employees is at least 10",
        "employees is at least 10",
        [("LP903", "+10 if competitor and employees is at least 10")],
    ),
    "a rule in a group that a definition closes": (
        """
define small "Small"
  when employees is less than 50 and industry is not finance
score fit "Fit" from 0 to 100
  +20 if small
  group "Large companies" only if @
    +10 if small
    +15 if asked
""",
        "employees is at least 50",
        "employees is at least 20",
        [("LP903", "+10 if small")],
    ),
    "a row of a table by activities": (
        """
score interest "Interest" from 0 to 100
  by page for each viewed where page is @
    home: 5
    price: 10
""",
        "price",
        "home or page is price",
        [("LP903", "home: 5")],
    ),
    "a row by a score that no lead comes to": (
        """
score fit "Fit" from 0 to 100
  +50 if industry is software
  +40 if industry is finance
score total "Total" from 0 to 100
  by fit
    below 40: 0
    40 to below @: 10
    @ or more: 20
""",
        "60",
        "50",
        [("LP903", "60 or more: 20")],
    ),
    "a level that two others leave nothing": (
        """
grade size "Size"
  low "Low": when employees is less than 100
  high "High": when employees is at least @
  mid "Middle": when employees is between 50 and 200
  rest "Rest": otherwise
""",
        "100",
        "150",
        [("LP916", 'mid "Middle": when employees is between 50 and 200')],
    ),
    "a stage for leads that are disqualified": (
        """
stage inquiry "Inquiry"
stage MQL "Marketing qualified lead"
  when employees is at least 50 and @
disqualify rival "Competitor"
  when competitor
""",
        "competitor",
        "not competitor",
        [("LP911", 'stage MQL "Marketing qualified lead"')],
    ),
    "a route that two others leave nothing": (
        """
route america "America" to sales
  when region is AMER
route abroad "Abroad" to sales
  when region is @
route big "Large companies" to marketing
  when employees is at least 500
route rest "Everyone else" to sales
""",
        "one of EMEA, APAC",
        "EMEA",
        [("LP913", 'route big "Large companies" to marketing')],
    ),
    "a recycle rule whose leads are all disqualified": (
        """
nurture rest "Nurturing"
  after 1, 3 months
recycle not_now "Not now"
  when returned where reason is not_now
  to nurture rest for 90 days
  back sooner if asked
disqualify wrong "Wrong fit"
  when returned where reason is @
""",
        "not_now or reason is wrong_fit",
        "wrong_fit",
        [("LP914", 'recycle not_now "Not now"')],
    ),
    "a response that asks at the start for what comes later": (
        """
clock touch "First touch" from handed_over to called
response repeat "Handed over for the third time" on touch
  for handed_over @ times and viewed at least 2 times
  sales answers within 1 hours
response standard "All others" on touch
  sales answers within 2 days
""",
        "exactly 0",
        "exactly 1",
        None,
    ),
    "a threshold on a sum of scores": (
        """
score fit "Fit" from 0 to 100
  +100 if industry is software
score interest "Interest" from 0 to 100
  +100 if industry is finance and asked
score total "Total" is 60% of fit plus 40% of interest
stage inquiry "Inquiry"
stage MQL "Marketing qualified lead"
  when total is at least @
""",
        "61",
        "60",
        [("LP901", "total is at least 61")],
    ),
    "a threshold that every lead passes": (
        """
score fit "Fit" from 0 to 100
  by industry
    software: 30
    finance: 20
    other: 10
  +@ if industry is other
stage inquiry "Inquiry"
stage MQL "Marketing qualified lead"
  when fit is at least 15
""",
        "5",
        "4",
        [("LP902", "fit is at least 15")],
    ),
    "better leads by a score that wait longer": (
        """
score fit "Fit" from 0 to 100
  +60 if industry is software
  +30 if asked
clock touch "First touch" from handed_over to called
response hot "Hot leads" on touch
  for fit is at least 60
  sales answers within @ hours
response warm "Warm leads" on touch
  for fit is between 30 and 59
  sales answers within 24 hours
response standard "All others" on touch
  sales answers within 5 days
""",
        "48",
        "4",
        [("LP931", "sales answers within 48 hours")],
    ),
    "better leads that wait longer than all the rest": (
        """
grade size "Size"
  large "Large": when employees is at least 500
  small "Small": otherwise
clock touch "First touch" from handed_over to called
response hot "Large companies" on touch
  for size is large
  sales answers within @ hours
response standard "All others" on touch
  sales answers within 24 hours
""",
        "48",
        "4",
        [("LP931", "sales answers within 48 hours")],
    ),
    "a ladder of activities that turns back": (
        """
score interest "Interest" from 0 to 100
  first of
    +@ if viewed at least 5 times
    +20 if viewed at least 3 times
    +10 if viewed
""",
        "15",
        "30",
        [("LP930", "+15 if viewed at least 5 times")],
    ),
}


@pytest.mark.parametrize("name", TWINS)
def test_the_one_has_it_and_its_near_twin_has_not(name: str) -> None:
    text, wrong, right, findings = TWINS[name]
    if findings is not None:
        assert marked(LEAD + text.replace("@", wrong)) == findings
    assert marked(LEAD + text.replace("@", right)) == []


# ------------------------------------------------------------------------------------------------ what is said, and how


def test_behind_a_threshold_that_nobody_reaches_nothing_more_is_reported() -> None:
    text = """
score fit "Fit" from 0 to 100
  +40 if industry is software
  +40 if industry is finance
stage inquiry "Inquiry"
stage MQL "Marketing qualified lead"
  when fit is at least 80
define ready "Ready"
  when stage is MQL and asked
route ready_desk "Desk for those who are ready" to sales
  when ready
route rest "Everyone else" to sales
clock touch "First touch" from handed_over to called
response ready_ones "Those who are ready" on touch
  for ready
  sales answers within 1 hours
response standard "All others" on touch
  sales answers within 2 days
score extra "Extra" from 0 to 10
  +10 if fit is at least 80
  +5 if asked
"""
    assert codes(LEAD + text) == ["LP901"]


def test_what_a_definition_does_not_allow_is_reported_at_the_definition_only() -> None:
    text = """
define odd "Odd one"
  when all of
    employees is less than 100 or industry is software
    industry is finance
    employees is at least 100
score fit "Fit" from 0 to 100
  +40 if odd
  +20 if asked
route odd_desk "Desk for odd ones" to sales
  when odd and asked
route rest "Everyone else" to sales
"""
    assert codes(LEAD + text) == ["LP905"]


def test_a_threshold_that_is_out_of_reach_from_a_day_on() -> None:
    text = """
value limit "Limit" is 60
  from 2027-01-01: 70
score fit "Fit" from 0 to 100
  +60 if industry is software
  +40 if industry is finance
stage inquiry "Inquiry"
stage MQL "Marketing qualified lead"
  when fit is at least limit
"""
    (finding,) = found_in('agreement "Dated"\n  timezone "UTC"\n' + LEAD + text).findings
    assert finding.code == "LP901"
    assert finding.message.startswith("From 1 January 2027 on, no lead ever passes")
    assert "more than 60 is never reached" in finding.message


def test_a_finding_marks_the_rules_that_never_pay_one_lead() -> None:
    text = """
score fit "Fit" from 0 to 100
  +20 if asked
  +40 if industry is software
  +40 if industry is finance
stage inquiry "Inquiry"
stage MQL "Marketing qualified lead"
  when fit is at least 80
"""
    (finding,) = found_in(LEAD + text).findings
    assert [label.span.text for label in finding.labels] == [
        "+40 if industry is software",
        "+40 if industry is finance",
    ]


def test_clauses_for_the_rest_may_be_left_without_leads() -> None:
    text = """
stage inquiry "Inquiry"
stage MQL "Marketing qualified lead"
  when employees is at least 0 or asked
grade size "Size"
  large "Large": when employees is at least 100
  small "Small": when employees is less than 100
  rest "Rest": otherwise
route america "America" to sales
  when region is AMER
route abroad "Abroad" to marketing
  when region is one of EMEA, APAC
route rest "Everyone else" to sales
clock touch "First touch" from handed_over to called
response large_ones "Large companies" on touch
  for size is large
  sales answers within 4 hours
response small_ones "Small companies" on touch
  for size is small
  sales answers within 8 hours
response standard "All others" on touch
  sales answers within 2 days
"""
    assert codes(LEAD + text) == []


def test_what_the_ordinary_check_has_said_is_not_said_again() -> None:
    text = LEAD + (
        'score fit "Fit" from 10 to 100\n  +20 if asked\n  +0 if viewed\n'
        'stage inquiry "Inquiry"\nstage MQL "MQL"\n  when fit is at least 5\n'
    )
    policy, reading = read([SourceFile("policy.sla", text)])
    assert {"LP311", "LP320"} <= {one.code for one in reading.diagnostics}
    found = examined(policy, reading.diagnostics)
    assert not {"LP902", "LP903"} & {one.code for one in found.findings}, render(found.findings)


@pytest.mark.parametrize("text", ['    +15 if viewed at least 5 times because "They compare prices for a living."'])
def test_a_reason_says_that_fewer_points_are_meant(text: str) -> None:
    policy = f'score interest "Interest" from 0 to 100\n  first of\n{text}\n    +20 if viewed at least 3 times\n'
    assert codes(LEAD + policy) == []
    assert codes(LEAD + policy.replace(' because "They compare prices for a living."', "")) == ["LP930"]


def test_the_rows_of_a_table_that_the_ordinary_check_calls_dead_are_not_named_as_well() -> None:
    text = LEAD + (
        'score interest "Interest" from -100 to 100\n  counts only what follows the latest returned\n  +20 if asked\n'
        "  by reason for each returned\n    not_now: -5\n    wrong_fit: -10\n"
    )
    policy, reading = read([SourceFile("policy.sla", text)])
    assert "LP320" in [one.code for one in reading.diagnostics]
    found = examined(policy, reading.diagnostics)
    assert not found.findings
    assert not found.undecided


def test_fields_are_no_ladder() -> None:
    text = """
score fit "Fit" from 0 to 100
  first of
    +5 if employees is at least 5000
    +25 if employees is at least 50
"""
    assert codes(LEAD + text) == []
