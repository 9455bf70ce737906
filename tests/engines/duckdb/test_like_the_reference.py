"""The engine decides as the reference does: the same bytes in both tables, and the same leads refused."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import duckdb
import pytest

from leadpact.engines import Block
from leadpact.engines.reference import Case, Rows, Task
from leadpact.records.columnar.batch_writers import batch_writer
from leadpact.records.columnar.cycles import cycle_batch
from leadpact.records.columnar.decisions import DecisionTable
from leadpact.records.cycles import COLUMNS
from leadpact.records.decisions import columns_of
from leadpact.records.leads import reading_of
from leadpact.records.writers import table_writer
from leadpact_dsl.decision import Refused
from leadpact_dsl.model import ActivityRecord, Policy
from tests.compiler.records.columnar.blocks import plan_of
from tests.compiler.records.columnar.test_like_rows import sample
from tests.engines.duckdb.by_hand import engine

FOLDERS = ("policies/acme", "policies/gitlab", "policies/inbound")
DAY = 86_400_000


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        yield con


def by_reference(
    policy: Policy, cases: Sequence[Case], as_of: int | None
) -> tuple[bytes, bytes, list[tuple[int, str]]]:
    zone = reading_of(policy).zone
    files = io.BytesIO(), io.BytesIO()
    decisions = table_writer(".csv", files[0], columns_of(policy), zone)
    cycles = table_writer(".csv", files[1], COLUMNS, zone)
    refused = []
    for number, case in enumerate(cases):
        outcome = Task(policy, as_of, explain=False).outcome(case)
        match outcome:
            case Refused(reason=reason):
                refused.append((number, reason))
            case Rows():
                decisions.write(outcome.decision)
                for cycle in outcome.cycles:
                    cycles.write(cycle)
    return files[0].getvalue(), files[1].getvalue(), refused


def by_columns(
    policy: Policy, table: DecisionTable, blocks: Iterable[Block]
) -> tuple[bytes, bytes, list[tuple[int, str]]]:
    zone = reading_of(policy).zone
    files = io.BytesIO(), io.BytesIO()
    decisions = batch_writer(".csv", files[0], table.columns, zone, {})
    cycles = batch_writer(".csv", files[1], COLUMNS, zone, {})
    refused: list[tuple[int, str]] = []
    for block in blocks:
        decisions.write_batch(table.batch(block))
        if block.cycles is not None:
            cycles.write_batch(cycle_batch(block))
        refused += block.refused
    return files[0].getvalue(), files[1].getvalue(), refused


def compare(con: duckdb.DuckDBPyConnection, policy: Policy, cases: Sequence[Case], as_of: int | None) -> list[str]:
    """Fails where the two differ; the reasons of those that were refused."""
    wanted = by_reference(policy, cases, as_of)
    for at_once in (10_000, 97):
        runner = engine(con, plan_of(policy), cases, as_of, at_once)
        table = DecisionTable(policy, runner.statements.lines, reading_of(policy).zone)
        found = by_columns(policy, table, runner.blocks())
        assert found[2] == wanted[2]
        assert found[0].decode().splitlines() == wanted[0].decode().splitlines()
        assert found[1].decode().splitlines() == wanted[1].decode().splitlines()
        assert found[:2] == wanted[:2]
        assert table.standing.total() == len(cases) - len(wanted[2])
    return [reason for _, reason in wanted[2]]


@pytest.mark.parametrize("folder", FOLDERS)
def test_samples(con: duckdb.DuckDBPyConnection, folder: str) -> None:
    policy, as_of, cases = sample(folder, 260)
    compare(con, policy, cases, as_of)


def test_each_at_its_own_time(con: duckdb.DuckDBPyConnection) -> None:
    policy, as_of, cases = sample("policies/acme", 260)
    own = [replace(case, as_of=as_of - number % 90 * DAY) for number, case in enumerate(cases)]
    compare(con, policy, own, None)


def test_what_the_reference_refuses(con: duckdb.DuckDBPyConnection) -> None:
    policy, as_of, cases = sample("policies/acme", 260)
    few = list(cases[:12])
    early = ActivityRecord("handed_over", 315532800000)  # 1980, which no calendar covers
    few[3] = replace(few[3], activities=(early,))
    many = tuple(ActivityRecord("opened_email", as_of - 10**9 + number) for number in range(100_001))
    few[7] = replace(few[7], activities=many)
    # Activities are counted before a clock is looked at.
    few[8] = replace(few[8], activities=(early, *many))
    reasons = compare(con, policy, few, as_of)
    assert [reason.partition(" ")[0] for reason in reasons] == ["A", "The", "The"]


def test_no_leads_and_no_activities(con: duckdb.DuckDBPyConnection) -> None:
    policy, as_of, cases = sample("policies/acme", 260)
    compare(con, policy, [], as_of)
    compare(con, policy, [replace(case, activities=()) for case in cases[:20]], as_of)
