"""A scorer takes and refuses exactly the cases that `leadpact score` does, reads the same values and says the same."""

from __future__ import annotations

import datetime as dt
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leadpact.cli import score_case
from leadpact.json_validator import validator
from leadpact.records.case import Case, read_case
from leadpact.records.times import instant_of
from leadpact.targets.json.fields import DEFINITIONS
from leadpact_dsl.model import Field, Policy, Scalar
from leadpact_dsl.zones import zone
from tests.targets.python.beside import Said, by_leadpact, by_scorer, policy_called, scorer_of
from tests.targets.python.mutated import DATES, TIMES, Mutations

_NOW = 1_793_620_800_000
LEAD: dict[str, Any] = {
    "id": "L-1",
    "company": "A",
    "size": 3,
    "owns": True,
    "begins": "2026-10-05",
    "made": "2026-10-05T09:00:00-03:00",
    "tier": "gold",
}
AT = "2026-11-02T12:00:00-03:00"


@pytest.fixture(autouse=True)
def same_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: _NOW / 1000 + 59)
    monkeypatch.setattr(time, "time_ns", lambda: (_NOW + 59_999) * 1_000_000)


def both(name: str, data: bytes, folder: Path) -> tuple[Said, Said]:
    case = folder / "case.json"
    case.write_bytes(data)
    return by_leadpact(policy_called(name), case), by_scorer(scorer_of(name), case)


def of_lead(**values: Any) -> bytes:
    return json.dumps({"lead": {**LEAD, **values}, "as_of": AT}).encode()


def of_row(**values: Any) -> bytes:
    return json.dumps({"lead": LEAD, "activities": [{"activity": "called", "at": AT}, values], "as_of": AT}).encode()


def bare(inside: str) -> bytes:
    """A case with a part of the lead as it is to stand in the text."""
    return json.dumps({"lead": LEAD, "as_of": AT}).replace('"id"', f'{inside}, "id"').encode()


