"""The dbt model `lead_decisions`: the statement of a policy, for the warehouse that the project has.

One file serves every warehouse: dbt takes the branch of its target. What the policy says is text to Jinja, never a
template (`render` takes apart what would be one); the sources and the instant are the only expressions.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from leadpact.plan import Plan
from leadpact.targets import Emitted, Target
from leadpact.targets.sql import Asked, Statement, build
from leadpact.targets.sql.dialects import AS_OF, DIALECTS, render

MODEL = "lead_decisions"
SOURCE = "leadpact"
TABLES = ("leads", "activities")
_RUN = {"duckdb", "spark", "postgres"}

_HEAD = """\
-- A decision for every lead. Made by `leadpact compile`; a change belongs in the policy, not here.
-- Digest of the policy's meaning: {digest}
-- It decides at the instant `as_of`, in ms since 1970-01-01 UTC (`dbt run --vars 'as_of: 1793638800000'`); without it,
-- at the start of the run. Tables are in the schema `leadpact_schema`; without it, in that of the target.
{{{{ config(materialized='table') }}}}
{{% set as_of = (var('as_of', none) or (run_started_at.timestamp() * 1000)) | int %}}
"""
_END = """\
{% else %}
{{ exceptions.raise_compiler_error("leadpact has no statement for " ~ target.type) }}
{% endif %}
"""


def statement_of(plan: Plan) -> Statement:
    """Over the sources, as of the instant; its columns are those of the model."""
    return build(plan, Asked("natural", "parameter"))


def emit(plan: Plan) -> Emitted:
    tree = statement_of(plan).tree
    for table in list(tree.find_all(exp.Table)):
        if table.name in TABLES:
            table.set("this", exp.var(f"{{{{ source('{SOURCE}', '{table.name}') }}}}"))
    for parameter in list(tree.find_all(exp.Placeholder)):
        parameter.replace(exp.var(f"{{{{ {AS_OF} }}}}"))
    return _HEAD.format(digest=plan.digest) + "".join(_branches(tree)) + _END


def _branches(tree: exp.Expression) -> Iterator[str]:
    """A branch for each kind of warehouse; those that say the same share one."""
    said: dict[str, list[str]] = {}
    for dialect in DIALECTS:
        said.setdefault(render(tree, dialect, jinja=True), []).append(dialect)
    for place, (text, dialects) in enumerate(said.items()):
        names = ", ".join(f"'{one}'" for one in dialects)
        yield f"{{% {'elif' if place else 'if'} target.type in [{names}] %}}\n"
        if not _RUN & set(dialects):
            yield "-- NOT TESTED here: read back by a parser, and run on other warehouses only.\n"
        yield f"{text}\n"


target = Target(name="dbt-model", file=f"{MODEL}.sql", emit=emit)
