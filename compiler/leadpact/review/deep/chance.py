"""Leads by which most questions are answered before the solver is asked: the policy's examples, and made-up ones.

What one lead shows is certain: the reference evaluation says it. The leads follow from the policy alone, so that they
are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from leadpact.review.deep.question import Case
from leadpact.review.deep.showing import Shown
from leadpact.sample.leads import LeadMaker
from leadpact.solver.asks import Ask
from leadpact_dsl.checks.dates import states
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.limits import is_instant
from leadpact_dsl.model import Policy
from leadpact_dsl.zones import Zone, zone

_SEED = 20261102
_HOUR = 3_600_000
_DAY = 24 * _HOUR

_BATCH = 40
_MOST_BATCHES = 12
_MOST_IDLE = 2
"""Made-up leads are tried in batches, until so many in a row have answered nothing."""


def shown_by_chance(policy: Policy, wanted: Iterable[tuple[Ask, ...]]) -> dict[tuple[Ask, ...], Case]:
    """Of the things wanted those that some lead is, each with the first such lead."""
    still = list(dict.fromkeys(wanted))
    found: dict[tuple[Ask, ...], Case] = {}
    idle = 0
    for batch in _batches(policy):
        before = len(found)
        for case in batch:
            if not still:
                return found
            shown = Shown(policy, case)
            for asks in still:
                instant = shown.when(asks)
                if instant is not None:
                    found[asks] = replace(case, as_of=instant)
            still = [asks for asks in still if asks not in found]
        idle = 0 if len(found) > before else idle + 1
        if idle >= _MOST_IDLE:
            break
    return found


def _batches(policy: Policy) -> Iterator[Iterable[Case]]:
    yield [Case(one.lead, one.activities, one.as_of) for one in policy.examples]
    makers = [LeadMaker(policy, _zone(policy), instant, _SEED) for instant in _instants(policy)]
    for batch in range(_MOST_BATCHES):
        maker = makers[batch % len(makers)]
        made = (maker.lead(batch * _BATCH + number) for number in range(_BATCH))
        yield [Case(one.record, one.activities, maker.as_of) for one in made]


def _instants(policy: Policy) -> list[int]:
    """Around when the agreement begins, and after each day on which one of its values changes."""
    effective = policy.agreement.effective
    first_year = policy.agreement.first_year
    there = _zone(policy)
    began = there.start_of_day(effective) if effective is not None else None
    if began is None:
        shown = sorted(example.as_of for example in policy.examples)
        began = shown[len(shown) // 2] if shown else (first_year - 1970) * 365 * _DAY + 3 * 366 * _DAY
    later = [state.instant for state in states(policy) if state.since is not None]
    found = [instant + 30 * _DAY + 15 * _HOUR for instant in (began, *later[:3])]
    return [instant for instant in found if is_instant(instant)] or [began]


def _zone(policy: Policy) -> Zone:
    found = zone(policy.agreement.timezone)
    if found is None:
        raise InternalError(f"The policy was read with the unknown time zone {policy.agreement.timezone!r}.")
    return found


def fewer_facts(policy: Policy, asks: tuple[Ask, ...], case: Case) -> Case:
    """The same lead without the facts that do not matter: taken away one by one, as long as it still is as asked."""

    def still(smaller: Case) -> bool:
        return Shown(policy, smaller).when(asks) == smaller.as_of

    case = replace(case, activities=tuple(one for one in case.activities if one.at <= case.as_of))
    for activity in reversed(case.activities):
        smaller = replace(case, activities=tuple(one for one in case.activities if one is not activity))
        case = smaller if still(smaller) else case
    for name in case.lead.values:
        values = {key: value for key, value in case.lead.values.items() if key != name}
        smaller = replace(case, lead=replace(case.lead, values=values))
        case = smaller if still(smaller) else case
    return case
