"""The explanation of a decision as values: what a page or a JSON document is printed from."""

from __future__ import annotations

from dataclasses import dataclass

from leadpact_dsl.decision import AdjustLine, CycleResult, Decision, Line, RuleLine, ScoreResult, TermLine, Truth
from leadpact_dsl.model import Band, Clause, FirstOf, Group, IfRule, Policy, Rule, ZeroIf
from leadpact_dsl.phrases import amounts, cycles, lacks, lines, outcomes, times
from leadpact_dsl.phrases.conditions import Outline
from leadpact_dsl.phrases.ranks import stage_full
from leadpact_dsl.phrases.truths import Verdict, verdict
from leadpact_dsl.phrases.words import capital
from leadpact_dsl.source import Span
from leadpact_dsl.why_not import WhyNot


@dataclass(frozen=True)
class Entry:
    """One clause with its outcome. `lead` stands in front (points, a level); `details` tell a nested condition."""

    lead: str
    what: str
    why: str
    because: str | None
    span: Span | None
    holds: bool
    details: tuple[Verdict, ...] = ()
    group: str | None = None


@dataclass(frozen=True)
class Part:
    """Entries under a heading; `total` is the sum of a score."""

    title: str
    entries: tuple[Entry, ...]
    total: str | None = None


@dataclass(frozen=True)
class Cycle:
    title: str
    good: bool
    facts: tuple[cycles.Fact, ...]
    span: Span | None


@dataclass(frozen=True)
class Page:
    """`standing` is where the lead stands, `standing_why` the reason; `notes` are what must be known beside."""

    lead: str
    as_of: str
    agreement: str
    standing: str
    standing_why: str
    notes: tuple[str, ...]
    scores: tuple[Part, ...]
    parts: tuple[Part, ...]
    cycles: tuple[Cycle, ...]
    why_not: Outline | None


def build_page(policy: Policy, decision: Decision, notes: tuple[str, ...] = (), asked: WhyNot | None = None) -> Page:
    """Everything that the policy says of one lead, clause by clause."""
    at = decision.as_of
    version = f", version {policy.agreement.version}" if policy.agreement.version else ""
    parts = [_grades(policy, decision), _stages(policy, decision), _disqualified(policy, decision)]
    parts += [_recycled(policy, decision), _route(policy, decision)]
    return Page(
        lead=decision.lead,
        as_of=times.weekday_instant(at, policy.agreement.timezone),
        agreement=f"{policy.agreement.title}{version}",
        standing=outcomes.headline(policy, decision),
        standing_why=_standing_why(policy, decision),
        notes=notes,
        scores=tuple(_score(policy, result, at) for result in decision.scores.values()),
        parts=tuple(part for part in parts if part is not None),
        cycles=tuple(_cycle(policy, cycle, at) for cycle in decision.cycles),
        why_not=None if asked is None else lacks.why_not(policy, asked, at),
    )


def _standing_why(policy: Policy, decision: Decision) -> str:
    if decision.disqualified is not None:
        return capital(outcomes.disqualified(policy, decision))
    if decision.recycle is not None and decision.recycle.in_force:
        return capital(outcomes.recycled(policy, decision.recycle))
    reached = next((stage for stage in decision.stages if stage.stage == decision.stage), None)
    return capital(outcomes.stage(policy, reached, decision.as_of)) if reached is not None else ""


def _score(policy: Policy, result: ScoreResult, at: int) -> Part:
    score = policy.scores[result.score]
    groups = _groups(score.rules)
    entries = tuple(_line(policy, line, result, at, groups) for line in result.lines)
    return Part(score.label, entries, amounts.number(result.value))


def _line(policy: Policy, line: Line, result: ScoreResult, at: int, groups: dict[str, str]) -> Entry:
    said = lines.line(policy, line, at)
    clause: Clause = policy.scores[result.score] if isinstance(line, TermLine) else line.clause
    details = _details(policy, line, at)
    return Entry(
        lead=said.points,
        what=said.what,
        why="" if details else capital(said.why),
        because=None if isinstance(line, TermLine) else clause.because,
        span=clause.span,
        holds=said.paid,
        details=details,
        group=groups.get(clause.id),
    )


def _details(policy: Policy, line: Line, at: int) -> tuple[Verdict, ...]:
    """A nested condition part by part, where a rule rests on one and was looked at."""
    found: Truth | None = None
    match line:
        case RuleLine(clause=IfRule(), truth=Truth() as truth, passed_over=False, faded=faded) if not faded:
            found = truth
        case AdjustLine(clause=ZeroIf() | Group(), truth=Truth() as truth):
            found = truth
        case _:
            pass
    if found is None:
        return ()
    return _parts(policy, found, at)


