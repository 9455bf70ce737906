"""Clocks and responses, recycling and nurturing."""

from __future__ import annotations

from typing import cast

from leadpact_dsl import ast
from leadpact_dsl.build import amounts, items, scores
from leadpact_dsl.build.reader import Reader, _token, _tree
from leadpact_dsl.clause_parser import ClauseTree

_ACTIONS = {
    "remind": "remind",
    "notify": "notify",
    "escalate": "escalate",
    "return_with_reason": "return",
    "pass_to_route": "pass on",
}
_MOMENTS = {
    "before_due": "before due",
    "at_due": "at due",
    "after_due": "after due",
    "after_start": "after start",
}


def clock(reader: Reader) -> ast.Clock:
    name, label, starts, stops, because = reader.tree.children
    found = list(reader.children("clock_item", _clock_item))
    return ast.Clock(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        reader.words(starts),
        reader.words(stops),
        items.of(found, ast.Pauses),
        items.words_of(found, "afresh"),
        items.words_of(found, "on_calendar") + items.of(found, ast.CalendarBy),
        reader.because(because),
    )


def _clock_item(reader: Reader) -> object:
    children = reader.tree.children
    match reader.kind:
        case "pauses":
            reader.no_children()
            return ast.Pauses(reader.span, reader.words(children[0]), reader.words(children[1]))
        case "afresh":
            return items.words(reader)
        case "on_calendar":
            return items.word(reader)
        case _:
            rows = tuple(reader.children("calendar_row", _calendar_row))
            return ast.CalendarBy(reader.span, reader.word(children[0]), rows)


def _calendar_row(reader: Reader) -> ast.CalendarRow:
    reader.no_children()
    key, calendar = reader.tree.children
    found = scores.row_key(reader, _tree(key))
    return ast.CalendarRow(
        reader.span, cast("ast.OneOfKeys | ast.UnknownKey | ast.OtherwiseKey", found), reader.word(calendar)
    )


def response(reader: Reader) -> ast.Response:
    name, label, on, because = reader.tree.children
    found = list(reader.children("response_item", _response_item))
    return ast.Response(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        reader.word(on),
        items.conditions_of(found, "applies_to"),
        tuple(item for item in found if isinstance(item, ast.AnswersWithin | ast.AnswersByClose)),
        items.of(found, ast.Tries),
        items.of(found, ast.Action),
        items.reason(reader, because, found),
    )


def _response_item(reader: Reader) -> object:
    span, children = reader.span, reader.tree.children
    if reader.kind == "applies_to":
        return items.when(reader)
    reader.no_children()
    reason = reader.because(children[-1])
    match reader.kind:
        case "answers_within":
            return ast.AnswersWithin(span, reader.word(children[0]), amounts.duration(reader, children[1]), reason)
        case "answers_by_close":
            return ast.AnswersByClose(span, reader.word(children[0]), _days_later(reader, _tree(children[1])), reason)
        case "tries":
            team, times, within, _ = children
            return ast.Tries(
                span, reader.word(team), amounts.whole(reader, times), amounts.duration(reader, within), reason
            )
        case _:
            moment, act = (_tree(child) for child in children[:2])
            offset = amounts.duration(reader, moment.children[0]) if moment.children else None
            target = act.children[0]
            return ast.Action(
                span,
                cast("ast.ActionMoment", _MOMENTS[moment.data]),
                offset,
                cast(ast.ActionKind, _ACTIONS[act.data]),
                reader.text(target) if _token(target).type == "STRING" else reader.word(target),
                reason,
            )


def _days_later(reader: Reader, tree: ClauseTree) -> int:
    match tree.data:
        case "same_day":
            return 0
        case "next_day":
            return 1
        case _:
            return amounts.whole(reader, tree.children[0])


def recycle(reader: Reader) -> ast.Recycle:
    name, label, because = reader.tree.children
    found = list(reader.children("recycle_item", _recycle_item))
    return ast.Recycle(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        items.conditions_of(found),
        items.of(found, ast.ToNurture),
        items.conditions_of(found, "back_sooner"),
        items.reason(reader, because, found),
    )


def _recycle_item(reader: Reader) -> object:
    if reader.kind == "to_nurture":
        reader.no_children()
        nurture_name, duration = reader.tree.children
        return ast.ToNurture(reader.span, reader.word(nurture_name), amounts.duration(reader, duration))
    return items.when(reader)


def nurture(reader: Reader) -> ast.Nurture:
    name, label, because = reader.tree.children
    found = list(reader.children("nurture_item", _nurture_item))
    return ast.Nurture(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        items.of(found, ast.NurtureAfter),
        items.of(found, ast.Material),
        reader.because(because),
    )


def _nurture_item(reader: Reader) -> object:
    reader.no_children()
    children = reader.tree.children
    if reader.kind == "material":
        return ast.Material(reader.span, reader.text(children[0]), reader.optional_text(children[1]))
    *counts, unit = children
    name = str(unit) if str(unit).endswith("s") else f"{unit}s"
    return ast.NurtureAfter(reader.span, tuple(amounts.whole(reader, count) for count in counts), cast(ast.Unit, name))
