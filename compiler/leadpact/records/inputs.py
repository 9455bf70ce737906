"""The files that a decision needs: leads, and the log of their activities, opened and their columns found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leadpact.records.activities import ActivityFile, open_activities
from leadpact.records.leads import LeadFile, open_leads
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
    lead_table = open_tables(leads, encoding=encoding)
    lead_file = lead_table if isinstance(lead_table, list) else open_leads(policy, lead_table, as_of_column)
    log: ActivityFile | list[Diagnostic] | None = None
    if activities is not None:
        table = open_tables(activities, encoding=encoding)
        log = table if isinstance(table, list) else open_activities(policy, table)
    wrong = [found for file in (lead_file, log) if isinstance(file, list) for found in file]
    if isinstance(lead_file, list) or isinstance(log, list):
        return wrong
    return Inputs(lead_file, log)
