"""Comparing drafts: each part of the world with a lead that lies there, or the proof that there is none."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from leadpact.review.compare.comparing import compare_definitions, compare_drafts
from leadpact.review.compare.values import Compared, Comparison
from leadpact.solver import World
from leadpact_dsl.examples import run_examples
from leadpact_dsl.model import Policy
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile
from tests.conftest import RunCli

COMMON = """
agreement "Two teams"
  timezone "America/New_York"

lead
  title "Job title": text
  employees "Number of employees": whole number
  region "Region": one of AMER, EMEA required

activity requested_demo "asked for a demo"
activity viewed_page "viewed a page"
  path "Page": text
activity called "was called" by sales
team sales "Sales"
team marketing "Marketing"
"""

MARKETING = (
    COMMON
    + """
define lead_for_us "Lead"
  when any of
    requested_demo in the last 30 days
    viewed_page at least 3 times in the last 30 days
define large "Large company"
  when employees is at least 1000
score interest "Interest" from 0 to 100
  +50 if requested_demo in the last 30 days
  +5 for each viewed_page once a day at most 4 times
stage inquiry "Inquiry"
stage MQL "Qualified lead"
  when interest is at least 50
route big "Large accounts" to sales
  when large
route others "Everyone else" to marketing
"""
)

SALES = (
    COMMON
    + """
define lead_for_us "Lead"
  when requested_demo in the last 30 days and title has one of the words "VP", "Chief"
define large "Large company"
  when not (small)
define small "Small company"
  when employees is less than 1000
score interest "Interest" from 0 to 100
  +50 if requested_demo in the last 14 days
  +5 for each viewed_page once a day at most 4 times
stage inquiry "Inquiry"
stage MQL "Qualified lead"
  when interest is at least 50
route big "Large accounts" to sales
  when large
