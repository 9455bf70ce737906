"""What only one of two drafts knows, and the fields that they know as something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leadpact.review.compare.subjects import matched
from leadpact.review.compare.values import OnlyIn, OtherKind
from leadpact.solver import World
from leadpact.solver.merging import SharedField
from leadpact_dsl.model import Field, Named
from leadpact_dsl.phrases import fields
from leadpact_dsl.phrases.words import quoted
from leadpact_dsl.text import fold


def other_kinds(world: World) -> Iterator[OtherKind]:
    """Fields of the lead, and of activities that both drafts know, with the kind that each has in either draft."""
    merged = world.both.merged
    for one, other in _of_other_kinds(merged.lead):
        yield OtherKind(quoted(fields.bare(one)), (fields.of_kind(one), fields.of_kind(other)))
    for activity in merged.activities.values():
        for one, other in _of_other_kinds(activity.fields):
            name = f"{quoted(fields.bare(one))} of {quoted(activity.first.label)}"
            yield OtherKind(name, (fields.of_kind(one), fields.of_kind(other)))


def _of_other_kinds(known: Mapping[str, SharedField]) -> Iterator[tuple[Field, Field]]:
    """Fields that only one draft knows, and the other knows under the same name, or else label, as something else."""
    mine, theirs = ([one.of[which] for one in known.values() if one.of[1 - which] is None] for which in (0, 1))
    left = [one for one in theirs if one is not None]
    for one in mine:
        if one is None:
            continue
        named = [other for other in left if other.name == one.name]
        alike = named or [other for other in left if fold(other.label) == fold(one.label)]
        if len(alike) == 1:
            left.remove(alike[0])
            yield one, alike[0]


def only_in(world: World) -> Iterator[OnlyIn]:
    """What one draft speaks of and the other does not know."""
    both = world.both
    otherwise = [one for pair in _of_other_kinds(both.merged.lead) for one in pair]
    for which in (0, 1):
        other = 1 - which
        lead = [field.of[which] for field in both.merged.lead.values() if field.of[other] is None]
        names = tuple(fields.bare(one) for one in lead if one is not None and one not in otherwise)
        if names:
            yield OnlyIn(which, "fields of the lead", names)
        kinds = [kind.of[which] for kind in both.merged.activities.values() if kind.of[other] is None]
        names = tuple(one.label for one in kinds if one is not None)
        if names:
            yield OnlyIn(which, "activities", names)
        mine, theirs = both.policies[which], both.policies[other]
        groups: tuple[tuple[str, Mapping[str, Named], Mapping[str, Named]], ...] = (
            ("definitions", mine.defines, theirs.defines),
            ("scores", mine.scores, theirs.scores),
            ("grades", mine.grades, theirs.grades),
            ("stages", mine.stages, theirs.stages),
            ("routes", mine.routes, theirs.routes),
        )
        for what, here, there in groups:
            known = {one.name for one, _ in matched(dict(here), dict(there))}
            names = tuple(one.label for one in here.values() if one.name not in known)
            if names:
                yield OnlyIn(which, what, names)
