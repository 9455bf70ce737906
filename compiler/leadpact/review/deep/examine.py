"""`check --deep`: every question about a policy answered, by a lead that is so, by a proof, or by “unknown”.

In this order, the cheapest first: what the ordinary check has said, leads by chance, what follows from what is known,
and the solver, which looks at all leads at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from leadpact.review.deep import conditions, ladders, points, promises, standing
from leadpact.review.deep.chance import fewer_facts, shown_by_chance
from leadpact.review.deep.knowledge import Knowledge
from leadpact.review.deep.question import Case, Never, Question, Some
from leadpact.review.deep.showing import Shown
from leadpact.review.deep.solving import Solving
from leadpact.solver import Found, Impossible, Unknown, Witness
from leadpact.solver.asks import Ask
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy
from leadpact_dsl.source import Span

Place = tuple[str, Span]

_KINDS: tuple[Callable[[Policy], Iterator[Question]], ...] = (
    conditions.questions,
    points.questions,
    standing.questions,
    promises.questions,
    ladders.questions,
)
"""Those first that others build on: a stage that nobody reaches because of a threshold is the threshold's finding."""

_TWINS = {
    "LP901": ("LP310",),
    "LP902": ("LP311",),
    "LP903": ("LP320", "LP322"),
    "LP904": ("LP323",),
    "LP905": ("LP340", "LP342"),
    "LP906": ("LP341",),
    "LP916": ("LP310", "LP351"),
}
"""Findings of the ordinary check that say the same; most others are errors, and then nothing is asked."""


@dataclass(frozen=True)
class Undecided:
    """A question that stayed open, and why: a sentence."""

    question: Question
    why: str


@dataclass(frozen=True)
class Examined:
    """`settled` are findings of the ordinary check that a finding here replaces, or that a proof refutes.

    Of `asked` questions, `shown` were answered by a lead, which is told of those where that is a finding, and `proofs`
    are what the others asked for, that no lead is. `findings` and `undecided` are among them.
    """

    findings: tuple[Diagnostic, ...]
    settled: frozenset[Place]
    refuted: int
    asked: int
    shown: int
    cases: tuple[tuple[tuple[Ask, ...], Case], ...]
    proofs: tuple[tuple[Ask, ...], ...]
    undecided: tuple[Undecided, ...]

    def left_of(self, ordinary: Sequence[Diagnostic]) -> list[Diagnostic]:
        """What the ordinary check said, without what is settled."""
        return [one for one in ordinary if one.span is None or (one.code, one.span) not in self.settled]


@dataclass(frozen=True)
class Asked:
    """The questions about a policy, and what the ordinary check has answered already: sets of asks that never hold."""

    questions: tuple[Question, ...]
    known: tuple[tuple[Ask, ...], ...]


def questions_about(policy: Policy, ordinary: Sequence[Diagnostic]) -> Asked:
    """All that is asked about a policy, but for what the ordinary check has said already."""
    said = {(one.code, one.span) for one in ordinary if one.span is not None}
    everything = [one for kind in _KINDS for one in kind(policy)]
    known = [
        one.asks if one.means is None else (one.means,)
        for one in everything
        if isinstance(one, Never) and not _is_open(one, said)
    ]
    return Asked(tuple(one for one in everything if _is_open(one, said)), tuple(known))


def _is_open(question: Question, said: set[Place]) -> bool:
    if isinstance(question, Some) and question.settles is not None:
        return question.settles in said
    return not any((twin, question.span) in said for twin in _TWINS.get(question.code, ()))


def examine(policy: Policy, asked: Asked, solving: Solving, tick: Callable[[int], None] = lambda _: None) -> Examined:
    """Answers all questions. `tick` is called with the number of those that have just been answered."""
    questions = asked.questions
    by_chance = shown_by_chance(policy, (question.asks for question in questions))
    answering = _Answering(policy, solving, by_chance, asked.known)
    left = [one for one in questions if not answering.by_chance_alone(one)]
    tick(len(questions) - len(left))
    # What stays open gets as much time once more, and fewer share it.
    for is_last in (False, True):
        solving.share_between(len(left))
        still: list[Question] = []
        while left:
            question = left.pop(0)
            why = answering.answer(question, left)
            tick(why is None or is_last)
            if why is not None and is_last:
                answering.undecided.append(Undecided(question, why))
            elif why is not None:
                still.append(question)
        left = still
    return answering.outcome(len(questions))


