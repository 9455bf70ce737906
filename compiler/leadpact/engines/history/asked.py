"""What is asked of a history of leads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leadpact_dsl.model import Policy


@dataclass(frozen=True)
class OutcomeAsked:
    """The column that says what became of each lead. Its values are yes or no, or else `won` lists those that count as
    won, without regard to case and blanks around them."""

    column: str
    won: tuple[str, ...] = ()


@dataclass(frozen=True)
class Version:
    """A policy that takes part, under the name by which reports call it."""

    name: str
    policy: Policy


@dataclass(frozen=True)
class Asked:
    """Files of leads and activities, and the policies that are to decide on them.

    Either file may be a pattern. `as_of` (ms) is that of all leads; None: each has its own in `as_of_column`.
    `columns` are further columns of the leads, carried along as text. With `lines` every line of every score is told.
    """

    versions: tuple[Version, ...]
    leads: Path
    activities: Path | None
    encoding: str | None = None
    as_of: int | None = None
    as_of_column: str | None = None
    outcome: OutcomeAsked | None = None
    columns: tuple[str, ...] = ()
    lines: bool = False
