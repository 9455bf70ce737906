"""What `leadpact score` says on stderr once it is done, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from leadpact.cli.as_of import AsOf
from leadpact.cli.scoring import Tally
from leadpact.records.inputs import Inputs
from leadpact.records.rejects import Kind, Rejected
from leadpact_dsl.model import Field, Policy
from leadpact_dsl.phrases.words import counted, listed, quoted

_KINDS: dict[Kind, str] = {
    "broken row": "not a whole row",
    "no lead id": "without an id",
    "lead given twice": "given twice",
    "value that does not fit": "with a value that does not fit",
    "required value unknown": "without a value that the policy requires",
    "no activity named": "without an activity",
    "no time given": "without a time",
    "refused by the policy": "that cannot be decided",
}

_NAMED = 5


def summary(
    policy: Policy, inputs: Inputs, tally: Tally, as_of: AsOf, first: list[Rejected], rejects: Path | None, took: float
) -> Iterator[str]:
    """Line by line: notes on the files, what was read, what came of it, and what was rejected and why."""
    yield from _notes(policy, inputs, tally)
    repeat = "" if as_of.given else "; give --as-of to repeat it"
    activities = f" and {counted(tally.log.read, 'activity', 'activities')}" if inputs.activities is not None else ""
    yield (
        f"Read {counted(tally.read, 'lead')}{activities} in {took:.1f} s, as of {as_of.written} "
        f"({as_of.zone.name}{repeat})."
    )
    yield f"Scored {tally.scored:,}{_standing(policy, tally)}"
    if tally.rejected:
        kinds = [f"{count:,} {_KINDS[kind]}" for kind, count in tally.rejected.most_common()]
        yield f"Rejected {counted(tally.rejected.total(), 'lead')}: {listed(kinds, 'and')}."
    if tally.log.rejected:
        yield f"Rejected {counted(tally.log.rejected, 'activity', 'activities')}; the leads are scored without them."
    for rejected in first:
        where = inputs.leads if rejected.file == "leads" else inputs.activities
        assert where is not None
        yield f"  {where.table.name}, {where.table.counted} {rejected.number}: {rejected.problems[0].reason}"
    if rejects is not None and first:
        yield f"  All are in {rejects}, each with its reason."


def _standing(policy: Policy, tally: Tally) -> str:
    names = [*policy.stages, "recycled", "disqualified"]
    counts = [f"{tally.standing[name]:,} {name}" for name in names if tally.standing[name]]
    return f": {listed(counts, 'and')}." if counts else "."


def _notes(policy: Policy, inputs: Inputs, tally: Tally) -> Iterator[str]:
    if inputs.leads.absent:
        name = inputs.leads.table.name
        yield f"note: {name} has no column for {_labels(inputs.leads.absent)}: unknown for all leads."
    if inputs.activities is not None:
        yield from _log_notes(policy, inputs, tally)
    if tally.sameness.count and tally.sameness.first_pair:
        later, earlier = tally.sameness.first_pair
        yield (
            f"note: {counted(tally.sameness.count, 'lead is', 'leads are')} the same as an earlier one, by what the "
            f"policy calls the same: {later} and {earlier}, for instance. Each is scored by itself."
        )


def _log_notes(policy: Policy, inputs: Inputs, tally: Tally) -> Iterator[str]:
    assert inputs.activities is not None
    name, log = inputs.activities.table.name, tally.log
    absent = [field for field in inputs.activities.absent if not field.required]
    if absent:
        yield f"note: {name} has no column for {_labels(tuple(absent))}: unknown for all activities."
    if log.undeclared:
        kinds = [f"{quoted(kind)} ({count:,})" for kind, count in log.undeclared.most_common(_NAMED)]
        more = len(log.undeclared) - _NAMED
        kinds += [f"{more} more"] if more > 0 else []
        said = _not_counted(log.undeclared.total())
        yield f"note: {said}, of kinds that the policy does not declare: {listed(kinds, 'and')}."
    if log.later:
        yield f"note: {_not_counted(log.later)}, after the time asked for."
    left, leads = log.left()
    if left:
        missing = counted(leads, "lead")
        yield f"note: {_not_counted(left)}, of {missing} that {inputs.leads.table.name} does not have."


def _not_counted(activities: int) -> str:
    return counted(activities, "activity does not count", "activities do not count")


def _labels(fields: tuple[Field, ...]) -> str:
    labels = list(dict.fromkeys(quoted(field.label) for field in fields))
    more = len(labels) - 2 * _NAMED
    return listed([*labels[: 2 * _NAMED], *([f"{more} more"] if more > 0 else [])], "and")
