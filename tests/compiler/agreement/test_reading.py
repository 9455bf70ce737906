"""The agreement explains how it is read: all that a policy uses, and nothing that it does not."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path

import pytest

from leadpact.agreement import document as doc
from leadpact.agreement.build import build_agreement
from leadpact.agreement.markdown import render_markdown
from leadpact.agreement.prose import text_of
from leadpact.agreement.uses import Uses
from leadpact.policies import load
from leadpact_dsl.model import Fading, Once, Policy, Recent
from tests.compiler.agreement.documents import BARE, read

POLICIES = Path(__file__).parents[3] / "policies"

WORLD = """
team sales "Sales"
  works office
calendar office "Office"
  timezone "UTC"
  open monday to friday 09:00 to 17:00
lead
  title "Title": text
  size "Size": whole number required
  opted_out "Has opted out": yes or no, no when unknown
  created_at "Created": time required
activity viewed "viewed a page"
  path "Page": text required
activity handed "was handed over" by sales
activity called "was called" by sales
activity waits "asked us to wait" by sales
activity goes_on "is active again" by sales
activity returned "was returned" by sales
"""

# A clause, and the words that explain it: they stand in the agreement with it, and do not stand there without it.
EXPLAINED = [
    ('define a "A"\n  when title contains "x"\n', "“Contains” finds the letters anywhere"),
    ('define a "A"\n  when title starts with "x"\n', "“Starts with” looks at"),
    ('define a "A"\n  when title ends with "x"\n', "“Ends with” looks at"),
    ('define a "A"\n  when title has the word "x"\n', "“Has the word” finds whole words only"),
    ('define a "A"\n  when title is "x"\n', "Texts are compared without regard to capitals"),
    ('list l "L": "x"\ndefine a "A"\n  when title is one of l\n', "A text is on a list if"),
    ('define b "B"\n  when size is 1\ndefine a "A"\n  when not b\n', "does not meet a defined term whenever"),
    ('define a "A"\n  when viewed in the last 3 days\n', "“In the last 30 days” is"),
    ('define a "A"\n  when created_at is in the next 3 days\n', "“In the next 30 days” is"),
    ('define a "A"\n  when created_at is more than 3 days ago\n', "“More than 30 days ago” is"),
    ('define a "A"\n  when viewed more than 3 days ago\n', "the latest such activity decides"),
    ('define a "A"\n  when viewed since called\n', "strictly after the latest such activity"),
    ('define a "A"\n  when viewed since created_at\n', "at that instant or after it"),
    ('define a "A"\n  when viewed since 2026-01-01\n', "“Since” a day begins"),
    ('define a "A"\n  when created_at is before 2026-01-01\n', "“Before” a day ends"),
    ('define a "A"\n  when size is between 1 and 5\n', "takes in both 50 and 500"),
    ('define a "A"\n  when viewed at least 2 times with different path\n', "each different value counts as one"),
    ('stage s "S"\ndefine a "A"\n  when stage is s\n', "never counts as being at a stage"),
    ('disqualify d "D"\n  when size is 1\n', "The first that holds settles it"),
    ('stage s "S"\n', "at the furthest stage that holds"),
    ('route r "R" to sales\n', "“Who gets a lead” that holds sends it"),
    ('stage s "S"\ndefine a "A"\n  when stage is not s\n', "That it is not at a stage is always true"),
    ('route r "R" to the person in title\n', "Every lead whose “Title” is known goes to that person"),
    ('define a "A"\n  when title has the word "x y"\n', "“Vice President” is found where these two words follow"),
    ('stage s "S"\nstage t "T"\n  recorded by handed\n', "once “was handed over” is recorded for it"),
    ('route r "R" to sales\n', "| `route.to` | The person, or else the team, who gets it"),
    ('route r "R" to sales\n  split by lead id between "a", "b"\n', "SHA-256"),
]

RULES = [
    ("  +5 if size is 1\n", "gives its points once"),
    ("  first of\n    +5 if size is 1\n    +2 if size is 2\n", "Where only the first that holds pays"),
    ("  by size\n    below 5: 1\n    5 or more: 2\n", "A table gives the points of the one row"),
    ("  -1 for every 3 days without activity\n", "for each whole 30 days from the latest"),
    ("  adds size from 0 to 10\n", "held within the limits named"),
    ("  counts only what follows the latest returned\n  +1 if viewed\n", "the rules written in that score do not see"),
    ("  +1 for each viewed\n", "A rule that begins with “each time”"),
    ("  +1 for each viewed once a week\n", "the latest of each period are kept"),
    ("  +1 for each viewed once a week\n", "a week begins on Monday"),
    ("  +1 for each viewed once a quarter\n", "quarters begin with January"),
    ("  +1 for each viewed once every 3 days\n", "the first began at the start of Monday, 5 January 1970"),
    ("  +1 for each viewed at most 3 times\n", "the latest of what is left are kept"),
    ("  +1 for each viewed at most 3 points\n", "at most so many points in all"),
    ("  +9 for each viewed losing 10% every 3 days\n", "one of the original points"),
    ("  +9 for each viewed losing 2 points every 3 days\n", "taken again with each step"),
    ("  +9 if viewed losing 2 points every 3 days\n", "the latest activity by which the condition holds"),
    ('  group "G" at most 5 points\n    +5 if size is 1\n', "held within the group's limits"),
    ('  group "G" counts 50%\n    +5 if size is 1\n', "its percentage counts"),
    ('  group "G" only if size is 1\n    +5 if size is 2\n', "counts if the group's condition holds"),
    ("  zero if size is 1\n  +5 if size is 2\n", "Where the score is 0 under some condition"),
]

CLOCK = 'clock t "T" from handed to called\n'
PLAIN = 'response r "R" on t\n  sales answers within 2 days\n'
CLOCKS = [
    (CLOCK + PLAIN, "The answer is due at the first instant"),
    (CLOCK + "  pauses from waits to goes_on\n" + PLAIN, "In a pause no time passes"),
    (CLOCK + "  starts afresh at returned\n" + PLAIN, "unless the clock says that it starts afresh"),
    (CLOCK + PLAIN.replace("2 days", "2 business hours"), "Business time passes while the calendar is open"),
    (CLOCK + PLAIN.replace("within 2 days", "by close of business the next day"), "a start on Thursday at 21:34"),
    (CLOCK + PLAIN.replace("within 2 days", "by close of business the same day"), "and that is “the same day”"),
    (CLOCK + "  starts afresh at handed\n" + PLAIN, "unless the clock names it as a start too"),
    (CLOCK + "  starts afresh at returned\n" + PLAIN, "| `passed on` | Passed on"),
    (CLOCK + "  pauses from waits to goes_on\n" + PLAIN, "| `paused` | Paused"),
    (CLOCK + PLAIN + "  sales tries at least 2 times within 3 days\n", "tries go on after the answer"),
    (CLOCK + 'response q "Q" on t\n  for size is 1\n  sales answers within 1 day\n' + PLAIN, "is settled at the start"),
    (CLOCK + PLAIN + "  sales tries at least 2 times within 3 days\n", "Tries are all activities"),
    (CLOCK + PLAIN + "  at due, remind sales\n", "what is to be done while a run lasts"),
    ('route r "R" to sales\n' + CLOCK + PLAIN + "  at due, pass to route r\n", "still goes where section 4.1 says"),
    (CLOCK + PLAIN + "  1 hour before due, remind sales\n", "counted back in the kind of time named"),
]


def text(clauses: str) -> str:
    return render_markdown(build_agreement(read(BARE + WORLD + clauses))).replace("\\", "")


@cache
def without() -> str:
    """The agreement of a policy that declares much, and says nothing of it."""
    return text("")


@pytest.mark.parametrize(
    ("clauses", "words"),
    [*EXPLAINED, *((f'score s "S" from 0 to 99\n{rules}', words) for rules, words in RULES), *CLOCKS],
)
def test_what_a_policy_uses_is_explained(clauses: str, words: str) -> None:
    assert words in text(clauses)
    assert words not in without()


def test_what_is_not_used_is_not_explained() -> None:
    """Of all the explanations, only those of the clause at hand."""
    alone = text('score s "S" from 0 to 99\n  +1 for each viewed once a day\n')
    assert "A rule that begins with “each time”" in alone
    for words in ("goes down", "a week begins", "A group is worked out", "gives its points once", "paused"):
        assert words not in alone
    steps = next(block for block in _blocks(read(BARE + WORLD)) if isinstance(block, doc.NumberedList))
    assert len(steps.items) == 2, "what is looked at, and the record"


def test_each_step_to_a_decision_stands_in_its_order() -> None:
    policy, _ = load(POLICIES / "acme")
    assert policy is not None
    steps = next(block for block in _blocks(policy) if isinstance(block, doc.NumberedList))
    told = [text_of(item.blocks[0].runs) for item in steps.items if isinstance(item.blocks[0], doc.Paragraph)]
    order = [
        "one instant",
        "record is read",
        "Defined terms",
        "not pursued",
        "in force",
        "furthest",
        "sends it",
        "clock",
    ]
    assert len(told) == len(order)
    assert all(word in text for word, text in zip(order, told, strict=True))


def test_a_promise_says_whose_hours_count_where_its_clock_does_not() -> None:
    said = "Business time goes by the calendar “Office”."
    assert said in text(CLOCK + PLAIN.replace("2 days", "2 business hours"))
    assert said in text(CLOCK + PLAIN + "  1 business hour after due, remind sales\n")
    assert said not in text(CLOCK + PLAIN)
    assert text(CLOCK + "  on calendar office\n" + PLAIN.replace("2 days", "2 business hours")).count(said) == 1


def test_what_cannot_happen_is_not_explained() -> None:
    """A word, a state or an instant that is never met here would only raise a question."""
    said = text(
        CLOCK + PLAIN.replace("within 2 days", "by close of business the next day") + "  at due, remind sales\n"
    )
    for words in ("the same day", "passed on", "paused", "route that", "is returned only", "tries go on"):
        assert words not in said


def test_fixed_periods_are_told_by_days_of_the_term() -> None:
    """5 January 1970 is long ago: the first days from the agreement's own first day on are told with it."""
    once = 'score s "S" from 0 to 99\n  +1 for each viewed once every 3 days\n'
    policy = read(BARE + "  effective 2026-10-01\n" + WORLD + once)
    assert (dt.date(2026, 10, 2) - dt.date(1970, 1, 5)).days % 3 == 0
    said = render_markdown(build_agreement(policy))
    assert "and later ones begin on 2 October 2026, 5 October 2026 and 8 October 2026." in said


