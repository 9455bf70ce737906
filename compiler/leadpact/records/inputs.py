"""The files that a decision needs: leads, and the log of their activities, opened and their columns found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from leadpact.records.activities import ActivityFile, open_activities
from leadpact.records.columns import names_of
from leadpact.records.json_lines import JsonLinesTable
from leadpact.records.leads import LeadFile, open_leads
from leadpact.records.parts import Parts
from leadpact.records.rows import Table
from leadpact.records.tables import open_tables
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy


@dataclass(frozen=True)
class Inputs:
    leads: LeadFile
    activities: ActivityFile | None


def open_inputs(
    policy: Policy,
    leads: Path,
    activities: Path | None,
    encoding: str | None = None,
    as_of_column: str | None = None,
) -> Inputs | list[Diagnostic]:
    """Opens both files, or says everything that keeps them from being read. No row is read yet.

    Each may be a pattern that stands for several files. `as_of_column` names the column of leads that says as of when
    each is decided.
    """
    table = open_tables(leads, encoding=encoding)
    if not isinstance(table, list):
        table = with_keys(table, lead_keys(policy, *([as_of_column] if as_of_column else [])))
    lead_file = table if isinstance(table, list) else open_leads(policy, table, as_of_column)
    log: ActivityFile | list[Diagnostic] | None = None
    if activities is not None:
        table = open_tables(activities, encoding=encoding)
        log = table if isinstance(table, list) else open_activities(policy, with_keys(table, log_keys(policy)))
    wrong = [found for file in (lead_file, log) if isinstance(file, list) for found in file]
    if isinstance(lead_file, list) or isinstance(log, list):
        return wrong
    return Inputs(lead_file, log)


def lead_keys(policy: Policy, *more: str) -> list[str]:
    """The keys under which a record's values are looked for first."""
    fields = policy.lead.fields.values()
    return [policy.lead.id_column, *(names_of(field)[0] for field in fields), *more]


def log_keys(policy: Policy) -> list[str]:
    """The same for an activity."""
    keys = [policy.log.lead_column, policy.log.activity_column, policy.log.at_column]
    return keys + [names_of(own)[0] for activity in policy.activities.values() for own in activity.fields.values()]


def with_keys(table: Table, keys: Iterable[str]) -> Table:
    """A file of JSON Lines that holds nothing is an export without rows: it has all keys that are looked for."""
    if isinstance(table, JsonLinesTable) and table.holds_nothing:
        return replace(table, columns=tuple(sorted(set(keys))))
    if isinstance(table, Parts) and all(_holds_nothing(one) for one in table.tables):
        wanted = list(keys)
        return Parts(table.name, tuple(with_keys(one, wanted) for one in table.tables))
    return table


def _holds_nothing(table: Table) -> bool:
    return isinstance(table, JsonLinesTable) and table.holds_nothing
