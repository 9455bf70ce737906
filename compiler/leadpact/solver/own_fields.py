"""The own fields of activities: which kinds of records the clauses of a question tell apart.

Two records of which all tests say the same are alike, so that it is enough to count how many there are of each sort.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from typing import Final, Protocol, TypeAlias

from leadpact.plan.activities import Distinct, Pick, Source
from leadpact.plan.numbers import Dial, Input, InputNumber, Now, Number, Times
from leadpact.plan.points import EachPays, Rows
from leadpact.plan.tests import AtLeast, Compare, InSet, Negated, Test, TextMatches
from leadpact.solver.any_lead import bare
from leadpact.solver.circuit import TooLarge
from leadpact.solver.ground import Both
from leadpact.solver.merging import SharedField
from leadpact.solver.reach import Reach
from leadpact.solver.rows import RowTests, row_tests
from leadpact.solver.static import NotStatic, Static, Value, ValueOf
from leadpact.solver.texts import Texts, TextTest
from leadpact_dsl.text import fold

MOST_RECORDS: Final = 30_000


@dataclass(frozen=True)
class TextSort:
    """Any text of which the tests say this; `text` is one, where one was found."""

    says: tuple[tuple[TextTest, bool], ...]
    text: str | None


Raw: TypeAlias = "str | int | bool | TextSort | None"


@dataclass(frozen=True)
class Record:
    """Values by common name; `free` are answers to comparisons that hang on the instant of the decision.

    A date is its instant in records for proofs, and the ordinal of its day in records that can be written down.
    """

    values: Mapping[str, Raw]
    free: Mapping[Compare, bool]


@dataclass(frozen=True)
class Sort:
    """Records of a kind that are alike to all clauses; `record` is one of them, `place` tells the sorts apart."""

    kind: str
    place: int
    record: Record


class Judge(Static):
    """Answers for own fields; what hangs on the instant is answered by the record (`free`)."""

    def __init__(self, both: Both, which: int, kind: str, now: int | None, amounts: Mapping[str, int]) -> None:
        super().__init__(0 if now is None else now, amounts)
        self._both, self._which, self._kind = both, which, kind
        self._open = now is None
        self._record = Record({}, {})

    def of(self, record: Record, test: Test | None) -> bool:
        self._record = record
        return test is None or self.holds(test, self.value)

    def pays(self, record: Record, rows: RowTests) -> int:
        self._record = record
        return self.points(rows, self.value)

    def holds(self, test: Test, value_of: object) -> bool:
        if isinstance(test, Compare) and self._open and dynamic(test):
            left = self.number(test.left, self.value) if _is_own(test.left) else 0
            right = self.number(test.right, self.value) if _is_own(test.right) else 0
            return left is not None and right is not None and self._record.free.get(test, False)
        if isinstance(test, (InSet, TextMatches)) and test.input.type == "text":
            raw = self._raw(test.input)
            if isinstance(raw, TextSort):
                negated = isinstance(test, InSet) and test.negated
                return dict(raw.says)[bare(test)] is not negated
        return super().holds(test, self.value)

    def value(self, asked: Input) -> Value:
        raw = self._raw(asked)
        if isinstance(raw, TextSort):
            return raw.text or "?"
        if isinstance(raw, str) and asked.type == "choice":
            return self._both.merged.choice(self._which, self._field(asked), raw)
        return raw

    def edges(self, test: Test) -> list[int]:
        """The values at which a comparison changes its answer, in units of the field."""
        return edges_of(test, self)

    def key(self, asked: Input) -> object:
        """What tells two values of a field apart that are counted as different ones."""
        raw = self.value(asked)
        return fold(raw) if isinstance(raw, str) else raw

    def number(self, number: Number, value_of: ValueOf) -> int | None:
        if self._open and isinstance(number, (Dial, Now)):
            raise NotStatic
        return super().number(number, value_of)

    def _raw(self, asked: Input) -> Raw:
        field = self._field(asked)
        raw = self._record.values.get(field.name)
        if raw is None:
            return self._both.default(self._which, field)
        if field.first.kind == "date" and not self._open and isinstance(raw, int):
            return self._both.start_of_day(self._which, raw)
        return raw

    def _field(self, asked: Input) -> SharedField:
        return self._both.merged.common[self._which][self._kind, asked.name]


def dynamic(test: Compare) -> bool:
    return any(isinstance(_core(side), (Dial, Now)) for side in (test.left, test.right))


def _core(number: object) -> object:
    while isinstance(number, Times):
        number = number.number
    return number


def _is_own(number: object) -> bool:
    return isinstance(_core(number), InputNumber)


def edges_of(test: Test, static: Static) -> list[int]:
    """The values of the field that is compared at which the answer changes; none for what hangs on an open instant."""
    found: list[int] = []
    if not isinstance(test, Compare):
        return found
    for one, other in ((test.left, test.right), (test.right, test.left)):
        if _is_own(one):
            factor = one.factor if isinstance(one, Times) else 1
            with suppress(NotStatic):
                value = static.number(other, lambda _: None)
                if value is not None:
                    found += [value // factor, -(-value // factor)]
    return found


@dataclass(frozen=True)
class Asked:
    """What one policy asks of the records of one of its kinds."""

    which: int
    kind: str
    tests: tuple[Test, ...]
    tables: tuple[RowTests, ...]
    known: tuple[str, ...]
    different: tuple[str, ...]


def asked_of(both: Both, reach: Reach) -> dict[str, list[Asked]]:
    """By common kind what is asked of it."""
    gathered: dict[
        tuple[int, str], tuple[dict[Test, None], dict[RowTests, None], dict[str, None], dict[str, None]]
    ] = {}

    def of(which: int, kind: str) -> tuple[dict[Test, None], dict[RowTests, None], dict[str, None], dict[str, None]]:
        return gathered.setdefault((which, kind), ({}, {}, {}, {}))

    for which, node in reach.nodes:
        match node:
            case Pick(kind=kind, where=where):
                tests = of(which, kind)[0]
                if where is not None:
                    tests[where] = None
            case EachPays(source=source, price=Rows() as price):
                for kind in source.kinds:
                    of(which, kind)[1][row_tests(price)] = None
            case Distinct(source=source, field=field):
                for kind in source.kinds:
                    of(which, kind)[3][field] = None
            case _:
                pass
        if isinstance(node, Source) and node.known is not None:
            for kind in node.kinds:
                of(which, kind)[2][node.known] = None
    found: dict[str, list[Asked]] = {}
    for (which, kind), (tests, tables, known, different) in gathered.items():
        asked = Asked(which, kind, tuple(tests), tuple(tables), tuple(known), tuple(different))
        found.setdefault(both.merged.kinds[which][kind], []).append(asked)
    return found


class OwnFields:
    """The sorts of records of one common kind.

    For proofs (`now` is None) every record there is belongs to a sort. For examples the sorts are those of records
    that can be written down, at the instant `now`; `apart` asks for several values where different ones are counted.
    """

    def __init__(
        self, both: Both, kind: str, asked: Sequence[Asked], now: int | None, amounts: Sequence[Mapping[str, int]],
        natural: Natural,
    ) -> None:  # fmt: skip
        self._both, self._kind, self._asked, self._now = both, kind, asked, now
        self._natural = natural
        self.judges = {one.which: Judge(both, one.which, one.kind, now, amounts[one.which]) for one in asked}
        self.sorts = self._sorts()

    def _sorts(self) -> list[Sort]:
        fields = self._fields()
        free = self._free() if self._now is None else []
        columns = [self._values(field) for field in fields]
        size = 2 ** len(free)
        for column in columns:
            size *= len(column)
        if size > MOST_RECORDS:
            raise TooLarge(f"activities “{self._kind}” can be told apart in more ways than can be looked at")
        found: dict[object, Sort] = {}
        for values in product(*columns):
            for answers in product((False, True), repeat=len(free)):
                record = Record(
                    {field.name: value for field, value in zip(fields, values, strict=True) if value is not None},
                    dict(zip(free, answers, strict=True)),
                )
                found.setdefault(self._told(record), Sort(self._kind, len(found), record))
        return list(found.values())

    def _told(self, record: Record) -> object:
        """All that any clause can tell of a record."""
        told: list[object] = []
        for one in self._asked:
            judge = self.judges[one.which]
            told += [judge.of(record, test) for test in one.tests]
            told += [judge.pays(record, table) for table in one.tables]
            inputs = {asked.name: asked for asked in self._both.plans[one.which].activities[one.kind]}
            told += [judge.of(record, None) and judge.value(inputs[name]) is not None for name in one.known]
            if self._now is not None:
                told += [judge.key(inputs[name]) for name in one.different]
        return tuple(told)

    def _fields(self) -> list[SharedField]:
        """The fields that anything is asked of, and those without which a record is refused."""
        wanted: dict[str, SharedField] = {
            field.name: field for field in self._both.merged.activities[self._kind].fields.values() if field.required
        }
        for one in self._asked:
            for asked in inputs_of((*one.tests, *one.tables)):
                field = self._both.merged.common[one.which][one.kind, asked.name]
                wanted[field.name] = field
            for name in (*one.known, *one.different):
                field = self._both.merged.common[one.which][one.kind, name]
                wanted[field.name] = field
        return list(wanted.values())

    def _free(self) -> list[Compare]:
        found: dict[Compare, None] = {}
        for one in self._asked:
            for test in atoms_of((*one.tests, *(test for table in one.tables for test, _ in table.rows))):
                if isinstance(test, Compare) and dynamic(test):
                    found[test] = None
        return list(found)

    def _values(self, field: SharedField) -> list[Raw]:
        unknown: list[Raw] = [] if field.required else [None]
        tests = [
            (one.which, test)
            for one in self._asked
            for test in atoms_of((*one.tests, *(test for table in one.tables for test, _ in table.rows)))
            if any(self._both.merged.common[one.which][one.kind, asked.name] is field for asked in inputs_of((test,)))
        ]
        apart = any(
            self._both.merged.common[one.which][one.kind, name] is field
            for one in self._asked
            for name in one.different
        )
        match field.first.kind:
            case "one of":
                return [*unknown, *field.choices]
            case "yes or no":
                return [*unknown, True, False]
            case "text":
                return [*unknown, *self._texts(field, [test for _, test in tests], apart)]
            case "date" if self._now is None and len({self._both.zone(one.which).name for one in self._asked}) > 1:
                raise TooLarge("a date of an activity is read in two time zones")
            case _:
                edges = sorted({edge for which, test in tests for edge in self.judges[which].edges(test)})
                return [*unknown, *self._natural.numbers(field, edges, any_value=self._now is None, apart=apart)]

    def _texts(self, field: SharedField, tests: list[Test], apart: bool) -> list[Raw]:
        asked = list({bare(test): None for test in tests if isinstance(test, (InSet, TextMatches))})
        texts = self._natural.texts(field, asked)
        found: list[Raw] = []
        if self._now is None:
            return [*_text_sorts(texts)]
        for says, text in texts.candidates().items():
            found.append(text)
            if apart:
                found += [more for more in _others(text) if texts.answers(more) == says]
        return found


def _others(text: str) -> list[str]:
    return [f"{text} {number}" for number in range(2, 7)] + [f"{number} {text}" for number in range(2, 5)]


def _text_sorts(texts: Texts) -> Iterator[TextSort]:
    """Every combination of answers that the rules of texts do not forbid."""
    if len(texts.tests) > 14:
        raise TooLarge("a text of an activity is asked for in more ways than can be looked at")
    exact, rules = texts.exact(), texts.rules()
    sets = [isinstance(test, InSet) for test in texts.tests]
    for says in product((False, True), repeat=len(texts.tests)):
        if any(says[rule.first] and says[rule.second] is not rule.alike for rule in rules):
            continue
        named = any(is_set and answer for is_set, answer in zip(sets, says, strict=True))
        fitting = any(
            all(known is None or known is answer for known, answer in zip(one.says, says, strict=True)) for one in exact
        )
        if not named or fitting:
            yield TextSort(tuple(zip(texts.tests, says, strict=True)), None)


def atoms_of(things: Sequence[object]) -> Iterator[Test]:
    for thing in things:
        match thing:
            case AtLeast(tests=tests):
                yield from atoms_of(tests)
            case Negated(test=test):
                yield from atoms_of((test,))
            case RowTests(known=known, rows=rows):
                yield from atoms_of((known, *(test for test, _ in rows)))
            case _:
                yield thing  # type: ignore[misc]


def inputs_of(things: Sequence[object]) -> Iterator[Input]:
    """The fields that tests or tables ask for, in order."""
    for atom in atoms_of(things):
        if isinstance(atom, Compare):
            for side in (atom.left, atom.right):
                core = _core(side)
                if isinstance(core, InputNumber):
                    yield core.input
        elif hasattr(atom, "input"):
            yield atom.input


class Natural(Protocol):
    """Values that people would write; whoever makes the model knows them from the policies."""

    def numbers(self, field: SharedField, edges: list[int], *, any_value: bool, apart: bool) -> list[int]:
        """Values on every side of the edges; `any_value`: one for every order there is, whether natural or not."""

    def texts(self, field: SharedField, tests: list[TextTest]) -> Texts: ...
