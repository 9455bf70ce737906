"""What engines say differently: nodes that a statement holds for it, and what becomes of each in every dialect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import ClassVar, Final, Literal, TypeAlias

from sqlglot import exp

from leadpact_dsl.text import BLANKS, PUNCTUATION

Dialect: TypeAlias = Literal["duckdb", "spark", "databricks", "postgres", "snowflake", "bigquery", "redshift"]


class Whole(exp.Expression):
    """Division of whole numbers that are not negative, without the rest."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "expression": True}


class EpochMs(exp.Expression):
    """The milliseconds since 1970-01-01 UTC of a timestamp, cut and not rounded."""


class NotLongBefore(exp.Expression):
    """Whether a timestamp as it stands lies after an instant in ms, or no more than a day before it. It is said of the
    bare column, so that engines can pass over what lies before; a day is more than any mistake about its zone."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "expression": True}


class LatestKey(exp.Expression):
    """What is larger for a later row: of its instant, its position and a small number, which `CodeOf` takes out again.
    Without them it is NULL."""

    arg_types: ClassVar[dict[str, bool]] = {"expressions": False}


class CodeOf(exp.Expression):
    """The small number in a `LatestKey`."""


class DayNumber(exp.Expression):
    """The days since 1970-01-01 of a date."""


class Sha256Hex(exp.Expression):
    """SHA-256 of a text's UTF-8, as 64 digits in small letters."""


class HexNumber(exp.Expression):
    """The number that seven small hexadecimal digits say."""


class Trimmed(exp.Expression):
    """A text without blanks (`leadpact_dsl.text.BLANKS`) at its ends."""


class OnlyAscii(exp.Expression):
    """Whether a text holds nothing beyond ASCII."""


class PlainAscii(exp.Expression):
    """Whether a text holds nothing beyond ASCII, and no blanks at its ends. It may say no of an empty one, and of
    one that begins with a control character."""


class Translated(exp.Expression):
    """A text with each character of `old` made into the one at its place in `new`."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "old": True, "new": True}


class FoldedInside(exp.Expression):
    """A folded text, of which blanks at the ends do not matter, nor other letters than some of ASCII."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "raw": True, "letters": True}


class KnownText(exp.Expression):
    """Whether a text is there and its folded form is none of these."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "raw": True, "expressions": True}


class Starts(exp.Expression):
    arg_types: ClassVar[dict[str, bool]] = {"this": True, "expression": True}


class Ends(exp.Expression):
    arg_types: ClassVar[dict[str, bool]] = {"this": True, "expression": True}


class Contains(exp.Expression):
    arg_types: ClassVar[dict[str, bool]] = {"this": True, "expression": True}


class Words(exp.Expression):
    """The words of a folded text, in the form in which `HasWords` looks for some."""


class HasWords(exp.Expression):
    """Whether any of these words, or words in a row, are among the words: all between single spaces."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "expressions": True}


