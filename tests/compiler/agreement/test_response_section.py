"""Section 4: promises as timelines in the order of time, calendars side by side with the days that differ."""

from __future__ import annotations

from leadpact.agreement import document as doc
from leadpact.agreement.build import build_agreement
from leadpact.agreement.prose import text_of
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases.timeline import mixed, timeline
from tests.compiler.agreement.documents import read

HEAD = """agreement "A"
  timezone "America/New_York"
  effective 2026-10-01
  term 3 months
team sales "Sales"
  works office
calendar office "Office"
  timezone "America/New_York"
  open monday to thursday 09:00 to 17:00
  open friday 09:00 to 15:00
  closed 2026-10-12 "Stocktaking"
  closed 2027-02-01 "After the term"
  open 2026-10-17 10:00 to 12:00
  open 2026-10-19 10:00 to 12:00
"""
MORE = """calendar london "London"
  timezone "Europe/London"
  open monday to friday 09:00 to 17:00
  closed 2026-10-12
calendar always "Always"
  timezone "UTC"
  open monday to sunday 00:00 to 24:00
"""
CLOCK = """activity handed "was handed over" by sales
activity called "was called" by sales
clock touch "Touch" from handed to called
response soon "Soon" on touch
"""


def moments(lines: str) -> list[tuple[str, str, str]]:
    policy = read(HEAD + CLOCK + lines)
    return [(found.role, found.when, found.what) for found in timeline(policy, policy.responses["soon"])]


def test_moments_stand_in_the_order_of_time() -> None:
    found = moments(
        "  sales answers within 4 business hours\n  sales tries at least 3 times within 10 days\n"
        '  2 business hours after due, escalate to "boss"\n  at due, notify "boss"\n'
        "  1 business hour before due, remind sales\n  3 business hours before due, remind sales\n"
    )
    assert found == [
        ("start", "at the start", "the lead was handed over"),
        ("action", "3 business hours before the answer is due", "Sales is reminded"),
        ("action", "1 business hour before the answer is due", "Sales is reminded"),
        ("due", "4 business hours after the start", "the answer of Sales is due"),
        ("action", "when the answer is due", "the boss is notified"),
        ("action", "2 business hours after the answer was due", "the lead is escalated to the boss"),
        ("tries", "10 days after the start", "Sales has tried at least 3 times"),
    ]


def test_business_time_stretches_over_nights() -> None:
    """Six business hours take longer than ten hours round the clock."""
    found = moments("  sales answers within 6 business hours\n  10 hours after the start, remind sales\n")
    assert [role for role, *_ in found] == ["start", "action", "due"]


def test_close_of_business_and_plain_time() -> None:
    found = moments("  sales answers by close of business 2 days later\n  1 hour after the start, remind sales\n")
    assert [when for _, when, _ in found] == [
        *("at the start", "1 hour after the start"),
        "close of business 2 business days later",
    ]


def test_it_is_said_where_two_kinds_of_time_are_mixed() -> None:
    plain = read(HEAD + CLOCK + "  sales answers within 2 days\n  1 hour after due, remind sales\n")
    both = read(HEAD + CLOCK + "  sales answers within 2 days\n  1 business hour after due, remind sales\n")
    assert not mixed(plain.responses["soon"])
    assert mixed(both.responses["soon"])
    said = "nights and holidays can change the order"
    assert [said in _section(policy) for policy in (plain, both)] == [False, True]


def test_a_promise_with_nothing_around_it_needs_no_timeline() -> None:
    policy = read(HEAD + CLOCK + "  sales answers within 2 days\n")
    assert "What happens, in order" not in _section(policy)


def test_the_due_moment_is_set_apart_and_reasons_stand_beside() -> None:
    policy = read(HEAD + CLOCK + '  sales answers within 2 days\n  at due, remind sales because "It is time."\n')
    (table,) = [block for block in _blocks(policy) if isinstance(block, doc.Table) and block.label == "Soon"]
    assert [text_of(row[0]) for row in table.rows if isinstance(row[0][0], doc.Strong)] == ["2 days after the start"]
    assert text_of(table.rows[-1][2]) == "It is time."


# ------------------------------------------------------------------------------------------------------- calendars


def test_one_calendar_stands_alone() -> None:
    text = _section(read(HEAD))
    assert "Office\nHours as the clocks show them in America/New_York." in text
    assert "Monday to Thursday | 09:00 to 17:00\nFriday | 09:00 to 15:00\nSaturday and Sunday | Closed" in text
    assert "From 1 October 2026 to 31 December 2026, these days differ from the usual hours:" in text
    assert (
        "Date | Hours\nMonday, 12 October 2026 | Closed: Stocktaking\nSaturday, 17 October 2026 | Open 10:00 to 12:00\n"
        "Monday, 19 October 2026 | Open 10:00 to 12:00"
    ) in text
    assert "After the term" not in text


def test_several_calendars_stand_side_by_side() -> None:
    text = _section(read(HEAD + MORE))
    assert "Days | Office | London | Always\nTime zone | America/New_York | Europe/London | UTC\n" in text
    assert "Friday | 09:00 to 15:00 | 09:00 to 17:00 | 00:00 to 24:00\n" in text
    assert "Mon 12 Oct 2026 | Closed: Stocktaking | Closed by the company | \n" in text


def test_more_than_four_go_into_further_tables() -> None:
    more = "".join(f'calendar c{n} "C{n}"\n  timezone "UTC"\n  open monday 09:00 to 10:00\n' for n in range(5))
    tables = [block for block in _blocks(read(HEAD + more)) if isinstance(block, doc.Table)]
    heads = [[column.title for column in table.columns] for table in tables]
    assert ["Days", "Office", "C0", "C1", "C2"] in heads
    assert ["Days", "C3", "C4"] in heads
    assert "No holidays are kept." in _section(read(HEAD + more))


def _blocks(policy: Policy) -> list[doc.Block]:
    return [block for section in build_agreement(policy).sections[3].sections for block in section.blocks]


def _section(policy: Policy) -> str:
    """Section 4 as text: a line a paragraph, a line a row."""
    lines = []
    for block in _blocks(policy):
        match block:
            case doc.Paragraph(runs):
                lines.append(text_of(runs))
            case doc.Definition(term, below):
                lines.append(text_of(term))
                lines += [text_of(inner.runs) for inner in below if isinstance(inner, doc.Paragraph)]
            case doc.Table(columns, rows):
                lines.append(" | ".join(column.title for column in columns))
                lines += [" | ".join(map(text_of, row)) for row in rows]
            case _:
                pass
    return "\n".join(lines) + "\n"
