"""Random leads and logs for one rich policy, dense where things change: midnights, ends of windows, one instant."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from hypothesis import strategies as st

from leadpact_dsl.model import ActivityRecord, LeadRecord, Scalar

from .lead_case import DAY, HOUR, MINUTE, NOW, at

T = at(NOW)

RICH = """
calendar office "Office"
  open monday to thursday 08:00 to 12:00, 13:00 to 17:30
  open friday 08:00 to 12:00
  closed 2026-11-11 "Staff day"
value bar "Bar" is 20
  from 2026-11-01: 25
list free "Free": "free.example"
define senior
  when title has one of the words "VP", "Chief"
define keen
  when any of
    asked in the last 10 days
    viewed_page at least 3 times with different path since unsubscribed
    all of
      not opted_out
      trial_started is in the last 40 days
      no activity more than 3 days ago
score fit from -50 to 60
  +30.25 if senior
  by employees
    below 50: 0.5
    50 to 499: 15
    500 or more: 25
    unknown: -3
  by industry
    software: 20
    otherwise: 5
    unknown: 0
  adds review from -10 to 10, 0 when unknown
  -10 if city is one of free
  zero if title is "Competitor"
score engagement from 0 to 100
  counts only what follows the latest unsubscribed, returned
  +12.5 for each of asked, sent_form once a day at most 2 times losing 33% every 3 days where form is not newsletter
  by form for each sent_form once every 3 days
    contact: 20
    otherwise: 3.33
    unknown: 1
  group "Web" from -20 to 40 counts 75% losing 7 points every 2 days only if keen
    +25 for each viewed_page once a week where path starts with "/pricing"
    +1 for each viewed_page at most 10 points
    first of
      +9 if viewed_page at least 2 times in the last 5 days
      +4 if viewed_page losing 10% every 1 day
  -2.5 for every 3 days without activity since created_at at most 9 points
score total is 60.5% of fit plus 39.5% of engagement
grade priority of total
  A: 60 or more
  B: 20 to below 60
  C: below 20
grade interest
  high: when keen and engagement is at least bar
  low: otherwise
stage inquiry
stage MQL
  when total is at least bar and not opted_out
  recorded by became_mql
stage SAL
  recorded by accepted
disqualify out "Opted out"
  when opted_out
recycle not_now
  when returned where reason is not_now
  to nurture slow for 9 days
  back sooner if asked
recycle no_reply
  when returned where reason is no_reply
  to nurture slow for 3 days
nurture slow
  after 1, 2, 5 days
route known to the person in last_rep
  when last_rep is known
route large to sales
  when employees is at least 500
  split by lead id between "ana", "ben"
route rest to sales
clock touch from handed_over to called, emailed
  pauses from on_hold to resumed
  starts afresh at reassigned
  on calendar office
response hot on touch
  for priority is at least B or keen
  sales answers within 90 business minutes
  sales tries at least 2 times within 2 days
  30 business minutes before due, remind sales
  1 days after due, escalate to "VP Sales"
response others on touch
  sales answers by close of business the next day
  at due, notify "manager"
"""

KINDS = (
    *("viewed_page", "viewed_page", "asked", "sent_form", "unsubscribed", "handed_over", "handed_over", "called"),
    *("became_mql", "on_hold", "resumed", "reassigned", "accepted", "returned", "never_declared"),
)


class Case(NamedTuple):
    lead: LeadRecord
    log: list[ActivityRecord]


# Few distinct instants, so that ties and exact ends of windows come up.
instants = st.one_of(
    st.integers(-24 * 12, 24).map(lambda hours: T + hours * HOUR),
    st.integers(-12, 1).map(lambda days: T + days * DAY),
    st.integers(-12, 1).map(lambda days: at("2026-11-02 00:00") + days * DAY),
    st.integers(-12 * DAY, DAY).map(lambda ms: T + ms),
    st.integers(-300, 300).map(lambda minutes: T + minutes * MINUTE),
)
_paths = st.sampled_from(["/pricing", "/Pricing/x", "/a", "/b", " "])


@st.composite
def activities(draw: st.DrawFn) -> ActivityRecord:
    kind = draw(st.sampled_from(KINDS))
    values: dict[str, Scalar] = {}
    if kind in ("viewed_page", "sent_form") and draw(st.booleans()):
        values["path"] = draw(_paths)
    if kind == "sent_form" and draw(st.booleans()):
        values["form"] = draw(st.sampled_from(["contact", "guide", "newsletter"]))
    if kind == "returned" and draw(st.booleans()):
        values["reason"] = draw(st.sampled_from(["not_now", "no_reply", "wrong_fit"]))
    return ActivityRecord(kind, draw(instants), values)


_optional: dict[str, st.SearchStrategy[Scalar]] = {
    "title": st.sampled_from(["VP Sales", "chief", "MVP", " competitor ", ""]),
    "city": st.sampled_from(["FREE.example", "Boston"]),
    "employees": st.sampled_from([0, 49, 50, 499, 500]),
    "review": st.sampled_from([Decimal(text) for text in ("-10.0001", "0.005", "3.3333", "99")]),
    "industry": st.sampled_from(["software", "fintech", "other"]),
    "opted_out": st.booleans(),
    "created_at": instants,
    "trial_started": instants,
    "contract_end": st.dates(dt.date(2026, 10, 1), dt.date(2026, 12, 1)),
    "last_rep": st.sampled_from(["Dan"]),
}
leads = st.builds(
    LeadRecord,
    st.sampled_from([f"lead-{i}" for i in range(8)]),
    st.fixed_dictionaries({}, optional=_optional),
)
cases = st.builds(Case, leads, st.lists(activities(), max_size=25))
