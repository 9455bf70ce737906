"""What changed in meaning between two versions of a policy, clause by clause, in the words of the agreement.

`changes_between` compares what two policies mean (`leadpact_dsl.model`), never their text: what is moved, laid out
otherwise, commented or parted into other files is no change. See `values` for what the labels mean.
"""

from __future__ import annotations

from functools import cache

from leadpact.agreement.own_templates import Overrides
from leadpact.agreement.wording import Wording
from leadpact.review.changes.agreement import agreement_changes, section_changes, team_changes
from leadpact.review.changes.amounts import amount_changes, list_changes
from leadpact.review.changes.calendars import calendar_changes
from leadpact.review.changes.context import Both
from leadpact.review.changes.goals import experiment_changes, goal_changes
from leadpact.review.changes.grades import grade_changes
from leadpact.review.changes.matching import names_between
from leadpact.review.changes.names import name_changes
from leadpact.review.changes.promises import clock_changes, response_changes
from leadpact.review.changes.records import record_changes
from leadpact.review.changes.renaming import renamed
from leadpact.review.changes.scores import score_changes
from leadpact.review.changes.sound import sound
from leadpact.review.changes.stages import (
    define_changes,
    disqualify_changes,
    nurture_changes,
    recycle_changes,
    route_changes,
    stage_changes,
)
from leadpact.review.changes.values import LABELS, Change, Changes, Label
from leadpact_dsl.model import Policy

__all__ = ["LABELS", "Change", "Changes", "Label", "changes_between"]

_PARTS = (
    *(agreement_changes, stage_changes, disqualify_changes, define_changes, amount_changes, record_changes),
    *(list_changes, score_changes, grade_changes, route_changes, clock_changes, response_changes, calendar_changes),
    *(recycle_changes, nurture_changes, goal_changes, experiment_changes, team_changes, section_changes),
)


@cache
def _our_wording() -> Wording:
    """Without a company's own; it takes longer to make than policies do to be compared."""
    return Wording()


def changes_between(old: Policy, new: Policy, *, overrides: Overrides | None = None) -> Changes:
    """All that changed from `old` to `new`, in the order of the agreement's sections.

    Both may be partial: what could not be read of a policy is then like what is not written in it. `overrides` may hold
    a company's own `wording.j2`, from which the titles of sections are taken.
    """
    old, new = sound(old), sound(new)
    names = names_between(old, new)
    both = Both(renamed(old, names), new, _our_wording() if overrides is None else Wording(overrides))
    found = [*name_changes(both, names, old)]
    for part in _PARTS:
        found.extend(part(both))
    found.sort(key=lambda one: one.section.order)
    return Changes(tuple(one.change for one in found))