route others "Everyone else" to marketing
"""
).replace(
    "  when not (small)\n",
    "  when employees is at least 500 and employees is more than 999\n",
)


def policy(text: str) -> Policy:
    reading = read_policy([SourceFile("policy.sla", text)])
    assert reading.policy is not None, [found.message for found in reading.diagnostics]
    return reading.policy


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    world = World.of((policy(MARKETING), policy(SALES)))
    assert isinstance(world, World)
    found = compare_drafts(world, ("marketing", "sales"))
    assert isinstance(found, Comparison)
    return found


def of(comparison: Comparison, label: str) -> Compared:
    return next(one for one in comparison.compared if one.names[0] == label)


def test_two_teams_mean_different_things_by_lead(comparison: Comparison) -> None:
    lead = of(comparison, "Lead")
    assert lead.verdict == "different"
    where = {region.where: region for region in lead.regions}
    assert where["only first"].shown is not None
    assert where["both"].shown is not None
    assert where["neither"].shown is not None
    # Whoever sales calls a lead, marketing does.
    assert where["only second"].empty


def test_what_is_written_otherwise_and_means_the_same_is_proved(comparison: Comparison) -> None:
    assert of(comparison, "Large company").verdict == "equivalent"
    assert of(comparison, "Route").verdict == "equivalent"


def test_scores_differ_where_a_window_is_shorter(comparison: Comparison) -> None:
    interest = of(comparison, "Interest")
    assert interest.verdict == "different"
    shown = next(region.shown for region in interest.regions if region.where == "different")
    assert shown is not None
    assert {row.activity for row in shown.witness.activities} == {"requested_demo"}
    assert shown.parted[0] or shown.parted[1]


def test_few_facts(comparison: Comparison) -> None:
    shown = next(region.shown for region in of(comparison, "Lead").regions if region.where == "only first")
    assert shown is not None
    assert len(shown.witness.activities) == 1
    assert set(shown.witness.lead.values) == {"region"}


@pytest.mark.parametrize(("draft", "text"), [(0, MARKETING), (1, SALES)])
def test_every_example_passes_where_it_is_pasted(comparison: Comparison, draft: int, text: str) -> None:
    blocks = [
        region.shown.blocks[draft] for one in comparison.compared for region in one.regions if region.shown is not None
    ]
    assert len(blocks) >= 8
    pasted = policy(text + "\n" + "\n".join(dict.fromkeys(blocks)))
    assert [outcome.failures for outcome in run_examples(pasted) if not outcome.passed] == []


def test_what_only_one_knows(comparison: Comparison) -> None:
    assert [(one.which, one.what, one.names) for one in comparison.only] == [(1, "definitions", ("Small company",))]


def test_layout_and_order_do_not_matter() -> None:
    lines = MARKETING.replace(
        "    requested_demo in the last 30 days\n    viewed_page at least 3 times in the last 30 days\n",
        "    viewed_page at least 3 times in the last 30 days\n    requested_demo in the last 30 days\n",
    )
    world = World.of((policy(MARKETING), policy(lines)))
    assert isinstance(world, World)
    found = compare_drafts(world, ("a", "b"))
    assert isinstance(found, Comparison)
    assert {one.verdict for one in found.compared} == {"same clauses"}


def test_two_definitions_of_one_policy() -> None:
    world = World.of((policy(SALES),))
    assert isinstance(world, World)
    found = compare_definitions(world, "Two teams", "large", "small")
    assert isinstance(found, Comparison)
    regions = {region.where: region for region in found.compared[0].regions}
    assert regions["both"].empty
    assert regions["only first"].shown is not None
    assert regions["only second"].shown is not None
    assert regions["neither"].shown is not None  # the number of employees is unknown
    assert compare_definitions(world, "Two teams", "large", "tiny") == (
        "There is neither a definition nor a stage tiny in this policy."
    )


def test_other_names_with_the_same_label_are_the_same() -> None:
    renamed = (
        MARKETING.replace("requested_demo", "demo").replace("employees ", "headcount ").replace("AMER", "americas")
    )
    renamed = renamed.replace("americas, EMEA", 'americas "AMER", EMEA')
    world = World.of((policy(MARKETING), policy(renamed)))
    assert isinstance(world, World)
    found = compare_drafts(world, ("a", "b"))
    assert isinstance(found, Comparison)
    assert {one.verdict for one in found.compared} == {"same clauses"}
    assert found.only == ()


def test_drafts_that_no_lead_suits() -> None:
    world = World.of((policy(MARKETING), policy(MARKETING.replace("one of AMER, EMEA", "one of north, south"))))
    assert isinstance(world, World)
    assert compare_drafts(world, ("a", "b")) == (
        "No lead suits both drafts: the region is required, and they have no choice in common."
    )


def test_a_value_that_one_draft_knows_and_the_other_counts_among_the_rest() -> None:
    first = COMMON.replace("one of AMER, EMEA required", "one of AMER, rest otherwise") + (
        'define away "Away"\n  when region is rest\n'
    )
    second = first.replace("one of AMER, rest otherwise", "one of AMER, EMEA, rest otherwise")
    ending = "score s from 0 to 1\n  +1 if away\nstage inquiry\n"
    world = World.of((policy(first + ending), policy(second + ending)))
    assert isinstance(world, World)
    found = compare_drafts(world, ("first", "second"))
    assert isinstance(found, Comparison)
    shown = next(region.shown for region in of(found, "Away").regions if region.where == "only first")
    assert shown is not None
    assert [record.values["region"] for record in shown.witness.records] == ["rest", "EMEA"]


# ------------------------------------------------------------------------------------------------------------ command


@pytest.fixture
def drafts(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "marketing.sla").write_text(MARKETING, "utf-8")
    (tmp_path / "sales.sla").write_text(SALES, "utf-8")
    return str(tmp_path / "marketing.sla"), str(tmp_path / "sales.sla")


def test_the_page_of_two_files(run_cli: RunCli, drafts: tuple[str, str]) -> None:
    ran = run_cli("compare", *drafts, "--exit-code")
    assert ran.code == 1, ran.err
    out = " ".join(ran.out.split())
    assert "By “Lead”, “marketing” means every lead that “sales” does, and more." in out
    assert "expect lead_for_us" in out
    assert "For “sales” it ends with expect not lead_for_us." in out


def test_names_of_files_stay_as_they_are_and_counts_agree_with_their_verbs(
    run_cli: RunCli, drafts: tuple[str, str]
) -> None:
    out = " ".join(run_cli("compare", *drafts).out.split())
    assert out.startswith("“marketing” and “sales”: do they mean the same?")
    assert "Only “sales” has the definition “Small company”." in out
    assert "Marketing and sales" not in out
    for what, said in (("lead_for_us", "“Lead” differs."), ("large", "“Large company” means the same.")):
        assert f"Result {said}" in " ".join(run_cli("compare", *drafts, "--what", what).out.split())
    definitions = run_cli("compare", "large", "small", "--policy", drafts[1])
    assert "Result  The two differ." in definitions.out


def test_a_field_of_another_kind_is_said_once(run_cli: RunCli, drafts: tuple[str, str]) -> None:
    sales = SALES.replace('"Number of employees": whole number', '"Number of employees": text')
    sales = sales.replace("employees is at least 500 and employees is more than 999", 'employees is "1000"')
    sales = sales.replace("employees is less than 1000", 'employees is "10"').replace('"Page": text', '"Page": number')
    Path(drafts[1]).write_text(sales, "utf-8")
    ran = run_cli("compare", *drafts)
    out = " ".join(ran.out.split())
    assert ran.code == 0, ran.err
    assert "“number of employees” is a whole number in “marketing” and text in “sales”." in out
    assert "“page” of “viewed a page” is text in “marketing” and a number in “sales”." in out
    assert "of the lead “number of employees”" not in out
    document = json.loads(run_cli("compare", *drafts, "--format", "json").out)
    Draft202012Validator(
        json.loads(files("leadpact").joinpath("schemas", "comparison.schema.json").read_text("utf-8"))
    ).validate(document)
    assert document["other_kinds"][0] == {"field": "“number of employees”", "kinds": ["a whole number", "text"]}
    assert [one["what"] for one in document["only"]] == ["definitions"]


def test_json_keeps_to_its_schema(run_cli: RunCli, drafts: tuple[str, str]) -> None:
    ran = run_cli("compare", *drafts, "--format", "json")
    assert ran.code == 0, ran.err
    document = json.loads(ran.out)
    schema = json.loads(files("leadpact").joinpath("schemas", "comparison.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(document)
    assert [draft["name"] for draft in document["drafts"]] == ["marketing", "sales"]


def test_what_is_compared_can_be_named(run_cli: RunCli, drafts: tuple[str, str]) -> None:
    ran = run_cli("compare", *drafts, "--what", "MQL", "--format", "markdown")
    assert ran.code == 0, ran.err
    assert "Qualified lead" in ran.out
    assert "Large company" not in ran.out
    refused = run_cli("compare", *drafts, "--what", "nothing")
    assert refused.code == 2
    assert "Nothing that both drafts speak of is called nothing." in refused.err


def test_two_definitions_on_the_command_line(run_cli: RunCli, drafts: tuple[str, str]) -> None:
    ran = run_cli("compare", "large", "small", "--policy", drafts[1])
    assert ran.code == 0, ran.err
    assert "Large company" in ran.out


def test_a_draft_with_errors_is_refused(run_cli: RunCli, drafts: tuple[str, str]) -> None:
    Path(drafts[1]).write_text(SALES + "\nscore broken\n", "utf-8")
    ran = run_cli("compare", *drafts)
    assert ran.code == 1
    assert "error" in ran.err


def test_what_no_single_lead_shows_is_not_passed_over() -> None:
    """A promise of another length parts no lead; that the drafts differ there is said all the same."""
    slow = (
        MARKETING
        + """
clock first_touch "First touch" from requested_demo to called
response all_of_them "All leads" on first_touch
  sales answers within 8 hours
"""
    )
    quick = slow.replace("8 hours", "1 hour")
    world = World.of((policy(slow), policy(quick)))
    assert isinstance(world, World)
    found = compare_drafts(world, ("slow", "quick"))
    assert isinstance(found, Comparison)
    assert not found.differing
    assert found.beside == ("response times",)
    from leadpact.agreement.markdown import render_markdown
    from leadpact.review.compare.page import document

    said = render_markdown(document(found), page="report")
    assert "The two differ in response times. Those are not compared lead by lead" in said
    assert compare_drafts(world, ("slow", "quick"), ["MQL"]).beside == ()  # type: ignore[union-attr]
