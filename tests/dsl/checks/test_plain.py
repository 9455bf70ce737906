"""What follows from what by plain reading: examples, and never against what the reference evaluation says of a lead."""

from __future__ import annotations

from functools import cache
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadpact_dsl.checks.plain import disjoint, implies
from leadpact_dsl.decision import Decision
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import Policy
from tests.dsl.evaluate.lead_case import NOW, at, policy
from tests.dsl.evaluate.random_cases import Case, cases

BASE = """
value bar "Bar" is 20
  from 2026-11-01: 25
list free "Free": "free.example"
define senior
  when title has one of the words "VP", "Chief"
score fit from 0 to 60
  +30 if senior
  by employees
    below 50: 0
    50 to 499: 15
    500 or more: 25
    unknown: 0
grade priority of fit
  A: 40 or more
  B: 20 to below 40
  C: below 20
stage inquiry
stage MQL
  when fit is at least bar
stage SAL
  recorded by accepted
"""

# Conditions that are near each other, so that many follow from others.
POOL = (
    "employees is at least 50",
    "employees is at least 500",
    "employees is more than 49",
    "employees is less than 500",
    "employees is between 50 and 499",
    "employees is 50",
    "employees is not 50",
    "employees is known",
    "employees is unknown",
    "industry is software",
    "industry is not software",
    "industry is one of software, fintech",
    "industry is none of software, fintech",
    "opted_out",
    "not opted_out",
    "wants_call is unknown",
    "not wants_call",
    'title has the word "VP"',
    "senior",
    "not senior",
    'title contains "v"',
    'title starts with "VP"',
    'title is "VP Sales"',
    'title is not "VP Sales"',
    "city is one of free",
    "trial_started is in the last 5 days",
    "trial_started is in the last 2 days",
    "trial_started is more than 5 days ago",
    "trial_started is in the next 5 days",
    "contract_end is before 2026-11-01",
    "contract_end is between 2026-11-01 and 2026-11-10",
    "contract_end is 2026-11-02",
    "fit is at least bar",
    "fit is at least 30",
    "fit is less than 20",
    "priority is A",
    "priority is at least B",
    "priority is not A",
    "stage is at least MQL",
    "stage is not SAL",
    "stage is inquiry",
    "asked",
    "no asked",
    "activity in the last 3 days",
    "no activity",
    "asked in the last 3 days",
    "no asked in the last 3 days",
    "no asked in the last 5 days",
    "asked more than 3 days ago",
    "no asked more than 3 days ago",
    "asked since unsubscribed",
    "no asked since unsubscribed",
    "no asked since trial_started",
    "asked since 2026-11-01",
    "asked at least 2 times",
    "asked at most 2 times",
    "asked exactly 2 times",
    "asked at least 3 times in the last 5 days",
    "viewed_page at least 2 times",
    "viewed_page at least 2 times with different path",
    "viewed_page at most 1 times with different path",
    'viewed_page where path starts with "/pricing"',
    'no viewed_page where path starts with "/pri"',
    "sent_form where form is guide",
    "sent_form where form is one of guide, contact",
    "no sent_form where form is known",
)

conditions = st.recursive(
    st.sampled_from(POOL),
    lambda inner: st.builds(
        lambda word, items: f"{word} of\n" + "\n".join(_indented(item) for item in items),
        st.sampled_from(["all", "any", "at least 2"]),
        st.lists(inner, min_size=2, max_size=3),
    ),
    max_leaves=4,
)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))


def read(*texts: str) -> Policy:
    """A policy with a definition `c0`, `c1`, … for each condition."""
    defines = (f"define c{place}\n" + _indented(f"when {text}") for place, text in enumerate(texts))
    return policy(BASE + "\n".join(defines) + "\n")


@cache
def pool() -> Policy:
    return read(*POOL)


@cache
def seen() -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """The pairs of the pool of which one implies the other, and those that shut each other out."""
    found = [name for name in pool().defines if name.startswith("c")]
    when = {name: pool().defines[name].when for name in found}
    implied = frozenset(pair for pair in permutations(found, 2) if implies(pool(), when[pair[0]], when[pair[1]]))
    apart = frozenset(pair for pair in permutations(found, 2) if disjoint(pool(), when[pair[0]], when[pair[1]]))
    return implied, apart


def truths(found: Policy, case: Case) -> dict[str, bool]:
    decision = decide(found, case.lead, case.log, at(NOW))
    assert isinstance(decision, Decision)
    return {name: truth.holds for name, truth in decision.defines.items()}


