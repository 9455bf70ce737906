"""A policy to test with, and one lead's case in few words.

    case("define x when viewed_page in the last 2 days", "2026-11-02 10:00", did("viewed_page", "2026-11-01 10:00"))

Dates and times without an offset are New York's.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache

from leadpact_dsl.decision import Decision, Refused
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import ActivityRecord, LeadRecord, Policy, Scalar
from leadpact_dsl.parser import parse
from leadpact_dsl.render import render
from leadpact_dsl.resolve import resolve
from leadpact_dsl.source import SourceFile
from leadpact_dsl.zones import zone

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR

NOW = "2026-11-02 10:00"
"""A Monday, the day after the clocks went back in New York."""

COMMON = """
agreement "Test"
  timezone "America/New_York"
  covers 2024 to 2030
team marketing "Marketing"
team sales "Sales"
lead
  title "Job title": text
  city "City": text
  employees "Number of employees": whole number
  review "Review points": number
  revenue "Revenue": money in USD
  industry "Industry": one of software "Software", fintech "Fintech", other "Other"
  wants_call "Wants a call": yes or no
  opted_out "Has opted out": yes or no, no when unknown
  created_at "Created": time
  trial_started "Trial started": time
  contract_end "Contract ends": date
  last_rep "Last salesperson": text
activity viewed_page "viewed a page"
  path: text
  seconds: whole number
activity asked "asked for a demo"
activity sent_form "sent a form"
  form: one of contact, guide, newsletter
  path: text
activity unsubscribed "unsubscribed"
activity handed_over "was handed to sales" by marketing
activity became_mql "was qualified" by marketing
activity called "was called" by sales
activity emailed "was emailed" by sales
activity on_hold "asked us to wait" by sales
activity resumed "is active again" by sales
activity accepted "was accepted" by sales
activity reassigned "was given to someone else" by sales
activity returned "was returned by sales" by sales
  reason: one of not_now, no_reply, wrong_fit
"""


@cache
def policy(text: str, common: str = COMMON) -> Policy:
    """The common declarations and these."""
    written, syntax = parse([SourceFile("common.sla", common), SourceFile("policy.sla", text)])
    found, _, names = resolve(written, {})
    assert not [*syntax, *names], render([*syntax, *names])
    return found


def at(text: str) -> int:
    """The instant of a reading of New York's wall clock (or one with an offset), in ms."""
    read = datetime.fromisoformat(text)
    new_york = zone("America/New_York")
    assert new_york is not None
    return new_york.instant(read) if read.tzinfo is None else round(read.timestamp() * 1000)


def did(activity: str, when: str | int, **values: Scalar) -> ActivityRecord:
    return ActivityRecord(activity, when if isinstance(when, int) else at(when), values)


def outcome(
    text: str, as_of: str | int, *log: ActivityRecord, lead_id: str = "lead-1", **values: Scalar
) -> Decision | Refused:
    instant = as_of if isinstance(as_of, int) else at(as_of)
    return decide(policy(text), LeadRecord(lead_id, values), log, instant)


def case(text: str, as_of: str | int, *log: ActivityRecord, lead_id: str = "lead-1", **values: Scalar) -> Decision:
    """The decision on a lead of these values with this log."""
    found = outcome(text, as_of, *log, lead_id=lead_id, **values)
    assert isinstance(found, Decision), found
    return found


def holds(condition: str, *log: ActivityRecord, as_of: str | int = NOW, **values: Scalar) -> bool:
    """Whether a condition, defined as `it`, holds."""
    lines = condition if condition.startswith("\n") else f" {condition}"
    return case(f"define it\n  when{lines}\n", as_of, *log, **values).defines["it"].holds


def points(rules: str, *log: ActivityRecord, as_of: str | int = NOW, **values: Scalar) -> str:
    """The value of a score of these rules, between −1000 and 1000, as text; the lines must sum to it."""
    found = case(score(rules), as_of, *log, **values).scores["it"]
    assert sum(line.points for line in found.lines) == found.value
    return f"{found.value.normalize():f}"


def score(rules: str, bounds: str = "from -1000 to 1000") -> str:
    """Rules, each line of which begins at the margin, as the text of a score."""
    lines = "".join(f"  {line}\n" for line in rules.strip("\n").splitlines())
    return f"score it {bounds}\n{lines}"
