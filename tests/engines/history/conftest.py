from __future__ import annotations

import csv
from pathlib import Path

import pytest

from leadpact.cli import main
from tests.engines.history.versions import ACME

AS_OF = "2026-11-02 12:00"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Leads and activities of acme, with rows that cannot be read."""
    folder = tmp_path_factory.mktemp("sample")
    words = ["sample", str(ACME), "--leads", "140", "--seed", "5", "--as-of", AS_OF, "--out", str(folder)]
    assert main(words) == 0
    leads = folder / "leads.csv"
    with leads.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    rows[7][header.index("industry")] = "healthcare"
    rows[41][header.index("region")] = "Mars"
    rows.insert(60, list(rows[12]))
    rows.insert(80, ["", *rows[13][1:]])
    with leads.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return folder
