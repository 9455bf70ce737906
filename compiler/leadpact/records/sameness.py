"""Leads that are the same by the policy's own measure (`same when email is the same`), found as they stream by."""

from __future__ import annotations

from dataclasses import dataclass, field

from leadpact_dsl.model import Lead, LeadRecord, Scalar
from leadpact_dsl.text import fold


@dataclass
class Sameness:
    """Counts the leads that are the same as an earlier one; `first_pair` is (later, earlier) by id.

    Fields with an unknown value are never the same. Of every lead only the compared values are kept.
    """

    lead: Lead
    count: int = 0
    first_pair: tuple[str, str] | None = None
    _seen: dict[tuple[object, ...], str] = field(default_factory=dict, repr=False)

    def see(self, record: LeadRecord) -> str | None:
        """The id of the earlier lead that this one is the same as. By the first of the measures that has one."""
        earlier = None
        for names in self.lead.same_when:
            values = [record.values.get(name) for name in names]
            if None in values:
                continue
            known = self._seen.setdefault((names, *map(_compared, values)), record.id)
            earlier = earlier or (known if known != record.id else None)
        if earlier is not None:
            self.count += 1
            self.first_pair = self.first_pair or (record.id, earlier)
        return earlier


def _compared(value: Scalar | None) -> object:
    return fold(value) if isinstance(value, str) else value
