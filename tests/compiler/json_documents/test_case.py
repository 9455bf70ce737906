"""Cases as they come from outside: read exactly, or refused with every mistake in the policy's words."""

from __future__ import annotations

import datetime as dt
import json
import sys
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from leadpact.json_validator import validator
from leadpact.records.case import Case, Mistaken, read_case
from leadpact_dsl.model import ActivityRecord, LeadRecord
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile
from tests.conftest import ROOT

_READ = read_policy(
    [
        SourceFile(
            "policy.sla",
            """
agreement "Test"
  timezone "America/New_York"
lead
  name "Name": text
  company "Company": text required
  employees "Number of employees": whole number
  rate "Rate": number
  worth "Annual revenue": money in USD
  wants "Wants a call": yes or no
  ends "Contract ends": date
  made "Created": time
  region "Region": one of AMER, EMEA "Europe", other "Elsewhere" otherwise
  "n/a" count as unknown
activity viewed_page "viewed a page"
  path "Page": text required
  seconds "Seconds": whole number
activity called "was called"
""",
        )
    ]
)
assert _READ.policy is not None, _READ.diagnostics
POLICY = _READ.policy
AT = "2026-11-02T12:00:00-05:00"


def _read(case: object) -> Case | Mistaken:
    return read_case(POLICY, json.dumps(case).encode(), "case.json")


def _mistakes(case: object) -> list[str]:
    found = _read(case)
    assert isinstance(found, Mistaken), found
    return list(found.mistakes)


def _of_lead(**values: object) -> list[str]:
    return _mistakes({"lead": {"id": "L-1", "company": "A", **values}})


def _of_activity(**values: object) -> list[str]:
    return _mistakes({"lead": {"id": "L-1", "company": "A"}, "activities": [{"activity": "called", "at": AT}, values]})


def test_a_case_is_read_exactly() -> None:
    text = """{
      "lead": {"id": "L-1", "company": " A ", "name": "N/A", "employees": 600.0, "rate": 0.1, "worth": 1e3,
               "wants": false, "ends": "2027-01-31", "made": "2026-10-20T09:00:00.1239-04:00", "region": "EMEA"},
      "activities": [{"activity": "viewed_page", "at": "2026-10-30T15:02:11.250Z", "path": "/pricing", "seconds": null},
                     {"activity": "called", "at": "2026-10-30T15:02:11.250Z"}],
      "as_of": "2026-11-02T12:00:00-05:00"
    }"""
    made = int(dt.datetime(2026, 10, 20, 13, tzinfo=dt.UTC).timestamp()) * 1000 + 123
    at = int(dt.datetime(2026, 10, 30, 15, 2, 11, tzinfo=dt.UTC).timestamp()) * 1000 + 250
    assert read_case(POLICY, text.encode(), "case.json") == Case(
        LeadRecord(
            "L-1",
            {
                "company": " A ",
                "employees": 600,
                "rate": Decimal("0.1"),
                "worth": Decimal(1000),
                "wants": False,
                "ends": dt.date(2027, 1, 31),
                "made": made,
                "region": "EMEA",
            },
        ),
        (ActivityRecord("viewed_page", at, {"path": "/pricing"}), ActivityRecord("called", at, {})),
        int(dt.datetime(2026, 11, 2, 17, tzinfo=dt.UTC).timestamp()) * 1000,
    )


