"""The report: its headline, its sections, its data, and the history of a published model as it is read in a browser."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

from leadpact.agreement import document as doc
from leadpact.agreement.markdown import render_markdown
from leadpact.cli.report_text import report_text
from leadpact.json_text import written
from leadpact.review.changes import Changes, changes_between
from leadpact.review.changes.as_json import as_json
from leadpact.review.changes.page import consequence, document, headline, sections, text_document
from tests.conftest import ROOT, Golden
from tests.review.changes.policies import small
from tests.review.changes.test_sentences import BASE
from tests.review.history.test_history import STEPS, policy_of

VERSION = {"name": "working tree", "commit": None, "digest": None, "errors": 0}


def between(*edits: tuple[str, str]) -> Changes:
    text = BASE
    for written_, instead in edits:
        assert text.count(written_) == 1
        text = text.replace(written_, instead)
    return changes_between(small(BASE), small(text))


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([], "No change"),
        ([("+30 if large", "+40 if large")], "1 change in meaning: 1 looser"),
        (
            [("+30 if large", "+40 if large"), ("-5 if size", "-6 if size"), ("term 12", "term 24"), ('"1"', '"2"')],
            "3 changes in meaning: 1 tighter, 1 looser, 1 different; 1 in wording only",
        ),
        ([('version "1"', 'version "2"')], "No change in meaning; 1 in wording only"),
    ],
)
def test_the_headline(edits: list[tuple[str, str]], said: str) -> None:
    assert headline(between(*edits)) == said


def test_who_has_to_accept_again_is_said_where_it_is_not_plain() -> None:
    assert consequence(between()) == "Both say the same, in the same words."
    assert "has accepted this one too" in consequence(between(("They pay.", "They stay.")))
    assert "The text that teams accept reads otherwise" in consequence(between(('"Fit"', '"Company fit"')))
    assert consequence(between(("+30 if", "+40 if"))) == ""


def test_changes_stand_under_the_agreements_own_titles_in_its_order() -> None:
    changes = between(
        ("+30 if large", "+40 if large"),
        ("total is at least needed", "total is at least 50"),
        ("400 leads", "500 leads"),
    )
    assert [section.title for section in sections(changes)] == ["Stages of a lead", "Fit", "Goals"]
    folded = sections(changes)[1].blocks[-1]
    assert isinstance(folded, doc.Details)
    assert all(not isinstance(block, doc.Details) for part in sections(changes, fold=False) for block in part.blocks)


def test_what_people_wrote_is_text_in_every_form() -> None:
    odd = "<b>[x](http://evil)</b> \\x1b[31m"
    changes = between(('"Large"', f'"{odd}"'))
    markdown = render_markdown(document(changes, "HEAD", "working tree", "Small"), page="report")
    assert "<b>" not in markdown
    assert "[x](http" not in markdown
    text = report_text(text_document(changes, "HEAD\x1b[2J", "working tree", "Small"), 100, False)
    assert "\x1b" not in text


def test_the_data_fits_its_schema() -> None:
    schema = json.loads((files("leadpact") / "schemas" / "changes.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for changes in (
        between(),
        between(("+30 if large", "+40 if large"), ("  when rival\n", "  when rival and large\n")),
    ):
        found = json.loads(written(as_json(changes, VERSION, VERSION)))
        jsonschema.validate(found, schema)
        assert found["meaning_changed"] == bool(changes.meaning)
    assert found["changes"][-1]["new_place"]["file"] == "small.sla"


def test_more_than_can_be_read_is_counted() -> None:
    rules = "".join(f"  +1 if size is {number}\n" for number in range(400))
    changes = between(("  -5 if size is unknown\n", rules))
    *_, last = sections(changes)
    assert last.title == "And more"
    assert "101 more changes in meaning" in str(last.blocks)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["to"])
def test_the_history_of_a_published_model(step: dict[str, str], golden: Golden) -> None:
    changes = changes_between(policy_of(step["from"]), policy_of(step["to"]))
    page = document(changes, step["from"], step["to"], "GitLab's lead scoring")
    golden(ROOT / "tests" / "golden" / "diff" / f"{step['to']}.md", render_markdown(page, page="report"))
