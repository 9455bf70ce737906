"""The reference evaluation: a policy and a lead in, a decision with all its reasons out."""

from __future__ import annotations

from leadpact_dsl.evaluate.decide import decide, judge

__all__ = ["decide", "judge"]
