"""Levels, stages, reasons, recycle rules, routes that no lead gets (LP911 to LP916), leads without a route (LP921)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from leadpact.review.deep import ends, marking, witnesses
from leadpact.review.deep.parts import all_of, fails, known
from leadpact.review.deep.question import Case, Further, Never, Question, Some
from leadpact.solver.asks import (
    Ask,
    DisqualifiedBy,
    DisqualifyHolds,
    GradeIs,
    No,
    RecycleIs,
    RouteHolds,
    RouteIs,
    StageHolds,
    StageIs,
)
from leadpact_dsl.diagnostics import Diagnostic, error, warning
from leadpact_dsl.model import (
    Band,
    Clause,
    Condition,
    FieldTest,
    Grade,
    IsKnown,
    Level,
    Named,
    Policy,
    Recycle,
    Route,
    Stage,
)
from leadpact_dsl.phrases.amounts import number
from leadpact_dsl.phrases.ranks import level_name, stage_name
from leadpact_dsl.phrases.words import listed, quoted


def questions(policy: Policy) -> Iterator[Question]:
    yield from _levels(policy)
    yield from _reasons(policy)
    yield from _recycling(policy)
    yield from _stages(policy)
    yield from _routes(policy)


def _levels(policy: Policy) -> Iterator[Question]:
    """`otherwise` is there for the rest, also where there is none."""
    for grade in policy.grades.values():
        for place, level in enumerate(grade.levels):
            if level.test is None:
                continue
            if isinstance(level.test, Band):
                asks: tuple[Ask, ...] = (GradeIs(0, grade.name, level.name),)
            else:
                before = [one.test for one in grade.levels[:place] if one.test is not None]
                earlier = [fails(test) for test in before if not isinstance(test, Band)]
                asks = (*all_of(policy, level.test), *earlier)
            yield Never(
                "LP916",
                level.span,
                asks,
                partial(_no_level, policy, grade, level),
                means=GradeIs(0, grade.name, level.name),
            )


def _no_level(policy: Policy, grade: Grade, level: Level, core: tuple[Ask, ...], further: Further) -> Diagnostic:
    name = quoted(level_name(level))
    if grade.score is not None:
        score = quoted(policy.scores[grade.score].label)
        least, most = further.least(grade.score), further.most(grade.score)
        known_ends = [f"never less than {number(least)}"] if least is not None else []
        known_ends += [f"never more than {number(most)}"] if most is not None else []
        told = f", which is {listed(known_ends, 'and')}" if known_ends else ""
        message = f"No lead ever gets {name}: no lead has such a {score}{told}."
        apart = ends.never_paid_together(policy, grade.score, further)
        return error(
            "LP916",
            level.span,
            message,
            note="never reached",
            labels=marking.labels(
                policy, apart, words="can pay by itself, but never the same lead as all others marked"
            ),
            help="Move the ends of the level, or change what the score is made of.",
        )
    why = _nothing_left(
        core,
        "the first level that holds counts",
        "every lead that fits here fits one above",
        _CONTRADICTION,
    )
    return _finding(policy, "LP916", level, f"No lead ever gets {name}: {why}.", core, further)


def _shadowed(core: tuple[Ask, ...]) -> bool:
    """Whether others take part in the proof, and not only what the clause itself asks for."""
    return any(isinstance(ask, No) for ask in core)


def _nothing_left(core: tuple[Ask, ...], rule: str, others: str, own: str) -> str:
    """Why a clause gets no lead: because of others that come before it, or because of what it asks for."""
    return f"{rule}, and {others}" if _shadowed(core) else own


_CONTRADICTION = "what it asks for never holds together"


def _reasons(policy: Policy) -> Iterator[Question]:
    reasons = list(policy.disqualify.values())
    for place, reason in enumerate(reasons):
        earlier = (No(DisqualifyHolds(0, one.name)) for one in reasons[:place])
        yield Never(
            "LP912",
            reason.span,
            (*all_of(policy, reason.when), *earlier),
            partial(_no_reason, policy, reason),
            means=DisqualifiedBy(0, reason.name),
        )


def _no_reason(policy: Policy, reason: Named, core: tuple[Ask, ...], further: Further) -> Diagnostic:
    why = _nothing_left(
        core, "the first that holds counts", "the reasons above fit every lead that fits here", _CONTRADICTION
    )
    return _finding(
        policy, "LP912", reason, f"{quoted(reason.label)} is never given as a reason: {why}.", core, further
    )


def _recycling(policy: Policy) -> Iterator[Question]:
    for recycle in policy.recycle.values():
        asks: tuple[Ask, ...] = (
            RecycleIs(0, recycle.name),
            *(No(DisqualifyHolds(0, name)) for name in policy.disqualify),
        )
        yield Never(
            "LP914", recycle.span, asks, partial(_not_in_force, policy, recycle), means=RecycleIs(0, recycle.name)
        )


def _not_in_force(policy: Policy, recycle: Recycle, core: tuple[Ask, ...], further: Further) -> Diagnostic:
    why = _nothing_left(
        core,
        "a disqualification comes first",
        "every lead that it is for is disqualified",
        "no return takes it up, or what brings a lead back sooner holds at once",
    )
    return _finding(policy, "LP914", recycle, f"{quoted(recycle.label)} is never in force: {why}.", core, further)


def _stages(policy: Policy) -> Iterator[Question]:
    """The first stage is there for every lead, also where later ones take them all."""
    stages = list(policy.stages.values())
    out = _is_in(policy)
    for place, stage in enumerate(stages):
        if place == 0:
            continue
        own: tuple[Ask, ...] = (StageHolds(0, stage.name),) if stage.recorded_by else all_of(policy, stage.when)
        later = (No(StageHolds(0, one.name)) for one in stages[place + 1 :])
        yield Never(
            "LP911",
            stage.span,
            (*own, *later, *out),
            partial(_nobody_there, policy, stage),
            means=StageIs(0, stage.name),
        )


def _is_in(policy: Policy) -> tuple[Ask, ...]:
    """A lead that is neither disqualified nor recycled."""
    reasons = (No(DisqualifyHolds(0, name)) for name in policy.disqualify)
    return (*reasons, *([RecycleIs(0, None)] if policy.recycle else []))


def _nobody_there(policy: Policy, stage: Stage, core: tuple[Ask, ...], further: Further) -> Diagnostic:
    name = quoted(stage_name(policy, stage.name))
    further_on = any(isinstance(ask, No) and isinstance(ask.ask, StageHolds) for ask in core)
    out = any(isinstance(ask, No) and isinstance(ask.ask, DisqualifyHolds) for ask in core)
    if further_on and out:
        why = "every lead that fits here is at a later stage or disqualified"
    elif further_on:
        why = "a lead is at the furthest stage that holds, and all that fit here are at a later one too"
    elif out:
        why = "every lead that fits here is disqualified"
    else:
        why = _CONTRADICTION
    return _finding(policy, "LP911", stage, f"No lead is ever at {name}: {why}.", core, further)


def _routes(policy: Policy) -> Iterator[Question]:
    """The last route is for the rest, also where there is none. A route to a person in a field needs the field."""
    routes = list(policy.routes.values())
    if not routes:
        return
    out = _is_in(policy)
    for place, route in enumerate(routes):
        if route.when is None and route.person_in is None:
            continue
        names = (known(route.person_in, route.span),) if route.person_in is not None else ()
        own = (*all_of(policy, route.when), *names)
        earlier = (No(RouteHolds(0, one.name)) for one in routes[:place])
        yield Never(
            "LP913",
            route.span,
            (*own, *earlier, *out),
            partial(_nobody_takes, policy, route),
            means=RouteIs(0, route.name),
        )
    last = routes[-1]
    if last.when is not None or last.person_in is not None:
        yield Some("LP921", last.span, (RouteIs(0, None), *out), partial(_goes_to_nobody, policy, last))


def _nobody_takes(policy: Policy, route: Route, core: tuple[Ask, ...], further: Further) -> Diagnostic:
    first = any(isinstance(ask, No) and isinstance(ask.ask, RouteHolds) for ask in core)
    out = any(isinstance(ask, No) and isinstance(ask.ask, DisqualifyHolds) for ask in core)
    if first and out:
        why = "every lead that fits here is disqualified, or fits a route above, and the first that fits counts"
    elif first:
        why = "the first route that fits counts, and every lead that fits here fits one above"
    elif out:
        why = "every lead that fits here is disqualified, and then it is not routed at all"
    else:
        why = _CONTRADICTION
    return _finding(policy, "LP913", route, f"No lead ever takes {quoted(route.label)}: {why}.", core, further)


def _asked(policy: Policy) -> Iterator[Condition]:
    """What the routes ask for, so that the lead is told in those words."""
    for route in policy.routes.values():
        if route.when is not None:
            yield route.when
        if route.person_in is not None:
            yield FieldTest(route.span, route.person_in, IsKnown(True))


def _goes_to_nobody(policy: Policy, last: Route, case: Case) -> Diagnostic:
    return warning(
        "LP921",
        last.span,
        f"Some leads go to nobody: none of the routes is for them. {witnesses.such_as(policy, case, _asked(policy))}",
        note="the last route is not for all others",
        help="Add a route behind it for all others, without `when`, to a team."
        + witnesses.to_paste(policy, case, "This lead goes to nobody", "route is none"),
    )


def _finding(
    policy: Policy, code: str, clause: Clause, message: str, core: tuple[Ask, ...], further: Further
) -> Diagnostic:
    return error(
        code,
        clause.span,
        f"{message}{ends.told(policy, core, further)}",
        note="never reached",
        labels=marking.labels(policy, core, besides=clause.span, words="asked here"),
        help="Put the stricter one first, or change what one of the marked lines asks for."
        if _shadowed(core)
        else "Change what one of the marked lines asks for.",
    )
