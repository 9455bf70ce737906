"""Policy text in, findings out: what the tests of the checks share."""

from __future__ import annotations

from datetime import date

from leadpact_dsl.diagnostics import Diagnostic, Fix
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile

TODAY = date(2026, 11, 2)


def findings(text: str, today: date | None = TODAY) -> tuple[Diagnostic, ...]:
    """All that is found in a policy of one file."""
    return read_policy([SourceFile("policy.sla", text)], {}, today).diagnostics


def of(text: str, code: str, today: date | None = TODAY) -> list[Diagnostic]:
    """The findings of one code."""
    return [found for found in findings(text, today) if found.code == code]


def marked(text: str, code: str) -> list[str]:
    """The words that the findings of one code mark."""
    return [found.span.text for found in of(text, code) if found.span is not None]


def mended(found: Diagnostic) -> str:
    """The text with the fix of a finding pasted."""
    fix = found.fix
    assert isinstance(fix, Fix)
    text = fix.span.file.text
    return text[: fix.span.start] + fix.text + text[fix.span.end :]


LEAD = """
lead
  title "Job title": text
  country "Country": text required
  employees "Number of employees": whole number
  seats "Seats": whole number required
  revenue "Revenue": money in USD required
  rating "Rating": number required
  industry "Industry": one of software "Software", finance "Finance", other "Other"
  region "Region": one of AMER, EMEA required
  opted_out "Has opted out": yes or no, no when unknown
  wants_call "Wants a call": yes or no
  trial_started "Trial started": time
  review "Review": number
"""
"""A lead of which some fields can be unknown and others not."""

PEOPLE = """
team marketing "Marketing"
team sales "Sales"
activity asked "asked for a demo"
activity viewed_page "viewed a page"
  path: text
activity sent_form "sent a form"
  form: one of contact "Contact", guide "Guide" required
activity unsubscribed "unsubscribed"
activity became_mql "was qualified by marketing" by marketing
activity handed_over "was handed to sales" by marketing
activity called "was called" by sales
activity accepted "was accepted by sales" by sales
activity returned "was returned by sales" by sales
  reason: one of not_now "Not now", no_budget "No budget", no_reply "No reply" required
"""

BASE = LEAD + PEOPLE


def define(condition: str) -> str:
    """A policy with one definition; a block's lines are indented below `when`."""
    lines = condition.replace("\n", "\n    ")
    return f"{BASE}\ndefine it\n  when {lines}\n"


def score(rules: str, bounds: str = "from -100 to 100") -> str:
    """A policy with one score of these rules."""
    lines = "".join(f"  {line}\n" for line in rules.strip("\n").split("\n"))
    return f"{BASE}\nscore it {bounds}\n{lines}"
