"""An example: one lead with its activities at an instant, as each policy reads it, and what they decide of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leadpact.solver.ground import Both
from leadpact_dsl.decision import Decision
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import ActivityRecord, LeadRecord, Policy


@dataclass(frozen=True)
class Witness:
    """`records` and `logs` hold the lead in the words of each policy; a policy sees no kind that it does not declare.

    `decisions` are those of the reference, one a policy.
    """

    records: tuple[LeadRecord, ...]
    logs: tuple[tuple[ActivityRecord, ...], ...]
    as_of: int
    decisions: tuple[Decision, ...] = ()

    @property
    def lead(self) -> LeadRecord:
        return self.records[0]

    @property
    def activities(self) -> tuple[ActivityRecord, ...]:
        return self.logs[0]

    def decided(self, both: Both) -> Witness | None:
        """With its decisions; None where a policy refuses the lead."""
        found = []
        for policy, record, log in zip(both.policies, self.records, self.logs, strict=True):
            decision = decide(policy, record, log, self.as_of)
            if not isinstance(decision, Decision):
                return None
            found.append(decision)
        return replace(self, decisions=tuple(found))

    def example(self, policy: Policy, title: str, expectations: Sequence[str], which: int = 0) -> str:
        """An `example` block, ready to paste; `expectations` without the word expect, such as `stage is MQL`."""
        from leadpact.solver.example_text import example_text

        return example_text(policy, self.records[which], self.logs[which], self.as_of, title, expectations)
