"""How clauses read: the block that each kind of line stands in, and specimens of it. The tests parse every specimen."""

from __future__ import annotations

import difflib
import re
from typing import Final

PLACES: Final = {
    "declaration": "at the margin",
    "agreement_item": "in the agreement block",
    "team_item": "in a team",
    "calendar_item": "in a calendar",
    "value_item": "below a value",
    "list_item": "in a list",
    "lead_item": "in the lead block",
    "activity_item": "below an activity",
    "log_item": "in the log block",
    "define_item": "in a definition",
    "condition_line": "in a block of conditions",
    "score_item": "in a score",
    "row": "in a table of points",
    "grade_item": "in a grade",
    "stage_item": "in a stage",
    "disqualify_item": "in a disqualification",
    "route_item": "in a route",
    "recycle_item": "in a recycle rule",
    "nurture_item": "in a nurture programme",
    "clock_item": "in a clock",
    "calendar_row": "in a table of calendars",
    "response_item": "in a response",
    "goal_item": "in a goal",
    "experiment_item": "in an experiment",
    "example_item": "in an example",
    "given": "below the lead of an example",
    "because_line": "below a clause",
}
"""Kind of line → where it stands, in words."""

_CONDITIONS = (
    "decision_maker",
    "not opted_out",
    "employees is at least 50",
    "employees is between 50 and 500",
    'country is one of "US", "CA"',
    'title has the word "VP"',
    'title contains "sales"',
    "trial_started is in the last 30 days",
    "contract_end is before 2026-12-31",
    "last_rep is known",
    "requested_demo in the last 30 days",
    "viewed_page at least 3 times in the last 14 days",
    "no called since handed_over",
    "returned where reason is wrong_fit",
    "employees is at least 50 and opted_out is known",
    "all of",
    "any of",
    "at least 2 of",
)

