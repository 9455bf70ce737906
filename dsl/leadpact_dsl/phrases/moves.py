"""The moves of a lead in a few words, as they stand beside the arrows of a drawing; `stages` says them at length."""

from __future__ import annotations

from leadpact_dsl.model import Nurture, Policy, Recycle, Stage
from leadpact_dsl.phrases import activities, times
from leadpact_dsl.phrases.conditions import outline
from leadpact_dsl.phrases.stages import either, rhythm
from leadpact_dsl.phrases.words import quoted

# What is longer does not fit beside an arrow.
_SHORT = 60


def onward(policy: Policy, to: Stage) -> str:
    """What brings a lead to a stage: `was accepted by sales`, `Interest is at least 60`, `its conditions hold`."""
    said = [activities.verbs(policy, to.recorded_by)] if to.recorded_by else []
    if to.when is not None:
        found = outline(policy, to.when)
        short = not found.items and len(found.text) <= _SHORT
        said.append(found.text.removeprefix("the lead ") if short else "its conditions hold")
    return ", or ".join(said)


def returned(policy: Policy, what: Recycle) -> str:
    """`“No reply”: was returned by sales where the reason is No reply`; the label alone where that is too long."""
    found = either(policy, what.when)
    return f"{quoted(what.label)}: {found}" if len(found) <= _SHORT else quoted(what.label)


def back(what: Recycle) -> str:
    """`“No reply”: after 30 days, or sooner`."""
    sooner = ", or sooner" if what.back_if is not None else ""
    return f"{quoted(what.label)}: after {times.duration(what.duration)}{sooner}"


def contacted(what: Nurture) -> str:
    """`contacted after 1, 3 and 6 months`."""
    return f"contacted after {rhythm(what)}"
