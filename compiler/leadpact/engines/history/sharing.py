"""What several statements over the same tables work out alike is worked out once.

Statements are made of named steps (`leadpact.targets.sql.steps`). A step that all of them have, word for word, over
steps that they all have, comes to the same for all. Those that go through the log and that some other step builds on
are put into tables, from which each statement goes on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from leadpact.targets.sql.dialects import render

_LOG = "activities"
_TABLE = "leadpact_shared"


@dataclass(frozen=True)
class Shared:
    """`tables` are to be made first, in order, each by its query; then `statements` can be asked, one for each tree."""

    tables: tuple[tuple[str, str], ...]
    statements: tuple[str, ...]


def shared(trees: Sequence[exp.Select]) -> Shared:
    """Statements for DuckDB that give the same as these."""
    trees = [_bare(tree) for tree in trees]
    if len(trees) < 2:
        return Shared((), tuple(render(tree, "duckdb") for tree in trees))
    steps = [{cte.alias: cte for cte in tree.ctes} for tree in trees]
    alike = _alike(steps)
    kept = [name for name in _built_upon(trees, steps, alike) if _goes_through_log(steps[0], name)]
    columns = {name: _asked_of(name, trees, steps) for name in kept}
    tables: dict[str, str] = {}
    prepared = []
    for place, name in enumerate(kept):
        one = exp.select(*columns[name]).from_(_table(name))
        prepared.append((f"{_TABLE}_{place}", render(_with(one, steps[0], tables), "duckdb")))
        tables[name] = f"{_TABLE}_{place}"
    statements = []
    for tree, own in zip(trees, steps, strict=True):
        statements.append(render(_with(_last(tree), own, tables), "duckdb"))
    return Shared(tuple(prepared), tuple(statements))


def _alike(steps: Sequence[Mapping[str, exp.CTE]]) -> set[str]:
    """The steps that are the same in all, down to the tables."""
    found: set[str] = set()
    for name, cte in steps[0].items():
        if not all(name in own for own in steps):
            continue
        if any(used not in found for used in _used(cte.this, steps[0])):
            continue
        text = render(cte.this, "duckdb")
        if all(_used(own[name].this, own) <= found and render(own[name].this, "duckdb") == text for own in steps[1:]):
            found.add(name)
    return found


def _built_upon(trees: Sequence[exp.Select], steps: Sequence[Mapping[str, exp.CTE]], alike: set[str]) -> list[str]:
    """Those that are alike and on which something builds that is not, in their order.

    Steps that are said to be better worked out for each use are no such: what they build on is looked at instead.
    """
    found: set[str] = set()
    for tree, own in zip(trees, steps, strict=True):
        waiting = [_last(tree), *(cte.this for name, cte in own.items() if name not in alike)]
        while waiting:
            for name in _used(waiting.pop(), own) & alike - found:
                if own[name].args.get("materialized") is False:
                    waiting.append(own[name].this)
                else:
                    found.add(name)
    return [name for name in steps[0] if name in found]


def _last(tree: exp.Select) -> exp.Select:
    """What is chosen in the end, without the steps."""
    last = tree.copy()
    last.set("with_", None)
    return last


def _used(query: exp.Select, steps: Mapping[str, exp.CTE]) -> set[str]:
    return {table.name for table in query.find_all(exp.Table) if table.name in steps}


def _goes_through_log(steps: Mapping[str, exp.CTE], name: str) -> bool:
    query = steps[name].this
    if any(table.name == _LOG for table in query.find_all(exp.Table)):
        return True
    return any(_goes_through_log(steps, used) for used in _used(query, steps))


def _asked_of(name: str, trees: Sequence[exp.Select], steps: Sequence[Mapping[str, exp.CTE]]) -> list[exp.Expression]:
    """The columns of a step that anything builds on. (One more than needed does no harm.)"""
    chosen = steps[0][name].this
    if _all(chosen):
        return [exp.Star()]
    asked: set[str] = set()
    for tree, own in zip(trees, steps, strict=True):
        for query in (_last(tree), *(cte.this for cte in own.values())):
            if name not in _used(query, own):
                continue
            if _all(query):
                return [exp.Star()]
            asked |= {column.name for column in query.find_all(exp.Column)}
    return [exp.column(exp.to_identifier(one, quoted=True)) for one in chosen.named_selects if one in asked]


def _all(query: exp.Select) -> bool:
    return any(isinstance(column, exp.Star) for column in query.expressions)


def _with(query: exp.Select, steps: Mapping[str, exp.CTE], tables: Mapping[str, str]) -> exp.Select:
    """The query with the steps that it needs; of those that stand in tables, the table."""
    wanted: set[str] = set()
    waiting = _used(query, steps)
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            if name not in tables:
                waiting |= _used(steps[name].this, steps)
    for name, cte in steps.items():
        if name in wanted:
            body = exp.select("*").from_(_table(tables[name])) if name in tables else cte.this.copy()
            kept = None if name in tables else cte.args.get("materialized")
            query = query.with_(exp.to_identifier(name, quoted=True), as_=body, materialized=kept, copy=False)
    return query


def _bare(tree: exp.Select) -> exp.Select:
    """Without comments: they say in which line of the policy a clause stands, and that is no difference."""
    bare = tree.copy()
    for node in bare.walk():
        node.comments = None
    return bare


def _table(name: str) -> exp.Table:
    return exp.Table(this=exp.to_identifier(name, quoted=True))
