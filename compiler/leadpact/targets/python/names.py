"""Names for what a scorer computes: the policy's own words where Python can take them, each given once."""

from __future__ import annotations

import builtins
import keyword
import re

_TAKEN = frozenset({*keyword.kwlist, *keyword.softkwlist, *dir(builtins), "at", "kind", "values", "activity", "period"})

_OF_A_CYCLE = re.compile(r"(at|by)_[0-9]+|after_[0-9]+_\w+")
"""What a cycle calls its own instants."""


class Names:
    """The names of one function. `outside` are those of the module, which a local name must not hide."""

    def __init__(self, outside: frozenset[str] = frozenset()) -> None:
        self._given: set[str] = set()
        self._fields: dict[str, str] = {}
        self._outside = outside

    def field(self, name: str) -> str:
        """The name of a field of the lead: its own, unless Python or the scorer means something else by it."""
        if name not in self._fields:
            self._fields[name] = self.fresh(name)
        return self._fields[name]

    def fresh(self, wish: str) -> str:
        """An identifier near the wish that nothing else has; the same wishes in the same order give the same names."""
        base = re.sub(r"[^A-Za-z0-9_]+", "_", wish).strip("_") or "value"
        base = base if base[0].isalpha() else f"n{base}"
        name, more = base, 1
        while name in self._given or name in self._outside or name in _TAKEN or _OF_A_CYCLE.fullmatch(name):
            more += 1
            name = f"{base}_{more}"
        self._given.add(name)
        return name
