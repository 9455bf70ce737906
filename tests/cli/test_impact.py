"""`leadpact impact`: two versions on the same leads, in every form, held against the reference on each alone."""

from __future__ import annotations

import csv
import json
import subprocess
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.conftest import ROOT, RunCli
from tests.engines.history.versions import at, changed, reference, sound

SMALL = ROOT / "tests" / "engines" / "history" / "small"
SCHEMA = ROOT / "compiler" / "leadpact" / "schemas" / "impact.schema.json"
AS_OF = "2026-11-02 12:00"
EDITS = [
    ("policy.sla", "when points is at least 50", "when points is at least 30"),
    ("policy.sla", "+20 if size is at least 100", "+15 if size is at least 90"),
    ("policy.sla", "to sales\n  when size is at least 100", "to sales\n  when size is at least 80"),
    ("policy.sla", "for points is at least 60", "for points is at least 35"),
    ("policy.sla", "", 'disqualify no_budget "No budget"\n  when budget is less than 100 EUR\n'),
]
FILES: list[str | Path] = ["--leads", SMALL / "leads.csv", "--activities", SMALL / "activities.csv", "--as-of", AS_OF]


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return changed(tmp_path / "new", *EDITS, of=SMALL)


def impact(run_cli: RunCli, *words: str | Path) -> dict[str, Any]:
    ran = run_cli("impact", *words, "--format", "json")
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out, parse_float=Decimal)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(ran.out), schema)
    return found


def standing(decision: Any) -> str:
    if decision.disqualified is not None:
        return "disqualified"
    if decision.recycle is not None and decision.recycle.in_force:
        return "recycled"
    return decision.stage or "no stage"


def places(decision: Any) -> dict[str, str]:
    cycles = [cycle for cycle in decision.cycles if cycle.clock == "touch"]
    return {
        "stage": standing(decision),
        "route": decision.route.route if decision.route else "no route",
        "response": (cycles[-1].response or "no response") if cycles else "clock never ran",
    }


def test_every_count_is_that_of_the_reference_on_each_version_alone(run_cli: RunCli, new: Path) -> None:
    found = impact(run_cli, SMALL, new, *FILES, "--outcome", "Outcome", "--show", "100")
    as_of = at(sound(SMALL), AS_OF)
    before, now = (
        reference(sound(policy), SMALL / "leads.csv", SMALL / "activities.csv", as_of).decisions
        for policy in (SMALL, new)
    )
    leads = sorted(set(before) & set(now))
    assert found["leads"] == {
        "compared": len(leads),
        "moved": sum(places(before[lead]) != places(now[lead]) for lead in leads),
        "only_before": 0,
        "only_now": 0,
        "neither": 0,
    }
    assert found["leads"]["moved"] > 2
    dimensions = {one["kind"]: one for one in found["dimensions"]}
    assert list(dimensions) == ["stage", "route", "response"]
    outcome = {**dict.fromkeys("agjknp", 1), **dict.fromkeys("bilmq", 0)}
    for kind, dimension in dimensions.items():
        ways = Counter((places(before[lead])[kind], places(now[lead])[kind]) for lead in leads)
        assert {(one["from"], one["to"]): one["leads"] for one in dimension["moves"]} == {
            way: count for way, count in ways.items() if way[0] != way[1]
        }
        for value in dimension["values"]:
            there = {lead for lead in leads if places(before[lead])[kind] == value["name"]}
            here = {lead for lead in leads if places(now[lead])[kind] == value["name"]}
            assert (value["before"], value["now"]) == (len(there), len(here))
            for name, some in (("come", here - there), ("go", there - here), ("stay", here & there)):
                known = [outcome[lead] for lead in some if lead in outcome]
                assert value[name]["leads"] == len(some)
                assert (value[name]["won"]["leads"], value[name]["won"]["of"]) == (sum(known), len(known))
    moved = [lead for lead in leads if places(before[lead]) != places(now[lead])]
    assert sorted(one["lead"] for one in found["shown"]) == moved
    for one in found["shown"]:
        said = {move["kind"]: (move["from"], move["to"]) for move in one["moves"]}
        was, is_ = places(before[one["lead"]]), places(now[one["lead"]])
        assert said == {kind: (was[kind], is_[kind]) for kind in was if was[kind] != is_[kind]}
        assert one["because"]