@pytest.mark.parametrize("name", ["name", "employees", "rate", "worth", "wants", "ends", "made", "region"])
@pytest.mark.parametrize("unknown", [None, "", " \t\u00a0\n"])
def test_null_and_blank_text_are_unknown(name: str, unknown: str | None) -> None:
    found = _read({"lead": {"id": "L-1", "company": "A", name: unknown}, "activities": [], "as_of": None})
    assert found == Case(LeadRecord("L-1", {"company": "A"}), (), None)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"employees": "many"}, 'lead.employees: “Number of employees” is a whole number, and "many" is text.'),
        ({"employees": 2.5}, "lead.employees: “Number of employees” is a whole number, and 2.5 has decimals."),
        ({"employees": True}, "lead.employees: “Number of employees” is a whole number, and true is yes or no."),
        (
            {"employees": 10**400},
            "lead.employees: “Number of employees” is a whole number of at most 1,000,000,000,000,000, of either sign, "
            "and a number with 401 digits is beyond that.",
        ),
        ({"emploees": 5}, "lead.emploees: The lead has no field of this name. Is “employees” meant?"),
        ({"rate": 0.12345}, "lead.rate: “Rate” has at most 4 decimals, and 0.12345 has more."),
        ({"rate": [1]}, "lead.rate: “Rate” is a number, and a list stands there."),
        ({"worth": "12"}, 'lead.worth: “Annual revenue” is an amount of money in USD, and "12" is text.'),
        ({"worth": 0.001}, "lead.worth: “Annual revenue” has at most 2 decimals, and 0.001 has more."),
        ({"wants": "yes"}, 'lead.wants: “Wants a call” is yes or no (true or false), and "yes" is text.'),
        ({"wants": 1}, "lead.wants: “Wants a call” is yes or no (true or false), and 1 is a number."),
        ({"name": 5}, "lead.name: “Name” is text, and 5 is a number."),
        ({"name": {}}, "lead.name: “Name” is text, and an object stands there."),
        ({"name": "\ud800"}, "lead.name: “Name” holds half a character, which is no text."),
        (
            {"ends": "31.1.2027"},
            'lead.ends: “Contract ends” is a date such as 2026-10-05, and "31.1.2027" is none.',
        ),
        (
            {"ends": "2027-02-30"},
            "lead.ends: “Contract ends” is a date such as 2026-10-05, and there is no 2027-02-30.",
        ),
        (
            {"ends": "1969-12-31"},
            "lead.ends: “Contract ends” is a date such as 2026-10-05, and "
            '"1969-12-31" is not within the years 1970 to 2200.',
        ),
        (
            {"made": "2026-10-20 09:00"},
            "lead.made: “Created” is a time such as 2026-10-05T09:00:00-04:00, and "
            '"2026-10-20 09:00" lacks its offset from UTC, such as -04:00 or Z.',
        ),
        (
            {"made": "1970-01-01T00:00:00+05:00"},
            "lead.made: “Created” is a time such as 2026-10-05T09:00:00-04:00, and "
            '"1970-01-01T00:00:00+05:00" is not within the years 1970 to 2200.',
        ),
        (
            {"made": "2200-12-31T23:00:00-05:00"},
            "lead.made: “Created” is a time such as 2026-10-05T09:00:00-04:00, and "
            '"2200-12-31T23:00:00-05:00" is not within the years 1970 to 2200.',
        ),
        (
            {"region": "emea"},
            'lead.region: “Region” is one of AMER, EMEA and other, and "emea" is none of them. Is “EMEA” meant?',
        ),
        (
            {"region": "Europe"},
            'lead.region: “Region” is one of AMER, EMEA and other, and "Europe" is none of them. Is “EMEA” meant?',
        ),
        (
            {"region": "the moon"},
            'lead.region: “Region” is one of AMER, EMEA and other, and "the moon" is none of them. Every other value '
            "is “other”.",
        ),
        ({"company": None}, "lead.company: “Company” is required, and null means unknown."),
        ({"company": " "}, "lead.company: “Company” is required, and blank text means unknown."),
        ({"company": "N/A"}, 'lead.company: “Company” is required, and "N/A" counts as unknown.'),
        ({"id": ""}, "lead.id: The lead’s id is text that is not blank, and it is blank."),
        ({"id": 17}, "lead.id: The lead’s id is text that is not blank, and 17 is a number."),
        ({"id": None}, "lead.id: The lead’s id is text that is not blank, and it is null."),
        ({"id": "L-1\n"}, 'lead.id: The lead’s id has no blanks at its ends, and "L-1\\n" has.'),
        ({"id": "\udc00"}, "lead.id: “Id” holds half a character, which is no text."),
        ({"x" * 100: 1}, f'lead."{"x" * 40}…": The lead has no field of this name.'),
    ],
)
def test_what_is_said_of_a_lead(values: dict[str, object], said: str) -> None:
    [found] = _of_lead(**values)
    assert found.startswith(said) if said.endswith("name.") else found == said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"activity": "viewd_page", "at": AT},
            'activities[1].activity: The policy has no activity called "viewd_page". Is “viewed_page” meant?',
        ),
        ({"activity": 5, "at": AT}, "activities[1].activity: This is the name of an activity, and 5 is a number."),
        ({"at": AT}, "activities[1].activity: “Kind of activity” is required, and it is missing."),
        ({"activity": "called"}, "activities[1].at: “Time” is required, and it is missing."),
        (
            {"activity": "called", "at": None},
            "activities[1].at: The time of an activity is a time such as 2026-10-05T09:00:00-04:00, and null stands "
            "there.",
        ),
        (
            {"activity": "called", "at": "2026-11-02T12:00:00"},
            "activities[1].at: The time of an activity is a time such as 2026-10-05T09:00:00-04:00, and "
            '"2026-11-02T12:00:00" lacks its offset from UTC, such as -04:00 or Z.',
        ),
        ({"activity": "viewed_page", "at": AT}, "activities[1].path: “Page” is required, and it is missing."),
        (
            {"activity": "viewed_page", "at": AT, "path": "/", "secs": 5},
            "activities[1].secs: The activity “viewed a page” has no field of this name. Is “seconds” meant?",
        ),
        (
            {"activity": "viewed_page", "at": AT, "path": "/", "seconds": "5"},
            'activities[1].seconds: “Seconds” is a whole number, and "5" is text.',
        ),
        (
            {"activity": "called", "at": AT, "note": "x"},
            "activities[1].note: The activity “was called” has no field of this name. It knows activity and at.",
        ),
    ],
)
def test_what_is_said_of_an_activity(values: dict[str, object], said: str) -> None:
    assert _of_activity(**values) == [said]


