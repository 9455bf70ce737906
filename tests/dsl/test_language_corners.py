"""Corners of the language that no other test pins: names that cannot be values, open choices, reasons said twice."""

from __future__ import annotations

import pytest

from leadpact_dsl.examples import run_examples
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile

HEAD = 'agreement "A"\n  timezone "UTC"\n\n'


def errors(text: str) -> list[tuple[str, str]]:
    reading = read_policy([SourceFile("policy.sla", HEAD + text)])
    return [(d.code, d.span.text if d.span else "") for d in reading.diagnostics if d.is_error]


@pytest.mark.parametrize("name", ["none", "known", "unknown", "one", "at", "before", "in", "below", "otherwise"])
def test_a_choice_or_level_cannot_be_a_word_that_stands_behind_is(name: str) -> None:
    assert ("LP125", name) in errors(f"lead\n  size: one of {name}, large\n")
    assert ("LP125", name) in errors(f'score s from 0 to 9\n  +1 if x\ngrade g of s\n  {name} "N": 5 or more\n')


@pytest.mark.parametrize("name", ["lead", "activity", "day", "stage", "score", "A", "AMER"])
def test_other_words_of_the_language_are_good_choices(name: str) -> None:
    text = f"lead\n  size: one of {name}, large required\nscore s from 0 to 9\n  +1 if size is {name}\n"
    assert errors(text) == []


def test_a_score_may_be_called_person() -> None:
    text = """lead
  id: text
  email: text
team sales
route all "All" to sales
  split by lead id between "ana"
score person "Person score" from 0 to 9
  +1 if email is known
example "both are told apart"
  as of 2026-01-01 10:00
  lead
    email "a@b.example"
  expect person is 1
  expect person is "ana"
"""
    reading = read_policy([SourceFile("policy.sla", HEAD + text)])
    assert reading.policy is not None, reading.diagnostics
    assert [outcome.passed for outcome in run_examples(reading.policy)] == [True]


def test_one_choice_may_stand_for_all_other_values() -> None:
    assert errors('lead\n  source: one of web, ads, rest otherwise required\n  x: text from "X"\n') == []
    assert errors("lead\n  source: one of web, more_web otherwise, rest otherwise required\n") == [
        ("LP204", "rest otherwise")
    ]


@pytest.mark.parametrize(
    "text",
    [
        'define x\n  when opened because "One."\n  because "Two."\nactivity opened\n',
        'team sales\nactivity opened\nactivity b\nclock c from opened to b\nresponse x on c because "Two."\n'
        '  sales answers within 4 hours because "One."\n',
    ],
)
def test_reasons_of_a_declaration_and_its_lines_are_said_together(text: str) -> None:
    policy = read_policy([SourceFile("policy.sla", HEAD + text)]).policy
    assert policy is not None
    declared = policy.defines.get("x") or policy.responses["x"]
    assert declared.because == "Two. One."


def test_a_second_reason_of_one_clause_is_not_dropped_in_silence() -> None:
    text = 'define x because "One."\n  when opened\n  because "Two."\nactivity opened\n'
    assert [code for code, _ in errors(text)] == ["LP111"]


@pytest.mark.parametrize(
    ("written", "fix"),
    [("is empty", "is unknown"), ("is not empty", "is known"), ("is not known", "is unknown"), ("is set", "is known")],
)
def test_knowing_is_said_in_one_way(written: str, fix: str) -> None:
    text = HEAD + f"lead\n  title: text\nscore s from 0 to 9\n  +1 if title {written}\n"
    found = [d for d in read_policy([SourceFile("policy.sla", text)]).diagnostics if d.is_error]
    assert [d.fix.text for d in found if d.fix] == [f"title {fix}"]


def test_several_fields_are_the_same() -> None:
    assert errors("lead\n  a: text\n  b: text\n  same when a and b are the same\n  same when a is the same\n") == []
    assert [code for code, _ in errors("lead\n  a: text\n  same when a are the same\n")] == ["LP110"]


def test_activities_may_differ_in_fields_that_are_not_asked_about() -> None:
    text = """activity came
  kind: text
  good: yes or no required
activity read
  kind: number
  good: yes or no required
score s from 0 to 9
  +1 if any of came, read where {}
"""
    assert errors(text.format("good")) == []
    assert [code for code, _ in errors(text.format("kind is known"))] == ["LP211"]


def test_a_choice_of_calendars_without_rows_says_so() -> None:
    text = (
        "lead\n  region: one of a, b required\nactivity x\nactivity y\nclock c from x to y\n  on calendar by region\n"
    )
    assert errors(text) == [("LP222", "on calendar by region")]
    assert [code for code, _ in errors(text + "    a: nowhere\n")] == ["LP202"]


ON_ONE_LINE = 'lead\n  size "Size": one of small "S", large, rest otherwise, large when unknown from "Size of it"\n'
BELOW = 'lead\n  size "Size": one of from "Size of it"\n    small "S", large\n    rest otherwise, large when unknown\n'


def test_choices_mean_the_same_on_the_line_and_below_it() -> None:
    fields = [read_policy([SourceFile("policy.sla", HEAD + text)]).policy for text in (ON_ONE_LINE, BELOW)]
    one, other = (policy.lead.fields["size"] for policy in fields if policy is not None)
    assert one == other
    assert [choice.name for choice in other.choices] == ["small", "large", "rest"]
    assert (other.required, other.otherwise, other.when_unknown, other.column) == (False, "rest", "large", "Size of it")


def test_required_stands_on_the_line_of_the_field() -> None:
    policy = read_policy([SourceFile("policy.sla", HEAD + "lead\n  size: one of required\n    small, large\n")]).policy
    assert policy is not None
    assert policy.lead.fields["size"].required


def test_choices_below_stand_once() -> None:
    assert errors("lead\n  size: one of\n    small, large\n    small\n") == [("LP203", "small")]


def test_a_broken_line_of_choices_hides_neither_the_others_nor_the_field() -> None:
    text = "lead\n  size: one of\n    small\n    huge * one\n    large\nscore s from 0 to 9\n  +1 if size is {}\n"
    for name in ("small", "huge", "large"):
        assert [code for code, _ in errors(text.format(name))] == ["LP110"]
    assert [code for code, _ in errors(text.format("nowhere"))] == ["LP110", "LP205"]


@pytest.mark.parametrize("name", ["required", "from"])
def test_what_is_said_behind_one_of_is_no_name(name: str) -> None:
    assert [code for code, _ in errors(f"lead\n  size: one of a\n  {name}: text\n")] == ["LP125"]
