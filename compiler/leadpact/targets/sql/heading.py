"""What stands at the top of `score.<engine>.sql`: what it is, which tables it reads and how, and what it gives.

The query takes its tables as they are. So what `leadpact score` does with a file before it decides is said here, as a
list of what has to be done before.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from sqlglot import exp

from leadpact.plan import Plan
from leadpact.targets.sql.columns import lead_columns, own_columns
from leadpact.targets.sql.engine_words import Dialect
from leadpact.targets.sql.places import harmless
from leadpact.targets.sql.statement import Statement
from leadpact_dsl.model import Field
from leadpact_dsl.model.base import FieldKind

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
_TYPES: Mapping[FieldKind, str] = {
    "text": "text",
    "one of": "text",
    "yes or no": "boolean",
    "whole number": "bigint",
    "number": "decimal(19, 4)",
    "money": "decimal(17, 2)",
    "date": "date",
    "time": "timestamp",
}
_WIDTH = 112
_MOST_NAMES = 60
"""Of one list; the policy has the others."""


def heading(plan: Plan, statement: Statement, dialect: Dialect) -> Iterator[str]:
    """The lines, without what makes them comments."""
    agreed = plan.policy.agreement
    version = "" if agreed.version is None else f", version {agreed.version}"
    yield f"{harmless(agreed.title + version)}: scores, grade, stage, recycling and route of every lead"
    yield f"in one query, for {_CALLED[dialect]}. Made by `leadpact compile`; a change belongs in the policy, not here."
    if dialect not in _RUN:
        yield f"NOT TESTED on {_CALLED[dialect]}: read back by a parser, and run on other engines only."
    yield f"The parameter {_PARAMETER.get(dialect, ':as_of')} is the instant decided at, in ms since 1970-01-01 UTC."
    yield ""
    yield from _told(
        "It reads two tables, and takes them as they are: what does not stand there as it is said here counts for "
        "something else, without an error. docs/warehouses.md of leadpact shows how to get there."
    )
    yield from _tables(plan, dialect)
    yield from _values(plan)
    yield from _names(plan)
    yield ""
    yield from _result(plan, statement)
    yield ""
    yield f"Digest of the policy's meaning: {plan.digest}"


# ---------------------------------------------------------------------------------------------------- what it reads


def _tables(plan: Plan, dialect: Dialect) -> Iterator[str]:
    leads = lead_columns(plan)
    fields = [f"{leads[one.name]} {_TYPES[plan.policy.lead.fields[one.name].kind]}" for one in plan.lead]
    yield from _listed("  leads(", ["id text", *fields], ")")
    at = exp.to_identifier("AT" if dialect == "snowflake" else "at", quoted=True).sql(dialect)
    types = {name: _TYPES[field.kind] for name, _, field in _own(plan)}
    own = [f"{name} {kind}" for name, kind in types.items()]
    yield from _listed(
        "  activities(", ["lead_id text", "activity text", f"{at} timestamp", "position bigint", *own], ")"
    )
    yield f"A name that the engine keeps for itself is quoted where the tables are made, as {at} is here."


def _values(plan: Plan) -> Iterator[str]:
    words = [f'"{harmless(word)}"' for word in plan.policy.lead.unknown_texts]
    some = words if len(words) <= _MOST_NAMES else [*words[:_MOST_NAMES], f"{len(words) - _MOST_NAMES} words more"]
    also = f", and {', '.join(some)} in any case," if words else ""
    yield from _told(
        f"A value that is not known is NULL. Of fields that are text, a blank one{also} is taken for it, too; of "
        "choices, ids and activities it is not. "
        "`id` and `lead_id` are the same letter for letter, without blanks at their ends; a lead has one row. "
        "Times are instants (without a time zone: in UTC). `position` tells the order of activities at one instant."
    )
    leads = lead_columns(plan)
    required = [leads[one.name] for one in plan.lead if plan.policy.lead.fields[one.name].required]
    required += [f"{name} of {kind}" for name, kind, field in _own(plan) if field.required]
    if required:
        yield "Required, so that a row without it is to be left out:"
        yield from _listed("  ", required)


def _names(plan: Plan) -> Iterator[str]:
    leads = lead_columns(plan)
    lists = {leads[one.name]: _choices(plan.policy.lead.fields[one.name]) for one in plan.lead}
    own: dict[str, dict[str, list[str]]] = {}
    for name, kind, field in _own(plan):
        own.setdefault(name, {})[kind] = _choices(field)
    for name, by_kind in own.items():
        # What kinds say alike is said once.
        alike = len({tuple(choices) for choices in by_kind.values()}) == 1
        for kind, choices in by_kind.items():
            lists[name if alike and len(by_kind) > 1 else f"{name} of {kind}"] = choices
    if any(lists.values()):
        yield "Choices stand there by their names, letter for letter; a label, or any other text, is none of them:"
        for name, choices in lists.items():
            if choices:
                yield from _listed(f"  {name}: ", choices)
    if plan.policy.activities:
        yield "Activities stand there by their names, never as a log spells them; others count for nothing:"
        yield from _listed("  ", list(plan.policy.activities))


def _choices(field: Field) -> list[str]:
    return [
        f"{one.name} (to be put for all others)" if one.name == field.otherwise else one.name for one in field.choices
    ]


def _own(plan: Plan) -> Iterator[tuple[str, str, Field]]:
    """The columns of activities' own fields, each with the kind and the field that it holds."""
    for (kind, name), stored in own_columns(plan).items():
        yield stored, kind, plan.policy.activities[kind].fields[name]


# ---------------------------------------------------------------------------------------------------- what it gives


def _result(plan: Plan, statement: Statement) -> Iterator[str]:
    names = [one.alias_or_name for one in statement.tree.expressions]
    scores, grades = len(plan.scores), len(plan.grades)
    yield "It gives a row for each lead, in no order:"
    yield from _listed("  ", ["lead_id text", "as_of bigint (the parameter)"])
    if scores:
        yield from _listed("  decimal(18, 2), points: ", names[2 : 2 + scores])
    if grades:
        yield from _listed("  text, names of levels: ", names[2 + scores : 2 + scores + grades])
    yield "  text, names or NULL: stage, disqualified, recycle (the rule in force), route, routed_to (person or team)"
    yield "  recycle_until bigint: until when the rule is in force, in ms since 1970-01-01 UTC"
    lines = names[len(names) - len(statement.lines) :] if statement.lines else []
    if lines:
        yield from _told(
            f"and, from {lines[0]} to {lines[-1]}, a decimal for each line of each score: the points that it gave "
            "(lead_decisions.yml says which line each is).",
            "  ",
        )
    same = "same_as, " if plan.policy.lead.same_when else ""
    clocks = ", and nothing of clocks" if plan.clocks else ""
    yield from _told(f"Of what `leadpact score` writes it has no {same}paid and reasons{clocks}. Nothing is rejected.")


# ------------------------------------------------------------------------------------------------------------ layout


def _told(sentences: str, indent: str = "") -> list[str]:
    return textwrap.wrap(sentences, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _listed(begin: str, names: Sequence[str], end: str = "") -> Iterator[str]:
    """`begin` and the names, with commas, on as few lines as they need. Tables tell all columns, lists only some."""
    if not end and len(names) > _MOST_NAMES:
        names = [*names[:_MOST_NAMES], f"and {len(names) - _MOST_NAMES} more"]
    line = begin
    for place, one in enumerate(names):
        piece = one + (end if place == len(names) - 1 else ", ")
        if len(line) + len(piece) > _WIDTH and line.strip():
            yield line.rstrip()
            line = "    "
        line += piece
    yield line
