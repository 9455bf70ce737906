"""`leadpact explain`: one lead, clause by clause, for people and for programs."""

from __future__ import annotations

import importlib.resources
import io
import json
import os
import pty
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.conftest import RunCli

POLICY = """agreement "Our agreement"
  version "7"
  timezone "America/New_York"
  covers 2024 to 2029

team sales "Sales"
  works office
calendar office "Office"
  timezone "America/New_York"
  open monday to friday 09:00 to 17:00

lead
  title "Job title": text
  employees "Number of employees": whole number
  opted_out "Has opted out": yes or no, no when unknown

activity viewed "viewed a page"
  path "Path": text
activity handed "was handed to sales" by sales
activity called "was called" by sales
activity returned "was returned by sales" by sales

define boss "Decision maker"
  when title has one of the words "VP", "Chief"
define fitting "Fitting"
  when all of
    employees is between 50 and 5000
    any of
      boss
      viewed at least 2 times

score fit "Fit" from 0 to 50
  +30 if boss because "They sign."
  +25 if fitting
  group "Web" at most 10 points
    +6 for each viewed

grade heat "Heat" of fit
  hot "Hot": 50 or more
  cold "Cold": below 50

stage inquiry "Inquiry" owned by sales
stage MQL "Marketing qualified lead" owned by sales
  when fit is at least 50
stage SAL "Sales accepted lead" owned by sales
  recorded by called

disqualify gone "Opted out"
  when opted_out

route rest "Inside sales" to sales

clock touch "First touch" from handed to called
response all_leads "All leads" on touch
  sales answers within 2 business hours

recycle later "Not now"
  when returned
  to nurture warm for 30 days
nurture warm "Keep warm"
  after 1, 2 weeks
"""

LEADS = "id,title,employees\n17,VP Sales,600\n18,Analyst,20\n19,Chief,many\n"
LOG = """lead_id,activity,at,path
17,viewed,2026-11-01 10:00,/a
17,viewed,2026-11-02 10:00,/b
17,viewed,yesterday,/c
17,handed,2026-11-02 16:30,
18,viewed,2026-11-02 10:00,/a
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in (("policy.sla", POLICY), ("leads.csv", LEADS), ("log.csv", LOG)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


ASKED = ("--leads", "leads.csv", "--activities", "log.csv", "--policy", "policy.sla", "--as-of", "2026-11-03 09:45")

PAGE = """\
Lead 17  as of Tuesday, 3 November 2026, 09:45 EST
Our agreement, version 7

Marketing qualified lead (MQL)
Fit is 50, at least 50.

Fit ────────────────────────────────────────────────────────────────────────────────────────────────
+30  The lead meets “Decision maker”                                                   policy.sla:33
     The job title is “VP Sales”, which has one of the words VP or Chief
     Reason: They sign.
+25  The lead meets “Fitting”                                                          policy.sla:34
     ✓ the number of employees is 600, between 50 and 5,000
     ✓ at least one of these holds (2 of 2 do)
       ✓ the lead meets “Decision maker”
         ✓ the job title is “VP Sales”, which has one of the words VP or Chief
       ✓ the lead viewed a page at least 2 times (2 times, the latest on 2 November
         2026, 10:00 EST)
     Web
+12    Each time the lead viewed a page                                                policy.sla:36
       2 counted: 2 November 2026 (+6) and 1 November 2026 (+6)
 −2    “Web” together: at most 10 points                                               policy.sla:35
       2 points over the limit
−15  Held between 0 and 50                                                             policy.sla:32
     15 points over the limit
 ──
 50  Fit

Grades ─────────────────────────────────────────────────────────────────────────────────────────────
Heat  Hot                                                                              policy.sla:39
      Fit is 50, 50 or more

Stages ─────────────────────────────────────────────────────────────────────────────────────────────
✓  Inquiry                                                                             policy.sla:42
   Every lead is at Inquiry from the start
✓  Marketing qualified lead (MQL)                                                      policy.sla:43
   Fit is 50, at least 50
✗  Sales accepted lead (SAL)                                                           policy.sla:45
   It has not been called

Disqualification ───────────────────────────────────────────────────────────────────────────────────
✗  Opted out                                                                           policy.sla:48
   The lead has not opted out

Route ──────────────────────────────────────────────────────────────────────────────────────────────
✓  Sales, by “Inside sales”                                                            policy.sla:51
   Every lead goes there

Response clocks ────────────────────────────────────────────────────────────────────────────────────
✓ First touch: waiting for an answer  policy.sla:54
  Started  Monday, 2 November 2026, 16:30 EST
  Promise  “All leads”: Sales answers within 2 business hours
  Counted  30 minutes on Mon 2 Nov 2026 and 1 hour 30 minutes on Tue 3 Nov 2026 (Office)
  Due      Tuesday, 3 November 2026, 10:30 EST
  Used     1 hour 15 minutes of 2 business hours