@given(cases)
def test_single_conditions_keep_what_is_said_of_them(case: Case) -> None:
    implied, apart = seen()
    held = truths(pool(), case)
    assert [pair for pair in implied if held[pair[0]] and not held[pair[1]]] == []
    assert [pair for pair in apart if held[pair[0]] and held[pair[1]]] == []


@given(conditions, conditions, st.lists(cases, min_size=1, max_size=4))
def test_blocks_keep_what_is_said_of_them(one: str, other: str, leads: list[Case]) -> None:
    found = read(one, other)
    first, second = found.defines["c0"].when, found.defines["c1"].when
    follows, never = implies(found, first, second), disjoint(found, first, second)
    for case in leads:
        held = truths(found, case)
        assert not (follows and held["c0"] and not held["c1"])
        assert not (never and held["c0"] and held["c1"])


def test_enough_is_seen_to_be_of_use() -> None:
    implied, apart = seen()
    assert len(implied) > 50
    assert len(apart) > 50


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("employees is at least 1000", "employees is at least 500"),
        ("employees is between 60 and 70", "employees is between 50 and 100"),
        ("employees is 50", "employees is known"),
        ("fit is at least bar", "fit is at least 20"),
        ("industry is software", "industry is one of fintech, software"),
        ("industry is none of software, fintech", "industry is other"),
        ("industry is other", "industry is not software"),
        ('title has the word "VP"', 'title has one of the words "Chief", "vp"'),
        ('title is "VP Sales"', 'title has the word "sales"'),
        ('title starts with "vice president"', 'title contains "president"'),
        ("trial_started is in the last 7 days", "trial_started is in the last 30 days"),
        ("contract_end is 2026-11-02", "contract_end is after 2026-11-01"),
        ("priority is A", "priority is at least B"),
        ("stage is SAL", "stage is at least MQL"),
        ("senior", "title is known"),
        ("not senior", "not senior"),
        ("asked at least 5 times", "asked at least 3 times"),
        ("asked at least 5 times in the last 7 days", "asked"),
        ("asked more than 9 days ago", "asked more than 5 days ago"),
        ("no asked in the last 30 days", "no asked in the last 7 days"),
        ("no activity", "no asked"),
        ("sent_form where form is guide", "sent_form where form is one of guide, contact"),
        ("asked and employees is at least 500", "employees is at least 50"),
        ("any of\n  employees is 60\n  employees is 70", "employees is at least 50"),
        ("employees is 60", "any of\n  employees is at least 50\n  asked"),
        ("all of\n  employees is 60\n  asked\n  opted_out", "at least 2 of\n  employees is 60\n  opted_out\n  senior"),
    ],
)
def test_it_follows(one: str, other: str) -> None:
    found = read(one, other)
    assert implies(found, found.defines["c0"].when, found.defines["c1"].when)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("employees is at least 500", "employees is at least 1000"),
        ("employees is at least 500", "review is at least 5"),
        ("employees is unknown", "employees is not 50"),
        ("industry is not software", "industry is fintech"),
        ("fit is at least 22", "fit is at least bar"),
        ('title contains "VP"', 'title has the word "VP"'),
        ("asked at least 5 times", "asked exactly 3 times"),
        ("asked", "asked in the last 7 days"),
        ("asked", "asked more than 3 days ago"),
        ("no asked", "no asked since unsubscribed"),
        ("viewed_page at least 2 times", "viewed_page at least 2 times with different path"),
        ("wants_call is unknown", "not wants_call"),
        ("employees is at least 500", "employees is at least 50 and asked"),
    ],
)
def test_it_does_not_follow(one: str, other: str) -> None:
    found = read(one, other)
    assert not implies(found, found.defines["c0"].when, found.defines["c1"].when)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("employees is less than 50", "employees is at least 50"),
        ("industry is software", "industry is none of software, other"),
        ("priority is A", "priority is less than A"),
        ("employees is unknown", "employees is at least 50"),
        ("asked", "no asked"),
        ("asked in the last 3 days", "no asked in the last 7 days"),
        ("asked at least 5 times", "asked at most 2 times"),
        ("senior", "not senior"),
        ("employees is 60 and asked", "any of\n  no asked\n  employees is 70"),
        ("trial_started is in the next 3 days", "trial_started is in the last 3 days"),
    ],
)
def test_they_never_hold_together(one: str, other: str) -> None:
    found = read(one, other)
    assert disjoint(found, found.defines["c0"].when, found.defines["c1"].when)
    assert disjoint(found, found.defines["c1"].when, found.defines["c0"].when)


def test_no_condition_is_the_widest() -> None:
    found = read("asked")
    asked = found.defines["c0"].when
    assert implies(found, asked, None)
    assert implies(found, None, None)
    assert not implies(found, None, asked)
    assert not disjoint(found, None, asked)
