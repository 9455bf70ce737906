"""What people write out of habit: how each is read, and that none of the habits is idle."""

from __future__ import annotations

import re

import pytest

from leadpact_dsl.clause_parser import STARTS, Unparsed, parse_clause, where_it_stopped
from leadpact_dsl.mending import habits, mend
from leadpact_dsl.mending.finding import Finding
from leadpact_dsl.mending.forms import FORMS, PLACES
from leadpact_dsl.mending.habit import first_habit
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile, Span
from leadpact_dsl.wording import Wording
from tests.conftest import ROOT
from tests.dsl.test_reference import Block, read
from tests.dsl.test_reference import _habits as rows_of_habits

CASES: list[tuple[str, str, str | None]] = [
    ("given", 'title: "VP"', 'title "VP"'),
    ("choice_item", 'not_now: "Not now", no_budget', 'not_now "Not now", no_budget'),
    ("choice_item", 'small = "Small", large = "Large"', 'small "Small", large "Large"'),
    ("activity_item", "reason: one of the following required", "reason: one of required"),
    ("condition_line", "employees is 50-500", "employees is between 50 and 500"),
    ("calendar_item", "open friday 08:00 to midnight", "open friday 08:00 to 24:00"),
    ("example_item", "as of 2026-11-02 10:20:30.123Z", "as of 2026-11-02 10:20:30Z"),
    ("example_item", "asked on 2026-11-02 at 10:20", "asked at 2026-11-02 10:20"),
    ("example_item", "as of 2026-11-02 at 10:20", "as of 2026-11-02 10:20"),
    ("calendar_item", "open weekends 10:00 to 12:00", "open saturday to sunday 10:00 to 12:00"),
    ("calendar_item", "open daily 10:00 to 12:00", "open every day 10:00 to 12:00"),
    ("grade_item", 'A "Call": 75', 'A "Call": 75 or more'),
    ("row", ">= 500: 5", "500 or more: 5"),
    ("declaration", "score x is fit - web", "score x is fit minus web"),
    ("declaration", "score x is 60% * fit", "score x is 60% of fit"),
    ("condition_line", 'country is one of ["US", "CA"]', 'country is one of "US", "CA"'),
    ("condition_line", "asked \\", "asked"),
    ("condition_line", 'country is one of "US",, "CA"', 'country is one of "US", "CA"'),
    ("condition_line", "employees is not more than 5", "employees is at most 5"),
    ("condition_line", "employees is greater than or equal to 5", "employees is at least 5"),
    ("condition_line", "employees under 5", "employees is less than 5"),
    ("condition_line", "employees min 5", "employees is at least 5"),
    ("condition_line", 'country is neither "US", "CA"', 'country is none of "US", "CA"'),
    ("condition_line", "country is in the list free_mail", "country is one of free_mail"),
    ("condition_line", "title does not exist", "title is unknown"),
    ("condition_line", 'title ends in "er"', 'title ends with "er"'),
    ("condition_line", 'title has any of the words "VP", "CEO"', 'title has one of the words "VP", "CEO"'),
    ("condition_line", 'title contains any of "VP", "CEO"', 'title contains one of "VP", "CEO"'),
    (
        "score_item",
        '+5 if asked losing 20% every 7 days where topic is "x"',
        '+5 if asked where topic is "x" losing 20% every 7 days',
    ),
    ("condition_line", 'asked where topic is "x" and called where reason is a', None),
    ("condition_line", "asked as well as called", "asked and called"),
    ("condition_line", "asked, and called", "asked and called"),
    ("define_item", "when all of the following", "when all of"),
    ("define_item", "when any of these", "when any of"),
    ("condition_line", "none of", None),
    ("route_item", "only if asked", "when asked"),
    ("score_item", "reset when unsubscribed", None),
    ("grade_item", '1 "Call": 75 or more', None),
    ("score_item", "asked gives 10", "+10 if asked"),
    ("score_item", "+1 for each asked daily", "+1 for each asked once a day"),
    (
        "goal_item",
        "marketing delivers at least 5 leads at MQL monthly",
        "marketing delivers at least 5 leads at MQL each month",
    ),
    ("score_item", "+1 for each asked halving every 30 days", None),
    ("example_item", "asked yesterday", "asked 1 days ago"),
    ("condition_line", "renewal within the next 30 days", "renewal is in the next 30 days"),
    (
        "goal_item",
        "marketing delivers at least 5 leads at MQL per month",
        "marketing delivers at least 5 leads at MQL each month",
    ),
    ("response_item", "sales answers within 4 h", "sales answers within 4 hours"),
    ("response_item", "sales answers within 4 d", "sales answers within 4 days"),
    ("response_item", "sales answers within 30 seconds", None),
    ("response_item", "sales must try at least 6 times within 10 days", "sales tries at least 6 times within 10 days"),
    (
        "response_item",
        "sales answers by close of business 2 business days later",
        "sales answers by close of business 2 days later",
    ),
    ("response_item", "sales answers within working days", None),
    ("response_item", 'at due, escalate "VP Sales"', 'at due, escalate to "VP Sales"'),
    ("response_item", "at due, reminds sales", "at due, remind sales"),
    ("row", "at least 500: 5", "500 or more: 5"),
    ("row", "n/a: 0", "unknown: 0"),
    ("lead_item", "revenue: currency", "revenue: money in USD"),
    ("lead_item", "opted_out: yes or no default no", "opted_out: yes or no, no when unknown"),
    ("lead_item", "employees:int", "employees:whole number"),
    ("grade_item", "A >= 75", "A: 75 or more"),
    ("condition_line", "employees>=50", "employees is at least 50"),
    ("condition_line", 'employees<50&&country="US"', 'employees is less than 50 and country is "US"'),
    ("declaration", "score x is fit+web", "score x is fit plus web"),
    ("condition_line", "created_at is older than 30 days", "created_at is more than 30 days ago"),
    ("condition_line", "asked over 30 days ago", "asked more than 30 days ago"),
    ("condition_line", "asked in last week", "asked in the last 7 days"),
    ("condition_line", 'country is either "US" or "CA"', 'country is one of "US", "CA"'),
    ("condition_line", 'country is "US", "CA" or "FR"', 'country is one of "US", "CA", "FR"'),
    ("condition_line", 'title contains "VP", "CEO"', 'title contains one of "VP", "CEO"'),
    ("score_item", "-5 per month without activity", "-5 for every 30 days without activity"),
    ("score_item", "if asked, then add 10 points", "+10 if asked"),
    ("score_item", "when employees is at least 5: -10", "-10 if employees is at least 5"),
    ("score_item", "if asked then 10 else 5", None),
    ("score_item", "if employees is at least 10", None),
    ("score_item", "+1 for each asked losing 20% per 2 weeks", "+1 for each asked losing 20% every 2 weeks"),
    ("agreement_item", "review each quarter", "review every 1 quarter"),
    ("agreement_item", "term a year", "term 1 year"),
    ("condition_line", "since_day is older than 1 year", "since_day is more than 365 days ago"),
    ("condition_line", "asked within 5 days", "asked in the last 5 days"),
    ("condition_line", "no asked for 30 days", "no asked in the last 30 days"),
    ("condition_line", "asked in the last 24h", "asked in the last 24 hours"),
    ("condition_line", "asked more than 3 times", "asked at least 4 times"),
    ("condition_line", "asked less than 3 times", "asked at most 2 times"),
    ("condition_line", "never asked", "no asked"),
    ("condition_line", "at least 3 asked", "asked at least 3 times"),
    ("condition_line", "either asked or called", "asked or called"),
    ("condition_line", "size is 5+", "size is at least 5"),
    ("condition_line", "size is from 5 to 10", "size is between 5 and 10"),
    ("condition_line", "size is at least five hundred", None),
    ("condition_line", "asked not in the last 30 days", "no asked in the last 30 days"),
    ("condition_line", "asked 3 times", "asked at least 3 times"),
    ("condition_line", 'asked with topic "x"', 'asked where topic is "x"'),
    ("condition_line", 'asked where topic is "x" in the last 7 days', 'asked in the last 7 days where topic is "x"'),
    ("score_item", "+1 for each asked max 3 per day", "+1 for each asked at most 3 times a day"),
    ("score_item", "+1 for each asked or called", "+1 for each of asked, called"),
    ("score_item", "+1 for each asked, called", "+1 for each of asked, called"),
    ("score_item", "+1 if asked, called", None),
    ("score_item", "-1 per week of inactivity", "-1 for every 7 days without activity"),
    ("score_item", "+1 for each asked decays 10% weekly", "+1 for each asked losing 10% every 7 days"),
    ("row", "> 10: 5", None),
    ("declaration", 'list free_mail = "gmail.com"', 'list free_mail: "gmail.com"'),
    ("declaration", "list free_mail: gmail.com; gmx.net", 'list free_mail: "gmail.com", "gmx.net"'),
    ("declaration", "value dial: 5", "value dial is 5"),
    ("lead_item", "title: text (required)", "title: text required"),
    ("calendar_item", "open monday to friday 9 to 5", "open monday to friday 09:00 to 17:00"),
    ("calendar_item", "open monday to friday 09:00 to 5", "open monday to friday 09:00 to 17:00"),
    ("calendar_item", "closed on 2026-12-25", "closed 2026-12-25"),
    ("response_item", "sales answers in under 1 hour", "sales answers within 1 hour"),
    ("response_item", "sales answers within 2 working days", "sales answers by close of business 2 days later"),
    ("response_item", 'if missed, escalate to "VP Sales"', 'at due, escalate to "VP Sales"'),
    ("recycle_item", "when returned for reason not_now", "when returned where reason is not_now"),
    ("example_item", "expect stage to be MQL", "expect stage is MQL"),
    ("example_item", "then stage is MQL", "expect stage is MQL"),
    ("condition_line", "size in 5..10", "size is between 5 and 10"),
    ("score_item", "add 5 points for every asked max 3 per day", "+5 for each asked at most 3 times a day"),
]
"""(kind of line, as written, as it is read; None where nobody can know what was meant). More stand in the corpus."""

