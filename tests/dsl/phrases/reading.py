"""A policy to say things about: its clauses are tried one by one in front of these declarations."""

from __future__ import annotations

from functools import cache

from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy
from leadpact_dsl.parser import parse
from leadpact_dsl.resolve import resolve
from leadpact_dsl.source import SourceFile

BASE = """
agreement "Acme agreement"
  timezone "America/New_York"
  covers 2024 to 2029

team marketing "Marketing"
team sales "Sales development"
  works office
team partners "Partner managers"

calendar office "New York office"
  timezone "America/New_York"
  open monday to thursday 08:00 to 12:00, 13:00 to 17:30
  open friday 08:00 to 12:00
  holidays of "US" in "NY"
calendar london "London office"
  timezone "Europe/London"
  open monday to friday 09:00 to 17:30

value handover "Points that sales wants" is 60
  from 2027-01-01: 65
value demo "Points for a demo" is 50
value owed "Leads that marketing owes" is 400
value share "Share that sales accepts" is 40%

list free_mail "Free mail domains": "gmail.com", "yahoo.com"
list titles "Titles of people who sign": "VP", "Chief"

lead
  title "Job title": text
  email_domain "Email domain": text
  employees "Number of employees": whole number
  users "Users": whole number
  revenue "Annual revenue": money in USD
  review "Points from the manual review": number
  industry "Industry": one of software "Software", fintech "Financial technology", other "Other"
  size "Size": one of small "Small, or new", large "Large"
  country "Country": text
  opted_out "Has opted out": yes or no
  vip "Wants a call": yes or no
  created "Created": time required
  trial "Trial started": time
  renewal "Renewal date": date
  contract "Contract with another supplier ends": date
  partner "Brought by partner": text
  account "Salesforce account": text
  crm_owner "CRM owner": text
  last_rep "Last salesperson": text

activity viewed "viewed a page"
  path "Path": text
activity webinar "attended a webinar"
activity demo_asked "asked for a demo"
activity form "sent a form"
  form "Form": one of contact "Contact", guide "Buyer's guide", newsletter "Newsletter"
activity feature "used a feature"
  feature "Feature": text
activity unsubscribed "unsubscribed"
activity came "came back"
activity bounced "could not be reached by email" by marketing
activity mql "was qualified by marketing" by marketing
activity handed "was handed to sales" by marketing
activity called "was called" by sales
activity emailed "was emailed" by sales
activity on_hold "asked us to wait" by sales
activity resumed "is active again" by sales
activity accepted "was accepted by sales" by sales
activity returned "was returned by sales" by sales
  reason "Reason": one of not_now "Not now", no_reply "No reply"

define boss "Decision maker"
  when title has the word "VP"
define rival "Works for a competitor"
  when email_domain is "rival.com"

score fit "Fit" from 0 to 100
  +10 if boss
score engagement "Engagement" from 0 to 100
  +10 if webinar

grade priority "Priority" of fit
  A "Call today": 75 or more
  B "Call this week": 60 to below 75
  C "Nurture": below 60

stage inquiry "Inquiry" owned by marketing
stage MQL "Marketing qualified lead" owned by marketing, probability 10%
  when fit is at least handover and not rival
  recorded by mql
stage SAL "Sales accepted lead" owned by sales
  recorded by accepted

nurture long_term "Long-term nurturing"
  after 1, 3, 6 months
"""


def read(text: str) -> Policy:
    """A policy from the declarations above and more of them. Checks are left out: odd clauses are wanted here."""
    policy, diagnostics = _read(text)
    assert not diagnostics, [f"{d.code} {d.message} {d.span.text if d.span else ''}" for d in diagnostics]
    return policy


@cache
def _read(text: str) -> tuple[Policy, tuple[Diagnostic, ...]]:
    written, syntax = parse([SourceFile("policy.sla", BASE + text)])
    policy, _, names = resolve(written, {})
    return policy, (*syntax, *names)


def indented(text: str, by: int) -> str:
    return "\n".join(" " * by + line for line in text.strip("\n").split("\n")) + "\n"
