"""How long the random and exhaustive tests of time search: LEADPACT_FUZZ_SECONDS=600 gives each up to ten minutes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")

SECONDS = float(os.environ.get("LEADPACT_FUZZ_SECONDS", "0"))


def examples(usual: int, a_second: float) -> int:
    """How many examples to try, when about `a_second` of them fit into a second."""
    return max(usual, int(SECONDS * a_second))


def some(items: Sequence[Item], usual: int, a_second: float) -> Sequence[Item]:
    """As many of the items as there is time for, spread evenly."""
    return items[:: max(1, len(items) // examples(usual, a_second))]
