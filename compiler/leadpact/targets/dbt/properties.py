"""What dbt tells and tests of the model: every column in the clause's own words, and the tables that it reads.

The texts are the policy's: they stand in YAML as quoted scalars, and what Jinja would take for a template is said by
a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from leadpact.decision_document import place_of, said_of, said_of_gate
from leadpact.plan import Plan
from leadpact.plan.numbers import Input
from leadpact.targets import Emitted, Target
from leadpact.targets.dbt.model import MODEL, SOURCE, statement_of
from leadpact.targets.sql.columns import lead_columns, own_columns
from leadpact.targets.sql.scores import LineColumn
from leadpact_dsl.decision import AdjustLine, RuleLine
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.frozen import frozen
from leadpact_dsl.model import Field, Group, Policy, Score, ZeroIf
from leadpact_dsl.model.base import FieldKind

_TYPES: Mapping[FieldKind, str] = {
    "text": "text",
    "one of": "text: the name of a choice",
    "yes or no": "boolean",
    "whole number": "bigint",
    "number": "decimal(19, 4)",
    "money": "decimal(17, 2)",
    "date": "date",
    "time": "timestamp",
}


@frozen
class Column:
    """`values`: what it may hold besides NULL, where that can be listed; `others`: other values are only warned of."""

    name: str
    about: str
    known: bool = False
    unique: bool = False
    values: tuple[str, ...] = ()
    others: bool = False


def emit(plan: Plan) -> Emitted:
    return "\n".join(["version: 2", "", *_sources(plan), "", *_model(plan), ""])


# --------------------------------------------------------------------------------------------------------- the columns


def columns(plan: Plan) -> list[Column]:
    """Those of the model, in order."""
    policy = plan.policy
    statement = statement_of(plan)
    names = iter([one.alias_or_name for one in statement.tree.expressions])
    found = [
        Column(next(names), "The lead.", known=True, unique=True),
        Column(next(names), "The instant decided at, in ms since 1970-01-01 UTC.", known=True),
    ]
    found += [Column(next(names), f"Points: {score.label}.", known=True) for score in policy.scores.values()]
    for grade in policy.grades.values():
        levels = tuple(level.name for level in grade.levels)
        found.append(Column(next(names), f"Grade: {grade.label}.", known=True, values=levels))
    none = "NULL while the lead is disqualified or in a recycle."
    found += [
        Column(next(names), f"The furthest stage that holds. {none}", values=tuple(policy.stages)),
        Column(next(names), "Why the lead is out, if it is.", values=tuple(policy.disqualify)),
        Column(next(names), "The recycle rule in force.", values=tuple(policy.recycle)),
        Column(next(names), "Until when it is in force, in ms since 1970-01-01 UTC."),
        Column(next(names), "Who gets the lead, by rule.", values=tuple(policy.routes)),
        Column(next(names), "The person or team that gets it."),
    ]
    found += [Column(name, _line(policy, line), known=True) for name, line in zip(names, statement.lines, strict=True)]
    return found


def _line(policy: Policy, line: LineColumn) -> str:
    because = f" Because: {line.clause.because}" if line.clause.because else ""
    return f"{_said(policy, line)} ({policy.scores[line.score].label}; {place_of(line.clause.span)}).{because}"


def _said(policy: Policy, line: LineColumn) -> str:
    clause = line.clause
    match line.kind, clause:
        case "rule", _:
            return said_of(policy, RuleLine(clause, Decimal(0)))  # type: ignore[arg-type]
        case "gate", Group():
            return said_of_gate(policy, clause, shut=True)
        case ("limit" | "counts" | "rounding" | "bound" | "zero") as kind, Group() | Score() | ZeroIf():
            return said_of(policy, AdjustLine(kind, clause, Decimal(0)))
        case _:
            raise InternalError(f"A line of kind {line.kind} cannot be of {clause.id}.")


# --------------------------------------------------------------------------------------------------------------- YAML


def _model(plan: Plan) -> Iterator[str]:
    agreement = plan.policy.agreement
    version = f" {agreement.version}" if agreement.version else ""
    yield "models:"
    yield f"  - name: {MODEL}"
    yield f"    description: {_text(f'{agreement.title}{version}: a decision for every lead.')}"
    yield "    columns:"
    for column in columns(plan):
        yield from _column(column)


def _column(column: Column, indent: str = "      ") -> Iterator[str]:
    # In small letters, and quoted for tests where that keeps it a name; Snowflake has such names in capitals.
    yield f"{indent}- name: {_text(column.name.lower())}"
    yield f"{indent}  description: {_text(column.about)}"
    tests = [*(["not_null"] if column.known else []), *(["unique"] if column.unique else [])]
    if not tests and not column.values:
        return
    yield f"{indent}  quote: \"{{{{ target.type != 'snowflake' }}}}\""
    yield f"{indent}  data_tests:"
    for test in tests:
        yield f"{indent}    - {test}"
    if column.values:
        yield f"{indent}    - accepted_values:"
        yield f"{indent}        arguments:"
        yield f"{indent}          values: [{', '.join(map(_text, column.values))}]"
        if column.others:
            yield f"{indent}        config:"
            yield f"{indent}          severity: warn"


def _sources(plan: Plan) -> Iterator[str]:
    yield "sources:"
    yield f"  - name: {SOURCE}"
    yield "    description: The tables that decisions are made from. Times are instants, without a time zone in UTC."
    yield "    schema: \"{{ var('leadpact_schema', target.schema) }}\""
    yield "    tables:"
    yield "      - name: leads"
    yield "        columns:"
    leads, own = lead_columns(plan), own_columns(plan)
    fields = [
        Column(leads[one.name], _about([(one, plan)]), _field(one, plan).required, values=_choices([(one, plan)]))
        for one in plan.lead
    ]
    for column in [Column("id", "Names the lead (text).", known=True, unique=True), *fields]:
        yield from _column(column, "          ")
    yield "      - name: activities"
    yield "        columns:"
    holders: dict[str, list[tuple[Input, Plan]]] = {}
    for kind, inputs in plan.activities.items():
        for one in inputs:
            holders.setdefault(own[kind, one.name], []).append((one, plan))
    log = [
        Column("lead_id", "The lead that did it, or that it was done for (text).", known=True),
        Column(
            "activity",
            "What happened, by the name that the policy has for it (text). Others count for nothing.",
            known=True,
            values=tuple(plan.policy.activities),
            others=True,
        ),
        Column("at", "When (timestamp).", known=True),
        Column("position", "The order of activities at one instant (bigint)."),
        *(Column(name, _about(inputs), values=_choices(inputs)) for name, inputs in holders.items()),
    ]
    for column in log:
        yield from _column(column, "          ")


def _about(inputs: Sequence[tuple[Input, Plan]]) -> str:
    one, plan = inputs[0]
    kinds = [each.owner for each, _ in inputs]
    owner = "" if one.owner == "lead" else f", of {', '.join(kinds)}"
    field = _field(one, plan)
    return f"{field.label}{owner} ({_TYPES[field.kind]})."


def _choices(inputs: Sequence[tuple[Input, Plan]]) -> tuple[str, ...]:
    """The names of choices that a column may hold, of any of the activities that share it."""
    return tuple(dict.fromkeys(choice.name for one, plan in inputs for choice in _field(one, plan).choices))


def _field(one: Input, plan: Plan) -> Field:
    policy = plan.policy
    return (policy.lead.fields if one.owner == "lead" else policy.activities[one.owner].fields)[one.name]


def _text(text: str) -> str:
    """A double-quoted scalar of YAML, in which no character is left that it would not take as it is."""
    plain = re.sub(r"\{(?=[{%#])", "{{ '{' }}", text)
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in escaped) + '"'


target = Target(name="dbt-properties", file=f"{MODEL}.yml", emit=emit)