class Stepped(exp.Expression):
    """What holds from a point on: `steps` are pairs of a point and a value, in order, the first from ever."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "steps": True}


def stepped(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """A search by halves, on one line: hundreds of steps are data, which nobody reads one by one."""
    what = node.this.sql(dialect=dialect)

    def found(steps: list[tuple[int, int]]) -> str:
        if len(steps) == 1:
            return str(steps[0][1])
        middle = len(steps) // 2
        return f"CASE WHEN {what} < {steps[middle][0]} THEN {found(steps[:middle])} ELSE {found(steps[middle:])} END"

    return exp.var(found(node.args["steps"]))


# ------------------------------------------------------------------------------------------------------------ in words


def said_in(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """What a node is replaced by, with brackets where it needs them. What stands inside of it is replaced already."""
    return _as_operand_of(node.parent, _SAID[type(node)](node, dialect))


def operand(what: exp.Expression) -> exp.Expression:
    return exp.Paren(this=what) if isinstance(what, (exp.Binary, exp.Neg, exp.Not)) else what


def _function(name: str, *arguments: exp.Expression) -> exp.Expression:
    return exp.Anonymous(this=name, expressions=list(arguments))


def _as_operand_of(parent: exp.Expr | None, new: exp.Expression) -> exp.Expression:
    """With brackets where what it becomes a part of would take it apart."""
    loose = (exp.Add, exp.Sub, exp.Connector, *(_COMPARISONS if not isinstance(new, (exp.EQ, exp.GT)) else ()))
    bare = not isinstance(parent, (exp.Binary, exp.Neg, exp.Not)) or isinstance(parent, loose)
    return new if bare else exp.Paren(this=new)


_COMPARISONS = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)


def _same_length(bytes_of: str, characters_of: str, what: exp.Expression) -> exp.Expression:
    return exp.EQ(this=_function(bytes_of, what), expression=_function(characters_of, what.copy()))


def _length_of(literal: exp.Expression) -> exp.Expression:
    return exp.Literal.number(len(literal.name))


def _bigint(what: exp.Expression) -> exp.Expression:
    return exp.cast(what, "BIGINT")


def _whole(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    a, b = node.this, node.expression
    match dialect:
        case "duckdb" | "spark" | "databricks":
            return exp.IntDiv(this=operand(a), expression=operand(b))
        case "postgres" | "redshift":  # whole numbers divide without a rest; DIV gives a NUMERIC, and is slow
            return exp.Div(this=operand(a), expression=operand(b), typed=True, safe=False)
        case "bigquery":
            return exp.IntDiv(this=a, expression=b)
        case "snowflake":  # its division rounds to six decimals: what is divided has no rest
            even = exp.Paren(
                this=exp.Sub(this=operand(a), expression=exp.Mod(this=operand(a.copy()), expression=operand(b.copy())))
            )
            return _bigint(exp.Div(this=even, expression=operand(b.copy()), typed=False, safe=False))


def _epoch_ms(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    moment = node.this
    match dialect:
        case "duckdb":  # epoch_ms rounds up
            micros = _function("EPOCH_US", moment)
            return exp.IntDiv(this=micros, expression=exp.Literal.number(1000))
        case "spark" | "databricks" | "bigquery":
            return _function("UNIX_MILLIS", moment)
        case "postgres":  # NUMERIC, and so exact, from PostgreSQL 14 on
            seconds = exp.Extract(this=exp.var("EPOCH"), expression=moment)
            return _bigint(exp.Floor(this=exp.Mul(this=seconds, expression=exp.Literal.number(1000))))
        case "snowflake":
            return _bigint(_function("DATE_PART", exp.var("EPOCH_MILLISECOND"), moment))
        case "redshift":  # counts the milliseconds that begin in between
            start = exp.cast(exp.Literal.string("1970-01-01 00:00:00"), "TIMESTAMP")
            return _bigint(_function("DATEDIFF", exp.var("MILLISECOND"), start, moment))


_A_DAY = 86_400_000


def _not_long_before(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    moment = node.this
    ms = exp.Paren(this=exp.Sub(this=node.expression, expression=exp.Literal.number(_A_DAY)))
    return exp.GT(this=moment, expression=_timestamp(ms, dialect))


def _timestamp(ms: exp.Expression, dialect: Dialect) -> exp.Expression:
    """Of a number of seconds, or of ms where that is as easy."""
    thousand = exp.Literal.number(1000)
    match dialect:
        case "duckdb":
            return _function("MAKE_TIMESTAMP", exp.Mul(this=ms, expression=thousand))
        case "spark" | "databricks" | "bigquery":
            return _function("TIMESTAMP_MILLIS", ms)
        case "postgres":
            return _function("TO_TIMESTAMP", exp.Div(this=ms, expression=thousand, typed=True, safe=False))
        case "snowflake":
            return _function("TO_TIMESTAMP_NTZ", ms, exp.Literal.number(3))
        case "redshift":
            seconds = exp.Div(this=ms, expression=thousand, typed=True, safe=False)
            start = exp.cast(exp.Literal.string("1970-01-01 00:00:00"), "TIMESTAMP")
            return _function("DATEADD", exp.var("SECOND"), seconds, start)


_CODES, _POSITIONS = 5, 19
"""Digits."""
_CODE_BITS, _POSITION_BITS = 16, 63


def _latest_key(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """A number of 128 bits, or, where there is none, the digits."""
    kind = "INT128" if dialect == "duckdb" else "TEXT"
    if not node.expressions:
        return exp.cast(exp.Null(), kind)
    at, position, code = node.expressions
    if dialect == "duckdb":
        shifted_at = exp.Mul(this=exp.cast(at, kind), expression=exp.Literal.number(2 ** (_CODE_BITS + _POSITION_BITS)))
        shifted = exp.Mul(this=exp.cast(position, kind), expression=exp.Literal.number(2**_CODE_BITS))
        return exp.Add(this=exp.Add(this=shifted_at, expression=shifted), expression=operand(code))
    parts = [_digits(part, wide) for part, wide in ((at, 13), (position, _POSITIONS), (code, _CODES))]
    return reduce(lambda one, other: exp.DPipe(this=one, expression=other, safe=True), parts)


def _digits(what: exp.Expression, wide: int) -> exp.Expression:
    return _function("LPAD", exp.cast(what, "TEXT"), exp.Literal.number(wide), exp.Literal.string("0"))


def _code_of(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    if dialect == "duckdb":
        low = exp.BitwiseAnd(this=operand(node.this), expression=exp.Literal.number(2**_CODE_BITS - 1))
        return exp.cast(low, "INT")
    return exp.cast(exp.Right(this=node.this, expression=exp.Literal.number(_CODES)), "INT")


def _day_number(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    day = node.this
    first = exp.cast(exp.Literal.string("1970-01-01"), "DATE")
    match dialect:
        case "duckdb" | "postgres":
            return _bigint(exp.Sub(this=operand(day), expression=first))
        case "spark" | "databricks":
            return _bigint(_function("UNIX_DATE", day))
        case "bigquery":
            return _function("UNIX_DATE", day)
        case "snowflake" | "redshift":
            return _bigint(_function("DATEDIFF", exp.var("DAY"), first, day))


def _sha256_hex(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    what = node.this
    match dialect:
        case "duckdb":
            return _function("SHA256", what)
        case "spark" | "databricks" | "snowflake" | "redshift":
            return _function("SHA2", what, exp.Literal.number(256))
        case "postgres":
            utf8 = _function("CONVERT_TO", what, exp.Literal.string("UTF8"))
            return _function("ENCODE", _function("SHA256", utf8), exp.Literal.string("hex"))
        case "bigquery":
            return _function("TO_HEX", _function("SHA256", what))


def _hex_number(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    digits = node.this
    match dialect:
        case "duckdb" | "bigquery":
            return _bigint(exp.DPipe(this=exp.Literal.string("0x"), expression=digits, safe=True))
        case "spark" | "databricks":
            return _bigint(_function("CONV", digits, exp.Literal.number(16), exp.Literal.number(10)))
        case "postgres":
            bits = exp.DPipe(this=exp.Literal.string("x"), expression=digits, safe=True)
            return _bigint(exp.cast(bits, "BIT(28)"))
        case "snowflake":
            return _bigint(_function("TO_NUMBER", digits, exp.Literal.string("XXXXXXX")))
        case "redshift":
            return _function("STRTOL", digits, exp.Literal.number(16))


def _is_ascii(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    match dialect:
        case "duckdb":
            return _same_length("STRLEN", "LENGTH", node.this)
        case "bigquery":
            return _same_length("BYTE_LENGTH", "CHAR_LENGTH", node.this)
        case _:
            return _same_length("OCTET_LENGTH", "CHAR_LENGTH", node.this)


_BLANKS = exp.Literal.string(BLANKS)


def _trimmed(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    what = node.this
    bare = exp.Trim(this=what, expression=_BLANKS.copy(), position="BOTH")
    match dialect:
        case "snowflake" | "bigquery":
            return _function("TRIM", what, _BLANKS.copy())
        case "redshift":
            return _function("BTRIM", what, _BLANKS.copy())
        case _:
            return bare


def _plain_ascii(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """On DuckDB a few looks at a text's ends, which take a quarter of the time of taking its blanks off: all blanks of
    ASCII sort before the exclamation mark, as does the empty text."""
    what = node.this
    only_ascii = _is_ascii(node, dialect)
    if dialect != "duckdb":
        bare = exp.EQ(this=what.copy(), expression=_trimmed(node.copy(), dialect))
        return exp.And(this=only_ascii, expression=bare)
    first = exp.GTE(this=what.copy(), expression=exp.Literal.string("!"))
    found: exp.Expression = exp.And(this=only_ascii, expression=first)
    for blank in filter(str.isascii, BLANKS):
        ends = _function("ENDS_WITH", what.copy(), exp.Literal.string(blank))
        found = exp.And(this=found, expression=exp.Not(this=ends))
    return found


def _translated(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    return _function("TRANSLATE", node.this, node.args["old"], node.args["new"])


_DOTLESS = "\u0131"


def _folded_inside(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """DuckDB works functions of a column out once for each text that a block of a file repeats, but not a CASE.

    Its LOWER makes letters of ASCII of two characters beyond: of the Kelvin sign, as it should, and of the Turkish
    capital I with a dot, which folds to none. The long s folds to one, and LOWER leaves it.
    """
    if dialect != "duckdb":
        found: exp.Expression = node.this
        return found
    what, letters = node.args["raw"], node.args["letters"]
    for letter, old, new in (("s", "\u017f", "s"), ("i", "\u0130", _DOTLESS)):
        if letter in letters:
            what = exp.Replace(this=what, expression=exp.Literal.string(old), replacement=exp.Literal.string(new))
    return exp.Lower(this=what)


def _known_text(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """On DuckDB by a regular expression, which folds letters of ASCII as we do, and needs no folded text."""
    words = [one.name for one in node.expressions]
    if dialect != "duckdb" or not all(map(str.isascii, words)):
        listed = exp.In(this=node.this, expressions=node.expressions)
        return exp.Coalesce(this=exp.Not(this=listed), expressions=[exp.false()])
    blanks = r"[\t\n\r \x{a0}]*"
    pattern = f"(?i){blanks}(?:{'|'.join(_plainly(word) for word in words if word)})?{blanks}"
    unknown = _function("REGEXP_FULL_MATCH", node.args["raw"], exp.Literal.string(pattern))
    return exp.Coalesce(this=exp.Not(this=unknown), expressions=[exp.false()])


def _starts(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    what, wanted = node.this, node.expression
    match dialect:
        case "spark" | "databricks" | "snowflake":
            return _function("STARTSWITH", what, wanted)
        case "postgres" | "bigquery":
            return _function("STARTS_WITH", what, wanted)
        case "duckdb" | "redshift":  # on DuckDB nearly twice as fast as STARTS_WITH
            return exp.EQ(this=exp.Left(this=what, expression=_length_of(wanted)), expression=wanted)


def _ends(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    what, wanted = node.this, node.expression
    match dialect:
        case "spark" | "databricks" | "snowflake":
            return _function("ENDSWITH", what, wanted)
        case "duckdb" | "bigquery":
            return _function("ENDS_WITH", what, wanted)
        case "postgres" | "redshift":
            return exp.EQ(this=exp.Right(this=what, expression=_length_of(wanted)), expression=wanted)


def _contains(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    what, wanted = node.this, node.expression
    match dialect:
        case "duckdb" | "spark" | "databricks" | "snowflake":
            return _function("CONTAINS", what, wanted)
        case "postgres" | "bigquery" | "redshift":  # BigQuery's CONTAINS_SUBSTR compares without regard to case
            return exp.GT(this=_function("STRPOS", what, wanted), expression=exp.Literal.number(0))


_PARTING = f"{BLANKS}{PUNCTUATION}"
_PARTS = r"[\t\n\r \x{a0}!-/:-@[-`{-~]"
"""The same characters for RE2."""


def _words(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """Each with a space on either side: what parts words is made into spaces. DuckDB looks for them with a regular
    expression, in a tenth of the time that the translation would take."""
    if dialect == "duckdb":
        found: exp.Expression = node.this
        return found
    space, spaces = exp.Literal.string(" "), exp.Literal.string(" " * len(_PARTING))
    spaced = _function("TRANSLATE", node.this, exp.Literal.string(_PARTING), spaces)
    return exp.DPipe(this=exp.DPipe(this=space, expression=spaced, safe=True), expression=space.copy(), safe=True)


def _has_words(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    words, items = node.this, node.expressions
    if dialect == "duckdb":
        any_item = "|".join(f"{_PARTS}+".join(map(_plainly, item.name.strip(" ").split(" "))) for item in items)
        pattern = rf"(?:\A|{_PARTS})(?:{any_item})(?:{_PARTS}|\z)"
        return _function("REGEXP_MATCHES", words, exp.Literal.string(pattern))
    found = [
        Contains(
            this=words.copy() if item.name.count(" ") == 2 else _single_spaced(words.copy()), expression=item.copy()
        )
        for item in items
    ]
    said = [_contains(one, dialect) for one in found]
    return exp.Paren(this=reduce(lambda one, other: exp.Or(this=one, expression=other), said)) if said[1:] else said[0]


def _plainly(word: str) -> str:
    """For RE2, in which letters and digits stand for themselves."""
    return "".join(char if char.isalnum() else f"\\x{{{ord(char):x}}}" for char in word)


def _single_spaced(words: exp.Expression) -> exp.Expression:
    """With one space between words: runs of spaces are marked as <><><>, and >< taken out. No text has a < left."""
    for old, new in ((" ", "<>"), ("><", ""), ("<>", " ")):
        words = exp.Replace(this=words, expression=exp.Literal.string(old), replacement=exp.Literal.string(new))
    return words


def _placeholder(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """`:as_of` where sqlglot would write it in the way of a Python driver."""
    return exp.var(f":{node.name}") if dialect in ("postgres", "redshift") else node


def _lower(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """Only ever of ASCII, where the letters of PostgreSQL's locale (`I` in Turkish) must not matter."""
    if dialect != "postgres" or isinstance(node.this, exp.Collate):
        return node
    return exp.Lower(this=exp.Collate(this=operand(node.this), expression=exp.to_identifier("C", quoted=True)))


