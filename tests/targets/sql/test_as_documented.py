"""The page about warehouses, done as it says: raw tables are made ready, and the compiled query gives, in every cell,
what `leadpact score` writes of the same files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from leadpact.cli import main
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "warehouses.md").read_text(encoding="utf-8")
POLICY = ROOT / "policies" / "acme"
COMPILED = ROOT / "generated" / "acme"
AS_OF = 1_793_638_800_000
"""2026-11-02 12:00 in New York."""
ABSENT = {"same_as", "paid", "reasons"}
"""Columns of `leadpact score` that the page says the query does not have; besides those of clocks."""


def block(language: str) -> str:
    found = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len(found) == 1, language
    return str(found[0])


def rows(connection: duckdb.DuckDBPyConnection, sql: str, **given: int) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """The names of columns, and by lead its row."""
    done = connection.execute(sql, given) if given else connection.execute(sql)
    names = [column[0] for column in done.description or ()]
    found = done.fetchall()
    by_lead = {row[0]: dict(zip(names, row, strict=True)) for row in found}
    assert len(by_lead) == len(found), "a row for each lead"
    return names, by_lead


@pytest.fixture(params=[0, 6], ids=["all good", "some bad"])
def sample(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with leads, activities and decisions; the second with rows that are to be left out, too."""
    monkeypatch.chdir(tmp_path)
    words = ["--leads", "1000", "--seed", "9", "--bad", str(request.param), "--format", "parquet", "--out", "."]
    assert main(["sample", str(POLICY), *words]) == 0
    words = ["--policy", str(POLICY), "--activities", "activities.parquet", "--as-of", "2026-11-02 12:00"]
    assert main(["score", "leads.parquet", *words, "-o", "decisions.parquet"]) == 0
    (tmp_path / "policy.json").write_bytes((COMPILED / "policy.json").read_bytes())
    return tmp_path


def test_tables_made_as_the_page_says_give_the_same_decisions(sample: Path) -> None:
    with duckdb.connect() as connection:
        # Instants are instants, whatever zone the session has.
        connection.execute("SET TimeZone = 'Asia/Tokyo'")
        in_ms = "* REPLACE (epoch_ms(as_of) AS as_of, epoch_ms(recycle_until) AS recycle_until)"
        wanted_names, wanted = rows(connection, f"SELECT {in_ms} FROM 'decisions.parquet'")
        connection.execute(block("sql"))
        query = (COMPILED / "score.duckdb.sql").read_text(encoding="utf-8")
        names, found = rows(connection, query, as_of=AS_OF)
    both = [name for name in wanted_names if name in names]
    assert found.keys() == wanted.keys()
    differing = [
        (lead, name, row[name], found[lead][name])
        for lead, row in wanted.items()
        for name in both
        if row[name] != found[lead][name]
    ]
    assert differing == []
    assert sum(row["recycle_until"] is not None for row in wanted.values()) > 10
    clocks = ("_response", "_state", "_due")
    assert {name for name in wanted_names if name not in both and not name.endswith(clocks)} == ABSENT


def test_raw_tables_do_not(sample: Path) -> None:
    """What the page asks for is needed: the names of choices and activities as they are in the log give others."""
    with duckdb.connect() as connection:
        _, wanted = rows(connection, "SELECT * FROM 'decisions.parquet'")
        named = r"^CREATE MACRO named\((.*?)\) AS \(.*?^\);$"
        said, times = re.subn(named, r"CREATE MACRO named(\1) AS x;", block("sql"), flags=re.MULTILINE | re.DOTALL)
        assert times == 1
        connection.execute(said)
        query = (COMPILED / "score.duckdb.sql").read_text(encoding="utf-8")
        _, found = rows(connection, query, as_of=AS_OF)
    assert sum(row["total"] != found.get(lead, row)["total"] for lead, row in wanted.items()) > 10


def test_the_top_of_the_query_tells_every_name_and_every_column() -> None:
    query = (COMPILED / "score.duckdb.sql").read_text(encoding="utf-8")
    top = [line[2:] for line in query.splitlines() if line.startswith("--")]
    said = " ".join(" ".join(top).split())
    assert 'activities(lead_id text, activity text, "at" timestamp, position bigint,' in said
    assert "industry: software, fintech, commerce, media, other" in said
    assert "reason of returned: not_now, no_budget, no_reply, chose_another, wrong_fit" in said
    assert "viewed_page, opened_email, clicked_email, attended_webinar," in said
    assert '"N/A", "Unknown", "-"' in said
    assert "company, country, region, created_at, event of met_at_event," in said
    assert "points: fit, engagement, doubt, total, trial" in said
    assert "recycle_until bigint" in said
    assert max(map(len, top)) <= 120
