"""What is asked of the lead's record and of its log, whichever way they stand in a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from leadpact.plan.activities import Distinct, Latest, Source
from leadpact.plan.numbers import Input
from leadpact.plan.points import EachPays, IdlePays
from leadpact.plan.tests import Test
from leadpact.solver.circuit import Lit, Whole
from leadpact.solver.ground import Amount


class LeadSide(Protocol):
    def holds(self, which: int, test: Test) -> Lit | None:
        """A test of fields of the lead; None where it is about something else, or has to be counted out."""

    def known(self, which: int, asked: Input) -> Lit: ...

    def number(self, which: int, asked: Input) -> Amount: ...

    def values(self, which: int, asked: Input) -> list[tuple[int, Lit]]:
        """The known values of a field with a number or an instant, where they are told one by one."""


class LogSide(Protocol):
    def tally(self, which: int, source: Source, newer_than: int | None = None) -> Whole: ...

    def any(self, which: int, source: Source, newer_than: int | None = None) -> Lit: ...

    def different(self, which: int, distinct: Distinct) -> Whole: ...

    def latest(self, which: int, latest: Latest) -> Amount: ...

    def later(self, which: int, one: Sequence[Latest], other: Sequence[Latest]) -> Lit: ...

    def each(self, which: int, pays: EachPays) -> Whole: ...

    def idle_periods(self, which: int, pays: IdlePays) -> Whole: ...
