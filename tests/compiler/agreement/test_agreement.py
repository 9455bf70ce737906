"""The agreement: ten sections, every clause said in them, the same text every time, and nothing of the author's run."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from leadpact.agreement import document as doc
from leadpact.agreement.acceptances import Acceptance
from leadpact.agreement.build import build_agreement
from leadpact.agreement.markdown import render_markdown
from leadpact.agreement.prose import text_of
from leadpact.policies import load
from leadpact_dsl.model import EachTable, FirstOf, Group, Policy, Rule, Table
from leadpact_dsl.phrases import amounts, clocks, goals, rows, rules, stages
from leadpact_dsl.phrases.conditions import Outline, outline
from leadpact_dsl.phrases.words import capital, sentence
from tests.compiler.agreement.documents import (
    ACME,
    BARE,
    TEAMS,
    acme,
    acme_markdown,
    all_sections,
    blocks_of,
    read,
    texts,
)

SECTIONS = [
    "Purpose",
    "Definitions",
    "Lead scoring model",
    "Lead response process and timeline",
    "Lead nurturing",
    "Goals",
    "Responsibilities of each team",
    "Review period",
    "Term",
    "Acceptance",
]


# ------------------------------------------------------------------------------------------------------- structure


@pytest.mark.parametrize("policy", [acme, lambda: read(BARE)], ids=["acme", "an empty policy"])
def test_the_ten_sections_stand_in_order(policy) -> None:
    made = build_agreement(policy())
    assert [(section.number, section.title) for section in made.sections[:10]] == [
        (str(number), title) for number, title in enumerate(SECTIONS, 1)
    ]
    headings = re.findall(r"^## (.+)$", render_markdown(made), re.MULTILINE)
    assert headings[:10] == [f"{number} {title}" for number, title in enumerate(SECTIONS, 1)]


def test_every_section_says_something_even_of_a_policy_that_says_nothing() -> None:
    for section in build_agreement(read(BARE)).sections:
        assert section.blocks or section.sections or section.title == "Definitions"


def test_sections_below_are_numbered_and_anchors_unique() -> None:
    made = build_agreement(acme())
    found = list(all_sections(made.sections))
    anchors = [section.anchor for section in found]
    assert len(set(anchors)) == len(anchors)
    for section in found:
        for position, below in enumerate(section.sections, 1):
            assert below.number == (f"{section.number}.{position}" if section.number else "")


def test_it_carries_its_version_its_day_and_the_versions_of_its_data() -> None:
    footer = {fact.name: fact.text for fact in build_agreement(acme()).footer}
    assert footer["Version"] == acme().agreement.version
    assert footer["In force from"] == "1 October 2026"
    assert re.fullmatch(r"tzdata 20\d\d[a-z]", footer["Time zones"])
    assert re.fullmatch(r"holidays \S+, for 2021 to 2036", footer["Public holidays"])


# ---------------------------------------------------------------------------------------------------- all is said


def test_every_clause_is_said_in_the_words_of_the_phrases() -> None:
    made = build_agreement(acme())
    said = set(texts(made))
    missing = [text for text in _clauses(acme()) if not any(text in one or capital(text) in one for one in said)]
    assert not missing


def test_every_reason_stands_beside_its_clause() -> None:
    made = "\n".join(texts(build_agreement(acme())))
    reasons = [because for because in _reasons(acme()) if sentence(because) not in made]
    assert not reasons


def test_every_example_is_worked_out() -> None:
    made = build_agreement(acme())
    assert [section.title for section in made.sections[-1].sections] == [example.title for example in acme().examples]
    for section in made.sections[-1].sections:
        for made_up in blocks_of(section, doc.Waterfall):
            total = amounts.Decimal(0)
            for step in made_up.steps:
                assert step.before == total
                total += _number(step.points)
                assert step.after == total == _number(step.total)
            assert total == made_up.value == _number(made_up.total), f"the points of {section.title} do not add up"


ORDER = """
lead
  size "Size": whole number required
