"""Which declaration a line opens, and what may stand below it."""

from __future__ import annotations

from leadpact_dsl import ast
from leadpact_dsl.build import agreement, amounts, clocks, examples, items, people, scores
from leadpact_dsl.build.reader import Reader

BLOCKS = {
    "agreement": "agreement_item",
    "team": "team_item",
    "calendar": "calendar_item",
    "value": "value_item",
    "list": "list_item",
    "lead": "lead_item",
    "log": "log_item",
    "activity": "activity_item",
    "define": "define_item",
    "score": "score_item",
    "grade": "grade_item",
    "stage": "stage_item",
    "disqualify": "disqualify_item",
    "route": "route_item",
    "clock": "clock_item",
    "response": "response_item",
    "recycle": "recycle_item",
    "nurture": "nurture_item",
    "goal": "goal_item",
    "experiment": "experiment_item",
    "example": "example_item",
}
"""First word of a declaration → the kind of the lines below it (a `section` has none)."""


def declaration(reader: Reader) -> ast.Declaration | None:
    match reader.kind:
        case "agreement":
            return agreement.agreement(reader)
        case "team":
            return agreement.team(reader)
        case "calendar":
            return agreement.calendar(reader)
        case "value_decl":
            return agreement.value(reader)
        case "list_of_items" | "list_from_file":
            return people.item_list(reader)
        case "lead":
            return people.lead(reader)
        case "log":
            return people.log(reader)
        case "activity":
            return people.activity(reader)
        case "define":
            return _define(reader)
        case "score":
            return _score(reader)
        case "grade":
            return _grade(reader)
        case "stage" | "stage_unowned":
            return _stage(reader)
        case "disqualify":
            return _disqualify(reader)
        case "route_to_team" | "route_to_person":
            return _route(reader)
        case "clock":
            return clocks.clock(reader)
        case "response":
            return clocks.response(reader)
        case "recycle":
            return clocks.recycle(reader)
        case "nurture":
            return clocks.nurture(reader)
        case "goal":
            return agreement.goal(reader)
        case "experiment":
            return agreement.experiment(reader)
        case "section":
            reader.no_children()
            title, body = reader.tree.children
            return ast.Section(reader.span, reader.text(title), reader.text(body))
        case "example":
            return examples.example(reader)
        case kind:
            raise AssertionError(kind)


def _define(reader: Reader) -> ast.Define:
    name, label, because = reader.tree.children
    found = list(reader.children("define_item", items.when))
    return ast.Define(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        items.conditions_of(found),
        items.reason(reader, because, found),
    )


def _score(reader: Reader) -> ast.Score:
    name, label, bounds, terms, because = reader.tree.children
    return ast.Score(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        None if bounds is None else scores.number_range(reader, bounds),
        scores.terms(reader, terms),
        tuple(reader.children("score_item", scores.score_item)),
        reader.because(because),
    )


def _grade(reader: Reader) -> ast.Grade:
    name, label, of, because = reader.tree.children
    return ast.Grade(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        reader.optional_word(of),
        tuple(reader.children("grade_item", scores.grade_item)),
        reader.because(because),
    )


def _stage(reader: Reader) -> ast.Stage:
    name, label, *owner, probability, because = reader.tree.children
    found = list(reader.children("stage_item", _stage_item))
    return ast.Stage(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        reader.word(owner[0]) if owner else None,
        None if probability is None else amounts.percent(reader, probability),
        items.conditions_of(found),
        items.words_of(found, "recorded_by"),
        items.reason(reader, because, found),
    )


def _stage_item(reader: Reader) -> object:
    return items.words(reader) if reader.kind == "recorded_by" else items.when(reader)


def _disqualify(reader: Reader) -> ast.Disqualify:
    name, label, because = reader.tree.children
    found = list(reader.children("disqualify_item", items.when))
    return ast.Disqualify(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        items.conditions_of(found),
        items.reason(reader, because, found),
    )


def _route(reader: Reader) -> ast.Route:
    name, label, to, because = reader.tree.children
    to_team = reader.kind == "route_to_team"
    found = list(reader.children("route_item", _route_item))
    return ast.Route(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        reader.word(to) if to_team else None,
        None if to_team else reader.word(to),
        items.conditions_of(found),
        items.texts_of(found, "split"),
        items.reason(reader, because, found),
    )


def _route_item(reader: Reader) -> object:
    return items.texts(reader) if reader.kind == "split" else items.when(reader)
