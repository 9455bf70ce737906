"""Policies as people break them: each mistake is expected on its line, and the whole page of messages is kept.

A line says what it must get in a remark, `#! LP202`. The rendering stands beside the policy (`make bless`).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leadpact_dsl.policy import read_policy
from leadpact_dsl.render import render
from leadpact_dsl.source import SourceFile
from tests.conftest import ROOT, Golden

BROKEN = sorted((ROOT / "tests" / "corpus" / "invalid").glob("*.sla"))


def expected(text: str) -> set[tuple[int, str]]:
    return {
        (number, code)
        for number, line in enumerate(text.split("\n"), 1)
        if "#!" in line
        for code in re.findall(r"LP\d{3}", line.rpartition("#!")[2])
    }


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_each_mistake_is_said_on_its_line(path: Path, golden: Golden) -> None:
    text = path.read_text(encoding="utf-8")
    reading = read_policy([SourceFile(path.name, text)])
    assert reading.policy is None
    errors = [found for found in reading.diagnostics if found.is_error]
    if "#!" in text:
        assert {(found.span.line, found.code) for found in errors if found.span} == expected(text)
    golden(path.with_suffix(".txt"), render(errors))
