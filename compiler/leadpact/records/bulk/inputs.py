"""The files of a run, opened and their columns found, as `records.inputs` does it, for reading in bulk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from leadpact.records import problems
from leadpact.records.activities import ActivityFile, open_activities
from leadpact.records.inputs import Inputs, lead_keys, log_keys, with_keys
from leadpact.records.leads import LeadFile, open_leads
from leadpact.records.parts import Parts, is_pattern
from leadpact.records.rows import Table
from leadpact.records.tables import ending_of, files_of, open_table
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy


def open_inputs(
    policy: Policy,
    leads: Path,
    activities: Path | None,
    encoding: str | None = None,
    as_of_column: str | None = None,
) -> Inputs | list[Diagnostic]:
    """As `records.inputs.open_inputs`; the keys of JSON Lines are found in bulk, and only as far as needed."""
    keys = lead_keys(policy, *([as_of_column] if as_of_column else []))
    table = open_in_bulk(leads, encoding, keys)
    lead_file: LeadFile | list[Diagnostic] = (
        table if isinstance(table, list) else open_leads(policy, table, as_of_column)
    )
    log: ActivityFile | list[Diagnostic] | None = None
    if activities is not None:
        table = open_in_bulk(activities, encoding, log_keys(policy))
        log = table if isinstance(table, list) else open_activities(policy, table)
    wrong = [found for file in (lead_file, log) if isinstance(file, list) for found in file]
    if isinstance(lead_file, list) or isinstance(log, list):
        return wrong
    return Inputs(lead_file, log)


def tables_of(table: Table) -> tuple[Table, ...]:
    return table.tables if isinstance(table, Parts) else (table,)


def open_in_bulk(path: Path, encoding: str | None, keys: Iterable[str]) -> Table | list[Diagnostic]:
    """A file, or all that a pattern stands for. `keys` are those of JSON Lines that have to be found."""
    paths = files_of(path)
    if not paths:
        return [problems.unreadable(str(path), "there is no file that it matches")]
    wanted = frozenset(keys)
    opened = [_opened(one, encoding, wanted.issubset) for one in paths]
    wrong = [table for table in opened if isinstance(table, Diagnostic)]
    tables = [table for table in opened if not isinstance(table, Diagnostic)]
    if wrong:
        return wrong
    return with_keys(Parts(str(path), tuple(tables)) if is_pattern(path) else tables[0], wanted)


def _opened(path: Path, encoding: str | None, enough: Callable[[frozenset[str]], bool]) -> Table | Diagnostic:
    """Once every key that is wanted first is there, as it is written, no other one can be meant instead."""
    if (ending_of(path) or "").startswith((".jsonl", ".ndjson")) and not path.is_dir():
        from leadpact.records.bulk.json_batches import open_json_bulk

        return open_json_bulk(path, str(path), encoding, enough)
    return open_table(path, encoding=encoding)
