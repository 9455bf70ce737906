"""The long form of the suite: random policies and leads on every SQL engine that is here, for as many minutes as given.

    python -m tests.targets.sql.fuzz --minutes 60

A difference is made as small as it still shows itself, written to `found_before/`, and decided anew in every later run
of the tests. Spark is slow to plan: it gets one policy in twenty. Ends with 1 if there was any difference.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack

from leadpact_dsl import model
from tests.targets import found
from tests.targets.at_random.cases import Case, Cases
from tests.targets.at_random.policy import random_policy
from tests.targets.shrinking import shrunk
from tests.targets.sql import databases
from tests.targets.sql.batches import Batch
from tests.targets.sql.databases import Database, DuckDB, Missing
from tests.targets.sql.differing import FORMS, Form, difference

CASES = 25
SPARKS_TURN = 20


def trouble(database: Database, policy: model.Policy, cases: Sequence[Case], forms: Sequence[Form]) -> str | None:
    """What differs first, or how building or running a statement failed."""
    batch = Batch(policy, cases)
    for form in forms:
        try:
            says = difference(database, batch, form)
        except Exception as problem:
            says = f"{type(problem).__name__}: {problem}"
        if says is not None:
            return f"{form}: {says}"
    return None


def look(database: Database, seed: int) -> str | None:
    """One random policy; the first difference, made small and kept."""
    made = random_policy(seed)
    cases = list(Cases(made.policy, made.day, seed).some(CASES))
    says = trouble(database, made.policy, cases, FORMS)
    if says is None:
        return None
    form = next(one for one in FORMS if says.startswith(f"{one}: "))

    def differs(policy: model.Policy, case: Case) -> bool:
        return trouble(database, policy, [case], [form]) is not None

    alone = next((case for case in cases if differs(made.policy, case)), None)
    if alone is None:  # only several leads together show it
        return f"Seed {seed}, {database.name}, not by one lead alone: {says}"
    place = found.keep(f"sql-{database.name}", *shrunk(made.text, alone, differs))
    return f"Seed {seed}, {database.name}, kept as {place.name}: {says}"


def engines(stack: ExitStack) -> list[Database]:
    here: list[Database] = [DuckDB()]
    for start in (databases.postgres, databases.spark):
        try:
            here.append(stack.enter_context(start()))
        except Missing as missing:
            print(f"NOT TESTED: {missing}.", flush=True)
    return here


def search(minutes: float, seed: int) -> int:
    end = time.monotonic() + minutes * 60
    looked = finds = 0
    with ExitStack() as stack:
        here = engines(stack)
        while time.monotonic() < end:
            for database in here:
                if database.name == "spark" and looked % SPARKS_TURN:
                    continue
                says = look(database, seed + looked)
                if says is not None:
                    finds += 1
                    print(f"\n{says}", flush=True)
            looked += 1
    print(f"\n{looked} policies on {', '.join(one.name for one in here)}, {finds} differences.")
    return finds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=None, help="the first seed; without it, one at random")
    given = parser.parse_args()
    seed = random.randrange(10**9) if given.seed is None else given.seed
    print(f"Random policies in SQL from seed {seed} on, for {given.minutes:g} minutes.", flush=True)
    return 1 if search(given.minutes, seed) else 0


if __name__ == "__main__":
    sys.exit(main())
