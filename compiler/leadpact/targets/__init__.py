"""The table of targets: the one place to look, and to add to.

A target is one output file that follows from a policy: a program that decides, a schema, the agreement. It is a module
of this folder that holds `target`, a `Target`, and a line below. It is imported only when it is compiled.

    target = Target(name="truth-table", file="truth.md", emit=emit)

`emit` gets the plan and returns the file's text, or what keeps it from writing one:

- It is pure: equal plans give equal text on every machine. It reads no file, no clock, no environment, and goes over no
  set in the order that Python happens to keep it in.
- The text is UTF-8 with plain line ends (LF); `compiled` ends its last line if the target did not.
- What a target cannot say it refuses, with a diagnostic at the policy's line; it never approximates. Most of that is a
  table, `cannot`: a class of the model, and why the target cannot say what is written with it. What no table can tell
  (such as a number that is too large for it), `emit` finds itself and returns as diagnostics (`refusal` makes one).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from leadpact.plan import Plan
from leadpact_dsl.diagnostics import Diagnostic, InternalError, error
from leadpact_dsl.source import Span

TARGETS: dict[str, str] = {
    "python": "leadpact.targets.python",
    "lead-schema": "leadpact.targets.json.lead_schema",
    "activity-schema": "leadpact.targets.json.activity_schema",
    "decision-schema": "leadpact.targets.json.decision_schema",
    "policy": "leadpact.targets.json.policy_json",
    "sql-duckdb": "leadpact.targets.sql.for_duckdb",
    "sql-spark": "leadpact.targets.sql.for_spark",
    "sql-postgres": "leadpact.targets.sql.for_postgres",
    "sql-databricks": "leadpact.targets.sql.for_databricks",
    "sql-snowflake": "leadpact.targets.sql.for_snowflake",
    "sql-bigquery": "leadpact.targets.sql.for_bigquery",
    "sql-redshift": "leadpact.targets.sql.for_redshift",
    "dbt-model": "leadpact.targets.dbt.model",
    "dbt-properties": "leadpact.targets.dbt.properties",
    "agreement-markdown": "leadpact.targets.agreement_markdown",
    "agreement-html": "leadpact.targets.agreement_html",
}
"""The name of a target → the module that holds it, in the order in which they are written."""


Emitted: TypeAlias = "str | tuple[Diagnostic, ...]"
"""The text of the file, or at least one error that says why there is none."""


@dataclass(frozen=True)
class Target:
    """One output file.

    `name` is what `leadpact compile --only` calls it; `file` is the file's name in `generated/<policy>/`, without a
    folder; `executable` says that the file decides leads, so that the tests compare its decisions with the reference;
    `cannot` holds classes of `leadpact_dsl.model`, each with the end of the sentence “It cannot be said in NAME: …”.
    """

    name: str
    file: str
    emit: Callable[[Plan], Emitted]
    executable: bool = False
    cannot: Mapping[type[object], str] = field(default_factory=dict)


def target_called(name: str) -> Target:
    """The target of a line of the table. A line that leads to none, or to another one, is our fault: InternalError."""
    found = getattr(importlib.import_module(TARGETS[name]), "target", None)
    if not isinstance(found, Target) or found.name != name:
        raise InternalError(f"{TARGETS[name]} has no target called {name!r}.")
    return found


def compiled(target: Target, plan: Plan) -> Emitted:
    """The file's text as it is written, or all that the target cannot say of this policy."""
    if target.cannot:
        from leadpact.targets.refusing import refusals

        refused = refusals(target, plan.policy)
        if refused:
            return refused
    emitted = target.emit(plan)
    if isinstance(emitted, str):
        return emitted if emitted.endswith("\n") else emitted + "\n"
    if not any(diagnostic.is_error for diagnostic in emitted):
        raise InternalError(f"The target {target.name} gave neither a text nor an error.")
    return emitted


def refusal(target: str, span: Span | None, why: str, way_out: str = "Say it in another way") -> Diagnostic:
    """The finding that a target cannot say what stands at `span`; `why` ends the sentence, without its full stop."""
    return error(
        "LP810",
        span,
        f"This cannot be said in {target}: {why}.",
        help=f"{way_out}, or leave {target} out: `leadpact compile --only` names the targets to write.",
    )
