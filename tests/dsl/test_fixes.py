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