FORMS: Final[dict[str, tuple[str, ...]]] = {
    "declaration": (
        'agreement "Acme sales and marketing agreement"',
        'team sales "Sales development"',
        'calendar office "New York office"',
        'value handover_score "Points before sales calls" is 60',
        'list free_mail "Free mail domains": "gmail.com", "yahoo.com"',
        'list competitors "Competitors" from "competitors.csv" column "domain"',
        "lead",
        "log",
        'activity called "was called" by sales',
        'define decision_maker "Decision maker"',
        'score fit "Fit" from 0 to 100',
        'score total "Lead score" is 60% of fit plus 40% of engagement',
        'grade priority "Priority" of total',
        'stage MQL "Marketing qualified lead" owned by marketing, probability 10%',
        'disqualify competitor_lead "Competitor"',
        'route enterprise "Enterprise desk" to sales',
        'route known "The person who knows them" to the person in last_rep',
        'clock first_touch "First touch" from handed_over to called, emailed',
        'response hot "Hot leads" on first_touch',
        'recycle not_now "Not now"',
        'nurture long_term "Long-term nurturing"',
        'goal volume "Qualified leads"',
        'experiment guide_readers "Do guide readers buy?"',
        'section "Data hygiene" "Every lead carries a company name."',
        'example "A decision maker is called at once"',
    ),
    "because_line": ('because "They sign."',),
    "agreement_item": (
        'version "2026.4"',
        "effective 2026-10-01",
        "term 12 months",
        "review every 3 months",
        'timezone "America/New_York"',
        'purpose "One definition of a lead."',
        "covers 2020 to 2035",
    ),
    "team_item": (
        'led by "VP Sales"',
        "works office",
        "capacity 500 new leads each week",
        "capacity 50 new leads per person each week, 12 people",
        'responsible for "Calling every lead"',
    ),
    "calendar_item": (
        'timezone "America/New_York"',
        "open monday to thursday 08:00 to 12:00, 13:00 to 17:30",
        "open every day 00:00 to 24:00",
        "open 2026-12-19 09:00 to 12:00",
        'holidays of "US" in "NY"',
        "closed 2026-12-24, 2026-12-31",
        'closed 2026-12-24 to 2027-01-01 "Winter break"',
    ),
    "value_item": ("from 2027-01-01: 65",),
    "list_item": ('"gmail.com", "yahoo.com"',),
    "lead_item": (
        'title "Job title": text from "Title"',
        'employees "Number of employees": whole number',
        'revenue "Annual revenue": money in USD',
        'industry "Industry": one of software "Software", other "Other"',
        'country "Country": text required',
        'opted_out "Has opted out": yes or no, no when unknown',
        'created_at "Created": time required',
        'contract_end "Contract ends": date',
        "same when email is the same",
        'identified by "Lead ID"',
        '"Select", "N/A" count as unknown',
    ),
    "activity_item": (
        "path: text",
        'reason: one of not_now "Not now", no_budget "No budget"',
        'form: one of contact "Contact", guide "Guide" required',
        "amount: number",
    ),
    "log_item": ('lead from "Lead ID"', 'activity from "Event"', 'at from "Time"'),
    "define_item": tuple(f"when {condition}" for condition in _CONDITIONS),
    "condition_line": _CONDITIONS,
    "score_item": (
        '+10 if decision_maker because "They sign."',
        "-10 if country is none of free_mail",
        "+5 for each viewed_page in the last 30 days at most 10 points",
        "+10 for each attended_webinar once a week at most 3 times",
        "+25 for each viewed_page losing 20% every 7 days",
        "-10 for every 30 days without activity since created_at at most 30 points",
        "by employees",
        "by form for each submitted_form once a week",
        'group "Web" at most 40 points',
        'group "Product use" at most 30 points only if decision_maker',
        "first of",
        "adds review_points from -10 to 10, 0 when unknown",
        "zero if competitor",
        "counts only what follows the latest unsubscribed",
    ),
    "row": (
        "below 50: 0",
        "50 to 499: 15",
        "5000 or more: 5",
        "software: 20",
        '"US", "CA": 10',
        "unknown: 0",
        "otherwise: 0",
    ),
    "grade_item": (
        'A "Call today": 75 or more',
        'B "Call this week": 60 to below 75',
        'C "Nurture": below 60',
        'high "High": when used_feature at least 5 times in the last 7 days',
        'none_yet "None yet": otherwise',
    ),
    "stage_item": ("when total is at least 60", "recorded by accepted"),
    "disqualify_item": ("when competitor", "when returned where reason is wrong_fit"),
    "route_item": ("when employees is at least 1000", 'split by lead id between "ana", "ben"'),
    "recycle_item": (
        "when returned where reason is not_now",
        "to nurture long_term for 90 days",
        "back sooner if requested_demo",
    ),
    "nurture_item": ("after 1, 3, 6 months", 'material "Guide" at "https://example.com/guide"'),
    "clock_item": (
        "pauses from on_hold to resumed",
        "starts afresh at handed_over",
        "on calendar office",
        "on calendar by region",
    ),
    "calendar_row": ("EMEA: london", "otherwise: office", "unknown: office"),
    "response_item": (
        "for priority is A",
        "sales answers within 15 business minutes",
        "sales answers by close of business the next day",
        "sales answers by close of business 3 days later",
        "sales tries at least 6 times within 10 days",
        "5 business minutes before due, remind sales",
        'at due, notify "sales manager"',
        '4 business hours after due, escalate to "VP Sales"',
        "10 days after the start, return with reason no_reply",
        "at due, pass to route everyone_else",
    ),
    "goal_item": (
        "marketing delivers at least 400 leads at MQL each month",
        "at least 20% of leads at MQL reach SAL within 90 days",
        "at most 2% of leads at MQL are competitor each month",
        "at least 95% of hot are answered in time each month",
    ),
    "experiment_item": (
        "for requested_demo in the last 30 days",
        "hand over 500 leads",
        "expect at least 10% reach SAL within 60 days",
    ),
    "example_item": (
        "as of 2026-11-02 10:20",
        "lead",
        "attended_webinar at 2026-11-01 15:00",
        'viewed_page 2 days ago with path "/pricing"',
        "expect fit is 100",
        "expect engagement is at least 80",
        "expect stage is MQL",
        "expect priority is A",
        "expect route is enterprise",
        'expect person is "ana"',
        "expect decision_maker",
        "expect hot is due at 2026-11-02 10:25",
        "expect hot is running",
        "expect hot is passed on",
    ),
    "given": (
        'title "VP Operations"',
        "employees 600",
        "industry software",
        "created_at 2026-10-20 09:00",
        "revenue 5 million USD",
    ),
}  # fmt: skip

_WORD = re.compile(r'"[^"]*"|[A-Za-z_]+|[0-9]+|\S')


def nearest_forms(words: str, start: str, most: int = 2) -> list[str]:
    """The specimens of this kind of line that read most like the words, the nearest first."""
    mine = _WORD.findall(words)

    def likeness(form: str) -> float:
        theirs = _WORD.findall(form)
        same = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
        return same.ratio() + (0.3 if mine and theirs and mine[0] == theirs[0] else 0)

    ranked = sorted(FORMS[start], key=likeness, reverse=True)
    best = likeness(ranked[0])
    return [form for form in ranked[:most] if likeness(form) >= max(0.25, best - 0.2)]
