"""Clocks and what is promised on them."""

from __future__ import annotations

import pytest

from tests.dsl.checks.reading import BASE, marked, mended, of

CLOCK = "\nclock touch from handed_over to called, accepted\n"
OFFICE = '\ncalendar office "Office"\n  open monday to friday 09:00 to 17:00\n'


def policy(*responses: tuple[str | None, str], more: str = "", clock: str = CLOCK) -> str:
    """Responses r1, r2, … on one clock, each with whom it is for (None: all) and its answer."""
    blocks = []
    for place, (applies, answer) in enumerate(responses, 1):
        lines = [f"response r{place} on touch"]
        lines += [] if applies is None else [f"  for {applies}"]
        blocks.append("\n".join([*lines, f"  sales answers {answer}"]))
    return BASE + clock + "\n".join(blocks) + f"\n{more}"


def test_every_lead_is_covered() -> None:
    (found,) = of(policy(("seats is at least 50", "within 1 hours")), "LP440")
    assert of(mended(found), "LP440") == []
    assert of(policy(("seats is at least 50", "within 1 hours"), (None, "within 2 days")), "LP440") == []


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("region is AMER", "region is EMEA", 0),
        ("region is AMER", "region is not AMER", 0),
        ("opted_out", "not opted_out", 0),
        ("priority is A", "priority is at most B", 0),
        ("amer or asked", "region is one of EMEA", 0),
        ("region is AMER", "asked", 1),
        ("region is AMER and asked", "region is EMEA", 1),
        ("industry is software", "industry is one of finance, other", 1),  # it may be unknown
        ("priority is A", "priority is C", 1),
    ],
)
def test_responses_that_cover_every_lead_together(one: str, other: str, count: int) -> None:
    more = """
define amer
  when region is AMER
score fit from 0 to 100
  +60 if asked
  +40 if unsubscribed
grade priority of fit
  A: 60 or more
  B: 40 to below 60
  C: below 40
"""
    text = policy((one, "within 1 hours"), (other, "within 1 hours"), more=more)
    assert len(of(text, "LP440")) == count


def test_a_clock_without_any_response() -> None:
    assert len(of(BASE + CLOCK, "LP449")) == 1
    assert of(policy((None, "within 2 days")), "LP449") == []


@pytest.mark.parametrize(
    ("responses", "codes"),
    [
        ([(None, "within 1 hours"), (None, "within 2 hours")], ["LP442"]),
        ([("asked", "within 1 hours"), ("asked", "within 2 hours")], ["LP442"]),
        ([("seats is at least 50", "within 4 hours"), ("seats is at least 500", "within 1 hours")], ["LP442"]),
        ([("seats is at least 50", "within 4 hours"), ("seats is at least 500", "within 4 hours")], ["LP441"]),
        ([(None, "within 4 hours"), ("asked", "within 4 hours")], ["LP441"]),
        ([("seats is at least 500", "within 1 hours"), ("seats is at least 50", "within 4 hours")], []),
        ([("region is AMER", "within 4 hours"), ("region is EMEA", "within 1 hours")], []),
        ([("region is AMER", "within 4 hours"), ("asked", "within 1 hours")], ["LP443"]),
        ([("seats is at least 500", "within 4 hours"), ("seats is at least 50", "within 1 hours")], ["LP443"]),
        ([("asked", "within 1 hours"), ("region is AMER", "within 4 hours")], []),
        ([("asked", "within 3 days"), (None, "within 1 hours")], []),
        ([("asked", "within 4 business hours"), ("opted_out", "within 1 hours")], ["LP443"]),
        ([("asked", "within 4 hours"), ("opted_out", "within 1 business hours")], []),
        (
            [
                ("asked", "by close of business the next day"),
                ("opted_out", "by close of business the same day"),
            ],
            ["LP443"],
        ),
    ],
)
def test_promises_that_conflict(responses: list[tuple[str | None, str]], codes: list[str]) -> None:
    text = policy(*responses)
    assert [code for code in ("LP441", "LP442", "LP443") for _ in of(text, code)] == codes


