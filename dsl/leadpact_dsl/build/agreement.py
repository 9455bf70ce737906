"""The agreement itself: teams, calendars, dials, goals, experiments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from leadpact_dsl import ast
from leadpact_dsl.build import amounts, items
from leadpact_dsl.build.reader import Part, Reader, _token, _tree
from leadpact_dsl.diagnostics import Fix, error, exchanged

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def agreement(reader: Reader) -> ast.Agreement:
    return ast.Agreement(
        reader.span, reader.text(reader.tree.children[0]), tuple(reader.children("agreement_item", _setting))
    )


def _setting(reader: Reader) -> ast.Setting:
    reader.no_children()
    children = reader.tree.children
    match reader.kind:
        case "version":
            return ast.Setting(reader.span, "version", reader.text(children[0]))
        case "timezone":
            return ast.Setting(reader.span, "timezone", reader.text(children[0]))
        case "purpose":
            return ast.Setting(reader.span, "purpose", reader.text(children[0]))
        case "effective":
            return ast.Setting(reader.span, "effective", amounts.day(reader, children[0]))
        case "term":
            return ast.Setting(reader.span, "term", amounts.duration(reader, children[0]))
        case "review":
            return ast.Setting(reader.span, "review", amounts.duration(reader, children[0]))
        case _:
            first, last = (
                ast.Number(reader.span_of(_token(year)), Decimal(amounts.whole(reader, year))) for year in children
            )
            return ast.Setting(reader.span, "covers", (first, last))


def team(reader: Reader) -> ast.Team:
    name, label = reader.tree.children
    found = list(reader.children("team_item", _team_item))
    return ast.Team(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        items.texts_of(found, "led_by"),
        items.words_of(found, "works"),
        items.of(found, ast.Capacity),
        items.texts_of(found, "responsible"),
    )


def _team_item(reader: Reader) -> object:
    children = reader.tree.children
    match reader.kind:
        case "led_by" | "responsible":
            return items.texts(reader)
        case "works":
            return items.word(reader)
        case "capacity_of_team":
            reader.no_children()
            leads, unit = children
            return ast.Capacity(reader.span, amounts.count(reader, leads), False, amounts.period(reader, unit), None)
        case _:
            reader.no_children()
            leads, unit, people = children
            return ast.Capacity(
                reader.span,
                amounts.count(reader, leads),
                True,
                amounts.period(reader, unit),
                amounts.count(reader, people),
            )


def calendar(reader: Reader) -> ast.Calendar:
    name, label = reader.tree.children
    found = list(reader.children("calendar_item", _calendar_item))
    closed = tuple(day for group in found if isinstance(group, list) for day in group)
    return ast.Calendar(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        items.texts_of(found, "timezone"),
        tuple(item for item in found if isinstance(item, ast.Opening | ast.OpeningOn)),
        items.of(found, ast.HolidaysOf),
        closed,
    )


def _calendar_item(reader: Reader) -> object:
    children = reader.tree.children
    match reader.kind:
        case "timezone":
            return items.texts(reader)
        case "open_days":
            reader.no_children()
            days = tuple(day for part in _tree(children[0]).children for day in _weekdays(reader, part))
            return ast.Opening(reader.span, tuple(dict.fromkeys(days)), _hours(reader, children[1]))
        case "open_every_day":
            reader.no_children()
            return ast.Opening(reader.span, tuple(range(7)), _hours(reader, children[0]))
        case "open_on":
            reader.no_children()
            return ast.OpeningOn(reader.span, amounts.day(reader, children[0]), _hours(reader, children[1]))
        case "holidays_of":
            reader.no_children()
            return ast.HolidaysOf(reader.span, reader.text(children[0]), reader.optional_text(children[1]))
        case _:
            reader.no_children()
            return [_closing(reader, part) for part in children]


def _weekdays(reader: Reader, part: Part) -> tuple[int, ...]:
    first, last = _tree(part).children
    start = _WEEKDAYS.index(str(first))
    if last is None:
        return (start,)
    end = _WEEKDAYS.index(str(last))
    return tuple((start + step) % 7 for step in range((end - start) % 7 + 1))


def _hours(reader: Reader, part: Part) -> ast.Hours:
    ranges: list[tuple[int, int]] = []
    for child in _tree(part).children:
        tree = _tree(child)
        start, end = (amounts.minutes(reader, token) for token in tree.children)
        if start is None or end is None:
            continue
        if start >= end:
            reader.report(
                error(
                    "LP122",
                    reader.span_of(tree),
                    "These hours end before they begin.",
                    help="Hours do not cross midnight: write two lines, one up to 24:00 and one for the next day from "
                    "00:00.",
                )
            )
        else:
            ranges.append((start, end))
    ranges.sort()
    if any(start < earlier_end for (_, earlier_end), (start, _) in pairwise(ranges)):
        place = reader.span_of(_tree(part))
        reader.report(error("LP122", place, "These hours overlap.", fix=Fix(place, _joined(ranges), "joined")))
    return ast.Hours(reader.span_of(_tree(part)), tuple(ranges))


def _joined(ranges: Sequence[tuple[int, int]]) -> str:
    """Sorted ranges of minutes as hours that do not overlap."""
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return ", ".join(f"{_clock(start)} to {_clock(end)}" for start, end in joined)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _closing(reader: Reader, part: Part) -> ast.Closed:
    tree = _tree(part)
    first, last, label = tree.children
    start = amounts.day(reader, first)
    end = start if last is None else amounts.day(reader, last)
    if end.date < start.date:
        reader.report(
            error(
                "LP122",
                reader.span_of(tree),
                "These closed days end before they begin.",
                help="Write the first day, `to`, and the last day.",
                fix=exchanged(start.span, end.span, "the earlier day first"),
            )
        )
        end = start
    elif end.date - start.date > dt.timedelta(days=366):
        reader.report(
            error(
                "LP122",
                reader.span_of(tree),
                "These closed days last longer than a year.",
                help="Is the year right? A longer time needs a line for each year.",
            )
        )
        end = start
    return ast.Closed(reader.span_of(tree), start, end, reader.optional_text(label))


def value(reader: Reader) -> ast.ValueDecl:
    name, label, found, because = reader.tree.children
    later = tuple(reader.children("value_item", _value_item))
    return ast.ValueDecl(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        amounts.amount(reader, found),
        later,
        reader.because(because),
    )


def _value_item(reader: Reader) -> ast.ValueFrom:
    reader.no_children()
    day, found = reader.tree.children
    return ast.ValueFrom(reader.span, amounts.day(reader, day), amounts.amount(reader, found))


def goal(reader: Reader) -> ast.Goal:
    name, label, because = reader.tree.children
    found = list(reader.children("goal_item", _goal_item))
    return ast.Goal(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        items.conditions_of(found, "applies_to"),
        tuple(
            item for item in found if isinstance(item, ast.Delivers | ast.ReachGoal | ast.ShareGoal | ast.InTimeGoal)
        ),
        items.reason(reader, because, found),
    )


def _goal_item(reader: Reader) -> object:
    if reader.kind == "applies_to":
        return items.when(reader)
    reader.no_children()
    span, children = reader.span, reader.tree.children
    match reader.kind:
        case "delivers":
            team, leads, stage, unit, because = children
            return ast.Delivers(
                span,
                reader.word(team),
                amounts.count(reader, leads),
                reader.word(stage),
                amounts.period(reader, unit),
                reader.because(because),
            )
        case "reach_goal":
            bound, rate, source, target, within, because = children
            return ast.ReachGoal(
                span,
                _bound(bound),
                amounts.rate(reader, rate),
                reader.word(source),
                reader.word(target),
                amounts.duration(reader, within),
                reader.because(because),
            )
        case "share_goal":
            bound, rate, stage, definition, unit, because = children
            return ast.ShareGoal(
                span,
                _bound(bound),
                amounts.rate(reader, rate),
                reader.word(stage),
                reader.word(definition),
                amounts.period(reader, unit),
                reader.because(because),
            )
        case _:
            bound, rate, response, unit, because = children
            return ast.InTimeGoal(
                span,
                _bound(bound),
                amounts.rate(reader, rate),
                reader.word(response),
                amounts.period(reader, unit),
                reader.because(because),
            )


def experiment(reader: Reader) -> ast.Experiment:
    name, label, because = reader.tree.children
    found = list(reader.children("experiment_item", _experiment_item))
    return ast.Experiment(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        items.conditions_of(found, "applies_to"),
        tuple(item for item in found if isinstance(item, ast.Number | ast.Word)),
        items.of(found, ast.ExpectReach),
        items.reason(reader, because, found),
    )


def _experiment_item(reader: Reader) -> object:
    match reader.kind:
        case "applies_to":
            return items.when(reader)
        case "hand_over":
            reader.no_children()
            return amounts.count(reader, reader.tree.children[0])
        case _:
            reader.no_children()
            bound, rate, stage, within = reader.tree.children
            return ast.ExpectReach(
                reader.span,
                _bound(bound),
                amounts.rate(reader, rate),
                reader.word(stage),
                amounts.duration(reader, within),
            )


def _bound(part: Part) -> ast.Bound:
    return "at least" if _tree(part).data == "at_least" else "at most"