def test_times_are_told_in_one_zone_whatever_the_calendar() -> None:
    said = "only the hours of a calendar are those of its own time zone"
    assert said not in text(CLOCK + PLAIN)
    assert said in render_markdown(build_agreement(read(BARE + WORLD.replace('"UTC"', '"Asia/Tokyo"'))))


def test_uses_looks_everywhere_but_in_the_examples() -> None:
    policy = read(
        BARE + WORLD + 'score s "S" from 0 to 99\n  group "G"\n    group "H" losing 5% every 3 days\n'
        "      +1 for each viewed once a week\n"
    )
    uses = Uses(policy)
    assert uses(Fading)
    assert uses(Once, lambda once: once.period == "week")
    assert not uses(Once, lambda once: once.period == "day")
    assert not uses(Recent)


# ----------------------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize("name", ["acme", "inbound", "gitlab"])
def test_every_name_that_data_can_hold_is_told(name: str) -> None:
    policy, _ = load(POLICIES / name)
    assert policy is not None
    annex = next(section for section in build_agreement(policy).sections if section.title == "Annex: names in data")
    found = "\n".join(
        " | ".join(map(_marked, row)) for block in annex.blocks if isinstance(block, doc.Table) for row in block.rows
    )
    for field in policy.lead.fields.values():
        assert f"`{field.name}` | {field.label}" in found
        assert all(f"`{choice.name}`" in found for choice in field.choices)
    for activity in policy.activities.values():
        assert re.search(rf"^`{activity.name}` \| ", found, re.MULTILINE)
        assert all(f"`{field.name}` {field.label}" in found for field in activity.fields.values())
    for kind in (policy.scores, policy.grades, policy.stages, policy.disqualify, policy.recycle, policy.routes):
        assert all(f" | `{one.name}` | {one.label}" in found for one in kind.values())
    for grade in policy.grades.values():
        assert all(f"`{level.name}`" in found for level in grade.levels)


def _marked(runs: doc.Runs) -> str:
    return "".join(f"`{run.text}`" if isinstance(run, doc.Code) else text_of((run,)) for run in runs)


def _blocks(policy: Policy) -> list[doc.Block]:
    return list(build_agreement(policy).sections[1].sections[0].blocks)
