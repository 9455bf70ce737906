"""The agreement: ten sections, every clause said in them, the same text every time, and nothing of the author's run."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest
from jinja2 import TemplateError
from markdown_it import MarkdownIt

from leadpact.agreement import document as doc
from leadpact.agreement.acceptances import Acceptance
from leadpact.agreement.build import build_agreement
from leadpact.agreement.markdown import render_markdown
from leadpact.agreement.prose import link, text_of
from leadpact.policies import load
from leadpact_dsl.model import EachTable, FirstOf, Group, Policy, Rule, Table
from leadpact_dsl.parser import parse
from leadpact_dsl.phrases import amounts, clocks, goals, rows, rules, stages
from leadpact_dsl.phrases.conditions import Outline, outline
from leadpact_dsl.phrases.words import capital, sentence
from leadpact_dsl.resolve import resolve
from leadpact_dsl.source import SourceFile

B = TypeVar("B")

ACME = Path(__file__).parents[3] / "policies" / "acme"

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


@cache
def acme() -> Policy:
    policy, _ = load(ACME)
    assert policy is not None
    return policy


@cache
def acme_markdown() -> str:
    return render_markdown(build_agreement(acme()))


def read(text: str) -> Policy:
    written, syntax = parse([SourceFile("policy.sla", text)])
    policy, _, names = resolve(written, {})
    assert not [*syntax, *names], [d.message for d in (*syntax, *names)]
    return policy


BARE = 'agreement "Acme agreement"\n  timezone "UTC"\n'

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
    found = list(_all_sections(made.sections))
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
    said = set(_texts(made))
    missing = [text for text in _clauses(acme()) if not any(text in one or capital(text) in one for one in said)]
    assert not missing


def test_every_reason_stands_beside_its_clause() -> None:
    made = "\n".join(_texts(build_agreement(acme())))
    reasons = [because for because in _reasons(acme()) if sentence(because) not in made]
    assert not reasons


def test_every_example_is_worked_out() -> None:
    made = build_agreement(acme())
    assert [section.title for section in made.sections[-1].sections] == [example.title for example in acme().examples]
    for section in made.sections[-1].sections:
        for made_up in _blocks_of(section, doc.Waterfall):
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
    assert "No holidays are kept from 1 January 2026 to 31 December 2026." in render_markdown(made)


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
    assert [steps.label for steps in _blocks_of(example, doc.Waterfall)] == ["Orders", "Often", "Bonus", "Code"]
    _, found = _blocks_of(example, doc.BulletList)
    assert len(found.items) == 2, "where the lead stands and its scores: nothing is said twice"


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


# ------------------------------------------------------------------------------------------------ the author's text

HOSTILE = "</td><script>alert(1)</script> [x](https://evil.example) `c` | {{ 7*7 }} @boss #1 https://evil.example"

PROSE = """
  purpose \"\"\"
    # A heading

    Some **bold**, *slanted* and `code`, with <b>HTML</b> and <script>alert(1)</script>.

    <div>a block</div>

    - one
      - two
    - [three](https://acme.example/a_b) and [four](javascript:alert(1)) and ![five](https://acme.example/p.png)

    3. three
    4. four

    > quoted

    | a | b |
    | - | - |
    | 1 | x \\| y |

    ```
    # not a heading


    <b>
    ```

    ---
  \"\"\"
"""


def test_labels_of_every_kind_are_shown_as_text() -> None:
    written = _hostile_policy()
    policy = read(written)
    text = render_markdown(build_agreement(policy))
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    kinds = [token.type for token in tokens] + [child.type for token in tokens for child in token.children or ()]
    assert not {"html_block", "html_inline", "link_open", "image"} & set(kinds)
    codes = {child.content for token in tokens for child in token.children or () if child.type == "code_inline"}
    assert all(re.fullmatch(r"[\w ]+", code) or "evil.example" in code for code in codes), "only names stand as code"
    page = "\n".join(
        "".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"
    )
    shown = page.replace("\u2060", "")
    numbers = [int(number) for number in re.findall(r"evil\.example (\d+)", written)]
    assert len(numbers) > 25
    for number in numbers:
        assert f"{HOSTILE} {number}" in shown, f"the text numbered {number} is lost"


def _hostile_policy() -> str:
    """A policy whose every text is hostile, each with a number of its own."""
    numbers = iter(range(1, 100))

    def text() -> str:
        return f'"{HOSTILE} {next(numbers)}"'

    return f"""
agreement {text()}
  timezone "UTC"
  version {text()}
  effective 2026-01-01
team sales {text()}
  led by {text()}
  works office
  responsible for {text()}
calendar office {text()}
  timezone "UTC"
  open monday 09:00 to 17:00
  closed 2026-01-05 {text()}
value dial {text()} is 60 because {text()}
list bad {text()}: {text()}
lead
  title {text()}: text from {text()}
  kind {text()}: one of a {text()}, b
activity handed {text()} by sales from {text()}
activity called {text()} by sales
define boss {text()}
  when title is {text()}
  because {text()}
score fit {text()} from 0 to 100
  group {text()} at most 5 points
    +dial if boss
grade heat {text()} of fit
  hot {text()}: 0 or more
stage first {text()}
stage won {text()} owned by sales
  when boss
disqualify lost {text()}
  when title is one of bad
clock touch {text()} from handed to called
response hot {text()} on touch
  sales answers within 2 hours
  at due, notify {text()}
"""


def test_prose_is_read_and_only_what_is_harmless_is_kept() -> None:
    policy = read(BARE + PROSE.lstrip("\n"))
    purpose = build_agreement(policy).sections[0]
    kinds = [block.kind for block in purpose.blocks]
    assert kinds == [
        *("subheading", "paragraph", "paragraph", "bullet_list", "numbered_list", "quote", "table", "code_block"),
        *("divider", "paragraph"),
    ]
    text = render_markdown(build_agreement(policy))
    assert (
        "Some **bold**, *slanted* and `code`, with \\<b\\>HTML\\</b\\> and \\<script\\>alert(1)\\</script\\>." in text
    )
    assert "\\<div\\>a block\\</div\\>" in text
    assert "- [three](https://acme.example/a_b) and \\[four\\](javascript:alert(1)) and [five](https://acme." in text
    assert "3. three\n4. four\n" in text
    assert "> quoted" in text
    assert "| 1 | x \\| y |" in text
    assert "```text\n# not a heading\n\n\n<b>\n```" in text, "code keeps its lines"


def test_materials_are_links() -> None:
    policy = read(
        BARE + 'nurture warm "Warm"\n  after 1 months\n  material "Guide" at "https://acme.example/a_(b)"\n'
        '  material "A call"\n'
    )
    text = render_markdown(build_agreement(policy))
    assert "- [Guide](https://acme.example/a_%28b%29)\n- A call\n" in text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://a b", ""])
def test_no_link_is_made_to_what_cannot_be_trusted(address: str) -> None:
    label = doc.plain("Guide")
    assert link(label, address) == (*label, doc.Plain(f" ({address})"))


# ---------------------------------------------------------------------------------------------------- acceptance

TEAMS = BARE + '  version "2"\nteam marketing "Marketing"\nteam sales "Sales"\n  led by "VP Sales"\n'


def test_it_says_plainly_who_has_accepted() -> None:
    policy = read(TEAMS)
    yes = Acceptance("sales", "Ada Lovelace", dt.date(2026, 9, 30), "signed")
    too = Acceptance("marketing", "Alan Turing", dt.date(2026, 10, 1), "signed")
    nobody, one, everybody = (
        render_markdown(build_agreement(policy, accepted=who)) for who in ((), (yes,), (yes, too))
    )
    assert nobody.count("not yet accepted") == 4, "above, in section 10, and in each signature"
    assert "| Sales | VP Sales |  | not yet accepted |" in nobody
    assert "accepted by Sales, and not yet by Marketing" in one
    assert "| Sales | Ada Lovelace | 30 September 2026 | signed |" in one
    assert "This agreement is accepted by every team." in everybody
    assert "not yet" not in everybody


def test_term_and_review_have_dates() -> None:
    text = render_markdown(
        build_agreement(read(BARE + "  effective 2026-10-31\n  term 12 months\n  review every 4 months\n"))
    )
    assert "in force from 31 October 2026 for 12 months, up to and including 30 October 2027" in text
    assert "review this agreement every 4 months. During its term that is on 28 February 2027 and 30 June 2027." in text


# ------------------------------------------------------------------------------------------------------ overrides


def test_a_company_can_say_it_in_its_own_words() -> None:
    own = {"wording.j2": "{% block goals_title %}Ziele | Goals{% endblock %}", "markdown/note.j2": "NOTE\n"}
    text = render_markdown(build_agreement(read(TEAMS), overrides=own), own)
    assert "## 6 Ziele \\| Goals" in text
    assert "## 5 Lead nurturing" in text, "what is not overridden stays"
    assert text.count("\nNOTE\n") == 2


def test_templates_are_run_in_a_sandbox() -> None:
    own = {"wording.j2": "{% block goals_title %}{{ ''.__class__.__mro__ }}{% endblock %}"}
    with pytest.raises(TemplateError):
        build_agreement(read(TEAMS), overrides=own)


# --------------------------------------------------------------------------------------------------------- helpers


def _all_sections(sections: tuple[doc.Section, ...]) -> Iterator[doc.Section]:
    for section in sections:
        yield section
        yield from _all_sections(section.sections)


def _blocks_of(section: doc.Section, kind: type[B]) -> Iterator[B]:
    yield from (block for block in section.blocks if isinstance(block, kind))


def _number(text: str) -> amounts.Decimal:
    return amounts.Decimal(text.replace("−", "-").replace("+", "").replace(",", ""))


def _texts(made: doc.Document) -> Iterator[str]:
    for section in _all_sections(made.sections):
        yield section.title
        for block in section.blocks:
            yield from _of_block(block)


def _of_block(block: doc.Block) -> Iterator[str]:
    match block:
        case doc.Paragraph(runs) | doc.Subheading(runs):
            yield text_of(runs)
        case doc.BulletList(items) | doc.NumberedList(items):
            for item in items:
                for inner in item.blocks:
                    yield from _of_block(inner)
        case doc.Table(columns, table_rows):
            yield from (column.title for column in columns)
            yield from (text_of(cell) for row in table_rows for cell in row)
        case doc.Bars(bars=bars):
            yield from (text_of(bar.label) for bar in bars)
        case doc.Waterfall(steps=steps):
            yield from (text_of(runs) for step in steps for runs in (step.what, step.why))
        case doc.Lifecycle(places=places, arrows=arrows, description=description):
            yield from (place.title for place in places)
            yield from (text for arrow in arrows for text in (arrow.label, arrow.detail))
            yield description
        case doc.Definition(term, blocks):
            yield text_of(term)
            for inner in blocks:
                yield from _of_block(inner)
        case doc.Note(blocks) | doc.Quote(blocks):
            for inner in blocks:
                yield from _of_block(inner)
        case _:
            pass
