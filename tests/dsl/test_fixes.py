"""What a fix promises: pasted alone, it takes away what it was offered for, and brings no new mistake of spelling.

And what every message promises: a way out, in words or as text to paste.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from leadpact_dsl.clause_parser import parses, where_it_stopped
from leadpact_dsl.diagnostics import Diagnostic, Fix
from leadpact_dsl.mending.forms import FORMS
from leadpact_dsl.mending.mend import mend
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile, Span
from leadpact_dsl.wording import Wording
from tests.conftest import ROOT
from tests.dsl.test_fuzz import HEAD

BROKEN = sorted((ROOT / "tests" / "corpus" / "invalid").glob("*.sla"))
PAGES = sorted((ROOT / "dsl" / "leadpact_dsl" / "explain").glob("LP*.md"))


def found_in(text: str) -> tuple[Diagnostic, ...]:
    return read_policy([SourceFile("policy.sla", text)]).diagnostics


def applied(text: str, fix: Fix) -> str:
    return text[: fix.span.start] + fix.text + text[fix.span.end :]


def what_a_fix_breaks(text: str, found: tuple[Diagnostic, ...], one: Diagnostic) -> list[str]:
    """What is wrong with a fix, in words; nothing where it keeps its promise."""
    assert one.fix is not None
    after = found_in(applied(text, one.fix))
    said_before, said_after = _said(found), _said(after)
    wrong = []
    if said_after[one.code, one.message] >= said_before[one.code, one.message]:
        wrong.append(f"{one.code} is still there")
    lines = range(one.fix.span.line, one.fix.span.line + one.fix.text.count("\n") + 1)
    misspelt = [new for new in after if new.code.startswith("LP1") and new.span and new.span.line in lines]
    wrong += [
        f"{new.code}: {new.message}"
        for new in misspelt
        if said_after[new.code, new.message] > said_before[new.code, new.message]
    ]
    return wrong


def _said(found: tuple[Diagnostic, ...]) -> Counter[tuple[str, str]]:
    return Counter((one.code, one.message) for one in found)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_fix_mends_what_it_is_offered_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = found_in(text)
    assert {one.fix.say: wrong for one in found if one.fix and (wrong := what_a_fix_breaks(text, found, one))} == {}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_fixes_on_a_page_mend_it(path: Path) -> None:
    for text in re.findall(r"```sla wrong\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
        found = [one for one in found_in(text) if one.is_error]
        assert {
            one.fix.say: wrong for one in found if one.fix and (wrong := what_a_fix_breaks(text, tuple(found), one))
        } == {}


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_every_message_has_a_way_out(path: Path) -> None:
    found = found_in(path.read_text(encoding="utf-8"))
    assert [one.message for one in found if one.is_error and not (one.help or one.fix)] == []


WITHOUT_A_QUOTE = [
    (start, form[: quote.start()] + form[quote.end() :])
    for start, forms in FORMS.items()
    for form in forms
    for quote in re.finditer('"', form)
]


@pytest.mark.parametrize(("start", "written"), WITHOUT_A_QUOTE)
def test_a_missing_quote_goes_where_a_text_begins_or_ends(start: str, written: str) -> None:
    place = Span(SourceFile("policy.sla", written), 0, len(written))
    for found in mend(Wording(place), where_it_stopped(written, start)).diagnostics:
        if found.code == "LP108" and found.fix is not None:
            fixed = applied(written, found.fix)
            assert parses(fixed, start)
            before, behind = fixed[: found.fix.span.start], fixed[found.fix.span.start + 1 :]
            if before.count('"') % 2:
                assert before[-1:] not in ("", " ", ",", ":"), "a text ends behind a word"
            else:
                assert behind[:1] not in ("", " ", ",", ":"), "a text begins before a word"


CONDITIONS = [
    "kind is small or large",
    'kind contains "x"',
    "gone is at least 5",
    "since_day is at least 5",
    'since_day contains "2"',
    "made_at is 2026-01-01",
    'size is one of "5", "6"',
    'size is "600"',
    'worth is "600"',
    'since_day is "2026-01-01"',
    'country is at least "US"',
    "country starts with US",
    'kind is "small"',
    "kind is Small",
    "gone is one of yes, no",
    'base is "5"',
    "base",
    "rank",
    'rank is "high"',
    'stage is "second"',
    'stage is at least "x"',
    "asked since size",
    "asked where called",
    "size",
    "not size",
    "no big",
    "not asked",
    "asked is known",
    "base is known",
    "size is between 10 and 5",
    "worth is limit",
    "size is at least 5 percent",
    'country is not "US" or "CA"',
    'country has the words "a"',
    "country is in markets",
    "country not in markets",
    "size > limit",
    "asked at least twice",
    "asked more than 3 times",
    "never asked",
    "asked within 5 days",
    "no asked for 30 days",
    "asked in the last 5 business days",
    "size is over 9000",
    "size is at least five hundred",
    "asked in the last 24h",
    "worth is at least $1.5m",
    "worth is at least 1,5 million USD",
    "big = true",
    "gone = yes",
    "gone == false",
    "(asked or called) and big",
    "either asked or called",
    "asked but not called",
    "country is blank",
    "country is null",
    'country is ""',
    "size is 5+",
    "size is 5 to 10",
    "size is from 5 to 10",
    "since_day is today",
    "since_day is older than 1 year",
    "since_day is before today",
    "country is US",
]
"""As people write them at first, with the names of `HEAD`: the mistake may be one of spelling, of kind, or both."""


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_gets_a_way_out_that_works(condition: str) -> None:
    text = f"{HEAD}define new_one\n  when {condition}\n"
    found = tuple(one for one in found_in(text) if one.is_error)
    assert found
    assert [one.message for one in found if not (one.help or one.fix)] == []
    assert {one.fix.say: wrong for one in found if one.fix and (wrong := what_a_fix_breaks(text, found, one))} == {}
