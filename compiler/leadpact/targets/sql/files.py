"""The statement of a policy as a file: `score.<engine>.sql`, with what it is and what it reads at its top."""

from __future__ import annotations

from leadpact.plan import Plan
from leadpact.targets import Emitted, Target
from leadpact.targets.sql.asked import Asked
from leadpact.targets.sql.engine_words import Dialect
from leadpact.targets.sql.heading import heading
from leadpact.targets.sql.statement import build


def target_for(dialect: Dialect) -> Target:
    def emit(plan: Plan) -> Emitted:
        statement = build(plan, Asked())
        top = "".join(f"-- {line}".rstrip() + "\n" for line in heading(plan, statement, dialect))
        return f"{top}{statement.sql(dialect)}\n"

    return Target(name=f"sql-{dialect}", file=f"score.{dialect}.sql", emit=emit)