def test_each_lead_is_shown_with_the_clause_that_moved_it(run_cli: RunCli, new: Path) -> None:
    found = impact(run_cli, SMALL, new, *FILES, "--show", "100")
    said = {one["lead"]: [reason["text"] for reason in one["because"]] for one in found["shown"]}
    assert said["m"] == [
        "MQL now: Points is 40, at least 30; before: Points is 45, less than 50.",
        "Points: The size is at least 90 gives +15, before +20: the size is 150, at least 90.",
    ]
    assert said["l"] == [
        "Disqualified as “No budget”: the budget is 99.99 EUR, less than 100 EUR.",
        "Route now: none; before: Sales, by “Others”: no route before it applies.",
    ]
    assert said["n"] == [
        "MQL now: Points is 35, at least 30; before: Points is 35, less than 50.",
        "Route now: Sales, by “Large”: the size is 85, at least 80; before: Sales, by “Others”: no route before it "
        "applies.",
        "First touch now promises “Quick”: Points is 40, at least 35; before: no response applies.",
    ]
    clauses = {reason["clause"] for one in found["shown"] for reason in one["because"]}
    assert {"stage MQL", "route large", "response quick", "disqualify no_budget", "score points/2"} <= clauses
    few = impact(run_cli, SMALL, new, *FILES, "--show", "3")
    # One of each way first, those that most leads go first.
    assert [one["lead"] for one in few["shown"]] == ["m", "l", "k"]
    assert impact(run_cli, SMALL, new, *FILES, "--show", "0")["shown"] == []


def test_the_other_way_round_comes_out_the_other_way_round(run_cli: RunCli, new: Path) -> None:
    there, back = impact(run_cli, SMALL, new, *FILES), impact(run_cli, new, SMALL, *FILES)
    for one, other in zip(there["dimensions"], back["dimensions"], strict=True):
        ways = {(way["from"], way["to"]): way["leads"] for way in one["moves"]}
        assert {(way["to"], way["from"]): way["leads"] for way in other["moves"]} == ways


def test_a_renamed_stage_or_route_is_no_move(run_cli: RunCli, tmp_path: Path) -> None:
    text = (SMALL / "policy.sla").read_text(encoding="utf-8")
    renamed = tmp_path / "renamed"
    renamed.mkdir()
    text = text.replace('stage MQL "Qualified"', 'stage qualified "Qualified"').replace("route others", "route rest")
    (renamed / "policy.sla").write_text(text.replace("response quick", "response fast"), encoding="utf-8")
    found = impact(run_cli, SMALL, renamed, *FILES)
    assert found["leads"]["moved"] == 0
    assert (found["handover"]["stage_before"], found["handover"]["stage"]) == ("MQL", "qualified")


def test_the_same_meaning_moves_nobody(run_cli: RunCli) -> None:
    ran = run_cli("impact", SMALL, SMALL, *FILES)
    assert ran.code == 0
    assert "Both versions mean the same: no lead moves." in ran.out


def test_leads_that_only_one_version_reads_are_counted_and_told(run_cli: RunCli, tmp_path: Path) -> None:
    new = changed(tmp_path / "new", ("policy.sla", "of software, retail", "of software, healthcare, retail"), of=SMALL)
    found = impact(run_cli, SMALL, new, *FILES)
    assert (found["leads"]["only_before"], found["leads"]["only_now"], found["leads"]["neither"]) == (0, 1, 0)
    ran = run_cli("impact", SMALL, new, *FILES)
    assert "1 lead that only the version now" in " ".join(ran.out.split())
    assert "“healthcare”, which is none of its choices" in " ".join(ran.out.split())
    assert "The versions read these files differently" in " ".join(ran.out.split())


