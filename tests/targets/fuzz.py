"""The long form of the suite: random policies and leads in every executable target, for as many minutes as given.

    python -m tests.targets.fuzz --minutes 60

A difference is made as small as it still shows itself, written to `found_before/`, and decided anew in every later run
of the tests. Ends with 1 if there was any.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from typing import NamedTuple

from leadpact.targets import Target
from leadpact_dsl import model
from tests.targets import found
from tests.targets.adapters import executables
from tests.targets.at_random.cases import Case, Cases
from tests.targets.at_random.policy import Made, random_policy
from tests.targets.comparing import difference, runnable
from tests.targets.shrinking import shrunk

CASES = 20
"""Leads of a policy; some more are made at the instants that their decisions name."""


class Find(NamedTuple):
    target: str
    text: str
    case: Case


class Looked(NamedTuple):
    """What one seed came to: how many decisions were compared, and what differed."""

    seed: int
    compared: int
    refused: int
    finds: list[Find]


def look(seed: int, count: int = CASES) -> Looked:
    """One random policy in every executable target; of each target the first difference, made small."""
    made = random_policy(seed)
    cases = list(Cases(made.policy, made.day, seed).some(count))
    compared = refused = 0
    finds: list[Find] = []
    for target in executables():
        program = runnable(target, made.policy)
        if isinstance(program, tuple):
            refused += 1
            continue
        compared += len(cases)
        differing = next((case for case in cases if difference(made.policy, program, case) is not None), None)
        if differing is not None:
            finds.append(_small(target, made, differing))
    return Looked(seed, compared, refused, finds)


def _small(target: Target, made: Made, case: Case) -> Find:
    def differs(policy: model.Policy, case: Case) -> bool:
        program = runnable(target, policy)
        return not isinstance(program, tuple) and difference(policy, program, case) is not None

    return Find(target.name, *shrunk(made.text, case, differs))


def search(minutes: float, first_seed: int, jobs: int) -> int:
    """Looks at one seed after the other until the time is over; returns how many differences were kept."""
    end = time.monotonic() + minutes * 60
    seed, compared, refused, kept = first_seed, 0, 0, 0
    running: set[Future[Looked]] = set()
    with ProcessPoolExecutor(jobs) as pool:
        while running or time.monotonic() < end:
            while len(running) < 2 * jobs and time.monotonic() < end:
                running.add(pool.submit(look, seed))
                seed += 1
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for looked in (future.result() for future in done):
                compared += looked.compared
                refused += looked.refused
                for find in looked.finds:
                    place = found.keep(*find)
                    print(f"\nSeed {looked.seed}: {find.target} decides otherwise. Kept as {place.name}.", flush=True)
                    kept += 1
            _show(seed - first_seed, compared, kept, end)
    print(f"\n{seed - first_seed} policies ({refused} refused), {compared} decisions, {kept} differences.")
    return kept


def _show(policies: int, compared: int, kept: int, end: float) -> None:
    if sys.stderr.isatty():
        left = max(0, round(end - time.monotonic()))
        sys.stderr.write(f"\r{policies} policies, {compared} decisions, {kept} differences; {left} s to go  ")
        sys.stderr.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=None, help="the first seed; without it, one at random")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    seed = random.randrange(10**9) if given.seed is None else given.seed
    print(f"Random policies from seed {seed} on, for {given.minutes:g} minutes.", flush=True)
    return 1 if search(given.minutes, seed, given.jobs) else 0


if __name__ == "__main__":
    sys.exit(main())
