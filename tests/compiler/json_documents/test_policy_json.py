"""The policy as JSON: in the form that is published, whatever the policy, and in an order that compares well."""

from __future__ import annotations

import difflib
import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from leadpact.digest import digest_of
from leadpact.json_text import written
from leadpact.policies import load
from leadpact.targets.json import policy_json
from leadpact_dsl.model import Policy
from tests.compiler.json_documents.policy_form import members_of_unions, schema
from tests.conftest import ROOT, Golden
from tests.dsl.evaluate.lead_case import policy as of_text
from tests.dsl.evaluate.random_cases import RICH
from tests.targets.at_random.policy import random_policy

PUBLISHED = ROOT / "compiler" / "leadpact" / "schemas" / "policy.schema.json"
POLICIES = sorted((ROOT / "policies").iterdir())
CORPUS = sorted((ROOT / "tests/corpus/valid").rglob("*.sla"))


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(PUBLISHED.read_text(encoding="utf-8")))


def _text(policy: Policy) -> str:
    return written(policy_json.document(policy, digest_of(policy)), compact=True)


def _checked(policy: Policy) -> Any:
    document = json.loads(_text(policy), parse_float=Decimal)
    assert [(list(error.absolute_path), error.message[:200]) for error in _validator().iter_errors(document)] == []
    return document


def test_the_published_schema_is_that_of_the_model(golden: Golden) -> None:
    golden(PUBLISHED, json.dumps(schema(), indent=2) + "\n")
    Draft202012Validator.check_schema(schema())


def test_whatever_can_be_several_things_says_which() -> None:
    assert members_of_unions() & policy_json.ALWAYS_THE_SAME == set()


@pytest.mark.parametrize("path", [*POLICIES, *CORPUS], ids=lambda path: path.stem)
def test_policies_are_in_the_published_form(path: Path) -> None:
    policy = load(path).policy
    assert policy is not None
    _checked(policy)


def test_every_clause_says_something_of_its_own() -> None:
    policy = load(ROOT / "policies/acme").policy
    assert policy is not None
    document = _checked(policy)

    def clauses(part: Any) -> list[dict[str, Any]]:
        below = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        found = [part] if isinstance(part, dict) and "says" in part else []
        return [*found, *(clause for item in below for clause in clauses(item))]

    found = clauses(document)
    ids = [clause["id"] for clause in found]
    assert len(ids) == len(set(ids)) > 400
    silent = {clause["id"].split()[0] for clause in found if not clause["says"]}
    assert silent <= {"list", "grade", "goal", "team", "score", "group"}
    assert all(line.endswith((".", "!", "?", ":")) for clause in found for line in clause["says"])
    rule = next(clause for clause in found if clause["id"] == "score fit/1")
    assert rule["says"] == ["The lead earns 30 points if it meets “Decision maker”."]
    assert (rule["place"], rule["because"]) == ("scoring.sla:4", "They sign.")


def test_one_changed_number_is_a_few_changed_lines() -> None:
    before, after = (
        _text(of_text(RICH.replace("+30.25 if senior", f"+{points} if senior"))).splitlines()
        for points in ("30.25", "31")
    )
    changed = [line for line in difflib.ndiff(before, after) if line[:1] in "+-"]
    # The digest, the sentence, the points.
    assert len(changed) == 6


def test_a_policy_that_uses_nearly_everything() -> None:
    document = _checked(of_text(RICH))
    assert document["leadpact"] == 1
    [value] = document["values"]
    assert value["since"] == [None, "2026-11-01T00:00:00-04:00"]


@pytest.mark.parametrize("seed", range(25))
def test_random_policies(seed: int) -> None:
    _checked(random_policy(seed).policy)