activity viewed "viewed a page"
score fit "Fit" from 0 to 100
  +1 if size is 1
  +2 if size is 2
  first of
    +3 if size is 3
    +4 if size is 4
  +5 if size is 5
  group "Web"
    +6 for each viewed
    group "Inner" at most 5 points
      +7 if size is 7
    +8 if size is 8
  +9 if size is 9
"""


def test_rules_stand_in_their_author_s_order() -> None:
    _, score = build_agreement(read(BARE + ORDER)).sections[2].sections
    said = [
        text_of(block.runs) if isinstance(block, doc.Subheading) else [text_of(row[0]) for row in block.rows]
        for block in score.blocks
        if isinstance(block, doc.Subheading | doc.Table)
    ]
    assert said == [
        *(["+1", "+2"], ["+3", "+4"], ["+5"]),
        *("Group “Web”", ["+6"], "Group “Inner”", ["+7"], "Further rules of “Web”", ["+8"]),
        *("Further rules of “Fit”", ["+9"], "Where the points of “Fit” come from"),
    ]
    depths = [block.depth for block in score.blocks if isinstance(block, doc.Subheading)]
    assert depths == [1, 2, 2, 1, 1]


def test_nothing_is_said_only_to_fill_the_page() -> None:
    policy = read(
        BARE + '  effective 2026-01-01\nteam care "Care"\nteam desk "Desk"\n  led by "Ann"\n'
        'calendar office "Office"\n  timezone "UTC"\n  open monday to friday 09:00 to 17:00\n'
        'lead\n  size "Size": whole number required\n'
        'score whole "All of it" from 0 to 10\n  +10 if size is 1\n'
        'score under "Less" from 0 to 10\n  +4 if size is 1\n'
        'score over "More" from 0 to 10\n  +14 if size is 1\n'
        'score loss "Loss" from -10 to 0\n  -10 if size is 1\n'
    )
    made = build_agreement(policy)
    reach = {score.title: text_of(score.blocks[0].runs) for score in made.sections[2].sections[1:]}
    assert reach == {
        "All of it": "This score is held between 0 and 10.",
        "Less": "This score is held between 0 and 10. Taken together, its rules can give up to 4 points.",
        "More": "This score is held between 0 and 10. Without that limit, its rules could give up to 14 points.",
        "Loss": "This score is held between −10 and 0.",
    }
    assert [(team.title, text_of(team.blocks[0].runs)) for team in made.sections[6].sections] == [
        ("Desk", "Led by Ann.")
    ]
    assert "No holidays are kept." in render_markdown(made)


def test_sections_of_the_authors_are_an_annex_and_no_team_s_duty() -> None:
    policy = read(BARE + 'team care "Care"\nsection "Consent" """\n  # Rule\n  Ask first.\n  """\n')
    text = render_markdown(build_agreement(policy))
    assert "\n## Annex: further terms\n" in text
    assert "\n### Consent\n\n#### Rule\n\nAsk first.\n" in text


def test_sections_of_the_authors_stand_where_their_title_says() -> None:
    policy = read(
        BARE + 'section "goals" "Few, and all of them met."\nsection "Goals: Who measures" "Operations."\n'
        'section "Goals " "Monthly."\nsection "Goals:" "Odd."\nsection "Goalkeepers: Who" "None."\n'
    )
    made = build_agreement(policy)
    text = render_markdown(made)
    assert [section.title for section in made.sections[:10]] == SECTIONS, "nothing is out of its place"
    assert "## 6 Goals\n\nFew, and all of them met.\n\nMonthly.\n\nThis agreement sets no goals.\n" in text
    assert "\n### 6.1 Who measures\n\nOperations.\n\n## 7 " in text
    assert [section.title for section in made.sections[-1].sections] == ["Goals:", "Goalkeepers: Who"]


