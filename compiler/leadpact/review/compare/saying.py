"""What each side says of a lead, in the words of the agreement, and the lead as an example of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from leadpact.review.compare.subjects import Subject
from leadpact.review.compare.values import Shown, Where
from leadpact.solver import Witness, World
from leadpact.solver.example_text import plain
from leadpact_dsl import model
from leadpact_dsl.decision import Decision, Line
from leadpact_dsl.model import Named, Policy
from leadpact_dsl.phrases import amounts, lines, outcomes
from leadpact_dsl.phrases.ranks import level_name, level_of, stage_name
from leadpact_dsl.phrases.truths import truth
from leadpact_dsl.phrases.words import capital, quoted

_MOST_LINES = 8


def shown(world: World, drafts: Sequence[str], subject: Subject, where: Where, witness: Witness) -> Shown:
    sides = [_Side(world, subject, place, witness) for place in (0, 1)]
    title = _title(drafts, subject, where)
    blocks = tuple(
        witness.example(policy, title, _expectations(sides, which), which)
        for which, policy in enumerate(world.both.policies)
    )
    parted = (tuple(sides[0].because(sides[1])), tuple(sides[1].because(sides[0])))
    return Shown(witness, title, (sides[0].found, sides[1].found), blocks, parted)


def _expectations(sides: list[_Side], which: int) -> list[str]:
    return list(dict.fromkeys(expected for side in sides if side.which == which for expected in side.expected))


def _title(drafts: Sequence[str], subject: Subject, where: Where) -> str:
    """What the example is called: who says so, of two drafts; what the lead is, of two definitions of one policy."""
    one, other = subject.labels
    said = f"{one}, " if one == other else f"{one} and {other}, "
    if len(drafts) < 2:
        return {
            "both": f"{one}, and {other}",
            "only first": f"{one}, but not {other}",
            "only second": f"{other}, but not {one}",
        }.get(where, f"Neither {one} nor {other}")
    match where:
        case "both":
            return f"{said}say {drafts[0]} and {drafts[1]}"
        case "only first":
            return f"{said}says {drafts[0]} alone"
        case "only second":
            return f"{said}says {drafts[1]} alone"
        case "neither":
            return f"{said}says neither {drafts[0]} nor {drafts[1]}"
        case "same":
            return f"{one}: {drafts[0]} and {drafts[1]} agree"
        case "different":
            return f"{one}: {drafts[0]} and {drafts[1]} do not agree"


class _Side:
    """One side's answer about a lead: `found` in words, `expected` as lines behind the word expect."""

    def __init__(self, world: World, subject: Subject, place: int, witness: Witness) -> None:
        self.which, clause = subject.named[place]
        self._policy: Policy = world.both.policies[self.which]
        self._decision: Decision = witness.decisions[self.which]
        self._witness = witness
        self._clause = clause
        self.found, self.expected = self._answer(subject, clause)

    def _answer(self, subject: Subject, clause: Named) -> tuple[str, tuple[str, ...]]:
        policy, decision = self._policy, self._decision
        match clause:
            case model.Define(name=name):
                holds = decision.defines[name].holds
                return ("yes" if holds else "no"), (name if holds else f"not {name}",)
            case model.Stage():
                return outcomes.headline(policy, decision), _standing(decision)
            case model.Score(name=name):
                value = decision.scores[name].value
                return amounts.points(value), (f"{name} is {plain(value)}",)
            case model.Grade(name=name):
                level = decision.grades[name].level
                return level_name(level_of(policy.grades[name], level)), (f"{name} is {level}",)
            case _ if subject.kind == "route":
                route = decision.route
                if route is None:
                    return "to nobody: " + outcomes.headline(policy, decision), ("route is none",)
                return quoted(policy.routes[route.route].label), (f"route is {route.route}",)
            case _:
                out = decision.disqualified
                said = "not disqualified" if out is None else f"disqualified as {quoted(policy.disqualify[out].label)}"
                return said, (f"disqualify is {out or 'none'}",)

    def because(self, other: _Side) -> list[str]:
        """The clauses that decided, as sentences."""
        policy, decision, at = self._policy, self._decision, self._decision.as_of
        match self._clause:
            case model.Define(name=name):
                return [_sentence(truth(policy, decision.defines[name], at))]
            case model.Stage(name=name):
                return [_sentence(said) for said in self._why_stage(name)]
            case model.Score(name=name):
                return self._lines(name, other)
            case model.Grade(name=name):
                return [_sentence(outcomes.grade(policy, decision.grades[name], at))]
            case _:
                if decision.route is not None and self._clause.id == "route":
                    return [_sentence(outcomes.route_why(policy, decision.route, at))]
                return [_sentence(outcomes.disqualified(policy, decision))]

    def _why_stage(self, name: str) -> list[str]:
        policy, decision = self._policy, self._decision
        if decision.disqualified is not None:
            return [outcomes.disqualified(policy, decision)]
        if decision.recycle is not None and decision.recycle.in_force:
            return [outcomes.recycled(policy, decision.recycle)]
        reached = {one.stage: one for one in decision.stages}
        at = decision.stage
        names = list(policy.stages)
        asked = at if at is not None and names.index(at) >= names.index(name) else name
        said = outcomes.stage(policy, reached[asked], decision.as_of)
        return [said if asked == name else f"{stage_name(policy, asked)}: {said}"]

    def _lines(self, name: str, other: _Side) -> list[str]:
        """The lines of a score that the other score does not have; what paid nothing only of rules it lacks, too."""
        at = self._decision.as_of
        theirs = Counter(_line(other._policy, one, at) for one in other._score_lines())
        rules = {lines.line(other._policy, one, at).what for one in other._score_lines()}
        paid, unpaid = [], []
        for line in self._decision.scores[name].lines:
            said = _line(self._policy, line, at)
            if theirs[said]:
                theirs[said] -= 1
            elif lines.line(self._policy, line, at).paid:
                paid.append(said)
            elif lines.line(self._policy, line, at).what not in rules:
                unpaid.append(said)
        return [*paid, *unpaid][:_MOST_LINES]

    def _score_lines(self) -> tuple[Line, ...]:
        return self._decision.scores[self._clause.name].lines


def _line(policy: Policy, line: Line, at: int) -> str:
    said = lines.line(policy, line, at)
    if said.why.casefold().startswith(said.what.casefold()):  # what was found says what was asked
        return f"{said.points}: {said.why}."
    return f"{said.points}: {said.what}" + (f"; {said.why}." if said.why else ".")


def _standing(decision: Decision) -> tuple[str, ...]:
    if decision.disqualified is not None:
        return (f"disqualify is {decision.disqualified}",)
    if decision.recycle is not None and decision.recycle.in_force:
        return (f"recycle is {decision.recycle.rule}",)
    return (f"stage is {decision.stage}",)


def _sentence(text: str) -> str:
    said = capital(text)
    return said if said.endswith(".") else f"{said}."