def test_both_promises_are_shown() -> None:
    text = policy((None, "within 1 hours"), (None, "within 15 minutes"))
    (found,) = of(text, "LP442")
    assert "within 1 hour " in found.message
    assert "within 15 minutes" in found.message
    assert found.span is not None
    assert found.span.text == "sales answers within 15 minutes"
    assert found.labels[0].span.text == "sales answers within 1 hours"


def test_promises_on_two_clocks_do_not_conflict() -> None:
    other = (
        "clock decision from handed_over to accepted, returned\nresponse d on decision\n  sales answers within 2 days\n"
    )
    text = policy((None, "within 1 hours"), more=other)
    assert of(text, "LP442") == []


@pytest.mark.parametrize(
    ("answer", "action", "count"),
    [
        ("within 15 minutes", "30 minutes before due, remind sales", 1),
        ("within 30 minutes", "30 minutes before due, remind sales", 1),
        ("within 30 minutes", "5 minutes before due, remind sales", 0),
        ("within 30 business minutes", "1 business hours before due, remind sales", 1),
        ("within 30 business minutes", "1 hours before due, remind sales", 0),
        ("by close of business the same day", "1 hours before due, remind sales", 0),
        ("within 15 minutes", "30 minutes after due, remind sales", 0),
    ],
)
def test_reminders_at_the_start(answer: str, action: str, count: int) -> None:
    assert len(of(policy((None, answer), more=f"  {action}\n"), "LP444")) == count


@pytest.mark.parametrize(
    ("answer", "more", "marks"),
    [
        ("within 2 hours", "", []),
        ("within 2 business hours", "", ["sales answers within 2 business hours"]),
        ("by close of business the next day", "", ["sales answers by close of business the next day"]),
        ("within 2 hours", '  4 business hours after due, notify "VP"\n', ['4 business hours after due, notify "VP"']),
        (
            "within 2 hours",
            "  sales tries at least 3 times within 9 business hours\n",
            ["sales tries at least 3 times within 9 business hours"],
        ),
    ],
)
def test_business_time_needs_a_calendar(answer: str, more: str, marks: list[str]) -> None:
    text = policy((None, answer), more=more)
    assert marked(text, "LP445") == marks
    works = text.replace('team sales "Sales"\n', 'team sales "Sales"\n  works office\n') + OFFICE
    assert of(works, "LP445") == []
    clock = policy((None, answer), more=more, clock=CLOCK + "  on calendar office\n") + OFFICE
    assert of(clock, "LP445") == []


def test_the_working_hours_are_offered_where_there_are_any() -> None:
    (found,) = of(policy((None, "within 2 business hours")) + OFFICE, "LP445")
    assert of(mended(found), "LP445") == []


def test_clocks_that_never_run_or_never_pause() -> None:
    stops = (
        BASE
        + "clock touch from handed_over to handed_over, called\nresponse r on touch\n  sales answers within 1 days\n"
    )
    assert len(of(stops, "LP446")) == 1
    paused = policy((None, "within 1 days"), clock=CLOCK + "  pauses from {} to unsubscribed\n")
    assert marked(paused.format("unsubscribed"), "LP447") == ["pauses from unsubscribed to unsubscribed"]
    assert of(paused.format("asked"), "LP447") == []
    assert of(paused.format("asked"), "LP446") == []


@pytest.mark.parametrize(
    ("tries", "count"),
    [
        (["at least 0 times within 3 days"], 1),
        (["at least 6 times within 10 days", "at least 4 times within 14 days"], 1),
        (["at least 6 times within 10 days", "at least 6 times within 10 days"], 1),
        (["at least 2 times within 2 days", "at least 6 times within 10 days"], 0),
    ],
)
def test_tries(tries: list[str], count: int) -> None:
    text = policy((None, "within 2 hours"), more="".join(f"  sales tries {one}\n" for one in tries))
    found = of(text, "LP448")
    assert len(found) == count
    for one in found:
        assert of(mended(one), "LP448") == []