@pytest.mark.parametrize("name", ["odd", "acme", "inbound", "gitlab"])
def test_mutated_cases_are_taken_and_refused_alike(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # That decisions satisfy their schema is asked elsewhere, and takes most of the time.
    monkeypatch.setattr(score_case, "_hold_to_schema", lambda *_: None)
    policy, decided = policy_called(name), 0
    for data in Mutations(policy, seed=7).some(50):
        wanted, found = both(name, data, tmp_path)
        if "holds a list" in wanted.out:
            assert found.code == 1
            assert "holds a list" in found.out
            continue
        assert found[:2] == wanted[:2], data
        assert len(found.err.splitlines()) == len(wanted.err.splitlines())
        if wanted.code == 0:
            decided += 1
            assert list(values_read(name, data)) == list(values_meant(policy, data)), data
    assert 5 < decided < 45


def values_read(name: str, data: bytes) -> Iterator[Any]:
    """What the scorer's functions make of a case, as read by Python's own JSON: floats and all."""
    module = scorer_of(name)
    lead, activities, as_of = module.read_case(json.loads(data.decode("utf-8-sig")), _NOW)
    yield from (tuple(lead), as_of)
    for kind, at, values in activities:
        yield kind, at, dict(sorted(values.items()))


def values_meant(policy: Policy, data: bytes) -> Iterator[Any]:
    case = read_case(policy, data, "case.json")
    assert isinstance(case, Case)
    lead, fields = case.lead, policy.lead.fields.values()
    yield (lead.id, *(in_units(policy, field, lead.values.get(field.name)) for field in fields))
    yield _NOW if case.as_of is None else case.as_of
    for row in case.activities:
        own = policy.activities[row.activity].fields.values()
        values = {field.name: in_units(policy, field, row.values.get(field.name)) for field in own}
        yield row.activity, row.at, {name: values[name] for name in sorted(values) if values[name] is not None}


def in_units(policy: Policy, field: Field, value: Scalar | None) -> Any:
    value = field.when_unknown if value is None else value
    if isinstance(value, dt.date):
        there = zone(policy.agreement.timezone)
        assert there is not None
        return there.start_of_day(value)
    places = {"number": 4, "money": 2, "whole number": 0}.get(field.kind)
    return value if value is None or places is None else int(value * 10**places)  # type: ignore[operator]


def test_times_and_dates_character_by_character() -> None:
    """The schema's pattern and format, and the range, against what the scorer asks for instead."""
    module, there, dice = scorer_of("odd"), zone("America/Sao_Paulo"), random.Random(7)
    assert there is not None
    times, dates = (validator(DEFINITIONS[name]) for name in ("time", "date"))
    written = [
        f"2026-10-05T13:00:00{'.' * bool(places)}{'987654321987654'[:places]}{offset}"
        for places in range(15)
        for offset in ("Z", "+00:00", "-05:30", "")
    ]
    for text in (*TIMES, *DATES, *written):
        for _ in range(25):
            instant = instant_of(text, there) if times.is_valid(text) else None
            found = module.instant_in(text)
            assert found == instant if isinstance(instant, int) else found is module.WRONG, text
            day = module.day_in(text)
            assert (
                (dt.date(1970, 1, 1) + dt.timedelta(day)).isoformat() == text if dates.is_valid(text) else day is None
            )
            place = dice.randrange(len(text) + 1)
            text = text[:place] + dice.choice(" 0123459-:TZ.+") + text[place + dice.randrange(2) :]


_ODD_LEADS = [
    *(
        {"company": text}
        for text in ("", " \t", None, "n/a", " N/A\u00a0", "STRASSE", "straße", "\ud800", "x\x00y", 5, [])
    ),
    *({"nick": text} for text in (None, "", "none", "NONE ", "a\udfff", "—", "1970-01-01", "true", True)),
    *({"size": value} for value in (None, "", "n/a", "3", True, 3.0, 3.5, 10**15, 10**15 + 1, -(10**15), 10**400, {})),
    *({"rate": value} for value in (None, "None", 0.1234, 0.12345, 10**11, 10**11 + 1, 1e11, 1e300, 1e-7, -0.0)),
    *({"worth": value} for value in (0.01, 0.001, 10**13, 10**13 + 1, "12", "12 BRL", None, False)),
    *({"wants": value} for value in (None, "", "yes", "true", 1, 0, "n/a")),
    *({"owns": value} for value in (None, "", "true", "n/a", 0, False)),
    *({"ends": value} for value in (None, "1970-01-01", "1970-01-02", "1969-12-31", "2200-12-31", "2201-01-01")),
    *(
        {"begins": value}
        for value in (None, " ", "1970-01-01", "n/a", "2026-02-29", "2018-11-04", "20261005", 20261005)
    ),
    *(
        {"made": value}
        for value in (None, "2026-10-05T13:00:00Z", "n/a", "2026-10-05T24:00:00Z", "2026-10-05 13:00:00Z")
    ),
    *(
        {"met": value}
        for value in ("2026-10-05t13:00:00Z", "2026-10-05T13:00:00Z", "2026-10-05T13:00:00.9999999-23:59")
    ),
    *(
        {"region": value}
        for value in ("nowhere", "NOWHERE", "EMEA", "emea", "Europe", "the moon", None, " ", "n/a", 1, ["EMEA"])
    ),
    *({"tier": value} for value in ("nowhere", "Nowhere", "gold", "Gold tier", "", None, "gld", {})),
    *(
        {"id": value}
        for value in ("", " ", " L-1", "L-1\n", "\u2003", "L\u2003", None, 5, "\udc00", "L\ud83d\ude00", "é")
    ),
    *({key: 1} for key in ("Size", "siez", "Company name", "", "x" * 80, "as_of", "\ud800", "lead.id", "at")),
    {"siez": 1, "size": "x", "nick": 2, "tier": None, "region": "Europ", "id": " "},
]

_ODD_ROWS: list[dict[str, Any]] = [
    *(
        {"activity": kind, "at": AT}
        for kind in ("Called", "was called", "", None, 5, ["called"], "viewd_page", "zzz", "\ud800")
    ),
    *({"activity": "called", "at": at} for at in (None, "", "n/a", 0, "1970-01-01", "2026-10-05T13:00:00Z", AT[:19])),
    {"at": AT},
    {"activity": "called"},
    {},
    {"activity": "called", "at": AT, "path": "/"},
    {"activity": "viewed_page", "at": AT},
    *({"activity": "viewed_page", "at": AT, "path": path} for path in ("/", "", "n/a", None, 1, "\ud800")),
    {"activity": "viewed_page", "at": AT, "path": "/", "seconds": None, "on": "1970-01-01"},
    {"activity": "viewed_page", "at": AT, "path": "/", "seconds": 5, "secs": 4, "on": "n/a"},
    {"activity": "unheard_of", "at": "soon", "path": 5},
]

_ODD_CASES: list[Any] = [
    *(None, 5, "x", True, {}, {"lead": None}, {"lead": []}, {"lead": "L-1"}, {"lead": {}}, {"lead": LEAD}),
    *({"lead": LEAD, "activities": rows} for rows in (None, {}, "called", [], [None], [[]], ["called"], [5, {}])),
    *({"lead": LEAD, "as_of": at} for at in (None, "", "now", 0, AT[:19], "2026-11-02T12:00Z", "2026-11-02")),
    *(
        {"lead": LEAD, "as_of": at}
        for at in ("2015-12-31T23:59:59-02:00", "2036-01-01T00:00:00-03:00", "2016-01-01T01:59:59.999Z")
    ),
    *(
        {"lead": LEAD, "as_of": at}
        for at in ("2013-02-16T23:30:00-02:00", "2013-02-16T23:30:00.250-03:00", "2013-10-20T01:00:01-02:00")
    ),
    *(
        {"lead": LEAD, "as_of": at}
        for at in ("1970-01-01T00:00:00Z", "2200-12-31T23:59:59.999Z", "2201-01-01T00:00:00Z")
    ),
    {"lead": LEAD, "asof": AT},
    {"Lead": LEAD, "activites": []},
    {"lead": LEAD, "activities": [{"activity": "called", "at": number} for number in range(500)]},
]

_MARKED = (
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
)

_ODD_BYTES = [
    *(
        b"",
        b" \n",
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbf\xef\xbb\xbf{}",
        b"\xff\xfe{",
        b"\xff\xfe",
        b"\xff\xfe\0\0{",
        b"\xff\xfe{\0\0\xd8}\0",
        b"{\0}\0",
        *(mark + of_lead(nick="x").decode().encode(name) for mark, name in _MARKED),
        b"\x00",
        b"{",
        b"{'lead': 1}",
        b"{} {}",
        b"nul",
    ),
    *(
        b'{"lead": {"id": "x" "y"}}',
        b'{"lead":\n}',
        b'{"lead": "',
        b'{"lead": "\n"}',
        b'{"lead": "\\x"}',
        b'{"lead" 1}',
        b"[1,]",
    ),
    *(
        b"{" * 50_000,
        b"[" * 50_000,
        b'{"lead": ' * 50_000,
        b'{"lead": {"id": "L", "size": ' + b"[" * 300 + b"]" * 300 + b"}}",
    ),
    *(
        bare(f'"rate": {number}')
        for number in ("NaN", "Infinity", "-Infinity", "1e400", "1e-400", "01", "1.", "+1", "0x1", "1_0")
    ),
    *(bare(f'"seats": {"9" * length}') for length in (15, 16, 399, 400, 401, 4000, 4001, 4301, 100_000)),
    *(
        bare(f'"rate": {number}')
        for number in (f"0.1{'0' * 60}", f"0.1{'0' * 60}1", "1e999999999999999999999", "0e9", "-0E-9")
    ),
    *(bare(f'"{key}": 1') for key in ("id", "size", "nothing", "i\\u0064")),
    bare('"wants": {"a": 1, "a": 2}, "size": 1, "size": 1'),
    b'{"lead": {"id": "A"}, "lead": {"id": "B"}, "activities": [{"at": 1}], "activities": [{"at": 1, "at": 1}]}',
]


@pytest.mark.parametrize(
    "data",
    [
        *(of_lead(**values) for values in _ODD_LEADS),
        *(of_row(**values) for values in _ODD_ROWS),
        *(json.dumps(case).encode() for case in _ODD_CASES),
        *_ODD_BYTES,
    ],
    ids=lambda _: "",
)
def test_odd_cases_are_taken_and_refused_alike(data: bytes, tmp_path: Path) -> None:
    wanted, found = both("odd", data, tmp_path)
    assert found[:2] == wanted[:2]
    if "<U+" not in found.err:  # what is invisible is shown in ways of their own
        assert found.err == wanted.err


@pytest.mark.parametrize(("mark", "name"), _MARKED)
def test_a_case_is_read_by_its_mark(mark: bytes, name: str, tmp_path: Path) -> None:
    written = of_lead(nick="x")
    plain = both("odd", written, tmp_path)
    assert plain[0].code == 0
    assert both("odd", mark + written.decode().replace("\n", "\r\n").encode(name), tmp_path) == plain


def test_a_list_is_no_case(tmp_path: Path) -> None:
    wanted, found = both("odd", b"[1]", tmp_path)
    assert found.code == wanted.code == 1
    assert json.loads(found.out)["refused"].endswith(
        "case.json holds a list, and a case is one object: leads are decided one at a time here."
    )


def test_what_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    wanted, found = both("odd", of_lead(nick="x" * 64_000_000), tmp_path)
    assert found == wanted
    assert "far larger than one lead" in found.out


@pytest.mark.parametrize(
    "number", ["1e999999999999999999", "-1e999999999999999999", "0e999999999999999999", "1e-999999999999999999"]
)
@pytest.mark.parametrize("field", ["size", "rate", "worth"])
def test_numbers_at_the_ends_of_what_decimals_can_be(number: str, field: str, tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_bytes(bare(f'"{field}": {number}').replace(b'"size": 3, ', b""))
    assert by_scorer(scorer_of("odd"), case).code == (0 if number[0] == "0" and field == "size" else 1)


@pytest.mark.parametrize("depth", range(900, 1000, 7))
def test_lists_as_deep_as_python_goes(depth: int, tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_bytes(bare(f'"rate": {"[" * depth}{"]" * depth}'))
    found = by_scorer(scorer_of("odd"), case)
    assert found.code == 1
    assert ("a list stands there" in found.out) or ("nested far deeper" in found.out)


def test_an_agreement_that_has_run_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = tmp_path / "case.json"
    case.write_text(json.dumps({"lead": LEAD}))
    monkeypatch.setattr(time, "time_ns", lambda: 2_100_000_000_000_000_000)
    found = by_scorer(scorer_of("odd"), case)
    assert found.code == 1
    refused = "It is now 2036-07-18 10:20, and the agreement knows the years 2016 to 2035 only."
    assert json.loads(found.out) == {"lead": "L-1", "refused": refused}


def test_what_programs_hand_over(tmp_path: Path) -> None:
    """Values that no JSON document holds, but a Python program may."""
    module = scorer_of("odd")
    lead = module.read_lead({**LEAD, "rate": 0.1, "size": 3.0, "worth": dt.date(2026, 1, 1) and 12.5})
    assert (lead.rate, lead.size, lead.worth) == (1000, 3, 1250)
    for wrong in (
        {"rate": float("nan")},
        {"rate": float("-inf")},
        {"rate": 0.1 + 0.2},
        {"rate": 1 + 0j},
        {7: 1},
        {"made": dt.date(2026, 1, 1)},
    ):
        with pytest.raises(module.Refused):
            module.read_lead({**LEAD, **wrong})
    for wrong in (None, [], "called", {"activity": "called"}):
        with pytest.raises(module.Refused):
            module.read_activity(wrong)
    with pytest.raises(module.Refused, match="“Page” is required, and it is missing"):
        module.read_activity({"activity": "viewed_page", "at": AT})
    assert module.read_instant("1970-01-01T00:00:00.0019Z") == 1
    with pytest.raises(module.Refused, match="as_of: "):
        module.read_instant("soon")
