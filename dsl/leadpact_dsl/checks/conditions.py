"""Conditions that never hold (LP340, LP342, LP343, LP345), that always do (LP341), roundabout ones (LP346, LP347)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadpact_dsl.checks import walk
from leadpact_dsl.checks.dates import amount_at, states, unit_of
from leadpact_dsl.checks.plain import Comparing, levels, stages
from leadpact_dsl.checks.subjects import Subjects
from leadpact_dsl.diagnostics import Diagnostic, Fix, Label, error, warning
from leadpact_dsl.model import (
    Between,
    Combined,
    Condition,
    Equals,
    FieldTest,
    GradeTest,
    Happened,
    OneOf,
    Policy,
    ScoreTest,
    StageTest,
    TextMatch,
)
from leadpact_dsl.phrases.amounts import amount
from leadpact_dsl.phrases.words import capital, counted, quoted
from leadpact_dsl.source import Span
from leadpact_dsl.text import is_blank, words


def contradictions(policy: Policy) -> Iterator[Diagnostic]:
    """Parts that must hold together and never do."""
    comparing, subjects = Comparing(policy), Subjects(policy)
    for placed in walk.all_parts(policy):
        found = placed.condition
        if isinstance(found, Combined) and found.kind == "all" and not comparing.is_spent:
            yield from _contradiction(found, comparing, subjects)


def _contradiction(found: Combined, comparing: Comparing, subjects: Subjects) -> Iterator[Diagnostic]:
    """The first two parts that never hold together."""
    for place, before in subjects.earlier(found.items):
        other = found.items[place]
        one = next((found.items[one] for one in before if comparing.disjoint(found.items[one], other)), None)
        if one is not None:
            yield error(
                "LP340",
                other.span,
                f"“{one.span.text}” and “{other.span.text}” never hold together, so this can never hold.",
                note="never together",
                labels=[Label(one.span, "with this one")],
                help="Take one of them out, or write `any of` or `or` if either will do.",
            )
        if one is not None or comparing.is_spent:
            return


def levels_and_stages(policy: Policy) -> Iterator[Diagnostic]:
    """Tests of a grade or of the stage that no level or stage passes, or that every level does."""
    for placed in walk.all_parts(policy):
        match placed.condition:
            case GradeTest() as test:
                noun = f"level of {quoted(policy.grades[test.grade].label)}"
                passing = levels(policy, test)
                if passing and len(passing) == len(policy.grades[test.grade].levels):
                    yield warning(
                        "LP341",
                        test.span,
                        f"Every {noun} passes “{test.span.text}”, so this always holds.",
                        help="Name another level, or take the condition out.",
                    )
            case StageTest() as test:
                noun, passing = "stage", stages(policy, test)
            case _:
                continue
        if not passing:
            yield error(
                "LP340",
                test.span,
                f"No {noun} passes “{test.span.text}”, so this can never hold.",
                help="Name another one, or use `is at least` in place of `is more than`.",
            )


def texts(policy: Policy) -> Iterator[Diagnostic]:
    """Texts that no value has: blank ones, and words that are several."""
    for placed in walk.all_parts(policy):
        if not isinstance(placed.condition, FieldTest) or placed.condition.field.kind != "text":
            continue
        match placed.condition.test:
            case Equals(value=str() as value):
                written: tuple[str, ...] = (value,)
            case OneOf() as test:
                written = tuple(value for value in test.values if isinstance(value, str))
            case TextMatch() as match:
                written = match.values
            case _:
                continue
        for text in written:
            if is_blank(text):
                yield _blank(placed.condition, text)
            elif isinstance(placed.condition.test, TextMatch) and placed.condition.test.kind == "has the word":
                yield from _without_a_word(placed.condition, text)


def _blank(test: FieldTest, text: str) -> Diagnostic:
    known = not (isinstance(test.test, Equals | OneOf) and not test.test.negated)
    return error(
        "LP342",
        _text_span(test.span, text),
        f"A blank text is the same as no value, so {quoted(test.field.label)} never has this one.",
        help=f"Write `{test.field.name} is {'known' if known else 'unknown'}` if you mean whether there is a value.",
    )


def _without_a_word(test: FieldTest, text: str) -> Iterator[Diagnostic]:
    if not words(text):
        yield error(
            "LP342",
            _text_span(test.span, text),
            f"There is no word in {quoted(text)}: punctuation only parts words.",
            help="Write a word, or look for the signs themselves with `contains`.",
        )


def _text_span(span: Span, text: str) -> Span:
    found = re.search(rf'"{re.escape(text)}"', span.text)
    return span if found is None else Span(span.file, span.start + found.start(), span.start + found.end())


def turned_ranges(policy: Policy) -> Iterator[Diagnostic]:
    """`is between 5000 and 50`."""
    for placed in walk.all_parts(policy):
        match placed.condition:
            case (FieldTest(test=Between() as test) | ScoreTest(test=Between() as test)) as found:
                yield from _turned(policy, found, test)
            case _:
                pass


def _turned(policy: Policy, found: Condition, test: Between) -> Iterator[Diagnostic]:
    for state in states(policy):
        low, high = amount_at(policy, test.low, state.instant), amount_at(policy, test.high, state.instant)
        if low > high:
            turned = re.sub(r"\bbetween (.+) and (.+)$", r"between \2 and \1", found.span.text)
            unit = unit_of(policy, test.low)
            yield error(
                "LP343",
                found.span,
                capital(
                    f"{state.when}no number lies between {amount(low, unit)} and {amount(high, unit)}: the lower one "
                    "comes first."
                ),
                fix=Fix(found.span, turned, "the lower number first") if turned != found.span.text else None,
            )
            return


def counts_of_parts(policy: Policy) -> Iterator[Diagnostic]:
    """`at least 4 of` over three lines, and those that `all of` or `any of` says better."""
    for placed in walk.all_parts(policy):
        match placed.condition:
            case Combined(kind="at least") as found:
                lines = len(found.items)
                header = _header(found.span)
                if found.at_least > lines:
                    yield error(
                        "LP345",
                        header,
                        f"Only {counted(lines, 'condition')} {'stands' if lines == 1 else 'stand'} below, so "
                        f"{found.at_least} of them never hold.",
                        help=f"Write a number from 1 to {lines}, or `all of`.",
                        fix=Fix(header, "all of", "every one of them"),
                    )
                elif found.at_least in (0, 1, lines):
                    words = "all of" if found.at_least == lines else "any of"
                    yield _roundabout("LP346", header, words, f"`{words}`", found.at_least == 0)
            case _:
                pass


def _header(span: Span) -> Span:
    """The words `at least 3 of` at the start of a block."""
    found = re.match(r"at least \d+ of", span.text)
    return span if found is None else Span(span.file, span.start, span.start + found.end())


def _roundabout(code: str, span: Span, text: str, say: str, always: bool) -> Diagnostic:
    if always:
        return error("LP341", span, "None at all is needed here, so this always holds.", help=f"Write {say}.")
    return error(
        code,
        span,
        f"This is a roundabout way to write {say}; what means the same is written the same.",
        fix=Fix(span, text, "the plain way"),
    )


def counts_of_activities(policy: Policy) -> Iterator[Diagnostic]:
    """`exactly 0 times` for `no`, `at least 1 times` for nothing at all, and `at least 0 times`, which always holds."""
    for placed in walk.all_parts(policy):
        match placed.condition:
            case Happened(count=count, absent=False) as found if count is not None:
                plain = re.sub(r" (?:exactly|at most|at least) [01] times\b", "", found.span.text)
                if count.kind == "at least" and count.times == 0:
                    yield error(
                        "LP341",
                        found.span,
                        "No activity at all is needed here, so this always holds.",
                        help=f"Write `{plain}` for at least one, or take the condition out.",
                        fix=Fix(found.span, plain, "at least one"),
                    )
                elif count.times == 0 and found.different is None:
                    yield _roundabout("LP347", found.span, f"no {plain}", f"`no {plain}`", False)
                elif (count.kind, count.times, found.different) == ("at least", 1, None):
                    yield _roundabout("LP347", found.span, plain, f"`{plain}`", False)
            case _:
                pass
