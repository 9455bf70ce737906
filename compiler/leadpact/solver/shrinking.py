"""Fewer facts: what an example does not need is left out, one fact after the other, as long as the reference agrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from leadpact.solver.ground import Both
from leadpact.solver.witness import Witness
from leadpact_dsl.model import ActivityRecord, LeadRecord

Confirm = Callable[[Witness], "Witness | None"]
"""The same with its decisions where all questions are still answered with yes."""

_MOST_TRIES = 60


def with_fewer_facts(both: Both, witness: Witness, confirm: Confirm) -> Witness:
    """All of several alike activities at once first, then one by one, then fields of the lead."""
    tries = 0
    for less in (_without_kinds, _without_activities, _without_fields):
        place = 0
        while tries < _MOST_TRIES:
            smaller = less(both, witness, place)
            if smaller is None:
                break
            tries += 1
            confirmed = confirm(smaller)
            if confirmed is None:
                place += 1
            else:
                witness = confirmed
    return witness


def _without_kinds(both: Both, witness: Witness, place: int) -> Witness | None:
    """Without all activities of the n-th kind."""
    kinds = sorted({kind for which, log in enumerate(witness.logs) for kind in _kinds(both, which, log)})
    if place >= len(kinds):
        return None
    return _keeping(both, witness, lambda key: key[0] != kinds[place])


def _without_activities(both: Both, witness: Witness, place: int) -> Witness | None:
    """Without the n-th activity."""
    keys = sorted({key for which, log in enumerate(witness.logs) for key, _ in _keyed(both, which, log)})
    if place >= len(keys):
        return None
    return _keeping(both, witness, lambda key: key != keys[place])


def _without_fields(both: Both, witness: Witness, place: int) -> Witness | None:
    """Without the n-th field that need not be known."""
    known = [
        field
        for field in both.merged.lead.values()
        if not field.required
        and any(
            one is not None and one.name in record.values for one, record in zip(field.of, witness.records, strict=True)
        )
    ]
    if place >= len(known):
        return None
    records = []
    for one, record in zip(known[place].of, witness.records, strict=True):
        values = {name: value for name, value in record.values.items() if one is None or name != one.name}
        records.append(LeadRecord(record.id, values))
    return replace(witness, records=tuple(records), decisions=())


Key = tuple[str, int, int]
"""An activity as all policies know it: its common kind, its instant, and the how many-th of these it is."""


def _keeping(both: Both, witness: Witness, keep: Callable[[Key], bool]) -> Witness:
    logs = tuple(
        tuple(row for key, row in _keyed(both, which, log) if keep(key)) for which, log in enumerate(witness.logs)
    )
    return replace(witness, logs=logs, decisions=())


def _keyed(both: Both, which: int, log: tuple[ActivityRecord, ...]) -> Iterator[tuple[Key, ActivityRecord]]:
    seen: Counter[tuple[str, int]] = Counter()
    for row in log:
        kind = both.merged.kinds[which].get(row.activity, row.activity)
        seen[kind, row.at] += 1
        yield (kind, row.at, seen[kind, row.at]), row


def _kinds(both: Both, which: int, log: tuple[ActivityRecord, ...]) -> set[str]:
    return {key[0] for key, _ in _keyed(both, which, log)}
