"""Who has accepted the agreement: given to the document by whoever keeps the record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Acceptance:
    """One team's acceptance of exactly this version. `signature` is what stands in the signature column."""

    team: str
    by: str
    on: dt.date
    signature: str
