"""Clauses that are read in order, where an earlier (of stages: a later) one leaves nothing for another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from leadpact_dsl.checks import canonical, places, walk
from leadpact_dsl.checks.plain import Comparing, implies
from leadpact_dsl.checks.subjects import Subjects
from leadpact_dsl.diagnostics import Diagnostic, Fix, Label, error, warning
from leadpact_dsl.model import (
    Band,
    Clause,
    Combined,
    Condition,
    FieldTest,
    FirstOf,
    IsKnown,
    Policy,
    Recycle,
    Route,
    Stage,
)
from leadpact_dsl.phrases.words import quoted


class Step(NamedTuple):
    """A clause of an ordered list: its name as people say it, and its condition (None: it always holds)."""

    clause: Clause
    name: str
    condition: Condition | None


def shadowed(policy: Policy, steps: Sequence[Step]) -> Iterator[tuple[Step, Step]]:
    """Each clause that an earlier one leaves nothing for, with that one."""
    comparing = Comparing(policy)
    for place, before in Subjects(policy).earlier([step.condition for step in steps]):
        step = steps[place]
        first = next((one for one in before if comparing.implies(step.condition, steps[one].condition)), None)
        if first is not None:
            yield step, steps[first]
        if comparing.is_spent:
            return


def _why(policy: Policy, step: Step, earlier: Step) -> str:
    """`every lead already …`: why nothing is left."""
    if earlier.condition is None:
        return f"{earlier.name} takes every lead"
    if step.condition is not None:
        same = canonical.condition(policy, step.condition) == canonical.condition(policy, earlier.condition)
        if same:
            return f"{earlier.name} asks for the same"
    return f"every lead that fits here already fits {earlier.name}"


def first_of(policy: Policy) -> Iterator[Diagnostic]:
    """Rules of a `first of` that an earlier one leaves nothing for."""
    for score in policy.scores.values():
        for group in walk.rules(score):
            if isinstance(group, FirstOf):
                steps = [Step(rule, "the rule above", rule.condition) for rule in group.rules]
                for step, earlier in shadowed(policy, steps):
                    yield error(
                        "LP323",
                        step.clause.span,
                        f"This rule never pays: only the first that holds does, and {_why(policy, step, earlier)}.",
                        note="never reached",
                        labels=[Label(earlier.clause.span, "pays first")],
                        help="Put the stricter rule first.",
                        fix=_first(policy, step, earlier),
                    )


def levels(policy: Policy) -> Iterator[Diagnostic]:
    """Levels of a grade by conditions: each reachable, and `otherwise` last."""
    for grade in policy.grades.values():
        if grade.score is not None or not grade.levels:
            continue
        steps = [
            Step(level, quoted(level.label), level.test)
            for level in grade.levels
            if level.test is not None and not isinstance(level.test, Band)
        ]
        for step, earlier in shadowed(policy, steps):
            yield error(
                "LP351",
                step.clause.span,
                f"No lead ever gets {step.name}: the first level that holds counts, and {_why(policy, step, earlier)}.",
                note="never reached",
                labels=[Label(earlier.clause.span, "holds first")],
                help="Put the stricter level first.",
                fix=_first(policy, step, earlier),
            )
        last = grade.levels[-1]
        for level in grade.levels:
            if level.test is None and level is not last:
                yield error(
                    "LP307",
                    level.span,
                    "`otherwise` takes every lead that is left, so the levels below it are never reached.",
                    help="Put it last.",
                    fix=_last(level, last),
                )
        if all(level.test is not None for level in grade.levels):
            yield error(
                "LP307",
                last.span,
                f"No level of {quoted(grade.label)} is for the leads that none of these fits.",
                help="Add a level `otherwise` at the end.",
                fix=places.insert_below(
                    last.span, ['none_of_these "None of these": otherwise'], "a level for the rest"
                ),
            )


def _first(policy: Policy, step: Step, earlier: Step) -> Fix | None:
    """The stricter line moved above the wider one, where they stand one below the other."""
    if implies(policy, earlier.condition, step.condition):
        return None
    upper, lower = places.block(earlier.clause.span), places.block(step.clause.span)
    if upper.file is not lower.file or upper.end + 1 != lower.start:
        return None
    return Fix(upper.to(lower), f"{lower.text}\n{upper.text}", "the other way round")


def _last(level: Clause, last: Clause) -> Fix | None:
    first, end = places.block(level.span), places.block(last.span)
    if first.file is not end.file or first.end >= end.start:
        return None
    between = first.file.text[first.end + 1 : end.end]
    return Fix(first.to(end), f"{between}\n{first.text}", "`otherwise` last")


# ---------------------------------------------------------------------------------------------------------- stages


def stages(policy: Policy) -> Iterator[Diagnostic]:
    """The first stage has no condition, the others have, and no later one takes all leads of an earlier one."""
    steps = list(policy.stages.values())
    if not steps:
        return
    first = steps[0]
    if first.when is not None or first.recorded_by:
        yield error(
            "LP401",
            first.span,
            f"A lead has to start somewhere: {quoted(first.label)} is the first stage, and not every lead is at it.",
            help="Put a stage without a condition before it.",
            fix=places.insert_before(first.span, [_first_stage(policy)], "a stage for every lead"),
        )
    for stage in steps[1:]:
        if stage.when is None and not stage.recorded_by:
            yield error(
                "LP402",
                stage.span,
                f"{quoted(stage.label)} asks for nothing, so every lead is at it and none at the stages before it.",
                help="Add `when …` or `recorded by …`: what makes a lead get here.",
            )
    comparing, backwards = Comparing(policy), steps[::-1]
    overtaken: list[tuple[Stage, Stage]] = []
    for place, behind in Subjects(policy).earlier([stage.when for stage in backwards]):
        stage = backwards[place]
        furthest_last = (backwards[one] for one in reversed(behind))
        later = next((other for other in furthest_last if _takes_all(comparing, stage, other)), None)
        if later is not None and stage is not first:
            overtaken.append((stage, later))
        if comparing.is_spent:
            break
    for stage, later in reversed(overtaken):
        yield error(
            "LP403",
            stage.span,
            f"No lead is ever at {quoted(stage.label)}: a lead is at the furthest stage that holds, and all that "
            f"fit here are at {quoted(later.label)} too.",
            note="never reached",
            labels=[Label(later.span, "holds as well, and is further on")],
            help="Make the later stage stricter, or change their order.",
        )


def _first_stage(policy: Policy) -> str:
    known = (("inquiry", "Inquiry"), ("new_lead", "New lead"), ("every_lead", "Every lead"))
    name, label = next(((name, label) for name, label in known if name not in policy.stages), ("start", "Start"))
    return f'stage {name} "{label}"'


def _takes_all(comparing: Comparing, stage: Stage, later: Stage) -> bool:
    """Whether a later stage surely holds wherever this one does."""
    if later.when is None and not later.recorded_by:
        return False
    records = set(stage.recorded_by) <= set(later.recorded_by)
    if stage.when is None:
        return records and bool(stage.recorded_by)
    return records and later.when is not None and comparing.implies(stage.when, later.when)


def probabilities(policy: Policy) -> Iterator[Diagnostic]:
    """The chance of a deal rises from stage to stage."""
    before: Stage | None = None
    for stage in policy.stages.values():
        if stage.probability is None:
            continue
        if stage.probability > 100:
            yield error(
                "LP404",
                places.mark(stage.span, r"probability \S+%"),
                "A probability is at most 100%.",
                help="Write a percentage from 0% to 100%.",
            )
        elif before is not None and before.probability is not None and stage.probability <= before.probability:
            yield warning(
                "LP404",
                places.mark(stage.span, r"probability \S+%"),
                f"A lead at {quoted(stage.label)} is further on than one at {quoted(before.label)}, but no likelier to "
                "buy.",
                labels=[Label(places.mark(before.span, r"probability \S+%"), "the stage before it")],
                help="Probabilities rise from stage to stage.",
            )
        before = stage


# ------------------------------------------------------------------------------- disqualification, routes, recycling


def disqualifications(policy: Policy) -> Iterator[Diagnostic]:
    """A reason that an earlier one always comes before."""
    steps = [Step(found, quoted(found.label), found.when) for found in policy.disqualify.values()]
    for step, earlier in shadowed(policy, steps):
        yield error(
            "LP411",
            step.clause.span,
            f"{step.name} is never given as a reason: the first that holds counts, and {_why(policy, step, earlier)}.",
            note="never reached",
            labels=[Label(earlier.clause.span, "counts first")],
            help="Put the stricter one first, or keep one of them.",
        )


def routes(policy: Policy) -> Iterator[Diagnostic]:
    """Every lead has a route, and every route gets leads."""
    steps = [Step(route, quoted(route.label), _fits(route)) for route in policy.routes.values()]
    for step, earlier in shadowed(policy, steps):
        yield error(
            "LP421",
            step.clause.span,
            f"No lead ever takes {step.name}: the first route that fits counts, and {_why(policy, step, earlier)}.",
            note="never reached",
            labels=[Label(earlier.clause.span, "counts first")],
            help="Put the stricter route first, and the one for all others last.",
        )
    if steps and all(route.when is not None for route in policy.routes.values()):
        last = steps[-1].clause
        yield error(
            "LP422",
            last.span,
            "A lead that fits none of these routes goes to nobody: the last route is for all others and has no `when`.",
            help="Take the `when` off the last route, or add one behind it for all others.",
            fix=_rest(policy, last),
        )


def _fits(route: Route) -> Condition | None:
    """What a lead needs to take a route; one to the person in a field is passed over where that field is unknown."""
    if route.person_in is None:
        return route.when
    known = FieldTest(route.span, route.person_in, IsKnown(True))
    return known if route.when is None else Combined(route.span, "all", 0, (route.when, known), inline=True)


def _rest(policy: Policy, last: Clause) -> Fix | None:
    team = next((route.team for route in reversed(list(policy.routes.values())) if route.team is not None), None)
    if team is None or "all_others" in policy.routes:
        return None
    return places.insert_below(last.span, [f'route all_others "All others" to {team}'], "a route for the rest")


def recycling(policy: Policy) -> Iterator[Diagnostic]:
    """A recycle rule whose activities an earlier rule takes: of two at one instant the first written is in force."""
    comparing, rules = Comparing(policy), list(policy.recycle.values())
    for place, rule in enumerate(rules):
        earlier = next((other for other in rules[:place] if _takes_up_all(comparing, rule, other)), None)
        if earlier is not None:
            yield error(
                "LP431",
                rule.span,
                f"{quoted(rule.label)} is never in force: {quoted(earlier.label)} takes up all that it is for.",
                note="never reached",
                labels=[Label(earlier.span, "comes first")],
                help="Put the stricter rule first, or keep one of them.",
            )


def _takes_up_all(comparing: Comparing, rule: Recycle, earlier: Recycle) -> bool:
    return all(any(comparing.within(one, other) for other in earlier.when) for one in rule.when)
