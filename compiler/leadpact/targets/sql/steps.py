"""The named steps of a statement: each a query over those before."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from leadpact_dsl.frozen import frozen


@frozen
class Step:
    """`about` says in words what it is for. `kept`: it is better worked out once than for each use (None: as the engine
    thinks best)."""

    name: str
    query: exp.Select
    about: str = ""
    kept: bool | None = None


def table(name: str, alias: str | None = None) -> exp.Table:
    named = None if alias is None else exp.TableAlias(this=exp.to_identifier(alias, quoted=True))
    return exp.Table(this=exp.to_identifier(name, quoted=True), alias=named)


def select(columns: Sequence[exp.Expression], source: str, alias: str | None = None) -> exp.Select:
    return exp.select(*columns, copy=False).from_(table(source, alias), copy=False)


def within(columns: Sequence[exp.Expression], inner: exp.Query, alias: str) -> exp.Select:
    """A query over another one."""
    return exp.select(*columns, copy=False).from_(subquery(inner, alias), copy=False)


def subquery(inner: exp.Query, alias: str) -> exp.Subquery:
    return exp.Subquery(this=inner, alias=exp.TableAlias(this=exp.to_identifier(alias, quoted=True)))


def joined(query: exp.Select, other: str, alias: str, key: str, left: str) -> exp.Select:
    """With the row of another step that has the same key, where it has one."""
    on = exp.EQ(
        this=exp.column(exp.to_identifier(key, True), exp.to_identifier(alias, True)),
        expression=exp.column(exp.to_identifier(key, True), exp.to_identifier(left, True)),
    )
    return query.join(table(other, alias), on=on, join_type="left", copy=False)


def grouped(query: exp.Select, *by: exp.Expression) -> exp.Select:
    return query.group_by(*by, copy=False)


def assembled(steps: Sequence[Step], last: exp.Select) -> exp.Select:
    """One statement."""
    for step in steps:
        name = exp.to_identifier(step.name, quoted=True)
        last = last.with_(name, as_=step.query, materialized=step.kept, copy=False)
    for step, cte in zip(steps, last.ctes, strict=True):
        if step.about:
            cte.this.add_comments([f" {step.about} "], prepend=True)
    return last
