"""Parts of an agreement as text to paste: complete, and in the names that the policy already has."""

from __future__ import annotations

import datetime as dt

from leadpact_dsl.model import Policy

VERSION = 'version "1"'
TERM = "term 12 months"
REVIEW = "review every 3 months"
PURPOSE = 'purpose "Marketing and sales share one definition of a lead, and each says what it owes the other."'
DUTY = 'responsible for "Answering every lead in time"'
_FIRST_DAY = dt.date(2026, 1, 1)


def effective(today: dt.date | None) -> str:
    return f"effective {today or _FIRST_DAY}"


def agreement(today: dt.date | None) -> str:
    """A whole agreement block, with the blank line behind it."""
    lines = [VERSION, effective(today), TERM, REVIEW, 'timezone "UTC"', PURPOSE]
    return "\n  ".join(['agreement "Sales and marketing agreement"', *lines]) + "\n\n"


def stages() -> list[str]:
    return ['stage inquiry "Inquiry"']


def team() -> list[str]:
    return ['team sales "Sales"', f"  {DUTY}"]


def nurture() -> list[str]:
    return ['nurture long_term "Long-term nurturing"', "  after 1, 3, 6, 9, 12 months"]


def score(policy: Policy) -> list[str]:
    own = next((name for name, activity in policy.activities.items() if activity.by is None), None)
    lines = [] if own is not None else ['activity requested_demo "asked for a demo"', ""]
    return [
        *lines,
        'score engagement "Engagement" from 0 to 100',
        f"  +20 for each {own or 'requested_demo'} in the last 90 days",
    ]


def response(policy: Policy) -> list[str]:
    """A clock from hand-over to the first touch, with what it needs where the policy has no such activities."""
    sales = next((name for name in reversed(list(policy.teams)) if "sales" in name), next(iter(policy.teams), None))
    by_team = [name for name, activity in policy.activities.items() if activity.by is not None]
    lines: list[str] = []
    if sales is None:
        lines += ['team sales "Sales"', ""]
    if len(by_team) < 2:
        by_team = ["handed_over", "called"]
        new = [name for name in by_team if name not in policy.activities]
        lines += [f"{_ACTIVITIES[name]} by {sales or 'sales'}" for name in new] + [""] * bool(new)
    clock = "first_touch" if "first_touch" not in policy.clocks else "first_answer"
    name = _response_name(policy)
    return [
        *lines,
        f'clock {clock} "First touch" from {by_team[0]} to {by_team[1]}',
        "",
        f'response {name} "All leads" on {clock}',
        f"  {sales or 'sales'} answers within 2 days",
    ]


_ACTIVITIES = {
    "handed_over": 'activity handed_over "was handed to sales"',
    "called": 'activity called "was called"',
}


def _response_name(policy: Policy) -> str:
    return "all_leads" if "all_leads" not in policy.defines else "every_lead"


def goal(policy: Policy) -> list[str]:
    """A goal for the first response; a new response with it where there is none."""
    known = next(iter(policy.responses), None)
    lines = [] if known is not None else [*response(policy), ""]
    return [
        *lines,
        'goal speed "Fast answers"',
        f"  at least 95% of {known or _response_name(policy)} are answered in time each month",
    ]