LEAD = {"id": "L-1", "company": "A"}


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("text", 'the case: A case is an object in curly brackets, and "text" is text.'),
        (5, "the case: A case is an object in curly brackets, and 5 is a number."),
        (None, "the case: A case is an object in curly brackets, and null stands there."),
        ([], "case.json holds a list, and a case is one object. Write many leads into a .jsonl file, one a line."),
        ({}, "lead: The case has no lead."),
        ({"lead": []}, "lead: A lead is an object in curly brackets, and a list stands there."),
        (
            {"lead": LEAD, "activities": {}},
            "activities: The activities are a list in square brackets, and an object stands there.",
        ),
        (
            {"lead": LEAD, "activities": None},
            "activities: The activities are a list in square brackets, and null stands there.",
        ),
        (
            {"lead": LEAD, "activities": ["called"]},
            'activities[0]: An activity is an object in curly brackets, and "called" is text.',
        ),
        ({"lead": LEAD, "asof": AT}, "asof: A case has no field of this name. Is “as_of” meant?"),
        (
            {"lead": LEAD, "as_of": "2026-11-02 12:00"},
            "as_of: The time that the decision is about is a time such as 2026-10-05T09:00:00-04:00, and "
            '"2026-11-02 12:00" lacks its offset from UTC, such as -04:00 or Z.',
        ),
        (
            {"lead": LEAD, "as_of": 5},
            "as_of: The time that the decision is about is a time such as 2026-10-05T09:00:00-04:00, and 5 is a "
            "number.",
        ),
    ],
)
def test_what_is_said_of_a_case(case: object, said: str) -> None:
    assert _mistakes(case) == [said]
    schema = json.loads((ROOT / "compiler/leadpact/schemas/case.schema.json").read_text(encoding="utf-8"))
    if "as_of" not in said:
        assert not Draft202012Validator(schema).is_valid(case)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty."),
        (b"\xff\xfe{", "is not saved as UTF-16 (byte 3)."),
        (b"\xff{", "is not saved as UTF-8 (byte 1)."),
        (b'{"lead": {"rate": NaN}}', "is not JSON: NaN is no number there. Null stands for what is not known."),
        (b'{"lead": -Infinity}', "is not JSON: -Infinity is no number there. Null stands for what is not known."),
        (
            b'{"lead": {"id": "x" "y"}}',
            "is not JSON: in line 1, column 21, a comma is missing here, or a closing bracket.",
        ),
        (b"{'lead': 1}", "is not JSON: in line 1, column 2, a key in double quotes has to stand here."),
        (b'{"lead":\n}', "is not JSON: in line 2, column 1, a value has to stand here."),
        (b"{} {}", "is not JSON: in line 1, column 4, the document ends before this, and there is more."),
        (b'{"lead": "', "is not JSON: in line 1, column 10, a text begins here whose closing quote is missing."),
        (b"[" * 100_000, "is nested far deeper than a lead with its activities."),
        (b'{"lead":' * 100_000, "is nested far deeper than a lead with its activities."),
    ],
    ids=range(12),
)
def test_what_is_no_json(data: bytes, said: str) -> None:
    assert read_case(POLICY, data, "case.json") == Mistaken(None, (f"case.json {said}",))