def test_versions_come_from_git(run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = tmp_path / "repository"
    changed(repository / "policies" / "small", of=SMALL)
    (repository / "leadpact.toml").write_text("", encoding="utf-8")
    who = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "a"]):
        subprocess.run(["git", *words], cwd=repository, check=True)
    policy = repository / "policies" / "small" / "policy.sla"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("when points is at least 50", "when points is at least 30"), encoding="utf-8")
    monkeypatch.chdir(repository)
    found = impact(run_cli, "HEAD", *FILES)
    assert found["before"]["name"] == "HEAD"
    assert len(found["before"]["commit"]) == 40
    assert found["now"]["commit"] is None
    assert found["dimensions"][0]["moves"] == [{"from": "inquiry", "to": "MQL", "leads": found["leads"]["moved"]}]
    assert found["leads"]["moved"] > 2


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_every_form_says_the_same(run_cli: RunCli, tmp_path: Path, new: Path, form: str) -> None:
    out = tmp_path / "report.out"
    ran = run_cli("impact", SMALL, new, *FILES, "--outcome", "Outcome", "--format", form, "-o", out)
    assert ran.code == 0, ran.err
    assert ran.out == ""
    text = " ".join(out.read_text(encoding="utf-8").split())
    for said in ("8 reach MQL or go further", "Points is 45, less than 50", "perhaps", "Wilson", "Load of the teams"):
        assert said in text
    assert ("<svg" in text) == (form == "html")
    again = run_cli("impact", SMALL, new, *FILES, "--outcome", "Outcome", "--format", form)
    assert form == "text" or again.out == out.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_where_no_outcome_is_yes_or_no_the_way_out_stands_on_top(run_cli: RunCli, new: Path, form: str) -> None:
    ran = run_cli("impact", SMALL, new, *FILES, "--outcome", "industry", "--format", form)
    assert ran.code == 0, ran.err
    top, rest = " ".join(ran.out.split()).split("Load of the teams", 1)
    assert "“industry” never says yes or no, but “software” (" in top
    assert "Say with --won VALUE which of them count as won." in top
    assert "Wilson" not in top + rest
    assert "Conversion of the leads" not in top + rest
    named = run_cli("impact", SMALL, new, *FILES, "--outcome", "industry", "--won", "retail", "--won", "other").out
    said = " ".join(named.split())
    assert "A lead counts as won where “industry” is “retail” or “other”." in said
    assert "never says" not in said
    assert "Of the leads compared 4 count as won by “industry”" in said


def test_texts_of_the_data_cannot_break_out(run_cli: RunCli, tmp_path: Path, new: Path) -> None:
    leads = tmp_path / "leads.csv"
    evil = "<script>alert(1)</script>|**x**\x1b[31m"
    rows = [
        ["id", "industry", "size", "region", "since", "created", "budget", "share", "Outcome"],
        [evil, "software", "85", "north", "", "", "", "", evil],
        [f"{evil}2", "software", "85", "north", "", "", "", "", "yes"],
    ]
    with leads.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    words = ["impact", SMALL, new, "--leads", leads, "--as-of", AS_OF, "--outcome", "Outcome"]
    text = run_cli(*words).out
    assert "" not in text
    html = run_cli(*words, "--format", "html").out
    assert "<script>" not in html
    markdown = run_cli(*words, "--format", "markdown").out
    assert "<script>" not in markdown
    assert "**x**" not in markdown


@pytest.mark.parametrize(("words", "said"), [
    (["nowhere", SMALL], "There is no file"),
    ([SMALL, SMALL, "--won", "yes"], "--outcome"),
    ([SMALL, SMALL, "--outcome", "Converted"], "“Converted”"),
    ([SMALL, SMALL, "--outcome", "Outcome", "--won", "yess"], "Was “yes” meant?"),
    ([SMALL, SMALL, "--as-of", "1492-01-01"], "1492"),
    ([SMALL, SMALL, "--encoding", "klingon"], "klingon"),
    ([SMALL, SMALL, "-o", "report.xyz"], ".md"),
])  # fmt: skip
def test_what_cannot_be_done_is_said(run_cli: RunCli, words: list[str | Path], said: str) -> None:
    ran = run_cli("impact", *words, "--leads", SMALL / "leads.csv", *([] if "--as-of" in words else ["--as-of", AS_OF]))
    assert ran.code in (1, 2)
    assert said in ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err


def test_a_version_that_does_not_compile_decides_nothing(run_cli: RunCli, tmp_path: Path) -> None:
    broken = changed(tmp_path / "broken", ("policy.sla", "+30 if industry", "+30 if industri"), of=SMALL)
    ran = run_cli("impact", SMALL, broken, *FILES)
    assert ran.code == 1
    assert "industri" in ran.err


