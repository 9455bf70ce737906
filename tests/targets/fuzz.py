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
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from typing import NamedTuple

from leadpact.targets import Target
from leadpact_dsl import model
from tests.targets import found
from tests.targets.adapters import executables
from tests.targets.at_random.cases import Case, Cases
from tests.targets.at_random.policy import Made, random_policy, read
from tests.targets.comparing import trouble
from tests.targets.shrinking import shrunk

CASES = 20
"""Leads of a policy; some more are made at the instants that their decisions name."""


class Find(NamedTuple):
    target: str
    text: str
    case: Case
    says: str


class Looked(NamedTuple):
    """What one seed came to: how many decisions were compared, and what differed."""

    seed: int
    compared: int
    finds: list[Find]


def look(seed: int, count: int = CASES) -> Looked:
    """One random policy in every executable target; of each target the first difference, made small."""
    made = random_policy(seed)
    cases = list(Cases(made.policy, made.day, seed).some(count))
    finds: list[Find] = []
    targets = executables()
    for target in targets:
        found = trouble(target, made.policy, cases)
        if found is not None:
            finds.append(_small(target, made, found.case))
    return Looked(seed, len(targets) * len(cases), finds)


def _small(target: Target, made: Made, case: Case) -> Find:
    def differs(policy: model.Policy, case: Case) -> bool:
        return trouble(target, policy, [case]) is not None

    text, case = shrunk(made.text, case, differs)
    policy = read(text)
    assert policy is not None
    found = trouble(target, policy, [case])
    assert found is not None
    return Find(target.name, text, case, found.says)


def search(minutes: float, first_seed: int, jobs: int) -> int:
    """Looks at one seed after the other until the time is over; returns how many differences were kept."""
    end = time.monotonic() + minutes * 60
    seed, compared, kept = first_seed, 0, 0
    known: Counter[str] = Counter()
    running: set[Future[Looked]] = set()
    with ProcessPoolExecutor(jobs) as pool:
        while running or time.monotonic() < end:
            while len(running) < 2 * jobs and time.monotonic() < end:
                running.add(pool.submit(look, seed))
                seed += 1
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for looked in (future.result() for future in done):
                compared += looked.compared
                for find in looked.finds:
                    known[find.says[:40]] += 1
                    if known[find.says[:40]] > 2:  # most likely the same fault once more
                        continue
                    place = found.keep(find.target, find.text, find.case)
                    print(f"\nSeed {looked.seed}, {find.target}, kept as {place.name}:\n{find.says}", flush=True)
                    kept += 1
            _show(seed - first_seed, compared, kept, end)
    print(f"\n{seed - first_seed} policies, {compared} decisions, {kept} differences.")
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
