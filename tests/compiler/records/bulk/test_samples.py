"""What `leadpact sample` makes up for the committed policies, a tenth of it wrong, means the same to both readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadpact.policies import load
from tests.compiler.records.bulk.comparing import Read, agree
from tests.conftest import ROOT, RunCli


@pytest.mark.parametrize("name", ["acme", "gitlab", "inbound"])
@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl"])
def test_samples(run_cli: RunCli, tmp_path: Path, name: str, ending: str) -> None:
    folder = ROOT / "policies" / name
    options = ["--leads", "120", "--seed", "5", "--bad", "10", "--as-of", "2026-11-02 12:00", "--format", ending]
    run_cli("sample", folder, *options, "--out", tmp_path)
    policy = load(folder).policy
    assert policy is not None
    found = agree(policy, tmp_path / f"leads.{ending}", tmp_path / f"activities.{ending}", 1793638800000)
    assert isinstance(found, Read)
    assert len(found.leads) > 80
    assert len(found.lead_rejects) > 3
    assert len(found.log_rejects) > 3
