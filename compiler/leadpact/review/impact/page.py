"""The impact of a change as sections of a report."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import numbered, row, section
from leadpact.review.calibrate.wording import rate_between
from leadpact.review.impact.adding import Counts
from leadpact.review.impact.dimensions import Dimension, Value
from leadpact.review.impact.page_leads import leads_section
from leadpact.review.impact.page_load import load_section
from leadpact.review.impact.result import Compared, Flow, Group, Impact, OutcomeRead, flows
from leadpact.review.impact.words import from_to, share_of, signed_count, team_sentence
from leadpact.review.outcome_said import condition, never_known
from leadpact_dsl.phrases.words import counted, listed, sentence

_OF: dict[str, str] = {"stage": "Stages", "route": "Routes", "grade": "Grade", "response": "Response"}


def sections(impact: Impact) -> tuple[doc.Section, ...]:
    """In short; stages, routes, grades and responses; the load of the teams; conversion; who moves.

    Where no lead was compared there is nothing to say of any of these.
    """
    found = [section("In short", _in_short(impact))]
    if not impact.compared:
        return tuple(found)
    found += [part for counts in impact.added.counts if (part := _dimension(impact, counts)) is not None]
    load = load_section(impact)
    if load is not None:
        found.append(load)
    if impact.outcome is not None and impact.outcome.known:
        found.append(_outcome(impact, impact.outcome))
    found.append(leads_section(impact))
    return tuple(found)


def document(impact: Impact) -> doc.Document:
    """The whole report."""
    read = section("How the leads were read", [doc.bullets(list(impact.account))])
    title = f"What the change does to {counted(impact.compared, 'lead')}"
    return doc.Document(title, facts(impact), (), numbered((), (*sections(impact), read)), ())


def facts(impact: Impact) -> tuple[doc.Fact, ...]:
    """What stands under the title."""
    return (
        doc.Fact("Before", _version(impact.old)),
        doc.Fact("Now", _version(impact.new)),
        doc.Fact("Leads", f"{impact.compared:,}, decided {impact.when}"),
    )


def _version(one: Compared) -> str:
    agreement = one.policy.agreement
    said = f"{agreement.title}, version {agreement.version}" if agreement.version else agreement.title
    commit = f" {one.commit[:7]}" if one.commit else ""
    return f"{said} ({one.name}{commit})"


# ------------------------------------------------------------------------------------------------------------ in short


def _in_short(impact: Impact) -> Iterator[doc.Block]:
    yield doc.Paragraph((doc.Strong(doc.plain(headline(impact))),))
    if impact.warnings:
        yield doc.Note(tuple(map(doc.paragraph, impact.warnings)))
    if why_not := _no_outcome(impact):
        yield doc.Note((doc.paragraph(why_not),))
    said = list(_findings(impact))
    if said:
        yield doc.bullets(said)
    if impact.compared and not impact.movers and impact.old.digest != impact.new.digest:
        yield doc.paragraph("The versions differ in what they say, and no lead here is one on which that matters.")
    if left := _left_out(impact):
        yield doc.Note((doc.paragraph(left),))


def notes(impact: Impact) -> tuple[str, ...]:
    """What has to be known before the figures are believed: all that stands apart in the page."""
    return tuple(filter(None, (*impact.warnings, _no_outcome(impact), _left_out(impact))))


def _no_outcome(impact: Impact) -> str:
    """Why nothing is said of conversion; empty where something is, or nobody asked."""
    if impact.outcome is None or not impact.compared or impact.outcome.known:
        return ""
    why = never_known(impact.outcome.column, impact.outcome.unreadable)
    said = f"Nothing is said of conversion, as nobody knows what became of these leads: {why}"
    if impact.outcome.unreadable:
        said += " `leadpact review` takes them from `won` in leadpact.toml, below [review]."
    return said


def _left_out(impact: Impact) -> str:
    """The leads that are not compared; empty where all are."""
    added = impact.added
    left = [
        f"{counted(count, 'lead')} that {said}"
        for count, said in (
            (added.only_old, f"only the version before ({impact.old.name}) can decide"),
            (added.only_new, f"only the version now ({impact.new.name}) can decide"),
            (added.neither, "neither version can decide"),
        )
        if count
    ]
    return sentence(f"not counted here: {listed(left, 'and')}") if left else ""


def headline(impact: Impact) -> str:
    """The change in one or two sentences."""
    if not impact.compared:
        return "There is no lead that both versions decide."
    if impact.old.digest == impact.new.digest:
        return "Both versions mean the same: no lead moves."
    if not impact.movers:
        return f"No lead moves: all {impact.compared:,} stand where they stood."
    share = share_of(impact.movers, impact.compared)
    moves = "moves" if impact.movers == 1 else "move"
    said = f"{impact.movers:,} of {counted(impact.compared, 'lead')} {moves} ({share})."
    if impact.handover is not None:
        flow = impact.handover.flow
        label = impact.handover.label
        if flow.moves:
            said += (
                f" {flow.after:,} reach {label} or go further, where {flow.before:,} did before: "
                f"{flow.gained.leads:,} come and {flow.lost.leads:,} go."
            )
        else:
            said += f" {flow.after:,} reach {label} or go further, the same leads as before."
    return said


def _findings(impact: Impact) -> Iterator[str]:
    for counts in impact.added.counts:
        if moved := _moved(counts):
            ways = _largest(counts)
            big = [from_to(counts, move, count) for move, count in ways[:2]]
            among = "among them " if len(ways) > len(big) else ""
            how = f"{counted(moved, 'lead moves', 'leads move')}, {among}{listed(big, 'and')}"
            yield f"{_title(counts.dimension)}: {how}."
    if impact.load is not None:
        for team in impact.load.teams:
            if team.before != team.after or team.capacity_before != team.capacity_after:
                yield team_sentence(team, len(impact.load.weeks.days))
    if impact.outcome is not None and impact.handover is not None:
        flow, label = impact.handover.flow, impact.handover.label
        said = [
            f"{name} {rate_between(group.share)}"
            for name, group in (("of those that come", flow.gained), ("of those that go", flow.lost),
                                ("of those that stay", flow.kept))
            if group.share.known
        ]  # fmt: skip
        if said and flow.moves:
            yield sentence(f"Won at {label} or further, with 95% intervals: {listed(said, 'and')}")


def _title(dimension: Dimension) -> str:
    plain = dimension.kind in ("stage", "route")
    return _OF[dimension.kind] if plain else f"{_OF[dimension.kind]}: {dimension.label}"


def _moved(counts: Counts) -> int:
    moves = counts.moves
    return int(moves.sum() - moves.trace())


def _largest(counts: Counts) -> list[tuple[tuple[int, int], int]]:
    """Moves with their leads, the most first."""
    moves = counts.moves
    found = [((a, b), int(moves[a, b])) for a in range(len(moves)) for b in range(len(moves)) if a != b and moves[a, b]]
    return sorted(found, key=lambda one: (-one[1], one[0]))


# --------------------------------------------------------------------------------------------------------- dimensions


def _dimension(impact: Impact, counts: Counts) -> doc.Section | None:
    """A table of places with who comes and goes; None where nobody moves, but for stages."""
    dimension = counts.dimension
    if not _moved(counts) and dimension.kind != "stage":
        return None
    found = [(value, flow) for value, flow in flows(counts) if flow.before or flow.after]
    columns = (
        doc.Column(dimension.label),
        *(doc.Column(title, numeric=True) for title in ("Before", "Now", "Come", "Go", "Change")),
    )
    rows = tuple(row(value.label, *_figures(flow)) for value, flow in found)
    blocks: list[doc.Block] = [doc.Table(columns, rows, f"Leads by {dimension.label}")]
    changed = [(value, flow) for value, flow in found if flow.before != flow.after]
    if dimension.kind == "stage" and changed:
        blocks.append(_bars(impact, changed))
    moves = _largest(counts)
    if moves:
        labels = [value.label for value in counts.dimension.values]
        ways = tuple(row(f"{labels[a]} → {labels[b]}", f"{count:,}") for (a, b), count in moves)
        # One column for both ends: on a narrow screen the first column stands without its name.
        columns = (doc.Column("From → to"), doc.Column("Leads", numeric=True))
        table = doc.Table(columns, ways, "Leads by where they move")
        blocks.append(table if len(ways) <= 12 else doc.Details(doc.plain(f"All {len(ways)} ways"), (table,)))
    return section(_title(dimension), blocks)


def _figures(flow: Flow) -> tuple[str, ...]:
    come, go = flow.gained.leads, flow.lost.leads
    return f"{flow.before:,}", f"{flow.after:,}", f"{come:,}", f"{go:,}", signed_count(flow.after - flow.before)


def _bars(impact: Impact, found: list[tuple[Value, Flow]]) -> doc.Bars:
    whole = max(impact.compared, 1)
    bars: list[doc.Bar] = []
    for value, flow in found:
        for name, count in (("before", flow.before), ("now", flow.after)):
            share = Decimal(100) * count / whole
            bars.append(doc.Bar(doc.plain(f"{value.label}, {name}"), (f"{count:,}", share_of(count, whole)), share))
    return doc.Bars("Leads of the stages that change, before and now", "Stage", ("Leads", "Share"), tuple(bars))


# ------------------------------------------------------------------------------------------------------------ outcomes


def _outcome(impact: Impact, outcome: OutcomeRead) -> doc.Section:
    blocks: list[doc.Block] = [
        doc.paragraph(
            f"A lead counts as won where {condition(outcome.column, outcome.won_values)}. Of the leads compared "
            f"{outcome.won:,} were won and {outcome.lost:,} were not{_unknown(outcome)}. Behind each share stands "
            "Wilson's 95% interval: where the true share of such leads likely lies."
        )
    ]
    rows = []
    if impact.handover is not None and impact.handover.flow.moves:
        rows += _conversions(f"{impact.handover.label} or further", impact.handover.flow)
    for counts in impact.added.counts:
        for value, flow in flows(counts):
            if flow.moves and not (impact.handover is not None and flow == impact.handover.flow):
                name = value.label if counts.dimension.kind == "stage" else f"{counts.dimension.label}: {value.label}"
                rows += _conversions(name, flow)
    if rows:
        columns = (
            doc.Column("Where"),
            doc.Column("Who"),
            *(doc.Column(title, numeric=True) for title in ("Leads", "Known", "Won", "Share won")),
        )
        blocks.append(doc.Table(columns, tuple(rows), "Conversion of the leads that come, go and stay"))
    else:
        blocks.append(doc.paragraph("No lead moves, so that nothing is gained or lost."))
    return section("Conversion of the leads gained and lost", blocks)


def _unknown(outcome: OutcomeRead) -> str:
    if not outcome.unknown:
        return ""
    return f"; of {outcome.unknown:,} more it is not known: those are in no share"


def _conversions(name: str, flow: Flow) -> list[tuple[doc.Runs, ...]]:
    found: list[tuple[doc.Runs, ...]] = []
    for who, group in (("come", flow.gained), ("go", flow.lost), ("stay", flow.kept)):
        if group.leads:
            found.append(row(name, who, *_converted(group)))
    return found


def _converted(group: Group) -> tuple[str, ...]:
    share = group.share
    return f"{group.leads:,}", f"{share.known:,}", f"{share.converted:,}", rate_between(share)
