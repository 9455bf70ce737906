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
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from leadpact.review.compare.comparing import PARTING, compare_drafts
from leadpact.review.compare.subjects import Subject, of_drafts
from leadpact.review.compare.values import Compared
from leadpact.solver import World
from leadpact.solver.asks import Reference
from leadpact_dsl.decision import Decision
from leadpact_dsl.evaluate import decide
from leadpact_dsl.limits import AFTER_LAST_INSTANT
from leadpact_dsl.model import Policy
from tests.solver import quickly
from tests.solver.pairs import Pair, random_pair
from tests.targets.at_random.cases import Case, Cases
from tests.targets.at_random.edges import lengths
from tests.targets.at_random.words import Dice

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
    return _lead_trouble(pair, world, same, seed, leads)


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


def _lead_trouble(pair: Pair, world: World, same: list[Subject], seed: int | str, leads: int) -> str | None:
    """The first lead that parts what is said to mean the same, by the programs of both policies."""
    if not same or pair.first.text == pair.text:
        return None
    programs = [quickly.program(pair.first.text), quickly.program(pair.text)]
    if None in programs:
        return None
    answers = [[_answer(world.both.policies[which], subject, which) for subject in same] for which in (0, 1)]
    dice, steps = Dice(f"attack {seed}"), [0, *lengths(pair.first.policy)]
    tried = 0
    while tried < leads:
        turns = [
            quickly.as_read(policy, islice(_cases(policy, pair, f"{seed} {tried} {which}"), 100), programs[0])
            for which, policy in enumerate((pair.first.policy, pair.second))
        ]
        for case, lead, rows in (one for both in turns for one in both):
            for as_of in _instants(dice, case, steps):
                tried += 1
                found = [quickly.outcomes(one, lead, rows, as_of) for one in programs]
                if found[0] is None or found[1] is None:
                    continue
                for subject, mine, theirs in zip(same, *answers, strict=True):
                    if mine(found[0]) != theirs(found[1]):
                        return f"{subject.kind} {subject.labels}: said to mean the same, parted at {as_of} by {case}"
    return None


def _cases(policy: Policy, pair: Pair, seed: str) -> Iterator[Case]:
    """Leads at the edges of a policy, and at what their own decisions name."""
    return Cases(policy, pair.first.day, f"attack {seed}").some(10**9)


def _instants(dice: Dice, case: Case, steps: list[int]) -> Iterator[int]:
    """When a lead is looked at: as it was made, and at lengths of time after what it did, and right beside them."""
    yield case.as_of
    known = [case.as_of, *(row.at for row in case.activities)]
    known += [value for value in case.lead.values.values() if isinstance(value, int) and value > 10**11]
    for _ in range(9):
        at = dice.pick(known) + dice.pick(steps) + dice.pick([-1, 0, 0, 1])
        if 0 <= at < AFTER_LAST_INSTANT:
            yield at


def _answer(policy: Policy, subject: Subject, which: int) -> Callable[[dict[str, Any]], object]:
    name = subject.named[which][1].name
    match subject.kind:
        case "definition" | "score" | "grade":
            return lambda found: found[f"{subject.kind} {name}"]
        case "stage":
            further = list(policy.stages)[list(policy.stages).index(name) :]
            return lambda found: found["stage"] in further
        case kind:
            return lambda found: found[kind]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--leads", type=int, default=100_000)
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
