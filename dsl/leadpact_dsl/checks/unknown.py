"""Conditions that can hold because a value is unknown, without a word on what unknown shall mean (LP260 to LP263)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from leadpact_dsl.checks import known, places, walk
from leadpact_dsl.diagnostics import Diagnostic, Fix, Label, error
from leadpact_dsl.model import (
    Band,
    Combined,
    Condition,
    DefineTest,
    Field,
    FieldTest,
    Grade,
    GradeTest,
    Happened,
    IsKnown,
    Level,
    Not,
    Policy,
    ScoreTest,
    Selection,
    SinceField,
    StageTest,
)
from leadpact_dsl.phrases.words import listed, quoted
from leadpact_dsl.source import Span


def exclusions(policy: Policy) -> Iterator[Diagnostic]:
    """`is not`, `not` and `no … where` over fields that can be unknown."""
    plain = _Scene(policy, frozenset(), negative=False)
    for _, condition in walk.conditions(policy):
        yield from _said(list(_hits(condition, plain)))
    for _, selection in walk.counted(policy):
        yield from _said(list(_where(selection, plain)))


@dataclass(frozen=True)
class _Scene:
    """Where the walk stands: `said` are fields whose unknown an enclosing list settles; `negative` is under a negation.

    `mark` is the negation that brought it about, as written, None where the comparison itself is one; `through` is the
    innermost definition entered; `chain` is how the line joins what is marked with its other parts; `counts` where
    the negation is a count of activities; `selection` are the activities whose fields a `where` is about.
    """

    policy: Policy
    said: frozenset[known.FieldKey]
    negative: bool
    mark: Span | None = None
    counts: bool = False
    through: str | None = None
    chain: Literal["", "and", "or"] = ""
    selection: Selection | None = None


class _Hit(NamedTuple):
    """A comparison that decides although its field may be unknown, and where that was found."""

    test: FieldTest
    scene: _Scene


def _hits(found: Condition, scene: _Scene) -> Iterator[_Hit]:
    condition = walk.straight(found)
    match condition:
        case FieldTest():
            # What a definition excludes is found where it stands; of its use only a negation is looked at.
            decides = scene.negative or (known.is_exclusion(condition.test) and scene.through is None)
            if decides and not _is_settled(condition, scene):
                yield _Hit(condition, scene)
        case DefineTest():
            when = walk.opened(scene.policy, condition)
            if when is not None and (scene.negative or scene.through is not None):
                yield from _hits(when, replace(scene, through=condition.define))
        case Not():
            inside = replace(scene, negative=not scene.negative, mark=scene.mark or condition.span)
            if isinstance(condition.item, DefineTest):
                inside = replace(inside, through=scene.through or condition.item.define)
            yield from _hits(condition.item, inside)
        case Happened():
            yield from _since(condition, scene)
            yield from _where(condition.selection, _counted_scene(condition, scene))
        case Combined():
            said = set(scene.said)
            for item in condition.items:
                said |= known.says_what_unknown_means(scene.policy, item, condition.kind)
                if condition.kind == "all" and not scene.negative:
                    said |= known.compared(item)
            inside = replace(scene, said=frozenset(said))
            if scene.mark is None:
                inside = replace(inside, chain=_chain(condition))
            for item in condition.items:
                yield from _hits(item, inside)
        case ScoreTest() | GradeTest() | StageTest():
            pass


def _is_settled(test: FieldTest, scene: _Scene) -> bool:
    if isinstance(test.test, IsKnown) or known.key(test.field) in scene.said:
        return True
    return not known.can_be_unknown(scene.policy, test.field, scene.selection)


def _chain(condition: Combined) -> Literal["", "and", "or"]:
    if not condition.inline:
        return ""
    return "and" if condition.kind == "all" else "or"


def _counted_scene(happened: Happened, scene: _Scene) -> _Scene:
    """The scene of a `where`: an activity whose field is unknown is not counted, so fewer of them are found."""
    fewer = happened.absent or (happened.count is not None and happened.count.kind != "at least")
    if not fewer:
        return scene
    exactly = happened.count is not None and happened.count.kind == "exactly"
    negative = exactly or not scene.negative
    if scene.mark is not None:
        return replace(scene, negative=negative)
    return replace(scene, negative=negative, mark=happened.span, counts=True, chain="")


def _since(happened: Happened, scene: _Scene) -> Iterator[_Hit]:
    """`demo since trial_started`, as `no demo since …`, is false without that day, and the negation of it true."""
    match happened.window:
        case SinceField(field=field) if scene.negative and field.can_be_unknown and known.key(field) not in scene.said:
            yield _Hit(FieldTest(happened.span, field, IsKnown(True)), scene)
        case _:
            pass


def _where(selection: Selection, scene: _Scene) -> Iterator[_Hit]:
    if selection.where is not None:
        yield from _hits(selection.where, replace(scene, selection=selection))


def _said(hits: list[_Hit]) -> Iterator[Diagnostic]:
    """Each hit by itself, but those that one negation brought about together."""
    negations: dict[Span, list[_Hit]] = {}
    for hit in hits:
        if hit.scene.counts:
            yield _not_counted(hit)
        elif hit.scene.mark is not None and hit.scene.negative:
            negations.setdefault(hit.scene.mark, []).append(hit)
        else:
            yield _excluded(hit)
    for mark, together in negations.items():
        yield _under_negation(mark, together)


def _excluded(hit: _Hit) -> Diagnostic:
    field, span = hit.test.field, hit.test.span
    if hit.scene.chain == "or":
        fix = Fix(span, f"{field.name} is unknown or {span.text}", f"{_whom(field)} without it too")
    else:
        fix = Fix(span, f"{field.name} is known and {span.text}", "only where it is known")
    return error(
        "LP260",
        span,
        f"{quoted(field.label)} may be unknown, and this does not say whether {_whom(field)} without it count too.",
        help=ways_out(field, f"`{field.name} is known and …`, or under `any of` also `{field.name} is unknown`"),
        fix=fix,
    )


def _under_negation(mark: Span, hits: list[_Hit]) -> Diagnostic:
    fields = {known.key(hit.test.field): hit.test.field for hit in hits}.values()
    first = hits[0].test.field
    asked = " and ".join(f"{field.name} is known" for field in fields)
    joins = hits[0].scene.chain != "or" and hits[0].scene.selection is None
    return error(
        "LP261",
        mark,
        f"{listed([quoted(field.label) for field in fields], 'and')} may be unknown, and “{mark.text}” would then hold "
        "only because a value is missing.",
        labels=[Label(hit.test.span, "never holds without the value") for hit in hits if hit.test.span != mark],
        help=ways_out(first, f"`{asked} and …`, or under `any of` also `{first.name} is unknown`"),
        fix=Fix(mark, f"{asked} and {mark.text}", "only where it is known") if joins else None,
    )


def _not_counted(hit: _Hit) -> Diagnostic:
    field, span = hit.test.field, hit.test.span
    alone = hit.test == hit.scene.selection.where if hit.scene.selection is not None else False
    return error(
        "LP262",
        span,
        f"{quoted(field.label)} may be unknown, and an activity without it would not be counted here: this could hold "
        "only because a value is missing.",
        help=ways_out(field, f"`{field.name} is unknown or …` behind `where`"),
        fix=Fix(span, f"{field.name} is unknown or {span.text}", "count an activity without it too") if alone else None,
    )


def _whom(field: Field) -> str:
    return "leads" if field.owner == "lead" else "activities"


def ways_out(field: Field, here: str) -> str:
    """What an author can do about an unknown: at the field, or at this place."""
    match field.kind:
        case "yes or no":
            default = "no"
        case "whole number" | "number":
            default = "0"
        case "money":
            default = f"0 {field.currency}"
        case "text" | "one of" | "date" | "time":
            default = ""
    at_field = f" or a default such as `, {default} when unknown`" if default else ""
    return f"Write `required`{at_field} behind the field {field.name}; or say here what unknown means: {here}."


# ---------------------------------------------------------------------------------------------------------- grades


def otherwise(policy: Policy) -> Iterator[Diagnostic]:
    """The last level of a grade by conditions that leads reach because a field of an earlier level is unknown."""
    for grade in policy.grades.values():
        last = grade.levels[-1] if grade.levels else None
        if grade.score is not None or last is None or last.test is not None:
            continue
        settled: set[known.FieldKey] = set()
        tested: dict[known.FieldKey, FieldTest] = {}
        for level in grade.levels:
            if level.test is None or isinstance(level.test, Band):
                continue
            for test in _lead_tests(policy, level.test):
                if isinstance(test.test, IsKnown):
                    settled.add(known.key(test.field))
                elif test.field.can_be_unknown:
                    tested.setdefault(known.key(test.field), test)
        unsettled = [test for field, test in tested.items() if field not in settled]
        if unsettled:
            yield _otherwise(grade, last, unsettled)


def _otherwise(grade: Grade, last: Level, tests: list[FieldTest]) -> Diagnostic:
    labels = listed([quoted(test.field.label) for test in tests], "and")
    asked = " or ".join(f"{test.field.name} is unknown" for test in tests)
    taken = {level.name for level in grade.levels}
    name = next(name for name in _names() if name not in taken)
    return error(
        "LP263",
        last.span,
        f"A lead ends in {quoted(last.label)} also when {labels} {'is' if len(tests) == 1 else 'are'} unknown, "
        "because the levels above then cannot hold.",
        labels=[Label(test.span, "tested here") for test in tests],
        help=ways_out(tests[0].field, "a level of its own for those leads"),
        fix=places.insert_before(
            last.span, [f'{name} "Not known": when {asked}'], "a level for leads of which it is not known"
        ),
    )


def _names() -> Iterator[str]:
    yield "not_known"
    yield from (f"not_known_{number}" for number in itertools.count(2))


def _lead_tests(policy: Policy, condition: Condition) -> Iterator[FieldTest]:
    """The tests of lead fields in a condition and in the definitions it names."""
    match condition:
        case FieldTest():
            if condition.field.owner == "lead":
                yield condition
        case DefineTest():
            when = walk.opened(policy, condition)
            if when is not None:
                yield from _lead_tests(policy, when)
        case Not():
            yield from _lead_tests(policy, condition.item)
        case Combined():
            for item in condition.items:
                yield from _lead_tests(policy, item)
        case Happened() | ScoreTest() | GradeTest() | StageTest():
            pass