def _extreme(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """GREATEST and LEAST of numbers that are there."""
    node.set("ignore_nulls", dialect == "duckdb")
    return node


def _cte(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    if dialect not in ("duckdb", "postgres"):
        node.set("materialized", None)
    if dialect == "postgres" and _is_plain(node.this):
        # PostgreSQL would write what this step works out into every place that names it, and so from step to step:
        # minutes of planning. It leaves a step with an OFFSET alone.
        node.this.set("offset", exp.Offset(expression=exp.Literal.number(0)))
    return node


def _is_plain(step: exp.Expression) -> bool:
    """Row by row over one other step."""
    return isinstance(step, exp.Select) and not (step.args.get("group") or step.args.get("joins"))


_SAID: Mapping[type[exp.Expression], Callable[[exp.Expression, Dialect], exp.Expression]] = {
    Whole: _whole,
    EpochMs: _epoch_ms,
    NotLongBefore: _not_long_before,
    LatestKey: _latest_key,
    CodeOf: _code_of,
    DayNumber: _day_number,
    Sha256Hex: _sha256_hex,
    HexNumber: _hex_number,
    Trimmed: _trimmed,
    OnlyAscii: _is_ascii,
    PlainAscii: _plain_ascii,
    Translated: _translated,
    FoldedInside: _folded_inside,
    KnownText: _known_text,
    Starts: _starts,
    Ends: _ends,
    Contains: _contains,
    Words: _words,
    HasWords: _has_words,
    exp.Placeholder: _placeholder,
    exp.Lower: _lower,
    exp.Greatest: _extreme,
    exp.Least: _extreme,
    exp.CTE: _cte,
}

REPLACED: Final = tuple(_SAID)
"""The kinds of nodes that `said_in` knows."""
