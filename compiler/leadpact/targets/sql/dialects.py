"""Neutral expressions to build statements with, and `render`, which says a statement in the words of one engine.

A statement is built once. Where engines differ, it holds a node of `engines`, which `render` replaces before sqlglot
prints the tree; no text is ever changed. Standing rules of all dialects:

- Numbers are 64 bits wide (`leadpact.targets.sql.widths`), and never floating point.
- Names are quoted, in the case that the engine gives to names without quotes: `"LEAD_ID"` on Snowflake, `"lead_id"` on
  PostgreSQL. So they find the columns that people make.
- Literals and comments hold any text. What an engine, or a tool around it, would take for its own (`${…}` for Spark,
  `{{ … }}` for dbt) is broken up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from sqlglot import ErrorLevel, exp

from leadpact.targets.sql.engine_texts import (
    Contains,
    Ends,
    FoldedInside,
    HasWords,
    KnownText,
    OnlyAscii,
    PlainAscii,
    Starts,
    Translated,
    Trimmed,
    Words,
)
from leadpact.targets.sql.engine_times import CodeOf, DateOf, DayNumber, EpochMs, LatestKey, MonthOf, NotLongBefore
from leadpact.targets.sql.engine_words import Dialect, operand
from leadpact.targets.sql.engines import REPLACED, HexNumber, Sha256Hex, Stepped, Whole, said_in, stepped
from leadpact.targets.sql.widths import widened

DIALECTS: Final[tuple[Dialect, ...]] = (
    "duckdb",
    "spark",
    "databricks",
    "postgres",
    "snowflake",
    "bigquery",
    "redshift",
)

AS_OF: Final = "as_of"
"""The parameter of a statement: an instant in ms since 1970-01-01 UTC."""


# ------------------------------------------------------------------------------------------------------------ builders


def whole(a: exp.Expression, b: exp.Expression) -> exp.Expression:
    """a / b without the rest, exact, for BIGINTs of which a ≥ 0 and b > 0."""
    return Whole(this=a, expression=b)


def mod(a: exp.Expression, b: exp.Expression) -> exp.Expression:
    """The rest of a / b, for BIGINTs of which a ≥ 0 and b > 0."""
    return exp.Mod(this=operand(a), expression=operand(b))


def epoch_ms(moment: exp.Expression) -> exp.Expression:
    """BIGINT: the ms since 1970-01-01 UTC of a timestamp from then on; parts of a ms are cut off.

    A timestamp with a time zone where the engine has such a type (Spark's TIMESTAMP is one), else one in UTC.
    """
    return EpochMs(this=moment)


def is_not_long_before(moment: exp.Expression, instant: exp.Expression) -> exp.Expression:
    """Whether a timestamp, as its column has it, lies after an instant in ms, give or take a day: what is cheap to ask,
    and leaves no row out that lies after."""
    return NotLongBefore(this=moment, expression=instant)


def latest_key(*parts: exp.Expression) -> exp.Expression:
    """Of an instant, a position of at most 18 digits and a number up to 65,535: the largest key is that of the latest
    row. NULL of nothing."""
    return LatestKey(expressions=list(parts))


def code_of(key: exp.Expression) -> exp.Expression:
    """The number in a `latest_key`."""
    return CodeOf(this=key)


def day_number(day: exp.Expression) -> exp.Expression:
    """BIGINT: the days since 1970-01-01 of a date."""
    return DayNumber(this=day)


def date_of(day: exp.Expression) -> exp.Expression:
    """A date, of its days since 1970-01-01, of which there may be fewer than none."""
    return DateOf(this=day)


def month_of(date: exp.Expression) -> exp.Expression:
    """BIGINT: the months from January of the year 0 to the month of a date."""
    return MonthOf(this=date)


def sha256_hex(what: exp.Expression) -> exp.Expression:
    return Sha256Hex(this=what)


def hex_number(what: exp.Expression) -> exp.Expression:
    """BIGINT: the number that seven small hexadecimal digits say."""
    return HexNumber(this=what)


def trimmed(what: exp.Expression) -> exp.Expression:
    """A text without blanks at its ends."""
    return Trimmed(this=what)


def is_ascii(what: exp.Expression) -> exp.Expression:
    """Whether a text has nothing beyond ASCII."""
    return OnlyAscii(this=what)


def is_plain_ascii(what: exp.Expression) -> exp.Expression:
    """Whether a text has nothing beyond ASCII, and no blanks at its ends: to fold it is to make it lower case."""
    return PlainAscii(this=what)


def folded_inside(folded: exp.Expression, raw: exp.Expression, letters: str, to_end: bool) -> exp.Expression:
    """A text folded as far as these letters of ASCII ask for it, where blanks before it make no difference, nor, unless
    `to_end`, blanks behind: `folded`, or what is quicker."""
    return FoldedInside(this=folded, raw=raw, letters=letters, to_end=to_end)


def is_known_text(raw: exp.Expression, folded: exp.Expression, unknown: Sequence[str]) -> exp.Expression:
    """Whether a text is there and its folded form is none of these: true or false."""
    return KnownText(this=folded, raw=raw, expressions=[exp.Literal.string(one) for one in unknown])


def translated(what: exp.Expression, old: str, new: str) -> exp.Expression:
    """Each character of `old`, of which there is none twice, made into the one at the same place of `new`."""
    if len(old) != len(new) or len(set(old)) != len(old):
        raise ValueError("A translation needs as many characters as it replaces, each once.")
    if not old:
        return what
    return Translated(this=what, old=exp.Literal.string(old), new=exp.Literal.string(new))


def starts(what: exp.Expression, text: str) -> exp.Expression:
    """Whether a text starts with these characters, compared as they are; NULL for NULL."""
    return Starts(this=what, expression=exp.Literal.string(text))


def ends(what: exp.Expression, text: str) -> exp.Expression:
    return Ends(this=what, expression=exp.Literal.string(text))


def contains(what: exp.Expression, text: str) -> exp.Expression:
    return Contains(this=what, expression=exp.Literal.string(text))


def words(folded: exp.Expression) -> exp.Expression:
    """The words of a folded text, parted by blanks and punctuation, in the form in which `has_words` looks for some."""
    return Words(this=folded)


def has_words(words: exp.Expression, items: Sequence[str]) -> exp.Expression:
    """Whether any of these, words parted by single spaces, are among the words, next to each other; NULL for NULL."""
    return HasWords(this=words, expressions=[exp.Literal.string(f" {item} ") for item in items])


def bigint(what: exp.Expression) -> exp.Expression:
    return exp.cast(what, "BIGINT")


def smallint(what: exp.Expression) -> exp.Expression:
    return exp.cast(what, "SMALLINT")


def decimal(what: exp.Expression, precision: int, scale: int) -> exp.Expression:
    return exp.cast(what, f"DECIMAL({precision}, {scale})")


def text(what: exp.Expression) -> exp.Expression:
    return exp.cast(what, "TEXT")


def concat(*parts: exp.Expression) -> exp.Expression:
    """Texts one after the other; NULL where any is NULL."""
    joined = operand(parts[0])
    for part in parts[1:]:
        joined = exp.DPipe(this=joined, expression=operand(part), safe=True)
    return joined


def as_of_parameter() -> exp.Expression:
    """BIGINT: the parameter `as_of`."""
    return bigint(exp.Placeholder(this=AS_OF))


# ----------------------------------------------------------------------------------------------------------- rendering


def render(tree: exp.Expression, dialect: Dialect, *, jinja: bool = False) -> str:
    """A statement as text of one dialect, laid out, with its comments. The tree is left as it is.

    `jinja`: the text goes through Jinja (dbt), which must find nothing of its own in literals and comments.
    """
    said = widened(tree.copy())
    # What stands inside of another one is replaced before it.
    for node in reversed([*said.find_all(*REPLACED)]):
        _replace(node, said_in(node, dialect))
    foreign = _foreign(dialect, jinja)
    for node in [*said.find_all(exp.Expression)]:
        _replace(node, _plain(node, dialect, foreign))
    for node in [*said.find_all(Stepped)]:
        _replace(node, stepped(node, dialect))  # last, as names are written out in it
    return said.sql(dialect=dialect, pretty=True, max_text_width=110, unsupported_level=ErrorLevel.RAISE)


def _replace(node: exp.Expression, new: exp.Expression) -> None:
    if new is not node:
        new.comments = [*(new.comments or ()), *(node.comments or ())] or None
        node.replace(new)


_WITHOUT_ESCAPES: Final = ("duckdb", "postgres")
"""A line break or a tab stands in a text as it is. Programs on the way (dbt, git, an editor) change such characters, or
a reader does not see them, so they are said as CHR(10)."""

_SENTINEL = "__SQLGLOT__"
"""With it sqlglot marks line breaks while it lays text out; in a literal it would become one."""


def _foreign(dialect: Dialect, jinja: bool) -> tuple[str, ...]:
    """What no literal and no comment may hold in one piece."""
    found = [_SENTINEL]
    if dialect in ("spark", "databricks"):
        found.append("${")
    if jinja:
        found += ["{{", "{%", "{#"]
    return tuple(found)


def _plain(node: exp.Expression, dialect: Dialect, foreign: tuple[str, ...]) -> exp.Expression:
    """Names in the engine's case, texts and comments without what is not to be in them."""
    if node.comments:
        node.comments = [_comment(comment, foreign) for comment in node.comments]
    match node:
        case exp.Identifier(this=str(name)) if not isinstance(node.parent, exp.Collate):
            node.set("this", _cased(name, dialect))
        case exp.Literal(is_string=True):
            pieces = _pieces(node.name, foreign, unseen=dialect in _WITHOUT_ESCAPES)
            if len(pieces) > 1 or _is_unseen(pieces[0], dialect):
                said = concat(*(_char(one) if _is_unseen(one, dialect) else exp.Literal.string(one) for one in pieces))
                return operand(said) if isinstance(node.parent, exp.Binary) else said
        case _:
            pass
    return node


def _cased(name: str, dialect: Dialect) -> str:
    match dialect:
        case "snowflake":
            return name.upper()
        case "postgres" | "redshift":
            return name.lower()
        case _:
            return name


def _comment(comment: str, foreign: Iterable[str]) -> str:
    return " ".join(_pieces(" ".join(comment.split()), foreign, unseen=False))


def _pieces(text: str, foreign: Iterable[str], *, unseen: bool) -> list[str]:
    """The text cut behind the first character of everything foreign, and around each character that is `unseen`."""
    cuts = {at + 1 for piece in foreign for at in range(len(text)) if text.startswith(piece, at)}
    if unseen:
        cuts |= {at + here for at, char in enumerate(text) if not char.isprintable() for here in (0, 1)}
    edges = [0, *sorted(cuts - {0, len(text)}), len(text)]
    return [text[low:high] for low, high in pairwise(edges)]


def _is_unseen(text: str, dialect: Dialect) -> bool:
    return dialect in _WITHOUT_ESCAPES and len(text) == 1 and not text.isprintable()


def _char(char: str) -> exp.Expression:
    return exp.Anonymous(this="CHR", expressions=[exp.Literal.number(ord(char))])