SAID_OTHERWISE = {
    "employees is greater than 49": "employees is more than 49",
    "(requested_demo or called) and opted_out": "(requested_demo or called) and opted_out",
}
"""What the fixes write where the page chose another way to say the same, or where no fix can know what is meant."""


def habits_of_the_page() -> list[tuple[str, str]]:
    return [(wrong, SAID_OTHERWISE.get(wrong, right)) for several, right in rows_of_habits() for wrong in several]


@pytest.mark.parametrize(("start", "written", "meant"), CASES)
def test_it_is_read_as_it_was_meant(start: str, written: str, meant: str | None) -> None:
    assert parse_clause(written, start) is None
    place = Span(SourceFile("policy.sla", written), 0, len(written))
    mended = mend.mend(Wording(place), where_it_stopped(written, start))
    assert (mended.wording.text if mended.tree is not None else None) == meant
    assert all(found.fix is not None if meant is not None else found.help for found in mended.diagnostics)


@pytest.mark.parametrize(("start", "form"), [(start, form) for start, forms in FORMS.items() for form in forms])
def test_a_specimen_is_a_clause_of_its_kind(start: str, form: str) -> None:
    assert parse_clause(form, start) is not None


def test_every_kind_of_line_has_a_place_and_specimens() -> None:
    assert set(FORMS) == set(PLACES) == set(STARTS)


