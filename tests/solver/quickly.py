"""Many leads decided by two policies: by the programs that `compile` writes of them, which are proved alike elsewhere.

What the reference evaluation takes a minute for takes a second.
"""

from __future__ import annotations

import itertools
import sys
import types
from collections.abc import Iterable, Iterator
from typing import Any

from leadpact.digest import digest_of
from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact.targets import compiled, target_called
from leadpact_dsl import model
from tests.targets.at_random.cases import Case
from tests.targets.at_random.policy import end_of_clause, read
from tests.targets.documents import document

_fresh = itertools.count()
_SHOWN = "shown_"


def program(text: str) -> Any | None:
    """The scorer of a policy as a module, without clocks, and with a score for each definition: 1 where it holds."""
    lines = text.rstrip("\n").split("\n")
    kept: list[str] = []
    place = 0
    while place < len(lines):
        if lines[place].startswith(("clock ", "response ")):
            place = end_of_clause(lines, place)
            continue
        kept.append(lines[place])
        place += 1
    names = [line.split()[1] for line in kept if line.startswith("define ")]
    for name in names:
        kept += [f'score {_SHOWN}{name} "Shown {name}" from 0 to 1', f"  +1 if {name}"]
    policy = read("\n".join(kept) + "\n")
    if policy is None:
        return None
    plan = lower(policy, digest_of(policy), {})
    if not isinstance(plan, Plan):
        return None
    emitted = compiled(target_called("python"), plan)
    if not isinstance(emitted, str):
        return None
    module = types.ModuleType(f"attacked_{next(_fresh)}")
    sys.modules[module.__name__] = module
    try:
        exec(compile(emitted, f"{module.__name__}.py", "exec"), module.__dict__)
    finally:
        del sys.modules[module.__name__]
    return module


def outcomes(module: Any, lead: Any, activities: list[Any], as_of: int) -> dict[str, Any] | None:
    """What is compared, by kind and name; None where the lead is refused."""
    try:
        found = module.decide(lead, activities, as_of)
    except module.Refused:
        return None
    told: dict[str, Any] = {"disqualification": found.disqualified is not None, "stage": found.stage}
    told["route"] = None if found.route is None else found.route.route
    for name, value in found.scores.items():
        told[f"definition {name[len(_SHOWN) :]}" if name.startswith(_SHOWN) else f"score {name}"] = value
    for name, level in found.grades.items():
        told[f"grade {name}"] = level
    return told


def as_read(policy: model.Policy, cases: Iterable[Case], module: Any) -> Iterator[tuple[Case, Any, list[Any]]]:
    """Cases as the module takes them; those that it refuses are left out."""
    for case in cases:
        found = document(policy, case)
        rows = [row for row in found["activities"] if row["activity"] in module.ACTIVITIES]
        try:
            yield case, module.read_lead(found["lead"]), [module.read_activity(row) for row in rows]
        except module.Refused:
            continue
