"""What is said of the column that tells what became of leads, the same in every report."""

from __future__ import annotations

from collections.abc import Sequence

from leadpact_dsl.phrases.words import listed, quoted
from leadpact_dsl.screen import visible

_TOLD = 5
_LONG = 40


def condition(column: str, won: Sequence[str]) -> str:
    """When a lead counts as won: `“Outcome” is “Won” or “Renewed”`, `“Converted” is yes` where no values were given."""
    return f"{quoted(column)} is {listed([quoted(one) for one in won], 'or') if won else 'yes'}"


def unread(values: Sequence[tuple[str, int]]) -> str:
    """Values that are neither yes nor no, with their leads, the most frequent first: `“Lost” (417) and “Open” (12)`."""
    told = [f"{quoted(_short(value))} ({count:,})" for value, count in values[:_TOLD]]
    more = len(values) - len(told)
    return listed([*told, f"{more:,} more"] if more > 0 else told, "and")


def never_known(column: str, values: Sequence[tuple[str, int]]) -> str:
    """Why of no lead it is known what became of it, and what helps: a sentence, or two."""
    if not values:
        return f"{quoted(column)} is blank for all of them."
    which = "of them count" if len(values) > 1 else "values count"
    return f"{quoted(column)} never says yes or no, but {unread(values)}. Say with --won VALUE which {which} as won."


def _short(value: str) -> str:
    text = visible(value)
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
