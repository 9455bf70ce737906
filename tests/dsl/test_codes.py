"""The pages of the codes keep their form."""

from __future__ import annotations

import re

import pytest

from leadpact_dsl.codes import all_codes, page, read_page
from leadpact_dsl.diagnostics import InternalError


@pytest.mark.parametrize("code", all_codes())
def test_every_page_has_a_title_and_a_cause(code: str) -> None:
    found = page(code)
    assert found is not None
    assert re.fullmatch(r"LP\d{3}", code)
    assert not found.title.endswith(".")
    assert found.body


def test_codes_are_sorted_and_known() -> None:
    assert list(all_codes()) == sorted(all_codes())
    assert "LP101" in all_codes()


@pytest.mark.parametrize("code", ["LP000", "lp101", "", "../LP101", "LP101.md"])
def test_an_unknown_code_has_no_page(code: str) -> None:
    assert page(code) is None


def test_a_block_without_a_name_is_a_policy_by_itself() -> None:
    text = "# LP999 Title\n\nCause.\n\n```sla wrong\na\n```\n\n```sla wrong\nb\n\nc\n```\n```sla right\n```\n"
    found = read_page("LP999", text)
    assert found.title == "Title"
    assert [[(file.name, file.text) for file in example.files] for example in found.of("wrong")] == [
        [("policy.sla", "a\n")],
        [("policy.sla", "b\n\nc\n")],
    ]
    assert found.of("right")[0].files[0].text == ""


def test_blocks_with_names_make_one_policy_until_a_name_comes_again() -> None:
    blocks = [("wrong", "a"), ("wrong", "b"), ("right", "a"), ("right", "b"), ("right", "a")]
    text = "# LP999 Title\n" + "".join(f"```sla {kind} file={name}.sla\n```\n" for kind, name in blocks)
    found = read_page("LP999", text)
    assert [(example.kind, [file.name for file in example.files]) for example in found.examples] == [
        ("wrong", ["a.sla", "b.sla"]),
        ("right", ["a.sla", "b.sla"]),
        ("right", ["a.sla"]),
    ]


@pytest.mark.parametrize("text", ["", "# LP998 Another code\n", "LP999 No heading\n", "# LP999 T\n```sla maybe\n```\n"])
def test_a_page_that_breaks_the_form_is_our_fault(text: str) -> None:
    with pytest.raises(InternalError):
        read_page("LP999", text)
