"""Yes-or-no values and whole numbers of a CP-SAT model. What is known beforehand is folded; the same is made once.

A literal is an int: 1 is true, -1 is false, and -n is the opposite of n. A `Whole` is a sum of variables with its
bounds. Nothing here knows of policies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Lit: TypeAlias = int
TRUE: Final[Lit] = 1
FALSE: Final[Lit] = -1

MOST: Final = 2**60
"""Every sum stays within ± this, so that nothing overflows inside the solver."""


class TooLarge(Exception):
    """A number outgrows what the solver counts exactly, or a model outgrows its bounds; caught by `World.find`."""


@dataclass(frozen=True)
class Whole:
    """`const` plus each variable times its coefficient; it lies within `low` and `high`."""

    terms: tuple[tuple[int, int], ...]
    const: int
    low: int
    high: int

    @property
    def known(self) -> int | None:
        return self.const if not self.terms else None

    def __add__(self, other: Whole) -> Whole:
        return total((self, other))

    def __sub__(self, other: Whole) -> Whole:
        return total((self, other * -1))

    def __mul__(self, factor: int) -> Whole:
        if factor == 0:
            return ZERO
        low, high = sorted((self.low * factor, self.high * factor))
        return _whole(tuple((name, by * factor) for name, by in self.terms), self.const * factor, low, high)


def fixed(value: int) -> Whole:
    return Whole((), value, value, value)


ZERO: Final = fixed(0)


def _whole(terms: tuple[tuple[int, int], ...], const: int, low: int, high: int) -> Whole:
    if low < -MOST or high > MOST:
        raise TooLarge("its numbers are larger than the solver counts exactly")
    return Whole(terms, const, low, high)


def total(parts: Iterable[Whole]) -> Whole:
    terms: dict[int, int] = {}
    const = low = high = 0
    for part in parts:
        const, low, high = const + part.const, low + part.low, high + part.high
        for name, by in part.terms:
            terms[name] = terms.get(name, 0) + by
    kept = tuple(sorted((name, by) for name, by in terms.items() if by))
    if not kept:
        low = high = const
    return _whole(kept, const, low, high)


class Circuit:
    """One model. Ids of variables begin at 2; a yes-or-no variable is its own literal."""

    def __init__(self) -> None:
        from ortools.sat.python import cp_model

        self.model = cp_model.CpModel()
        self._linear = cp_model.LinearExpr
        self.variables: list[cp_model.IntVar] = []
        self._bounds: list[tuple[int, int]] = []
        self._made: dict[tuple[object, ...], Lit] = {}
        self._wholes: dict[tuple[object, ...], Whole] = {}

    # ---------------------------------------------------------------------------------------------------- variables

    def boolean(self) -> Lit:
        return self._new(self.model.new_bool_var(""), 0, 1)

    def integer(self, low: int, high: int) -> Whole:
        if low == high:
            return fixed(low)
        if low < -MOST or high > MOST:
            raise TooLarge("its numbers are larger than the solver counts exactly")
        return Whole(((self._new(self.model.new_int_var(low, high, ""), low, high), 1),), 0, low, high)

    def one_of(self, values: Iterable[int]) -> Whole:
        """A number that is one of these."""
        from ortools.sat.python import cp_model

        known = sorted(set(values))
        if len(known) == 1:
            return fixed(known[0])
        variable = self.model.new_int_var_from_domain(cp_model.Domain.from_values(known), "")
        return Whole(((self._new(variable, known[0], known[-1]), 1),), 0, known[0], known[-1])

    def _new(self, variable: cp_model.IntVar, low: int, high: int) -> int:
        self.variables.append(variable)
        self._bounds.append((low, high))
        return len(self.variables) + 1

    def of(self, lit: Lit) -> Whole:
        """1 where it holds, else 0."""
        if lit in (TRUE, FALSE):
            return fixed(int(lit == TRUE))
        if lit > 0:
            return Whole(((lit, 1),), 0, 0, 1)
        return Whole(((-lit, -1),), 1, 0, 1)

    # ----------------------------------------------------------------------------------------------------- yes or no

    def all_of(self, lits: Iterable[Lit]) -> Lit:
        parts = sorted({lit for lit in lits if lit != TRUE})
        if FALSE in parts or any(-lit in parts for lit in parts if lit < 0):
            return FALSE
        if len(parts) <= 1:
            return parts[0] if parts else TRUE
        return self._once(("all", *parts), lambda: self._conjunction(parts))

    def any_of(self, lits: Iterable[Lit]) -> Lit:
        return -self.all_of(-lit for lit in lits)

    def at_least(self, count: int, lits: Sequence[Lit]) -> Lit:
        count -= sum(lit == TRUE for lit in lits)
        open_ones = sorted(lit for lit in lits if lit not in (TRUE, FALSE))
        if count <= 0:
            return TRUE
        if count > len(open_ones):
            return FALSE
        if count == 1:
            return self.any_of(open_ones)
        if count == len(open_ones):
            return self.all_of(open_ones)
        return self.ge(total(self.of(lit) for lit in open_ones), count)

    def same(self, first: Lit, second: Lit) -> Lit:
        if first in (TRUE, FALSE):
            return second if first == TRUE else -second
        if second in (TRUE, FALSE):
            return first if second == TRUE else -first
        return self.any_of((self.all_of((first, second)), self.all_of((-first, -second))))

    def choose(self, lit: Lit, yes: Lit, no: Lit) -> Lit:
        if yes == no:
            return yes
        return self.any_of((self.all_of((lit, yes)), self.all_of((-lit, no))))

    def _conjunction(self, parts: list[Lit]) -> Lit:
        made = self.boolean()
        for part in parts:
            self.model.add_implication(self.literal(made), self.literal(part))
        self.model.add_bool_or([self.literal(made), *(self.literal(-part) for part in parts)])
        return made

    def require(self, *lits: Lit) -> None:
        """At least one of them holds."""
        if TRUE in lits:
            return
        self.model.add_bool_or([self.literal(lit) for lit in lits if lit != FALSE])

    def exactly_one(self, lits: Sequence[Lit]) -> None:
        self.model.add_exactly_one([self.literal(lit) for lit in lits])

    def literal(self, lit: Lit) -> cp_model.LiteralT:
        if lit in (TRUE, FALSE):
            return lit == TRUE
        variable = self.variables[abs(lit) - 2]
        return variable if lit > 0 else variable.negated()

    def _once(self, key: tuple[object, ...], make: Callable[[], Lit]) -> Lit:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    # ------------------------------------------------------------------------------------------------------- numbers

    def ge(self, whole: Whole, least: int) -> Lit:
        """The number is at least so much."""
        if whole.low >= least:
            return TRUE
        if whole.high < least:
            return FALSE
        terms, wanted = whole.terms, least - whole.const
        if terms[0][1] < 0:  # one form of a comparison and of its opposite
            return -self._ge(tuple((name, -by) for name, by in terms), -wanted + 1)
        return self._ge(terms, wanted)

    def _ge(self, terms: tuple[tuple[int, int], ...], least: int) -> Lit:
        divisor = gcd(*(by for _, by in terms))
        if divisor > 1:
            terms, least = tuple((name, by // divisor) for name, by in terms), -(-least // divisor)
        if len(terms) == 1 and self._bounds[terms[0][0] - 2] == (0, 1):
            return terms[0][0] if least == 1 else TRUE if least < 1 else FALSE
        return self._once(("ge", terms, least), lambda: self._reified(terms, least))

    def _reified(self, terms: tuple[tuple[int, int], ...], least: int) -> Lit:
        made = self.boolean()
        expression = self._linear.weighted_sum([self.variables[name - 2] for name, _ in terms], [by for _, by in terms])
        low, high = self._reach(terms)
        self.model.add_linear_constraint(expression, least, high).only_enforce_if(self.literal(made))
        self.model.add_linear_constraint(expression, low, least - 1).only_enforce_if(self.literal(-made))
        return made

    def _reach(self, terms: tuple[tuple[int, int], ...]) -> tuple[int, int]:
        """The least and the most that a sum can be, from the bounds of its variables."""
        low = high = 0
        for name, by in terms:
            least, most = sorted(bound * by for bound in self._bounds[name - 2])
            low, high = low + least, high + most
        return low, high

    def le(self, whole: Whole, most: int) -> Lit:
        return -self.ge(whole, most + 1)

    def is_(self, whole: Whole, value: int) -> Lit:
        return self.all_of((self.ge(whole, value), self.le(whole, value)))

    def not_later(self, first: Whole, second: Whole) -> Lit:
        """The first is at most the second."""
        return self.ge(second - first, 0)

    def hint(self, whole: Whole, value: int) -> None:
        """A value to try first."""
        for name, _ in whole.terms:
            self.model.add_hint(self.variables[name - 2], value)

    def require_between(self, whole: Whole, low: int, high: int, *given: Lit) -> None:
        """The number lies within, wherever all that is given holds."""
        if FALSE in given or (whole.low >= low and whole.high <= high):
            return
        if not whole.terms:
            self.require(*(-lit for lit in given))
            return
        expression = self._linear.weighted_sum(
            [self.variables[name - 2] for name, _ in whole.terms], [by for _, by in whole.terms]
        )
        least, most = self._reach(whole.terms)
        least, most = max(low - whole.const, least), min(high - whole.const, most)
        if least > most:
            self.require(*(-lit for lit in given))
            return
        constraint = self.model.add_linear_constraint(expression, least, most)
        conditions = [self.literal(lit) for lit in given if lit != TRUE]
        if conditions:
            constraint.only_enforce_if(*conditions)

    def require_equal(self, first: Whole, second: Whole, *given: Lit) -> None:
        self.require_between(first - second, 0, 0, *given)

    def require_not_more(self, first: Whole, second: Whole, *given: Lit) -> None:
        self.require_between(second - first, 0, MOST, *given)

    def if_else(self, lit: Lit, yes: Whole, no: Whole) -> Whole:
        if lit in (TRUE, FALSE) or yes == no:
            return yes if lit != FALSE else no
        if yes.known is not None and no.known is not None:
            return fixed(no.known) + self.of(lit) * (yes.known - no.known)

        def make() -> Whole:
            made = self.integer(min(yes.low, no.low), max(yes.high, no.high))
            self.require_equal(made, yes, lit)
            self.require_equal(made, no, -lit)
            return made

        return self._whole_once(("if", lit, yes, no), make)

    def where(self, lit: Lit, whole: Whole) -> Whole:
        """The number where it holds, else nothing."""
        return self.if_else(lit, whole, ZERO)

    def largest(self, wholes: Iterable[Whole]) -> Whole:
        everything = sorted(set(wholes), key=lambda one: (one.terms, one.const))
        floor = max(part.low for part in everything)
        parts = [part for part in everything if part.high > floor]
        if not parts:
            return fixed(floor)
        if all(part.low < floor for part in parts):
            parts.append(fixed(floor))
        found = parts[0]
        for part in parts[1:]:
            # Not by the solver's own maximum: with some settings it loses solutions in presolving it (OR-Tools 9.15).
            found = self._larger(found, part)
        return found

    def _larger(self, one: Whole, other: Whole) -> Whole:
        first = self.ge(one - other, 0)
        if first in (TRUE, FALSE):
            return one if first == TRUE else other

        def make() -> Whole:
            made = self.integer(max(one.low, other.low), max(one.high, other.high))
            self.require_equal(made, one, first)
            self.require_equal(made, other, -first)
            return made

        return self._whole_once(("larger", one, other), make)

    def smallest(self, wholes: Iterable[Whole]) -> Whole:
        return self.largest(whole * -1 for whole in wholes) * -1

    def held_within(self, whole: Whole, low: int | None, high: int | None) -> Whole:
        if high is not None and whole.high > high:
            whole = self.smallest((whole, fixed(high)))
        if low is not None and whole.low < low:
            whole = self.largest((whole, fixed(low)))
        return whole

    def rounded(self, whole: Whole, divisor: int) -> Whole:
        """Divided, half away from zero."""
        if divisor == 1:
            return whole
        if whole.const % divisor == 0 and all(by % divisor == 0 for _, by in whole.terms):
            terms = tuple((name, by // divisor) for name, by in whole.terms)
            return Whole(terms, whole.const // divisor, -(-whole.low // divisor), whole.high // divisor)

        def make() -> Whole:
            half = divisor // 2
            made = self.integer(_rounded(whole.low, divisor), _rounded(whole.high, divisor))
            positive = self.ge(whole, 0)
            self.require_between(whole - made * divisor, -half, divisor - 1 - half, positive)
            self.require_between(made * divisor - whole, -half, divisor - 1 - half, -positive)
            return made

        return self._whole_once(("rounded", whole, divisor), make)

    def divided(self, whole: Whole, divisor: int) -> Whole:
        """Divided, rounded down; the number is never negative."""

        def make() -> Whole:
            made = self.integer(max(0, whole.low) // divisor, whole.high // divisor)
            self.require_between(whole - made * divisor, 0, divisor - 1)
            return made

        return self._whole_once(("divided", whole, divisor), make)

    def _whole_once(self, key: tuple[object, ...], make: Callable[[], Whole]) -> Whole:
        if key not in self._wholes:
            self._wholes[key] = make()
        return self._wholes[key]

    def expression(self, whole: Whole) -> cp_model.LinearExprT:
        if not whole.terms:
            return whole.const
        parts = self._linear.weighted_sum(
            [self.variables[name - 2] for name, _ in whole.terms], [by for _, by in whole.terms]
        )
        return parts + whole.const


def _rounded(value: int, divisor: int) -> int:
    size = (abs(value) + divisor // 2) // divisor
    return size if value >= 0 else -size
