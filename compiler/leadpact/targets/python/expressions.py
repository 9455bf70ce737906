"""Tests as Python expressions. What they need on the way is worked out in lines before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, assert_never

from leadpact.plan.activities import Count, Distinct, Latest, Source
from leadpact.plan.numbers import Const, Dial, Input, InputNumber, LatestOf, Now, Number, ScoreNumber, Times
from leadpact.plan.tests import (
    Always,
    AtLeast,
    Compare,
    DefineHolds,
    Flag,
    GradeIn,
    InSet,
    IsKnown,
    IsThere,
    Negated,
    StageIn,
    Test,
    TextMatches,
)
from leadpact.targets.python.constants import literal, text
from leadpact.targets.python.features import is_last

OR, AND, NOT, CLOSED = 1, 2, 3, 4
"""How tightly an expression holds together."""
_UNROLLED = 4
"""So many texts are looked for one by one; more by a pattern."""


class Reading(Protocol):
    """What a test of one field can ask for."""

    def value(self, asked: Input) -> str: ...

    def folded(self, asked: Input) -> str:
        """The folded text, None where it is unknown."""

    def words(self, asked: Input) -> str:
        """The folded words as a list, empty where the text is unknown."""

    def padded(self, asked: Input) -> str:
        """The folded words with a space before and behind each, or nothing."""

    def always_known(self, asked: Input) -> bool: ...

    def constant_set(self, wish: str, items: Sequence[str]) -> str: ...

    def constant_pattern(self, wish: str, items: Sequence[str]) -> str: ...


class Scope(Reading, Protocol):
    """What a test can ask for: of the lead, or of the activity that a loop is at."""

    def of_text(self, test: TextMatches | InSet) -> str | None:
        """The name of the answer, where a function of the scorer gives it."""

    def number(self, number: Number) -> str:
        """Any number but a field's."""

    def named(self, test: DefineHolds | GradeIn | StageIn) -> str: ...

    def any_of(self, source: Source) -> tuple[str, int]:
        """The expression that the latest activity of a source is late enough, and how tightly it holds together."""

    def happened(self, source: Source) -> bool:
        """Whether where the test is asked there is an activity of the kinds of a source for certain."""

    def grade(self, grade: str) -> str:
        """The level of a grade."""

    def constant_table(self, wish: str, items: Mapping[object, object]) -> str: ...


def as_test(scope: Scope, test: Test, inside: int = 0) -> str:
    """The expression, in brackets where it would fall apart inside one that holds as tightly as `inside`."""
    found, tightness = _test(scope, test)
    return f"({found})" if tightness < inside else found


def _test(scope: Scope, test: Test) -> tuple[str, int]:
    match test:
        case Always(value):
            return repr(value), CLOSED
        case IsKnown(asked, known):
            if scope.always_known(asked):
                return repr(known), CLOSED
            return f"{scope.value(asked)} is {'not ' if known else ''}None", CLOSED
        case Flag(asked, wanted):
            return f"{scope.value(asked)} is {wanted}", CLOSED
        case InSet() | TextMatches():
            answer = scope.of_text(test)
            return text_test(scope, test) if answer is None else (answer, CLOSED)
        case Compare():
            return _all([test], scope)
        case IsThere(Latest(source)) if is_last(source):
            return scope.any_of(source)
        case IsThere(number):
            guard = _guard(scope, number)
            return (guard, CLOSED) if guard else ("True", CLOSED)
        case GradeIn() | StageIn() | DefineHolds():
            return scope.named(test), CLOSED
        case Negated(inner):
            found = as_test(scope, inner, CLOSED)
            there = re.fullmatch(r"(\w+) is not (NEVER|None)", found)
            return (f"{there[1]} is {there[2]}", CLOSED) if there else (f"not {found}", NOT)
        case AtLeast(count, tests):
            if count == len(tests):
                return _all(tests, scope)
            if count == 1:
                return " or ".join(as_test(scope, inner, NOT) for inner in tests), OR
            return f"{' + '.join(f'({as_test(scope, inner)})' for inner in tests)} >= {count}", CLOSED
        case _:
            assert_never(test)


def text_test(scope: Reading, test: InSet | TextMatches) -> tuple[str, int]:
    """The expression of a test that looks at the text itself, and how tightly it holds together."""
    if isinstance(test, InSet):
        return _in_set(scope, test.input, test.items, test.negated)
    return _text_matches(scope, test)


def _in_set(scope: Reading, asked: Input, items: tuple[str, ...], negated: bool) -> tuple[str, int]:
    value = scope.folded(asked) if asked.type == "text" else scope.value(asked)
    if len(items) == 1:
        found = f"{value} {'!=' if negated else '=='} {text(items[0])}"
    elif not items:
        found = "True" if negated else "False"
    else:
        held = literal(items) if len(items) <= 3 else scope.constant_set(asked.name, items)
        found = f"{value} {'not in' if negated else 'in'} {held}"
    if negated and not scope.always_known(asked):
        return f"{value} is not None and {found}", AND
    return found, CLOSED


