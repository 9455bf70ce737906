"""What all arrays of this package have in common: missing instants, and keys of a lead and an instant in one number."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = "npt.NDArray[np.int64]"
Small: TypeAlias = "npt.NDArray[np.int16]"
Flags: TypeAlias = "npt.NDArray[np.bool_]"
AsOf: TypeAlias = "int | Ints"
"""One instant for all, or one for each lead, by its number."""

NONE: Final = -1
"""No such instant; no such response, calendar or activity."""

BITS: Final = 43
"""Of a key, those that hold the instant: 2**43 ms reach to the year 2248, records to the end of 2200 (`limits.py`)."""
FAR: Final = (1 << BITS) - 1
"""An instant later than all others."""
NEVER: Final = (1 << 63) - 1
"""A key behind all others."""
LEADS: Final = 1 << 16
"""Leads that are worked on at once. Keys would hold 2**20, but arrays that fit the processor's cache are faster."""


def as_of_leads(as_of: AsOf, leads: Ints) -> Ints:
    """As of when each of these leads is looked at."""
    if isinstance(as_of, int):
        return np.full(len(leads), as_of, dtype=np.int64)
    return as_of[leads]


def first_at_or_after(keys: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """For each wanted key the first of sorted keys that is not less, of the same lead: its place and itself.

    Where there is none, the key is NEVER; the place then says nothing.
    """
    place = np.searchsorted(keys, wanted, "left")
    return place, _of_lead(keys, place, wanted)


def first_after(keys: Ints, wanted: Ints) -> Ints:
    """As `first_at_or_after`, but the first that is more, and the key alone."""
    return _of_lead(keys, np.searchsorted(keys, wanted, "right"), wanted)


def _of_lead(keys: Ints, place: Ints, wanted: Ints) -> Ints:
    found = np.append(keys, NEVER)[place]
    return np.where(found <= (wanted | FAR), found, NEVER)


def firsts(keys: Ints) -> Flags:
    """Of sorted keys those that are not like the one before."""
    found = np.ones(len(keys), dtype=np.bool_)
    found[1:] = keys[1:] != keys[:-1]
    return found


def merged(keys: Ints, others: Ints) -> Ints:
    """Sorted keys and other sorted keys in one, each once."""
    found = np.sort(np.concatenate([keys, others]), kind="stable")  # which merges what is sorted already
    return found[firsts(found)]