class _Answering:
    """The questions of one policy on their way to an answer."""

    def __init__(
        self,
        policy: Policy,
        solving: Solving,
        by_chance: Mapping[tuple[Ask, ...], Case],
        known: Sequence[tuple[Ask, ...]],
    ) -> None:
        self.policy = policy
        self.undecided: list[Undecided] = []
        self._solving = solving
        self._by_chance = dict(by_chance)
        self._knowledge = Knowledge(policy)
        for asks in known:
            self._knowledge.learn(asks)
        self._findings: list[Diagnostic] = []
        self._told: set[Place] = set()
        self._settled: dict[Place, list[bool]] = {}
        self._shown = 0
        self._cases: list[tuple[tuple[Ask, ...], Case]] = []
        self._proofs: list[tuple[Ask, ...]] = []

    def by_chance_alone(self, question: Question) -> bool:
        """Whether a lead that was found by chance is all the answer there need be."""
        if isinstance(question, Some) or question.asks not in self._by_chance:
            return False
        self._shown += 1
        return True

    def answer(self, question: Question, others: Sequence[Question]) -> str | None:
        """Answers a question, or says why it stays open. What is found may be what `others` ask for as well."""
        if self.by_chance_alone(question):
            return None
        if isinstance(question, Some) and True in self._settled.get(question.settles or ("", question.span), ()):
            self._shown += 1
            return None
        if self._knowledge.follows(question.asks):
            self._none(question, None)
            return None
        found: Found | Case = self._solving.find(*question.asks)
        if isinstance(found, Unknown) and question.asks in self._by_chance:
            found = fewer_facts(self.policy, question.asks, self._by_chance[question.asks])
        match found:
            case Unknown(why=why):
                return why
            case Impossible(core=core):
                self._none(question, core)
            case Case():
                self._some(question, found)
            case Witness():
                case = Case(found.lead, found.activities, found.as_of)
                self._some(question, case)
                self._look_at(case, others)
            case _:
                assert_never(found)
        return None

    def _look_at(self, case: Case, others: Sequence[Question]) -> None:
        """Whether a lead that the solver made for one question answers others too."""
        shown = Shown(self.policy, case)
        for question in others:
            if question.asks not in self._by_chance and (instant := shown.when(question.asks)) is not None:
                self._by_chance[question.asks] = replace(case, as_of=instant)

    def _some(self, question: Question, case: Case) -> None:
        self._shown += 1
        if isinstance(question, Some):
            self._cases.append((question.asks, case))
            self._findings.append(question.say(case))
            self._settle(question, found=True)

    def _none(self, question: Question, core: tuple[Ask, ...] | None) -> None:
        """No lead is so: proved now (the asks of the proof), or known from what was found before (None)."""
        self._proofs.append(question.asks)
        if isinstance(question, Some):
            self._settle(question, found=False)
            return
        if core is not None and set(question.essential) <= set(core):
            self._knowledge.learn(core)
            if (question.code, question.span) not in self._told:
                self._told.add((question.code, question.span))
                self._findings.append(question.say(core, self._solving))
        if question.means is not None:
            self._knowledge.learn((question.means,))

    def _settle(self, question: Some, *, found: bool) -> None:
        if question.settles is not None:
            self._settled.setdefault(question.settles, []).append(found)

    def outcome(self, asked: int) -> Examined:
        still_open = {one.question.settles for one in self.undecided if isinstance(one.question, Some)}
        replaced = {place for place, found in self._settled.items() if True in found}
        refuted = {place for place in self._settled if place not in replaced and place not in still_open}
        return Examined(
            tuple(self._findings),
            frozenset(replaced | refuted),
            len(refuted),
            asked,
            self._shown,
            tuple(self._cases),
            tuple(self._proofs),
            tuple(self.undecided),
        )
