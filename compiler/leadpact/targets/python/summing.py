"""Sums that grow line by line: what a clause pays is added where it stands, and nothing where it pays nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from leadpact.targets.python.frame import Frame


@dataclass(frozen=True)
class Paid:
    """What a clause pays, as an expression: nothing unless `test` holds (no test: always).

    `points` costs next to nothing to work out again, so that it needs no name for the explanation's sake; or it is a
    name, which `cases`, lines in which it is set to a number in one case each, give to what only an explanation asks.
    """

    points: str
    test: str = ""
    cases: tuple[str, ...] = ()

    @property
    def value(self) -> str:
        return f"{in_brackets(self.points)} if {self.test} else 0" if self.test else self.points


class Sum:
    """A sum under one name. In a branch nothing can be the first of it: `begin` comes before."""

    def __init__(self, frame: Frame, wish: str) -> None:
        self._frame = frame
        self.name = frame.names.fresh(wish)
        self._is_begun = False

    def begin(self, value: str = "0") -> None:
        if not self._is_begun:
            self._frame.add(f"{self.name} = {value}")
            self._is_begun = True

    def add(self, paid: Paid) -> None:
        if paid.cases:
            self._frame.add(*self._by_case(paid))
            self._is_begun = True
        elif not self._is_begun:
            self.begin(paid.value)
        elif paid.test:
            self._frame.add(f"if {paid.test}:", f"    {self._more(paid.points)}")
        else:
            self._frame.add(self._more(paid.points))

    def end(self) -> str:
        self.begin()
        return self.name

    def _by_case(self, paid: Paid) -> list[str]:
        """What each case pays added in it, rather than behind them all."""
        found = []
        for line in paid.cases:
            code = line.lstrip(" ")
            if not code.startswith(f"{paid.points} = "):
                found.append(line)
                continue
            points = code.removeprefix(f"{paid.points} = ")
            more = "pass" if points == "0" else self._more(points)
            found.append(f"    {more if self._is_begun else f'{self.name} = {points}'}")
        return found[:-2] if found[-2:] == ["else:", "    pass"] else found

    def _more(self, points: str) -> str:
        if re.fullmatch(r"-[\d_]+", points):
            return f"{self.name} -= {points[1:]}"
        return f"{self.name} += {points}"


def in_brackets(expression: str) -> str:
    """Safe to stand in front of an `if`."""
    return f"({expression})" if " if " in expression else expression
