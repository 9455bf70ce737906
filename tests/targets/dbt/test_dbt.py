"""The dbt model as a company runs it: a project of its own, on DuckDB, its decisions those of the reference."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from leadpact.targets.dbt import model, properties
from leadpact_dsl import model as language
from tests.conftest import ROOT
from tests.targets.at_random.cases import Case
from tests.targets.at_random.policy import read
from tests.targets.sql.batches import Batch
from tests.targets.sql.databases import DuckDB
from tests.targets.sql.differing import at_one_instant, by_place, people_difference
from tests.targets.test_differential import POLICIES, cases_at_random, policy_at

HOSTILE = r"""
agreement "{{ 1 / 0 }} {% raw %} {# a"
  timezone "Europe/London"
  purpose "{{ target.name }}"
lead
  title "Title {{ x }}": text
  size "{% endraw %}": whole number
activity asked "asked \"{{ ref('x') }}\""
  reason "{# why #}": text
score total "Total {% if %}" from 0 to 100
  +30 if title contains one of "{{ y }}", "{% z %}", "{# n #}", "it's", "a\\b", "{{{" because "{{ 7 * 7 }}: \"yes\" \\"
  +10 for each asked where reason is "{% raw %}" because "{%- x -%}"
  group "{{ g }}" at most 5 points counts 50% only if size is at least 3
    +7 if size is at least 3
stage new "New {{"
stage hot "Hot"
  when total is at least 30
"""


def dbt() -> Path:
    """dbt in the environment that `make test` gives it, or another one that LEADPACT_DBT names, or that of the path."""
    named = os.environ.get("LEADPACT_DBT") or shutil.which("dbt")
    for found in (Path(named) if named else None, ROOT / ".venv" / "dbt" / "bin" / "dbt"):
        if found is not None and found.is_file():
            return found
    pytest.skip("NOT TESTED with dbt: `make test` brings it, or LEADPACT_DBT names one.")


def project(folder: Path, batch: Batch) -> DuckDB:
    """A dbt project with the compiled files as its models, and the cases in its database, which is not open then."""
    (folder / "models").mkdir()
    for target in (model.target, properties.target):
        emitted = target.emit(batch.plan)
        assert isinstance(emitted, str)
        (folder / "models" / target.file).write_text(emitted, encoding="utf-8", newline="")
    settings = {"name": "scoring", "version": "1.0", "profile": "scoring", "model-paths": ["models"]}
    (folder / "dbt_project.yml").write_text(json.dumps(settings))
    output = {"type": "duckdb", "path": str(folder / "warehouse.duckdb"), "threads": 1}
    profile = {"scoring": {"target": "here", "outputs": {"here": output}}}
    (folder / "profiles.yml").write_text(json.dumps(profile))
    database = DuckDB(folder / "warehouse.duckdb")
    database.load(*batch.natural(as_of=False))
    database.connection.close()
    return database


def build(folder: Path, as_of: int) -> dict[str, str]:
    """The outcome of everything that `dbt build` does, runs and tests: by name its status."""
    words = ["build", "--project-dir", folder, "--profiles-dir", folder, "--vars", f"as_of: {as_of}", "--quiet"]
    quiet = {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1"}
    ran = subprocess.run(
        [dbt(), *words], capture_output=True, text=True, cwd=folder, env={**os.environ, **quiet}, check=False
    )
    results = folder / "target" / "run_results.json"
    assert results.is_file(), ran.stdout + ran.stderr
    found = json.loads(results.read_text(encoding="utf-8"))["results"]
    assert ran.returncode == 0, [one["message"] for one in found if one["status"] not in ("success", "pass")]
    return {one["unique_id"]: one["status"] for one in found}


def check(folder: Path, batch: Batch) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    as_of, wanted = at_one_instant(batch)
    assert len(wanted) > 3
    project(folder, batch)
    outcome = build(folder, as_of)
    database = DuckDB(folder / "warehouse.duckdb")
    names, rows = database.rows(f"SELECT * FROM {model.MODEL}")
    database.connection.close()
    assert len(rows) == len(batch.cases)
    assert [name.lower() for name in names] == [column.name.lower() for column in properties.columns(batch.plan)]
    found = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
    assert people_difference(model.statement_of(batch.plan), wanted, by_place(batch, found)) is None
    return outcome


def test_decisions_are_those_of_the_reference(tmp_path: Path) -> None:
    policy = policy_at(next(path for path in POLICIES if path.stem == "inbound"))
    examples = [Case(one.lead, one.activities, one.as_of) for one in policy.examples]
    outcome = check(tmp_path, Batch(policy, [*examples, *cases_at_random(policy, "dbt", 20)]))
    assert outcome["model.scoring.lead_decisions"] == "success"
    tests = [name for name in outcome if name.startswith("test.")]
    assert len(tests) > 10
    # The cases have activities that the policy does not declare: these count for nothing, and dbt warns of them.
    odd = {name: outcome[name] for name in tests if outcome[name] != "pass"}
    assert set(odd.values()) == {"warn"}
    assert all("source_accepted_values_leadpact_activities__activity_" in name for name in odd)


def test_a_choice_that_is_not_given_by_its_name_is_found(tmp_path: Path) -> None:
    policy = policy_at(next(path for path in POLICIES if path.stem == "inbound"))
    batch = Batch(policy, [Case(one.lead, one.activities, one.as_of) for one in policy.examples])
    project(tmp_path, batch).connection.close()
    database = DuckDB(tmp_path / "warehouse.duckdb")
    database.connection.execute("UPDATE leads SET industry = 'Manufacturing' WHERE industry = 'manufacturing'")
    database.connection.close()
    with pytest.raises(AssertionError, match="configured to fail"):
        build(tmp_path, at_one_instant(batch)[0])
    found = json.loads((tmp_path / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
    (failed,) = (one["unique_id"] for one in found if one["status"] == "fail")
    assert "source_accepted_values_leadpact_leads__industry_" in failed


def test_what_looks_like_a_template_stays_text(tmp_path: Path) -> None:
    """In conditions, labels, reasons and the title: the same decisions, and the words are told as they are written."""
    policy = read(HOSTILE)
    assert policy is not None
    texts = ["{{ y }}", "y", "{% z %} x", "{# n #}", "IT'S", "a\\b", "{{{", "{ { y } }", None]
    at = 1_793_600_000_000
    cases = [
        Case(
            language.LeadRecord(f"L{place}", {"size": 7 - place, **({} if text is None else {"title": text})}),
            (language.ActivityRecord("asked", at - 1, {"reason": "{% raw %}" if place % 2 else "raw"}),),
            at,
        )
        for place, text in enumerate(texts)
    ]
    batch = Batch(policy, cases)
    assert {one.scores["total"].value for one in batch.decisions.values()} >= {0, 10, 40}
    check(tmp_path, batch)
    told = json.loads((tmp_path / "target" / "manifest.json").read_text(encoding="utf-8"))
    node = told["nodes"]["model.scoring.lead_decisions"]
    assert node["description"] == "{{ 1 / 0 }} {% raw %} {# a: a decision for every lead."
    assert '{{ 7 * 7 }}: "yes" \\' in node["columns"]["total_1"]["description"]
