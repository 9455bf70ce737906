"""Is there a lead for which this holds? Found by OR-Tools' CP-SAT solver, or proved to be impossible.

OR-Tools is an extra, imported when the first model is made.
"""

from __future__ import annotations

from leadpact.solver import asks
from leadpact.solver.asks import Ask
from leadpact.solver.witness import Witness
from leadpact.solver.world import Found, Impossible, Limits, Unknown, World

__all__ = ["Ask", "Found", "Impossible", "Limits", "Unknown", "Witness", "World", "asks"]
