"""Texts: what the tests of one text field can say together, and texts that make them say it.

`Texts` knows two things about its tests. `rules` hold for every text there is (an exact text decides all tests; what
starts with “vp of” starts with “vp” and contains “v”; nothing starts with “a” and with “b”): they suffice for proofs.
`candidates` are texts, one for each combination of answers that was found: they suffice for examples.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import TypeAlias

from leadpact.plan.tests import InSet, TextMatches
from leadpact.solver.static import text_passes
from leadpact_dsl.model import MatchKind
from leadpact_dsl.text import fold, is_blank

TextTest: TypeAlias = "InSet | TextMatches"

_MOST_PAIRS = 200_000
"""Of two tests with more pairs of items than this nothing is said: that leaves more open than there is."""
_MOST_EXACT = 4_000
_MOST_ITEMS = 12
_MOST_TRIED = 6_000


@dataclass(frozen=True)
class Exact:
    """Being one of `items` exactly: `says` are the answers of the tests that are known of every one of them."""

    items: tuple[str, ...]
    says: tuple[bool | None, ...]


@dataclass(frozen=True)
class Pair:
    """Where the first test holds, the second does too (`alike`), or does not."""

    first: int
    second: int
    alike: bool


class Texts:
    """`tests` without their `negated`; `natural` are texts that people wrote, best first, `written` the policies' own
    spelling of folded texts, `never` texts that mean unknown."""

    def __init__(
        self,
        tests: Sequence[TextTest],
        natural: Iterable[str] = (),
        written: Mapping[str, str] | None = None,
        never: frozenset[str] = frozenset(),
    ) -> None:
        self.tests = tuple(tests)
        self._natural = tuple(natural)
        self._written = written or {}
        self._never = never

    def answers(self, text: str) -> tuple[bool, ...]:
        return tuple(text_passes(test, text) for test in self.tests)

    # -------------------------------------------------------------------------------------------------------- proofs

    def exact(self) -> list[Exact]:
        """The texts that are named in full, grouped by what the tests say of them. All other texts are in no set."""
        named: dict[str, None] = {}
        for test in self.tests:
            if isinstance(test, InSet):
                named.update(dict.fromkeys(test.items))
        work = len(named) * sum(len(test.items) for test in self.tests if isinstance(test, TextMatches))
        groups: dict[tuple[bool | None, ...], list[str]] = {}
        for item in named:
            says = tuple(
                text_passes(test, item) if isinstance(test, InSet) or work <= _MOST_PAIRS * 10 else None
                for test in self.tests
            )
            groups.setdefault(says, []).append(item)
        return [Exact(tuple(items), says) for says, items in groups.items()]

    def rules(self) -> list[Pair]:
        """What one test that asks for a part of a text says of another."""
        found = []
        parts = [(i, test) for i, test in enumerate(self.tests) if isinstance(test, TextMatches)]
        for (i, first), (j, second) in product(parts, parts):
            if i == j or len(first.items) * len(second.items) > _MOST_PAIRS:
                continue
            if all(any(_implies(first.kind, a, second.kind, b) for b in second.items) for a in first.items):
                found.append(Pair(i, j, alike=True))
            if i < j and all(_excludes(first.kind, a, second.kind, b) for a in first.items for b in second.items):
                found.append(Pair(i, j, alike=False))
        return found

    # ------------------------------------------------------------------------------------------------------ examples

    def candidates(self) -> dict[tuple[bool, ...], str]:
        """By the answers of all tests a text that gives them, the most natural of those that were tried."""
        found: dict[tuple[bool, ...], str] = {}
        for text in islice(self._tried(), _MOST_TRIED):
            if text.isprintable() and not is_blank(text) and fold(text) not in self._never:
                found.setdefault(self.answers(text), text)
        return found

    def _tried(self) -> Iterable[str]:
        yield from self._natural
        yield "Other"
        yield "Northwind"
        for test in self.tests:
            if isinstance(test, InSet):
                yield from (self._as_written(item) for item in test.items[:_MOST_EXACT])
        parts = [test for test in self.tests if isinstance(test, TextMatches)]
        for size in range(1, len(parts) + 1):
            for several in combinations(parts, size):
                for items in islice(product(*(self._spread(test.items) for test in several)), 60 if size > 1 else 40):
                    yield from _composed(list(zip([test.kind for test in several], items, strict=True)))
        yield "zq"

    def _spread(self, items: Sequence[str]) -> list[str]:
        return [self._as_written(item) for item in items[:_MOST_ITEMS]]

    def _as_written(self, item: str) -> str:
        return self._written.get(item, item)


def _composed(parts: list[tuple[MatchKind, str]]) -> Iterable[str]:
    """Texts that ought to pass all of these; whether they do is asked afterwards."""
    if len(parts) == 1:
        kind, item = parts[0]
        yield item
        match kind:
            case "starts with":
                yield from (f"{item} one", f"{item}1")
            case "ends with":
                yield from (f"one {item}", f"1{item}")
            case _:
                yield from (f"{item} one", f"one {item}", f"one {item} two")
                if kind == "contains":
                    yield f"1{item}1"
        return
    starts = [item for kind, item in parts if kind == "starts with"]
    ends = [item for kind, item in parts if kind == "ends with"]
    inside = [item for kind, item in parts if kind in ("contains", "has the word")]
    start, end = max(starts, key=len, default=""), max(ends, key=len, default="")
    for between in (" ", ""):
        yield between.join(part for part in (start, *inside, end) if part)
    if inside and not start and not end:
        yield " ".join(("one", *inside, "two"))
    if start and end:
        yield start if start.endswith(end) else f"{start}{end}"


def _implies(first: MatchKind, a: str, second: MatchKind, b: str) -> bool:
    """Whether every text that passes the first passes the second; where it says no, some may."""
    match first, second:
        case (_, "contains") if first != "has the word" or " " not in a:
            return b in a
        case ("starts with", "starts with"):
            return a.startswith(b)
        case ("ends with", "ends with"):
            return a.endswith(b)
        case ("has the word", "has the word"):
            return f" {b} " in f" {a} "
        case _:
            return False


def _excludes(first: MatchKind, a: str, second: MatchKind, b: str) -> bool:
    """Whether no text passes both; where it says no, perhaps none does."""
    if first != second:
        return False
    if first == "starts with":
        return not (a.startswith(b) or b.startswith(a))
    return first == "ends with" and not (a.endswith(b) or b.endswith(a))