def _text_matches(scope: Reading, test: TextMatches) -> tuple[str, int]:
    asked, items = test.input, test.items
    if test.kind == "has the word":
        single = [item for item in items if " " not in item]
        # Words in a row, one of which is looked for by itself, are found with it.
        several = [item for item in items if " " in item and not set(single) & set(item.split(" "))]
        found = []
        if len(single) == 1:
            found.append(f"{text(single[0])} in {scope.words(asked)}")
        elif single:
            found.append(f"not {scope.constant_set(asked.name, single)}.isdisjoint({scope.words(asked)})")
        found += [f"{text(f' {item} ')} in {scope.padded(asked)}" for item in several]
        return " or ".join(found), OR if len(found) > 1 else NOT
    value = scope.folded(asked)
    guard = "" if scope.always_known(asked) else f"{value} is not None and "
    match test.kind:
        case "starts with" | "ends with":
            method = test.kind.replace(" ", "")
            found_one = f"{value}.{method}({literal(items) if len(items) > 1 else text(items[0])})"
        case "contains":
            if len(items) > _UNROLLED:
                found_one = f"{scope.constant_pattern(asked.name, items)}({value}) is not None"
            else:
                found_one = " or ".join(f"{text(item)} in {value}" for item in items)
                if len(items) > 1:
                    if not guard:
                        return found_one, OR
                    found_one = f"({found_one})"
        case _:
            assert_never(test.kind)
    return f"{guard}{found_one}", AND if guard else CLOSED


def _all(tests: Sequence[Test], scope: Scope) -> tuple[str, int]:
    """All of the tests; what guards against an unknown stands once, and two limits of one number are one chain."""
    tests = list(_flat(tests))
    parts: list[str] = []
    place = 0
    while place < len(tests):
        test = tests[place]
        following = tests[place + 1] if place + 1 < len(tests) else None
        match test, following:
            case Compare(op=(">=" | ">") as low, left=left, right=least), Compare(
                op=("<=" | "<") as high, left=other, right=most
            ) if left == other:
                found = f"{number_text(scope, least)} {'<=' if low == '>=' else '<'} {number_text(scope, left)} {high} "
                found += number_text(scope, most)
                guards = _guards(scope, (left, least, most))
                place += 2
            case Compare(op, left, right), _:
                found = f"{number_text(scope, left)} {op} {number_text(scope, right)}"
                # Whatever is after something is not “never”.
                guards = _guards(scope, (left, right)) if op not in (">", ">=") or not _is_instant(left) else []
                place += 1
            case _:
                found, guards = as_test(scope, test, NOT), []
                place += 1
        for part in (*guards, found):
            if part not in parts and part != "True":
                parts.append(part)
    return " and ".join(parts) or "True", AND if len(parts) > 1 else CLOSED


def _flat(tests: Sequence[Test]) -> Iterator[Test]:
    """The tests, those of an inner `all of` one by one."""
    for test in tests:
        if isinstance(test, AtLeast) and test.count == len(test.tests):
            yield from _flat(test.tests)
        else:
            yield test


def _guards(scope: Scope, numbers: Sequence[Number]) -> list[str]:
    return [guard for number in numbers if (guard := _guard(scope, number))]


def _guard(scope: Scope, number: Number) -> str:
    """The expression that a number is there, nothing where it always is."""
    match number:
        case InputNumber(asked):
            return "" if scope.always_known(asked) else f"{scope.value(asked)} is not None"
        case Latest(source) if is_last(source) and not source.bounds and scope.happened(source):
            return ""
        case Latest() | LatestOf():
            return f"{scope.number(number)} is not NEVER"
        case Times(inner):
            return _guard(scope, inner)
        case Const() | Dial() | Now() | ScoreNumber() | Count() | Distinct():
            return ""
        case _:
            assert_never(number)


def _is_instant(number: Number) -> bool:
    return isinstance(number, (Latest, LatestOf))


def unknown_text(scope: Scope, number: Number) -> str:
    """The expression that a field's number is unknown, nothing where it never is."""
    match number:
        case InputNumber(asked):
            return "" if scope.always_known(asked) else f"{scope.value(asked)} is None"
        case Times(inner):
            return unknown_text(scope, inner)
        case _:
            return ""


def number_text(scope: Scope, number: Number) -> str:
    match number:
        case Const(value):
            return f"{value:_}" if abs(value) >= 100_000 else str(value)
        case InputNumber(asked):
            return scope.value(asked)
        case Times(inner, factor):
            if factor == -1:
                return f"-{number_text(scope, inner)}"
            return f"{number_text(scope, inner)} * {factor}"
        case _:
            return scope.number(number)
