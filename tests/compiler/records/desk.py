"""A small policy with a field of every kind, and files written for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from leadpact_dsl.model import Policy
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile

TEXT = """\
agreement "Help desk agreement"
  effective 2026-10-01
  timezone "America/New_York"

team marketing "Marketing"
team sales "Sales"
  works office

calendar office "Office"
  timezone "America/New_York"
  open monday to friday 09:00 to 17:00

lead
  identified by "Record ID"
  "Select", "n/a" count as unknown
  title "Job title": text from "Title"
  employees "Number of employees": whole number
  review_points "Points from the review": number
  revenue "Annual revenue": money in USD
  industry "Industry": one of software "Software", fintech "Financial technology"
  country "Country": text required
  opted_out "Opted out": yes or no, no when unknown
  created_at "Created": time required
  contract_end "Contract ends": date
  last_rep "Last salesperson": text
  same when title and country are the same

log
  lead from "Lead"
  activity from "What"
  at from "When"

activity viewed_page "viewed a page" from "Page View"
  path: text
activity sent_form "sent a form"
  form: one of contact "Contact", guide "Buyer's guide" required
activity handed_over "was handed to sales" by marketing
activity called "was called" by sales

score fit "Fit" from 0 to 100
  +30 if title has one of the words "VP", "Chief"
    because "They sign."
  by employees
    below 50: 0
    50 to 499: 15
    500 or more: 25
    unknown: 0
  by industry
    software: 20
    fintech: 15
    unknown: 0
  adds review_points from -10 to 10, 0 when unknown
  +2.5 if revenue is at least 1 million USD
  +1 if contract_end is in the next 90 days

score interest "Interest" from 0 to 100
  +10 for each viewed_page in the last 30 days at most 3 times
  +20 for each sent_form where form is contact

grade priority "Priority" of fit
  A "High": 50 or more
  B "Low": below 50

stage inquiry "Inquiry" owned by marketing
stage MQL "Qualified" owned by marketing
  when fit is at least 50

disqualify out "Opted out"
  when opted_out

route known "Known" to the person in last_rep
  when last_rep is known
route desk "Desk" to sales

clock first_touch "First touch" from handed_over to called

response answer "Answer" on first_touch
  sales answers within 4 business hours
"""

HEADER = "Record ID,Title,Number of employees,review_points,revenue,industry,country,opted_out,created_at,contract_end"
GOOD = "L1,VP Sales,600,-2.5,1200000.50,Software,US,no,2026-10-20 09:00,2026-12-01"
LOG_HEADER = "Lead,What,When,path,form"


@cache
def desk() -> Policy:
    reading = read_policy([SourceFile("desk.sla", TEXT)])
    assert reading.policy is not None, [finding.message for finding in reading.diagnostics]
    return reading.policy


def written(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="")
    return path
