"""What moved one lead: both versions' explanations held against each other, in the words of the agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from leadpact.review.changes.matching import names_between, paired
from leadpact.review.changes.renaming import Names
from leadpact.review.changes.rule_matching import about_key, rules_alike, same_key
from leadpact.review.impact.dimensions import Dimension
from leadpact.review.impact.zeros import zero_key, zeroed, zeros_alike
from leadpact_dsl.decision import AdjustLine, Decision, Line, RuleLine, TermLine
from leadpact_dsl.model import FirstOf, Group, Policy, Rule, Score, ZeroIf
from leadpact_dsl.phrases import amounts, lines, outcomes, truths
from leadpact_dsl.phrases.ranks import stage_name
from leadpact_dsl.phrases.words import capital, quoted, sentence

Key: TypeAlias = "tuple[object, ...]"


@dataclass(frozen=True)
class Reason:
    """A sentence on what moved a lead. `clause` is the id of the clause in the new version, else in the old one."""

    said: str
    clause: str


@dataclass(frozen=True)
class Compared:
    """Two versions, with what is the same in both under different names and numbers."""

    old: Policy
    new: Policy

    @cached_property
    def names(self) -> Names:
        return names_between(self.old, self.new)

    def renamed(self, kind: str, name: str) -> str:
        """What the new version calls something."""
        return self.names.get((kind,), {}).get(name, name)

    @cached_property
    def rules(self) -> Mapping[str, str]:
        """By id in the old version, the id of the same rule in the new one."""
        found: dict[str, str] = {}
        for name, score in self.old.scores.items():
            new = self.new.scores.get(self.renamed("scores", name))
            if new is not None:
                pairs = paired(_leaves(score.rules), _leaves(new.rules), (same_key, about_key), rules_alike)
                found |= {one.id: other.id for one, other in pairs if one is not None and other is not None}
                zeros = paired(score.zero_if, new.zero_if, (zero_key,), zeros_alike)
                found |= {one.id: other.id for one, other in zeros if one is not None and other is not None}
        return found

    @cached_property
    def elsewhere(self) -> Mapping[str, str]:
        """Of rules that went to another score, by id in either version, the label of their score in the other one."""
        known = ({*self.rules}, {*self.rules.values()})
        gone, come = (
            [(score, rule) for score in of.scores.values() for rule in _leaves(score.rules) if rule.id not in here]
            for of, here in zip((self.old, self.new), known, strict=True)
        )
        pairs = paired(gone, come, (lambda one: same_key(one[1]),), lambda one, other: 0)
        both = [(one, other) for one, other in pairs if one is not None and other is not None]
        return {f"old {was.id}": score.label for (_, was), (score, _) in both} | {
            f"new {now.id}": score.label for (score, _), (_, now) in both
        }

    def reasons(self, old: Decision, new: Decision, moved: Sequence[Dimension]) -> tuple[Reason, ...]:
        """What moved a lead that both versions decide, in these dimensions."""
        kinds = [one.kind for one in moved]
        found: list[Reason] = []
        if "stage" in kinds:
            found += self._standing(old, new)
        if "route" in kinds:
            found += self._route(old, new)
        for one in moved:
            if one.kind == "grade":
                found += self._grade(old, new, one)
            if one.kind == "response":
                found += self._response(old, new, one)
        # What ends a lead's way takes its stage and its route, whatever its points are.
        ended = "stage" in kinds and (_out(old) or _out(new)) and not {"grade", "response"} & set(kinds)
        if not ended:
            found += self._points(old, new)
        return tuple(dict.fromkeys(found))

    # ------------------------------------------------------------------------------------------------------ standing

    def _standing(self, old: Decision, new: Decision) -> Iterator[Reason]:
        if self.renamed("disqualify", old.disqualified or "") != (new.disqualified or ""):
            yield from self._disqualified(old, new)
            return
        before, after = _in_force(old), _in_force(new)
        if self.renamed("recycle", before or "") != (after or ""):
            policy, decision = (self.new, new) if after is not None else (self.old, old)
            assert decision.recycle is not None
            said = outcomes.recycled(policy, decision.recycle)
            rule = policy.recycle[decision.recycle.rule]
            yield Reason(sentence(said if after is not None else f"no longer held: {said}"), rule.id)
            return
        yield from self._stage(old, new)

    def _disqualified(self, old: Decision, new: Decision) -> Iterator[Reason]:
        if new.disqualified is not None:
            rule = self.new.disqualify[new.disqualified]
            yield Reason(sentence(f"disqualified as {outcomes.disqualified(self.new, new)}"), rule.id)
        if old.disqualified is not None:
            rule = self.old.disqualify[old.disqualified]
            held = outcomes.disqualified(self.old, old)
            now = self._how_now(rule.name, new)
            yield Reason(sentence(f"before: disqualified as {held}{now}"), rule.id)

    def _how_now(self, rule: str, new: Decision) -> str:
        """Why a rule that disqualified does so no longer."""
        called = self.renamed("disqualify", rule)
        if called not in self.new.disqualify:
            return "; there is no such rule any more"
        place = list(self.new.disqualify).index(called)
        if place >= len(new.disqualify) or new.disqualify[place].holds:
            return ""
        return f"; now: {truths.truth(self.new, new.disqualify[place], new.as_of)}"

    def _stage(self, old: Decision, new: Decision) -> Iterator[Reason]:
        order = list(self.new.stages)
        before = self.renamed("stages", old.stage or "")
        if old.stage is not None and before not in order:
            gone = self.old.stages[old.stage]
            yield Reason(sentence(f"the stage {quoted(gone.label)} is gone"), gone.id)
            return
        # What was reached, or is reached now, whichever is further.
        stage = self.new.stages[order[max(order.index(name) for name in (before, new.stage) if name in order)]]
        now = next(one for one in new.stages if one.stage == stage.name)
        was = next((one for one in old.stages if self.renamed("stages", one.stage) == stage.name), None)
        said = f"{stage_name(self.new, stage.name)} now: {outcomes.stage(self.new, now, new.as_of)}"
        held = "there was no such stage" if was is None else outcomes.stage(self.old, was, old.as_of)
        yield Reason(sentence(f"{said}; before: {held}"), stage.id)

    # --------------------------------------------------------------------------------------- routes, grades, responses

    def _route(self, old: Decision, new: Decision) -> Iterator[Reason]:
        before, after = _routed(self.old, old), _routed(self.new, new)
        clause = (
            self.new.routes[new.route.route].id if new.route is not None
            else self.old.routes[old.route.route].id if old.route is not None else "route"
        )  # fmt: skip
        yield Reason(sentence(f"route now: {after}; before: {before}"), clause)

    def _grade(self, old: Decision, new: Decision, which: Dimension) -> Iterator[Reason]:
        was, now = old.grades[which.old], new.grades[which.new]
        after = f"{outcomes.grade_level(self.new, now)}: {outcomes.grade(self.new, now, new.as_of)}"
        before = f"{outcomes.grade_level(self.old, was)}: {outcomes.grade(self.old, was, old.as_of)}"
        yield Reason(sentence(f"{which.label} is {after}; before: {before}"), self.new.grades[which.new].id)

    def _response(self, old: Decision, new: Decision, which: Dimension) -> Iterator[Reason]:
        said = []
        clause = self.new.clocks[which.new].id
        for policy, decision, clock in ((self.new, new, which.new), (self.old, old, which.old)):
            cycle = next((one for one in reversed(decision.cycles) if one.clock == clock), None)
            if cycle is None:
                said.append("the clock never ran")
            elif cycle.response is None:
                said.append("no response applies")
            else:
                response = policy.responses[cycle.response]
                clause = response.id if policy is self.new else clause
                held = cycle.applied[-1] if cycle.applied and response.applies_to is not None else None
                why = "" if held is None else f": {truths.truth(policy, held, cycle.started_at)}"
                said.append(f"{quoted(response.label)}{why}")
        yield Reason(sentence(f"{which.label} now promises {said[0]}; before: {said[1]}"), clause)

    # -------------------------------------------------------------------------------------------------------- points

    def _points(self, old: Decision, new: Decision) -> Iterator[Reason]:
        """The lines of scores that gave other points, the largest difference first."""
        found: list[tuple[Decimal, Reason]] = []
        for name, before in old.scores.items():
            called = self.renamed("scores", name)
            if called not in new.scores:
                continue
            after = new.scores[called]
            was = {self._key(line): line for line in before.lines}
            now = {_new_key(line): line for line in after.lines}
            for key in dict.fromkeys((*now, *was)):
                difference = _points_of(now.get(key)) - _points_of(was.get(key))
                if difference and _tells(was.get(key), now.get(key)):
                    label = self.new.scores[called].label
                    found.append((difference, self._line(label, was.get(key), now.get(key), old.as_of, name)))
        yield from (reason for _, reason in sorted(found, key=lambda one: -abs(one[0])))

    def _key(self, line: Line) -> Key:
        match line:
            case RuleLine(clause=clause):
                return ("rule", self.rules.get(clause.id, f"old {clause.id}"))
            case TermLine(term=term):
                return ("term", self.renamed("scores", term.score))
            case AdjustLine(clause=ZeroIf() as clause):
                return ("zero", self.rules.get(clause.id, f"old {clause.id}"))
            case AdjustLine(kind=kind, clause=clause):
                return ("adjust", kind, clause.label if isinstance(clause, Group) else kind)

    def _line(self, score: str, old: Line | None, new: Line | None, at: int, name: str) -> Reason:
        """A line of the old version's score `name` and of the new one's, which is called `score`."""
        line = new if new is not None else old
        assert line is not None
        said = lines.line(self.new if new is not None else self.old, line, at)
        if isinstance(line, AdjustLine) and line.kind == "zero":
            before_it, now_it = (None if one is None else one.points for one in (old, new))
            return Reason(zeroed(score, before_it, now_it, said.why), _clause(line))
        before = amounts.signed(_points_of(old))
        after = amounts.signed(_points_of(new))
        idle = self._idle(line, name, there=new is None) if old is None or new is None else None
        if idle is not None and new is None:
            return Reason(f"{capital(score)}: now {idle}; before {before}.", _clause(line))
        gone = " (the rule is gone)" if new is None else " (a new rule)" if old is None and idle is None else ""
        other = self.elsewhere.get(f"{'old' if new is None else 'new'} {_clause(line)}") if gone else None
        if other is not None:
            gone = f" (the rule {'now counts' if new is None else 'counted'} in {other})"
        why = f": {said.why}" if said.why else ""
        return Reason(capital(f"{score}: {said.what} gives {after}, before {before}{gone}{why}") + ".", _clause(line))

    def _idle(self, line: Line, score: str, *, there: bool) -> str | None:
        """What a bound or a percentage that has no line in the other version (`there`: the new one) does in it, as it
        is written there too; None where it is not."""
        if not isinstance(line, AdjustLine):
            return None
        other = self.new.scores[self.renamed("scores", score)] if there else self.old.scores[score]
        same: Group | Score | None = other if isinstance(line.clause, Score) else None
        if isinstance(line.clause, Group):
            label = line.clause.label
            same = next((one for one in _groups(other.rules) if one.label == label), None)
        return None if same is None else lines.idle(line.kind, same, added=line.points > 0)


def _routed(policy: Policy, decision: Decision) -> str:
    route = decision.route
    if route is None:
        return "none"
    return f"{outcomes.route(policy, route)}: {outcomes.route_why(policy, route, decision.as_of)}"


def _new_key(line: Line) -> Key:
    match line:
        case RuleLine(clause=clause):
            return ("rule", clause.id)
        case TermLine(term=term):
            return ("term", term.score)
        case AdjustLine(clause=ZeroIf() as clause):
            return ("zero", clause.id)
        case AdjustLine(kind=kind, clause=clause):
            return ("adjust", kind, clause.label if isinstance(clause, Group) else kind)


def _tells(old: Line | None, new: Line | None) -> bool:
    """Whether a line says more than those of the scores that it adds up: of a weighted score only another weight."""
    if isinstance(old, TermLine) and isinstance(new, TermLine):
        return old.term.weight != new.term.weight
    return True


def _points_of(line: Line | None) -> Decimal:
    return Decimal(0) if line is None else line.points


def _clause(line: Line) -> str:
    return line.term.score if isinstance(line, TermLine) else line.clause.id


def _out(decision: Decision) -> bool:
    return decision.disqualified is not None or _in_force(decision) is not None


def _in_force(decision: Decision) -> str | None:
    return decision.recycle.rule if decision.recycle is not None and decision.recycle.in_force else None


def _groups(rules: Sequence[Rule]) -> Iterator[Group]:
    """All groups, those within others too."""
    for rule in rules:
        if isinstance(rule, Group):
            yield rule
            yield from _groups(rule.rules)


def _leaves(rules: Sequence[Rule]) -> list[Rule]:
    """The rules that have lines of their own."""
    found: list[Rule] = []
    for rule in rules:
        if isinstance(rule, Group | FirstOf):
            found += _leaves(rule.rules)
        else:
            found.append(rule)
    return found
