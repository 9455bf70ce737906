"""Leads that are the same by the policy's own measure (`same when email is the same`), found as they stream by."""

from __future__ import annotations

from dataclasses import dataclass, field

from leadpact_dsl.model import Lead, LeadRecord, Scalar
from leadpact_dsl.text import fold


@dataclass
class Sameness:
    """Finds the leads that are the same as an earlier one; `first_pair` is (later, earlier) by id.

    Fields with an unknown value are never the same. Of every lead only the compared values are kept.
    """

    lead: Lead
    count: int = 0
    first_pair: tuple[str, str] | None = None
    _read: int = 0
    _seen: dict[tuple[object, ...], tuple[int, str]] = field(default_factory=dict, repr=False)

    def see(self, record: LeadRecord) -> str | None:
        """The id of the earliest lead before this one that is the same by any of the policy's lines, or None."""
        place = self._read
        self._read += 1
        found: list[tuple[int, str]] = []
        for names in self.lead.same_when:
            values = [record.values.get(name) for name in names]
            if None not in values:
                found.append(self._seen.setdefault((names, *map(_compared, values)), (place, record.id)))
        first, earlier = min(found, default=(place, record.id))
        if first == place:
            return None
        self.count += 1
        self.first_pair = self.first_pair or (record.id, earlier)
        return earlier


def _compared(value: Scalar | None) -> object:
    return fold(value) if isinstance(value, str) else value
