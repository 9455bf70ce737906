"""What is worked out of a lead's record and of what its activities came to, each thing once under a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from typing import TypeAlias

from sqlglot import exp

from leadpact.targets.sql.names import Names
from leadpact.targets.sql.steps import Step, select
from leadpact.targets.sql.terms import column, named
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.frozen import frozen

Values: TypeAlias = dict[str, exp.Expression]

_SMALL = 60
"""Nodes of an expression that may stand where its value is used."""


@frozen
class _Value:
    is_: exp.Expression
    comment: str
    kind: str


class Layers:
    """Named values of a lead, in steps of which each only looks at those before it.

    A value stands in the first step that comes after all it is made of. Values that take no working out, constants and
    columns, get no step; nor do small ones that are used once, which stand where they are used: engines take their time
    over each step, and over each column that is handed through it.

    What is made of the record alone is *early*: it is worked out before anything of the lead's activities is joined, so
    that texts need not be handed through that, nor anything else that is done with.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._known: dict[str, None] = {}
        self._early: set[str] = set()
        self._texts: set[str] = set()
        self._values: dict[str, _Value] = {}

    def known(self, name: str, *, early: bool = False, is_text: bool = False) -> None:
        """A column that is there before the first step, or, `early`, in the record."""
        self._known[name] = None
        if early:
            self._early.add(name)
        if is_text:
            self._texts.add(name)

    def put(self, wish: str, expression: exp.Expression, comment: str = "", kind: str = "values") -> exp.Expression:
        """The column that holds a value. `kind` says in a word what it is; steps are named by it."""
        if isinstance(expression, (exp.Column, exp.Literal, exp.Boolean, exp.Null)):
            return expression
        for one in expression.find_all(exp.Column):
            if one.name not in self._known and one.name not in self._values:
                raise InternalError(f"No step before has the column {one.name!r}.")
        name = self._names.fresh(wish)
        self._values[name] = _Value(expression, comment, kind)
        if all(one.name in self._early for one in expression.find_all(exp.Column)):
            self._early.add(name)
        return column(name)

    def values(self, wanted: Set[str]) -> tuple[Values, Values]:
        """Those that need a column, so that there are the columns wanted: the early ones, and all others."""
        used = self._used(wanted)
        early = {name: value for name, value in used.items() if name in self._early}
        return early, {name: value for name, value in used.items() if name not in early}

    def steps(self, values: Values, first: str, wanted: Set[str]) -> tuple[list[Step], Set[str]]:
        """The steps behind the one that is called `first`, so that the last has the columns wanted; and the columns
        that are wanted of the first. No step hands on more than those behind it need."""
        layers = _layers(values)
        names = [self._names.fresh(_name([self._values[one].kind for one in layer])) for layer in layers]
        found: list[Step] = []
        for layer, name, before in reversed(list(zip(layers, names, (first, *names), strict=False))):
            made = [self._named(one, value) for one, value in layer.items()]
            handed = wanted - {*layer}
            on = [column(one) for one in (*self._known, *self._values) if one in handed]
            found.insert(0, Step(name, select([*on, *made], before)))
            wanted = handed | {one.name for value in made for one in value.find_all(exp.Column)}
        return found, wanted

    def _used(self, wanted: Set[str]) -> Values:
        """The values that need a column, in order, with all others put where they are used."""
        uses = Counter(wanted)
        for name, value in reversed(self._values.items()):
            if uses[name]:
                uses.update(one.name for one in value.is_.find_all(exp.Column))
        found: dict[str, exp.Expression] = {}
        inner: dict[str, exp.Expression] = {}
        for name, value in self._values.items():
            if not uses[name]:
                continue
            whole = _with(value.is_, inner)
            is_once = uses[name] == 1 and name not in wanted and not self._reads_texts(name, whole)
            if is_once and sum(1 for _ in whole.walk()) <= _SMALL:
                inner[name] = self._commented(name, whole)
            else:
                found[name] = whole
        return found

    def _reads_texts(self, name: str, value: exp.Expression) -> bool:
        """Whether an early value is there so that a text is not handed on."""
        return name in self._early and any(one.name in self._texts for one in value.find_all(exp.Column))

    def _named(self, name: str, value: exp.Expression) -> exp.Expression:
        made = named(value, name)
        if comment := self._values[name].comment:
            made.add_comments([f" {comment} "])
        return made

    def _commented(self, name: str, value: exp.Expression) -> exp.Expression:
        closed = exp.Paren(this=value) if isinstance(value, (exp.Binary, exp.Not, exp.Neg)) else value
        if comment := self._values[name].comment:
            closed.add_comments([f" {comment} "])
        return closed


def _layers(values: Values) -> list[Values]:
    depth: dict[str, int] = {}
    layers: list[Values] = []
    for name, value in values.items():
        depth[name] = max((depth.get(one.name, -1) + 1 for one in value.find_all(exp.Column)), default=0)
        if depth[name] == len(layers):
            layers.append({})
        layers[depth[name]][name] = value
    return layers


def _with(value: exp.Expression, inner: dict[str, exp.Expression]) -> exp.Expression:
    """A value with others in the places of their columns, each of which there is once."""
    whole = exp.Paren(this=value.copy())
    for one in [*whole.find_all(exp.Column)]:
        if one.name in inner:
            one.replace(inner[one.name])
    found: exp.Expression = whole.this
    return found.pop()


def _name(kinds: Sequence[str]) -> str:
    """The kinds of values that a step holds, the most frequent ones first."""
    often = sorted(dict.fromkeys(kinds), key=lambda kind: -kinds.count(kind))
    return "_and_".join(often[:2])
