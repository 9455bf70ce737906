"""Names of columns and steps: the policy's own words, each given once."""

from __future__ import annotations

import re

_LONGEST = 55
"""PostgreSQL cuts identifiers at 63 bytes."""


class Names:
    """The names of one statement. Engines tell names apart without regard to case, so these differ in more."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def fresh(self, wish: str) -> str:
        """A name near the wish that nothing else has; the same wishes in the same order give the same names."""
        base = re.sub(r"[^A-Za-z0-9_]+", "_", wish).strip("_")[:_LONGEST] or "value"
        name, more = base, 1
        while name.lower() in self._given:
            more += 1
            name = f"{base}_{more}"
        self._given.add(name.lower())
        return name

    def taken(self, name: str) -> str:
        """A name that has to be just so."""
        self._given.add(name.lower())
        return name
