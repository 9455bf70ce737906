"""What a policy asks of texts, each text looked at once: a title seen again means what it meant the last time.

All that is asked of one field stands in one function, which remembers its answers for the texts that it saw last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from leadpact.plan import Plan
from leadpact.plan.numbers import Input
from leadpact.plan.points import Rows
from leadpact.plan.tests import DefineHolds, InSet, TextMatches
from leadpact.targets.python.constants import Constants, literal
from leadpact.targets.python.expressions import text_test
from leadpact.targets.python.names import Names
from leadpact.targets.python.prices import Priced, items_of, points_of, priced_in
from leadpact.targets.python.walk import reached

FOLDED: Literal["folded"] = "folded"
"""The text itself, as it is compared; a table of points is looked up with it."""
Asked: TypeAlias = "TextMatches | InSet | Priced | Literal['folded']"
_FORMS = {"has the word": "has", "contains": "contains", "starts with": "starts_with", "ends with": "ends_with"}


@dataclass(frozen=True)
class TextScope:
    """The text that a function is asked about, as its tests see it."""

    constants: Constants
    known: bool

    def value(self, _: Input) -> str:
        return "given"

    def folded(self, _: Input) -> str:
        return "folded"

    def words(self, _: Input) -> str:
        return "parted"

    def padded(self, _: Input) -> str:
        return "padded(parted)"

    def always_known(self, _: Input) -> bool:
        return self.known

    def constant_set(self, wish: str, items: Sequence[str]) -> str:
        return self.constants.set_of(wish, items)

    def constant_pattern(self, wish: str, items: Sequence[str]) -> str:
        return self.constants.pattern(wish, items)


@dataclass
class Texts:
    """The functions of one scorer."""

    plan: Plan
    constants: Constants
    names: Names
    lines: list[str] = field(default_factory=list)
    asked: dict[Input, list[Asked]] = field(default_factory=dict)
    _named: dict[Input, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._defined: dict[object, str] = {
            test: name for name, test in self.plan.defines.items() if isinstance(test, (TextMatches, InSet))
        }
        for asked, what in _questions(self.plan, _everything(self.plan)):
            known = self.asked.setdefault(asked, [])
            if what not in known:
                known.append(what)

    def asked_by(self, roots: Iterable[object]) -> dict[Input, list[Asked]]:
        """What some nodes of the plan ask of each text."""
        found: dict[Input, list[Asked]] = {}
        for asked, what in _questions(self.plan, roots):
            found.setdefault(asked, []).append(what)
        return found

    def about(self, asked: Input, value: str, wanted: Sequence[Asked], folded: str) -> tuple[str, dict[Asked, str]]:
        """The line that answers what is wanted of a text, and the names of the answers."""
        table = self._table(asked)
        names = {
            what: self.names.fresh(folded if what == FOLDED else self._defined.get(what) or _wish(what))
            for what in self.asked[asked]
            if what in wanted
        }
        targets = [names.get(what, "_") for what in self.asked[asked]]
        left = f"{', '.join(targets)}{',' if len(targets) == 1 else ''}"
        if len(targets) == 1 or len(left) > 60:
            left = f"({left})"
        return f"{left} = {table}[{value}]", names

    def _table(self, asked: Input) -> str:
        if asked not in self._named:
            of = asked.name if asked.owner == "lead" else f"{asked.owner}_{asked.name}"
            self._named[asked] = self.names.fresh(f"about_{of}".upper())
            self.lines += self._written(asked, self._named[asked], self.names.fresh(f"about_{of}"))
        return self._named[asked]

    def _written(self, asked: Input, table: str, function: str) -> Iterator[str]:
        policy, whats = self.plan.policy, self.asked[asked]
        fields = policy.lead.fields if asked.owner == "lead" else policy.activities[asked.owner].fields
        known = not fields[asked.name].can_be_unknown
        scope = TextScope(self.constants, known)
        answers = [self._answer(scope, what) for what in whats]
        given = "str" if known else "str | None"
        of = {Priced: "int", str: given}
        kinds = ", ".join(of.get(type(what), "bool") for what in whats)
        label = ascii(fields[asked.name].label)[1:-1].replace('"', "'").replace("\\", "/")
        yield f"def {function}(given: {given}) -> tuple[{kinds}]:"
        yield f'    """{label}: what the policy asks of this text."""'
        yield f"    folded = {'' if known else 'None if given is None else '}fold(given)"
        if any("parted" in answer for answer in answers):
            yield f"    parted = words(folded){'' if known else ' if folded else []'}"
        yield "    return ("
        yield from (f"        {answer}," for answer in answers)
        yield "    )"
        yield ""
        yield ""
        yield f"{table} = Remembered({function})"
        yield ""
        yield ""

    def _answer(self, scope: TextScope, what: Asked) -> str:
        match what:
            case "folded":
                return FOLDED
            case Priced(rows, up):
                points, other = items_of(rows, points_of(rows, up))
                if scope.known:
                    del points[None]
                return f"{self.constants.table(f'{asked_of(what).name}_points', points)}.get(folded, {literal(other)})"
            case _:
                return text_test(scope, what)[0]


def asked_of(what: TextMatches | InSet | Priced) -> Input:
    """The text that is looked at."""
    if isinstance(what, Priced):
        assert isinstance(what.rows.by, Input)
        return what.rows.by
    return what.input


def _questions(plan: Plan, roots: Iterable[object]) -> Iterator[tuple[Input, Asked]]:
    nodes = list(reached(plan, roots))
    priced = dict.fromkeys(one for node in nodes for one in priced_in(node))
    paying = {one.rows for one in priced}
    yield from ((asked_of(one), one) for one in priced)
    for node in nodes:
        match node:
            case TextMatches(input=asked):
                yield asked, node
            case InSet(input=asked, items=items) if asked.type == "text" and items:
                yield asked, node
            case Rows(by=Input() as asked) if asked.type == "text" and node not in paying:
                yield asked, FOLDED
            case _:
                pass


def _everything(plan: Plan) -> list[object]:
    """Whatever a decision and its explanation are made of."""
    return [
        *plan.scores.values(),
        *plan.grades.values(),
        *(DefineHolds(name) for name in plan.defines),
        *plan.disqualify,
        *plan.recycle,
        *plan.stages,
        *plan.routes,
        *plan.clocks,
    ]


def _wish(what: TextMatches | InSet | Priced) -> str:
    """`title_has_ceo_or_others`."""
    if isinstance(what, Priced):
        return f"{asked_of(what).name}_points"
    name = what.input.name
    if isinstance(what, TextMatches):
        name += f"_{_FORMS[what.kind]}"
    else:
        name += "_is_not" if what.negated else "_is"
    first = re.sub(r"[^A-Za-z0-9]+", "_", what.items[0]).strip("_")[:24] or "text"
    return f"{name}_{first}" + ("_or_others" if len(what.items) > 1 else "")
