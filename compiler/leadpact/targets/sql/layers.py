"""What is worked out of a lead's record and of what its activities came to, each thing once under a name."""

from __future__ import annotations

from collections.abc import Sequence, Set

from sqlglot import exp

from leadpact.targets.sql.names import Names
from leadpact.targets.sql.steps import Step, select
from leadpact.targets.sql.terms import column, named
from leadpact_dsl.diagnostics import InternalError


class Layers:
    """Named values of a lead, in steps of which each only looks at those before it.

    A value stands in the first step that comes after all it is made of. Values that take no working out, constants and
    columns, get no step.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._depth: dict[str, int] = {}
        self._layers: list[list[exp.Expression]] = []
        self._kinds: list[list[str]] = []

    def known(self, name: str) -> None:
        """A column that is there before the first step."""
        self._depth[name] = 0

    def put(self, wish: str, expression: exp.Expression, comment: str = "", kind: str = "values") -> exp.Expression:
        """The column that holds a value. `kind` says in a word what it is; steps are named by it."""
        if isinstance(expression, (exp.Column, exp.Literal, exp.Boolean, exp.Null)):
            return expression
        depth = 0
        for one in expression.find_all(exp.Column):
            if one.name not in self._depth:
                raise InternalError(f"No step before has the column {one.name!r}.")
            depth = max(depth, self._depth[one.name])
        name = self._names.fresh(wish)
        self._depth[name] = depth + 1
        while len(self._layers) <= depth:
            self._layers.append([])
            self._kinds.append([])
        value = named(expression, name)
        if comment:
            value.add_comments([f" {comment} "])
        self._layers[depth].append(value)
        self._kinds[depth].append(kind)
        return column(name)

    def steps(self, first: str, wanted: Set[str]) -> tuple[list[Step], Set[str]]:
        """The steps behind the one that is called `first`, so that the last has the columns wanted; and the columns
        that are wanted of the first. No step hands on more than those behind it need."""
        names = [self._names.fresh(_name(kinds)) for kinds in self._kinds]
        found: list[Step] = []
        for values, name, before in reversed(list(zip(self._layers, names, (first, *names), strict=False))):
            made = [value for value in values if value.alias in wanted]
            handed = wanted - {value.alias for value in made}
            on = [column(one) for one in self._depth if one in handed]
            found.insert(0, Step(name, select([*on, *made], before)))
            wanted = handed | {one.name for value in made for one in value.find_all(exp.Column)}
        return found, wanted


def _name(kinds: Sequence[str]) -> str:
    """The kinds of values that a step holds, the most frequent ones first."""
    often = sorted(dict.fromkeys(kinds), key=lambda kind: -kinds.count(kind))
    return "_and_".join(often[:2])
