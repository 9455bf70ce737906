"""The lifecycle: a graph of what the policy says, and Mermaid that shows any label as it is and means nothing else.

The expectations about Mermaid were tried in a browser with Mermaid 11.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadpact.agreement import document as doc
from leadpact.agreement.lifecycle import lifecycle
from leadpact.agreement.mermaid import mermaid
from leadpact.agreement.wording import Wording
from leadpact.policies import load
from leadpact_dsl.model import Policy
from tests.compiler.agreement.documents import BARE, read
from tests.compiler.agreement.test_escaping import HOSTILE, MARKUP, drawn, shown

ACME = Path(__file__).parents[3] / "policies" / "acme"

MEANT_BY_MERMAID = [
    '"quoted"',
    'a["b"]',
    "-->",
    "end",
    "a --> b",
    "subgraph x",
    "%%{init: {}}%%",
    "%% remark",
    "#60;b#62;",
    "&quot;",
    "click a call",
    "`md`",
    "classDef x fill:#f00;",
    "style a fill:#f00;",
    "Lifestyle:a-b; c",
    "$$x^2$$",
    "fa:fa-car",
    "@{ shape: x }",
    "end\nend",
    "|x|",
    "stages",
    "a;b",
    "\\n",
    "---\ntitle: x\n---",
    "ﬂ°°60¶ß",
    "<br>",
    "1. x",
    "- x",
]

# A line of ours: a box, an arrow, a frame, or one of the four fixed ones.
LABEL = r'"[^"\n]*"'
LINES = [
    r"flowchart TB",
    r"  accTitle: [^\n]+",
    r"  accDescr: [^\n]+",
    rf"  subgraph stages\[{LABEL}\]",
    r"    direction TB",
    rf"    stage\d+\[{LABEL}\]",
    rf"    stage\d+ -->\|{LABEL}\| stage\d+",
    r"  end",
    rf"  nurture\d+\(\[{LABEL}\]\)",
    rf"  closed\[\[{LABEL}\]\]",
    rf"  stages -.->\|{LABEL}\| nurture\d+",
    rf"  nurture\d+ -.->\|{LABEL}\| stages",
    rf"  stages -->\|{LABEL}\| closed",
]
# Nothing of this may stand in a label as it is: it would be read as markup, a code, a directive, an icon or a formula.
LOOSE = re.compile(r"[\"`<>{}\[\]|;*_~\\$@!+=^#]|&(?! )|%%|//|\bfa[a-z]?:|style|classDef|(?<!\w)-|\d[.)]( |$)")


@cache
def graph() -> doc.Lifecycle:
    policy, _ = load(ACME)
    assert policy is not None
    found = lifecycle(policy, Wording())
    assert found is not None
    return found


def drawing(policy: Policy) -> doc.Lifecycle | None:
    return lifecycle(policy, Wording())


# ----------------------------------------------------------------------------------------------------------- graph


def test_every_stage_programme_and_way_of_acme_is_drawn() -> None:
    titles = {place.id: place.title for place in graph().places}
    assert list(titles.values()) == [
        *("Inquiry", "Marketing qualified lead (MQL)", "Sales accepted lead (SAL)", "Sales qualified lead (SQL)"),
        *("Customer", "Long-term nurturing", "Keep warm", "Not pursued"),
    ]
    ways = [(titles.get(a.source or ""), titles.get(a.target or ""), a.role, a.label) for a in graph().arrows]
    assert ways[0] == (
        *("Inquiry", "Marketing qualified lead (MQL)", "onward"),
        "was qualified by marketing, or its conditions hold",
    )
    assert (None, "Keep warm", "return", "“No reply”: was returned by sales where the reason is No reply") in ways
    assert ("Keep warm", None, "back", "“No reply”: after 30 days, or sooner") in ways
    assert ("Long-term nurturing", None, "back", "“Chose another supplier”: after 365 days") in ways
    assert ways[-1] == (None, "Not pursued", "out", "one of these grounds holds")
    assert len(ways) == 4 + 2 * 3 + 1


def test_a_stage_tells_its_owner_and_probability_and_the_way_out_its_grounds() -> None:
    facts = {place.title: place.facts for place in graph().places}
    assert facts["Marketing qualified lead (MQL)"] == ("Marketing", "10% probability of a sale")
    assert facts["Keep warm"] == ("contacted after 1, 2 and 4 weeks",)
    assert facts["Not pursued"][:2] == ("Opted out", "Competitor")


def test_the_description_names_every_box_and_every_way() -> None:
    for place in graph().places:
        assert place.title in graph().description
        assert all(fact in graph().description for fact in place.facts)
    assert all(arrow.label in graph().description for arrow in graph().arrows)


def test_what_cannot_be_drawn_is_not() -> None:
    assert drawing(read(BARE)) is None
    assert drawing(read(BARE + 'stage new "New"\n')) is None
    assert drawing(read(BARE + 'stage new "New"\nactivity a "a"\nstage old "Old"\n  recorded by a\n')) is not None


def test_a_short_condition_is_said_on_the_arrow() -> None:
    made = drawing(
        read(BARE + 'lead\n  size "Size": whole number required\nstage a "A"\nstage b "B"\n  when size is 5\n')
    )
    assert made is not None
    assert [arrow.label for arrow in made.arrows] == ["the size is 5"]
    assert [arrow.detail for arrow in made.arrows] == ["A lead is at B as long as the size is 5."]


# --------------------------------------------------------------------------------------------------------- Mermaid


def labels(text: str) -> list[str]:
    """What Mermaid shows, label by label, lines of one label apart: codes become characters again."""
    quoted = [part for label in re.findall(r'"([^"\n]*)"', text) for part in label.split("<br>")]
    titles = re.findall(r"^  acc(?:Title|Descr): (.*)$", text, re.MULTILINE)
    return [re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label) for label in (*quoted, *titles)]


def check(text: str) -> None:
    made = mermaid(drawn(text))
    for line in made.split("\n"):
        assert any(re.fullmatch(pattern, line) for pattern in LINES), line
        for label in re.findall(r'"([^"\n]*)"', line):
            loose = LOOSE.search(re.sub(r"#\d+;", "·", label.replace("<br>", " ")))
            assert loose is None, (loose, line)
    found = [label.replace("\u2060", "").strip() for label in labels(made)]
    assert set(found) == {shown(text).replace("\u2060", "")}
    assert len(found) == 2 + 1 + 8 + 5, "title, description, frame, eight lines of boxes, five labels"


@pytest.mark.parametrize("text", [*HOSTILE, *MEANT_BY_MERMAID])
def test_hostile_labels_are_shown_as_they_are(text: str) -> None:
    check(text)


@given(MARKUP | st.text(st.sampled_from('"`<>[](){}|;:#%&-/.$\\@ \nafnstyle1'), max_size=20))
def test_any_label_is_shown_as_it_is(text: str) -> None:
    check(text)


def test_arrows_between_the_same_two_places_are_one() -> None:
    lines = mermaid(graph()).split("\n")
    assert lines.count('  stages -.->|"“Not now”<br>“Chose another supplier”"| nurture0') == 1
    assert sum("nurture0" in line for line in lines) == 3, "its box, one arrow in and one out"
