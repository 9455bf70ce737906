"""Things that depend on themselves: a score that needs its own value, a definition that says itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass

from leadpact_dsl import model
from leadpact_dsl.diagnostics import Diagnostic, Label, error
from leadpact_dsl.source import Span

MAX_STEPS = 60
"""Conditions inside each other, over definitions and scores."""


def find_circles(
    defines: Mapping[str, model.Define],
    scores: Mapping[str, model.Score],
    grades: Mapping[str, model.Grade],
    stage_parts: tuple[model.Clause, ...],
) -> list[Diagnostic]:
    """One diagnostic for each circle, at the clause that closes it.

    `stage_parts` is all that a lead's stage follows from.
    """
    uses: dict[str, list[tuple[str, Span]]] = {}
    places: dict[str, Span] = {}
    for kind, group in (("define", defines), ("score", scores), ("grade", grades)):
        for name, clause in group.items():
            places[f"{kind} {name}"] = clause.span
            uses[f"{kind} {name}"] = list(_uses(clause, clause.span))
    uses["stage"] = [use for part in stage_parts for use in _uses(part, part.span)]
    if stage_parts:
        places["stage"] = stage_parts[0].span
    own = {f"define {name}": _nesting(clause) for name, clause in defines.items()}
    return _Walk(uses, places, own).all()


class _Walk:
    """One walk over all that is used, each once: circles are where it comes back to its own path.

    It keeps its own path, because a policy may chain more definitions than Python nests calls.
    """

    def __init__(
        self, uses: Mapping[str, Sequence[tuple[str, Span]]], places: Mapping[str, Span], own: Mapping[str, int]
    ) -> None:
        """`own` is how deep the conditions of a clause are nested by themselves."""
        self.uses = uses
        self.places = places
        self.own = own
        self.depths: dict[str, int] = {}
        self.circles: list[Diagnostic] = []
        self.too_long: list[Diagnostic] = []

    def all(self) -> list[Diagnostic]:
        for start in self.uses:
            self._from(start)
        return self.circles or self.too_long

    def _from(self, start: str) -> None:
        path = {} if start in self.depths else {start: iter(self.uses.get(start, ()))}
        while path:
            name, below = next(reversed(path.items()))
            step = next(below, None)
            if step is None:
                path.popitem()
                below_it = max((self.depths.get(used, 0) for used, _ in self.uses.get(name, ())), default=0)
                self.depths[name] = below_it + self.own.get(name, 1)
                if below_it <= MAX_STEPS < self.depths[name]:
                    self.too_long.append(_too_long(self.places[name], name))
            elif step[0] in path:
                self.circles.append(self._circle([*path][[*path].index(step[0]) :], step[1]))
            elif step[0] not in self.depths:
                path[step[0]] = iter(self.uses.get(step[0], ()))

    def _circle(self, steps: Sequence[str], span: Span) -> Diagnostic:
        said = [_said(step) for step in steps]
        shown = [*said[:4], "…", said[-1]] if len(said) > 6 else said
        rest = [*shown[1:], said[0] if len(said) > 1 else "itself"]
        return error(
            "LP240",
            span,
            f"This goes round in a circle: {said[0]} needs {', which needs '.join(rest)}.",
            note="closes the circle",
            labels=[
                Label(self.places[step], f"{_said(step)} stands here") for step in steps[:6] if step in self.places
            ],
            help="Break the circle: one of these has to be decided without the others.",
        )


def _too_long(place: Span, name: str) -> Diagnostic:
    return error(
        "LP241",
        place,
        f"To decide {_said(name)}, more than {MAX_STEPS} conditions have to be looked at, each inside the one before.",
        help="Nobody can follow that. Say some of them in one place.",
    )


def _nesting(node: object) -> int:
    """How many conditions stand inside each other."""
    match node:
        case model.Combined():
            return 1 + max(_nesting(item) for item in node.items)
        case model.Not():
            return 1 + _nesting(node.item)
        case model.Define():
            return 1 + _nesting(node.when)
        case _:
            return 0


def _said(name: str) -> str:
    kind, _, rest = name.partition(" ")
    return "the stage" if not rest else f"the definition “{rest}”" if kind == "define" else f"the {kind} “{rest}”"


def _uses(node: object, span: Span) -> Iterator[tuple[str, Span]]:
    """What a clause refers to, with the nearest place in the text."""
    match node:
        case model.FieldTest():
            return  # most conditions are of these, and they refer to nothing
        case model.DefineTest():
            yield f"define {node.define}", node.span
        case model.ScoreTest():
            yield f"score {node.score}", node.span
        case model.GradeTest():
            yield f"grade {node.grade}", node.span
        case model.StageTest():
            yield "stage", node.span
        case model.Term():
            yield f"score {node.score}", span
        case model.ScoreName():
            yield f"score {node.name}", span
        case model.GradeName():
            yield f"grade {node.name}", span
        case model.Grade(score=str() as score):
            yield f"score {score}", node.span
        case _:
            pass
    if isinstance(node, tuple):
        for item in node:
            yield from _uses(item, span)
    elif is_dataclass(node) and not isinstance(node, Span | type):
        own = node.span if isinstance(node, model.Clause) else span
        for part in fields(node):
            value = getattr(node, part.name)
            if isinstance(value, tuple) or is_dataclass(value):
                yield from _uses(value, own)
