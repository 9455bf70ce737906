"""What was decided of one lead, in words: conditions with what was found, lines of scores, outcomes, clocks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from leadpact_dsl.decision import Decision
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import ActivityRecord, LeadRecord, Policy, Scalar
from leadpact_dsl.phrases import cycles, lacks, lines, outcomes
from leadpact_dsl.phrases.conditions import Outline
from leadpact_dsl.phrases.truths import Verdict, truth, verdict
from leadpact_dsl.why_not import ToLevel, ToStage, WhyNot, why_not
from leadpact_dsl.zones import zone
from tests.dsl.phrases.reading import indented, read

DAY = 86_400_000
NEW_YORK = zone("America/New_York")
assert NEW_YORK is not None


def at(text: str) -> int:
    import datetime as dt

    assert NEW_YORK is not None
    return NEW_YORK.instant(dt.datetime.fromisoformat(text))


NOW = at("2026-11-12 10:00")

LEAD: dict[str, Scalar] = {
    "title": "VP Operations",
    "employees": 600,
    "revenue": Decimal("2500000"),
    "industry": "software",
    "country": "US",
    "opted_out": False,
    "created": at("2026-10-20 09:00"),
    "trial": at("2026-11-01 00:00"),
}

LOG = (
    ActivityRecord("webinar", at("2026-10-15 15:00"), {}),
    ActivityRecord("webinar", at("2026-11-01 15:00"), {}),
    ActivityRecord("form", at("2026-11-02 09:00"), {"form": "guide"}),
    ActivityRecord("viewed", at("2026-11-03 09:00"), {"path": "/pricing"}),
)


def decision(
    policy: Policy, values: dict[str, Scalar] | None = None, log: tuple[ActivityRecord, ...] = LOG
) -> Decision:
    found = decide(policy, LeadRecord("17", LEAD | (values or {})), log, NOW)
    assert isinstance(found, Decision)
    return found


FOUND = [
    ("employees is between 50 and 5000", "the number of employees is 600, between 50 and 5,000"),
    ("employees is at least 1000", "the number of employees is 600, less than 1,000"),
    ("employees is at most 100", "the number of employees is 600, more than 100"),
    ("employees is 600", "the number of employees is 600"),
    ("employees is known and employees is more than 10", "the number of employees is 600, more than 10"),
    ("employees is known and not vip", "“Wants a call” is unknown"),
    (
        "employees is known and webinar at least 9 times",
        "the lead attended a webinar 2 times, fewer than the 9 asked for",
    ),
    ("employees is 5", "the number of employees is 600, not 5"),
    ("employees is not 600", "the number of employees is 600"),
    ("engagement is 10", "Engagement is 10"),
    ("engagement is not 10", "Engagement is 10"),
    ("revenue is more than 1 million USD", "the annual revenue is 2.5 million USD, more than 1 million USD"),
    ("users is at least 3", "the number of users is unknown"),
    ("users is unknown", "the number of users is unknown"),
    ("industry is software", "the industry is Software"),
    ("industry is fintech", "the industry is Software, not Financial technology"),
    ("industry is one of fintech, other", "the industry is Software, not Financial technology or Other"),
    ("industry is none of software, other", "the industry is Software"),
    ('country is one of "US", "CA"', "the country is US"),
    ("country is none of free_mail", "the country is US, not on the list “Free mail domains”"),
    ("country is one of free_mail", "the country is US, not on the list “Free mail domains”"),
    (
        'title has one of the words "VP", "Chief"',
        "the job title is “VP Operations”, which has one of the words VP or Chief",
    ),
    (
        'title has one of the words "CEO", "Chief"',
        "the job title is “VP Operations”, which has none of the words CEO or Chief",
    ),
    ('title starts with "Chief"', "the job title is “VP Operations”, which does not start with Chief"),
    ("opted_out", "the lead has not opted out"),
    ("not opted_out", "the lead has not opted out"),
    ("vip", "“Wants a call” is unknown"),
    ("trial is in the last 40 days", "the trial started on 1 November 2026, 00:00 EDT, in the last 40 days"),
    ("trial is in the last 5 days", "the trial started on 1 November 2026, 00:00 EDT, not in the last 5 days"),
    ("trial is known", "“Trial started” is known (1 November 2026, 00:00 EDT)"),
    ("boss", "the lead meets “Decision maker”: the job title is “VP Operations”, which has the word VP"),
    ("rival", "the lead does not meet “Works for a competitor”: the email domain is unknown"),
    ("not boss", "the lead meets “Decision maker”: the job title is “VP Operations”, which has the word VP"),
    ("engagement is at least 10", "Engagement is 10, at least 10"),
    ("fit is at least handover", "Fit is 10, less than 60"),
    ("priority is A", "Priority is C (Nurture), not A (Call today)"),
    ("priority is at least C", "Priority is C (Nurture), C (Nurture) or better"),
    ("stage is inquiry", "the lead is at Inquiry"),
    ("stage is at least MQL", "the lead is at Inquiry, not at MQL or further"),
    ("webinar", "the lead attended a webinar (2 times, the latest on 1 November 2026, 15:00 EST)"),
    ("webinar in the last 20 days", "the lead attended a webinar in the last 20 days (on 1 November 2026, 15:00 EST)"),
    ("webinar at least 3 times", "the lead attended a webinar 2 times, fewer than the 3 asked for"),
    ("webinar at most 1 times", "the lead attended a webinar 2 times, more than the 1 allowed"),
    ("no webinar", "the lead attended a webinar (2 times, the latest on 1 November 2026, 15:00 EST)"),
    ("demo_asked", "the lead has not asked for a demo"),
    ("no demo_asked", "the lead has not asked for a demo"),
    (
        "webinar more than 5 days ago",
        "the lead last attended a webinar on 1 November 2026, 15:00 EST, more than 5 days ago",
    ),
    (
        "webinar more than 50 days ago",
        "the lead last attended a webinar on 1 November 2026, 15:00 EST, not more than 50 days ago",
    ),
    ("called more than 50 days ago", "the lead has not been called"),
    ("bounced", "it never happened that the lead could not be reached by email"),
    (
        "activity at least 2 times",
        "the lead has at least 2 activities of its own (4 in all, the latest on 3 November 2026, 09:00 EST)",
    ),
    ("webinar and demo_asked", "the lead has not asked for a demo"),
    (
        "demo_asked or no form",
        "the lead has not asked for a demo, and the lead sent a form (on 2 November 2026, 09:00 EST)",
    ),
]


@pytest.mark.parametrize(("written", "said"), FOUND, ids=[written for written, _ in FOUND])
def test_a_condition_is_told_with_what_was_found(written: str, said: str) -> None:
    policy = read(f'define tried "Tried"\n  when {written}\n')
    assert truth(policy, decision(policy).defines["tried"], NOW) == said


def test_a_definition_is_told_by_its_parts_and_nothing_twice() -> None:
    policy = read(
        'define fresh "Fresh"\n  when vip is known and vip\n'
        'define tried "Tried"\n  when all of\n    webinar\n    fresh\n    any of\n      demo_asked\n      rival\n'
    )
    assert verdict(policy, decision(policy).defines["tried"], NOW) == Verdict(
        "all of these hold (1 of 3 do)",
        False,
        (
            Verdict("the lead attended a webinar (2 times, the latest on 1 November 2026, 15:00 EST)", True),
            Verdict("the lead does not meet “Fresh”", False, (Verdict("“Wants a call” is unknown", False),)),
            Verdict(
                "at least one of these holds (0 of 2 do)",
                False,
                (
                    Verdict("the lead has not asked for a demo", False),
                    Verdict(
                        "the lead does not meet “Works for a competitor”",
                        False,
                        (Verdict("the email domain is unknown", False),),
                    ),
                ),
            ),
        ),
    )


def test_a_block_is_told_part_by_part() -> None:
    policy = read(
        'define tried "Tried"\n  when at least 2 of\n    boss\n    demo_asked\n    employees is at least 1000\n'
    )
    assert verdict(policy, decision(policy).defines["tried"], NOW) == Verdict(
        "at least 2 of these hold (1 of 3 do)",
        False,
        (
            Verdict(
                "the lead meets “Decision maker”",
                True,
                (Verdict("the job title is “VP Operations”, which has the word VP", True),),
            ),
            Verdict("the lead has not asked for a demo", False),
            Verdict("the number of employees is 600, less than 1,000", False),
        ),
    )


LINES = [
    (
        "+30 if boss",
        ("+30", "The lead meets “Decision maker”", "the job title is “VP Operations”, which has the word VP"),
    ),
    ("+5 if demo_asked", ("0", "The lead asked for a demo", "the lead has not asked for a demo")),
    (
        "+10 if webinar losing 1 points every 5 days",
        (
            "+8",
            "The lead attended a webinar",
            "the lead attended a webinar (2 times, the latest on 1 November 2026, 15:00 EST); faded by 2 points",
        ),
    ),
    (
        "+10 for each webinar losing 50% every 14 days at most 8 points",
        (
            "+8",
            "Each time the lead attended a webinar",
            "2 counted: 1 November 2026 (+10) and 15 October 2026 (+5, faded by 5); 7 points over its limit left out",
        ),
    ),
    (
        "+10 for each webinar at most 1 times",
        ("+10", "Each time the lead attended a webinar", "1 November 2026 (+10); 1 more left out"),
    ),
    ("+10 for each demo_asked", ("0", "Each time the lead asked for a demo", "none counted")),
    (
        "by form for each form\n  guide: 3\n  otherwise: 0\n  unknown: 0",
        ("+3", "Each time the lead sent a form", "2 November 2026 (+3)"),
    ),
    (
        "by employees\n  below 500: 1\n  500 or more: 2\n  unknown: 0",
        ("+2", "By the number of employees: 500 or more", "the number of employees is 600"),
    ),
    (
        "by users\n  below 500: 1\n  500 or more: 2\n  unknown: 0",
        ("0", "By the number of users: unknown", "the number of users is unknown"),
    ),
    (
        "-10 for every 3 days without activity at most 20 points",
        (
            "−20",
            "Every 3 days without activity of the lead's own",
            "3 periods of 3 days without activity; 10 points over its limit left out",
        ),
    ),
    (
        "adds review from -10 to 10, 1 when unknown",
        (
            "+1",
            "The value of “Points from the manual review”",
            "“Points from the manual review” is unknown",
        ),
    ),
]


@pytest.mark.parametrize(("written", "said"), LINES, ids=[written.split("\n")[0] for written, _ in LINES])
def test_a_line_says_what_paid_and_why(written: str, said: tuple[str, str, str]) -> None:
    policy = read('score tried "Tried" from -100 to 100\n' + indented(written, 2))
    (line,) = decision(policy).scores["tried"].lines
    found = lines.line(policy, line, NOW)
    assert (found.points, found.what, found.why) == said
    assert found.paid is (said[0] != "0")


def test_adjustments_have_lines_of_their_own() -> None:
    policy = read(
        'score tried "Tried" from 0 to 10\n'
        '  group "Web" at most 5 points counts 50%\n    +8 for each viewed\n'
        '  group "Trial" only if demo_asked\n    +6 if boss\n'
        "  first of\n    +20 if boss\n    +3 if webinar\n"
        "  zero if opted_out\n"
    )
    result = decision(policy).scores["tried"]
    said = [lines.line(policy, line, NOW) for line in result.lines]
    assert [(one.points, one.what, one.why) for one in said] == [
        ("+8", "Each time the lead viewed a page", "3 November 2026 (+8)"),
        ("−3", "“Web” together: at most 5 points", "3 points over the limit"),
        ("−2.5", "50% of “Web” left out: it counts 50%", "2.5 points instead of 5"),
        ("+6", "The lead meets “Decision maker”", "the job title is “VP Operations”, which has the word VP"),
        ("−6", "“Trial” left out: it counts only if the lead asked for a demo", "the lead has not asked for a demo"),
        ("+20", "The lead meets “Decision maker”", "the job title is “VP Operations”, which has the word VP"),
        ("0", "The lead attended a webinar", "passed over: an earlier one of its “first of” held"),
        ("−12.5", "Held between 0 and 10", "12.5 points over the limit"),
        ("0", "The score is 0 if the lead has opted out", "the lead has not opted out"),
    ]
    assert sum(line.points for line in result.lines) == result.value == 10


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ("counts 35%", ("−6.5", "65% of “Web” left out: it counts 35%", "3.5 points instead of 10")),
        ("counts 10%", ("−9", "90% of “Web” left out: it counts 10%", "1 point instead of 10")),
        ("counts 150%", ("+5", "50% of “Web” added: it counts 150%", "15 points instead of 10")),
        ("from -50 to 0 counts 50%", ("0", "", "")),
    ],
)
def test_a_share_of_a_group_is_no_penalty(counts: str, said: tuple[str, str, str]) -> None:
    policy = read(f'score tried "Tried" from 0 to 100\n  group "Web" {counts}\n    +10 for each viewed\n')
    result = decision(policy).scores["tried"]
    found = [lines.line(policy, line, NOW) for line in result.lines]
    told = [(one.points, one.what, one.why) for one in found if "counts" in one.what]
    assert told == ([said] if said[1] else [])
    assert sum(line.points for line in result.lines) == result.value


def test_weighted_scores_and_rounding() -> None:
    policy = read('score tried "Tried" is 33.33% of fit plus 12.12% of engagement\n')
    said = [lines.line(policy, line, NOW) for line in decision(policy).scores["tried"].lines]
    assert [(one.points, one.what, one.why) for one in said] == [
        ("+3.333", "33.33% of Fit", "Fit is 10"),
        ("+1.212", "12.12% of Engagement", "Engagement is 10"),
        ("+0.005", "Rounded to hundredths", ""),
    ]


RECYCLE = (
    'recycle later "Not now"\n  when returned where reason is not_now\n'
    "  to nurture long_term for 90 days\n  back sooner if demo_asked\n"
)


def test_outcomes_are_told_with_their_reason() -> None:
    policy = read('disqualify lost "Competitor"\n  when rival\nroute rest "The rest" to sales\n')
    found = decision(policy)
    assert outcomes.headline(policy, found) == "Inquiry"
    assert outcomes.disqualified(policy, found) == "nothing disqualifies this lead"
    assert [outcomes.stage(policy, one, NOW) for one in found.stages] == [
        "every lead is at Inquiry from the start",
        "Fit is 10, less than 60",
        "it has not been accepted by sales",
    ]
    grade = found.grades["priority"]
    assert (outcomes.grade_level(policy, grade), outcomes.grade(policy, grade, NOW)) == (
        "C (Nurture)",
        "Fit is 10, below 60",
    )
    assert found.route is not None
    assert outcomes.route(policy, found.route) == "Sales development, by “The rest”"
    lost = decision(policy, {"email_domain": "rival.com"})
    assert outcomes.headline(policy, lost) == "Disqualified as “Competitor”"
    assert outcomes.disqualified(policy, lost) == (
        "“Competitor”: the lead meets “Works for a competitor”: the email domain is “rival.com”"
    )


def test_a_returned_lead_says_until_when_and_what_brings_it_back() -> None:
    policy = read(RECYCLE)
    returned = ActivityRecord("returned", at("2026-11-05 09:00"), {"reason": "not_now"})
    found = decision(policy, log=(*LOG, returned))
    assert found.recycle is not None
    assert outcomes.headline(policy, found) == "Returned as “Not now”, and being nurtured"
    assert outcomes.recycled(policy, found.recycle) == (
        "returned as “Not now” on 5 November 2026, 09:00 EST; it stays in “Long-term nurturing” "
        "until 3 February 2027, 09:00 EST"
    )
    assert outcomes.recycle_end(policy, found.recycle, NOW) == "it comes back sooner if the lead asked for a demo"
    assert outcomes.touches(policy, found.recycle, NOW) == "5 December 2026"
    back = decision(policy, log=(*LOG, returned, ActivityRecord("demo_asked", at("2026-11-10 09:00"), {})))
    assert back.recycle is not None
    assert outcomes.recycled(policy, back.recycle).endswith("its time in “Long-term nurturing” is over")
    assert outcomes.recycle_end(policy, back.recycle, NOW) == (
        "it came back sooner: the lead asked for a demo (on 10 November 2026, 09:00 EST)"
    )


CLOCK = """
clock touch "First touch" from handed to called
  on calendar office
