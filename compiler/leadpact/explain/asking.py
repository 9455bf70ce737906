"""What `--why-not` asks for: a stage, the level of a grade, or a route, in the words of the policy."""

from __future__ import annotations

from leadpact_dsl.diagnostics import nearest
from leadpact_dsl.model import Policy
from leadpact_dsl.why_not import Target, ToLevel, ToRoute, ToStage


def target_meant(policy: Policy, text: str) -> Target | str:
    """`MQL`, `priority is A`, `route enterprise`, by name or label; else a sentence on what could be meant."""
    words = " ".join(text.split())
    name = _named({stage.name: stage.label for stage in policy.stages.values()}, words.removeprefix("stage is "))
    if name is not None:
        return ToStage(name)
    kind, _, rest = words.partition(" ")
    if kind == "route":
        route = _named({one.name: one.label for one in policy.routes.values()}, rest)
        if route is not None:
            return ToRoute(route)
    of_grade, is_, of_level = words.partition(" is ")
    grade = _named({one.name: one.label for one in policy.grades.values()}, of_grade)
    if is_ and grade is not None:
        level = _named({one.name: one.label for one in policy.grades[grade].levels}, of_level)
        if level is not None:
            return ToLevel(grade, level)
    return _nothing_meant(policy, words)


def targets(policy: Policy) -> list[str]:
    """Everything that can be asked for."""
    levels = [f"{grade.name} is {level.name}" for grade in policy.grades.values() for level in grade.levels]
    return [*policy.stages, *levels, *(f"route {name}" for name in policy.routes)]


def _named(labels: dict[str, str], wanted: str) -> str | None:
    """The name that is wanted, written as it is or by its label, whatever the case."""
    if wanted in labels:
        return wanted
    fold = wanted.casefold()
    return next((name for name, label in labels.items() if fold in (name.casefold(), label.casefold())), None)


def _nothing_meant(policy: Policy, words: str) -> str:
    known = targets(policy)
    close = nearest(words, known)
    meant = f" Is “{close}” meant?" if close is not None else ""
    if not known:
        return "This policy has no stages, grades or routes to ask for."
    return f"There is no stage “{words}” in this policy.{meant} It knows {', '.join(known)}."