"""


def test_the_page_tells_everything_in_words(run_cli: RunCli, here: Path) -> None:
    ran = run_cli("explain", "17", *ASKED)
    assert (ran.code, ran.err) == (0, "")
    note, rest = ran.out.split("! ")[1].split("\n", 1)
    assert note.startswith("Activity 4 is left out: The time is “yesterday”")
    assert ran.out.replace(f"! {note}\n", "") == PAGE
    assert rest.startswith("\nFit ")


def test_the_lines_of_a_score_sum_to_it(run_cli: RunCli, here: Path) -> None:
    for lead in ("17", "18"):
        (score,) = _json(run_cli, lead)["scores"]
        assert sum(Decimal(line["points"]) for line in score["lines"]) == Decimal(score["value"])


def test_no_line_is_wider_than_the_terminal_and_none_has_blanks_at_its_end(run_cli: RunCli, here: Path) -> None:
    lines = run_cli("explain", "17", *ASKED, "--why-not", "SAL").out.split("\n")
    assert max(map(len, lines)) <= 100
    assert not [line for line in lines if line != line.rstrip()]
    assert not [line for line in lines if "\x1b" in line]


def _json(run_cli: RunCli, lead: str, *more: str) -> dict[str, Any]:
    ran = run_cli("explain", lead, *ASKED, *more, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.isascii()
    found: dict[str, Any] = json.loads(ran.out)
    schema = json.loads((importlib.resources.files("leadpact") / "schemas/explanation.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(found)
    return found


def test_the_json_says_the_same_in_its_schema(run_cli: RunCli, here: Path) -> None:
    found = _json(run_cli, "17", "--why-not", "SAL")
    assert found["standing"]["stage"] == "MQL"
    assert found["as_of"] == "2026-11-03T09:45:00-05:00"
    line = found["scores"][0]["lines"][0]
    assert (line["points"], line["what"], line["because"]) == ("30", "The lead meets “Decision maker”", "They sign.")
    assert line["place"] == {"file": "policy.sla", "line": 33, "column": 3}
    (cycle,) = found["cycles"]
    assert (cycle["state"], cycle["due"], cycle["used_ms"]) == ("running", "2026-11-03T10:30:00-05:00", 75 * 60_000)
    assert found["why_not"]["items"][0]["said"] == "It is there once “was called” is recorded for it"


NESTED = """agreement "Ours"
  timezone "UTC"
lead
  kind "Kind": one of prospect "Prospect", customer "Customer" required
  points "Points given": number
activity asked "asked for a demo"
score given "Given" from 0 to 300
  adds points from 0 to 300, 0 when unknown
stage new "New"
stage MQL "Marketing qualified lead"
  when any of
    asked
    kind is prospect and given is at least 100
    kind is customer and given is at least 200
"""


def test_what_a_stage_lacks_is_told_part_by_part(run_cli: RunCli, here: Path) -> None:
    (here / "nested.sla").write_text(NESTED, encoding="utf-8")
    (here / "lead.json").write_text(json.dumps({"id": "7", "kind": "prospect", "points": 40}), encoding="utf-8")
    out = run_cli("explain", "lead.json", "--policy", "nested.sla", "--as-of", "2026-11-03 09:00").out
    assert (
        """
✗  Marketing qualified lead (MQL)"""
        in out
    )
    stages = out.split("Marketing qualified lead (MQL)")[1]
    told = [line.strip() for line in stages.splitlines()[1:] if line.startswith("   ")]
    assert told == [
        "✗ the lead has not asked for a demo",
        "✗ all of these hold (1 of 2 do)",
        "✓ the kind is Prospect",
        "✗ Given is 40, less than 100",
        "✗ all of these hold (0 of 2 do)",
        "✗ the kind is Prospect, not Customer",
        "✗ Given is 40, less than 200",
    ]


def test_why_not_says_what_is_lacking(run_cli: RunCli, here: Path) -> None:
    out = run_cli("explain", "18", *ASKED, "--why-not", "marketing qualified lead").out
    assert (
        out.endswith(
            """\
Why not ────────────────────────────────────────────────────────────────────────────────────────────
The lead is not at Marketing qualified lead (MQL)
  - It lacks both of these:
    - The job title has one of the words VP or Chief (now: the job title is Analyst, which has none
of the words VP or Chief)
    - The number of employees is between 50 and 5,000 (now: the number of employees is 20, not
between 50 and 5,000)
  - With that, Fit goes from 6 to 50; at least 50 is needed
