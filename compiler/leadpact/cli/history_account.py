"""What is told of the files of a history: what was read, what was rejected and why, what did not count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leadpact.cli.score_account import LogAccount
from leadpact.cli.score_summary import KINDS, labels_of, log_notes
from leadpact.records.parts import Parts, place
from leadpact.review.outcome_said import unread
from leadpact_dsl.phrases.words import capital, counted, listed, quoted

if TYPE_CHECKING:
    from leadpact.engines.history import History, Side


def account(history: History, when: str) -> tuple[str, ...]:
    """Sentences, once all blocks have been seen. `when` says as of when leads were decided: "as of …"."""
    return tuple(_account(history, when))


def without_activities(history: History) -> tuple[str, ...]:
    """A warning where no log was given, although a policy speaks of activities."""
    if history.asked.activities is not None or not any(side.policy.activities for side in history.sides):
        return ()
    return (
        "No activities were given: each lead is decided as if nothing had ever been done. What the policy says of "
        "activities counts once --activities names their file.",
    )


def _account(history: History, when: str) -> Iterator[str]:
    first = history.sides[0]
    log = f" and {counted(first.log.read, 'activity', 'activities')}" if first.log is not None else ""
    yield f"Read {counted(history.read, 'lead')}{log}, {when}."
    said = [tuple(_of_side(side)) for side in history.sides]
    if all(one == said[0] for one in said):
        yield from said[0]
    else:
        for side, sentences in zip(history.sides, said, strict=True):
            yield from (f"{side.name}: {sentence}" for sentence in sentences)
    for side in history.sides:
        if side.left_out:
            kinds = [f"{quoted(kind)} ({count:,})" for kind, count in side.left_out.most_common(5)]
            yield f"{side.name} does not declare, and does not see: {listed(kinds, 'and')}."
    if history.apart:
        yield "The versions read these files differently, so that each has read them for itself."
    found = history.outcome
    if found is not None:
        which = "decided" if len(history.sides) == 1 else "compared"
        unknown = f"; of {found.unknown:,} it is not known" if found.unknown else ""
        yield f"Of the leads {which} {found.won:,} count as won by “{found.column}” and {found.lost:,} do not{unknown}."
        if found.unreadable:
            yield (
                f"Neither yes nor no in “{found.column}”, and so unknown: {unread(found.unreadable.most_common())}. "
                "--won VALUE says which values count as won."
            )


def _of_side(side: Side) -> Iterator[str]:
    table = side.inputs.leads.table
    if side.inputs.leads.absent:
        yield f"{table.name} has no column for {labels_of(side.inputs.leads.absent)}: unknown for all leads."
    file = side.inputs.activities
    if side.log is not None and file is not None:
        log = side.log
        told = LogAccount(file.table.name, file.absent, log)
        yield from (capital(note.removeprefix("note: ")) for note in log_notes(told, table.name))
        if log.rejected:
            dropped = counted(log.rejected, "activity was", "activities were")
            yield f"{dropped} rejected; the leads are decided without them."
    if side.rejected.total():
        kinds = [f"{count:,} {KINDS[kind]}" for kind, count in side.rejected.most_common() if count]
        yield f"{counted(side.rejected.total(), 'lead was', 'leads were')} rejected: {listed(kinds, 'and')}."
    for rejected in side.first:
        source = table if rejected.file == "leads" or file is None else file.table
        where = place(source, rejected.number, rejected.part)
        where = where if isinstance(source, Parts) else f"{source.name}, {where}"
        yield f"{where}: {rejected.problems[0].reason}"
