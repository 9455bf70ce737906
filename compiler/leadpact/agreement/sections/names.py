"""Annex: what the short names stand for by which records, logs and decisions call things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import row, section, without_empty
from leadpact.agreement.wording import Wording
from leadpact_dsl.model import Activity, Choice, Field, Level, Named, Policy
from leadpact_dsl.phrases import cycles
from leadpact_dsl.phrases.words import capital


def names(policy: Policy, say: Wording) -> doc.Section | None:
    """A table for the record, one for the log, one for decisions; None where there is nothing to name."""
    tables = [
        *_table(say("fields_title"), [_field(field) for field in policy.lead.fields.values()], say),
        *_table(say("activities_title"), [_activity(one) for one in policy.activities.values()], say),
        *_decisions(policy, say),
    ]
    return section(say("names_title"), [doc.paragraph(say("names_intro")), *tables]) if tables else None


def _table(title: str, rows: Sequence[tuple[doc.Runs, ...]], say: Wording) -> list[doc.Block]:
    if not rows:
        return []
    titles = ("col_called", "col_stands_for", "col_in_files", "col_with")
    columns = tuple(doc.Column(say(name)) for name in titles)
    return [doc.Subheading(doc.plain(title), 1), without_empty(doc.Table(columns, tuple(rows), title))]


def _field(field: Field) -> tuple[doc.Runs, ...]:
    return row((doc.Code(field.name),), field.label, _code(field.column), _each(field.choices))


def _activity(activity: Activity) -> tuple[doc.Runs, ...]:
    """With its fields, each with its choices in brackets."""
    details: list[doc.Run] = []
    for field in activity.fields.values():
        details += [doc.Plain("; ")] if details else []
        details += [doc.Code(field.name), doc.Plain(f" {field.label}")]
        if field.choices:
            details += [doc.Plain(" ("), *_each(field.choices), doc.Plain(")")]
    return row((doc.Code(activity.name),), capital(activity.label), _code(activity.logged_as), tuple(details))


def _decisions(policy: Policy, say: Wording) -> list[doc.Block]:
    rows = [
        row(kind, (doc.Code(name),), label, below)
        for kind, things in _kinds(policy, say)
        for name, label, below in things
    ]
    if not rows:
        return []
    titles = ("col_kind_of", "col_called", "col_stands_for", "col_with")
    columns = tuple(doc.Column(say(name)) for name in titles)
    title = say("names_decisions")
    return [doc.Subheading(doc.plain(title), 1), without_empty(doc.Table(columns, tuple(rows), title))]


def _kinds(policy: Policy, say: Wording) -> Iterator[tuple[str, list[tuple[str, str, doc.Runs]]]]:
    """What a decision can name, kind by kind."""
    yield say("name_of_score"), _named(policy.scores)
    yield say("name_of_grade"), [(one.name, one.label, _each(one.levels)) for one in policy.grades.values()]
    yield say("name_of_stage"), _named(policy.stages)
    yield say("name_of_ground"), _named(policy.disqualify)
    yield say("name_of_return"), _named(policy.recycle)
    yield say("name_of_programme"), _named(policy.nurture)
    yield say("name_of_route"), _named(policy.routes)
    yield say("name_of_clock"), _named(policy.clocks)
    yield say("name_of_promise"), _named(policy.responses)
    if policy.responses:
        states = cycles.states(policy)
        yield say("name_of_state"), [(name, capital(told), ()) for name, told in states.items()]
    yield say("name_of_term"), _named(policy.defines)
    yield say("name_of_team"), _named(policy.teams)
    if policy.recycle:
        yield say("name_of_part"), _parts("recycle", ("rule", "nurture", "since", "until", "in_force", "touches"), say)
    if policy.routes:
        yield say("name_of_part"), _parts("route", ("route", "to", "person", "team"), say)


def _parts(of: str, names: Sequence[str], say: Wording) -> list[tuple[str, str, doc.Runs]]:
    """What a decision holds of a return or a route, under names that are the same for every policy."""
    return [(f"{of}.{name}", say(f"part_{of}_{name}"), ()) for name in names]


def _named(things: Mapping[str, Named]) -> list[tuple[str, str, doc.Runs]]:
    return [(one.name, one.label, ()) for one in things.values()]


def _each(choices: Sequence[Choice | Level]) -> doc.Runs:
    """`fintech` Financial technology, …; a name that is its own label stands alone."""
    found: list[doc.Run] = []
    for choice in choices:
        found += [doc.Plain(", ")] if found else []
        found.append(doc.Code(choice.name))
        if choice.label != choice.name:
            found.append(doc.Plain(f" {choice.label}"))
    return tuple(found)


def _code(text: str | None) -> doc.Runs:
    return (doc.Code(text),) if text else doc.plain("")
