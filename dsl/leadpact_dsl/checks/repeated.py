"""The same value or the same condition written twice in one list (LP344, LP348)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from leadpact_dsl.checks import canonical, places, walk, written
from leadpact_dsl.diagnostics import Diagnostic, Fix, Label, warning
from leadpact_dsl.model import Combined, Condition, FieldTest, GradeTest, OneOf, Policy, Scalar, StageTest, TextMatch
from leadpact_dsl.phrases.words import quoted
from leadpact_dsl.source import Span
from leadpact_dsl.text import fold


def values(policy: Policy) -> Iterator[Diagnostic]:
    """`is one of "US", "us"`."""
    for placed in walk.all_parts(policy):
        seen: set[Scalar] = set()
        for value in _values(placed.condition):
            key = fold(value) if isinstance(value, str) else value
            if key in seen:
                yield _twice(placed.condition, value)
            seen.add(key)


def _values(condition: Condition) -> tuple[Scalar, ...]:
    match condition:
        case FieldTest(test=OneOf() as test):
            return (*test.values, *test.lists)
        case FieldTest(test=TextMatch() as match):
            return (*match.values, *match.lists)
        case GradeTest():
            return condition.levels
        case StageTest():
            return condition.stages
        case _:
            return ()


def _twice(condition: Condition, value: Scalar) -> Diagnostic:
    field = condition.field if isinstance(condition, FieldTest) else None
    text = written.value(field, value)
    span = condition.span
    at = span.text.rfind(text)
    mark = Span(span.file, span.start + at, span.start + at + len(text)) if at >= 0 else span
    comma = span.text.rfind(",", 0, at)
    return warning(
        "LP344",
        mark,
        f"{quoted(str(value))} stands twice in this list.",
        help="Capitals and blanks around a text do not count.",
        fix=Fix(Span(span.file, span.start + comma, mark.end), "", "without the second one") if comma >= 0 else None,
    )


def conditions(policy: Policy) -> Iterator[Diagnostic]:
    """The same condition on two lines of one block, or twice on one line."""
    for placed in walk.all_parts(policy):
        if not isinstance(placed.condition, Combined):
            continue
        seen: dict[Hashable, Condition] = {}
        for item in placed.condition.items:
            said = canonical.condition(policy, item)
            if said in seen:
                yield warning(
                    "LP348",
                    item.span,
                    f"“{_first_line(item.span)}” says the same as “{_first_line(seen[said].span)}” beside it.",
                    labels=[Label(seen[said].span, "said here")],
                    help="Keep one of them.",
                    fix=None if placed.condition.inline else places.drop(item.span, "without the line"),
                )
            seen.setdefault(said, item)


def _first_line(span: Span) -> str:
    return span.text.split("\n", 1)[0]