@pytest.mark.parametrize(("rows", "said"), [
    ("a,,1\nb,,2\n", "None of the 2 leads of "),
    (",north,1\n", "The only lead of "),
])  # fmt: skip
def test_leads_that_all_are_rejected_are_no_impact_of_nothing(
    run_cli: RunCli, tmp_path: Path, new: Path, rows: str, said: str
) -> None:
    leads = tmp_path / "leads.csv"
    leads.write_text(f"id,region,size\n{rows}", encoding="utf-8")
    for other in (new, changed(tmp_path / "apart", ("policy.sla", "", 'lead\n  tier "Tier": text\n'), of=SMALL)):
        ran = run_cli("impact", SMALL, other, "--leads", leads, "--as-of", AS_OF)
        assert (ran.code, ran.out) == (1, "")
        told = " ".join(ran.err.split())
        assert "LP712" in told
        assert said in told
        assert "rejected: line 2, for example: " in told


def test_without_activities_a_warning_stands_on_top(run_cli: RunCli, new: Path) -> None:
    words = ["impact", SMALL, new, "--leads", SMALL / "leads.csv", "--as-of", AS_OF]
    said = " ".join(run_cli(*words).out.split())
    top, _, _ = said.partition("Stages ─")
    assert "! No activities were given: each lead is decided as if nothing had ever been done." in top
    assert "No activities were given" not in run_cli("impact", SMALL, new, *FILES).out


def test_every_note_of_the_page_is_in_json_too(run_cli: RunCli, tmp_path: Path, new: Path) -> None:
    assert impact(run_cli, SMALL, new, *FILES)["notes"] == []
    leads = tmp_path / "leads.csv"
    leads.write_text("id,region,size,Outcome\na,north,1,Lost\nb,north,,Lost\nc,north,2,Open\nd,,1,Open\n", "utf-8")
    edit = ('size "Size": whole number', 'size "Size": whole number required')
    asks = changed(tmp_path / "asks", ("policy.sla", *edit), of=SMALL)
    words: list[str | Path] = [SMALL, asks, "--leads", leads, "--as-of", AS_OF, "--outcome", "Outcome"]
    found = impact(run_cli, *words)
    starts = (
        "No activities were given: ",
        "Nothing is said of conversion, as nobody knows what became of these leads: “Outcome” never says yes or no",
        "Not counted here: 1 lead that only the version before (",
    )
    assert all(note.startswith(start) for note, start in zip(found["notes"], starts, strict=False)), found["notes"]
    assert len(found["notes"]) == len(starts)
    page = " ".join(run_cli("impact", *words, "--format", "markdown").out.replace("> ", "").replace("\\", "").split())
    assert all(note in page for note in (*found["notes"], *found["read"]))
    assert any("rejected" in said for said in found["read"])


def test_a_file_without_leads_is_refused(run_cli: RunCli, tmp_path: Path, new: Path) -> None:
    leads = tmp_path / "leads.csv"
    leads.write_text("id,region,size,Outcome\n", encoding="utf-8")
    words = ["--leads", leads, "--as-of", AS_OF]
    for ran in (
        run_cli("impact", SMALL, new, *words),
        run_cli("impact", SMALL, new, *words, "--outcome", "Outcome", "--won", "yes"),
    ):
        assert (ran.code, ran.out) == (1, "")
        assert f"error[LP712]: {leads} holds no lead, so there is nothing to decide on." in " ".join(ran.err.split())


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_leads_that_only_one_version_reads_make_no_empty_tables(
    run_cli: RunCli, tmp_path: Path, new: Path, form: str
) -> None:
    """`size` is required in one, and blank."""
    leads = tmp_path / "leads.csv"
    leads.write_text("id,region,size\na,north,\n", encoding="utf-8")
    asks = changed(
        tmp_path / "asks", ("policy.sla", 'size "Size": whole number', 'size "Size": whole number required'), of=SMALL
    )
    ran = run_cli("impact", SMALL, asks, "--leads", leads, "--as-of", AS_OF, "--format", form)
    assert ran.code == 0, ran.err
    said = " ".join(ran.out.split())
    assert "There is no lead that both versions decide." in said
    assert "1 lead that only the version before" in said
    assert "Come" not in said
    assert "Who moves" not in said


def test_no_input_is_overwritten(run_cli: RunCli, tmp_path: Path, new: Path) -> None:
    text = (new / "policy.sla").read_text(encoding="utf-8")
    ran = run_cli("impact", SMALL, new, *FILES, "-o", new / "policy.sla", "--format", "text")
    assert ran.code == 2
    assert (new / "policy.sla").read_text(encoding="utf-8") == text
