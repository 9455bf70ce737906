"""The statements that one policy needs, as text for a database, and how DuckDB is asked them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from leadpact.engines.clocks.frames import asks
from leadpact.plan import Plan
from leadpact.targets.sql import Asked, Statement, build
from leadpact.targets.sql.engine_words import Dialect
from leadpact.targets.sql.scores import LineColumn

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


@dataclass(frozen=True)
class Statements:
    """`responses` and `calendars` are None where all is known without asking, `events` where there are no clocks.

    `as_of` is the instant of all leads, None where each has its own in the column `as_of` of `leads`.
    """

    decisions: str
    lines: tuple[LineColumn, ...]
    events: str | None
    responses: str | None
    calendars: str | None
    as_of: int | None


class Tables(Protocol):
    """The tables of some leads in a database, staged as `leadpact.records.bulk` does."""

    def ask(self, statement: str, as_of: int | None) -> pa.Table:
        """The rows that a statement gives, in any order, as one piece. `as_of` is its parameter, where it has one."""

    def frames(self, frames: pa.Table) -> AbstractContextManager[object]:
        """With these as the table `frames`."""


@dataclass(frozen=True)
class DuckDbTables:
    con: duckdb.DuckDBPyConnection

    def ask(self, statement: str, as_of: int | None) -> pa.Table:
        # Parameters that a statement does not have are a mistake to DuckDB.
        given = {"as_of": as_of} if as_of is not None and "$as_of" in statement else {}
        return table(self.con, statement, given)

    @contextmanager
    def frames(self, frames: pa.Table) -> Iterator[None]:
        self.con.register(_FRAMES, frames)
        yield
        self.con.unregister(_FRAMES)


_FRAMES = "frames"


def statements_of(plan: Plan, as_of: int | None, dialect: Dialect = "duckdb") -> Statements:
    """All statements over the staged tables; `as_of` None: each lead has its own."""
    decisions = decisions_of(plan, as_of, lines=True)
    return clock_statements(plan, as_of, decisions.sql(dialect), decisions.lines, dialect)


def decisions_of(plan: Plan, as_of: int | None, *, lines: bool) -> Statement:
    """The statement of the decisions, with or without the lines of scores."""
    return build(plan, Asked(table="staged", now=_now(as_of), what="decisions", lines=lines))


def clock_statements(
    plan: Plan, as_of: int | None, decisions: str, lines: tuple[LineColumn, ...], dialect: Dialect = "duckdb"
) -> Statements:
    """The statements beside one for decisions."""

    def text(asked: Asked) -> str:
        return build(plan, asked).sql(dialect)

    now = _now(as_of)
    clocks = plan.clocks
    chosen = any(response.chosen is not None for clock in clocks for response in clock.responses)
    return Statements(
        decisions=decisions,
        lines=lines,
        events=text(Asked(table="staged", now=now, what="events")) if clocks else None,
        responses=text(Asked(table="staged", now="frames", what="responses")) if any(map(asks, clocks)) else None,
        calendars=text(Asked(table="staged", now=now, what="calendars")) if chosen else None,
        as_of=as_of,
    )


def _now(as_of: int | None) -> Literal["parameter", "column"]:
    return "parameter" if as_of is not None else "column"


def table(con: duckdb.DuckDBPyConnection, query: str, given: dict[str, Any] | None = None) -> pa.Table:
    """What a query gives, as one piece."""
    found = con.sql(query, params=given) if given else con.sql(query)
    return found.to_arrow_table().combine_chunks()
