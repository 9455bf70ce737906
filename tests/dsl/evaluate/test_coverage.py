"""Coverage: which clauses made a difference to an example's lead."""

from __future__ import annotations

from leadpact_dsl.coverage import Coverage, coverage
from leadpact_dsl.examples import run_examples

from .lead_case import policy

POLICY = """
define keen "Keen"
  when asked
define idle "Idle"
  when no activity
score fit "Fit" from 0 to 100
  +40 if wants_call
  adds review from -10 to 10, 0 when unknown
  by industry
    software: 20
    otherwise: 5
    unknown: 0
  first of
    +9 if asked at least 2 times
    +5 if asked
  group "Web" at most 10 points only if keen
    +4 for each viewed_page
  by form for each sent_form
    contact: 20
    otherwise: 1
    unknown: 0
  -3 for every 5 days without activity
  zero if opted_out
grade priority "Priority" of fit
  A: 60 or more
  B: below 60
stage inquiry "Inquiry"
stage MQL "MQL"
  when wants_call
disqualify out "Opted out"
  when opted_out
recycle not_now "Not now"
  when returned
  to nurture slow for 9 days
  back sooner if asked
nurture slow "Slow"
  after 1 days
route large to sales
  when employees is at least 5
route rest to sales
clock touch from handed_over to called
response hot on touch
  for wants_call
  sales answers within 1 hours
  sales tries at least 2 times within 1 days
  at due, notify "someone"
  1 hours after due, notify "someone else"
response others on touch
  sales answers within 2 hours
"""


def covered(*examples: str) -> set[str]:
    """The ids that examples touch, each given by its lines below `lead`, in the indentation of a policy."""
    return {clause.id for clause in _coverage(*examples).covered}


def _coverage(*examples: str) -> Coverage:
    texts = (f'example "{i}"\n  as of 2026-11-02 10:00\n  lead\n{text}' for i, text in enumerate(examples))
    found = policy(POLICY + "".join(texts))
    return coverage(found, run_examples(found))


PLAIN = "    review 0\n  expect fit is 0\n"


def test_a_lead_that_does_nothing_covers_only_what_decided_about_it() -> None:
    assert covered(PLAIN) == {
        "define idle",
        "score fit/2",
        "score fit/3.3",
        "score fit/5 only if",
        "grade priority/B",
        "stage inquiry",
        "route rest",
    }


def test_everything_can_be_covered_and_percent_counts_it() -> None:
    every = [
        PLAIN,
        """    wants_call yes
    industry software
    employees 5
  asked 6 days ago
  asked 6 days ago
  viewed_page 6 days ago
  viewed_page 6 days ago
  viewed_page 6 days ago
  sent_form 6 days ago with form contact
  handed_over 3 hours ago
  called 10 minutes ago
  expect priority is A
""",
        """    industry other
    opted_out yes
  asked 6 days ago
  returned 5 days ago
  expect disqualify is out
""",
        """    review 0
  sent_form 6 days ago
  sent_form 5 days ago with form guide
  returned 5 days ago
  asked 4 days ago
  handed_over 30 minutes ago
  expect recycle is none
""",
    ]
    found = _coverage(*every)
    assert [clause.id for clause in found.missed] == []
    assert found.percent == 100
    part = _coverage(PLAIN)
    assert part.percent == 100 * 7 // (len(part.covered) + len(part.missed))
    assert {clause.id for clause in part.covered + part.missed} == {clause.id for clause in found.covered}


def test_a_rule_that_another_was_taken_before_is_not_covered() -> None:
    twice = "    wants_call yes\n  asked 1 hours ago\n  asked 1 hours ago\n  expect fit is 49\n"
    assert {"score fit/4.1"} == covered(twice) & {"score fit/4.1", "score fit/4.2"}


def test_an_instruction_is_covered_when_it_fell_or_is_still_to_come_and_not_when_it_was_cancelled() -> None:
    actions = {"response hot/action 1", "response hot/action 2"}
    handed_over = "    wants_call yes\n  handed_over {} minutes ago\n"
    assert covered(handed_over.format(30) + "  expect hot is running\n") & actions == actions
    answered = handed_over.format(90) + "  called 10 minutes ago\n  expect hot is missed\n"
    assert covered(answered) & actions == {"response hot/action 1"}
    in_time = handed_over.format(90) + "  called 80 minutes ago\n  expect hot is met\n"
    assert covered(in_time) & actions == set()


def test_a_clause_is_found_by_its_first_line_as_written() -> None:
    found = _coverage(PLAIN)
    labels = {clause.id: clause.label for clause in found.missed}
    assert labels["score fit/1"] == "+40 if wants_call"
    assert labels["score fit/5 limit"] == 'group "Web" at most 10 points only if keen: limit'
    assert labels["stage MQL"] == 'stage MQL "MQL"'
    assert [clause.span.line for clause in found.missed] != []
