"""Comparing: for each subject a lead of every part of the world, or the proof that there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from leadpact.review.compare.beside import beside
from leadpact.review.compare.fields import only_in, other_kinds
from leadpact.review.compare.saying import shown
from leadpact.review.compare.subjects import Subject, of_definitions, of_drafts
from leadpact.review.compare.values import Compared, Comparison, Region, Verdict, Where
from leadpact.solver import Impossible, Limits, Unknown, Witness, World
from leadpact.solver.asks import Ask, Reference
from leadpact.solver.translating import of_example
from leadpact_dsl.phrases.fields import called

PARTING: tuple[Where, ...] = ("only first", "only second", "different")

_LIMITS = Limits(deterministic=1.5, seconds=8.0, tries=3, core=False)

Progress = Callable[[int, int], None]


def compare_drafts(
    world: World,
    drafts: Sequence[str],
    wanted: Sequence[str] = (),
    progress: Progress | None = None,
    spent: Callable[[], bool] = lambda: False,
) -> Comparison | str:
    """Two policies, of which `wanted` names what is compared (all that both speak of, where it is empty).

    `spent` says whether the time is used up: what is not found by then is unknown. A sentence is returned where one of
    the names is unknown to both, and where no lead could be held against both.
    """
    for field in world.both.merged.lead.values():
        if field.first.kind == "one of" and field.required and not field.choices:
            return f"No lead suits both drafts: {called(field.first)} is required, and they have no choice in common."
    subjects = list(of_drafts(world))
    for name in wanted:
        if not any(name in _names(subject) for subject in subjects):
            return f"Nothing that both drafts speak of is called {name}."
    chosen = [subject for subject in subjects if not wanted or any(name in _names(subject) for name in wanted)]
    first, second = world.both.policies
    return Comparison(
        tuple(drafts),
        tuple(_Comparing(world, drafts, spent).all(chosen, progress)),
        tuple(only_in(world)),
        () if wanted else beside(first, second),
        tuple(other_kinds(world)),
    )


def compare_definitions(world: World, draft: str, one: str, other: str) -> Comparison | str:
    """Two definitions or stages of one policy; a sentence where there is no such name."""
    subject = of_definitions(world, one, other)
    if isinstance(subject, str):
        return subject
    return Comparison((draft,), tuple(_Comparing(world, (draft,), lambda: False).all([subject], None)), ())


def _names(subject: Subject) -> set[str]:
    return {subject.kind, *(name for _, one in subject.named for name in (one.name, one.label))}


class _Comparing:
    """`known` are leads already looked at: those of the policies' own examples, and those that were found."""

    def __init__(self, world: World, drafts: Sequence[str], spent: Callable[[], bool]) -> None:
        self._world = world
        self._drafts = drafts
        self._spent = spent
        self._known: list[tuple[Witness, Reference]] = []
        for which, policy in enumerate(world.both.policies):
            for example in policy.examples:
                self._keep(of_example(world.both, which, example))

    def all(self, subjects: Sequence[Subject], progress: Progress | None) -> Iterator[Compared]:
        for place, subject in enumerate(subjects):
            if progress is not None:
                progress(place, len(subjects))
            yield self._compared(subject)

    def _compared(self, subject: Subject) -> Compared:
        ids = (subject.named[0][1].id, subject.named[1][1].id)
        if subject.alike:
            return Compared(subject.kind, subject.labels, ids, "same clauses", ())
        regions = [self._region(subject, where, asked) for where, asked in subject.regions]
        return Compared(subject.kind, subject.labels, ids, _verdict(regions), tuple(regions))

    def _region(self, subject: Subject, where: Where, asked: tuple[Ask, ...]) -> Region:
        known = self._among(asked)
        if known is None and self._spent():
            return Region(where, None, False, "The time given was used up before.")
        if known is None:
            found = self._world.find(*asked, limits=_LIMITS, doubtful=where in PARTING)
            if not isinstance(found, Witness):
                why = found.why if isinstance(found, Unknown) else ""
                return Region(where, None, isinstance(found, Impossible), why)
            known = found
        elif where in PARTING:
            known = self._world.fewer(known, asked)
        self._keep(known)
        return Region(where, shown(self._world, self._drafts, subject, where, known), False)

    def _among(self, asked: Iterable[Ask]) -> Witness | None:
        """Of the leads that are known already the one with the fewest facts."""
        asked = list(asked)
        fitting = [lead for lead, reference in self._known if all(reference.confirms(ask) for ask in asked)]
        return min(fitting, key=facts, default=None)

    def _keep(self, witness: Witness) -> None:
        decided = witness if witness.decisions else witness.decided(self._world.both)
        if decided is not None:
            both = self._world.both
            reference = Reference(both.policies, decided.records, decided.logs, decided.as_of, decided.decisions)
            self._known.append((decided, reference))


def facts(witness: Witness) -> int:
    """How much one has to read to know the lead."""
    return max(len(log) + len(record.values) for log, record in zip(witness.logs, witness.records, strict=True))


def _verdict(regions: Sequence[Region]) -> Verdict:
    parting = [region for region in regions if region.where in PARTING]
    if any(region.shown is not None for region in parting):
        return "different"
    return "equivalent" if all(region.empty for region in parting) else "unknown"
