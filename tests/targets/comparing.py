"""A target's decisions beside those of the reference: every digit, every reason."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from leadpact.decision_document import document_of
from leadpact.digest import digest_of
from leadpact.json_text import written
from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact.targets import Target, compiled
from leadpact_dsl import model
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.evaluate import decide
from leadpact_dsl.text import fold
from tests.targets.adapters import ADAPTERS, Decide
from tests.targets.at_random.cases import Case, readable
from tests.targets.documents import as_text


class Differing(NamedTuple):
    """A case that a target decides otherwise, and what differs, a line each."""

    case: Case
    says: str


def runnable(target: Target, policy: model.Policy) -> Decide | tuple[Diagnostic, ...]:
    """The target's program for a policy, or why there is none."""
    plan = lower(policy, digest_of(policy), {})
    emitted = compiled(target, plan) if isinstance(plan, Plan) else plan
    return ADAPTERS[target.name](emitted) if isinstance(emitted, str) else emitted


def references(policy: model.Policy, cases: Iterable[Case]) -> Iterator[dict[str, Any]]:
    """The documents of what the reference decides, as a program reads them: numbers, texts and lists alone."""
    digest = digest_of(policy)
    for case in cases:
        lead, activities = as_read(policy, case)
        decision = decide(policy, lead, activities, case.as_of)
        yield json.loads(written(document_of(policy, digest, decision, explain=True)), parse_float=Decimal)


def as_read(policy: model.Policy, case: Case) -> tuple[model.LeadRecord, list[model.ActivityRecord]]:
    """The records of a case as a reader of its document has them: texts that count as unknown are no values."""
    unknown = set(map(fold, policy.lead.unknown_texts))

    def known(values: Mapping[str, model.Scalar]) -> dict[str, model.Scalar]:
        return {name: one for name, one in values.items() if not (isinstance(one, str) and fold(one) in unknown)}

    return (
        replace(case.lead, values=known(case.lead.values)),
        [replace(row, values=known(row.values)) for row in case.activities],
    )


def difference(
    policy: model.Policy, program: Decide, cases: Sequence[Case], wanted: Iterable[dict[str, Any]] | None = None
) -> Differing | None:
    """The first case that the program decides otherwise than the reference; None where there is no such case.

    `wanted` are the documents of the reference, where they are known already.
    """
    for case, document in zip(cases, references(policy, cases) if wanted is None else wanted, strict=True):
        says = _difference(policy, document, program, readable(policy, case))
        if says is not None:
            return Differing(case, says)
    return None


def _difference(policy: model.Policy, wanted: dict[str, Any], program: Decide, case: Case) -> str | None:
    try:
        found = json.loads(json.dumps(program(as_text(policy, case))), parse_float=Decimal)
    except Exception as problem:
        return f"the program ended with {type(problem).__name__}: {problem}"
    if found == wanted or _refused_alike(wanted, found):
        return None
    return "\n".join(_lines("", wanted, found)) or f"{wanted} is not {found}"


_LACKS = "is unknown, and the policy requires it."
_SAID_OF_A_DOCUMENT = ("is required, and it is missing.", "counts as unknown.", "means unknown.")


def _refused_alike(wanted: dict[str, Any], found: dict[str, Any]) -> bool:
    """Of a record that lacks something, a program says it for the document that it read: where, and all at once."""
    if found.keys() != {"lead", "refused"} or found["lead"] != wanted["lead"]:
        return False
    return str(wanted.get("refused", "")).endswith(_LACKS) and str(found["refused"]).endswith(_SAID_OF_A_DOCUMENT)


def trouble(target: Target, policy: model.Policy, cases: Sequence[Case]) -> Differing | None:
    """As `difference`; also where a target cannot even be compiled. What it refuses is no trouble."""
    try:
        program = runnable(target, policy)
    except Exception as problem:
        return Differing(cases[0], f"compiling ended with {type(problem).__name__}: {problem}")
    return None if isinstance(program, tuple) else difference(policy, program, cases)


def _lines(where: str, wanted: Any, found: Any) -> Iterator[str]:
    match wanted, found:
        case dict(), dict():
            if list(wanted) != list(found):
                yield f"{where}: keys {list(wanted)} wanted, found {list(found)} {found.get('refused', '')}"
            for key in wanted.keys() & found.keys():
                yield from _lines(f"{where}/{key}", wanted[key], found[key])
        case list(), list() if len(wanted) == len(found):
            for place, pair in enumerate(zip(wanted, found, strict=True)):
                yield from _lines(f"{where}/{place}", *pair)
        case _:
            if wanted != found:
                yield f"{where}: {wanted!r} wanted, found {found!r}"
