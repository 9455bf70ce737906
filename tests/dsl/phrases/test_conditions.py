"""Conditions as clauses: what is written, and how it is said."""

from __future__ import annotations

import pytest

from leadpact_dsl.model import Condition, Policy
from leadpact_dsl.phrases.conditions import Outline, condition, outline
from tests.dsl.phrases.reading import indented, read

IN_A_LINE = [
    # Fields by their labels, texts in quotes unless they are a capitalised word.
    ('title is "CEO"', "the job title is CEO"),
    ('title is "Head of sales"', "the job title is “Head of sales”"),
    ('title has the word "VP"', "the job title has the word VP"),
    ('title has one of the words "VP", "Chief", "Head"', "the job title has one of the words VP, Chief or Head"),
    ("title has one of the words titles", "the job title has one of the words on the list “Titles of people who sign”"),
    (
        'title has one of the words "CEO", titles',
        "the job title has one of the words CEO or on the list “Titles of people who sign”",
    ),
    ('title contains one of "ops", "Billing"', "the job title contains “ops” or “Billing”"),
    ('email_domain ends with ".edu"', "the email domain ends with “.edu”"),
    ("email_domain is one of free_mail", "the email domain is on the list “Free mail domains”"),
    ("email_domain is none of free_mail", "the email domain is not on the list “Free mail domains”"),
    ('country is one of "US", "CA"', "the country is US or CA"),
    ('country is one of "US", "de"', "the country is “US” or “de”"),
    ('country is none of "US", "CA"', "the country is neither US nor CA"),
    ('country is not "US"', "the country is not US"),
    ("industry is one of software, fintech", "the industry is Software or Financial technology"),
    ("industry is not fintech", "the industry is not Financial technology"),
    ("industry is none of software, fintech", "the industry is neither Software nor Financial technology"),
    ("size is small", "the size is “Small, or new”"),
    ("title is unknown", "the job title is unknown"),
    ("employees is at least 1000", "the number of employees is at least 1,000"),
    ("employees is between 50 and 5000", "the number of employees is between 50 and 5,000"),
    ("users is more than 3", "the number of users is more than 3"),
    ("review is less than -2.5", "“Points from the manual review” is less than −2.5"),
    ("revenue is at least 10 million USD", "the annual revenue is at least 10 million USD"),
    ("revenue is at most 1250000 USD", "the annual revenue is at most 1.25 million USD"),
    ("revenue is at most 499999.50 USD", "the annual revenue is at most 499,999.5 USD"),
    # Names keep their capitals, and what is no thing stands in quotes.
    ("account is known", "the Salesforce account is known"),
    ("crm_owner is known", "the CRM owner is known"),
    ("partner is known", "“Brought by partner” is known"),
    # Yes or no.
    ("opted_out", "the lead has opted out"),
    ("not opted_out", "the lead has not opted out"),
    ("vip", "“Wants a call” is yes"),
    ("not vip", "“Wants a call” is no"),
    # Dates and times, as sentences where the label tells what happened.
    ("trial is in the last 40 days", "the trial started in the last 40 days"),
    ("trial is more than 2 days ago", "the trial started more than 2 days ago"),
    ("trial is known", "“Trial started” is known"),
    ("created is before 2026-10-01", "the lead was created before 1 October 2026"),
    ("contract is in the next 90 days", "the contract with another supplier ends in the next 90 days"),
    ("contract is after 2027-03-31", "the contract with another supplier ends after 31 March 2027"),
    ("renewal is in the next 12 hours", "the renewal date is in the next 12 hours"),
    ("renewal is 2026-12-24", "the renewal date is 24 December 2026"),
    ("contract is 2026-12-24", "the contract with another supplier ends on 24 December 2026"),
    # Definitions, scores, grades, stages.
    ("boss", "the lead meets “Decision maker”"),
    ("not rival", "the lead does not meet “Works for a competitor”"),
    ("fit is at least 60", "Fit is at least 60"),
    ("fit is at least handover", "Fit is at least 60 (“Points that sales wants”; from 1 January 2027: 65)"),
    ("fit is less than demo", "Fit is less than 50 (“Points for a demo”)"),
    ("priority is A", "Priority is A (Call today)"),
    ("priority is at least B", "Priority is B (Call this week) or better"),
    ("priority is none of B, C", "Priority is neither B (Call this week) nor C (Nurture)"),
    ("stage is MQL", "the lead is at MQL"),
    ("stage is at least SAL", "the lead is at SAL or further"),
    ("stage is less than MQL", "the lead is at a stage before MQL"),
    # Activities.
    ("webinar", "the lead attended a webinar"),
    ("no webinar", "the lead has not attended a webinar"),
    ("no form in the last 7 days", "the lead has not sent a form in the last 7 days"),
    ("no called", "the lead has not been called"),
    ("no came", "the lead has not come back"),
    ("no resumed", "the lead is not active again"),
    (
        "webinar at least 3 times in the last 90 days",
        "the lead attended a webinar at least 3 times in the last 90 days",
    ),
    ("webinar exactly 1 times", "the lead attended a webinar exactly once"),
    ("bounced at least 2 times", "at least 2 times the lead could not be reached by email"),
    (
        "feature at least 3 times with different feature in the last 14 days",
        "the lead used a feature at least 3 times in the last 14 days, each feature counted once",
    ),
    ("webinar more than 30 days ago", "the lead last attended a webinar more than 30 days ago"),
    ("called more than 30 days ago", "the lead was last called more than 30 days ago"),
    ("viewed since called", "the lead viewed a page since it was last called"),
    ("viewed since unsubscribed", "the lead viewed a page since it last unsubscribed"),
    ("viewed since trial", "the lead viewed a page since the trial started"),
    ("viewed since 2026-10-01", "the lead viewed a page since 1 October 2026"),
    (
        'viewed in the last 30 days where path starts with "/careers"',
        "the lead viewed a page in the last 30 days where the path starts with “/careers”",
    ),
    (
        'no viewed where path is known and path starts with "/a"',
        "the lead has not viewed a page where the path is known and starts with “/a”",
    ),
    ("no activity in the last 30 days", "the lead has no activity of its own in the last 30 days"),
    ("activity at least 3 times", "the lead has at least 3 activities of its own"),
    # On one line.
    ("boss or webinar", "the lead meets “Decision maker” or it attended a webinar"),
    ("title is unknown and employees is unknown", "the job title is unknown and the number of employees is unknown"),
    (
        'country is one of "US", "CA" or boss',
        "the country is US or CA, or the lead meets “Decision maker”",
    ),
]


