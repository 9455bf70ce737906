"""Random files, wrong in every way, mean the same to both readers, wherever stretches of them happen to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadpact.records.bulk import batches, odd_values, settling_log, stretches
from tests.compiler.records.bulk.comparing import Read, agree, in_bulk
from tests.compiler.records.bulk.nasty import LEAD_COLUMNS, LOG_COLUMNS, Nasty
from tests.compiler.records.desk import desk

AS_OF = 1793545201000


def files(nasty: Nasty, folder: Path) -> tuple[Path, Path]:
    """A file or a pattern of leads, and one of their log."""
    found = []
    for name, columns, most in (("leads", LEAD_COLUMNS, 150), ("log", LOG_COLUMNS, 250)):
        if nasty.dice.random() < 0.7:
            found.append(nasty.file(folder, name, columns, nasty.dice.randrange(most)))
        else:
            for number in range(nasty.dice.randrange(1, 4)):
                nasty.file(folder, f"{name}{number}", columns, nasty.dice.randrange(most // 3))
            found.append(folder / f"{name}*")
    return found[0], found[1]


@pytest.mark.parametrize("seed", range(24))
def test_random_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    nasty = Nasty(seed)
    leads, log = files(nasty, tmp_path)
    if seed % 2:
        monkeypatch.setattr(stretches, "SIZE", nasty.dice.choice([100, 700, 3000]))
        monkeypatch.setattr(stretches, "_SHORTEST", nasty.dice.choice([30, 500]))
        monkeypatch.setattr(batches, "_ROWS_AT_ONCE", 7)
        monkeypatch.setattr(odd_values, "_AT_ONCE", 5)
        monkeypatch.setattr(settling_log, "_LEADS_OF_A_PART", 10)
    agree(desk(), leads, log, AS_OF if nasty.dice.random() < 0.7 else "as of")


def test_any_number_of_threads_gives_the_same(tmp_path: Path) -> None:
    nasty = Nasty(7)
    leads = nasty.parquet(tmp_path / "leads.parquet", LEAD_COLUMNS, 400)
    log = nasty.delimited(tmp_path / "log.csv", LOG_COLUMNS, 900)
    found = [in_bulk(desk(), leads, log, AS_OF, threads=threads) for threads in (1, 2, 5)]
    assert isinstance(found[0], Read)
    assert found[0] == found[1] == found[2]
