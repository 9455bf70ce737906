"""The agreement itself, its teams, and the sections in the authors' own words."""

from __future__ import annotations

from collections.abc import Iterator

from leadpact.review.changes.context import Both, span_of
from leadpact.review.changes.declared import declared, label_changes, reason_change
from leadpact.review.changes.matching import label_alike, paired, same
from leadpact.review.changes.values import About, Found, Label, Place, found
from leadpact.review.changes.words import dropped_clause, new_clause, reworded, short, was
from leadpact_dsl import model
from leadpact_dsl.phrases import goals, times
from leadpact_dsl.phrases.words import quoted, sentence, verb


def agreement_changes(both: Both) -> Iterator[Found]:
    old, new = both.old.agreement, both.new.agreement

    def about(section: Place) -> About:
        return About(section, "The agreement", "agreement", "", "", old.span, new.span)

    head = Place((-1, 0), "The agreement")
    term = both.place("term_title")
    if old.title != new.title:
        said = f"The agreement is now called {quoted(new.title)} (was {quoted(old.title)})"
        yield found(about(head), "wording", sentence(said))
    if old.version != new.version:
        now = f"Its version is now {quoted(new.version)}" if new.version else "It has no version any more"
        said = f"{now} (was {quoted(old.version) if old.version else 'not numbered'})"
        yield found(about(head), "wording", sentence(said))
    if old.timezone != new.timezone:
        said = f"Days, periods and times now go by the clocks of {new.timezone} (was {old.timezone})"
        yield found(about(head), "different", sentence(said))
    if (old.first_year, old.last_year) != (new.first_year, new.last_year):
        now, before = (f"{one.first_year} to {one.last_year}" for one in (new, old))
        said = f"Calendars and clocks now cover the years {now} (was {before})"
        yield found(about(head), "different", sentence(said))
    if old.effective != new.effective:
        now = times.day(new.effective) if new.effective else "the day on which all accept it"
        before = times.day(old.effective) if old.effective else "the day on which all accept it"
        yield found(about(term), "different", sentence(f"The agreement is now in force from {now} (was {before})"))
    if old.term != new.term:
        now = f"now runs for {times.span(new.term)}" if new.term else "now runs without an end"
        before = times.span(old.term) if old.term else "without an end"
        yield found(about(term), "different", sentence(f"The agreement {now} (was {before})"))
    if old.review != new.review:
        now = f"is now reviewed {times.every(new.review)}" if new.review else "is no longer reviewed at set times"
        before = times.every(old.review) if old.review else "at no set times"
        yield found(about(both.place("review_title")), "different", sentence(f"The agreement {now} (was {before})"))
    if old.purpose != new.purpose:
        yield found(about(both.place("purpose_title")), "wording", _purpose(old.purpose, new.purpose))


def _purpose(old: str | None, new: str | None) -> str:
    if not new:
        return dropped_clause(f"the purpose, {quoted(short(old or ''))}")
    return _otherwise("The purpose", old, new) if old else new_clause(f"the purpose, {quoted(short(new))}")


def _otherwise(what: str, old: str, new: str) -> str:
    turned = reworded(new, old)
    return f"{what} is worded otherwise{turned}." if turned else f"{what} breaks its lines otherwise."


def section_changes(both: Both) -> Iterator[Found]:
    place = both.place("further_title")
    pairs = paired(
        both.old.sections,
        both.new.sections,
        (lambda one: (one.title, one.body), lambda one: one.title, lambda one: one.body),
        lambda one, other: label_alike(one.title, other.title),
    )
    for one, other in pairs:
        known = other or one
        assert known is not None
        about = About(place, known.title, f"section {known.title}", "", "", span_of(one), span_of(other))
        if other is None:
            yield found(about, "wording", dropped_clause(f"the section {quoted(known.title)}"))
        elif one is None:
            yield found(about, "wording", new_clause(f"the section {quoted(known.title)}"))
        else:
            if one.title != other.title:
                said = f"The section {quoted(one.title)} is now called {quoted(other.title)}"
                yield found(about, "wording", sentence(said))
            if one.body != other.body:
                yield found(about, "wording", _otherwise(f"The section {quoted(other.title)}", one.body, other.body))


def team_changes(both: Both) -> Iterator[Found]:
    place = both.place("duties_title")
    for old, new in declared(both.old.teams, both.new.teams):
        known = new or old
        assert known is not None
        before, now = ("" if one is None else one.label for one in (old, new))
        about = About(place, known.label, known.id, before, now, span_of(old), span_of(new))
        if new is None:
            yield found(about, "different", dropped_clause(f"the team {quoted(known.label)}"))
        elif old is None:
            yield found(about, "different", new_clause(f"the team {quoted(known.label)}"))
        else:
            yield from _team(both, about, old, new)


def _team(both: Both, about: About, old: model.Team, new: model.Team) -> Iterator[Found]:
    name, be = new.label, verb(new.label, "is", "are")
    yield from label_changes(about, "team", old, new)
    yield from reason_change(about, name, old.because, new.because)
    if old.led_by != new.led_by:
        now = f"{be} now led by {new.led_by}" if new.led_by else f"{be} no longer said to be led by anybody"
        said = f"{name} {now}" + (f" (was {old.led_by})" if old.led_by else "")
        yield found(about, "different", sentence(said))
    if old.works != new.works:
        now = f"{verb(name, 'has', 'have')} no calendar any more"
        if new.works is not None:
            now = f"now {verb(name, 'works', 'work')} by {quoted(both.new.calendars[new.works].label)}"
        said = f"{name} {now}" + (f" (was {quoted(both.old.calendars[old.works].label)})" if old.works else "")
        yield found(about, "different", sentence(said))
    if not same(old.capacity, new.capacity):
        yield _capacity(both, about, old, new)
    pairs = paired(old.duties, new.duties, (lambda duty: duty,), label_alike)
    for one, other in pairs:
        label: Label = "wording"
        if other is None:
            label, said = "looser", f"{name} {be} no longer responsible for: {one}"
        elif one is None:
            label, said = "tighter", f"{name} {be} now also responsible for: {other}"
        elif one != other:
            said = f"What {name} {be} responsible for is worded otherwise: {other} {was(other or '', one or '')}"
        else:
            continue
        yield found(about, label, sentence(said))


def _capacity(both: Both, about: About, old: model.Team, new: model.Team) -> Found:
    place = both.place("capacity_title")
    about = About(place, new.label, new.id, about.old, about.new, about.old_span, about.new_span)
    before = goals.capacity(both.old, old.capacity) if old.capacity is not None else "not said"
    now = goals.capacity(both.new, new.capacity) if new.capacity is not None else "no longer said"
    return found(about, "different", sentence(f"What {new.label} can take in is now {now} {was(now, before)}"))
