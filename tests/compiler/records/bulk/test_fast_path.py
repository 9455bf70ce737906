"""The fast path reads a value as the converters do, or leaves it to them, whatever the field and the column are."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from leadpact.records.bulk.fast import lay
from leadpact.records.bulk.local_days import local_days
from leadpact.records.bulk.shapes import Shape, raw_of, tagged
from leadpact.records.bulk.spellings import spellings_of
from leadpact.records.bulk.sql import Layers
from leadpact.records.bulk.wishes import Wish, unknown
from leadpact.records.convert import Reading, converter
from leadpact.records.parquet import _values
from leadpact.records.rows import Odd, Raw
from leadpact.records.wording import Bad
from leadpact_dsl.model import Choice, Field, FieldKind
from leadpact_dsl.source import SourceFile, Span
from leadpact_dsl.text import fold
from leadpact_dsl.zones import zone
from tests.compiler.records.bulk.comparing import units

NOWHERE = Span(SourceFile("policy.sla", ""), 0, 0)
NEW_YORK = zone("America/New_York")
assert NEW_YORK is not None
UNKNOWN = frozenset({"select", "n/a", "-", "äö"})
READING = Reading(NEW_YORK, frozenset(map(fold, UNKNOWN)))
CHOICES = (Choice("software", "Software"), Choice("fintech", "Financial technology"), Choice("K", "kelvin"))
KINDS: tuple[FieldKind, ...] = ("text", "whole number", "number", "money", "yes or no", "date", "time", "one of")

TEXTS = (
    "", "  ", "\t", "Select", " SELECT\u00a0", "n/A", "ÄÖ", "äö", "äx", "x" * 100, "a\0b", "\0", "\t5\r\n", "\u3000x",
    "5", "+5", "-5", "-0", "007", "1.5", "1.50", "1.2345", "1.23456", ".5", "5.", "1.000", "1e5", "1,000", "５", "٣",
    "99999999999", "100000000000", "999999999999999", "1000000000000000", "1000000000000001", "9" * 41, "0.0",
    "$5", "5 USD", "US$ 12", "€5", "-$5", "yes", "No", "TRUE", "y", "0", "1", "ye\u017f", "true", "false",
    "K", "\u212a", "software", " SOFTWARE", "fintech", "Financial Technology", "games", "İ",
    "2026-11-02", "2026-11-01", "2026-11-01 01:30", "2026-03-08 02:30", "2026-03-08 12:30", "2026-11-02 09:30",
    "2026-11-02T09:30", "2026-11-02T09:30:15", "2026-11-02T09:30:15.5", "2026-11-02T09:30:15.1239Z", "9999-12-31",
    "2026-11-02T09:30:15.1234567Z", "2026-11-02T09:30Z", "2026-11-02T09:30:00+02:00", "2026-11-02 09:30:00 +02:00",
    "2026-11-02T09:30:00-0530", "2026-11-02T09:30:00-23:59", "2026-11-02T24:00:00Z", "2026-02-30", "0001-01-01",
    "1970-01-01T00:00:00Z", "1970-01-01", "1970-01-01T00:00:05+00:01", "1969-12-31T23:59:59Z", "2200-12-31",
    "2200-12-31T23:59:59.999Z", "2200-12-31T23:00-05:00", "2201-01-01", "2040-07-01 10:00", "2026-11-02t09:30:00z",
    "2026-11-02 00:00", "2026-11-02T05:00:00Z", "9999-12-31T23:59:59-23:00", "2026-11-02T09:30:60Z",
    "2026-02-30T10:00", "2026-11-02\n", "2015-01-01 00:00", "2014-12-31", "2035-12-31 23:59", "2026-1-02",
)  # fmt: skip


def changed(seed: int, count: int) -> list[str]:
    """Texts that are a slip or two away from those."""
    dice = random.Random(seed)
    letters = "0123456789-+:.TZ $€,USDyesno\u00a0\t"
    found = set(TEXTS)
    while len(found) < count:
        text = list(dice.choice(TEXTS))
        for _ in range(dice.randint(1, 2)):
            at = dice.randrange(len(text) + 1)
            text[at : at + dice.randint(0, 1)] = dice.choice(["", dice.choice(letters)])
        found.add("".join(text))
    return sorted(found)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    assert NEW_YORK is not None
    with duckdb.connect(config={"threads": 1}) as con:
        con.execute("CREATE TABLE days (day BIGINT, start BIGINT, midnight BIGINT)")
        con.execute(
            "INSERT INTO days SELECT unnest($1), unnest($2), unnest($3)",
            [list(one) for one in zip(*local_days(NEW_YORK, 2015, 2035), strict=True)],
        )
        yield con


def agree(con: duckdb.DuckDBPyConnection, shape: Shape, relation: str, raws: list[Raw]) -> dict[FieldKind, int]:
    """How many values of each kind of field the fast path leaves."""
    assert NEW_YORK is not None
    left: dict[FieldKind, int] = {}
    for kind in KINDS:
        currency, choices = ("USD" if kind == "money" else None), (CHOICES if kind == "one of" else ())
        field = Field(NOWHERE, "lead", "employees", "Number of employees", kind, currency, choices)
        spelled = spellings_of(field, "spelled") if kind == "one of" else None
        if spelled is not None:
            spelled.make(con)
        layers = Layers(relation)
        lay(layers, [Wish("0", "raw", shape, kind, None, spelled)], unknown(UNKNOWN), "days")
        convert = converter(field, READING)
        rows = con.execute(layers.select({"i": "i", "v": "v0", "o": "o0"}) + " ORDER BY i").fetchall()
        left[kind] = 0
        for raw, (_, value, odd) in zip(raws, rows, strict=True):
            meant = convert(raw)
            if odd is not None:
                left[kind] += 1
                assert value is None
                assert same(raw_of(odd), raw), (kind, raw, odd)
            else:
                assert not isinstance(meant, Bad), (kind, raw, value, meant)
                assert same(value, None if meant is None else units(field, meant, NEW_YORK)), (kind, raw, value, meant)
    return left


def same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other and str(one) == str(other)


def test_text(con: duckdb.DuckDBPyConnection) -> None:
    texts = changed(1, 4000)
    con.register("texts", pa.table({"i": range(len(texts)), "raw": texts}))
    left = agree(con, "text", "texts", list(texts))
    assert left["text"] < len(texts) / 10


def test_common_spellings_are_not_left(con: duckdb.DuckDBPyConnection) -> None:
    common: dict[FieldKind, list[str]] = {
        "whole number": ["600", "-3", " 12 "],
        "number": ["-2.5", "0.1234"],
        "money": ["1200.50", "7"],
        "yes or no": ["yes", "No", "TRUE", "0"],
        "date": ["2026-11-02"],
        "time": ["2026-11-12 09:30", "2026-11-02T09:30:00Z", "2026-11-02T09:30:00.250-05:00", "2026-11-12"],
        "one of": ["Software", "fintech", " FINANCIAL TECHNOLOGY"],
        "text": ["VP Sales", "Ärger und Freude", "n/a"],
    }
    for kind, texts in common.items():
        con.register("texts", pa.table({"i": range(len(texts)), "raw": texts}))
        assert agree(con, "text", "texts", list(texts))[kind] == 0, kind


def test_tagged_values(con: duckdb.DuckDBPyConnection) -> None:
    raws: list[Raw] = [*changed(2, 800), None, True, False, 0, 1, -1, 600, 10**15, 10**15 + 1, -(10**20), "half \ud83d"]
    raws += [Decimal(one) for one in ("1.5", "1.50", "1E+3", "0.12345", "-0", "1E+100", "12.0")]
    raws += [
        Odd("a list"),
        dt.date(2026, 1, 1),
        dt.datetime(2026, 1, 1, 10),
        dt.datetime(2026, 1, 1, 10, tzinfo=dt.UTC),
    ]
    con.register("values", pa.table({"i": range(len(raws)), "raw": [tagged(raw) for raw in raws]}))
    agree(con, "tagged", '"values"', raws)


def decimals(digits: int, places: int, *texts: str) -> pa.Array:
    return pa.array(list(map(Decimal, texts)), pa.decimal128(digits, places))


WHOLE = [
    None,
    0,
    1,
    -1,
    5,
    10**10,
    10**11,
    10**11 + 1,
    10**13,
    10**13 + 1,
    10**15,
    10**15 + 1,
    -(10**15),
    -(10**15) - 1,
]
DICE = random.Random(3)
BINARY = [None, 0.0, -0.0, 1.5, 0.1, 0.12345, 1e20, 1e50, float("inf"), float("nan"), 123456789.1234, 99999999999.9999]
BINARY += [1e11, 999999999999999.0, 1e15, 1e16, 0.1 + 0.2, 1 / 3, -2.5, 1e-7, 1200.5, float("-inf")]
BINARY += [DICE.uniform(-1e6, 1e6) for _ in range(100)]
BINARY += [round(DICE.uniform(-1e6, 1e6), DICE.randint(0, 5)) for _ in range(600)]
DAYS = [
    None,
    dt.date(2026, 11, 1),
    dt.date(2026, 11, 2),
    dt.date(1969, 12, 31),
    dt.date(1970, 1, 1),
    dt.date(2201, 1, 1),
]
DAYS += [dt.date(2200, 12, 31), dt.date(1, 1, 1), dt.date(9999, 12, 31)]
MICROS = [None, 0, -1, 10**9, 1793545200000000, 1793545200000999, 1793491200000000, 1793491200000001, 1793511000000000]
MICROS += [1773000000000000, 7289654400000000, 7289654399999999, 2**62, -(10**15)]


@pytest.mark.parametrize(
    ("shape", "column", "cell"),
    [
        ("integer", pa.array(WHOLE, pa.int64()), "raw"),
        ("integer", pa.array([None, 0, 1, 2**64 - 1], pa.uint64()), "raw"),
        ("integer", pa.array([None, 0, 1, -128, 127], pa.int8()), "raw"),
        ("truth", pa.array([None, True, False]), "raw"),
        ("float", pa.array(BINARY, pa.float64()), "raw"),
        ("short float", pa.array(BINARY, pa.float32()), "raw"),
        ("decimal", decimals(18, 4, "1.50", "-1.5", "0", "99999999999.99"), "raw"),
        ("decimal", decimals(18, 9, "1.123456789", "12.3456", "0"), "raw"),
        ("wide decimal", decimals(38, 30, "1.5", "-1.25", "0"), "raw"),
        ("day", pa.array(DAYS), "raw"),
        ("wall time", pa.array(MICROS, pa.timestamp("us")), "epoch_us(raw)"),
        ("instant", pa.array(MICROS, pa.timestamp("us", tz="UTC")), "epoch_us(raw)"),
    ],
)  # fmt: skip
def test_typed_columns(con: duckdb.DuckDBPyConnection, shape: Shape, column: pa.Array, cell: str) -> None:
    con.register("typed", pa.table({"i": range(len(column)), "raw": column}))
    agree(con, shape, f"(SELECT i, {cell} AS raw FROM typed)", _values(column))


@pytest.mark.parametrize("name", ["America/New_York", "Pacific/Apia", "Asia/Kathmandu", "Africa/Casablanca", "UTC"])
def test_local_days(name: str) -> None:
    there = zone(name)
    assert there is not None
    days = local_days(there, 2009, 2013)
    assert [day for day, _, _ in days] == list(range(14245, 14245 + len(days)))
    for day, start, midnight in days:
        date = dt.date(1970, 1, 1) + dt.timedelta(days=day)
        assert start == there.start_of_day(date)
        if midnight is not None:
            for hour in (0, 1, 2, 3, 12, 23):
                assert there.instant(dt.datetime.combine(date, dt.time(hour))) == midnight + hour * 3_600_000
    assert sum(midnight is None for _, _, midnight in days) < len(days) / 10
