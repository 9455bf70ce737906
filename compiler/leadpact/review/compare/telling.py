"""What each side says of a lead that parts them, in the words of the agreement, and what an example of it expects."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import localcontext

from leadpact.review.compare.subjects import Subject
from leadpact.solver import Witness
from leadpact_dsl.decision import CycleResult, Decision, RuleLine, ScoreResult, Truth
from leadpact_dsl.evaluate.conditions import truth
from leadpact_dsl.evaluate.decide import EXACT
from leadpact_dsl.evaluate.facts import Facts, gather
from leadpact_dsl.evaluate.frame import Frame
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases import amounts, lines, outcomes, truths
from leadpact_dsl.phrases.ranks import stage_name
from leadpact_dsl.phrases.words import quoted, sentence


def told(subject: Subject, policy: Policy, which: int, witness: Witness, side: int) -> tuple[str, ...]:
    """What one side says: how it decides, and why. `which` is the place of its policy in the witness."""
    name, decision = subject.names[side], witness.decisions[which]
    match subject.kind:
        case "definition" if name in policy.defines:
            return (sentence(_definition(policy, name, which, witness)),)
        case "score":
            return tuple(_score(policy, decision.scores[name], decision.as_of))
        case "grade":
            result = decision.grades[name]
            return (
                sentence(f"{outcomes.grade_level(policy, result)}: {outcomes.grade(policy, result, decision.as_of)}"),
            )
        case "route":
            return (_route(policy, decision),)
        case "response":
            return (_response(policy, name, decision),)
        case _:
            return (_standing(policy, decision, name),)


def expected(subject: Subject, policy: Policy, which: int, witness: Witness, side: int) -> tuple[str, ...]:
    """What stands behind `expect` in an example of it."""
    name, decision = subject.names[side], witness.decisions[which]
    match subject.kind:
        case "definition" if name in policy.defines:
            holds = _truth(policy, name, which, witness).holds
            return (name if holds else f"not {name}",)
        case "score":
            return (f"{name} is {_plain(decision.scores[name])}",)
        case "grade":
            return (f"{name} is {decision.grades[name].level}",)
        case "route" if policy.routes:
            return (f"route is {decision.route.route if decision.route is not None else 'none'}",)
        case "response":
            cycle = _cycle(decision, name)
            if cycle is not None and cycle.response is not None:
                return (f"{cycle.response} is {cycle.state}",)
        case _:
            pass
    return (_expected_standing(decision),)


def _truth(policy: Policy, name: str, which: int, witness: Witness) -> Truth:
    facts = gather(policy, witness.records[which], witness.logs[which], witness.as_of)
    assert isinstance(facts, Facts)
    with localcontext(EXACT):
        return truth(policy.defines[name].when, Frame(facts, witness.as_of).all)


def _definition(policy: Policy, name: str, which: int, witness: Witness) -> str:
    found = _truth(policy, name, which, witness)
    why = truths.truth(policy, found, witness.as_of)
    return f"{'yes' if found.holds else 'no'}: {why}"


def _score(policy: Policy, result: ScoreResult, at: int) -> Iterator[str]:
    yield sentence(f"{policy.scores[result.score].label} is {amounts.number(result.value)}")
    for line in result.lines:
        if line.points:
            said = lines.line(policy, line, at)
            why = f": {said.why}" if isinstance(line, RuleLine) and said.why else ""
            yield sentence(f"{amounts.signed(line.points)} {said.what}{why}")


def _route(policy: Policy, decision: Decision) -> str:
    if decision.route is None:
        return sentence(f"no route: {outcomes.headline(policy, decision)}")
    to = outcomes.route(policy, decision.route)
    return sentence(f"{to}: {outcomes.route_why(policy, decision.route, decision.as_of)}")


def _cycle(decision: Decision, clock: str) -> CycleResult | None:
    """The one that starts at the instant of the decision."""
    here = (one for one in decision.cycles if one.clock == clock and one.started_at == decision.as_of)
    return next(here, None)


def _response(policy: Policy, clock: str, decision: Decision) -> str:
    cycle = _cycle(decision, clock)
    if cycle is None:
        return "The clock does not start."
    if cycle.response is None:
        return "Nothing is promised."
    response = policy.responses[cycle.response]
    held = cycle.applied[-1] if cycle.applied and response.applies_to is not None else None
    why = "for every lead" if held is None else truths.truth(policy, held, cycle.started_at)
    return sentence(f"{quoted(response.label)}: {why}")


def _standing(policy: Policy, decision: Decision, stage: str) -> str:
    """Where the lead stands, and how the stage that is asked about stands."""
    head = outcomes.headline(policy, decision)
    if decision.disqualified is not None:
        return sentence(f"{head}: {outcomes.disqualified(policy, decision).partition(': ')[2]}")
    if decision.recycle is not None and decision.recycle.in_force:
        return sentence(f"{head}: {outcomes.recycled(policy, decision.recycle)}")
    at = next((one for one in decision.stages if one.stage == decision.stage), None)
    said = sentence(head if at is None else f"{head}: {outcomes.stage(policy, at, decision.as_of)}")
    order = list(policy.stages)
    if stage not in order or (at is not None and order.index(at.stage) >= order.index(stage)):
        return said
    short = next(one for one in decision.stages if one.stage == stage)
    why_not = outcomes.stage(policy, short, decision.as_of)
    return f"{sentence(head)} {sentence(f'not {stage_name(policy, stage)}: {why_not}')}"


def _expected_standing(decision: Decision) -> str:
    if decision.disqualified is not None:
        return f"disqualify is {decision.disqualified}"
    if decision.recycle is not None and decision.recycle.in_force:
        return f"recycle is {decision.recycle.rule}"
    return f"stage is {decision.stage}"


def _plain(result: ScoreResult) -> str:
    """The value as a policy writes it."""
    return f"{result.value.normalize():f}"
