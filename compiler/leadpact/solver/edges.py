"""Where the policies change what they see of a log: the borders of windows, steps of fading, ends of rests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from leadpact.plan.activities import Bound, Latest, Source
from leadpact.plan.flow import Recycle
from leadpact.plan.numbers import Number
from leadpact.plan.points import DecidedAmong, DecidedBy, EachPays, Fade, IdlePays, IfPays, Rows
from leadpact.plan.tests import Compare
from leadpact.solver.ground import Both
from leadpact.solver.reach import Reach
from leadpact.solver.rows import row_tests
from leadpact.solver.static import NotStatic, Static

STEPS: Final = 8
"""Of longer fadings and silences some steps are looked at."""


class Edges:
    """By common kind the instants strictly after which, or up to which, something counts, as of one instant."""

    def __init__(self, both: Both, reach: Reach, statics: Sequence[Static], now: int) -> None:
        self._both, self._reach, self._statics, self._now = both, reach, statics, now
        self._found = self._gathered()

    def of(self, kind: str) -> set[int]:
        return self._found.get(kind, set())

    def _gathered(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}

        def note(which: int, source: Source, instants: Sequence[int]) -> None:
            for kind in source.kinds:
                found.setdefault(self._both.merged.kinds[which][kind], set()).update(instants)

        for which, node in self._reach.nodes:
            match node:
                case Source(bounds=bounds):
                    note(which, node, [at for bound in bounds for at in self._edge(which, bound)])
                case Compare(left=Latest(source), right=right):
                    note(which, source, [at - 1 for at in self._static(which, right)])
                case EachPays(source=source, fade=Fade() as fade, price=price):
                    note(which, source, self._ages(self._steps(which, fade, price), fade.every))
                case IfPays(fade=Fade() as fade, decided=DecidedBy() | DecidedAmong() as decided, points=points):
                    for latest in _latest_of(decided):
                        note(which, latest.source, self._ages(self._steps(which, fade, points), fade.every))
                case IdlePays(every=every, latest=latest):
                    note(which, latest.source, self._ages(STEPS, every))
                case Recycle(returns=returns, clause=clause):
                    for latest in returns:
                        note(which, latest.source, [self._now - clause.duration])
                case _:
                    pass
        for instants in found.values():
            instants.add(self._now - 1)
        return found

    def _edge(self, which: int, bound: Bound) -> list[int]:
        return [at if bound.op == ">" else at - 1 for at in self._static(which, bound.instant)]

    def _static(self, which: int, number: Number) -> list[int]:
        try:
            found = self._statics[which].number(number, lambda _: None)
        except NotStatic:
            return []
        return [] if found is None else [found]

    def _ages(self, steps: int, every: int) -> list[int]:
        wanted = range(1, steps + 1) if steps <= STEPS else [1, 2, 3, steps // 4, steps // 2, steps - 1, steps]
        return [self._now - place * every for place in wanted if self._now >= place * every]

    def _steps(self, which: int, fade: Fade, price: Number | Rows) -> int:
        """How many steps it takes until nothing is left."""
        if fade.percent:
            return -(-100 // fade.loss)
        if isinstance(price, Rows):
            largest = max((abs(points) for points in row_tests(price).points), default=0)
        else:
            largest = max((abs(amount) for amount in self._static(which, price)), default=0)
        return -(-largest // fade.loss)


def _latest_of(decided: DecidedBy | DecidedAmong) -> Iterator[Latest]:
    if isinstance(decided, DecidedBy):
        yield decided.latest
    else:
        for part in decided.parts:
            yield from _latest_of(part)
