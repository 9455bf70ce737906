"""A lead that was found, in words: what its record says, and lacks, and what it did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leadpact.review.deep.question import Case
from leadpact.solver.example_text import example_text
from leadpact_dsl.checks import walk
from leadpact_dsl.decision import Decision
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import ActivityRecord, Condition, DefineTest, FieldTest, Policy
from leadpact_dsl.phrases import activities, fields, times
from leadpact_dsl.phrases.words import listed, within

_MOST_FACTS = 12
"""Of a lead with more facts the first are told, and how many more there are."""

_MOST_TEXT = 80
"""Characters of a value that are told."""


def such_as(policy: Policy, case: Case, asked: Iterable[Condition]) -> str:
    """A sentence: `One of them: number of employees unknown, country US; it asked for a demo on 2 November 2026 …`

    Unknown fields are told where what was `asked` depends on them.
    """
    facts = [*_record(policy, case, _fields_in(policy, asked)), *_log(policy, case)]
    told = facts[:_MOST_FACTS]
    if len(facts) > len(told):
        told.append(f"and {len(facts) - len(told)} facts more")
    return f"One of them: {'; '.join(told) or 'a lead of which nothing is known'}."


def to_paste(policy: Policy, case: Case, title: str, *expected: str) -> str:
    """The lead as an `example` that comes out as it is now, in lines of their own behind the help of a finding.

    What is `expected` stands without the word; without any it is the stage. Empty where there is nothing to expect, or
    where the lead has times finer than a second, which nobody writes.
    """
    decided = decide(policy, case.lead, case.activities, case.as_of)
    if not isinstance(decided, Decision):
        raise InternalError("A lead that the policy refuses was taken for an example.")
    times_of = [case.as_of, *(record.at for record in case.activities)]
    times_of += [value for name, value in case.lead.values.items() if _is_time(policy, name) and isinstance(value, int)]
    expectations = [*expected] or ([f"stage is {decided.stage or 'none'}"] if policy.stages else [])
    if not expectations or any(instant % 1000 for instant in times_of):
        return ""
    block = example_text(policy, case.lead, case.activities, case.as_of, title, expectations)
    return f"\nThis lead as an example, ready to paste:\n{block.rstrip()}"


def _is_time(policy: Policy, field: str) -> bool:
    return policy.lead.fields[field].kind == "time"


def _fields_in(policy: Policy, asked: Iterable[Condition]) -> set[str]:
    """The lead's fields that conditions look at, definitions opened."""
    found: set[str] = set()
    opened: set[str] = set()
    rest = list(asked)
    while rest:
        for part in walk.parts(rest.pop()):
            match part:
                case FieldTest(field=field) if field.owner == "lead":
                    found.add(field.name)
                case DefineTest(define=name) if name not in opened:
                    opened.add(name)
                    when = walk.opened(policy, part)
                    rest += [] if when is None else [when]
                case _:
                    pass
    return found


def _record(policy: Policy, case: Case, asked: set[str]) -> Iterator[str]:
    for name, field in policy.lead.fields.items():
        if name in case.lead.values:
            yield f"{within(field.label)} {_short(fields.value(policy, field, case.lead.values[name]))}"
        elif name in asked and field.when_unknown is None:
            yield f"{within(field.label)} unknown"


def _log(policy: Policy, case: Case) -> Iterator[str]:
    for record in sorted(case.activities, key=lambda record: record.at):
        done = activities.did(policy, [record.activity], "it")
        yield f"{done}{_details(policy, record)} {_when(policy, record, case.as_of)}"


def _details(policy: Policy, record: ActivityRecord) -> str:
    declared = policy.activities[record.activity].fields
    said = [
        f"{within(field.label)} {_short(fields.value(policy, field, record.values[name]))}"
        for name, field in declared.items()
        if name in record.values
    ]
    return f" ({listed(said, 'and')})" if said else ""


def _when(policy: Policy, record: ActivityRecord, as_of: int) -> str:
    return "just now" if record.at == as_of else f"on {times.instant(record.at, policy.agreement.timezone)}"


def _short(text: str) -> str:
    return text if len(text) <= _MOST_TEXT else f"{text[: _MOST_TEXT - 1]}…"
