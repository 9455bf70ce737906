"""What is known of leads and activities, and where it is read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leadpact.review.changes.context import Both, span_of
from leadpact.review.changes.declared import declared, label_changes, reason_change
from leadpact.review.changes.matching import same
from leadpact.review.changes.values import About, Found, Label, Place, found
from leadpact.review.changes.words import dropped_clause, named, new_clause
from leadpact_dsl import model
from leadpact_dsl.phrases import fields
from leadpact_dsl.phrases.words import listed, quoted, sentence, within
from leadpact_dsl.source import Span


def record_changes(both: Both) -> Iterator[Found]:
    place = both.place("fields_title")
    yield from _fields(both, place, "", both.old.lead.fields, both.new.lead.fields)
    yield from _lead(both, place)
    yield from _activities(both)
    yield from _log(both)


def _fields(
    both: Both, place: Place, of: str, old: Mapping[str, model.Field], new: Mapping[str, model.Field]
) -> Iterator[Found]:
    """`of` says whose they are: nothing for the lead's, else ` of “sent a form”`."""
    whose, has = (f"{of.removeprefix(' of ')}", "comes with") if of else ("The lead's record", "has")
    for one, other in declared(old, new):
        about = _about(place, one, other)
        if other is None:
            assert one is not None
            gone: Label = "looser" if one.required else "different"
            yield found(about, gone, sentence(f"{whose} no longer {has} {quoted(one.label)}"))
        elif one is None:
            said = f"{whose} now {has} {quoted(other.label)} ({fields.kind(other)}{_required(other)})"
            label: Label = "tighter" if other.required else "different"
            yield found(about, label, sentence(said))
        else:
            yield from _field(both, about, of, one, other)


def _about(place: Place, old: model.Field | None, new: model.Field | None) -> About:
    known = new or old
    assert known is not None
    before, now = ("" if one is None else f"{one.label}: {fields.kind(one)}{_required(one)}" for one in (old, new))
    clause = f"lead {known.name}" if known.owner == "lead" else f"activity {known.owner}/{known.name}"
    return About(place, known.label, clause, before, now, span_of(old), span_of(new))


def _required(field: model.Field) -> str:
    return ", required" if field.required else ""


def _field(both: Both, about: About, of: str, old: model.Field, new: model.Field) -> Iterator[Found]:
    name = f"{quoted(new.label)}{of}"
    whose = "lead" if new.owner == "lead" else "activity"
    if old.label != new.label:
        yield found(about, "wording", sentence(f"{quoted(old.label)}{of} is now called {quoted(new.label)}"))
    if (old.kind, old.currency) != (new.kind, new.currency):
        said = f"{name} is now read as {fields.kind(new)} (was {fields.kind(old)})"
        yield found(about, "different", sentence(said))
    else:
        yield from _choices(about, name, old, new)
    if old.required != new.required:
        label: Label = "tighter" if new.required else "looser"
        now = "is now required" if new.required else "is no longer required"
        follows = f": a lead with{'out it' if whose == 'lead' else ' such an activity without it'}"
        says = f"{follows} is rejected" if new.required else f"{follows} is no longer rejected"
        yield found(about, label, sentence(f"{name} {now}{says}"))
    if old.when_unknown != new.when_unknown:
        now = _unknown(both.new, new)
        before = _unknown(both.old, old)
        yield found(about, "different", sentence(f"{name}: unknown {now} (before: {before})"))
    if old.column != new.column:
        now = f"is now read from {quoted(new.column)}" if new.column else "is now read by its own name"
        before = quoted(old.column) if old.column else "by its own name"
        yield found(about, "different", sentence(f"{name} {now} (before: {before})"))


def _unknown(policy: model.Policy, field: model.Field) -> str:
    if field.when_unknown is None:
        return "stays unknown"
    return f"is taken as {fields.value(policy, field, field.when_unknown)}"


