"""What engines say differently comes to the same, on every engine that can be run, to the last digit and character."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

import pytest
import sqlglot
from sqlglot import exp

from leadpact.targets.sql import dialects
from leadpact.targets.sql.dialects import DIALECTS, Dialect, render
from leadpact_dsl.text import BLANKS
from tests.targets.sql.databases import Database, Relation

HOSTILE = (
    *("", " ", "x", "it's", 'say "x"', "a\\b", "\\", "\\n", "%_%", "line\nbreak", "tab\there", "\r", "`tick`", "$$"),
    *(":as_of", "$as_of", "@as_of", "%(as_of)s", "%s", "?", "${env:HOME}", "${spark.app.name}", "$${"),
    *("{{ 1 }}", "{{{", "{% x %}", "{# x #}", "*/ DROP TABLE leads; --", "/* open", "-- rest", "__SQLGLOT__"),
    *("'; DROP TABLE leads; --", "__SQLGLOT__LB__", "ÄRZTE", "Straße", "ΣΑΣ", "İstanbul", "ǅ", "日本", "🎉 ok"),
    *("e\u0301", "\u00a0no-break\u00a0", "\u2003wide\u2003", " \t\r\n\u00a0 both \u00a0\n", "\x0bvertical", "\x1f"),
    *("!", "/pricing/x", "/Pricing", "a" * 300),
)
MOMENTS = (
    dt.datetime(1970, 1, 1, tzinfo=dt.UTC),
    dt.datetime(2026, 11, 2, 9, 30, 0, 123_999, tzinfo=dt.UTC),
    dt.datetime(2026, 11, 1, 5, 59, 59, 999_500, tzinfo=dt.UTC),
    dt.datetime(2038, 1, 19, 3, 14, 8, 1_000, tzinfo=dt.UTC),
    dt.datetime(2200, 12, 31, 23, 59, 59, 999_999, tzinfo=dt.UTC),
)
NUMBERS = (0, 1, 59, 60, 61, 86_399_999, 86_400_000, 2**31 - 1, 2**31, 2**31 + 1, 7_289_654_399_999, 2**53 - 1, 2**53)
DIVISORS = (1, 2, 7, 60, 86_400_000, 2**31, 2**40 + 1, 2**53 - 1)

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def column(name: str) -> exp.Column:
    return exp.column(exp.to_identifier(name, quoted=True))


def select(asked: Mapping[str, exp.Expression], table: str) -> exp.Expression:
    named = [exp.alias_(one, exp.to_identifier(name, quoted=True)) for name, one in asked.items()]
    order = exp.Ordered(this=column("n"), nulls_first=False)
    found = exp.select(column("n"), *named).from_(exp.Table(this=exp.to_identifier(table, quoted=True)))
    return found.order_by(order)


def answers(database: Database, asked: Mapping[str, exp.Expression], relation: Relation) -> list[tuple[Any, ...]]:
    database.load(relation)
    _, rows = database.rows(render(select(asked, relation.name), database.name))
    assert [row[0] for row in rows] == list(range(len(relation.rows)))
    return [row[1:] for row in rows]


def texts(extra: tuple[str | None, ...] = ()) -> Relation:
    return Relation("texts", {"n": "bigint", "x": "text"}, list(enumerate([*HOSTILE, *extra])))


def test_texts_come_back_as_they_are(database: Database) -> None:
    asked = {f"t{place}": exp.Literal.string(text) for place, text in enumerate(HOSTILE)}
    equal = exp.Case(
        ifs=[
            exp.If(this=exp.EQ(this=column("x"), expression=exp.Literal.string(text)), true=exp.Literal.number(place))
            for place, text in enumerate(HOSTILE)
        ]
    )
    for place, row in enumerate(answers(database, {**asked, "same": equal}, texts())):
        assert row == (*HOSTILE, place)


def _plain_or_empty() -> exp.Expression:
    """Of the empty text, and where a control character comes first, engines may say either."""
    firsts = [dialects.starts(column("x"), char) for char in map(chr, range(1, 32)) if char not in BLANKS]
    odd = exp.or_(exp.EQ(this=column("x"), expression=exp.Literal.string("")), *firsts)
    return exp.Paren(this=exp.Or(this=exp.Paren(this=odd), expression=dialects.is_plain_ascii(column("x"))))


def test_texts_are_asked_alike(database: Database) -> None:
    asked: dict[str, tuple[exp.Expression, Callable[[str], object]]] = {
        "plain": (_plain_or_empty(), lambda text: text.isascii() and text == text.strip(BLANKS)),
        "trimmed": (dialects.trimmed(column("x")), lambda text: text.strip(BLANKS)),
        "trimmed_more": (
            dialects.trimmed(dialects.concat(column("x"), exp.Literal.string(" "))),
            lambda text: (text + " ").strip(BLANKS),
        ),
        "sha": (dialects.sha256_hex(column("x")), lambda text: sha256(text.encode()).hexdigest()),
        "joined": (
            dialects.concat(exp.Literal.string("a"), column("x"), exp.Literal.string(" ")),
            lambda text: f"a{text} ",
        ),
        "made": (
            dialects.translated(column("x"), "ÄΣ🎉 '\\", 'äσ🎈_"/'),
            lambda text: text.translate(str.maketrans("ÄΣ🎉 '\\", 'äσ🎈_"/')),
        ),
        "lower": (
            exp.Lower(this=exp.case().when(_plain_or_empty(), column("x")).else_(exp.Literal.string("I"))),
            lambda text: text.lower() if text.isascii() and text == text.strip(BLANKS) else "i",
        ),
    }
    for text in ("a", "/pri", "é", "🎉", "it's", "\\", "%", "_", "{{", "${", "\n", " ", "__SQLGLOT__"):
        asked[f"starts {text}"] = dialects.starts(column("x"), text), lambda own, text=text: own.startswith(text)
        asked[f"ends {text}"] = dialects.ends(column("x"), text), lambda own, text=text: own.endswith(text)
        asked[f"contains {text}"] = dialects.contains(column("x"), text), lambda own, text=text: text in own
    *rows, unknown = answers(database, {f"c{n}": one for n, (one, _) in enumerate(asked.values())}, texts((None,)))
    for text, row in zip(HOSTILE, rows, strict=True):
        wanted = [meant(text) for _, meant in asked.values()]
        differing = {
            name: (w, f) for name, w, f in zip(asked, wanted, row, strict=True) if w != f or type(w) is not type(f)
        }
        assert not differing, f"of {text!r}"
    assert set(unknown) <= {None, "i"}, "what is unknown stays unknown"


def test_instants_and_days_are_whole_numbers(database: Database) -> None:
    rows = [(place, moment, moment.date()) for place, moment in enumerate(MOMENTS)]
    relation = Relation("moments", {"n": "bigint", "at": "timestamp", "day": "date"}, rows)
    asked = {"ms": dialects.epoch_ms(column("at")), "days": dialects.day_number(column("day"))}
    for moment, row in zip(MOMENTS, answers(database, asked, relation), strict=True):
        wanted = ((moment - EPOCH) // dt.timedelta(milliseconds=1), (moment.date() - EPOCH.date()).days)
        assert row == wanted
        assert {type(value) for value in row} == {int}


def test_whole_numbers_divide_without_a_rest(database: Database) -> None:
    rows = [(place, *pair) for place, pair in enumerate((a, b) for a in NUMBERS for b in DIVISORS)]
    relation = Relation("numbers", {"n": "bigint", "a": "bigint", "b": "bigint"}, rows)
    a, b, three = column("a"), column("b"), exp.Literal.number(3)
    whole = dialects.whole(a, b)
    asked = {
        "whole": whole,
        "rest": dialects.mod(a, b),
        "nested": dialects.whole(dialects.whole(exp.Add(this=a, expression=three), b), three),
        "between": exp.Sub(this=exp.Mul(this=exp.Paren(this=whole), expression=b), expression=a),
        "bare": exp.Mul(this=dialects.whole(three, exp.Literal.number(2)), expression=whole),
    }
    asked = {name: one.copy() for name, one in asked.items()}
    for (_, a_, b_), row in zip(rows, answers(database, asked, relation), strict=True):
        assert row == (a_ // b_, a_ % b_, (a_ + 3) // b_ // 3, a_ // b_ * b_ - a_, a_ // b_), f"of {a_} and {b_}"
        assert {type(value) for value in row} == {int}


def test_constants_are_wide(database: Database) -> None:
    """Cases of small constants, and what a step makes of them, do not overflow."""
    relation = Relation("ones", {"n": "bigint", "a": "bigint"}, [(0, 1)])
    small = (
        exp.case().when(column("a").eq(1), exp.Literal.number(2_000_000_000)).else_(exp.Neg(this=exp.Literal.number(5)))
    )
    database.load(relation)
    thousand = exp.Literal.number(1000)
    asked = {
        "here": exp.Mul(this=small.copy(), expression=thousand),
        "handed": exp.Mul(this=column("small"), expression=thousand.copy()),
        "sum": exp.Add(this=small.copy(), expression=small.copy()),
    }
    ones = exp.Table(this=exp.to_identifier("ones", quoted=True))
    step = exp.select(column("n"), column("a"), exp.alias_(small.copy(), exp.to_identifier("small", quoted=True)))
    statement = select(asked, "step").with_(exp.to_identifier("step", quoted=True), as_=step.from_(ones))
    _, rows = database.rows(render(statement, database.name))
    assert rows == [(0, 2_000_000_000_000, 2_000_000_000_000, 4_000_000_000)]


def test_the_parameter(database: Database) -> None:
    asked = {"now": exp.Add(this=dialects.as_of_parameter(), expression=exp.Literal.number(1))}
    database.load(Relation("ones", {"n": "bigint"}, [(0,)]))
    _, rows = database.rows(render(select(asked, "ones"), database.name), as_of=1_793_512_800_000)
    assert rows == [(0, 1_793_512_800_001)]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_is_read_again(dialect: Dialect) -> None:
    """Parsed, the text has the texts that were put in, and printed again it is the same."""
    asked = {f"t{place}": dialects.contains(column("x"), text) for place, text in enumerate(HOSTILE) if text}
    asked["whole"] = dialects.whole(column("a"), column("b"))
    asked["ms"], asked["days"] = dialects.epoch_ms(column("at")), dialects.day_number(column("day"))
    asked["trimmed"], asked["sha"] = dialects.trimmed(column("x")), dialects.sha256_hex(column("x"))
    tree = select(asked, "leads")
    tree.add_comments(list(HOSTILE[1:]))
    said = render(tree, dialect)
    parsed = sqlglot.parse(said, dialect=dialect)
    assert len(parsed) == 1
    assert parsed[0] is not None
    found = {column.alias.lower(): column.this for column in parsed[0].expressions if isinstance(column, exp.Alias)}
    for place, text in enumerate(HOSTILE):
        if text:
            assert _constant(found[f"t{place}"]) == text
    assert parsed[0].sql(dialect=dialect, comments=False) == sqlglot.parse_one(
        parsed[0].sql(dialect=dialect), dialect=dialect
    ).sql(dialect=dialect, comments=False)


def _constant(test: exp.Expression) -> str:
    """The text in a test of `contains`, put together from its pieces."""
    found = ""
    for node in test.find_all(exp.Literal, exp.Chr, bfs=False):
        if isinstance(node, exp.Chr):
            found += chr(int(node.expressions[0].name))
        elif node.is_string:
            found += node.name
    return found


def test_templates_stay_text() -> None:
    """What dbt reads holds nothing that Jinja would take for its own."""
    from jinja2 import Environment

    tree = select({f"t{place}": exp.Literal.string(text) for place, text in enumerate(HOSTILE)}, "leads")
    tree.add_comments(list(HOSTILE[1:]))
    said = render(tree, "duckdb", jinja=True)
    assert Environment(autoescape=False, keep_trailing_newline=True).from_string(said).render() == said


def test_the_tree_is_left_as_it_is() -> None:
    tree = select({"whole": dialects.whole(column("a"), column("b")), "x": dialects.trimmed(column("x"))}, "leads")
    before = repr(tree)
    texts_ = [render(tree, dialect) for dialect in DIALECTS]
    assert repr(tree) == before
    assert [render(tree, dialect) for dialect in DIALECTS] == texts_
