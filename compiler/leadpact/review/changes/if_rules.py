"""Rules with a condition, and groups: what is asked for their points."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from leadpact.review.changes import conditions
from leadpact.review.changes.breadth import together, whole
from leadpact.review.changes.context import Both
from leadpact.review.changes.counting import fading_fragment
from leadpact.review.changes.matching import same
from leadpact.review.changes.points import first_points, points_turn, sign_of_number
from leadpact.review.changes.stakes import sign_of
from leadpact.review.changes.words import was
from leadpact_dsl import model
from leadpact_dsl.phrases import amounts, rules
from leadpact_dsl.phrases.conditions import about_lead, condition, in_line
from leadpact_dsl.phrases.words import capital, quoted, sentence


def if_turn(both: Both, old: model.IfRule, new: model.IfRule) -> tuple[str, int] | None:
    """What changed in a rule, and whether a lead's points rise by it."""
    fading = [*fading_fragment(old.fading, new.fading, "the points")]
    behind = "".join(f", {text}" for text, _ in fading)
    signs = [more * new.points.sign for _, more in fading]
    said, sign = points_turn(both, old.points, new.points, activity=True)
    signs += [] if sign is None else [sign]
    if same(old.condition, new.condition):
        subject, activity = if_subject(both.new, new.condition)
        said, _ = points_turn(both, old.points, new.points, activity=activity)
        return (sentence(f"{subject} {said}{behind}"), together(signs)) if signs else None
    plain = not isinstance(new.condition, model.Combined) and not isinstance(old.condition, model.Combined)
    if plain:
        points, _ = points_turn(both, old.points, new.points, activity=False)
        now, before = condition(both.new, new.condition), condition(both.old, old.condition)
        told = in_line(about_lead(both.new, new.condition, f"The lead {_now(points)} if"))
        signs.append(whole(both.new, old.condition, new.condition) * new.points.sign)
        return sentence(f"{told} {was(now, before)}{behind}"), together(signs)
    owner = f"the rule for {amounts.signed(first_points(both.new, new.points))} points"
    found = [*conditions.turns(both, owner, old.condition, new.condition)]
    texts = [capital(turn.said) for turn in found]
    signs += [turn.breadth * new.points.sign for turn in found]
    if sign is not None or fading:
        texts.append(sentence(f"It {said}{behind}"))
    return " ".join(texts), together(signs)


def _now(points: str) -> str:
    return points if points.startswith("now ") else f"now {points}"


def if_subject(policy: model.Policy, what: model.Condition) -> tuple[str, bool]:
    """What stands before `earns 5 points`, and whether it is a thing rather than the lead."""
    match what:
        case model.DefineTest(define=name):
            return f"{quoted(policy.defines[name].label)}", True
        case model.Happened(absent=False, count=None, selection=model.Selection(own=False)):
            said = condition(policy, what)
            if said.startswith("the lead "):
                return f"{capital(said.removeprefix('the lead '))}", True
        case _:
            pass
    begun = in_line(about_lead(policy, what, "If"))
    subject = "it" if begun.startswith("If it ") else "the lead"
    return f"{begun}, {subject}", False


def group_turn(both: Both, old: model.Group, new: model.Group) -> tuple[str, int] | None:
    """What changed in what a group does to its rules, in one sentence or several."""
    found = [*_group(both, f"Group {quoted(new.label)}", old, new)]
    return (" ".join(said for said, _ in found), together(sign for _, sign in found)) if found else None


def _group(both: Both, subject: str, old: model.Group, new: model.Group) -> Iterator[tuple[str, int]]:
    if (old.low, old.high) != (new.low, new.high):
        now, before = rules.group_bounds(new), rules.group_bounds(old)
        ends = [(old.low, new.low, -1), (old.high, new.high, 1)]
        if sign_of(new) > 0:  # what is below zero is never reached
            ends = ends[1:]
        signs = {_end(one, other, side) for one, other, side in ends} - {0}
        said = f"{subject} now gives {now or 'its points without a limit'}"
        if now.startswith("from ") and before.startswith("from "):
            said += f" (was {before.removesuffix(' points').removesuffix(' point')})"
        else:
            said += f" {was(now, before)}" if now and before else f" (before: {before or 'without a limit'})"
        yield sentence(said), signs.pop() if len(signs) == 1 else 0
    if old.counts != new.counts:
        ours, theirs = (Decimal(100) if one.counts is None else one.counts for one in (old, new))
        said = f"{subject} now counts {amounts.percent(theirs)} of its points (was {amounts.percent(ours)})"
        yield sentence(said), sign_of_number(theirs - ours) * sign_of(new)
    for text, sign in fading_fragment(old.fading, new.fading, "the points"):
        yield sentence(f"{subject}: {text}"), sign * sign_of(new)
    if not same(old.only_if, new.only_if):
        yield from _only_if(both, subject, old, new)


def _only_if(both: Both, subject: str, old: model.Group, new: model.Group) -> Iterator[tuple[str, int]]:
    if old.only_if is None and new.only_if is not None:
        yield sentence(f"{subject} now counts only if {condition(both.new, new.only_if)}"), -sign_of(new)
    elif new.only_if is None and old.only_if is not None:
        said = f"{subject} now always counts (before: only if {condition(both.old, old.only_if)})"
        yield sentence(said), sign_of(new)
    else:
        for turn in conditions.turns(both, subject, old.only_if, new.only_if):
            yield capital(turn.said), turn.breadth * sign_of(new)


def _end(old: Decimal | None, new: Decimal | None, side: int) -> int:
    endless = Decimal("Infinity") * side
    return sign_of_number((endless if new is None else new) - (endless if old is None else old)) if old != new else 0
