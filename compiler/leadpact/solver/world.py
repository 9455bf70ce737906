"""The world of one lead: is there one for which all this holds? An example that the reference confirms, or a proof.

Two models are asked. The first knows only leads that can be written down (`picked_lead`, `picked_log`); what it finds
is decided by the reference evaluation before anybody sees it. The second knows every lead there is, and more
(`any_lead`, `any_log`): what is impossible there is impossible. Where neither has an answer in its time, none is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from leadpact.digest import digest_of
from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact.solver.any_lead import AnyLead
from leadpact.solver.any_log import AnyLog
from leadpact.solver.asks import Ask, Reference
from leadpact.solver.circuit import FALSE, TRUE, Circuit, Lit, TooLarge, Whole
from leadpact.solver.encoding import Questions
from leadpact.solver.ground import Both, Ground
from leadpact.solver.keys import Keys
from leadpact.solver.merging import merge
from leadpact.solver.natural import Habits, NaturalValues
from leadpact.solver.own_fields import OwnFields, asked_of
from leadpact.solver.reach import Reach
from leadpact.solver.searches import Picking, Search, Sketch
from leadpact.solver.shrinking import with_fewer_facts
from leadpact.solver.sight import Sight
from leadpact.solver.witness import Witness
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.limits import AFTER_LAST_INSTANT, FIRST_INSTANT
from leadpact_dsl.model import Policy

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


@dataclass(frozen=True)
class Limits:
    """`deterministic` is the solver's own measure of work for each model, `seconds` the wall's; `tries` bounds how
    often an example that the reference does not confirm is sought again. Without `core` all questions are a proof's
    core: to find the smaller one takes as long again."""

    deterministic: float = 2.0
    seconds: float = 8.0
    tries: int = 3
    core: bool = True


USUAL: Final = Limits()


@dataclass(frozen=True)
class Impossible:
    """For no lead at any instant. `core` are those of the questions that contradict each other already."""

    core: tuple[Ask, ...]


@dataclass(frozen=True)
class Unknown:
    """Neither an example nor a proof was found; `why` is a sentence."""

    why: str


Found: TypeAlias = "Witness | Impossible | Unknown"


class World:
    """One or two policies, each without errors. `of` is how to make one."""

    def __init__(self, both: Both) -> None:
        self.both = both
        self.questions = Questions(both)
        self._habits = Habits(both)

    @staticmethod
    def of(policies: Sequence[Policy]) -> World | tuple[Diagnostic, ...]:
        plans: list[Plan] = []
        for policy in policies:
            plan = lower(policy, digest_of(policy), {})
            if not isinstance(plan, Plan):
                return plan
            plans.append(plan)
        merged = merge(policies)
        return World(Both(tuple(policies), tuple(plans), merged, Keys(plans, merged)))

    def find(self, *asks: Ask, limits: Limits = USUAL, doubtful: bool = False) -> Found:
        """A lead for which all of the questions are answered with yes, or the proof that there is none.

        `doubtful`: most likely there is none, and a proof is looked for before an example.
        """
        natural = self._habits.as_of()
        tried = None if doubtful else self._example(Sketch, asks, natural, limits)
        if isinstance(tried, Witness):
            return tried
        proof = self.proof(asks, limits)
        if isinstance(proof, Impossible):
            return proof
        instants = [natural, *([] if isinstance(proof, Unknown) else proof)]
        for search in (Sketch, Picking):
            for instant in dict.fromkeys(instants):
                if doubtful or search is Picking or instant != natural:
                    found = self._example(search, asks, instant, limits)
                    if isinstance(found, Witness):
                        return found
        return proof if isinstance(proof, Unknown) else Unknown(_NONE_FOUND)

    # -------------------------------------------------------------------------------------------------------- examples

    def _example(self, search: type[Search], asks: Sequence[Ask], now: int, limits: Limits) -> Witness | None:
        """A lead that the reference confirms; None where none was found."""
        try:
            model = search(self.both, self.questions, self._habits, asks, now)
        except TooLarge:
            return None
        for _ in range(0 if model.impossible else limits.tries):
            solver = self._solved(model, limits)
            if solver is None:
                break
            for witness in model.witnesses(solver):
                confirmed = self.confirmed(witness, asks)
                if confirmed is not None:
                    return self.fewer(confirmed, asks)
            model.block(solver)
        return None

    def _solved(self, model: Search, limits: Limits) -> cp_model.CpSolver | None:
        """A solver with a lead: the one with the fewest facts if that is found soon, else any one."""
        solver = _solver(replace(limits, deterministic=limits.deterministic * _SOON))
        status = solver.solve(model.circuit.model)
        if not _solved(status) and not _infeasible(status):
            solver = _solver(limits)
            solver.parameters.stop_after_first_solution = True
            status = solver.solve(model.circuit.model)
        return solver if _solved(status) else None

    def fewer(self, witness: Witness, asks: Sequence[Ask]) -> Witness:
        """A lead that was confirmed, without the facts that it can do without."""
        return with_fewer_facts(self.both, witness, lambda one: self.confirmed(one, asks))

    def confirmed(self, witness: Witness, asks: Sequence[Ask]) -> Witness | None:
        """The same with its decisions, if the reference says yes to everything."""
        decided = witness.decided(self.both)
        if decided is None:
            return None
        reference = Reference(self.both.policies, decided.records, decided.logs, decided.as_of, decided.decisions)
        return decided if all(reference.confirms(ask) for ask in asks) else None

    # ---------------------------------------------------------------------------------------------------------- proofs

    def proof(self, asks: Sequence[Ask], limits: Limits) -> Impossible | Unknown | list[int]:
        """The proof, or instants at which the lead might be found."""
        try:
            circuit, now, lits = self._any(asks)
        except TooLarge as large:
            return Unknown(f"It was not decided: {large}.")
        if FALSE in lits:
            return Impossible((asks[lits.index(FALSE)],))
        solver = _solver(limits)
        circuit.model.add_assumptions([circuit.literal(lit) for lit in lits if lit != TRUE])
        circuit.hint(now, self._habits.as_of())
        status = solver.solve(circuit.model)
        if _infeasible(status):
            if not _infeasible(_solver(limits, presolved=False).solve(circuit.model)):
                return Unknown(_TIME)
            return Impossible(self._core(asks, limits) if limits.core else tuple(asks))
        if not _solved(status):
            return Unknown(_TIME)
        at = _value(solver, circuit, now)
        return [at - at % 60_000, at - at % 1000]

    def _core(self, asks: Sequence[Ask], limits: Limits) -> tuple[Ask, ...]:
        """Questions are left out as long as the rest still contradicts itself."""
        kept = list(asks)
        for ask in asks:
            rest = [one for one in kept if one is not ask]
            if rest and self._contradicts(rest, limits):
                kept = rest
        return tuple(kept)

    def _contradicts(self, asks: Sequence[Ask], limits: Limits) -> bool:
        circuit, _, lits = self._any(asks)
        if FALSE in lits:
            return True
        for lit in lits:
            circuit.require(lit)
        model, half = circuit.model, replace(limits, seconds=limits.seconds / 2)
        return all(_infeasible(_solver(half, presolved=presolved).solve(model)) for presolved in (False, True))

    def _any(self, asks: Sequence[Ask]) -> tuple[Circuit, Whole, list[Lit]]:
        """The model of every lead at every instant."""
        circuit = Circuit()
        now = circuit.integer(FIRST_INSTANT, AFTER_LAST_INSTANT - 1)
        ground = Ground(self.both, circuit, now)
        reach = Reach(self.both.plans, _roots(self.questions, asks))
        values = NaturalValues(self.both, self._habits, None)
        own = {
            kind: OwnFields(self.both, kind, asked, None, [{} for _ in self.both.plans], values)
            for kind, asked in asked_of(self.both, reach).items()
        }
        sight = Sight(ground)
        sight.lead = AnyLead(ground, reach)
        sight.log = AnyLog(ground, own, sight)
        return circuit, now, [self.questions.encode(ask, sight) for ask in asks]


_SOON: Final = 0.3
"""The part of the work that is spent on few facts; then any lead will do, and is made smaller afterwards."""
_TIME = "It was not decided in the time given."
_NONE_FOUND = "No lead was found for which it holds, and no proof that there is none."


def _roots(questions: Questions, asks: Iterable[Ask]) -> Iterator[tuple[int, object]]:
    for ask in asks:
        yield from questions.roots(ask)


def _solver(limits: Limits, *, presolved: bool = True) -> cp_model.CpSolver:
    """One worker, a fixed seed and a measure of work: the same answer on every machine that is fast enough.

    What presolving takes longer for than these models take to solve is left out. Large factors in sums once made it
    lose solutions (OR-Tools 9.15): there are none any more, and a proof has to stand without presolving, too.
    """
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = limits.deterministic
    solver.parameters.max_time_in_seconds = limits.seconds
    solver.parameters.linearization_level = 2
    solver.parameters.cp_model_presolve = presolved
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.symmetry_level = 0
    return solver


def _solved(status: object) -> bool:
    from ortools.sat.python import cp_model

    return status in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def _infeasible(status: object) -> bool:
    from ortools.sat.python import cp_model

    return status == cp_model.INFEASIBLE


def _value(solver: cp_model.CpSolver, circuit: Circuit, whole: Whole) -> int:
    return int(solver.value(circuit.expression(whole)))
