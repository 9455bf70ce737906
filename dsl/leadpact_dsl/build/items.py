"""Lines below a declaration that are no syntax nodes of their own, sorted out by kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from leadpact_dsl import ast
from leadpact_dsl.build.conditions import condition
from leadpact_dsl.build.reader import Part, Reader, _tree

T = TypeVar("T")


@dataclass(frozen=True)
class When:
    """A line that ends in a condition: `when …`, `for …`, `back sooner if …`; None where the condition is broken."""

    kind: str
    condition: ast.Condition | None
    because: ast.Text | None


@dataclass(frozen=True)
class Words:
    """A line that ends in names."""

    kind: str
    words: tuple[ast.Word, ...]


@dataclass(frozen=True)
class Texts:
    """A line that ends in quoted texts."""

    kind: str
    texts: tuple[ast.Text, ...]


def when(reader: Reader) -> When:
    found, *because = reader.tree.children
    reason = reader.because(because[0]) if because else None
    return When(reader.kind, condition(reader, found), reason)


def words(reader: Reader) -> Words:
    reader.no_children()
    return Words(reader.kind, reader.words(reader.tree.children[0]))


def word(reader: Reader) -> Words:
    reader.no_children()
    return Words(reader.kind, (reader.word(reader.tree.children[0]),))


def texts(reader: Reader) -> Texts:
    """One text, or a list of them."""
    reader.no_children()
    children = reader.tree.children
    if len(children) == 1 and not isinstance(children[0], str):
        children = _tree(children[0]).children
    return Texts(reader.kind, tuple(reader.text(token) for token in children))


def of(items: Iterable[object], kind: type[T]) -> tuple[T, ...]:
    return tuple(item for item in items if isinstance(item, kind))


def conditions_of(items: Iterable[object], kind: str = "when") -> tuple[ast.Condition, ...]:
    return tuple(i.condition for i in of(items, When) if i.kind == kind and i.condition is not None)


def reason(reader: Reader, part: Part, found: Iterable[object]) -> ast.Text | None:
    """The declaration's reason, and behind it those of its lines that are printed with it as one."""
    own = reader.because(part)
    reasons = [] if own is None else [own]
    reasons += [item.because for item in of(found, When) if item.because is not None]
    reasons += [
        item.because for item in found if isinstance(item, ast.AnswersWithin | ast.AnswersByClose) and item.because
    ]
    return ast.Text(reasons[0].span, " ".join(text.value for text in reasons)) if reasons else None


def words_of(items: Iterable[object], kind: str) -> tuple[ast.Word, ...]:
    return tuple(word for item in of(items, Words) if item.kind == kind for word in item.words)


def texts_of(items: Iterable[object], kind: str) -> tuple[ast.Text, ...]:
    return tuple(text for item in of(items, Texts) if item.kind == kind for text in item.texts)
