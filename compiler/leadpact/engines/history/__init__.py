"""A history of leads, opened once for one policy or several: what each says of every lead, side by side.

`impact` holds two versions of a policy against each other on it, `calibrate` one policy against what became of the
leads. The files are read once, and staged once where the policies read them alike.
"""

from __future__ import annotations

from leadpact.engines.history.asked import Asked, OutcomeAsked, Version
from leadpact.engines.history.deciding import NO_CYCLE, SideBlock
from leadpact.engines.history.history import Block, History, Side
from leadpact.engines.history.opening import Connections, open_history
from leadpact.engines.history.outcomes import UNKNOWN, Outcomes

__all__ = [
    "NO_CYCLE",
    "UNKNOWN",
    "Asked",
    "Block",
    "Connections",
    "History",
    "OutcomeAsked",
    "Outcomes",
    "Side",
    "SideBlock",
    "Version",
    "open_history",
]
