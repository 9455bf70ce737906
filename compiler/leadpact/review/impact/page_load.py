"""The load of the teams as a section: leads by week, before and now, and what each team can take."""

from __future__ import annotations

from decimal import Decimal

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import row, section
from leadpact.review.calibrate.wording import percent
from leadpact.review.impact.load import TeamLoad
from leadpact.review.impact.result import Impact, Loads
from leadpact.review.impact.words import a_week, team_sentence
from leadpact_dsl.phrases import amounts, times
from leadpact_dsl.phrases.goals import capacity
from leadpact_dsl.phrases.words import counted, quoted, sentence


def load_section(impact: Impact) -> doc.Section | None:
    """None where leads are decided each as of its own time, or no lead comes to anybody."""
    load = impact.load
    if load is None or impact.handover is None or not load.teams:
        return None
    blocks: list[doc.Block] = [doc.paragraph(_how(impact, load))]
    blocks.append(_table(load))
    bars = _bars(load)
    if bars is not None:
        blocks.append(bars)
    for team in load.teams:
        able = impact.new.policy.teams[team.team].capacity if team.team in impact.new.policy.teams else None
        if able is not None and (team.before != team.after or team.capacity_before != team.capacity_after):
            said = f"{team_sentence(team, len(load.weeks.days))} The agreement: {capacity(impact.new.policy, able)}."
            blocks += [doc.paragraph(said), _chart(team, load)]
    return section("Load of the teams", blocks)


def _how(impact: Impact, load: Loads) -> str:
    assert impact.handover is not None
    first, last = load.weeks.days[0], load.weeks.days[-1]
    said = (
        f"A lead comes to the team of its route in the week in which it gets to {impact.handover.label} or further. "
        f"Both versions were asked at the end of each of the last {counted(len(load.weeks.days), 'full week')}, from "
        f"the one of {times.day(first)} to the one of {times.day(last)}: with the activities up to then, and with the "
        "fields of the records as they are now."
    )
    if load.came_in is not None:
        said += f" {quoted(load.came_in)} tells since when a lead is there."
    else:
        said += " A lead is there since its first activity."
    before, now = load.untimed
    if before or now:
        said += (
            f" {counted(now, 'lead')} (before: {before:,}) reached it, and nothing tells when they came in: they count "
            "in no week."
        )
    if load.every > 1:
        said += (
            f" One lead in {load.every:,} was looked at, and counts {load.every:,} times: the numbers are estimates."
        )
    return said


def _table(load: Loads) -> doc.Table:
    titles = ("Before, a week", "Now, a week", "Most in a week, before", "Most in a week, now", "Can take")
    columns = (doc.Column("Team"), *(doc.Column(title, numeric=True) for title in titles))
    rows = tuple(
        row(
            team.label,
            amounts.number(a_week(team.before)),
            amounts.number(a_week(team.after)),
            f"{max(team.before):,}",
            f"{max(team.after):,}",
            _able(team),
        )
        for team in load.teams
    )
    return doc.Table(columns, rows, "Leads that come to each team in a week")


def _able(team: TeamLoad) -> str:
    now, before = team.capacity_after, team.capacity_before
    if now is None:
        return "–"
    said = amounts.number(now.quantize(Decimal("0.1")))
    if before is not None and before != now:
        said += f" (before: {amounts.number(before.quantize(Decimal('0.1')))})"
    return said


def _bars(load: Loads) -> doc.Bars | None:
    """The mean load of the teams that say what they can take; None where none does."""
    bars = []
    for team in load.teams:
        for name, leads, able in (
            ("before", a_week(team.before), team.capacity_before),
            ("now", a_week(team.after), team.capacity_after),
        ):
            if able:
                share = 100 * leads / able
                said = percent(float(leads / able))
                label = doc.plain(f"{team.label}, {name}")
                bars.append(doc.Bar(label, (amounts.number(leads), said), min(share, Decimal(100))))
    if not bars:
        return None
    return doc.Bars("Load of each team, of what it can take", "Team", ("Leads a week", "Load"), tuple(bars))


def _chart(team: TeamLoad, load: Loads) -> doc.Chart:
    weeks = range(1, len(load.weeks.days) + 1)
    able = team.capacity_after
    assert able is not None
    most = max(Decimal(max((*team.before, *team.after, 1))), able)
    curves = [
        doc.Curve("Before", _points(team.before)),
        doc.Curve("Now", _points(team.after)),
        doc.Curve("Can take", tuple(doc.Point(Decimal(week), able) for week in (1, len(team.after)))),
    ]
    rows = tuple(
        row(times.short_day(day), f"{team.before[week - 1]:,}", f"{team.after[week - 1]:,}")
        for week, day in zip(weeks, load.weeks.days, strict=True)
    )
    columns = (doc.Column("Week from"), doc.Column("Before", numeric=True), doc.Column("Now", numeric=True))
    return doc.Chart(
        label=f"Leads that come to {team.label}, week by week",
        description=sentence(team_sentence(team, len(load.weeks.days))),
        below=doc.Axis(
            f"Week, the first from {times.day(load.weeks.days[0])} on", Decimal(1), Decimal(max(len(team.after), 2))
        ),
        left=doc.Axis("Leads", Decimal(0), most),
        curves=tuple(curves),
        table=doc.Table(columns, rows, f"Leads by week: {team.label}"),
    )


def _points(leads: tuple[int, ...]) -> tuple[doc.Point, ...]:
    return tuple(doc.Point(Decimal(week), Decimal(count)) for week, count in enumerate(leads, 1))
