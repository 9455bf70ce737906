"""Tables written from columns are, byte for byte, those written row by row."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from leadpact.cli import main
from leadpact.engines.reference import Case, Rows, Task
from leadpact.records.columnar.batch_writers import batch_writer
from leadpact.records.columnar.cycles import cycle_batch
from leadpact.records.columnar.decisions import DecisionTable
from leadpact.records.cycles import COLUMNS
from leadpact.records.decisions import columns_of
from leadpact.records.inputs import Inputs, open_inputs
from leadpact.records.leads import ReadLead, reading_of
from leadpact.records.log import ActivityLog, read_log
from leadpact.records.times import instant_of
from leadpact.records.writers import Cell, Column, table_writer
from leadpact_dsl.decision import Decision
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import Policy
from tests.compiler.records.columnar.blocks import block_of, lines_of, plan_of, policy_at

ENDINGS = (".csv", ".tsv", ".jsonl", ".parquet")
ABOUT = {"leadpact.policy.title": "A policy"}


@cache
def sample(folder: str, count: int) -> tuple[Policy, int, tuple[Case, ...]]:
    policy = policy_at(folder)
    as_of = instant_of("2027-01-20 16:10:30.500", reading_of(policy).zone)
    assert isinstance(as_of, int)
    with TemporaryDirectory() as place:
        words = ["sample", folder, "--leads", str(count), "--seed", "11", "--out", place, "--bad", "4"]
        assert main([*words, "--as-of", "2027-01-15 10:00"]) == 0
        inputs = open_inputs(policy, Path(place) / "leads.csv", Path(place) / "activities.csv")
        assert isinstance(inputs, Inputs)
        assert inputs.activities is not None
        log = read_log(inputs.activities, as_of, lambda _: None, lambda _: None)
        assert isinstance(log, ActivityLog)
        leads = [row.record for row in inputs.leads.rows() if isinstance(row, ReadLead)]
        return policy, as_of, tuple(Case(lead, log.take(lead.id), same_as=f"={lead.id}") for lead in leads)


def by_rows(ending: str, policy: Policy, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> bytes:
    file = io.BytesIO()
    writer = table_writer(ending, file, columns, reading_of(policy).zone, ABOUT)
    for row in rows:
        writer.write(row)
    writer.close()
    return file.getvalue()


@pytest.mark.parametrize("folder", ["policies/acme", "policies/gitlab", "policies/inbound"])
def test_samples(folder: str) -> None:
    policy, as_of, cases = sample(folder, 260)
    zone, lines = reading_of(policy).zone, lines_of(plan_of(policy))
    kept, decided = [], []
    for case in cases:
        outcome, decision = (
            Task(policy, as_of, explain=False).outcome(case),
            decide(policy, case.lead, case.activities, as_of),
        )
        if isinstance(outcome, Rows) and isinstance(decision, Decision):
            kept.append(outcome)
            decided.append(decision)
    assert len(decided) > 150
    assert len({decision.stage for decision in decided}) > 2
    cycles = [cycle for rows in kept for cycle in rows.cycles]
    blocks = [block_of(policy, lines, decided[first : first + 90], 2 * first) for first in range(0, len(decided), 90)]
    for ending in ENDINGS:
        decisions_file, cycles_file = io.BytesIO(), io.BytesIO()
        table = DecisionTable(policy, lines, zone)
        decisions = batch_writer(ending, decisions_file, table.columns, zone, ABOUT)
        runs = batch_writer(ending, cycles_file, COLUMNS, zone, ABOUT)
        for block in blocks:
            decisions.write_batch(table.batch(block))
            runs.write_batch(cycle_batch(block))
        decisions.close()
        runs.close()
        wanted = by_rows(ending, policy, columns_of(policy), [rows.decision for rows in kept])
        if ending != ".parquet":
            assert decisions_file.getvalue().decode().splitlines() == wanted.decode().splitlines()
        assert decisions_file.getvalue() == wanted
        assert cycles_file.getvalue() == by_rows(ending, policy, COLUMNS, cycles)
        assert table.standing.total() == len(decided)
