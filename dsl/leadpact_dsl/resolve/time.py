"""The agreement's own settings, teams, and calendars with their holidays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from leadpact_dsl import ast, holiday_data, model
from leadpact_dsl.calendars import Calendar, Closure, OpenHours, SpecialHours
from leadpact_dsl.diagnostics import Diagnostic, Fix, Label, error, nearest, warning
from leadpact_dsl.resolve import literals
from leadpact_dsl.resolve.scope import Scope, label, only
from leadpact_dsl.source import Span
from leadpact_dsl.zones import Zone, zone, zone_names

DEFAULT_ZONE = "UTC"
_YEARS_BEFORE, _YEARS_AFTER = 5, 10
_DEFAULT_FIRST, _DEFAULT_LAST = 2020, 2035
_EARLIEST, _LATEST, _LONGEST = 1990, 2100, 40


def agreement_zone(nodes: Sequence[ast.Agreement], report: list[Diagnostic]) -> Zone:
    """The zone in which dates and bare times are read: the first thing to be known of a policy."""
    for node in nodes[1:]:
        report.append(
            error(
                "LP204",
                node.span,
                "A policy is one agreement, and this is a second one.",
                labels=[Label(nodes[0].span, "the first stands here")],
                help="Keep one `agreement` line with its settings; each other agreement has a folder of its own.",
            )
        )
    settings = [s for node in nodes[:1] for s in node.settings if s.key == "timezone"]
    for setting in settings:
        if isinstance(setting.value, ast.Text):
            found = _zone(setting.value, report)
            if found is not None:
                return found
    if nodes and not settings:
        report.append(
            warning(
                "LP232",
                nodes[0].span,
                "The agreement names no timezone, so its dates and times are read in UTC.",
                help='Add a line such as `timezone "America/New_York"`.',
            )
        )
    default = zone(DEFAULT_ZONE)
    assert default is not None
    return default


def _zone(text: ast.Text, report: list[Diagnostic]) -> Zone | None:
    found = zone(text.value)
    if found is None:
        guess = _zone_meant(text.value.strip())
        report.append(
            error(
                "LP233",
                text.span,
                f"There is no timezone called “{text.value}”.",
                help="" if guess else "Timezones are named by continent and city, such as Europe/London.",
                fix=Fix(text.span, f'"{guess}"', "did you mean this one?") if guess else None,
            )
        )
    return found


_ABBREVIATED: Final = {
    "EDT": "America/New_York", "CST": "America/Chicago", "CDT": "America/Chicago", "MDT": "America/Denver",
    "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "BST": "Europe/London", "CEST": "Europe/Berlin",
    "IST": "Asia/Kolkata", "JST": "Asia/Tokyo", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney",
}  # fmt: skip
"""Short names that people write and that name no zone: CST is also China's, IST also Israel's, so it is a guess."""


def _zone_meant(written: str) -> str | None:
    if written.upper() in _ABBREVIATED:
        return _ABBREVIATED[written.upper()]
    city = written.casefold().replace(" ", "_")
    by_city = next((name for name in zone_names() if name.rpartition("/")[2].casefold() == city), None)
    return by_city or (nearest(written, zone_names()) if len(written) > 4 else None)


def agreement(scope: Scope, nodes: Sequence[ast.Agreement], nowhere: Span) -> model.Agreement:
    found: dict[str, ast.Setting] = {}
    for setting in nodes[0].settings if nodes else ():
        if setting.key in found:
            only(scope, (found[setting.key], setting), setting.key)
        else:
            found[setting.key] = setting

    def text(key: str) -> str | None:
        value = found[key].value if key in found else None
        return value.value if isinstance(value, ast.Text) else None

    def span(key: str) -> model.CalendarSpan | None:
        value = found[key].value if key in found else None
        return literals.calendar_span(scope, value) if isinstance(value, ast.Duration) else None

    effective = found["effective"].value if "effective" in found else None
    day = effective.date if isinstance(effective, ast.Day) else None
    first, last = _years(scope, found.get("covers"), day)
    return model.Agreement(
        nodes[0].span if nodes else nowhere,
        nodes[0].title.value if nodes else "Sales and marketing agreement",
        text("version"),
        day,
        span("term"),
        span("review"),
        scope.zone.name,
        text("purpose"),
        first,
        last,
    )


def _years(scope: Scope, covers: ast.Setting | None, effective: date | None) -> tuple[int, int]:
    default = (_DEFAULT_FIRST, _DEFAULT_LAST)
    if effective is not None:
        default = (effective.year - _YEARS_BEFORE, effective.year + _YEARS_AFTER)
    if covers is None or not isinstance(covers.value, tuple):
        return max(default[0], _EARLIEST), min(default[1], _LATEST)
    first, last = (int(number.value) for number in covers.value)
    wrong = (
        "These years end before they begin."
        if last < first
        else f"Holidays are known between {_EARLIEST} and {_LATEST} only."
        if first < _EARLIEST or last > _LATEST
        else f"These are {last - first + 1:,} years; a policy covers at most {_LONGEST}."
        if last - first >= _LONGEST
        else ""
    )
    if wrong:
        scope.report(
            error(
                "LP234",
                covers.span,
                wrong,
                help="Such as `covers 2020 to 2035`: the years whose holidays the calendars know.",
                fix=Fix(covers.span, f"covers {last} to {first}", "the earlier one first")
                if _EARLIEST <= last < first <= _LATEST and first - last < _LONGEST
                else None,
            )
        )
        return default
    return first, last


def team(scope: Scope, node: ast.Team) -> model.Team:
    only(scope, node.led_by, "led by")
    only(scope, node.works, "works")
    only(scope, node.capacity, "capacity")
    capacity = None
    if node.capacity:
        written = node.capacity[0]
        leads = literals.quantity(scope, written.leads, "", "New leads")
        people = None if written.people is None else literals.quantity(scope, written.people, "", "People")
        if leads is not None:
            capacity = model.Capacity(leads, written.per_person, written.period, people)
    return model.Team(
        node.span,
        f"team {node.name.name}",
        None,
        node.name.name,
        label(node.label, node.name),
        node.led_by[0].value if node.led_by else None,
        scope.name(scope.calendars, node.works[0], "calendar") if node.works else None,
        capacity,
        tuple(duty.value for duty in node.duties),
    )


def calendar(scope: Scope, node: ast.Calendar, years: tuple[int, int]) -> Calendar:
    only(scope, node.timezone, "timezone")
    own = _zone(node.timezone[0], scope.diagnostics) if node.timezone else None
    if not any(isinstance(opening, ast.Opening) for opening in node.openings):
        scope.report(
            error(
                "LP222",
                node.span,
                "This calendar is never open.",
                help="Such as `open monday to friday 09:00 to 17:30`.",
            )
        )
    hours = tuple(
        OpenHours(frozenset(opening.days), start, end)
        for opening in node.openings
        if isinstance(opening, ast.Opening)
        for start, end in opening.hours.ranges
    )
    special = tuple(
        SpecialHours(opening.day.date, start, end)
        for opening in node.openings
        if isinstance(opening, ast.OpeningOn)
        for start, end in opening.hours.ranges
    )
    closures = [Closure(c.first.date, c.last.date, c.label.value if c.label else "") for c in node.closed]
    for holidays in node.holidays:
        closures.extend(_holidays(scope, holidays, years))
    return Calendar(
        node.name.name,
        label(node.label, node.name),
        (own or scope.zone).name,
        hours,
        tuple(sorted(closures, key=lambda c: (c.first, c.last, c.name))),
        special,
        *years,
    )


def _holidays(scope: Scope, node: ast.HolidaysOf, years: tuple[int, int]) -> list[Closure]:
    country = _code(scope, node.country, holiday_data.countries(), "country")
    if country is None:
        return []
    part = None
    if node.subdivision is not None:
        part = _code(scope, node.subdivision, holiday_data.subdivisions(country) or {}, f"part of {country}")
        if part is None:
            return []
    known = holiday_data.known_years(country)
    if known and (years[0] < known[0] or years[1] > known[1]):
        scope.report(
            warning(
                "LP235",
                node.span,
                f"Holidays of {country} are known for {known[0]} to {known[1]} only; this policy covers "
                f"{years[0]} to {years[1]}.",
                help="Add `covers` with fewer years to the agreement.",
            )
        )
    return [Closure(h.day, h.day, h.name) for h in holiday_data.holidays_of(country, part, *years) or ()]


_WELL_KNOWN: Final = ("US", "CA", "GB", "IE", "DE", "FR", "AU", "IN")


def _code(scope: Scope, text: ast.Text, known: Mapping[str, tuple[str, ...]], what: str) -> str | None:
    codes = dict(known)
    if text.value in codes:
        return text.value
    by_name = {name.casefold(): code for code, names in codes.items() for name in (code, *names)}
    guess = by_name.get(text.value.strip().casefold()) or by_name.get(nearest(text.value, by_name) or "")
    some = ", ".join([code for code in _WELL_KNOWN if code in codes] or list(codes)[:8])
    scope.report(
        error(
            "LP236",
            text.span,
            f"“{text.value}” is no code of a {what} whose holidays leadpact knows.",
            help=""
            if guess
            else (f"Codes are {some} and others." if some else "It has no parts with holidays of their own."),
            fix=Fix(text.span, f'"{guess}"', "did you mean this one?") if guess else None,
        )
    )
    return None