@pytest.mark.parametrize(("written", "said"), IN_A_LINE, ids=[written for written, _ in IN_A_LINE])
def test_a_condition_is_said_in_a_clause(written: str, said: str) -> None:
    policy, what = _condition(written)
    assert condition(policy, what) == said


NESTED = """
all of
  employees is between 50 and 5000
  any of
    country is "US"
    at least 2 of
      boss
      webinar
      opted_out
"""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "employees is more than 80 and employees is at most 90",
            "the number of employees is more than 80 and at most 90",
        ),
        ("fit is at least 20 or fit is 5", "Fit is at least 20 or 5"),
        ('title is unknown or title is "VP"', "the job title is unknown or is VP"),
        ('title is "VP" or title is unknown', "the job title is VP or unknown"),
        ("vip is known and not vip", "“Wants a call” is known and is no"),
        (
            "trial is known and trial is in the last 1 day",
            "the trial started in the last day",
        ),
        (
            "trial is known or trial is in the last 1 day",
            "“Trial started” is known or the trial started in the last day",
        ),
        ("trial is known and vip", "“Trial started” is known and “Wants a call” is yes"),
        ("renewal is known and renewal is in the last 1 day", "the renewal date is known and is in the last day"),
        ("employees is 5 or users is 5", "the number of employees is 5 or the number of users is 5"),
    ],
)
def test_neighbours_about_one_thing_name_it_once(written: str, said: str) -> None:
    policy, what = _condition(written)
    assert condition(policy, what) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "form since called where form is contact",
            "the lead sent a form where the form is Contact, and this since it was last called",
        ),
        (
            "form at least 2 times since called where form is contact",
            "the lead sent a form at least 2 times where the form is Contact, all this since it was last called",
        ),
        (
            "no form since trial where form is contact",
            "the lead has, since the trial started (and that time is known), not sent a form where the form is Contact",
        ),
        (
            "no form since created where form is contact",
            "the lead has, since the lead was created, not sent a form where the form is Contact",
        ),
        # A window goes with each of several, and not only with the last.
        (
            "any of webinar, form in the last 7 days",
            "the lead attended a webinar or sent a form, either of them in the last 7 days",
        ),
        (
            "any of webinar, form, demo_asked in the last 7 days where form is contact",
            "the lead attended a webinar or asked for a demo, or sent a form where the form is Contact, "
            "any of them in the last 7 days",
        ),
        (
            "any of webinar, form at least 3 times in the last 7 days",
            "the lead attended a webinar or sent a form, at least 3 times in all in the last 7 days",
        ),
        (
            "any of webinar, form more than 30 days ago",
            "the lead attended a webinar or sent a form, the latest of them more than 30 days ago",
        ),
        (
            "none of webinar, form in the last 7 days where form is contact",
            "the lead has, in the last 7 days, neither attended a webinar nor sent a form where the form is Contact",
        ),
        (
            "none of webinar, resumed in the last 7 days",
            "the lead has not attended a webinar and is not active again, all this in the last 7 days",
        ),
        ("any of called, emailed in the last 7 days", "the lead was called or emailed in the last 7 days"),
        ("none of called, emailed in the last 7 days", "the lead has not been called or emailed in the last 7 days"),
        # That nothing came since something says that there was something.
        ("no form since called", "the lead was called and, since the last time, has not sent a form"),
        (
            "none of webinar, form since called",
            "the lead was called and, since the last time, has neither attended a webinar nor sent a form",
        ),
        (
            "viewed at most 2 times since called",
            "the lead was called and, since the last time, viewed a page at most 2 times",
        ),
        ("no activity since called", "the lead was called and, since the last time, has no activity of its own"),
        (
            "no activity since trial",
            "the lead has no activity of its own since the trial started (and that time is known)",
        ),
        (
            "viewed at most 2 times since trial",
            "the lead viewed a page at most 2 times since the trial started (and that time is known)",
        ),
        (
            "form in the last 7 days where form is contact",
            "the lead sent a form in the last 7 days where the form is Contact",
        ),
        ("stage is none of MQL, SAL", "the lead is neither at MQL nor at SAL"),
        ("stage is none of inquiry, MQL, SAL", "the lead is neither at Inquiry, MQL nor SAL"),
    ],
)
def test_nothing_is_said_of_the_wrong_thing(written: str, said: str) -> None:
    policy, what = _condition(written)
    assert condition(policy, what) == said