MADE_OF = """
lead
  spent "Spent": whole number required
activity ordered "placed an order"
score orders "Orders" from 0 to 100
  +1 for each ordered
score rest "Rest" from 0 to 100
  +1 for each ordered
score often "Often" from 0 to 5
  by orders
    below 2: 1
    2 or more: 5
grade rank "Rank" of often
  high "High": 3 or more
  low "Low": below 3
score bonus "Bonus" from 0 to 5
  group "Gate" only if spent is 10
    by rank
      high: 5
      low: 1
score code "Code" is often plus bonus
stage new "New"
stage old "Old"
  when code is at least 2
example "An order"
  as of 2026-01-05 10:00
  lead
    spent 10
  ordered at 2026-01-05 09:00
  expect code is 2
  expect stage is old
"""


def test_an_example_shows_every_score_that_its_scores_are_made_of() -> None:
    (example,) = build_agreement(read(BARE + MADE_OF)).sections[-1].sections
    assert [steps.label for steps in blocks_of(example, doc.Waterfall)] == ["Orders", "Often", "Bonus", "Code"]
    _, found = blocks_of(example, doc.BulletList)
    assert len(found.items) == 2, "where the lead stands and its scores: nothing is said twice"


def test_an_example_tells_the_lead_s_id_where_leads_are_shared_out_by_it() -> None:
    route = 'team sales "Sales"\nroute desk "All" to sales\n'
    example = 'lead\n  size "Size": whole number\nexample "E"\n  as of 2026-01-05 10:00\n  lead "L-17"\n    size 1\n'
    example += "  expect route is desk\n"
    shared = render_markdown(build_agreement(read(BARE + route + '  split by lead id between "a", "b"\n' + example)))
    alone = render_markdown(build_agreement(read(BARE + route + example)))
    assert "- Lead id: L-17\n" in shared
    assert "L-17" not in alone


def _clauses(policy: Policy) -> Iterator[str]:
    """What has to be found in the document, as said by the phrases."""
    for score in policy.scores.values():
        yield from filter(None, (rules.bounds(score),))
        yield from [rules.terms(policy, score)] if score.terms else []
        yield from [rules.follows(policy, score)] if score.follows else []
        yield from (rules.zero_if(policy, zero) for zero in score.zero_if)
        for rule in score.rules:
            yield from _rule(policy, rule)
    for define in policy.defines.values():
        yield from _levels(outline(policy, define.when))
    for stage in policy.stages.values():
        yield from _levels(stages.stage(policy, stage))
    for lost in policy.disqualify.values():
        yield from _levels(stages.disqualify(policy, lost))
    for route in policy.routes.values():
        yield from _levels(stages.route(policy, route))
    for recycle in policy.recycle.values():
        yield stages.recycle(policy, recycle)
        back = stages.back_sooner(policy, recycle)
        yield from _levels(back) if back is not None else ()
    yield from (stages.nurture(nurture) for nurture in policy.nurture.values())
    for clock in policy.clocks.values():
        yield clocks.clock(policy, clock)
        yield from clocks.clock_more(policy, clock)
    for promise in policy.responses.values():
        yield clocks.response(policy, promise)
        yield from _levels(clocks.applies_to(policy, promise))
        yield from (clocks.tries(policy, tries) for tries in promise.tries)
        yield from (capital(clocks.action_when(action)) for action in promise.actions)
        yield from (capital(clocks.action_what(action)) for action in promise.actions)
    for goal in policy.goals.values():
        yield from (goals.goal_item(policy, item) for item in goal.items)
        only = goals.goal_for(policy, goal)
        yield from _levels(only) if only is not None else ()
    for experiment in policy.experiments.values():
        yield from _levels(goals.experiment(policy, experiment))
        yield goals.expectation(policy, experiment)
    for team in policy.teams.values():
        yield from team.duties
        yield from [goals.capacity(policy, team.capacity)] if team.capacity else []
    for dial in policy.values.values():
        yield dial.label
        yield amounts.dial_amounts(dial)
    for days, hours in clocks.hours_abreast(list(policy.calendars.values())):
        yield from (days, *hours)
    for grade in policy.grades.values():
        yield from (rows.level(policy, grade, level) for level in grade.levels)
    for field in policy.lead.fields.values():
        yield field.label
    for activity in policy.activities.values():
        yield capital(activity.label)


