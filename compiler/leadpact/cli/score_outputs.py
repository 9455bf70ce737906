"""Where `leadpact score` writes: decisions, cycles and rejects, all of them whole or none of them touched."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from leadpact.cli.options import fail_usage, settle, whole_file
from leadpact.records.reject_file import RejectFile
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases.words import listed

ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")


class Withheld(Exception):
    """Leaves half-written outputs behind, so that what stood there before stays."""


@dataclass(frozen=True)
class Outputs:
    """Where the tables go. `decisions` None is stdout; `cycles` or `rejects` None is nowhere."""

    decisions: Path | None
    cycles: Path | None
    rejects: Path | None

    @property
    def ending(self) -> str:
        return ".csv" if self.decisions is None else self.decisions.suffix.lower()

    @property
    def cycles_ending(self) -> str:
        return ".csv" if self.cycles is None else self.cycles.suffix.lower()


def outputs_meant(output: Path | None, cycles: Path | None, rejects: Path | None) -> Outputs:
    """The outputs with those that stand beside the decisions. Ends in wrong use where an ending says nothing."""
    for path in (output, cycles):
        if path is not None and path.suffix.lower() not in ENDINGS:
            where = " Without -o, decisions go to stdout." if str(path) == "-" else ""
            fail_usage(
                f"{path} does not say by its ending how to write it: name a {listed(ENDINGS, 'or')} file.{where}"
            )
    if rejects is not None and rejects.suffix.lower() in ENDINGS[1:]:
        fail_usage(f"Rejects are written as CSV: name a .csv file in place of {rejects}.")
    if output is not None and (not output.exists() or output.is_file()):
        rejects = rejects or output.with_name(f"{output.name}.rejects.csv")
        cycles = cycles or output.with_name(f"{output.stem}.cycles{output.suffix}")
    return Outputs(output, cycles, rejects)


def without_clocks(outputs: Outputs, policy: Policy, asked: Path | None) -> Outputs:
    """No table of cycles where the policy has no clocks; asked for by name, that is wrong use."""
    if policy.clocks:
        return outputs
    if asked is not None:
        fail_usage(f"The policy has no clocks, so that there are no cycles to write to {asked}.")
    return Outputs(outputs.decisions, None, outputs.rejects)


@dataclass(frozen=True)
class Drafts:
    """The files under way."""

    decisions: BinaryIO
    cycles: BinaryIO | None

    def complete(self, outputs: Outputs, rejects: RejectFile) -> None:
        """Brings everything onto the disk before any of it takes its place. Raises OSError.

        Decisions come last: where the rejects cannot be written, the old decisions stay too.
        """
        settle(self.decisions)
        if self.cycles is not None:
            settle(self.cycles)
        if rejects.count and outputs.rejects is not None:
            with whole_file(outputs.rejects) as beside:
                rejects.copy_to(beside)


@contextmanager
def drafts(outputs: Outputs) -> Iterator[Drafts]:
    """Files to write to that take their places once the block has ended without an exception."""
    with _whole(outputs.decisions) as decisions:
        if outputs.cycles is None:
            yield Drafts(decisions, None)
        else:
            with whole_file(outputs.cycles) as cycles:
                yield Drafts(decisions, cycles)


@contextmanager
def _whole(path: Path | None) -> Iterator[BinaryIO]:
    """A file, or stdout, which is written to only once everything has been decided."""
    if path is not None:
        with whole_file(path) as file:
            yield file
        return
    with tempfile.TemporaryFile() as held:
        yield cast(BinaryIO, held)
        held.seek(0)
        sys.stdout.flush()
        shutil.copyfileobj(held, sys.stdout.buffer)
        sys.stdout.buffer.flush()
