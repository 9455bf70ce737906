"""The schemas of lead, activity and decision: sound, and in agreement with the language at every limit."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from leadpact.digest import digest_of
from leadpact.json_text import written
from leadpact.json_validator import validator
from leadpact.policies import load
from leadpact.targets.json import activity_schema, decision_schema, lead_schema
from leadpact.targets.json.fields import DEFINITIONS
from leadpact_dsl import limits
from leadpact_dsl.model import Policy
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile
from leadpact_dsl.text import BLANKS
from tests.conftest import ROOT

PLACES = [*sorted((ROOT / "policies").iterdir()), *sorted((ROOT / "tests/corpus/valid").rglob("*.sla"))]
SCHEMAS = ROOT / "compiler" / "leadpact" / "schemas"

TEXT = """
agreement "Étude № 1 <b>"
  timezone "Asia/Tokyo"
lead
  name "Name": text
  company "Company": text required
  size "Size": whole number
  rate "Rate": number
  worth "Worth": money in EUR
  wants "Wants a call": yes or no, no when unknown
  born "Born": date
  made "Made": time
  kind "Kind": one of small, large "Large \\"one\\"", other otherwise
  "n/a", "-" count as unknown
activity seen "saw us"
activity text "sent a text"
  number "Number": number
"""


@cache
def _policy(text: str = TEXT) -> Policy:
    reading = read_policy([SourceFile("policy.sla", text)])
    assert reading.policy is not None, reading.diagnostics
    return reading.policy


def _as_read(schema: dict[str, Any]) -> Any:
    """A schema as a user reads it from its file."""
    return json.loads(written(schema), parse_float=Decimal)


def _errors(schema: dict[str, Any], document: object) -> list[ValidationError]:
    """By our validator; jsonschema as it comes, with documents read as decimals, says the same."""
    read = json.loads(written(document), parse_float=Decimal)  # type: ignore[arg-type]
    found = list(validator(_as_read(schema)).iter_errors(read))
    plain = Draft202012Validator(_as_read(schema))
    if not any(_of_format(error) for error in found):
        assert plain.is_valid(read) is not bool(found)
    return found


def _of_format(error: ValidationError) -> bool:
    """Only validators that are told to look at formats see it."""
    return error.validator == "format" or any(map(_of_format, error.context))


def _lead(**values: object) -> list[ValidationError]:
    return _errors(lead_schema.schema(_policy()), {"id": "L-1", "company": "A", **values})


@pytest.mark.parametrize("path", PLACES, ids=lambda path: path.stem)
def test_they_are_sound_for_every_policy(path: Path) -> None:
    policy = load(path).policy
    assert policy is not None
    found = [lead_schema.schema(policy), activity_schema.schema(policy), decision_schema.schema(policy, "sha256:0")]
    for schema in found:
        text = written(schema)
        assert text.isascii()
        assert text == written(json.loads(text, parse_float=Decimal))
        for read in (json.loads(text), _as_read(schema)):
            Draft202012Validator.check_schema(read)
    assert len({schema["$id"] for schema in found}) == 3


def test_those_that_are_published_are_sound() -> None:
    names = {path.name for path in SCHEMAS.glob("*.json")}
    assert {"case.schema.json", "policy.schema.json"} <= names
    for name in names:
        Draft202012Validator.check_schema(json.loads((SCHEMAS / name).read_text(encoding="utf-8")))


def test_titles_and_descriptions_are_the_policys() -> None:
    schema = lead_schema.schema(_policy())
    assert schema["$id"] == "urn:leadpact:tude-1-b:unversioned:lead"
    assert schema["title"] == "Lead: Étude № 1 <b>"
    assert list(schema["properties"]) == ["id", *_policy().lead.fields]
    assert schema["properties"]["wants"]["default"] is False
    assert schema["properties"]["worth"]["description"] == "An amount in EUR, with at most 2 decimals."
    assert schema["properties"]["name"]["description"] == "Text. “n/a” and “-” count as unknown."
    known = schema["properties"]["kind"]["anyOf"][0]["oneOf"]
    assert known[1] == {"const": "large", "title": 'Large "one"'}


_TEXTS = ["", " \t\u00a0", "x", "日本", "a\nb", "<script>"]
GOOD: dict[str, list[object]] = {
    "name": _TEXTS,
    "company": ["x", " x "],
    "size": [0, -5, 10**15, -(10**15), Decimal("3.0"), Decimal("1E+3"), "", "  "],
    "rate": [0, Decimal("0.0001"), Decimal("-2.5000"), 10**11, Decimal("99999999999.9999"), ""],
    "worth": [Decimal("1.1"), Decimal("0.01"), 10**13, Decimal("-9999999999999.99"), ""],
    "wants": [True, False, ""],
    "born": ["1970-01-01", "2200-12-31", "2024-02-29", ""],
    "made": ["2026-10-05T09:00:00Z", "2026-10-05T09:00:00.123456-04:00", "1970-01-01T09:00:00+09:00", ""],
    "kind": ["small", "large", "other", ""],
}
BAD: dict[str, list[object]] = {
    "name": [5, True, ["x"], {"x": 1}],
    "company": [None, "", " \u00a0", 5],
    "size": [10**15 + 1, Decimal("2.5"), "5", True, 10**400, Decimal("1E+400"), [5]],
    "rate": [Decimal("0.00001"), 10**11 + 1, "1.5", False],
    "worth": [Decimal("0.001"), 10**13 + 1, "12 EUR", Decimal("1E-400")],
    "wants": [0, 1, "yes", "true"],
    "born": ["1969-12-31", "2201-01-01", "2026-02-29", "2026-13-01", "05.10.2026", "2026-10-05T00:00:00Z", 20261005],
    "made": [
        "2026-10-05",
        "2026-10-05T09:00:00",
        "2026-10-05T25:00:00Z",
        "2026-02-30T09:00:00Z",
        "2201-01-01T00:00:00Z",
    ],
    "kind": ["Small", "n/a", "huge", 1, True],
}


@pytest.mark.parametrize("name", GOOD)
def test_values_up_to_the_limits(name: str) -> None:
    for value in GOOD[name]:
        assert not _lead(**{name: value}), value
    if name != "company":
        assert not _lead(**{name: None})


@pytest.mark.parametrize("name", BAD)
def test_values_beyond_the_limits(name: str) -> None:
    for value in BAD[name]:
        errors = _lead(**{name: value})
        assert errors, value
        assert {error.absolute_path[0] for error in errors} == {name}


def test_the_limits_are_those_of_the_language() -> None:
    assert (limits.FIRST_YEAR, limits.LAST_YEAR) == (1970, 2200)
    assert DEFINITIONS["whole-number"]["maximum"] == limits.MOST_UNITS
    for char in map(chr, range(0x3001)):
        blank = not validator(DEFINITIONS["text"]).is_valid(char)
        assert blank is (char in BLANKS), repr(char)
        assert validator(DEFINITIONS["unknown"]).is_valid(char) is blank


def test_keys_that_the_policy_does_not_have() -> None:
    assert [error.validator for error in _lead(naem="x")] == ["additionalProperties"]
    missing = _errors(lead_schema.schema(_policy()), {})
    assert [error.validator for error in missing] == ["required", "required"]
    for lead_id in ("", " x", "x ", None, 5):
        assert _lead(id=lead_id)


def test_an_activity_is_judged_by_its_kind_alone() -> None:
    schema = activity_schema.schema(_policy())
    at = "2026-10-05T09:00:00Z"
    assert not _errors(schema, {"activity": "seen", "at": at})
    assert not _errors(schema, {"activity": "text", "at": at, "number": Decimal("1.5")})
    for wrong in (
        {"activity": "seen", "at": at, "number": 1},
        {"activity": "text", "at": at, "number": "1"},
        {"activity": "gone", "at": at},
        {"activity": "seen"},
        {"at": at},
        {"activity": "seen", "at": None},
        {"activity": "seen", "at": ""},
        [],
    ):
        assert len(_errors(schema, wrong)) >= 1, wrong
    [error] = _errors(schema, {"activity": "text", "at": at, "numbr": 1})
    assert "numbr" in error.message
    without = activity_schema.schema(_policy(TEXT.partition("activity")[0]))
    assert _errors(without, {"activity": "seen", "at": at})


def test_a_field_where_a_document_has_something_else_is_refused() -> None:
    taken = _policy(TEXT.replace('  name "Name": text', '  id "Number": text'))
    [found] = lead_schema.clashes(taken)
    assert found.is_error
    assert found.span is not None
    assert found.span.text.startswith("id")
    assert lead_schema.clashes(_policy()) == activity_schema.clashes(_policy()) == ()


def test_a_decision_belongs_to_its_policy() -> None:
    schema = decision_schema.schema(_policy(), digest_of(_policy()))
    refused = {"lead": None, "refused": "Why."}
    assert not _errors(schema, refused)
    assert _errors(schema, {**refused, "scores": {}})
    assert _errors(schema, {"lead": "L-1"})