def test_the_mark_of_windows_is_read_over() -> None:
    found = read_case(POLICY, b"\xef\xbb\xbf" + json.dumps({"lead": LEAD}).encode(), "case.json")
    assert isinstance(found, Case)


@pytest.mark.parametrize(
    "number",
    ["1" + "0" * 5000, "1e400", "1e999999999999999999", "1e999999999999999999999", "-1e99999", "1e-99999", "0.00001"],
)
def test_numbers_of_any_size(number: str) -> None:
    for name in ("employees", "rate", "worth"):
        data = f'{{"lead": {{"id": "L-1", "company": "A", "{name}": {number}}}}}'.encode()
        found = read_case(POLICY, data, "case.json")
        assert isinstance(found, Mistaken)
        [said] = found.mistakes
        assert said.startswith(f"lead.{name}: ")
        assert len(said) < 250


def test_a_value_nested_as_deep_as_json_can_be_read() -> None:
    for levels in range(900, 1000, 15):
        nested = b"[" * levels + b"]" * levels
        found = read_case(POLICY, b'{"lead": {"id": "L-1", "company": "A", "rate": ' + nested + b"}}", "case.json")
        assert isinstance(found, Mistaken)


def test_a_key_twice() -> None:
    data = b'{"lead": {"id": "L-1", "company": "A", "rate": 1, "rate": 2},'
    data += b'"lead": {"id": "L-1", "company": "A", "name": "x", "name": "x"},'
    data += b'"activities": [{"activity": "called", "at": "2026-11-02T12:00:00Z", "at": "2026-11-02T12:00:00Z"}]}'
    found = read_case(POLICY, data, "case.json")
    assert isinstance(found, Mistaken)
    assert [said.partition(":")[0] for said in found.mistakes] == ["lead", "lead.name", "activities[0].at"]
    assert found.lead == "L-1"


def test_everything_at_once_and_not_too_much() -> None:
    assert len(_mistakes({"lead": {"rate": "x", "wants": 1, "naem": 1}, "activities": [1, {}], "as_of": 0})) == 9
    many = _mistakes({"lead": LEAD, "activities": [{"activity": "called", "at": number} for number in range(500)]})
    assert len(many) == 21
    assert many[-1] == "There are 480 more mistakes like these."


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["lead", "activities", "as_of", "id", "company", "rate", "made", "region", "activity", "at", "path"]
            )
            | st.text(max_size=5),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(_JSON)
def test_any_json_is_read_or_refused(document: Any) -> None:
    for case in (document, {"lead": document}, {"lead": LEAD, "activities": [document]}):
        found = _read(case)
        if isinstance(found, Mistaken):
            assert all(said.endswith((".", "?")) for said in found.mistakes)
            assert len(found.mistakes) > 0


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert isinstance(read_case(POLICY, data, "case.json"), Mistaken)


def test_whole_numbers_longer_than_python_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sys.get_int_max_str_digits() < 100_000
    data = b'{"lead": {"id": "L-1", "company": "A", "employees": ' + b"9" * 100_000 + b"}}"
    assert isinstance(read_case(POLICY, data, "case.json"), Mistaken)


def test_the_validator_is_exact() -> None:
    schema = {"type": "number", "multipleOf": Decimal("0.01")}
    for number, fits in ((Decimal("1.1"), True), (Decimal("1.105"), False), (Decimal("1E+50"), True), (7, True)):
        assert validator(schema).is_valid(number) is fits
    assert not validator(schema).is_valid(Decimal("Infinity"))
    assert validator({"type": "integer"}).is_valid(Decimal("3.0"))
    assert not validator({"type": "integer"}).is_valid(Decimal("3.5"))
