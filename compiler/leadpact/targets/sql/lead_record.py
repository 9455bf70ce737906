"""The first steps over `leads`: the fields that are asked for, in units, with what they count as when unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlglot import exp

from leadpact.plan import Plan
from leadpact.plan.numbers import Input
from leadpact.targets.sql import walls
from leadpact.targets.sql.asked import Asked
from leadpact.targets.sql.columns import lead_columns
from leadpact.targets.sql.dialects import day_number
from leadpact.targets.sql.names import Names
from leadpact.targets.sql.steps import Step, select, table, within
from leadpact.targets.sql.terms import case, coalesced, column, flag, named, text
from leadpact.targets.sql.text_columns import TextColumns
from leadpact.targets.sql.texts import Looked
from leadpact.targets.sql.units import constant, default_of, field_of, in_units

RECORD = "record"
_KNOWN = "What is known of a lead"


class LeadRecord:
    """Registers the fields that are asked for."""

    def __init__(self, plan: Plan, asked: Asked, names: Names) -> None:
        self._plan, self._asked, self._names = plan, asked, names
        self._stored = lead_columns(plan)
        self._fields: dict[str, tuple[str, Input]] = {}
        self._texts = TextColumns(names, asked.unknown_texts(plan))
        self._days: dict[str, str] = {}
        self.with_id = False
        """Whether the lead's id is asked for where it is not the key."""

    def column(self, asked: Input) -> str:
        """The column of a field's value in units; of a text as it stands in the table."""
        if asked.name not in self._fields:
            self._fields[asked.name] = (self._names.fresh(self._stored[asked.name]), asked)
        return self._fields[asked.name][0]

    def folded(self, asked: Input, items: Iterable[str]) -> str:
        """The column of a text as it is compared with these, NULL where it is unknown."""
        return self._texts.folded(self.column(asked), items, self._default(asked))

    def matched(self, asked: Input, how: Looked, items: Sequence[str]) -> str:
        """The column of a text in the form in which these are looked for in it; where it is unknown, none is found."""
        return self._texts.matched(self.column(asked), how, items, self._default(asked))

    def is_known_text(self, asked: Input) -> exp.Expression:
        if self._default(asked) is not None:
            return flag(True)
        return column(self._texts.is_known(self.column(asked)))

    def text(self, asked: Input) -> exp.Expression:
        """A text as it stands, with its default; NULL where it is unknown."""
        stored, default = self.column(asked), self._default(asked)
        known = column(self._texts.is_known(stored))
        return case([(known, column(stored))], None if default is None else text(default))

    @property
    def id(self) -> exp.Expression:
        if self._asked.key == "lead_id":
            return column("lead_id")
        self.with_id = True
        return column("id")

    def steps(self) -> list[Step]:
        """In order; the last one is `RECORD`."""
        layers = self._texts.layers()
        names = [*(self._names_of_steps(len(layers))), RECORD]
        steps = [Step(names[0], self._values(), _KNOWN, kept=False)]
        for (made, about), before, name in zip(layers, names, names[1:], strict=False):
            steps.append(Step(name, select([exp.Star(), *made], before), about, kept=False))
        return steps

    def _names_of_steps(self, count: int) -> list[str]:
        wishes = [f"{RECORD}_values", f"{RECORD}_texts", f"{RECORD}_known"]
        return [self._names.fresh(wish) for wish in wishes[:count]]

    def _default(self, asked: Input) -> str | None:
        default = default_of(self._plan, "lead", asked.name)
        return None if default is None else str(default)

    def _values(self) -> exp.Select:
        asked = self._asked
        found: list[exp.Expression] = []
        if asked.now == "frames":
            found.append(column("frame", "f"))
        else:
            found.append(named(column("id", "l"), "lead_id") if asked.table == "natural" else column("lead", "l"))
        if self.with_id:
            found.append(column("id", "l"))
        if asked.now != "parameter":
            now = column("as_of", "f" if asked.now == "frames" else "l")
            natural = asked.now == "column" and asked.table == "natural"
            found.append(named(in_units("time", now, self._plan) if natural else now, "as_of"))
        found += [named(self._value(field), name) for name, field in self._fields.values()]
        query = select(found, "leads", "l")
        if self._days:
            # The number of a day is looked at many times: it is worked out before.
            days = [named(day_number(column(stored)), name) for stored, name in self._days.items()]
            query = within(found, select([exp.Star(), *days], "leads"), "l")
        if asked.now == "frames":
            lead = column("id" if asked.table == "natural" else "lead", "l")
            on = exp.EQ(this=lead, expression=column("lead", "f"))
            query = query.join(table("frames", "f"), on=on, join_type="inner", copy=False)
        return query

    def _value(self, asked: Input) -> exp.Expression:
        stored: exp.Expression = column(self._stored[asked.name], "l")
        if asked.type == "text":
            return stored
        if self._asked.table == "natural":
            kind = field_of(self._plan, "lead", asked.name).kind
            stored = self._day(asked) if kind == "date" else in_units(kind, stored, self._plan)
        default = default_of(self._plan, "lead", asked.name)
        return stored if default is None else coalesced(stored, constant(self._plan, asked, default))

    def _day(self, asked: Input) -> exp.Expression:
        """The instant at which a date begins."""
        stored = self._stored[asked.name]
        name = self._days.setdefault(stored, self._names.fresh(f"{asked.name}_day"))
        return walls.start_of_day(self._plan, column(name, "l"))
