"""The statement of a policy as a file: `score.<engine>.sql`, with what it is and what it reads at its top."""

from __future__ import annotations

from collections.abc import Iterator

from leadpact.plan import Plan
from leadpact.plan.numbers import Input
from leadpact.targets import Emitted, Target
from leadpact.targets.sql.asked import Asked
from leadpact.targets.sql.columns import lead_columns, own_columns
from leadpact.targets.sql.engines import Dialect
from leadpact.targets.sql.places import harmless
from leadpact.targets.sql.statement import build

_CALLED: dict[Dialect, str] = {
    "duckdb": "DuckDB",
    "spark": "Spark",
    "databricks": "Databricks",
    "postgres": "PostgreSQL",
    "snowflake": "Snowflake",
    "bigquery": "BigQuery",
    "redshift": "Redshift",
}
_RUN: frozenset[Dialect] = frozenset({"duckdb", "spark", "postgres"})
"""The engines on which statements are compared with the reference. For the others they are only read back."""

_PARAMETER: dict[Dialect, str] = {"duckdb": "$as_of", "bigquery": "@as_of"}


def target_for(dialect: Dialect) -> Target:
    def emit(plan: Plan) -> Emitted:
        header = "".join(f"-- {line}".rstrip() + "\n" for line in _header(plan, dialect))
        return f"{header}{build(plan, Asked()).sql(dialect)}\n"

    return Target(name=f"sql-{dialect}", file=f"score.{dialect}.sql", emit=emit)


def _header(plan: Plan, dialect: Dialect) -> Iterator[str]:
    agreed = plan.policy.agreement
    version = "" if agreed.version is None else f", version {agreed.version}"
    yield f"{harmless(agreed.title + version)}: scores, grade, stage, recycling and route of every lead"
    yield f"in one query, for {_CALLED[dialect]}. Made by `leadpact compile`; a change belongs in the policy, not here."
    if dialect not in _RUN:
        yield f"NOT TESTED on {_CALLED[dialect]}: read back by a parser, and run on other engines only."
    yield f"The parameter {_PARAMETER.get(dialect, ':as_of')} is the instant decided at, in ms since 1970-01-01 UTC."
    yield "Last come a column for each line of each score, with the points that it gave."
    yield ""
    yield "It reads two tables; a value that is not known is NULL:"
    leads, own = lead_columns(plan), own_columns(plan)
    fields = [_column(leads[asked.name], asked, plan) for asked in plan.lead]
    yield from _table("leads", ["id text", *fields])
    kinds = {own[kind, asked.name]: asked for kind, inputs in plan.activities.items() for asked in inputs}
    fixed = ["lead_id text", "activity text", "at timestamp", "position bigint"]
    yield from _table("activities", [*fixed, *(_column(name, asked, plan) for name, asked in kinds.items())])
    yield "Times are instants (without a time zone: in UTC). `position` tells the order of activities at one instant."
    yield ""
    yield f"Digest of the policy's meaning: {plan.digest}"


def _column(name: str, asked: Input, plan: Plan) -> str:
    owner = plan.policy.lead.fields if asked.owner == "lead" else plan.policy.activities[asked.owner].fields
    types = {
        "text": "text",
        "one of": "text",
        "yes or no": "boolean",
        "whole number": "bigint",
        "number": "decimal(19, 4)",
        "money": "decimal(17, 2)",
        "date": "date",
        "time": "timestamp",
    }
    return f"{name} {types[owner[asked.name].kind]}"


def _table(name: str, columns: list[str]) -> Iterator[str]:
    line = f"  {name}("
    for place, one in enumerate(columns):
        piece = one + (")" if place == len(columns) - 1 else ", ")
        if len(line) + len(piece) > 112:
            yield line.rstrip()
            line = "    "
        line += piece
    yield line
