"""What becomes of a lead: defined terms, stages, disqualification, routes and what brings a lead back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias, TypeVar

from leadpact.review.changes.breadth import together, wider_kinds, wider_where
from leadpact.review.changes.conditions import turns
from leadpact.review.changes.context import Both, span_of
from leadpact.review.changes.declared import declared, label_changes, order_changes, reason_change
from leadpact.review.changes.matching import paired, same
from leadpact.review.changes.values import About, Found, Label, Place, found, label_of
from leadpact.review.changes.words import dropped_clause, lower, new_clause, was
from leadpact_dsl import model
from leadpact_dsl.phrases import activities, amounts, stages, times
from leadpact_dsl.phrases.conditions import condition, in_line
from leadpact_dsl.phrases.ranks import stage_full, stage_name
from leadpact_dsl.phrases.words import listed, quoted, sentence

Said: TypeAlias = "tuple[str, str]"
Clause = TypeVar("Clause", bound=model.Named)


def _about(place: Place, old: Clause | None, new: Clause | None, said: Said, uses: tuple[str, ...] = ()) -> About:
    known = new or old
    assert known is not None
    subject = stage_full(known) if isinstance(known, model.Stage) else known.label
    return About(place, subject, known.id, *said, span_of(old), span_of(new), uses)


def conditions_changed(
    both: Both, about: About, owner: str, old: model.Condition | None, new: model.Condition | None, effect: int
) -> Iterator[Found]:
    """`effect`: what it is to a lead that the condition holds."""
    for turn in turns(both, owner, old, new):
        yield found(about, label_of(turn.breadth * effect), turn.said)


# ------------------------------------------------------------------------------------------------------ defined terms


def define_changes(both: Both) -> Iterator[Found]:
    place = both.place("terms_title")
    for old, new in declared(both.old.defines, both.new.defines):
        said = (
            condition(both.old, old.when) if old is not None else "",
            condition(both.new, new.when) if new is not None else "",
        )
        known = new or old
        assert known is not None
        about = _about(place, old, new, said, both.uses.get(("defines", known.name), ()))
        if new is None:
            yield found(about, "different", dropped_clause(f"the term {quoted(known.label)}"))
        elif old is None:
            means = condition(both.new, new.when, level=1)
            yield found(about, "different", new_clause(f"{quoted(new.label)} means that {means}"))
        else:
            yield from label_changes(about, "term", old, new)
            yield from reason_change(about, quoted(new.label), old.because, new.because)
            effect = both.stakes.of_define(new.name)
            yield from conditions_changed(both, about, quoted(new.label), old.when, new.when, effect)


# ------------------------------------------------------------------------------------------------------------- stages


def stage_changes(both: Both) -> Iterator[Found]:
    place = both.place("lifecycle_title")
    for old, new in declared(both.old.stages, both.new.stages):
        said = (_stage(both.old, old), _stage(both.new, new))
        about = _about(place, old, new, said)
        if new is None:
            assert old is not None
            yield found(about, "different", dropped_clause(f"the stage {stage_full(old)}"))
        elif old is None:
            where = _between(both.new.stages, new)
            yield found(about, "different", new_clause(f"the stage {stage_full(new)}{where}. {sentence(said[1])}"))
        else:
            yield from _stage_change(both, about, old, new)
    about = About(place, place.title, "stages")
    yield from order_changes(about, both.old.stages, both.new.stages, " on the way of a lead")


def _stage(policy: model.Policy, stage: model.Stage | None) -> str:
    return "" if stage is None else in_line(stages.stage(policy, stage))


def _between(named: Mapping[str, model.Stage], new: model.Stage) -> str:
    names = [*named]
    place = names.index(new.name)
    return f", behind {stage_full(named[names[place - 1]])}" if place else ""


def _stage_change(both: Both, about: About, old: model.Stage, new: model.Stage) -> Iterator[Found]:
    name = stage_name(both.new, new.name)
    yield from label_changes(about, "stage", old, new)
    yield from reason_change(about, name, old.because, new.because)
    if old.owner != new.owner:
        now = f"is now owned by {both.new.teams[new.owner].label}" if new.owner else "is now owned by nobody"
        before = both.old.teams[old.owner].label if old.owner else "nobody"
        yield found(about, "different", sentence(f"{name} {now} (was {before})"))
    if old.probability != new.probability:
        now = amounts.percent(new.probability) if new.probability is not None else "no longer given"
        before = f" (was {amounts.percent(old.probability)})" if old.probability is not None else ""
        yield found(about, "different", sentence(f"{name}: the probability of a sale is now {now}{before}"))
    if (old.when is None) != (new.when is None):
        yield _now_conditional(both, about, name, old, new)
    elif old.when is not None:
        yield from conditions_changed(both, about, name, old.when, new.when, 1)
    for activity in new.recorded_by:
        if activity not in old.recorded_by:
            said = activities.recorded(both.new, [activity])
            yield found(about, "looser", sentence(f"A lead is now also at {name} once {said}"))
    for activity in old.recorded_by:
        if activity not in new.recorded_by:
            said = activities.recorded(both.old, [activity])
            yield found(about, "tighter", sentence(f"A lead is no longer at {name} once {said}"))


def _now_conditional(both: Both, about: About, name: str, old: model.Stage, new: model.Stage) -> Found:
    """A stage without a condition is one that every lead reaches, or that only a record gives."""
    if new.when is not None:
        label: Label = "looser" if old.recorded_by else "tighter"
        said = f"{name} now also holds as long as {condition(both.new, new.when)}"
        if not old.recorded_by:
            said = f"{name} no longer holds for every lead, but as long as {condition(both.new, new.when)}"
        return found(about, label, sentence(said))
    assert old.when is not None
    label = "tighter" if new.recorded_by else "looser"
    said = f"{name} no longer holds just because {condition(both.old, old.when)}"
    return found(about, label, sentence(said if new.recorded_by else f"{name} now holds for every lead"))


# --------------------------------------------------------------------------------------------------- disqualification


def disqualify_changes(both: Both) -> Iterator[Found]:
    place = both.place("disqualified_title")
    for old, new in declared(both.old.disqualify, both.new.disqualify):
        said = (
            in_line(stages.disqualify(both.old, old)) if old is not None else "",
            in_line(stages.disqualify(both.new, new)) if new is not None else "",
        )
        about = _about(place, old, new, said)
        if new is None:
            yield found(about, "looser", dropped_clause(said[0]))
        elif old is None:
            yield found(about, "tighter", new_clause(said[1]))
        else:
            yield from label_changes(about, "ground", old, new)
            yield from reason_change(about, quoted(new.label), old.because, new.because)
            owner = f"the ground {quoted(new.label)}"
            yield from conditions_changed(both, about, owner, old.when, new.when, -1)
    about = About(place, place.title, "disqualify")
    why = " where several grounds hold"
    yield from order_changes(about, both.old.disqualify, both.new.disqualify, why)


# ------------------------------------------------------------------------------------------------------------- routes


def route_changes(both: Both) -> Iterator[Found]:
    place = both.place("routes_title")
    for old, new in declared(both.old.routes, both.new.routes):
        said = (
            in_line(stages.route(both.old, old)) if old is not None else "",
            in_line(stages.route(both.new, new)) if new is not None else "",
        )
        about = _about(place, old, new, said)
        if new is None:
            assert old is not None
            yield found(about, "different", dropped_clause(f"{quoted(old.label)}: {lower(said[0])}"))
        elif old is None:
            yield found(about, "different", new_clause(f"{quoted(new.label)}: {lower(said[1])}"))
        else:
            yield from _route(both, about, old, new)
    about = About(place, place.title, "routes")
    yield from order_changes(about, both.old.routes, both.new.routes, ": of several that hold, the first decides")


def _route(both: Both, about: About, old: model.Route, new: model.Route) -> Iterator[Found]:
    name = quoted(new.label)
    yield from label_changes(about, "route", old, new)
    yield from reason_change(about, name, old.because, new.because)
    if old.team != new.team or not same(old.person_in, new.person_in):
        now, before = stages.route_to(both.new, new), stages.route_to(both.old, old)
        yield found(about, "different", sentence(f"{name} now sends leads to {now} (was {before})"))
    if old.split != new.split:
        yield found(about, "different", _split(name, old.split, new.split))
    yield from conditions_changed(both, about, name, old.when, new.when, 0)


def _split(name: str, old: tuple[str, ...], new: tuple[str, ...]) -> str:
    if not new:
        return sentence(f"{name} no longer shares its leads out (before: between {listed([*old], 'and')})")
    if not old:
        return sentence(f"{name} now shares its leads out between {listed([*new], 'and')}")
    come, gone = ([one for one in ours if one not in theirs] for ours, theirs in ((new, old), (old, new)))
    said = [f"now also to {listed(come, 'and')}"] if come else []
    said += [f"no longer to {listed(gone, 'or')}"] if gone else []
    told = " and ".join(said) or f"now in the order {listed([*new], 'and')}"
    return sentence(f"{name} shares its leads out {told} (before: between {listed([*old], 'and')})")


# --------------------------------------------------------------------------------------------------------- nurturing


def recycle_changes(both: Both) -> Iterator[Found]:
    place = both.place("recycle_title")
    for old, new in declared(both.old.recycle, both.new.recycle):
        said = (
            stages.recycle(both.old, old) if old is not None else "",
            stages.recycle(both.new, new) if new is not None else "",
        )
        about = _about(place, old, new, said)
        if new is None:
            yield found(about, "looser", dropped_clause(said[0]))
        elif old is None:
            yield found(about, "tighter", new_clause(said[1]))
        else:
            yield from _recycle(both, about, old, new)
    about = About(place, place.title, "recycle")
    yield from order_changes(about, both.old.recycle, both.new.recycle, " where two hold at one instant")


def _recycle(both: Both, about: About, old: model.Recycle, new: model.Recycle) -> Iterator[Found]:
    name = quoted(new.label)
    yield from label_changes(about, "return", old, new)
    yield from reason_change(about, name, old.because, new.because)
    pairs = paired(
        old.when,
        new.when,
        (lambda one: str([one.activities, one.where is None]), lambda one: one.activities),
        lambda one, other: 0.5 if {*one.activities} & {*other.activities} else 0,
    )
    for one, other in pairs:
        if other is None and one is not None:
            yield found(about, "looser", sentence(f"{name} no longer applies to a lead that {_did(both.old, one)}"))
        elif one is None and other is not None:
            yield found(about, "tighter", sentence(f"{name} now also applies to a lead that {_did(both.new, other)}"))
        elif one is not None and other is not None and not same(one, other):
            now, before = _did(both.new, other), _did(both.old, one)
            sign = _wider(both, one, other)
            said = f"{name} now applies to a lead that {now} {was(now, before)}"
            yield found(about, label_of(-sign), sentence(said))
    if old.nurture != new.nurture:
        now, before = both.new.nurture[new.nurture].label, both.old.nurture[old.nurture].label
        yield found(about, "different", sentence(f"{name}: leads now go to {quoted(now)} (was {quoted(before)})"))
    if old.duration != new.duration:
        longer = new.duration > old.duration
        said = f"{name}: leads now rest for {times.duration(new.duration)} (was {times.duration(old.duration)})"
        yield found(about, "tighter" if longer else "looser", sentence(said))
    if old.back_if is None or new.back_if is None:
        if new.back_if is not None:
            said = f"{name}: a lead now comes back sooner if {condition(both.new, new.back_if)}"
            yield found(about, "looser", sentence(said))
        elif old.back_if is not None:
            said = f"{name}: a lead no longer comes back sooner if {condition(both.old, old.back_if)}"
            yield found(about, "tighter", sentence(said))
    else:
        yield from conditions_changed(both, about, f"coming back from {name} sooner", old.back_if, new.back_if, 1)


def _did(policy: model.Policy, what: model.Selection) -> str:
    return activities.selected(policy, what, lambda where: condition(policy, where, level=2))


def _wider(both: Both, old: model.Selection, new: model.Selection) -> int:
    signs = (wider_kinds(old, new), wider_where(both.new, old.where, new.where))
    return together(sign for sign in signs if sign is not None)


def nurture_changes(both: Both) -> Iterator[Found]:
    place = both.place("nurture_title")
    for old, new in declared(both.old.nurture, both.new.nurture):
        said = (
            stages.nurture(old) if old is not None else "",
            stages.nurture(new) if new is not None else "",
        )
        about = _about(place, old, new, said)
        if new is None:
            assert old is not None
            yield found(about, "different", dropped_clause(f"the programme {quoted(old.label)}"))
        elif old is None:
            yield found(about, "different", new_clause(f"{quoted(new.label)}: {lower(said[1])}"))
        else:
            yield from _nurture(about, old, new)


def _nurture(about: About, old: model.Nurture, new: model.Nurture) -> Iterator[Found]:
    name = quoted(new.label)
    yield from label_changes(about, "programme", old, new)
    yield from reason_change(about, name, old.because, new.because)
    if (old.counts, old.unit) != (new.counts, new.unit):
        said = f"{name}: leads are now contacted after {stages.rhythm(new)} (was {stages.rhythm(old)})"
        yield found(about, "different", sentence(said))
    before, after = ({material.label: material for material in one.materials} for one in (old, new))
    for label, material in after.items():
        if label not in before:
            yield found(about, "different", sentence(f"{name} now also offers {quoted(label)}"))
        elif before[label].address != material.address:
            address = material.address or "no address"
            said = f"{name}: {quoted(label)} is now at {address} (was {before[label].address or 'without an address'})"
            yield found(about, "different", sentence(said))
    for label in before:
        if label not in after:
            yield found(about, "different", sentence(f"{name} no longer offers {quoted(label)}"))
    if before.keys() == after.keys() and [*before] != [*after]:
        yield found(about, "wording", sentence(f"{name} lists its material in another order"))
