"""The pages of the solver's findings: their wrong examples get the code, their right ones do not."""

from __future__ import annotations

import pytest

from leadpact_dsl.codes import Example, Kind, all_codes, page
from leadpact_dsl.examples import run_examples
from leadpact_dsl.render import render
from leadpact_dsl.source import SourceFile
from tests.review.deep.reading import examined, read

CODES = [code for code in all_codes() if code.startswith("LP9")]


def shown(kind: Kind) -> list[object]:
    found: list[object] = []
    for code in CODES:
        read_page = page(code)
        assert read_page is not None
        assert read_page.of(kind), f"{code} shows nothing that is {kind}"
        found += [pytest.param(code, one, id=f"{code}-{place}") for place, one in enumerate(read_page.of(kind), 1)]
    return found


@pytest.mark.parametrize(("code", "example"), shown("wrong"))
def test_the_wrong_example_gets_the_code_and_no_other_of_the_solver(code: str, example: Example) -> None:
    policy, reading = read(example.files)
    found = examined(policy, reading.diagnostics)
    assert not found.undecided
    assert [one.code for one in found.findings] == [code], render(found.findings)


@pytest.mark.parametrize(("code", "example"), shown("right"))
def test_in_the_right_example_nothing_is_found(code: str, example: Example) -> None:
    policy, reading = read(example.files)
    found = examined(policy, reading.diagnostics)
    assert not found.undecided
    assert not found.findings, render(found.findings)
    replaced = {"LP920": "LP440", "LP922": "LP443"}.get(code)
    assert replaced not in [one.code for one in found.left_of(reading.diagnostics)]


@pytest.mark.parametrize("code", ["LP920", "LP921", "LP922"])
def test_the_lead_that_is_shown_can_be_pasted_as_an_example_and_comes_out(code: str) -> None:
    found_page = page(code)
    assert found_page is not None
    text = found_page.of("wrong")[0].files[0].text
    if "stage" not in text:
        text += '\nstage inquiry "Inquiry"\n'
    policy, reading = read([SourceFile("policy.sla", text)])
    (finding,) = examined(policy, reading.diagnostics).findings
    _, _, example = finding.help.partition("ready to paste:\n")
    pasted, again = read([SourceFile("policy.sla", f"{text}\n{example}\n")])
    (outcome,) = run_examples(pasted)
    assert outcome.passed, render(outcome.failures)
    assert not [one for one in again.diagnostics if one.is_error]
