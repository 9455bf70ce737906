"""What a scorer remembers of texts: the answers are those it would give anew, and it never keeps many or long ones."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.targets.python.beside import scorer_of


def case_titled(title: str) -> Any:
    module = scorer_of("acme")
    case = json.loads(module.EXAMPLE)
    case["lead"] |= {"title": title, "employees": 20}
    return module.read_case(case, 0)


def fit_of(title: str) -> int:
    found: int = scorer_of("acme").score_fit(*case_titled(title)[::2])
    return found


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    scorer_of("acme").ABOUT_TITLE.clear()


def test_a_text_seen_again_is_answered_alike() -> None:
    titles = ["VP Finance", " vp finance", "Owner", "Analyst", "Head of Billing", "Student", "ÉTUDIANT", "vp-finance"]
    anew = [fit_of(title) for title in titles]
    assert [fit_of(title) for title in titles] == anew
    assert len(set(anew)) > 2
    assert set(scorer_of("acme").ABOUT_TITLE) == set(titles)


def test_few_texts_are_kept() -> None:
    module = scorer_of("acme")
    known = fit_of("VP Finance")
    for number in range(module.MOST_REMEMBERED * 2 + 10):
        fit_of(f"Analyst {number}")
        assert len(module.ABOUT_TITLE) <= module.MOST_REMEMBERED
    assert fit_of("VP Finance") == known


def test_long_texts_are_not_kept() -> None:
    module = scorer_of("acme")
    longest = "VP " + "x" * (module.LONGEST_REMEMBERED - 3)
    assert fit_of(longest) == fit_of(longest + "x") == fit_of("VP")
    assert set(module.ABOUT_TITLE) == {longest, "VP"}


def test_an_unknown_text_is_no_text() -> None:
    module = scorer_of("acme")
    lead, _, as_of = case_titled("Analyst")
    assert module.score_fit(lead._replace(title=None), as_of) < module.score_fit(lead, as_of)
    assert module.about_title(None) == (False,) * len(module.about_title("VP"))
