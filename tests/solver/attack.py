"""Random pairs of policies compared, and what is said of them attacked with random leads, for as long as one likes.

    python -m tests.solver.attack --pairs 200 --leads 100000

Every lead that is shown has been confirmed by the reference; here it is decided once more. Where two are said to mean
the same, random leads at the edges of both policies must not tell them apart.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from leadpact.review.compare.comparing import PARTING, compare_drafts
from leadpact.review.compare.subjects import Subject, of_drafts
from leadpact.review.compare.values import Compared
from leadpact.solver import World
from leadpact.solver.asks import Reference
from leadpact.solver.translating import of_records
from leadpact_dsl.decision import Decision
from leadpact_dsl.evaluate import decide
from tests.solver.pairs import Pair, random_pair
from tests.targets.at_random.cases import Case, Cases

SAME = ("same clauses", "equivalent")


def trouble(pair: Pair, seed: int | str, leads: int, seen: Counter[str] | None = None) -> str | None:
    """What is wrong with the comparison of a pair; None where nothing is."""
    world = World.of((pair.first.policy, pair.second))
    if not isinstance(world, World):
        return None
    comparison = compare_drafts(world, ("first", "second"))
    assert not isinstance(comparison, str)
    subjects = list(of_drafts(world))
    for subject, found in zip(subjects, comparison.compared, strict=True):
        if seen is not None:
            seen[found.verdict] += 1
        wrong = _witness_trouble(world, subject, found)
        if wrong is not None:
            return wrong
    same = [subject for subject, found in zip(subjects, comparison.compared, strict=True) if found.verdict in SAME]
    return _lead_trouble(world, same, islice(_leads(pair, seed), leads))


def _witness_trouble(world: World, subject: Subject, found: Compared) -> str | None:
    for region in found.regions:
        if region.shown is None or region.where not in PARTING:
            continue
        witness = region.shown.witness
        decisions = [
            decide(policy, record, log, witness.as_of)
            for policy, record, log in zip(world.both.policies, witness.records, witness.logs, strict=True)
        ]
        decided = [one for one in decisions if isinstance(one, Decision)]
        if len(decided) < len(decisions):
            return f"{subject.kind} {subject.labels}: the lead that is shown is refused"
        reference = Reference(world.both.policies, witness.records, witness.logs, witness.as_of, decided)
        asked = dict(subject.regions)[region.where]
        if not all(reference.confirms(ask) for ask in asked):
            return f"{subject.kind} {subject.labels}: the lead that is shown does not part them"
    return None


def _lead_trouble(world: World, same: list[Subject], cases: Iterator[tuple[int, Case]]) -> str | None:
    for which, case in cases:
        witness = of_records(world.both, which, case.lead, case.activities, case.as_of).decided(world.both)
        if witness is None:
            continue
        reference = Reference(world.both.policies, witness.records, witness.logs, witness.as_of, witness.decisions)
        for subject in same:
            for where, asked in subject.regions:
                if where in PARTING and all(reference.confirms(ask) for ask in asked):
                    return f"{subject.kind} {subject.labels}: said to mean the same, parted by {which} {case}"
    return None


def _leads(pair: Pair, seed: int | str) -> Iterator[tuple[int, Case]]:
    """Leads at the edges of the first policy and of the second, in turns, without end."""
    turns = [
        Cases(policy, pair.first.day, f"attack {seed} {which}").some(10**9)
        for which, policy in enumerate((pair.first.policy, pair.second))
    ]
    while True:
        for which, cases in enumerate(turns):
            case = next(cases)
            yield which, replace(case, activities=tuple(case.activities))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--leads", type=int, default=2_000)
    asked = parser.parse_args()
    seen: Counter[str] = Counter()
    begun, wrong = time.monotonic(), 0
    for seed in range(asked.first, asked.first + asked.pairs):
        found = trouble(random_pair(seed), seed, asked.leads, seen)
        if found is not None:
            wrong += 1
            print(f"pair {seed}: {found}", flush=True)
        if sys.stderr.isatty() or (seed + 1) % 10 == 0:
            print(f"{seed + 1 - asked.first} pairs, {time.monotonic() - begun:.0f} s: {dict(seen)}", file=sys.stderr)
    print(f"{asked.pairs} pairs, {wrong} with trouble: {dict(seen)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
