"""Results before times: what does not agree is not measured."""

from __future__ import annotations

import json
from collections.abc import Iterable
from types import ModuleType

from benchmarks import scorer
from benchmarks.by_hand import closures_acme, documents, straight, straight_fit
from benchmarks.by_hand.records import Decision, Refused
from benchmarks.cases import Case
from benchmarks.engines import Engine, is_plain
from benchmarks.reference import decide_by_reference


class Disagreement(AssertionError):
    """Two that were to be compared say different things."""


def check_decisions(cases: Iterable[Case], module: ModuleType | None) -> int:
    """How many cases the reference and all others decide alike, or refuse alike; raises `Disagreement`."""
    count = 0
    for case in cases:
        expected = _reference(case)
        found = {"straight": _straight(case), "closures": _closures(case)}
        for name, decision in found.items():
            _same(name, case, expected, decision)
        _same("straight, from text", case, _document(expected), _from_text(case))
        if module is not None:
            _same("the generated scorer", case, _document(expected), _generated(module, case))
        count += 1
    return count


def check_fit(cases: Iterable[Case], engines: Iterable[Engine], module: ModuleType | None) -> int:
    """The same for fit alone, over leads whose texts are plain; how many there were."""
    engines = list(engines)
    generated = None if module is None else scorer.fit(module)
    count = 0
    for case in filter(is_plain, cases):
        decided = _reference(case)
        if decided is None:
            continue
        expected = decided.scores[0]
        _same("fit by hand", case, expected, straight_fit.fit(case.record, case.as_of))
        for engine in engines:
            _same(engine.name, case, expected, engine.fit(engine.prepare(case)))
        if module is not None and generated is not None:
            lead, _, as_of = scorer.records(module, case)
            _same("the generated scorer's fit", case, expected, generated(lead, as_of))
        count += 1
    return count


def _same(name: str, case: Case, expected: object, found: object) -> None:
    if found != expected:
        raise Disagreement(f"{name} says of {case.document}\n{found}\nand the reference\n{expected}")


def _reference(case: Case) -> Decision | None:
    try:
        return decide_by_reference(case)
    except Refused:
        return None


def _straight(case: Case) -> Decision | None:
    try:
        return straight.decide(case.record, case.log, case.as_of)
    except Refused:
        return None


def _closures(case: Case) -> Decision | None:
    record, rows = closures_acme.record_of(case.record), closures_acme.rows_of(case.log)
    try:
        return closures_acme.decide(record, rows, case.as_of)
    except Refused:
        return None


def _from_text(case: Case) -> object:
    try:
        read = documents.read_case(json.dumps(case.document))
        return _without_policy(json.loads(documents.write_decision(straight.decide(*read))))
    except Refused:
        return None


def _generated(module: ModuleType, case: Case) -> object:
    try:
        lead, activities, as_of = scorer.records(module, case)
        return _without_policy(module.decide(lead, activities, as_of).document())
    except module.Refused:
        return None


def _document(decision: Decision | None) -> object:
    return None if decision is None else _without_policy(json.loads(documents.write_decision(decision)))


def _without_policy(document: dict[str, object]) -> dict[str, object]:
    """Which version decided is no part of what is compared: it is written by hand in one and a digest in the other."""
    return {key: value for key, value in document.items() if key != "policy"}
