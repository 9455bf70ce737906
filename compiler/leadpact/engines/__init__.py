"""Ways to run a policy on many leads, and what they have in common.

`reference` decides row by row; it is what all others have to agree with. The others decide on columns: they yield
blocks of leads, from which `leadpact.records.columnar` makes the same tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyarrow as pa

    from leadpact_dsl.diagnostics import Diagnostic

__all__ = ["Block", "Engine"]


@dataclass(frozen=True)
class Block:
    """What was decided on a stretch of leads, in their order.

    `decisions` has a row for each lead that was decided, with the columns

    - `lead` (its number among the leads that could be read, in file order), `id`, `as_of` (ms) and, for policies that
      say when leads are the same, `same_as`;
    - those of the statement "decisions" with its lines (`leadpact.targets.sql`): `score <name>` in hundredths,
      `grade <name>`, `stage`, `disqualified`, `stage_recorded_at`, `recycle`, `recycle_since`, `recycle_until`,
      `recycle_in_force`, `route`, `person`, `team`, `line <i>` in units of the line's scale, `row <i>`.

    `cycles` is None where the policy has no clocks; else a batch by the schema of `leadpact.engines.clocks.table`, of
    the same leads in the same order. `refused` are the leads that could not be decided, by number, each with the
    reference's sentence; they are in neither. Leads below `through` are done.
    """

    decisions: pa.RecordBatch
    cycles: pa.RecordBatch | None
    refused: tuple[tuple[int, str], ...]
    through: int


class Engine(Protocol):
    def blocks(self) -> Iterator[Block | Diagnostic]:
        """All leads, block by block in their order. A diagnostic is the last item: it cannot go on from there."""
