"""`leadpact calibrate` from the outside: files in, a report out, and a sentence for whatever is wrong with them."""

from __future__ import annotations

import csv
import datetime as dt
import importlib.resources
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import RunCli

POLICY = """
agreement "Small | <b>bold</b>"
  version "3"
  timezone "UTC"
  effective 2026-01-01

team marketing "Marketing"
team sales "Sales"
  capacity 20 new leads each week

lead
  size "Size": whole number
  source "Source": one of friend "Friend", ad "Ad"
  out "Has opted out": yes or no required
  came "Came in": time required
  note "Note from the call": text

activity asked "asked for a demo"
activity called "was called" by sales
activity handed "was handed over" by marketing
activity accepted "was accepted" by sales

score fit "Fit" from 0 to 100
  adds size from 0 to 100, 0 when unknown
  +5 for each asked at most 2 times
  +5 if called

score plus "Plus" from 0 to 10
  +10 if source is friend

score total "Total | <i>" is fit plus plus

stage new "New" owned by marketing
stage MQL "Qualified" owned by marketing
  when total is at least 50
  recorded by handed
stage SAL "Accepted" owned by sales
  recorded by accepted

disqualify gone "Opted out"
  when out

route all_leads "All" to sales

goal share "Worth a call"
  at least 60% of leads at MQL reach SAL within 30 days
"""