def _choices(about: About, name: str, old: model.Field, new: model.Field) -> Iterator[Found]:
    before, after = ({choice.name: choice.label for choice in field.choices} for field in (old, new))
    if come := [label for choice, label in after.items() if choice not in before]:
        yield found(about, "different", sentence(f"{name} may now also be {listed([*map(quoted, come)], 'or')}"))
    if gone := [label for choice, label in before.items() if choice not in after]:
        yield found(about, "different", sentence(f"{name} may no longer be {listed([*map(quoted, gone)], 'or')}"))
    for choice, label in after.items():
        if choice in before and before[choice] != label:
            said = f"{quoted(before[choice])} of {name} is now called {quoted(label)}"
            yield found(about, "wording", sentence(said))
    if old.otherwise != new.otherwise:
        now = f"every other value counts as {quoted(after[new.otherwise])}" if new.otherwise else "is an error"
        said = f"{name}: {now}" if new.otherwise else f"{name}: any other value is now a mistake in the data"
        yield found(about, "different", sentence(said))


def _lead(both: Both, place: Place) -> Iterator[Found]:
    old, new = both.old.lead, both.new.lead
    about = About(place, place.title, "lead", "", "", _first_span(old), _first_span(new))
    before, after = ([*map(frozenset, lead.same_when)] for lead in (old, new))
    for names in after:
        if names not in before:
            said = f"two records are taken for one lead if they have the same {_labels(new, names)}"
            yield found(about, "different", new_clause(said))
    for names in before:
        if names not in after:
            said = f"two records are taken for one lead if they have the same {_labels(old, names)}"
            yield found(about, "different", dropped_clause(said))
    if old.id_column != new.id_column:
        said = f"A lead is now known by {quoted(new.id_column)} (before: {quoted(old.id_column)})"
        yield found(about, "different", sentence(said))
    if come := [text for text in new.unknown_texts if text not in old.unknown_texts]:
        said = f"{named([*map(quoted, come)])} now {'counts' if len(come) == 1 else 'count'} as unknown"
        yield found(about, "different", sentence(said))
    if gone := [text for text in old.unknown_texts if text not in new.unknown_texts]:
        said = f"{named([*map(quoted, gone)])} no longer {'counts' if len(gone) == 1 else 'count'} as unknown"
        yield found(about, "different", sentence(said))


def _first_span(lead: model.Lead) -> Span | None:
    """The declaration itself has no place in the model: its first field is near."""
    return next((field.span for field in lead.fields.values()), None)


def _labels(lead: model.Lead, names: frozenset[str]) -> str:
    return listed([within(lead.fields[name].label) for name in sorted(names) if name in lead.fields], "and")


def _activities(both: Both) -> Iterator[Found]:
    place = both.place("activities_title")
    for old, new in declared(both.old.activities, both.new.activities):
        known = new or old
        assert known is not None
        before, now = ("" if one is None else one.label for one in (old, new))
        about = About(place, known.label, known.id, before, now, span_of(old), span_of(new))
        if new is None:
            yield found(about, "different", sentence(f"{quoted(known.label)} is no longer recorded"))
        elif old is None:
            by = f", by {both.new.teams[new.by].label}" if new.by is not None else ""
            yield found(about, "different", sentence(f"{quoted(new.label)} is now recorded{by}"))
        else:
            yield from _activity(both, about, old, new)


def _activity(both: Both, about: About, old: model.Activity, new: model.Activity) -> Iterator[Found]:
    yield from label_changes(about, "activity", old, new)
    yield from reason_change(about, quoted(new.label), old.because, new.because)
    if old.by != new.by:
        now, before = _by(both.new, new.by), _by(both.old, old.by)
        said = f"{quoted(new.label)} is now recorded by {now} (was {before})"
        yield found(about, "different", sentence(said))
    if old.logged_as != new.logged_as:
        now = quoted(new.logged_as) if new.logged_as else "its own name"
        before = quoted(old.logged_as) if old.logged_as else "its own name"
        said = f"{quoted(new.label)} is now looked for in the log as {now} (before: {before})"
        yield found(about, "different", sentence(said))
    yield from _fields(both, about.section, f" of {quoted(new.label)}", old.fields, new.fields)


def _by(policy: model.Policy, team: str | None) -> str:
    return "the lead itself" if team is None else policy.teams[team].label


def _log(both: Both) -> Iterator[Found]:
    old, new = both.old.log, both.new.log
    if same(old, new):
        return
    about = About(both.place("names_title"), "The log", "log")
    for what, before, after in (
        ("the lead", old.lead_column, new.lead_column),
        ("the activity", old.activity_column, new.activity_column),
        ("the time", old.at_column, new.at_column),
    ):
        if before != after:
            said = f"In the log, {what} is now read from {quoted(after)} (was {quoted(before)})"
            yield found(about, "different", sentence(said))
