"""The SQL target: a policy as one query, built as a tree and printed for each engine."""

from leadpact.targets.sql.asked import Asked
from leadpact.targets.sql.statement import Statement, build

__all__ = ["Asked", "Statement", "build"]