"""
        )
        or "It lacks both of these" in out
    )


@pytest.mark.parametrize(("asked", "said"), [("heat is hot", "not graded Hot in Heat"), ("route rest", "already")])
def test_why_not_is_asked_of_levels_and_routes_too(run_cli: RunCli, here: Path, asked: str, said: str) -> None:
    assert said in run_cli("explain", "18", *ASKED, "--why-not", asked).out


def test_a_stage_that_is_none_is_told_with_those_that_are(run_cli: RunCli, here: Path) -> None:
    ran = run_cli("explain", "18", *ASKED, "--why-not", "MQ")
    assert ran.code == 2
    assert "There is no stage “MQ” in this policy. Is “MQL” meant?" in ran.err


def test_a_returned_lead_and_one_that_opted_out(run_cli: RunCli, here: Path) -> None:
    one = {"id": "20", "title": "VP", "activities": [{"activity": "returned", "at": "2026-11-02 09:00"}]}
    (here / "lead.json").write_text(json.dumps(one), encoding="utf-8")
    words = ("explain", "lead.json", "--policy", "policy.sla", "--as-of", "2026-11-03 09:00")
    out = run_cli(*words).out
    assert "\nReturned as “Not now”, and being nurtured\nReturned as “Not now” on 2 November 2026, 09:00 EST; " in out
    assert "it stays in “Keep warm”" in out
    assert "it is contacted on 9 November 2026 and 16 November 2026" in out.replace("\n   ", " ")
    (here / "lead.json").write_text(json.dumps({**one, "opted_out": True}), encoding="utf-8")
    assert "\nDisqualified as “Opted out”\n“Opted out”: the lead has opted out.\n" in run_cli(*words).out


def test_a_lead_that_cannot_be_read_is_told_why(run_cli: RunCli, here: Path) -> None:
    ran = run_cli("explain", "19", *ASKED)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("Lead 19 is rejected, and so it has no score:\n  Number of employees is “many”")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("99", *ASKED), 2, "There is no lead 99 in leads.csv."),
        (("17", "--policy", "policy.sla"), 2, "Name the file that lead 17 is in, with --leads"),
        (("17", *ASKED[2:], "--leads", "none.csv"), 1, "none.csv"),
        (("none.json", "--policy", "policy.sla"), 1, "none.json"),
        (("bad.json", "--policy", "policy.sla"), 1, "it is not JSON"),
        (("list.json", "--policy", "policy.sla"), 1, "no JSON object"),
        (("blank.json", "--policy", "policy.sla"), 1, "The lead’s id is blank: give it under “id”."),
        (("log.json", "--policy", "policy.sla"), 1, "“activities” has to be a list of objects"),
    ],
)
def test_what_cannot_be_explained_is_said(
    run_cli: RunCli, here: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    (here / "bad.json").write_text("{", encoding="utf-8")
    (here / "list.json").write_text("[]", encoding="utf-8")
    (here / "log.json").write_text('{"id": "1", "activities": [1]}', encoding="utf-8")
    (here / "blank.json").write_text('{"id": " ", "activities": []}', encoding="utf-8")
    ran = run_cli("explain", *words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


CASE = {
    "lead": {"id": "L-1", "title": "VP", "employees": 60},
    "activities": [{"activity": "viewed", "at": "2026-11-02T10:00:00-05:00"}],
    "as_of": "2026-11-03T09:45:00-05:00",
}


def _case(run_cli: RunCli, here: Path, *more: str, **parts: Any) -> tuple[int, str, str]:
    (here / "lead.json").write_text(json.dumps({**CASE, **parts}), encoding="utf-8")
    return run_cli("explain", "lead.json", "--policy", "policy.sla", *more)


def test_a_case_is_explained_as_of_its_own_time(run_cli: RunCli, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = _case(run_cli, here)
    assert (code, err) == (0, "")
    assert out.startswith("Lead L-1  as of Tuesday, 3 November 2026, 09:45 EST\n")
    assert "Each time the lead viewed a page" in out
    assert "As of now" not in out
    for written in ((here / "lead.json").read_bytes(), (here / "lead.json").read_text().encode("utf-16")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(written)))
        assert run_cli("explain", "-", "--policy", "policy.sla") == (0, out, "")
        (here / "again.json").write_bytes(written)
        assert run_cli("explain", "again.json", "--policy", "policy.sla") == (0, out, "")


def test_a_case_and_the_command_do_not_both_say_the_time(run_cli: RunCli, here: Path) -> None:
    code, out, err = _case(run_cli, here, "--as-of", "2026-11-03 09:45")
    assert (code, out) == (2, "")
    assert "The case says as of when it is to be decided, and so does --as-of: leave one of them out." in err
    code, out, err = _case(run_cli, here, "--as-of", "2026-11-03 08:00", as_of=None)
    assert (code, err) == (0, "")
    assert out.startswith("Lead L-1  as of Tuesday, 3 November 2026, 08:00 EST\n")
    assert "! As of now. --as-of “20" in _case(run_cli, here, as_of=None)[1]


@pytest.mark.parametrize(
    "parts",
    [
        {"lead": {"id": "L-1", "employes": 5, "employees": "many"}},
        {"lead": {"title": "VP"}},
        {"activities": [{"activity": "veiwed", "at": "2026-11-02T10:00:00-05:00"}]},
        {"as_of": "2040-01-01T00:00:00Z"},
        {"as_of": "soon"},
        {"leads": 1},
    ],
    ids=range(6),
)
def test_a_case_is_refused_as_when_it_is_scored(run_cli: RunCli, here: Path, parts: dict[str, Any]) -> None:
    code, out, err = _case(run_cli, here, **parts)
    scored = run_cli("score", "lead.json", "--policy", "policy.sla")
    assert (code, out, err) == (1, "", scored.err)
    assert "refused, and so it has no score:\n  " in err


def test_a_case_whose_policy_has_no_cases_is_refused_as_when_it_is_scored(run_cli: RunCli, here: Path) -> None:
    (here / "policy.sla").write_text(POLICY.replace("  title ", '  id "Number": text\n  title '), encoding="utf-8")
    code, out, err = _case(run_cli, here)
    assert (code, out) == (1, "")
    assert err == run_cli("score", "lead.json", "--policy", "policy.sla").err
    assert "policy.sla:13" in err


@pytest.mark.parametrize("command", ["score", "explain"])
def test_a_closed_stdin_holds_no_case(
    run_cli: RunCli, here: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    ran = run_cli(command, "-", "--policy", "policy.sla")
    assert (ran.code, ran.out) == (2, "")
    assert "There is nothing to read: stdin is closed. Name a file with a lead instead of -." in ran.err
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{")))
    ran = run_cli(command, "-", "--policy", "policy.sla")
    assert ran.code == 1
    assert "  stdin is not JSON: in line 1, column 2, a key in double quotes has to stand here." in ran.err


@pytest.mark.parametrize("number", ["1e400", "1e999999999999999999999", "1" * 5000, "NaN", "[1]"])
def test_odd_numbers_of_a_flat_record_are_refused(run_cli: RunCli, here: Path, number: str) -> None:
    (here / "lead.json").write_text(f'{{"id": "7", "employees": {number}}}', encoding="utf-8")
    ran = run_cli("explain", "lead.json", "--policy", "policy.sla", "--as-of", "2026-11-03 09:45")
    assert (ran.code, ran.out) == (1, "")
    assert "rejected, and so it has no score" in ran.err or "NaN is no number there" in ran.err


def test_without_a_time_it_says_how_to_see_the_same_page_again(run_cli: RunCli, here: Path) -> None:
    out = run_cli("explain", "17", "--leads", "leads.csv", "--policy", "policy.sla").out
    assert "! As of now. --as-of “20" in out


def test_what_would_drive_the_terminal_is_shown_instead(run_cli: RunCli, here: Path) -> None:
    (here / "leads.csv").write_text("id,title\n17,VP \x1b[31mred\u202e\n", encoding="utf-8")
    out = run_cli("explain", "17", *ASKED).out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "VP ␛[31mred<U+202E>" in out


@pytest.mark.parametrize(("columns", "no_color"), [(80, ""), (120, ""), (80, "1")])
def test_on_a_terminal_it_keeps_to_the_width_and_to_no_color(here: Path, columns: int, no_color: str) -> None:
    out = _on_a_terminal(columns, no_color)
    plain = _without_codes(out)
    assert max(len(line) for line in plain.split("\n")) <= columns
    assert ("\x1b[" in out) is not bool(no_color)
    assert "Marketing qualified lead (MQL)" in plain
    place = next(line for line in plain.split("\n") if "policy.sla:33" in line)
    assert place.rstrip().endswith("policy.sla:33")
    assert len(place.rstrip()) == 120 or columns == 80, "beside the words only where there is room"


def _on_a_terminal(columns: int, no_color: str) -> str:
    """What the command writes to a terminal of that width."""
    command = [sys.executable, "-m", "leadpact", "explain", "17", *ASKED]
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm-256color", "NO_COLOR": no_color}
    environment.pop("FORCE_COLOR", None)
    parent, child = pty.openpty()
    process = subprocess.Popen(command, stdout=child, stderr=child, stdin=subprocess.DEVNULL, env=environment)
    os.close(child)
    found = b""
    while True:
        try:
            part = os.read(parent, 65536)
        except OSError:
            break
        if not part:
            break
        found += part
    os.close(parent)
    assert process.wait() == 0
    return found.decode().replace("\r\n", "\n")


def _without_codes(text: str) -> str:
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", text)
