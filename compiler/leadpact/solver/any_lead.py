"""The record of any lead, as variables: for proofs. Whatever record there is, the variables can say it.

Exact are choices, yes or no, numbers and times. Dates may be any instant, and texts may answer in ways that no text
does (see `texts.Texts.rules`): both leave more open than there is, so that what is impossible here is impossible.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from leadpact.plan.numbers import Input
from leadpact.plan.points import Rows
from leadpact.plan.tests import Compare, Flag, InSet, IsKnown, Test, TextMatches
from leadpact.solver.circuit import FALSE, TRUE, ZERO, Lit, TooLarge, Whole, fixed
from leadpact.solver.ground import Amount, Both, Ground
from leadpact.solver.merging import SharedField
from leadpact.solver.reach import Reach
from leadpact.solver.rows import row_tests
from leadpact.solver.static import text_passes
from leadpact.solver.texts import Texts, TextTest
from leadpact_dsl.limits import AFTER_LAST_INSTANT, MOST_UNITS

_DAY: Final = 86_400_000
_FARTHEST: Final = 26 * 3_600_000
"""No wall clock is further from UTC than this, with room to spare."""


def tests_of_texts(both: Both, reach: Reach) -> dict[tuple[str, str], dict[TextTest, TextTest]]:
    """By common field of the lead the tests of texts, each once: as it is asked, without its `negated`."""
    found: dict[tuple[str, str], dict[TextTest, TextTest]] = {}
    for which, test in text_tests(reach):
        if test.input.owner == "lead":
            field = both.field(which, test.input)
            found.setdefault((field.owner, field.name), {})[bare(test)] = bare(test)
    return found


def text_tests(reach: Reach) -> list[tuple[int, TextTest]]:
    """All tests of texts, those of the rows of tables too."""
    found: list[tuple[int, TextTest]] = []
    for which, node in reach.nodes:
        tests: tuple[Test, ...] = ()
        if isinstance(node, (InSet, TextMatches)):
            tests = (node,)
        elif isinstance(node, Rows):
            tests = tuple(test for test, _ in row_tests(node).rows)
        found.extend(
            (which, one) for one in tests if isinstance(one, (InSet, TextMatches)) and one.input.type == "text"
        )
    return found


def bare(test: TextTest) -> TextTest:
    """What is asked of the text alone."""
    anyone = Input("", "", "text")
    return InSet(anyone, test.items, False) if isinstance(test, InSet) else TextMatches(anyone, test.kind, test.items)


@dataclass
class _Field:
    known: Lit
    flag: Lit = FALSE
    number: Whole = ZERO
    choices: dict[str, Lit] | None = None
    instants: tuple[Whole | None, ...] = ()
    texts: dict[TextTest, Lit] | None = None


class AnyLead:
    def __init__(self, ground: Ground, reach: Reach) -> None:
        self._ground = ground
        self._circuit = ground.circuit
        self._tests = tests_of_texts(ground.both, reach)
        self._fields: dict[tuple[str, str], _Field] = {}

    def holds(self, which: int, test: Test) -> Lit | None:
        """A test of one field; None for what is none, or is a comparison of numbers."""
        match test:
            case IsKnown(asked, known):
                found = self.known(which, asked)
                return found if known else -found
            case Flag(asked, wanted):
                return self._with_default(which, asked, self._flag(asked, which, wanted), lambda d: d is wanted)
            case InSet(asked, items, negated) if asked.type == "choice":
                field = self._field(which, asked)
                assert field.choices is not None
                merged, shared = self._ground.both.merged, self._ground.both.field(which, asked)
                common = {name for name in field.choices if merged.choice(which, shared, name) in items}
                chosen = self._circuit.any_of(lit for name, lit in field.choices.items() if name in common)
                return self._with_default(
                    which,
                    asked,
                    -chosen if negated else chosen,
                    lambda d: (merged.choice(which, shared, str(d)) in items) is not negated,
                )
            case InSet() | TextMatches():
                negated = isinstance(test, InSet) and test.negated
                field = self._field(which, test.input)
                assert field.texts is not None
                found = field.texts[bare(test)]
                return self._with_default(
                    which,
                    test.input,
                    -found if negated else found,
                    lambda d: isinstance(d, str) and text_passes(test, d) is not negated,
                )
            case Compare():
                return None
            case _:
                return None

    def known(self, which: int, asked: Input) -> Lit:
        shared = self._ground.both.field(which, asked)
        return TRUE if self._ground.both.default(which, shared) is not None else self._field(which, asked).known

    def number(self, which: int, asked: Input) -> Amount:
        field = self._field(which, asked)
        shared = self._ground.both.field(which, asked)
        at = field.number if asked.type == "number" else field.instants[which]
        assert at is not None
        default = self._ground.both.default(which, shared)
        if isinstance(default, int) and not isinstance(default, bool):
            return Amount(TRUE, self._circuit.if_else(field.known, at, fixed(default)))
        return Amount(field.known, at)

    def values(self, which: int, asked: Input) -> list[tuple[int, Lit]]:
        raise TooLarge("a field of any lead has more values than can be told")

    def _with_default(self, which: int, asked: Input, given: Lit, of_default: object) -> Lit:
        assert callable(of_default)
        shared = self._ground.both.field(which, asked)
        known = self._field(which, asked).known
        default = self._ground.both.default(which, shared)
        answer = FALSE if default is None else TRUE if of_default(default) else FALSE
        return self._circuit.any_of((self._circuit.all_of((known, given)), self._circuit.all_of((-known, answer))))

    def _flag(self, asked: Input, which: int, wanted: bool) -> Lit:
        found = self._field(which, asked).flag
        return found if wanted else -found

    # ---------------------------------------------------------------------------------------------------- variables

    def _field(self, which: int, asked: Input) -> _Field:
        shared = self._ground.both.field(which, asked)
        key = (shared.owner, shared.name)
        if key not in self._fields:
            self._fields[key] = self._new(shared, asked)
        return self._fields[key]

    def _new(self, shared: SharedField, asked: Input) -> _Field:
        circuit = self._circuit
        field = _Field(TRUE if shared.required else circuit.boolean())
        match asked.type:
            case "flag":
                field.flag = circuit.boolean()
            case "number":
                field.number = circuit.integer(-MOST_UNITS, MOST_UNITS)
            case "choice":
                field.choices = {name: circuit.boolean() for name in shared.choices}
                if field.choices:
                    circuit.exactly_one(list(field.choices.values()))
                else:  # no value suits both policies
                    circuit.require(-field.known)
            case "instant":
                field.instants = self._instants(shared)
            case "text":
                field.texts = self._texts(list(self._tests.get((shared.owner, shared.name), {})))
        return field

    def _instants(self, shared: SharedField) -> tuple[Whole | None, ...]:
        """The instant of a time is the same for all; a day begins at another instant in each zone."""
        zones = {
            self._ground.both.policies[which].agreement.timezone
            for which, one in enumerate(shared.of)
            if one is not None
        }
        if shared.first.kind == "time" or len(zones) == 1:
            at = self._circuit.integer(-_FARTHEST, AFTER_LAST_INSTANT + _FARTHEST)
            return tuple(None if one is None else at for one in shared.of)
        day = self._circuit.integer(0, AFTER_LAST_INSTANT // _DAY)
        return tuple(
            None if one is None else day * _DAY + self._circuit.integer(-_FARTHEST, _FARTHEST) for one in shared.of
        )

    def _texts(self, tests: list[TextTest]) -> dict[TextTest, Lit]:
        circuit = self._circuit
        texts = Texts(tests)
        lits = [circuit.boolean() for _ in tests]
        exact = [(one, circuit.boolean()) for one in texts.exact()]
        if exact:
            circuit.model.add_at_most_one([circuit.literal(lit) for _, lit in exact])
        for one, lit in exact:
            for says, answer in zip(one.says, lits, strict=True):
                if says is not None:
                    circuit.require(-lit, answer if says else -answer)
        for place, test in enumerate(tests):
            if isinstance(test, InSet):  # a text that is named nowhere is in no set
                circuit.require(-lits[place], *(lit for one, lit in exact if one.says[place]))
        for pair in texts.rules():
            circuit.require(-lits[pair.first], lits[pair.second] if pair.alike else -lits[pair.second])
        return dict(zip(tests, lits, strict=True))