def _rule(policy: Policy, rule: Rule) -> Iterator[str]:
    match rule:
        case Group() | FirstOf():
            yield rules.rule(policy, rule)
            for below in rule.rules:
                yield from _rule(policy, below)
        case Table() | EachTable():
            yield rules.rule(policy, rule)
            for row in rule.rows:
                yield capital(rows.row(policy, rule, row))
                yield amounts.signed(row.points)
        case _:
            parts = rules.parts(policy, rule)
            yield from (parts.points, parts.when, *(limit[1:] for limit in parts.limits))


def _levels(what: Outline) -> Iterator[str]:
    yield what.text
    for item in what.items:
        yield from _levels(item)


def _reasons(policy: Policy) -> Iterator[str]:
    for kind in (policy.defines, policy.scores, policy.grades, policy.stages, policy.disqualify, policy.routes):
        yield from (one.because for one in kind.values() if one.because)
    for kind in (policy.clocks, policy.responses, policy.recycle, policy.nurture, policy.goals, policy.experiments):
        yield from (one.because for one in kind.values() if one.because)
    for score in policy.scores.values():
        yield from (rule.because for rule in score.rules if rule.because)


# ------------------------------------------------------------------------------------------------------- the same


def test_the_same_policy_gives_the_same_bytes() -> None:
    again, _ = load(ACME)
    assert again is not None
    assert render_markdown(build_agreement(again)) == acme_markdown()


def test_the_markdown_is_tidy() -> None:
    text = acme_markdown()
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    lines = text.split("\n")
    assert not [line for line in lines if line != line.rstrip()]
    assert "\n\n\n" not in text
    assert "\t" not in text
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if line.startswith("#"):
            assert (before, after) == ("", ""), f"blank lines belong around {line!r}"
        if line.startswith("| ") and not before.startswith("| "):
            assert before == "", f"a blank line belongs before the table {line!r}"
    levels = [len(line) - len(line.lstrip("#")) for line in lines if line.startswith("#")]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels)), "no level is left out"


# ---------------------------------------------------------------------------------------------------- acceptance


def test_it_says_plainly_who_has_accepted() -> None:
    policy = read(TEAMS)
    yes = Acceptance("sales", "Ada Lovelace", dt.date(2026, 9, 30), "3f9c01d27be4", "good", "Ada <ada@acme.example>")
    too = Acceptance("marketing", "Alan Turing", dt.date(2026, 10, 1), "81d0aa93c1f7")
    nobody, one, everybody = (
        render_markdown(build_agreement(policy, accepted=who)) for who in ((), (yes,), (yes, too))
    )
    assert nobody.count("not yet accepted") == 4, "above, in section 10, and in each signature"
    assert "| Sales | VP Sales |  | not yet accepted |" in nobody
    assert "accepted by Sales, and not yet by Marketing" in one
    signature = "on record as 3f9c01d27be4, in a commit signed by Ada \\<`ada@acme.example`\\>"
    assert f"| Sales | Ada Lovelace | 30 September 2026 | {signature} |" in one
    assert "| on record as 81d0aa93c1f7 |" in everybody
    assert "This agreement is accepted by every team." in everybody
    assert "not yet" not in everybody


def test_term_and_review_have_dates() -> None:
    text = render_markdown(
        build_agreement(read(BARE + "  effective 2026-10-31\n  term 12 months\n  review every 4 months\n"))
    )
    assert "in force from 31 October 2026 for 12 months, up to and including 30 October 2027" in text
    assert "review this agreement every 4 months. During its term that is on 28 February 2027 and 30 June 2027." in text


def _number(text: str) -> amounts.Decimal:
    return amounts.Decimal(text.replace("−", "-").replace("+", "").replace(",", ""))
