"""Versions of the policy of acme, leads to hold them against, and what the reference says of each lead."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from leadpact.engines.duckdb.connection import database
from leadpact.engines.history import Asked, Connections, History, Version, open_history
from leadpact.engines.history.cases import Case
from leadpact.policies import load
from leadpact.records.inputs import open_inputs
from leadpact.records.leads import ReadLead, reading_of
from leadpact.records.log import ActivityLog, read_log
from leadpact.records.times import instant_of
from leadpact_dsl.decision import Decision, Refused
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import Policy
from tests.conftest import ROOT

ACME = ROOT / "policies" / "acme"


def changed(into: Path, *edits: tuple[str, str, str], of: Path = ACME) -> Path:
    """A copy of a policy, with some texts replaced: (file, old, new). With an old text of "" the new one is added."""
    shutil.copytree(of, into)
    for name, old, new in edits:
        file = into / name
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{name} does not say {old!r}"
        file.write_text(text.replace(old, new) if old else f"{text}\n{new}", encoding="utf-8")
    return into


def sound(place: Path) -> Policy:
    policy, found = load(place)
    assert policy is not None, found
    return policy


def at(policy: Policy, written: str) -> int:
    found = instant_of(written, reading_of(policy).zone)
    assert isinstance(found, int)
    return found


@contextmanager
def history_of(folder: Path, asked: Asked) -> Iterator[History]:
    folder.mkdir(exist_ok=True)
    shares: list[float] = []
    with database(folder, 2, 1 << 28) as con:
        history = open_history(Connections(con), asked, shares.append)
        assert isinstance(history, History), history
        yield history
        assert shares == sorted(shares)


def asked_of(policies: Mapping[str, Policy], leads: Path, log: Path | None, as_of: int, **more: object) -> Asked:
    versions = tuple(Version(name, policy) for name, policy in policies.items())
    return Asked(versions=versions, leads=leads, activities=log, as_of=as_of, **more)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Reference:
    """What one version alone says of the files, row by row: `decisions` and `cases` by lead."""

    decisions: dict[str, Decision]
    cases: dict[str, Case]
    refused: dict[str, str]
    rejected: int
    log_rejected: int


def reference(policy: Policy, leads: Path, log: Path | None, as_of: int) -> Reference:
    inputs = open_inputs(policy, leads, log)
    assert not isinstance(inputs, list)
    read: ActivityLog | Diagnostic = ActivityLog()
    if inputs.activities is not None:
        read = read_log(inputs.activities, as_of, _nobody, lambda _: None)
    assert isinstance(read, ActivityLog)
    found = Reference({}, {}, {}, 0, 0)
    rejected = 0
    for row in inputs.leads.rows():
        assert not isinstance(row, Diagnostic)
        if not isinstance(row, ReadLead):
            rejected += 1
            continue
        case = Case(row.record, tuple(read.take(row.record.id)), as_of)
        decision = decide(policy, case.record, case.activities, as_of)
        if isinstance(decision, Refused):
            found.refused[row.record.id] = decision.reason
        else:
            found.decisions[row.record.id] = decision
            found.cases[row.record.id] = case
    return Reference(found.decisions, found.cases, found.refused, rejected, read.rejected)


def _nobody(_: object) -> None:
    """Whoever is told of rejects that the test does not look at."""