COLUMNS = ("id", "size", "source", "out", "came", "note", "won", "won_at")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "small.sla").write_text(POLICY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _leads(count: int = 400, seed: int = 1) -> list[dict[str, str]]:
    """Leads that convert the more often the larger they are, over ten weeks."""
    dice = random.Random(seed)
    found = []
    for number in range(count):
        size = dice.randrange(0, 101)
        won = dice.random() < 0.1 + size / 125
        found.append(
            {
                "id": f"L{number}",
                "size": str(size),
                "source": dice.choice(["friend", "ad", ""]),
                "out": "yes" if number % 50 == 7 else "no",
                "came": f"2026-{1 + number * 2 // count:02}-{1 + number % 28:02} 10:00",
                "note": "",
                "won": "yes" if won else "no",
                "won_at": f"2026-04-{1 + number % 28:02} 10:00" if won else "",
            }
        )
    return found


def _write(place: Path, leads: Sequence[dict[str, str]], columns: Sequence[str] = COLUMNS) -> Path:
    path = place / "leads.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(leads)
    return path


def _run(run_cli: RunCli, path: Path, *words: str, outcome: str = "won") -> dict[str, Any]:
    """The findings as JSON, which keep to the published schema."""
    ran = run_cli(*_words(path, outcome), *words, "--format", "json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    schema = json.loads((importlib.resources.files("leadpact") / "schemas/calibration.schema.json").read_text())
    Draft202012Validator(schema).validate(found)
    assert isinstance(found, dict)
    return found


def _words(path: Path, outcome: str = "won") -> list[str]:
    return ["calibrate", str(path), "--outcome", outcome, "--policy", "policy", "--as-of", "2026-05-01 12:00"]


def test_a_threshold_against_volume_and_conversion(place: Path, run_cli: RunCli) -> None:
    leads = _leads()
    found = _run(run_cli, _write(place, leads))
    inside = [lead for lead in leads if lead["out"] == "no"]
    assert found["history"]["leads"] == 400
    assert found["history"]["left_out"] == 400 - len(inside)
    (threshold,) = found["thresholds"]
    assert (threshold["score"], threshold["today"], threshold["capacity"]) == ("total", 50, 20)
    for step in threshold["curve"]:
        let_in = [lead for lead in inside if _total(lead) >= step["threshold"]]
        assert step["leads"] == len(let_in)
        assert step["share"]["converted"] == sum(lead["won"] == "yes" for lead in let_in)
    advice = threshold["advice"]
    good = [
        step["threshold"]
        for step in threshold["curve"]
        if step["share"]["known"] >= 30 and step["share"]["rate"] >= 0.6 and step["per_week"] <= 20
    ]
    assert advice["proposed"] == min(good)
    assert [step["threshold"] for step in threshold["steps"] if step["proposed"]] == [min(good)]


def _total(lead: dict[str, str]) -> int:
    return int(lead["size"]) + 10 * (lead["source"] == "friend")


def test_weeks_are_from_the_first_lead_to_the_last_or_as_said(place: Path, run_cli: RunCli) -> None:
    path = _write(place, _leads())
    assert _run(run_cli, path)["history"]["weeks"] == 8.3  # 1 January to 28 February
    assert _run(run_cli, path, "--weeks", "12")["history"]["weeks"] == 12


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_reports_for_people(place: Path, run_cli: RunCli, form: str) -> None:
    path = _write(place, _leads())
    ran = run_cli(*_words(path), "--format", form)
    assert ran.code == 0
    assert "MQL" in ran.out
    assert "today" in ran.out
    if form == "html":
        assert "<svg" in ran.out
        assert "<b>bold</b>" not in ran.out
        assert "<script" not in ran.out
    if form == "markdown":
        assert "<b>bold</b>" not in ran.out
        assert "Total | <i>" not in ran.out


def test_the_same_bytes_whatever_the_pieces(place: Path, run_cli: RunCli) -> None:
    path = _write(place, _leads())
    assert run_cli(*_words(path)).out == run_cli(*_words(path), "--jobs", "1").out


def test_the_output_may_be_no_input(place: Path, run_cli: RunCli) -> None:
    path = _write(place, _leads(5))
    ran = run_cli(*_words(path), "--format", "json", "-o", str(path))
    assert ran.code == 2
    assert "is used for something else already" in ran.err


# ---------------------------------------------------------------------------------------------- hostile and odd inputs


def test_an_outcome_column_that_is_not_there(place: Path, run_cli: RunCli) -> None:
    ran = run_cli(*_words(_write(place, _leads(5)), "converted"))
    assert ran.code == 1
    assert "LP707" in ran.err
    assert "converted" in ran.err


@pytest.mark.parametrize("value", ["yes", "no"])
def test_an_outcome_that_is_always_the_same(place: Path, run_cli: RunCli, value: str) -> None:
    found = _run(run_cli, _write(place, [lead | {"won": value} for lead in _leads()]))
    assert found["history"]["share"]["rate"] == (1 if value == "yes" else 0)
    assert {rule["verdict"] for rule in found["rules"]} == {"no telling"}
    assert [one for one in found["suspects"] if one["shown_by_data"]] == []


@pytest.mark.parametrize("value", ["", "perhaps", "2"])
def test_an_outcome_that_nobody_knows(place: Path, run_cli: RunCli, value: str) -> None:
    path = _write(place, [lead | {"won": value} for lead in _leads(50)])
    found = _run(run_cli, path)
    assert found["history"]["share"] == {"converted": 0, "known": 0, "rate": None, "low": None, "high": None}
    assert found["tenths"] == {"total": []}
    ran = run_cli(*_words(path))
    why = f"never says yes or no, but “{value}” (50). Say with --won VALUE" if value else "is blank for all of them."
    said = " ".join(ran.out.split())
    assert f"Of 49 leads nobody knows what became: “won” {why}" in said
    assert found["notes"][0].startswith(f"Of 49 leads nobody knows what became: “won” {why}")
    assert "Of all conversions" not in said
    assert "sort leads?" not in said
    if value:
        assert f"Neither yes nor no in “won”, and so unknown: “{value}” (50)" in " ".join(ran.out.split())


def test_words_that_count_as_won(place: Path, run_cli: RunCli) -> None:
    path = _write(place, [lead | {"won": {"yes": "Closed Won", "no": "lost"}[lead["won"]]} for lead in _leads()])
    found = _run(run_cli, path, "--won", "closed won")
    won = sum(lead["won"] == "yes" for lead in _leads() if lead["out"] == "no")
    assert found["history"]["share"]["converted"] == won
    said = " ".join(run_cli(*_words(path), "--won", "Closed won").out.split())
    assert f"{won} converted, which is " in said
    assert ": “won” is “Closed won”." in said
    assert "compared" not in said.partition("How the leads were read")[2]


def test_words_that_never_occur_cannot_count_as_won(place: Path, run_cli: RunCli) -> None:
    path = _write(place, [lead | {"won": {"yes": "Closed Won", "no": "lost"}[lead["won"]]} for lead in _leads()])
    ran = run_cli(*_words(path), "--won", "Closed Wonn")
    assert (ran.code, ran.out) == (1, "")
    said = " ".join(ran.err.split())
    assert "“Closed Wonn” never occurs in “won” of " in said
    assert "“won” holds “lost” and “Closed Won”. Was “Closed Won” meant?" in said


def test_a_file_without_leads_is_refused_as_by_impact(place: Path, run_cli: RunCli) -> None:
    path = _write(place, [])
    ran = run_cli(*_words(path))
    impact = run_cli("impact", "policy", "policy", "--leads", str(path), "--as-of", "2026-05-01 12:00")
    assert (ran.code, ran.out, ran.err) == (impact.code, impact.out, impact.err)
    assert ran.code == 1
    assert "error[LP712]: leads.csv holds no lead" in ran.err.replace(f"{place}/", "")


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_next_to_no_leads(place: Path, run_cli: RunCli, form: str) -> None:
    ran = run_cli(*_words(_write(place, _leads(1))), "--format", form)
    assert ran.code == 0, ran.err
    assert ran.out


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_leads_that_all_have_the_same_score(place: Path, run_cli: RunCli, form: str) -> None:
    leads = [lead | {"size": "70", "source": ""} for lead in _leads()]
    ran = run_cli(*_words(_write(place, leads)), "--format", form)
    assert ran.code == 0, ran.err
    if form == "text":
        assert "so that it sorts none of them" in " ".join(ran.out.split())
    if form == "json":
        assert [step["threshold"] for step in json.loads(ran.out)["thresholds"][0]["steps"]] == [50, 70]


def test_leads_that_all_are_rejected_are_no_history(place: Path, run_cli: RunCli) -> None:
    """`out` is required."""
    ran = run_cli(*_words(_write(place, [lead | {"out": "perhaps"} for lead in _leads(30)])))
    assert (ran.code, ran.out) == (1, "")
    said = " ".join(ran.err.split())
    assert "error[LP712]: None of the 30 leads of " in said
    assert "Each was rejected: line 2, for example: Has opted out is “perhaps”" in said


def test_leads_that_are_all_disqualified(place: Path, run_cli: RunCli) -> None:
    found = _run(run_cli, _write(place, [lead | {"out": "yes"} for lead in _leads(30)]))
    assert (found["history"]["leads"], found["history"]["left_out"]) == (30, 30)
    ran = run_cli(*_words(place / "leads.csv"))
    assert "There is no lead to judge by: all 30 are disqualified or recycled." in " ".join(ran.out.split())


def test_a_value_with_control_characters_reaches_no_terminal(place: Path, run_cli: RunCli) -> None:
    leads = [lead | {"won": "\x1b[31mred", "won_at": "\x1b]0;title\x07"} for lead in _leads(40)]
    refused = run_cli(*_words(_write(place, leads)), "--outcome-at", "won_at")
    assert refused.code == 2
    assert "\x1b" not in refused.err
    leads[0]["won_at"] = "2026-04-01 10:00"
    ran = run_cli(*_words(_write(place, leads)), "--outcome-at", "won_at")
    assert ran.code == 0
    assert "\x1b" not in ran.out + ran.err


def test_a_stage_and_a_score_that_are_not_there(place: Path, run_cli: RunCli) -> None:
    path = _write(place, _leads(5))
    for words, sentence in (
        (("--stage", "SQL"), "The policy has no stage SQL. It has new, MQL and SAL."),
        (("--score", "luck"), "The policy has no score luck."),
        (("--stage", "SAL"), "does not rest on a threshold"),
        (("--means", "new"), "leads are there before MQL"),
    ):
        ran = run_cli(*_words(path), *words)
        assert (ran.code, ran.out) == (2, "")
        assert sentence in ran.err


@pytest.mark.parametrize("why", ["not installed here", "installed here but cannot be loaded (no libgomp)"])
def test_without_the_library_of_statistics_a_sentence_says_how_to_get_it(
    place: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    def missing(module: str) -> None:
        raise ImportError("no libgomp") if "loaded" in why else ModuleNotFoundError(name="scipy")

    monkeypatch.setattr("leadpact.cli.extras.import_module", missing)
    ran = run_cli(*_words(_write(place, _leads(5))))
    assert (ran.code, ran.out) == (2, "")
    assert f"`calibrate` needs the library of statistics SciPy, which is {why}" in ran.err
    assert "leadpact[statistics]" in ran.err


# ------------------------------------------------------------------------------------------------------------- time


def _log(place: Path, rows: Sequence[tuple[str, str, str]]) -> Path:
    path = place / "activities.csv"
    text = "".join(f"{lead},{activity},{at}\n" for lead, activity, at in rows)
    path.write_text(f"lead_id,activity,at\n{text}", encoding="utf-8")
    return path


def test_activities_after_the_outcome_are_told(place: Path, run_cli: RunCli) -> None:
    leads = _leads()
    won = [lead for lead in leads if lead["won"] == "yes"]
    rows = [(lead["id"], "asked", "2026-04-30 10:00") for lead in won[:9]]
    rows += [(lead["id"], "asked", "2026-01-05 10:00") for lead in leads[:30]]
    rows += [(leads[0]["id"], "accepted", "2026-04-30 11:00"), (won[3]["id"], "called", "2026-01-01 10:00")]
    log = _log(place, rows)
    found = _run(run_cli, _write(place, leads), "--activities", str(log), "--outcome-at", "won_at")
    assert not any("No activities were given" in note for note in found["notes"])
    assert _run(run_cli, _write(place, leads))["notes"][0].startswith("No activities were given: ")
    told = {one["name"]: one for one in found["suspects"]}
    assert told["asked"]["later_than_outcome"] == 9
    assert (told["asked"]["reasons"], told["asked"]["shown_by_data"]) == ([], True)
    assert told["called"]["later_than_outcome"] == 0
    assert not told["called"]["shown_by_data"]
    assert any(note.startswith("9 activities are later than the outcome of the lead") for note in found["notes"])
    early = [note for note in found["notes"] if "decided as of when the outcome was known already" in note]
    assert len(early) == 1
    assert f"Of {len(won)} leads" in early[0]


def test_each_lead_as_of_its_own_time(place: Path, run_cli: RunCli) -> None:
    leads = _leads()
    log = _log(place, [(lead["id"], "asked", "2026-04-30 10:00") for lead in leads])
    path = _write(place, leads)
    words = ["calibrate", str(path), "--outcome", "won", "--policy", "policy", "--as-of-column", "came"]
    ran = run_cli(*words, "--activities", str(log), "--outcome-at", "won_at", "--format", "json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert found["history"]["weeks"] == 8.3
    assert "asked" not in {one["name"] for one in found["suspects"]}
    assert not any("known already" in note for note in found["notes"])


def test_times_that_are_none(place: Path, run_cli: RunCli) -> None:
    leads = [lead | {"won_at": "soon"} for lead in _leads(20)]
    ran = run_cli(*_words(_write(place, leads)), "--outcome-at", "won_at")
    assert (ran.code, ran.out) == (2, "")
    why = "No value of “won_at” is a time, such as 2026-04-01 10:00: of 20 leads it is “soon”."
    assert why in " ".join(ran.err.split())
    some = [*leads[1:], leads[0] | {"won_at": "2026-04-01 10:00"}]
    found = _run(run_cli, _write(place, some), "--outcome-at", "won_at")
    assert found["notes"][1] == "19 leads have something in “won_at” that is no time, such as “soon”."
    blank = _run(run_cli, _write(place, [lead | {"won_at": ""} for lead in leads]), "--outcome-at", "won_at")
    assert blank["notes"][1] == "“won_at” tells of no lead when its outcome was known."


def test_a_field_read_from_the_outcome_is_found(place: Path, run_cli: RunCli) -> None:
    text = POLICY.replace('"Note from the call": text', '"Note": text from "won"').replace(
        "  +10 if source is friend", '  +10 if source is friend\n  +5 if note is "yes"'
    )
    (place / "policy" / "small.sla").write_text(text, encoding="utf-8")
    found = _run(run_cli, _write(place, _leads()), outcome="WON")
    assert found["outcome"] == "won"
    (one,) = found["suspects"][:1]
    assert (one["name"], one["shown_by_data"]) == ("note", True)
    assert one["reasons"] == ["it is read from “won”, the outcome itself"]
    assert [rule["clause"] for rule in found["rules"] if rule["suspect"]] == ["score plus/2", "score fit/3"]
    page = " ".join(run_cli(*_words(place / "leads.csv", "WON")).out.split())
    assert any(note.startswith("Careful: rules use “Note”") for note in found["notes"])
    assert all(note in page for note in (*found["notes"], *found["read"]))


def test_a_time_later_than_the_outcome_is_found(place: Path, run_cli: RunCli) -> None:
    text = POLICY.replace("  +10 if source is friend", "  +10 if came is after 2026-02-01")
    (place / "policy" / "small.sla").write_text(text, encoding="utf-8")
    leads = [lead | {"came": "2026-04-30 09:00"} if number % 3 else lead for number, lead in enumerate(_leads())]
    found = _run(run_cli, _write(place, leads), "--outcome-at", "won_at")
    (one,) = [one for one in found["suspects"] if one["name"] == "came"]
    assert one["shown_by_data"]
    assert "it is later than the outcome" in one["reasons"][0]


def test_conversions_later_than_the_goal_allows_are_told(place: Path, run_cli: RunCli) -> None:
    """The goal gives 30 days; all who converted did so in April, weeks after they came in."""
    leads = _leads()
    words = ["calibrate", str(_write(place, leads)), "--outcome", "won", "--policy", "policy", "--as-of-column", "came"]
    ran = run_cli(*words, "--outcome-at", "won_at", "--format", "json")
    won = [lead for lead in leads if lead["won"] == "yes"]
    late = sum(_day(lead["won_at"]) - _day(lead["came"]) > 30 for lead in won)
    (note,) = [note for note in json.loads(ran.out)["notes"] if "later than the goal allows" in note]
    assert note.startswith(f"{late} conversions")


def _day(text: str) -> int:
    return dt.date.fromisoformat(text[:10]).toordinal()


CONDITION = """when all of
    fit is more than 30
    any of
      total is at least 50
      source is friend and size is at least 40"""


def test_one_threshold_moves_and_the_rest_of_the_condition_stays(place: Path, run_cli: RunCli) -> None:
    text = POLICY.replace("when total is at least 50", CONDITION)
    (place / "policy" / "small.sla").write_text(text, encoding="utf-8")
    leads = _leads()
    found = _run(run_cli, _write(place, leads), "--stage", "MQL")
    inside = [lead for lead in leads if lead["out"] == "no"]
    first, second = found["thresholds"]
    assert (first["score"], first["strict"], first["today"]) == ("fit", True, 30)
    assert (second["score"], second["strict"], second["today"]) == ("total", False, 50)
    for step in first["curve"]:
        let_in = [one for one in inside if int(one["size"]) > step["threshold"] and (_total(one) >= 50 or _friend(one))]
        assert step["leads"] == len(let_in)
    for step in second["curve"]:
        let_in = [one for one in inside if int(one["size"]) > 30 and (_total(one) >= step["threshold"] or _friend(one))]
        assert step["leads"] == len(let_in)
    assert second["always"] == sum(_friend(lead) for lead in inside)
    assert first["never"] == sum(not (_total(lead) >= 50 or _friend(lead)) for lead in inside)
    alone = _run(run_cli, _write(place, leads), "--score", "total")
    assert [one["score"] for one in alone["thresholds"]] == ["total"]


def _friend(lead: dict[str, str]) -> bool:
    return lead["source"] == "friend" and int(lead["size"]) >= 40


def test_a_threshold_by_the_levels_of_a_grade(place: Path, run_cli: RunCli) -> None:
    grade = 'grade warmth "Warmth" of total\n  A "Hot": 70 or more\n  B "Warm": 50 to below 70\n  C "Cold": below 50\n'
    text = POLICY.replace("when total is at least 50", "when warmth is at least B") + grade
    (place / "policy" / "small.sla").write_text(text, encoding="utf-8")
    leads = _leads()
    (threshold,) = _run(run_cli, _write(place, leads))["thresholds"]
    assert threshold["said"] == "Warmth is B (Warm) or better (Total | <i> from 50 on)"
    today = next(step for step in threshold["steps"] if step["today"])
    assert today["leads"] == sum(_total(lead) >= 50 for lead in leads if lead["out"] == "no")
