"""Things that depend on themselves: a score that needs its own value, a definition that says itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from leadpact_dsl import model
from leadpact_dsl.diagnostics import Diagnostic, Label, error
from leadpact_dsl.source import Span


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
    done: set[str] = set()
    found: list[Diagnostic] = []
    for start in uses:
        found.extend(_walk(start, uses, places, [], done))
    return found


def _walk(
    name: str, uses: Mapping[str, list[tuple[str, Span]]], places: Mapping[str, Span], path: list[str], done: set[str]
) -> Iterator[Diagnostic]:
    if name in done:
        return
    path.append(name)
    for used, span in uses.get(name, ()):
        if used in path:
            circle = [*path[path.index(used) :], used]
            steps = [_said(step) for step in circle[:-1]] + [_said(used) if len(circle) > 2 else "itself"]
            yield error(
                "LP240",
                span,
                f"This goes round in a circle: {' needs '.join(steps)}.",
                note="closes the circle",
                labels=[Label(places[step], f"{_said(step)} stands here") for step in circle[:-1] if step in places],
                help="Break the circle: one of these has to be decided without the others.",
            )
        else:
            yield from _walk(used, uses, places, path, done)
    path.pop()
    done.add(name)


def _said(name: str) -> str:
    kind, _, rest = name.partition(" ")
    return "the stage" if not rest else f"the definition “{rest}”" if kind == "define" else f"the {kind} “{rest}”"


def _uses(node: object, span: Span) -> Iterator[tuple[str, Span]]:
    """What a clause refers to, with the nearest place in the text."""
    match node:
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