def _parts(policy: Policy, found: Truth, at: int) -> tuple[Verdict, ...]:
    """What a condition of several parts came to, part by part; nothing of a plain one, which a line tells."""
    whole = verdict(policy, found, at)
    # The clause has named the definition or the block itself: what is new stands below it.
    while len(whole.items) == 1:
        whole = whole.items[0]
    return whole.items


def _decided(name: str, what: str, why: str, clause: Clause, holds: bool, details: tuple[Verdict, ...]) -> Entry:
    """A clause that holds or not: told part by part where it has parts, else in a line."""
    return Entry(name, what, "" if details else capital(why), clause.because, clause.span, holds, details)


def _groups(rules: tuple[Rule, ...]) -> dict[str, str]:
    """The label of the innermost group of every clause in one, its own bounds too."""
    found: dict[str, str] = {}
    for rule in rules:
        match rule:
            case Group():
                inner = {item.id: rule.label for item in _flat(rule.rules)}
                found |= inner | {rule.id: rule.label} | _groups(rule.rules)
            case _:
                pass
    return found


def _flat(rules: tuple[Rule, ...]) -> list[Rule]:
    found: list[Rule] = []
    for rule in rules:
        found += [rule, *rule.rules] if isinstance(rule, FirstOf) else [rule]
    return found


def _grades(policy: Policy, decision: Decision) -> Part | None:
    entries = []
    for result in decision.grades.values():
        grade = policy.grades[result.grade]
        level = grade.levels[grade.rank(result.level)]
        why = outcomes.grade(policy, result, decision.as_of)
        decisive = level.test is not None and not isinstance(level.test, Band)
        details = _parts(policy, result.tried[-1], decision.as_of) if decisive else ()
        entries.append(
            _decided(grade.label, outcomes.grade_level(policy, result), why, level, holds=True, details=details)
        )
    return Part("Grades", tuple(entries)) if entries else None


def _stages(policy: Policy, decision: Decision) -> Part | None:
    entries = []
    for reached in decision.stages:
        stage = policy.stages[reached.stage]
        why = outcomes.stage(policy, reached, decision.as_of)
        asked = reached.truth if reached.recorded_at is None else None
        details = _parts(policy, asked, decision.as_of) if asked is not None else ()
        entries.append(_decided("", stage_full(stage), why, stage, reached.holds, details))
    return Part("Stages", tuple(entries)) if entries else None


def _disqualified(policy: Policy, decision: Decision) -> Part | None:
    entries = []
    for rule, found in zip(policy.disqualify.values(), decision.disqualify, strict=True):
        why = lines.condition_found(policy, found, decision.as_of)
        details = _parts(policy, found, decision.as_of)
        entries.append(_decided("", rule.label, why, rule, found.holds, details))
    return Part("Disqualification", tuple(entries)) if entries else None


def _recycled(policy: Policy, decision: Decision) -> Part | None:
    recycle = decision.recycle
    if recycle is None:
        return None
    rule = policy.recycle[recycle.rule]
    said = [outcomes.recycled(policy, recycle), outcomes.recycle_end(policy, recycle, decision.as_of)]
    if recycle.in_force and (coming := outcomes.touches(policy, recycle, decision.as_of)):
        said.append(f"it is contacted on {coming}")
    why = "; ".join(capital(text) if number == 0 else text for number, text in enumerate(filter(None, said)))
    return Part("Recycling", (Entry("", rule.label, why, rule.because, rule.span, recycle.in_force),))


def _route(policy: Policy, decision: Decision) -> Part | None:
    if decision.route is None:
        return None
    route = policy.routes[decision.route.route]
    why = outcomes.route_why(policy, decision.route, decision.as_of)
    details = _parts(policy, decision.route.tried[-1], decision.as_of) if route.when is not None else ()
    what = capital(outcomes.route(policy, decision.route))
    entry = _decided("", what, why, route, holds=True, details=details)
    return Part("Route", (entry,))


def _cycle(policy: Policy, cycle: CycleResult, at: int) -> Cycle:
    clause = policy.responses[cycle.response] if cycle.response is not None else policy.clocks[cycle.clock]
    good = cycle.state not in ("missed", "overdue")
    return Cycle(cycles.title(policy, cycle), good, cycles.facts(policy, cycle, at), clause.span)
