"""What can be found wrong with a policy by reading it: no search, no solver.

A check is a function from a policy to findings, and `CHECKS` is all of them. Nothing is raised, and a broken part never
hides what is wrong with another. The policy may be one that the resolver found fault with: what it could not bind is
missing from it, or is a name that leads nowhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final

from leadpact_dsl.checks import (
    agreement,
    conditions,
    crowds,
    duplicates,
    goals,
    ladders,
    order,
    pays,
    promises,
    ranges,
    repeated,
    returns,
    tables,
    term,
    thresholds,
    unknown,
    unused,
)
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy

CHECKS: Final[tuple[Callable[[Policy], Iterable[Diagnostic]], ...]] = (
    # what is unknown
    unknown.exclusions,
    unknown.otherwise,
    tables.unknown_rows,
    # conditions
    conditions.contradictions,
    conditions.levels_and_stages,
    conditions.texts,
    conditions.turned_ranges,
    conditions.counts_of_parts,
    conditions.counts_of_activities,
    repeated.values,
    repeated.conditions,
    duplicates.defines,
    duplicates.entries,
    # scores and grades
    tables.coverage,
    ladders.dents,
    thresholds.score_tests,
    thresholds.fine_tests,
    thresholds.level_bands,
    thresholds.constant_scores,
    pays.never_pays,
    pays.swallowed,
    pays.idle_fadings,
    order.first_of,
    order.levels,
    duplicates.rules,
    ranges.sizes,
    ranges.digits,
    ranges.weights,
    # the way of a lead
    order.stages,
    order.probabilities,
    order.disqualifications,
    order.routes,
    order.recycling,
    returns.untaken,
    returns.instructed,
    # promises and goals
    promises.uncovered,
    promises.conflicts,
    promises.reminders,
    promises.calendars,
    promises.clock_ends,
    promises.tries,
    goals.measurable,
    goals.rates,
    goals.backwards,
    goals.capacities,
    unused.unused,
    # the agreement as a whole
    agreement.sections,
)


def check(policy: Policy, today: dt.date | None) -> list[Diagnostic]:
    """All findings; `today` lets them say that the agreement is over or due for review, and None leaves that out.

    Of clauses with too many conditions that is all that is said: the other checks open definitions as often as named.
    """
    too_many = list(crowds.crowds(policy))
    if too_many:
        return too_many
    found = [diagnostic for one in CHECKS for diagnostic in one(policy)]
    return [*found, *agreement.header(policy, today), *term.overdue(policy, today)]
