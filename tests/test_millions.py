"""What is measured on millions of leads must agree on a few hundred. No test here measures time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from benchmarks.agreeing import Disagreement
from benchmarks.millions import agreeing, chart, generator, statements
from benchmarks.millions.contestants import COLUMNS, CONTESTANTS, Job
from benchmarks.millions.goals import lines
from benchmarks.millions.running import Turn, Turns

LEADS = 600
OF_DUCKDB = "best", "best_for_any", "obvious", "compiled", "compiled_with_lines"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> generator.Files:
    return generator.made(tmp_path_factory.mktemp("made"), LEADS)


@pytest.fixture(scope="module")
def written(files: generator.Files) -> dict[str, Path]:
    """What each contestant that can be run here says of the same leads."""
    folder = files.leads.parent
    statements.write(folder)
    names = list(OF_DUCKDB)
    for name, package in (("polars", "polars"), ("zen", "zen")):
        if _installed(package):
            names.append(name)
    names.append("scorer")
    for name in names:
        CONTESTANTS[name](_job(files, name))()
    return {name: folder / f"{name}.parquet" for name in names}


def _installed(package: str) -> bool:
    return subprocess.run([sys.executable, "-c", f"import {package}"], capture_output=True, check=False).returncode == 0


def _job(files: generator.Files, name: str) -> Job:
    folder = files.leads.parent
    out = folder / f"{name}.parquet"
    return Job(str(files.leads), str(files.activities), str(out), generator.AS_OF, 1, str(folder))


def test_all_contestants_say_the_same_and_what_the_reference_says(
    files: generator.Files, written: dict[str, Path]
) -> None:
    agreeing.check_equal(written)
    assert agreeing.check_sample(written["best"], files, reference=60, by_hand=LEADS) > LEADS


def test_the_statement_by_hand_for_any_log_holds_for_an_odd_one(tmp_path: Path) -> None:
    made = generator.made(tmp_path, 5_000)
    odd = generator.Files(tmp_path / "odd-leads.parquet", tmp_path / "odd-activities.parquet")
    _make_odd(made, odd)
    statements.write(tmp_path)
    written = {}
    for name in ("compiled", "best_for_any"):
        CONTESTANTS[name](_job(odd, name))()
        written[name] = tmp_path / f"{name}.parquet"
    agreeing.check_equal(written)


def _make_odd(made: generator.Files, odd: generator.Files) -> None:
    """Texts with odd letters, blanks at their ends and words for what is not known; many rows of one instant, some long
    ago; values that are missing; positions of seventeen digits."""
    connection = duckdb.connect()
    connection.execute("SET threads = 1; SELECT setseed(0.4)")
    connection.execute("""
        CREATE MACRO odd(words, chance) AS CASE floor(chance * 30)
          WHEN 0 THEN '-' WHEN 1 THEN 'N/A' WHEN 2 THEN chr(160) || 'unKnown' || chr(9) WHEN 3 THEN '' WHEN 4 THEN NULL
          WHEN 5 THEN chr(9) || words || ' ' WHEN 6 THEN upper(words) || chr(160) WHEN 7 THEN replace(words, 's', 'ſ')
          WHEN 8 THEN replace(words, 'k', chr(8490)) WHEN 9 THEN replace(words, 'i', 'İ')
          WHEN 10 THEN replace(words, ' ', chr(160)) ELSE words END
    """)
    texts = ("title", "company", "email", "email_domain", "country", "brought_by", "last_rep")
    leads = ", ".join(f"odd({name}, random()) AS {name}" for name in texts)
    moved = """CASE WHEN random() < 0.1 THEN "at" - INTERVAL 1500 DAY WHEN random() < 0.3 THEN date_trunc('month', "at")
        ELSE "at" END"""
    missing = ", ".join(
        f"CASE WHEN random() > 0.1 THEN {name} END AS {name}" for name in ("form", "event", "ours", "seconds")
    )
    activities = (
        f"odd(path, random()) AS path, odd(feature, random()) AS feature, position * 1000000000000 AS position, "
        f'{missing}, {moved} AS "at"'
    )
    for columns, one, other in ((leads, made.leads, odd.leads), (activities, made.activities, odd.activities)):
        connection.execute(f"COPY (SELECT * REPLACE ({columns}) FROM '{one}') TO '{other}'")


def test_a_result_that_differs_in_one_hundredth_is_told(
    files: generator.Files, written: dict[str, Path], tmp_path: Path
) -> None:
    spoilt = tmp_path / "spoilt.parquet"
    changed = "CASE WHEN lead_id = (SELECT max(lead_id) FROM one) THEN fit + 0.01 ELSE fit END AS fit"
    duckdb.connect().execute(
        f"COPY (WITH one AS (FROM '{written['best']}') SELECT * REPLACE ({changed}) FROM one) TO '{spoilt}'"
    )
    with pytest.raises(Disagreement):
        agreeing.check_equal({"best": written["best"], "spoilt": spoilt})
    with pytest.raises(Disagreement):
        agreeing.check_sample(spoilt, files, reference=20, by_hand=LEADS)


def test_a_result_that_lacks_a_lead_is_told(written: dict[str, Path], tmp_path: Path) -> None:
    short = tmp_path / "short.parquet"
    duckdb.connect().execute(f"COPY (FROM '{written['best']}' ORDER BY lead_id LIMIT {LEADS - 1}) TO '{short}'")
    with pytest.raises(Disagreement):
        agreeing.check_equal({"best": written["best"], "short": short})


def test_the_same_seed_makes_the_same_files(files: generator.Files, tmp_path: Path) -> None:
    again = generator.made(tmp_path, LEADS)
    assert [file.read_bytes() for file in again] == [file.read_bytes() for file in files]
    other = generator.made(tmp_path, LEADS, seed=1)
    assert other.leads.read_bytes() != files.leads.read_bytes()


def test_made_up_leads_have_what_rules_ask_for(files: generator.Files, written: dict[str, Path]) -> None:
    connection = duckdb.connect()
    (rows,) = connection.execute(f"SELECT count(*) FROM '{files.activities}'").fetchone() or (0,)
    assert rows == generator.EACH * LEADS
    said = {name for (name,) in connection.execute(f"SELECT DISTINCT stage FROM '{written['best']}'").fetchall()}
    assert {"inquiry", "MQL", "SAL", None} <= said
    assert tuple(connection.read_parquet(str(written["best"])).columns) == (COLUMNS[0], "as_of", *COLUMNS[1:])


def test_a_contestant_runs_by_itself(files: generator.Files, tmp_path: Path) -> None:
    job = _job(files, "floor")._replace(out=str(tmp_path / "floor.parquet"))
    command = [sys.executable, "-m", "benchmarks.millions.contestants", "floor", json.dumps(job)]
    root = Path(agreeing.__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert float(done.stdout) > 0


def test_goals_and_chart_show_what_was_measured() -> None:
    def taken(seconds: float) -> Turns:
        return Turns((Turn(seconds, seconds + 1, seconds, 512), Turn(seconds, seconds + 1, seconds, 1024)))

    small = {"best": taken(1), "obvious": taken(2), "compiled": taken(1.5), "compiled_with_lines": taken(1.5)}
    large = {"best": taken(10), "obvious": taken(40), "compiled": taken(9), "compiled_with_lines": taken(10)}
    said = "\n".join(lines({100_000: small, 1_000_000: large}))
    reached = ("| 1.1 | 0.90 | yes |", "| 0.75 | 0.23 | yes |", "| 1.2 | 1.11 | yes |", "| 1.5 | 1.25 | yes |")
    for figure in (*reached, "| 11 | 6.00 | yes |", "| 2 GiB | 1.00 GiB | yes |"):
        assert figure in said
    missed = "\n".join(lines({1_000_000: {"best": taken(10), "compiled": taken(12)}}))
    assert "| 1.1 | 1.20 | **no** |" in missed
    drawn = chart.svg(1_000_000, {name: turns.work for name, turns in large.items()} | {"a < b": 1.0})
    assert drawn.count("<rect") == len(large) + 2
    assert "a &lt; b" in drawn
