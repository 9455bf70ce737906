"""What `leadpact score` says on stderr once it is done, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from leadpact.cli.score_account import Account, LogAccount
from leadpact.records.rejects import Kind, Rejected
from leadpact_dsl.model import Field, Policy
from leadpact_dsl.phrases.words import counted, listed, quoted

KINDS: dict[Kind, str] = {
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
    policy: Policy,
    account: Account,
    as_of: str,
    first: list[Rejected],
    rejects: Path | None,
    took: float,
    *,
    written: bool,
) -> Iterator[str]:
    """Line by line: notes on the files, what was read, what came of it, and what was rejected and why.

    `as_of` says as of when leads were decided, `first` are some rejects, `took` is in seconds, and `written` whether
    decisions were.
    """
    yield from _notes(account)
    log = account.log
    activities = f" and {counted(log.counts.read, 'activity', 'activities')}" if log is not None else ""
    yield f"Went through {counted(account.read, 'lead')}{activities} in {took:.1f} s, {as_of}."
    yield f"{'Scored' if written else 'Would have scored'} {account.scored:,}{_standing(policy, account)}"
    if account.rejected:
        kinds = [f"{count:,} {KINDS[kind]}" for kind, count in account.rejected.most_common()]
        yield f"Rejected {counted(account.rejected.total(), 'lead')}: {listed(kinds, 'and')}."
    if log is not None and log.counts.rejected:
        yield f"Rejected {counted(log.counts.rejected, 'activity', 'activities')}; the leads are scored without them."
    for rejected in first:
        yield f"  {account.place(rejected)}: {rejected.problems[0].reason}"
    if first:
        where = f"All are in {rejects}" if rejects is not None else "--rejects FILE keeps all of them"
        yield f"  {where}, each with its reason."


def _standing(policy: Policy, account: Account) -> str:
    names = [*policy.stages, "recycled", "disqualified"]
    counts = [f"{account.standing[name]:,} {name}" for name in names if account.standing[name]]
    return f": {listed(counts, 'and')}." if counts else "."


def _notes(account: Account) -> Iterator[str]:
    if account.absent:
        yield f"note: {account.name} has no column for {labels_of(account.absent)}: unknown for all leads."
    if account.log is not None:
        yield from log_notes(account.log, account.name)
    if account.same and account.same_pair:
        later, earlier = account.same_pair
        yield (
            f"note: {counted(account.same, 'lead is', 'leads are')} the same as an earlier one, by what the policy "
            f"calls the same: {later} and {earlier}, for instance. Each is scored by itself; “same_as” names the other."
        )


def log_notes(log: LogAccount, leads: str) -> Iterator[str]:
    """What of a log does not count, and why."""
    absent = tuple(field for field in log.absent if not field.required)
    if absent:
        yield f"note: {log.name} has no column for {labels_of(absent)}: unknown for all activities."
    counts = log.counts
    if counts.undeclared:
        kinds = [f"{quoted(kind)} ({count:,})" for kind, count in counts.undeclared.most_common(_NAMED)]
        more = len(counts.undeclared) - _NAMED
        kinds += [f"{more} more"] if more > 0 else []
        said = _left_out(counts.undeclared.total())
        yield f"note: {said}, of kinds that the policy does not declare: {listed(kinds, 'and')}."
    if counts.later:
        yield f"note: {_left_out(counts.later)}: what comes after the time asked for does not count."
    if counts.of_rejected:
        yield f"note: {_left_out(counts.of_rejected)}, of leads that were rejected."
    left, leads_left = counts.left
    if left:
        yield f"note: {_left_out(left)}, of {counted(leads_left, 'lead')} that {leads} does not have."


def _left_out(activities: int) -> str:
    return counted(activities, "activity is left out", "activities are left out")


def labels_of(fields: tuple[Field, ...]) -> str:
    """The fields by their labels, or the first of them."""
    labels = list(dict.fromkeys(quoted(field.label) for field in fields))
    more = len(labels) - 2 * _NAMED
    return listed([*labels[: 2 * _NAMED], *([f"{more} more"] if more > 0 else [])], "and")