response hot "Hot leads" on touch
  for boss
  sales answers within 6 business hours
  sales tries at least 2 times within 3 days
  at due, notify "sales manager"
"""


def test_a_cycle_explains_its_hours() -> None:
    policy = read(CLOCK)
    handed = ActivityRecord("handed", at("2026-11-10 16:30"), {})
    (cycle,) = decision(policy, log=(*LOG, handed)).cycles
    assert cycles.title(policy, cycle) == "First touch: waiting for an answer"
    assert [(fact.name, fact.text) for fact in cycles.facts(policy, cycle, NOW)] == [
        ("Started", "Tuesday, 10 November 2026, 16:30 EST"),
        ("Promise", "“Hot leads”: Sales development answers within 6 business hours"),
        ("Because", "The lead meets “Decision maker”: the job title is “VP Operations”, which has the word VP"),
        ("Counted", "1 hour on Tue 10 Nov 2026 and 5 hours on Thu 12 Nov 2026 (New York office)"),
        ("Skipped", "Veterans Day on Wed 11 Nov 2026"),
        ("Due", "Thursday, 12 November 2026, 14:00 EST"),
        ("Used", "3 of 6 business hours"),
        ("Tries", "0 of at least 2 made, the rest by 13 November 2026, 16:30 EST"),
        ("To come", "When the answer is due, the sales manager is notified (Thu 12 Nov 2026, 14:00 EST)"),
    ]


@pytest.mark.parametrize(
    ("handed", "called", "title"),
    [
        ("2026-11-09 10:00", "2026-11-09 11:00", "First touch: answered in time"),
        ("2026-11-09 10:00", "2026-11-10 11:00", "First touch: answered late"),
        ("2026-11-09 10:00", None, "First touch: overdue, not answered yet"),
    ],
)
def test_a_cycle_says_how_it_stands(handed: str, called: str | None, title: str) -> None:
    policy = read(CLOCK)
    log = [*LOG, ActivityRecord("handed", at(handed), {})]
    log += [ActivityRecord("called", at(called), {})] if called else []
    (cycle,) = decision(policy, log=tuple(log)).cycles
    assert cycles.title(policy, cycle) == title


def test_why_not_names_what_is_lacking_with_what_is_now() -> None:
    policy = read('stage SQL "Sales qualified lead"\n  when employees is at least 1000 and demo_asked\n')
    found = why_not(policy, LeadRecord("17", LEAD), LOG, NOW, ToStage("SQL"))
    assert isinstance(found, WhyNot)
    assert lacks.why_not(policy, found, NOW) == Outline(
        "The lead is not at Sales qualified lead (SQL)",
        (
            Outline(
                "It lacks both of these",
                (
                    Outline(
                        "The number of employees is at least 1,000 (now: the number of employees is 600, "
                        "less than 1,000)"
                    ),
                    Outline("The lead asked for a demo (now: the lead has not asked for a demo)"),
                ),
            ),
        ),
    )


def test_why_not_tells_the_points_and_the_record_that_would_do() -> None:
    policy = read(
        'score other "Other" from 0 to 100\n  +70 if demo_asked\ngrade heat "Heat" of other\n'
        '  hot "Hot": 50 or more\n  cold "Cold": below 50\n'
    )
    level = why_not(policy, LeadRecord("17", LEAD), LOG, NOW, ToLevel("heat", "hot"))
    assert isinstance(level, WhyNot)
    said = lacks.why_not(policy, level, NOW)
    assert said.text == "The lead is not graded Hot in Heat"
    assert [item.text for item in said.items] == [
        "It lacks this",
        "With that, Other goes from 0 to 70; 50 or more is needed",
    ]
    stage = why_not(policy, LeadRecord("17", LEAD), LOG, NOW, ToStage("SAL"))
    assert isinstance(stage, WhyNot)
    assert lacks.why_not(policy, stage, NOW) == Outline(
        "The lead is not at Sales accepted lead (SAL)",
        (Outline("It is there once “was accepted by sales” is recorded for it"),),
    )