def test_every_habit_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = [where_it_stopped(written, start) for start, written, _ in CASES]
    look = mend._finding

    def noted(problem: Unparsed, *, first: bool) -> Finding | None:
        seen.append(problem)
        return look(problem, first=first)

    monkeypatch.setattr(mend, "_finding", noted)
    for text in _broken_policies():
        read_policy([SourceFile("policy.sla", text)])
    idle = [one for one in (*habits.SPELT, *habits.SAID) if not any(_shows(one, problem) for problem in seen)]
    assert [one.pattern.pattern for one in idle] == []


def _broken_policies() -> list[str]:
    corpus = [path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "corpus" / "invalid").glob("LP1*.sla")]
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "dsl" / "leadpact_dsl" / "explain").glob("LP1*.md")]
    return corpus + [block for page in pages for block in re.findall(r"```sla wrong\n(.*?)```", page, re.DOTALL)]


def _shows(one: habits.Habit, problem: Unparsed) -> bool:
    found = first_habit(problem, (one,))
    return found is not None and (found.go_on is not None or not one.instead)


@pytest.mark.parametrize(("wrong", "right"), habits_of_the_page())
def test_the_fixes_lead_to_what_the_page_says(wrong: str, right: str) -> None:
    """One fix after the other, as an author would paste them."""
    clause = wrong
    for _ in range(5):
        rule = clause[0] in "+-1" or clause.startswith("if ")
        opening = "score shown from 0 to 9\n  " if rule else "define shown\n  when "
        found = [
            one for one in read(Block(0, None, True, None, (), f"{opening}{clause}\n")).diagnostics if one.is_error
        ]
        if not found or found[0].fix is None:
            break
        fix = found[0].fix
        text = fix.span.file.text
        fixed = text[: fix.span.start] + fix.text + text[fix.span.end :]
        clause = fixed[fixed.index(opening.split("\n")[0]) :].split("\n")[1].strip().removeprefix("when ")
    assert clause == right
