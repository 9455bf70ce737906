"""The whole statement: its steps in order, and what comes out at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from sqlglot import exp

from leadpact.plan import Plan
from leadpact.plan.activities import Count, Distinct
from leadpact.plan.flow import Response
from leadpact.plan.points import EachPays
from leadpact.targets.sql import paying
from leadpact.targets.sql.activity_rows import LOG, ActivityRows
from leadpact.targets.sql.asked import Asked
from leadpact.targets.sql.dialects import bigint, decimal, render, smallint
from leadpact.targets.sql.engine_words import Dialect
from leadpact.targets.sql.expressions import as_test
from leadpact.targets.sql.features import Feature, Periods
from leadpact.targets.sql.lead_record import RECORD
from leadpact.targets.sql.lead_values import LeadValues
from leadpact.targets.sql.names import Names
from leadpact.targets.sql.scores import LineColumn
from leadpact.targets.sql.steps import Step, assembled, joined, select
from leadpact.targets.sql.terms import any_of, case, coalesced, column, named, number, text
from leadpact_dsl.frozen import frozen

FACTS = "facts"


@frozen
class Statement:
    """A query as a tree of sqlglot, neutral to dialects, and the lines of scores that its columns tell."""

    tree: exp.Select
    lines: tuple[LineColumn, ...] = ()

    def sql(self, dialect: Dialect) -> str:
        return render(self.tree, dialect)


def build(plan: Plan, asked: Asked) -> Statement:
    """What is asked of a policy, as one query over the tables `leads` and `activities` (see `Asked`)."""
    match asked.what:
        case "events":
            return Statement(_events(plan, asked))
        case "calendars":
            values = LeadValues(plan, asked)
            return Statement(_assembled(values, list(_calendars(values))))
        case "responses":
            values = LeadValues(plan, asked)
            return Statement(_assembled(values, list(_responses(values))))
        case "decisions":
            values = LeadValues(plan, asked)
            columns = _people_columns(values) if asked.table == "natural" else _engine_columns(values)
            return Statement(_assembled(values, columns), tuple(values.lines()) if asked.lines else ())


def _assembled(values: LeadValues, columns: Sequence[exp.Expression]) -> exp.Select:
    """Everything has been asked for: the steps are made, in order, and the columns chosen from the last one."""
    aggregates = values.aggregates.steps()
    wanted: Set[str] = {one.name for chosen in columns for one in chosen.find_all(exp.Column)}
    early, late = values.layers.values(wanted)
    if not values.aggregates.joined:
        layers, _ = values.layers.steps(early | late, RECORD, wanted)
        steps = [*values.record.steps(), *layers]
        return assembled(steps, select(columns, steps[-1].name))
    behind, wanted = values.layers.steps(late, FACTS, wanted)
    told = {name for one in values.aggregates.joined for _, name in one.features}
    before, _ = values.layers.steps(early, RECORD, wanted - told)
    facts = _facts(values, before[-1].name if before else RECORD, wanted)
    steps = [*values.record.steps(), *before, *aggregates, facts, *behind]
    return assembled(steps, select(columns, steps[-1].name))


def _facts(values: LeadValues, record: str, wanted: Set[str]) -> Step:
    """What is known of each lead by itself with what its activities came to."""
    key = values.asked.key
    told = {name for one in values.aggregates.joined for _, name in one.features}
    found: list[exp.Expression] = [column(name, "l") for name in sorted(wanted - told)]
    query = select([], record, "l")
    for place, one in enumerate(values.aggregates.joined):
        query = joined(query, one.step, f"s{place}", key, "l")
        found += [
            named(_counted(feature, column(name, f"s{place}")), name)
            for feature, name in one.features
            if name in wanted
        ]
    return Step(FACTS, query.select(*found, append=False, copy=False), "A lead with all that is told of its activities")


def _counted(feature: Feature, stored: exp.Expression) -> exp.Expression:
    """Where no activity was found there is no row: nothing was counted."""
    match feature:
        case Count() | Distinct() | Periods() | EachPays():
            return coalesced(stored, number(0))
        case _:
            return stored


# -------------------------------------------------------------------------------------------------------- for engines


def _engine_columns(values: LeadValues) -> list[exp.Expression]:
    """In units, under names that tell kinds of columns apart."""
    plan, standing = values.plan, values.standing()
    recycled, routed = standing.recycled(), standing.routed()
    found: list[exp.Expression] = [column(values.asked.key)]
    found += [named(values.score(name), f"score {name}") for name in plan.scores]
    found += [named(values.grade(name), f"grade {name}") for name in plan.grades]
    found += [
        named(_text(standing.stage()), "stage"),
        named(_text(standing.disqualified()), "disqualified"),
        named(bigint(standing.stage_recorded_at()), "stage_recorded_at"),
        named(_text(recycled.rule.copy()), "recycle"),
        named(bigint(recycled.since.copy()), "recycle_since"),
        named(bigint(recycled.until.copy()), "recycle_until"),
        named(recycled.in_force.copy(), "recycle_in_force"),
        named(_text(routed.route), "route"),
        named(_text(routed.person), "person"),
        named(_text(routed.team), "team"),
    ]
    if values.asked.lines:
        for number_of, line in enumerate(values.lines()):
            found.append(named(line.points.copy(), f"line {number_of}"))
            if line.row is not None:
                found.append(named(smallint(line.row.copy()), f"row {number_of}"))
    return found


def _text(what: exp.Expression) -> exp.Expression:
    return exp.cast(what, "TEXT") if isinstance(what, exp.Null) else what


def _responses(values: LeadValues) -> Iterator[exp.Expression]:
    yield column(values.asked.key)
    for clock in values.plan.clocks:
        whens = []
        otherwise: exp.Expression | None = None
        for place, response in enumerate(clock.responses):
            if response.applies is None:
                otherwise = number(place)
                break
            whens.append((as_test(values, response.applies), number(place)))
        yield named(smallint(case(whens, otherwise)), f"response {clock.clause.name}")


def _calendars(values: LeadValues) -> Iterator[exp.Expression]:
    yield column(values.asked.key)
    for clock in values.plan.clocks:
        for response in clock.responses:
            if response.chosen is not None:
                yield named(smallint(_calendar(values, response)), f"calendar {response.clause.name}")


def _calendar(values: LeadValues, response: Response) -> exp.Expression:
    """The calendar that a field of the lead chooses, by its place among those of the policy."""
    assert response.chosen is not None
    places = {name: place for place, name in enumerate(values.plan.policy.calendars)}
    calendars = [number(places[name]) for name in response.calendars]
    return paying.by_row(values, response.chosen, lambda row, _: exp.Null() if row is None else calendars[row].copy())


def _events(plan: Plan, asked: Asked) -> exp.Select:
    """The activities that clocks look at, in order, with which of them are returns."""
    names = Names()
    for name in (LOG, "at", "activity", "position", "lead", "kind", "returned"):
        names.taken(name)
    rows = ActivityRows(plan, asked, names)
    rows.in_order = True
    returns = [one for rule in plan.recycle for one in rule.returns]
    for one in returns:
        rows.see(one)
    clauses = [clock.clause for clock in plan.clocks]
    kinds = [*dict.fromkeys(kind for clause in clauses for part in _kinds(clause) for kind in part)]
    rows.see_kinds(kinds)
    returned = coalesced(any_of([exp.Paren(this=rows.holds(one.source)) for one in returns]), exp.false())
    all_kinds = list(plan.policy.activities)
    numbers = [(exp.EQ(this=column("activity"), expression=text(kind)), number(all_kinds.index(kind)))
               for kind in all_kinds if kind in kinds or any(kind in one.source.kinds for one in returns)]  # fmt: skip
    steps = rows.steps()
    found = [column(asked.key), column("at"), named(smallint(case(numbers, None)), "kind"), named(returned, "returned")]
    order = [exp.Ordered(this=column(name)) for name in (asked.key, "at", "position")]
    return assembled(steps, select(found, LOG).order_by(*order, copy=False))


def _kinds(clause: object) -> Iterator[tuple[str, ...]]:
    for part in ("starts", "stops", "afresh", "pause", "resume"):
        yield getattr(clause, part)


# --------------------------------------------------------------------------------------------------------- for people


def _people_columns(values: LeadValues) -> list[exp.Expression]:
    """As the table of decisions that `score` writes, with a column for each line of each score."""
    plan, standing = values.plan, values.standing()
    recycled, routed = standing.recycled(), standing.routed()
    names = Names()
    fixed = ("lead_id", "as_of", "stage", "disqualified", "recycle", "recycle_until", "route", "routed_to")
    for name in fixed:
        names.taken(name)
    found: list[exp.Expression] = [
        column("frame") if values.asked.now == "frames" else column("lead_id"),
        named(values.now, "as_of"),
    ]
    found += [named(_exact(values.score(name), 2), names.fresh(name)) for name in plan.scores]
    found += [named(values.grade(name), names.fresh(name)) for name in plan.grades]
    in_force = recycled.in_force
    to = coalesced(routed.person.copy(), routed.team.copy())
    found += [
        named(_text(standing.stage()), "stage"),
        named(_text(standing.disqualified()), "disqualified"),
        named(_text(case([(in_force.copy(), recycled.rule.copy())], None)), "recycle"),
        named(bigint(case([(in_force.copy(), recycled.until.copy())], None)), "recycle_until"),
        named(_text(routed.route), "route"),
        named(_text(to), "routed_to"),
    ]
    if values.asked.lines:
        for line in values.lines():
            wish = line.clause.id.removeprefix("score ").replace("/", "_")
            wish = wish if line.kind == "rule" else f"{wish}_{line.kind}"
            found.append(named(_exact(line.points.copy(), line.scale), names.fresh(wish)))
    return found


def _exact(what: exp.Expression, scale: int) -> exp.Expression:
    """A number of units as a decimal."""
    share = exp.cast(exp.Literal.string(f"0.{'0' * (scale - 1)}1"), f"DECIMAL({scale}, {scale})")
    # As narrow as they can be: more than 18 digits together are slow.
    return decimal(exp.Mul(this=decimal(what, 16, 0), expression=share), 18, scale)
