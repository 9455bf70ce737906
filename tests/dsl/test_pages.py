"""Every code says what it says: its page's wrong examples get it, its right ones do not, and its fix mends."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from leadpact_dsl.codes import Example, Kind, Page, all_codes, page
from leadpact_dsl.coverage import coverage
from leadpact_dsl.diagnostics import Diagnostic, Fix, InternalError, warning
from leadpact_dsl.examples import run_examples
from leadpact_dsl.policy import read_policy
from leadpact_dsl.render import render
from leadpact_dsl.source import SourceFile
from tests.conftest import ROOT

TODAY = date(2026, 11, 2)
"""Pages about terms and reviews are written as seen from this day."""

TOO_LONG_TO_SHOW = {"LP107": f'team sales "{"Sales" * 1000}"'}
"""Policies that would bury their page: it shows in a `console` block what there is to say of them."""

ASKED_OF_THE_SOLVER = "LP9"
"""The examples of these pages are run in tests/review/deep/."""

_SPOKEN = re.compile(r"""["'](LP\d{3})["']""")


def emitted_codes() -> dict[str, list[str]]:
    """Each code that stands in the source as a text of its own, with the files it stands in."""
    found: dict[str, list[str]] = {}
    for root in ("dsl/leadpact_dsl", "compiler/leadpact"):
        for path in sorted((ROOT / root).rglob("*.py")):
            for code in _SPOKEN.findall(path.read_text(encoding="utf-8")):
                found.setdefault(code, []).append(path.relative_to(ROOT).as_posix())
    return found


def found_in(files: tuple[SourceFile, ...]) -> list[Diagnostic]:
    """What there is to say of a policy: of its text, of its examples, and of clauses that no example touches."""
    reading = read_policy(files, {}, TODAY)
    if reading.policy is None:
        return list(reading.diagnostics)
    outcomes = run_examples(reading.policy)
    failures = [failure for outcome in outcomes for failure in outcome.failures]
    missed = coverage(reading.policy, outcomes).missed if reading.policy.examples else ()
    untouched = [warning("LP620", clause.span, clause.label) for clause in missed]
    return [*reading.diagnostics, *failures, *untouched]


def examples(kind: Kind) -> list[object]:
    """The examples of all pages that can be read, as parameters; a page in another form is a finding by itself."""
    found = []
    for code in all_codes():
        if code.startswith(ASKED_OF_THE_SOLVER):
            continue
        try:
            shown = _page(code).of(kind)
        except InternalError:
            continue
        found += [pytest.param(code, example, id=f"{code}-{place}") for place, example in enumerate(shown, 1)]
    return found


def _page(code: str) -> Page:
    read = page(code)
    assert read is not None
    return read


@pytest.mark.parametrize("code", all_codes())
def test_every_page_shows_what_gets_the_code_and_what_does_not(code: str) -> None:
    about_files = all(file.startswith("compiler/") for file in emitted_codes().get(code, ()))
    if code in TOO_LONG_TO_SHOW:
        assert "```console wrong" in _page(code).body
    elif not about_files or code == "LP620":
        assert _page(code).of("wrong")
    if not about_files or code == "LP620":
        assert _page(code).of("right")


@pytest.mark.parametrize(("code", "text"), TOO_LONG_TO_SHOW.items())
def test_what_no_page_can_show_gets_the_code_as_well(code: str, text: str) -> None:
    assert [found.code for found in found_in((SourceFile("policy.sla", text),)) if found.is_error] == [code]


def test_every_code_in_the_source_has_a_page() -> None:
    assert {code: files for code, files in emitted_codes().items() if code not in all_codes()} == {}


def test_every_page_is_of_a_code_in_the_source() -> None:
    assert set(all_codes()) - set(emitted_codes()) == set()


@pytest.mark.parametrize(("code", "example"), examples("wrong"))
def test_the_wrong_example_gets_the_code(code: str, example: Example) -> None:
    codes = [found.code for found in found_in(example.files)]
    assert code in codes


@pytest.mark.parametrize(("code", "example"), examples("right"))
def test_the_right_example_does_not_get_it_and_is_sound(code: str, example: Example) -> None:
    bad = [found for found in found_in(example.files) if found.is_error or found.code == code]
    assert bad == [], render(bad)


@pytest.mark.parametrize(("code", "example"), examples("wrong"))
def test_the_fixes_of_a_wrong_example_mend_it(code: str, example: Example) -> None:
    """With one fix after the other pasted, none is left to offer, and no error has come that was not there before."""
    files, before = example.files, found_in(example.files)
    found = before
    for _ in range(len(before) + 5):
        fix = next((one.fix for one in found if one.code == code and one.fix is not None), None)
        if fix is None:
            break
        files = tuple(_pasted(file, fix) if file == fix.span.file else file for file in files)
        found = found_in(files)
    assert not [one for one in found if one.code == code and one.fix is not None], render(found)
    assert not _errors(found) - _errors(before), render(found)


def _pasted(file: SourceFile, fix: Fix) -> SourceFile:
    return SourceFile(file.name, file.text[: fix.span.start] + fix.text + file.text[fix.span.end :])


def _errors(found: list[Diagnostic]) -> Counter[str]:
    return Counter(diagnostic.code for diagnostic in found if diagnostic.is_error)
