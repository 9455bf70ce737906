"""What each target writes of small policies, to be read when it changes: `make bless` writes it anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadpact.compiling import compile_policy
from leadpact.targets import TARGETS, target_called
from leadpact_dsl.policy import read_policy
from leadpact_dsl.render import render
from leadpact_dsl.source import SourceFile
from tests.conftest import ROOT, Golden

GOLDEN = ROOT / "tests" / "golden"
POLICIES = sorted((GOLDEN / "policies").glob("*.sla"))


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_small_policies(path: Path, name: str, golden: Golden) -> None:
    target = target_called(name)
    read = read_policy([SourceFile(path.name, path.read_text(encoding="utf-8"))])
    assert read.policy is not None, render(read.diagnostics)
    done = compile_policy(read.policy, [target], {})
    assert done.diagnostics == ()
    golden(GOLDEN / name / f"{path.stem}.{target.file}", done.files[target.file])


def test_no_golden_file_is_left_over() -> None:
    wanted = {f"{name}/{path.stem}.{target_called(name).file}" for name in TARGETS for path in POLICIES}
    found = {
        str(path.relative_to(GOLDEN)) for path in GOLDEN.glob("*/*") if path.parent.name not in ("policies", "diff")
    }
    assert found == wanted
