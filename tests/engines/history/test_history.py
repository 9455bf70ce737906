"""Several versions over the same staged leads: each says what the reference says of it alone."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from leadpact.engines.duckdb.connection import database
from leadpact.engines.history import Block, Connections, History, OutcomeAsked, open_history
from leadpact.engines.history.deciding import NO_CYCLE, SideBlock
from leadpact_dsl.decision import Decision, Refused
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import Policy
from tests.engines.history.versions import ACME, Reference, asked_of, at, changed, history_of, reference, sound

AS_OF = "2026-11-02 12:00"

SMALL = Path(__file__).parent / "small"

THRESHOLD = ("policy.sla", "when points is at least 50", "when points is at least 30")

# What changes between two versions, and whether each then has to read the files for itself.
CHANGES: dict[str, tuple[bool, list[tuple[str, str, str]]]] = {
    "a threshold": (False, [THRESHOLD]),
    "routes and responses": (
        False,
        [("policy.sla", "when size is at least 100\n", "when size is at least 80\n"), ("policy.sla", "60", "10")],
    ),
    "a field more": (False, [("policy.sla", "", 'lead\n  tier "Tier": text\n')]),
    "a field more that not all rows fit": (True, [("policy.sla", "", 'lead\n  tier "Tier": whole number\n')]),
    "a column read in another way as well, which one row does not fit": (
        True,
        [("policy.sla", "", 'lead\n  size_said "Size, as told": text from "size"\n')],
    ),
    "a field read from another column": (True, [("policy.sla", "number\n  region", 'number from "tier"\n  region')]),
    "a choice more": (True, [("policy.sla", "of software, retail", "of software, healthcare, retail")]),
    "whatever else is a choice": (True, [("policy.sla", "retail, other\n", "retail, other otherwise\n")]),
    "no longer required": (True, [("policy.sla", "text required", "text")]),
    "required, and always known": (
        False,
        [("policy.sla", "text required\n", 'text required\n  batch "Batch": text required\n')],
    ),
    "an activity more": (
        False,
        [("policy.sla", "", 'activity waved "waved at us"\n  hand "Hand": text\n')],
    ),
    "an activity more that not all rows fit": (
        True,
        [("policy.sla", "", 'activity waved "waved at us"\n  hand "Hand": one of left, right\n')],
    ),
    "an activity called otherwise": (True, [("policy.sla", 'viewed "viewed a page"', 'viewed "looked at a page"')]),
    "an own field more": (False, [("policy.sla", '"Path": text', '"Path": text\n  hand "Hand": text')]),
    "another word for unknown": (True, [("policy.sla", "lead\n", 'lead\n  "-" count as unknown\n')]),
    "another timezone": (True, [("policy.sla", "Europe/Berlin", "Asia/Tokyo")]),
}


def against(block: Block, side: SideBlock, policy: Policy, alone: Reference) -> int:
    """Each lead of a block as the reference decides it; gives back how many were decided."""
    stage, out = side.column("stage").to_pylist(), side.column("disqualified").to_pylist()
    back = side.column("recycle_in_force").to_pylist()
    route, team = side.column("route").to_pylist(), side.column("team").to_pylist()
    scores = {name: side.column(f"score {name}").to_pylist() for name in policy.scores}
    grades = {name: side.column(f"grade {name}").to_pylist() for name in policy.grades}
    promised = {clock.clause.name: side.responses(clock.clause.name) for clock in side.plan.clocks}
    for place, lead in enumerate(block.ids.to_pylist()):
        decision = alone.decisions.get(lead)
        assert bool(side.decided[place]) == (decision is not None), lead
        if decision is None:
            continue
        assert stage[place] == decision.stage
        assert out[place] == decision.disqualified
        assert bool(back[place]) == (decision.recycle is not None and decision.recycle.in_force)
        assert route[place] == (decision.route and decision.route.route)
        assert team[place] == (decision.route and decision.route.team)
        for name, points in scores.items():
            assert points[place] == decision.scores[name].value * 100
        for name, levels in grades.items():
            assert levels[place] == decision.grades[name].level
        for clock, codes in promised.items():
            assert _response(side, clock, int(codes[place])) == _latest(decision, clock)
    return int(side.decided.sum())


def _response(side: SideBlock, clock: str, code: int) -> str | None:
    if code == NO_CYCLE:
        return "never ran"
    responses = next(one.responses for one in side.plan.clocks if one.clause.name == clock)
    return responses[code].clause.name if code >= 0 else None


def _latest(decision: Decision, clock: str) -> str | None:
    cycles = [cycle for cycle in decision.cycles if cycle.clock == clock]
    return cycles[-1].response if cycles else "never ran"


@pytest.mark.parametrize("change", CHANGES)
def test_each_side_says_what_the_reference_says_of_it_alone(tmp_path: Path, change: str) -> None:
    apart, edits = CHANGES[change]
    policies = {"old": sound(SMALL), "new": sound(changed(tmp_path / "new", *edits, of=SMALL))}
    _each_like_the_reference(tmp_path, policies, SMALL, apart=apart, at_once=3)


def test_a_real_policy_and_a_version_of_it(sample: Path, tmp_path: Path) -> None:
    edits = [
        ("definitions.sla", 'sales calls" is 60', 'sales calls" is 45'),
        ("routing.sla", "employees is at least 1000", "employees is at least 200"),
        ("response.sla", "for priority is A or product is high", "for priority is one of A, B"),
    ]
    policies = {"old": sound(ACME), "new": sound(changed(tmp_path / "new", *edits))}
    assert _each_like_the_reference(tmp_path, policies, sample, apart=False, at_once=97) > 100


def _each_like_the_reference(work: Path, policies: dict[str, Policy], files: Path, *, apart: bool, at_once: int) -> int:
    """Holds the history of these policies against the reference; how many leads were decided by the last one."""
    leads, log = files / "leads.csv", files / "activities.csv"
    as_of = at(policies["old"], AS_OF)
    alone = {name: reference(policy, leads, log, as_of) for name, policy in policies.items()}
    with history_of(work / "work", asked_of(policies, leads, log, as_of)) as history:
        assert history.apart == apart
        decided: Counter[str] = Counter()
        seen = 0
        for block in history.blocks(at_once=at_once):
            assert block.first == seen
            seen += len(block)
            for side, here in zip(history.sides, block.sides, strict=True):
                decided[side.name] += against(block, here, side.policy, alone[side.name])
        assert seen == history.leads
        for side in history.sides:
            its = alone[side.name]
            assert decided[side.name] == len(its.decisions) > 0
            assert side.rejected.total() == its.rejected + len(its.refused) > 0
            # Every row is decided or rejected, by each side.
            assert decided[side.name] + side.rejected.total() == history.read
            assert side.log is not None
            assert side.log.rejected == its.log_rejected
    return decided["new"]


def test_all_sides_see_only_the_activities_that_they_declare(tmp_path: Path) -> None:
    """An activity that came with the new version does not count as one for the old version."""
    waved = ("policy.sla", "", 'activity waved "waved at us"\n  hand "Hand": text\n')
    policies = {"old": sound(SMALL), "new": sound(changed(tmp_path / "new", waved, of=SMALL))}
    leads, log = SMALL / "leads.csv", SMALL / "activities.csv"
    with history_of(tmp_path / "work", asked_of(policies, leads, log, at(policies["old"], AS_OF))) as history:
        assert not history.apart
        (block,) = history.blocks()
        old, new = (side.column("score points").to_pylist() for side in block.sides)
        assert {lead for lead, a, b in zip(block.ids.to_pylist(), old, new, strict=True) if a != b} == {"g", "i"}
        assert history.sides[0].left_out == {"waved at us": 2}
        assert not history.sides[1].left_out


def test_leads_are_handed_out_as_records_for_the_reference(tmp_path: Path) -> None:
    otherwise = ("policy.sla", "of software, retail", "of software, healthcare, retail")
    policies = {"old": sound(SMALL), "new": sound(changed(tmp_path / "new", otherwise, of=SMALL))}
    leads, log, as_of = SMALL / "leads.csv", SMALL / "activities.csv", at(policies["old"], AS_OF)
    alone = {name: reference(policy, leads, log, as_of) for name, policy in policies.items()}
    with history_of(tmp_path / "work", asked_of(policies, leads, log, as_of)) as history:
        (block,) = history.blocks()
        names = block.ids.to_pylist()
        for side, cases in zip(history.sides, history.cases(range(0, len(names), 2)), strict=True):
            expected = [lead for lead in names[::2] if lead in alone[side.name].cases]
            assert [names[number] for number in sorted(cases)] == expected
            for number, case in cases.items():
                its = alone[side.name].cases[names[number]]
                assert (case.record, case.as_of) == (its.record, its.as_of)
                assert Counter(map(repr, case.activities)) == Counter(map(repr, its.activities))


def test_earlier_weeks_are_as_the_reference_would_have_decided_them(sample: Path, tmp_path: Path) -> None:
    new = sound(changed(tmp_path / "new", ("definitions.sla", 'sales calls" is 60', 'sales calls" is 45')))
    policies = {"old": sound(ACME), "new": new}
    leads, log, as_of = sample / "leads.csv", sample / "activities.csv", at(new, AS_OF)
    alone = {name: reference(policy, leads, log, as_of) for name, policy in policies.items()}
    instants = np.array([at(new, f"2026-{day} 00:00") for day in ("08-03", "10-05", "10-26")])
    for most in (1000, 50):
        with history_of(tmp_path / "work", asked_of(policies, leads, log, as_of)) as history:
            names = [lead for block in history.blocks() for lead in block.ids.to_pylist()]
            replay = history.replay(most, instants, ["created_at", None])
            assert len(replay.leads) == -(-len(names) // replay.every) <= most
            held = 0
            for side, said in zip(history.sides, replay.sides, strict=True):
                columns = {name: said.column(name).to_pylist() for name in ("stage", "disqualified", "team")}
                for place, lead in enumerate(replay.leads.tolist()):
                    case = alone[side.name].cases.get(names[lead])
                    if case is None:
                        continue
                    first = min((one.at for one in case.activities), default=-1)
                    came = case.record.values["created_at"] if side.name == "old" else first
                    assert said.came[place] == came
                    for week, instant in enumerate(instants.tolist()):
                        decision = decide(side.policy, case.record, case.activities, instant)
                        if isinstance(decision, Refused):
                            continue
                        at_place = place * len(instants) + week
                        assert columns["stage"][at_place] == decision.stage
                        assert columns["disqualified"][at_place] == decision.disqualified
                        assert columns["team"][at_place] == (decision.route and decision.route.team)
                        held += decision.stage == "MQL"
            assert held > 10


def _values(leads: Path) -> dict[str, str]:
    with leads.open(encoding="utf-8", newline="") as file:
        found: dict[str, str] = {}
        for row in csv.DictReader(file):
            found.setdefault(row["id"], row["Outcome"])
    return found


@pytest.mark.parametrize(("won", "yes", "no"), [
    ((), {"yes", "1", "TRUE", "Yes"}, {"no", "0", "n"}),
    (("perhaps", " Yes "), {"yes", "Yes", "perhaps"}, {"1", "0", "no", "TRUE", "n"}),
])  # fmt: skip
def test_outcomes_are_read_beside_the_policies(
    tmp_path: Path, won: tuple[str, ...], yes: set[str], no: set[str]
) -> None:
    policies = {"old": sound(SMALL)}
    leads, log, as_of = SMALL / "leads.csv", SMALL / "activities.csv", at(policies["old"], AS_OF)
    values = _values(leads)
    asked = asked_of(policies, leads, log, as_of, outcome=OutcomeAsked("outcome", won), columns=("region",))
    with history_of(tmp_path / "work", asked) as history:
        counts: Counter[int] = Counter()
        for block in history.blocks(4):
            assert block.won is not None
            assert isinstance(block.columns["region"], pa.StringArray)
            for lead, code, decided in zip(block.ids.to_pylist(), block.won.tolist(), block.decided, strict=True):
                assert code == (1 if values[lead] in yes else 0 if values[lead] in no else -1), values[lead]
                counts[code] += bool(decided)
        found = history.outcome
        assert found is not None
        assert (found.won, found.lost, found.unknown) == (counts[1], counts[0], counts[-1])
        assert found.unreadable == ({} if won else {"perhaps": found.unreadable["perhaps"]})
        assert bool(won) != (found.unreadable["perhaps"] > 0)


def test_an_outcome_may_be_a_field_of_the_policy_too(tmp_path: Path) -> None:
    policies = {"old": sound(SMALL)}
    leads, as_of = SMALL / "leads.csv", at(policies["old"], AS_OF)
    asked = asked_of(policies, leads, None, as_of, outcome=OutcomeAsked("industry", ("software",)))
    with history_of(tmp_path / "work", asked) as history:
        (block,) = history.blocks()
        assert block.won is not None
        fields = block.sides[0].field("industry").to_pylist()
        assert block.won.tolist() == [-1 if said is None else int(said == "software") for said in fields]
        assert {"software", "retail", "other", None} == set(fields)


def test_a_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    policy = sound(SMALL)
    asked = asked_of({"old": policy}, SMALL / "leads.csv", None, at(policy, AS_OF), outcome=OutcomeAsked("Converted"))
    with database(tmp_path, 1, 1 << 28) as con:
        found = open_history(Connections(con), asked, lambda _: None)
        assert not isinstance(found, History)
        assert [one.code for one in found] == ["LP707"]
        assert "“Converted”" in found[0].message


@pytest.mark.parametrize(("column", "won", "said", "offered"), [
    ("outcome", ("yess",), "“yess” never occurs in “outcome”", "Was “yes” meant?"),
    ("Outcome", ("YES ", "perhap"), "“perhap” never occurs", "Was “perhaps” meant?"),
    ("Outcome", ("1.0", "true "), "“1.0” never occurs", "“Outcome” holds “no”, “yes”, “TRUE”,"),
    ("tier", ("platin", "silber"), "“platin” and “silber” never occur in “tier” of ", "Was “silver” meant?"),
    ("batch", ("won",), "“won” never occurs", "“11”, “12”, “13”, “14”,"),
])  # fmt: skip
def test_a_value_that_counts_as_won_and_never_occurs_is_refused(
    tmp_path: Path, column: str, won: tuple[str, ...], said: str, offered: str
) -> None:
    """Also where the sides have each read the files for themselves."""
    _, edits = CHANGES["a field more that not all rows fit"]
    alone = {"old": sound(SMALL)}
    for place, policies in enumerate((alone, alone | {"new": sound(changed(tmp_path / "new", *edits, of=SMALL))})):
        as_of = at(policies["old"], AS_OF)
        asked = asked_of(policies, SMALL / "leads.csv", None, as_of, outcome=OutcomeAsked(column, won))
        (tmp_path / f"work{place}").mkdir()
        with database(tmp_path / f"work{place}", 1, 1 << 28) as con:
            found = open_history(Connections(con), asked, lambda _: None)
        assert not isinstance(found, History)
        assert [one.code for one in found] == ["LP711"]
        assert said in found[0].message
        assert offered in (found[0].help or "")


def test_where_no_outcome_is_known_no_value_is_missed(tmp_path: Path) -> None:
    leads = tmp_path / "leads.csv"
    leads.write_text("id,region,Outcome\na,north,\nb,north,  \n", encoding="utf-8")
    policy = sound(SMALL)
    asked = asked_of({"old": policy}, leads, None, at(policy, AS_OF), outcome=OutcomeAsked("Outcome", ("Won",)))
    with history_of(tmp_path / "work", asked) as history:
        (block,) = history.blocks()
        assert block.won is not None
        assert block.won.tolist() == [-1, -1]


def test_a_required_field_that_only_one_version_has_is_told_where_the_file_lacks_it(tmp_path: Path) -> None:
    required = ("policy.sla", "", 'lead\n  boss "Boss": text required\n')
    new = sound(changed(tmp_path / "new", required, of=SMALL))
    asked = asked_of({"old": sound(SMALL), "new": new}, SMALL / "leads.csv", None, at(new, AS_OF))
    with database(tmp_path, 1, 1 << 28) as con:
        found = open_history(Connections(con), asked, lambda _: None)
        assert not isinstance(found, History)
        assert ["Boss" in one.message for one in found] == [True]
