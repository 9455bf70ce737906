"""Policies as people write them and as people break them.

In a broken one each mistake is expected on its line, and the whole page of messages is kept: a line says what it must
get in a remark, `#! LP202`, and the rendering stands beside the policy (`make bless`). Where a remark would be part of
the mistake, the rendering alone says it. A sound one, in the folder of its feature, has nothing wrong with it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leadpact_dsl.formatter import format_file
from leadpact_dsl.policy import read_policy
from leadpact_dsl.render import render
from leadpact_dsl.source import SourceFile
from tests.conftest import ROOT, Golden

CORPUS = ROOT / "tests" / "corpus"
BROKEN = sorted((CORPUS / "invalid").glob("*.sla"))
SOUND = sorted((CORPUS / "valid").glob("*/*.sla"))


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


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_file_named_after_a_code_gets_it(path: Path) -> None:
    code = path.stem.partition("-")[0]
    if code.startswith("LP"):
        found = read_policy([SourceFile(path.name, path.read_text(encoding="utf-8"))]).diagnostics
        assert code in {one.code for one in found}


@pytest.mark.parametrize("path", SOUND, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_nothing_is_wrong_with_what_is_sound(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    reading = read_policy([SourceFile(path.name, text)])
    assert reading.policy is not None, render(reading.diagnostics)
    laid_out = format_file(SourceFile(path.name, text)).text
    assert laid_out is not None
    again = read_policy([SourceFile(path.name, laid_out)])
    assert again.written.declarations == reading.written.declarations
