"""A case that shows a difference, made as small as it still shows it: fewer clauses, fewer activities, fewer values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from leadpact_dsl import model
from tests.targets.at_random.cases import Case
from tests.targets.at_random.policy import end_of_clause, read

Differs: TypeAlias = Callable[[model.Policy, Case], bool]


def shrunk(text: str, case: Case, differs: Differs) -> tuple[str, Case]:
    """The smallest policy and case found by leaving out one thing after the other; both still show the difference."""
    policy = read(text)
    assert policy is not None
    assert differs(policy, case)
    before = None
    while before != (text, case):
        before = (text, case)
        case = _smaller_case(policy, case, differs)
        text, policy = _smaller_policy(text, policy, case, differs)
    return text, case


def _smaller_case(policy: model.Policy, case: Case, differs: Differs) -> Case:
    while (smaller := next((one for one in _cases(case) if differs(policy, one)), None)) is not None:
        case = smaller
    return case


def _cases(case: Case) -> Iterator[Case]:
    """The case with half of its activities, with one less, with a value less."""
    log, half = case.activities, len(case.activities) // 2
    if half:
        yield replace(case, activities=log[:half])
        yield replace(case, activities=log[half:])
    for place, row in enumerate(log):
        yield replace(case, activities=log[:place] + log[place + 1 :])
        for fewer in _without_one(row.values):
            yield replace(case, activities=(*log[:place], replace(row, values=fewer), *log[place + 1 :]))
    for fewer in _without_one(case.lead.values):
        yield replace(case, lead=replace(case.lead, values=fewer))


def _without_one(values: object) -> Iterator[dict[str, model.Scalar]]:
    assert isinstance(values, dict)
    for name in values:
        yield {key: value for key, value in values.items() if key != name}


def _smaller_policy(text: str, policy: model.Policy, case: Case, differs: Differs) -> tuple[str, model.Policy]:
    """Whole declarations first, then clauses; from the end on, so that what refers to a name goes before the name."""
    for whole in (True, False):
        line = text.count("\n")
        while line > 0:
            line -= 1
            lines = text.split("\n")
            if line >= len(lines) or not lines[line].strip() or (whole and lines[line].startswith(" ")):
                continue
            fewer = "\n".join(lines[:line] + lines[end_of_clause(lines, line) :])
            found = read(fewer)
            if found is not None and _still(found, case, differs):
                text, policy = fewer, found
    return text, policy


def _still(policy: model.Policy, case: Case, differs: Differs) -> bool:
    """Whether the case can be put to the policy at all, and shows the difference there."""
    fields = policy.lead.fields.keys()
    kinds = policy.activities
    if case.lead.values.keys() - fields:
        return False
    if any(row.values.keys() - kinds[row.activity].fields.keys() for row in case.activities if row.activity in kinds):
        return False
    return differs(policy, case)
