"""Who has accepted the agreement: given to the document by whoever keeps the record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Acceptance:
    """One team's acceptance of exactly this version.

    `mark` is the beginning of its seal, by which it is found in the record. `signature` is what git says of the commit
    that brought it there (`good`, `bad`, `revoked`, "" for nothing that proves anything), `signed_by` whose it is: both
    are empty in files that must not depend on the machine, as each machine knows other keys.
    """

    team: str
    by: str
    on: dt.date
    mark: str
    signature: str = ""
    signed_by: str = ""
