"""What is declared and used by nothing (LP510)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from leadpact_dsl.checks import places, walk
from leadpact_dsl.diagnostics import Diagnostic, warning
from leadpact_dsl.model import (
    Adds,
    Between,
    Capacity,
    Condition,
    DefineTest,
    Delivers,
    EachRule,
    EachTable,
    ExpectDefine,
    Field,
    FieldTest,
    Fixed,
    Happened,
    IdleRule,
    IfRule,
    InTimeGoal,
    Named,
    OneOf,
    Order,
    Policy,
    Quantity,
    ReachGoal,
    Rule,
    ScoreTest,
    Selection,
    ShareGoal,
    SinceField,
    SinceLatest,
    Table,
    TextMatch,
    ValuesKey,
    Window,
)
from leadpact_dsl.phrases.words import quoted
from leadpact_dsl.source import Span


@dataclass(frozen=True)
class _Used:
    """The names that something refers to, by kind."""

    values: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    defines: set[str] = field(default_factory=set)
    fields: set[tuple[str, str]] = field(default_factory=set)
    activities: set[str] = field(default_factory=set)
    calendars: set[str] = field(default_factory=set)
    teams: set[str] = field(default_factory=set)
    nurture: set[str] = field(default_factory=set)


def unused(policy: Policy) -> Iterator[Diagnostic]:
    """A finding for each name without a use. Scores, grades, stages and responses are results, and need none."""
    used = _used(policy)
    yield from _named("value", policy.values, used.values)
    yield from _named("list", policy.lists, used.lists)
    yield from _named("definition", policy.defines, used.defines)
    yield from _named("activity", policy.activities, used.activities)
    yield from _named("nurture programme", policy.nurture, used.nurture)
    idle = {name: team for name, team in policy.teams.items() if not team.duties}
    yield from _named("team", idle, used.teams)
    for found in policy.lead.fields.values():
        if not _has_purpose(found) and (found.owner, found.name) not in used.fields:
            yield _finding(found.span, "field", found.label, found.name)
    for activity in policy.activities.values():
        for found in activity.fields.values():
            if not _has_purpose(found) and not _is_used(found, used) and activity.name in used.activities:
                yield _finding(
                    found.span, "field", found.label, found.name, f" of the activity {quoted(activity.label)}"
                )
    for name, calendar in policy.calendars.items():
        if name not in used.calendars:
            yield _finding(policy.calendar_spans.get(name), "calendar", calendar.label, name)


def _is_used(found: Field, used: _Used) -> bool:
    """A field that several activities share is used through any of them."""
    return any(name == found.name and owner != "lead" for owner, name in used.fields)


def _named(kind: str, declared: Mapping[str, Named], used: set[str]) -> Iterator[Diagnostic]:
    for name, found in declared.items():
        if name not in used:
            yield _finding(found.span, kind, found.label, name)


def _finding(span: Span | None, kind: str, label: str, name: str, owner: str = "") -> Diagnostic:
    return warning(
        "LP510",
        None if span is None else places.word(span, name),
        f"Nothing in the agreement uses the {kind} {quoted(label)}{owner}.",
        note="never used",
        help="Use it, or take it out: what is written here and changes nothing misleads its readers.",
        fix=None if span is None else places.drop(span, f"without the {kind}"),
    )


def _used(policy: Policy) -> _Used:
    used = _Used()
    for placed in walk.all_parts(policy):
        _in_condition(policy, used, placed.condition)
    for _, selection in walk.counted(policy):
        _in_selection(policy, used, selection)
    for score in policy.scores.values():
        used.activities.update(score.follows)
        for rule in walk.rules(score):
            _in_rule(policy, used, rule)
    used.fields.update(("lead", name) for names in policy.lead.same_when for name in names)
    _in_people(policy, used)
    _in_flow(policy, used)
    _in_goals(policy, used)
    for example in policy.examples:
        used.defines.update(found.define for found in example.expectations if isinstance(found, ExpectDefine))
    return used


def _has_purpose(found: Field) -> bool:
    """A field without any rule may still be there for reports, or for records to be complete."""
    return found.required or found.column is not None


def _in_condition(policy: Policy, used: _Used, condition: Condition) -> None:
    match condition:
        case FieldTest():
            used.fields.add((condition.field.owner, condition.field.name))
            match condition.test:
                case OneOf() | TextMatch():
                    used.lists.update(condition.test.lists)
                case Order() | Between():
                    _quantities(used, _of_test(condition.test))
                case _:
                    pass
        case ScoreTest():
            _quantities(used, _of_test(condition.test))
        case DefineTest():
            used.defines.add(condition.define)
        case Happened():
            _in_selection(policy, used, condition.selection)
            _in_window(used, condition.window)
            if condition.different is not None:
                used.fields.add((condition.different.owner, condition.different.name))
        case _:
            pass


def _of_test(test: Order | Between) -> tuple[Quantity, ...]:
    return (test.amount,) if isinstance(test, Order) else (test.low, test.high)


def _quantities(used: _Used, quantities: Iterable[Quantity | None]) -> None:
    used.values.update(found.name for found in quantities if found is not None and not isinstance(found, Fixed))


def _in_selection(policy: Policy, used: _Used, selection: Selection) -> None:
    used.activities.update(selection.activities)
    if selection.own:
        used.activities.update(_own(policy))


def _own(policy: Policy) -> Iterator[str]:
    return (name for name, activity in policy.activities.items() if activity.by is None)


def _in_window(used: _Used, window: Window | None) -> None:
    match window:
        case SinceLatest():
            used.activities.add(window.activity)
        case SinceField():
            used.fields.add((window.field.owner, window.field.name))
        case _:
            pass


def _in_rule(policy: Policy, used: _Used, rule: Rule) -> None:
    match rule:
        case IfRule():
            _quantities(used, [rule.points.amount])
        case EachRule():
            _quantities(used, [rule.points.amount])
            _in_window(used, rule.counting.window)
        case IdleRule():
            _quantities(used, [rule.points.amount])
            used.activities.update(_own(policy))
            if rule.since is not None:
                used.fields.add((rule.since.owner, rule.since.name))
        case Table():
            _in_rows(used, rule)
            if isinstance(rule.by, Field):
                used.fields.add((rule.by.owner, rule.by.name))
        case EachTable():
            _in_rows(used, rule)
            used.fields.add((rule.field.owner, rule.field.name))
            _in_window(used, rule.counting.window)
        case Adds():
            used.fields.add((rule.field.owner, rule.field.name))
        case _:
            pass


def _in_rows(used: _Used, rule: Table | EachTable) -> None:
    used.lists.update(name for row in rule.rows if isinstance(row.key, ValuesKey) for name in row.key.lists)


def _in_people(policy: Policy, used: _Used) -> None:
    for team in policy.teams.values():
        used.calendars.update([team.works] if team.works is not None else [])
        if isinstance(team.capacity, Capacity):
            _quantities(used, [team.capacity.leads, team.capacity.people])
    used.teams.update(activity.by for activity in policy.activities.values() if activity.by is not None)


def _in_flow(policy: Policy, used: _Used) -> None:
    for stage in policy.stages.values():
        used.activities.update(stage.recorded_by)
        used.teams.update([stage.owner] if stage.owner is not None else [])
    for route in policy.routes.values():
        used.teams.update([route.team] if route.team is not None else [])
        if route.person_in is not None:
            used.fields.add((route.person_in.owner, route.person_in.name))
    used.nurture.update(recycle.nurture for recycle in policy.recycle.values())
    for clock in policy.clocks.values():
        used.activities.update((*clock.starts, *clock.stops, *clock.afresh, *clock.pause, *clock.resume))
        if clock.calendar is not None:
            used.calendars.update(name for _, name in clock.calendar.rows)
            if clock.calendar.field is not None:
                used.fields.add((clock.calendar.field.owner, clock.calendar.field.name))
    for response in policy.responses.values():
        used.teams.add(response.answer.team)
        used.teams.update(tries.team for tries in response.tries)
        used.teams.update(action.target for action in response.actions if action.target_kind == "team")
        if any(action.kind == "return" for action in response.actions):
            used.fields.update(
                (name, "reason") for name, activity in policy.activities.items() if "reason" in activity.fields
            )


def _in_goals(policy: Policy, used: _Used) -> None:
    for goal in policy.goals.values():
        for item in goal.items:
            match item:
                case Delivers():
                    used.teams.add(item.team)
                    _quantities(used, [item.leads])
                case ReachGoal() | InTimeGoal():
                    _quantities(used, [item.rate])
                case ShareGoal():
                    _quantities(used, [item.rate])
                    used.defines.add(item.define)
    for experiment in policy.experiments.values():
        _quantities(used, [experiment.hand_over, experiment.rate])