def test_what_would_be_a_long_sentence_is_a_list() -> None:
    policy, what = _condition(
        "all of\n  webinar at least 3 times in the last 90 days\n  no called more than 30 days ago\n"
        '  viewed at least 10 times with different path in the last 90 days where path starts with "/pricing"'
    )
    found = outline(policy, what)
    assert (found.text, len(found.items)) == ("all of these hold", 3)


def test_levels_get_numbers_of_their_own_in_a_line() -> None:
    policy, what = _condition(NESTED)
    assert condition(policy, what) == (
        "all of these hold: (1) the number of employees is between 50 and 5,000; (2) at least one of these holds: "
        "(a) the country is US; (b) at least 2 of these hold: (i) the lead meets “Decision maker”; "
        "(ii) the lead attended a webinar; (iii) the lead has opted out"
    )


def test_levels_are_levels_in_an_outline() -> None:
    policy, what = _condition(NESTED)
    assert outline(policy, what) == Outline(
        "all of these hold",
        (
            Outline("the number of employees is between 50 and 5,000"),
            Outline(
                "at least one of these holds",
                (
                    Outline("the country is US"),
                    Outline(
                        "at least 2 of these hold",
                        (
                            Outline("the lead meets “Decision maker”"),
                            Outline("the lead attended a webinar"),
                            Outline("the lead has opted out"),
                        ),
                    ),
                ),
            ),
        ),
    )


def test_three_plain_parts_need_no_list() -> None:
    policy, what = _condition("all of\n  boss\n  webinar\n  title is known")
    assert condition(policy, what) == (
        "the lead meets “Decision maker”, it attended a webinar and the job title is known"
    )


def _condition(written: str) -> tuple[Policy, Condition]:
    several = "\n" in written.strip()
    block = f"  when {written}\n" if not several else "  when " + indented(written, 2).lstrip()
    policy = read(f'define tried "Tried"\n{block}')
    return policy, policy.defines["tried"].when
