"""Who moves, on the page: what anybody may have sent takes no more room there than it is due."""

from __future__ import annotations

from leadpact.agreement import document as doc
from leadpact.agreement.html import render_html
from leadpact.agreement.markdown import render_markdown
from leadpact.cli.report_text import report_text
from leadpact.review.impact.adding import Added
from leadpact.review.impact.dimensions import dimensions
from leadpact.review.impact.page_leads import leads_section
from leadpact.review.impact.result import Compared as Version
from leadpact.review.impact.result import Impact, ShownLead, ShownMove
from leadpact.review.impact.why import Compared
from leadpact_dsl.decision import Refused
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import LeadRecord, Policy
from tests.review.calibrate.policies import read

POLICY = """
agreement "Small"
  timezone "UTC"
lead
  title "Title": text
score fit "Fit" from 0 to 100
  +20 if title contains "chief"
  by title
    "Head": 10
    otherwise: 0
stage inquiry "Inquiry"
stage MQL "Qualified"
  when title is not "intern"
"""
NEW = POLICY.replace('is not "intern"', 'contains "intern"').replace("otherwise: 0", "otherwise: 5")
AS_OF = 1_793_600_000_000


def test_long_ids_and_long_texts_are_cut_in_every_form() -> None:
    old, new = read(POLICY), read(NEW)
    title, lead = "t" * 3000, "i" * 3000
    said = _section(old, new, lead, title)
    page = doc.Document("Impact", (), (), (said,), ())
    for text in (
        report_text(page, 100, colour=False),
        render_markdown(page, page="report"),
        render_html(page, page="report"),
    ):
        assert "i" * 59 + "…" in text
        assert "t" * 59 + "…" in text
        assert "i" * 60 not in text
        assert "t" * 60 not in text


def test_what_is_not_too_long_is_whole() -> None:
    old, new = read(POLICY), read(NEW)
    said = report_text(doc.Document("Impact", (), (), (_section(old, new, "i" * 60, "t" * 60),), ()), 200, colour=False)
    assert "i" * 60 in said
    assert f"“{'t' * 60}”" in said


def _section(old: Policy, new: Policy, lead: str, title: str) -> doc.Section:
    record = LeadRecord(lead, {"title": title})
    before, now = (decide(one, record, (), AS_OF) for one in (old, new))
    assert not isinstance(before, Refused)
    assert not isinstance(now, Refused)
    stages = dimensions(old, new)[0]
    move = ShownMove(stages, stages.values[stages.standing(before, "old")], stages.values[stages.standing(now, "new")])
    reasons = Compared(old, new).reasons(before, now, [stages])
    assert len(reasons) == 2, "the stage, and the row of the table"
    added = Added((stages,), 1, compared=1, moved=1)
    shown = ShownLead(lead, (move,), reasons)
    return leads_section(
        Impact(Version("a", old, "1"), Version("b", new, "2"), "", (), added, None, None, None, (shown,))
    )
