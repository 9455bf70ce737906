"""Decisions as documents: complete, as their schema says, and the reference's to the last digit."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from leadpact.case_document import case_document
from leadpact.decision_document import document_of, said_of, said_of_gate, said_of_row
from leadpact.digest import digest_of
from leadpact.json_text import written
from leadpact.json_validator import validator
from leadpact.policies import load
from leadpact.records.case import Case, CaseReader
from leadpact.records.strict_json import parse
from leadpact.targets.json import decision_schema
from leadpact_dsl.coverage import coverable
from leadpact_dsl.decision import AdjustLine, Decision, Refused, RuleLine
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import ActivityRecord, Example, Group, LeadRecord, Policy, Scalar, Table
from leadpact_dsl.phrases import lines
from tests.conftest import ROOT
from tests.dsl.evaluate.lead_case import policy as of_text
from tests.dsl.evaluate.random_cases import RICH, T, cases
from tests.dsl.evaluate.random_cases import Case as RandomCase


@cache
def _acme() -> Policy:
    found = load(ROOT / "policies/acme").policy
    assert found is not None
    return found


@cache
def _judge(policy_name: str) -> tuple[Policy, str, Any]:
    policy = _acme() if policy_name == "acme" else of_text(RICH)
    digest = digest_of(policy)
    schema = json.loads(written(decision_schema.schema(policy, digest)), parse_float=Decimal)
    return policy, digest, validator(schema)


def _document(name: str, decision: Decision | Refused, explain: bool = True) -> dict[str, Any]:
    """The document as it is read again, once it has been found to be as its schema says."""
    policy, digest, schema = _judge(name)
    found: dict[str, Any] = json.loads(written(document_of(policy, digest, decision, explain)), parse_float=Decimal)
    assert [(list(error.absolute_path), error.message[:200]) for error in schema.iter_errors(found)] == []
    return found


def _decision(example: Example) -> Decision:
    found = decide(_acme(), example.lead, example.activities, example.as_of)
    assert isinstance(found, Decision)
    return found


def test_the_decisions_of_all_examples() -> None:
    for example in _acme().examples:
        decision = _decision(example)
        found = _document("acme", decision)
        assert found["scores"] == {name: result.value for name, result in decision.scores.items()}
        for name, value in found["scores"].items():
            assert sum(line["points"] for line in found["explanation"]["scores"][name]) == value
        assert found["stage"] == decision.stage
        assert [cycle["due"] is None for cycle in found["cycles"]] == [cycle.due is None for cycle in decision.cycles]
        assert "explanation" not in _document("acme", decision, explain=False)


def test_a_whole_document() -> None:
    example = next(one for one in _acme().examples if one.title.startswith("A lead handed over on Friday"))
    found = _document("acme", _decision(example))
    assert list(found) == [
        *("policy", "lead", "as_of", "scores", "grades", "stage", "disqualified", "recycle", "route", "cycles"),
        "explanation",
    ]
    assert found["as_of"] == "2026-11-09T09:00:00-05:00"
    assert found["cycles"][0] == {
        "clock": "first_touch",
        "started_at": "2026-11-06T15:50:00-05:00",
        "response": "hot",
        "calendar": "office",
        "state": "met",
        "due": "2026-11-09T08:05:00-05:00",
        "ended_at": "2026-11-09T08:05:00-05:00",
        "ended_by": "called",
        "used_ms": 900_000,
        "tries": [{"made": 1, "wanted": 6, "by": "2026-11-16T15:50:00-05:00"}],
        "actions": [
            {"kind": "remind", "target": "sales", "at": "2026-11-06T16:00:00-05:00", "fallen": True},
            {"kind": "notify", "target": "sales manager", "at": "2026-11-09T08:05:00-05:00", "fallen": True},
            {"kind": "escalate", "target": "VP Sales", "at": "2026-11-09T13:05:00-05:00", "fallen": False},
            {"kind": "return", "target": "no_reply", "at": "2026-11-16T15:50:00-05:00", "fallen": False},
        ],
    }
    assert found["explanation"]["scores"]["fit"][0] == {
        "clause": "score fit/1",
        "kind": "rule",
        "place": "scoring.sla:4",
        "what": "The lead meets “Decision maker”",
        "because": "They sign.",
        "points": 30,
    }
    term = found["explanation"]["scores"]["total"][0]
    assert (term["clause"], term["kind"], term["because"]) == ("score fit", "term", None)
    assert [stage["stage"] for stage in found["explanation"]["stages"]] == list(_acme().stages)


def test_all_that_a_line_can_say_is_known_without_a_lead() -> None:
    """What a compiled scorer holds as texts is what the reference says."""
    seen = set()
    for example in _acme().examples:
        for result in _decision(example).scores.values():
            for line in result.lines:
                said = lines.line(_acme(), line, example.as_of).what
                assert said_of(_acme(), line) == said
                match line:
                    case RuleLine(clause=Table() as table):
                        assert said_of_row(_acme(), table, line.row) == said
                        seen.add(("row", table.id, line.row and line.row.id))
                    case RuleLine():
                        assert said_of(_acme(), RuleLine(line.clause, Decimal(0))) == said
                    case AdjustLine(kind="gate", clause=Group() as group, truth=truth):
                        assert truth is not None
                        assert said_of_gate(_acme(), group, not truth.holds) == said
                        seen.add(("gate", group.id, truth.holds))
                    case AdjustLine():
                        assert said_of(_acme(), AdjustLine(line.kind, line.clause, Decimal(0))) == said
                        seen.add((line.kind, line.clause.id, None))
                    case _:
                        pass
    rows = {clause.id for clause in coverable(_acme()) if clause.id.startswith(("score fit/4.", "score fit/5."))}
    assert rows <= {row for kind, _, row in seen if kind == "row"}
    assert {holds for kind, _, holds in seen if kind == "gate"} == {True, False}
    assert {"bound", "limit", "counts", "zero"} <= {kind for kind, _, _ in seen}


@given(cases, st.booleans())
def test_random_leads(case: RandomCase, explain: bool) -> None:
    policy = of_text(RICH)
    found = decide(policy, case.lead, case.log, T)
    document = _document("rich", found, explain)
    assert document["lead"] == case.lead.id
    assert ("refused" in document) is isinstance(found, Refused)


@given(cases)
def test_a_case_written_down_and_read_again_is_the_same(case: RandomCase) -> None:
    policy = of_text(RICH)
    text = written(case_document(policy, case.lead, case.log, T))
    read = CaseReader(policy).read(parse(text.encode()))
    assert isinstance(read, Case), read

    def known(values: dict[str, Scalar]) -> dict[str, Scalar]:
        return {name: value for name, value in values.items() if not (isinstance(value, str) and not value.strip())}

    assert read.as_of == T
    assert read.lead == LeadRecord(case.lead.id, known(dict(case.lead.values)))
    declared = [row for row in case.log if row.activity in policy.activities]
    fields = {name: kind.fields for name, kind in policy.activities.items()}
    assert list(read.activities) == [
        ActivityRecord(row.activity, row.at, known({k: v for k, v in row.values.items() if k in fields[row.activity]}))
        for row in declared
    ]
    assert decide(policy, read.lead, read.activities, T) == decide(policy, case.lead, case.log, T)
