"""The examples on the pages of LP704 to LP708 are files that get these codes, or do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leadpact.records.inputs import Inputs, open_inputs
from leadpact_dsl.codes import page
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile

POLICY = """\
agreement "Pages"
  timezone "UTC"
team sales "Sales"
lead
  title "Job title": text
  country "Country": text required
score fit "Fit" from 0 to 10
  +10 if title is "VP"
  +1 if country is "US"
stage new "New" owned by sales
"""


def shown(code: str, kind: str) -> str:
    found = page(code)
    assert found is not None
    block = re.search(rf"^```csv {kind}\n(.*?)^```$", found.body, re.MULTILINE | re.DOTALL)
    assert block is not None
    return block[1]


def codes(path: Path, text: str, policy: str) -> list[str]:
    path.write_text(text, encoding="utf-8", newline="")
    read = read_policy([SourceFile("policy.sla", policy)]).policy
    assert read is not None
    inputs = open_inputs(read, path, None)
    if isinstance(inputs, Inputs):
        return [row.code for row in inputs.leads.rows() if isinstance(row, Diagnostic)]
    return [finding.code for finding in inputs]


@pytest.mark.parametrize("code", ["LP704", "LP705", "LP707", "LP708"])
def test_the_wrong_file_gets_the_code_and_the_right_one_none(tmp_path: Path, code: str) -> None:
    # Only the pages on columns are about a field that is required.
    policy = (
        POLICY
        if code in ("LP707", "LP708")
        else POLICY.replace(" required", "").replace("+1 if country", "+1 if title")
    )
    assert codes(tmp_path / "wrong.csv", shown(code, "wrong"), policy) == [code]
    assert codes(tmp_path / "right.csv", shown(code, "right"), policy) == []
