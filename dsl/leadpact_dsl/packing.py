"""How wide a line of policy text is, and how the entries of a list are spread over lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

WIDTH: Final = 100
"""Columns that a line keeps to where it can."""


def packed(items: Sequence[str], indent: str) -> Iterator[str]:
    """Entries on as few lines as they need."""
    row = ""
    for item in items:
        longer = f"{row}, {item}" if row else item
        if row and len(indent + longer) > WIDTH:
            yield indent + row
            row = item
        else:
            row = longer
    if row:
        yield indent + row
