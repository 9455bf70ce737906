"""Deciding on staged leads by statements that Spark works out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from leadpact.engines.duckdb.runner import DuckDbEngine
from leadpact.engines.duckdb.statements import Tables, statements_of, table
from leadpact.plan import Plan

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa
    from pyarrow import Table
    from pyspark.sql import SparkSession

    from leadpact.records.bulk import Staged

LEADS_AT_ONCE = 500_000
"""Sent to Spark together: it takes seconds to plan a statement, however many leads there are."""

SETTINGS = {
    "spark.sql.ansi.enabled": "true",  # a number that is too large is an error, never another number
    # It would work out steps over a small table while it plans them, one after the other, on one processor.
    "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation",
    "spark.sql.session.timeZone": "UTC",
}


@dataclass(frozen=True)
class SparkTables:
    """Tables as views of one session, which are put in place of those before."""

    spark: SparkSession

    def show(self, name: str, rows: Table) -> None:
        from pyspark.sql.pandas.types import from_arrow_schema

        # Of a table without rows Spark Connect asks for the types.
        found = self.spark.createDataFrame(rows if len(rows) else [], from_arrow_schema(rows.schema))
        found.createOrReplaceTempView(name)

    def ask(self, statement: str, as_of: int | None) -> pa.Table:
        given: dict[str, Any] = {} if as_of is None or ":as_of" not in statement else {"as_of": as_of}
        found: pa.Table = self.spark.sql(statement, args=given).toArrow()
        return found.combine_chunks()

    @contextmanager
    def frames(self, frames: pa.Table) -> Iterator[None]:
        self.show("frames", frames)
        yield
        self.spark.catalog.dropTempView("frames")


@dataclass(frozen=True)
class SparkEngine(DuckDbEngine):
    """An `Engine` over what has been staged in DuckDB; `on` is where statements are asked."""

    on: SparkTables | None = None

    def tables(self) -> Tables:
        assert self.on is not None
        for name in ("leads", "activities"):
            self.on.show(name, _plain(self.con, name))
        return self.on


def spark_engine(
    con: duckdb.DuckDBPyConnection, plan: Plan, as_of: int | None, staged: Staged, spark: SparkSession
) -> SparkEngine:
    """The engine for one policy; `as_of` None: each lead has its own."""
    for key, value in SETTINGS.items():
        spark.conf.set(key, value)
    statements = statements_of(plan, as_of, "spark")
    return SparkEngine(con, plan, statements, staged, at_once=LEADS_AT_ONCE, on=SparkTables(spark))


def _plain(con: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    """A view's rows, in types that any Spark reads: texts as they are, numbers of 64 bits."""
    import pyarrow as pa

    rows = table(con, f'SELECT * FROM "{name}"')
    types = [pa.string() if _is_text(field.type) else _wide(field.type) for field in rows.schema]
    plain = pa.schema([pa.field(field.name, kind) for field, kind in zip(rows.schema, types, strict=True)])
    return rows.cast(plain)


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow.types as types

    return bool(types.is_dictionary(kind) or types.is_large_string(kind) or types.is_string(kind))


def _wide(kind: pa.DataType) -> pa.DataType:
    import pyarrow as pa
    import pyarrow.types as types

    return pa.int64() if types.is_integer(kind) else kind
