"""The first steps over `leads`: the fields that are asked for, in units, with what they count as when unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlglot import exp

from leadpact.plan import Plan
from leadpact.plan.numbers import Input
from leadpact.targets.sql import walls
from leadpact.targets.sql.asked import Asked
from leadpact.targets.sql.columns import lead_columns
from leadpact.targets.sql.dialects import day_number
from leadpact.targets.sql.names import Names
from leadpact.targets.sql.steps import Step, select, table, within
from leadpact.targets.sql.terms import case, coalesced, column, is_known, named, text
from leadpact.targets.sql.texts import Alphabet, as_words
from leadpact.targets.sql.units import constant, default_of, field_of, in_units

RECORD = "record"
_KNOWN = "What is known of a lead"


class LeadRecord:
    """Registers the fields that are asked for."""

    def __init__(self, plan: Plan, asked: Asked, names: Names) -> None:
        self._plan, self._asked, self._names = plan, asked, names
        self._stored = lead_columns(plan)
        self._fields: dict[str, tuple[str, Input]] = {}
        self._folded: dict[str, tuple[str, Alphabet]] = {}
        self._words: dict[str, str] = {}
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
        self.column(asked)
        if asked.name not in self._folded:
            alphabet = Alphabet(self._asked.unknown_texts(self._plan))
            self._folded[asked.name] = (self._names.fresh(f"{asked.name}_folded"), alphabet)
        name, alphabet = self._folded[asked.name]
        alphabet.learn(items)
        return name

    def words(self, asked: Input, items: Iterable[str]) -> str:
        """The column of a text's words, each between spaces, in which these are looked for."""
        folded = self.folded(asked, items)
        return self._words.setdefault(folded, self._names.fresh(f"{asked.name}_words"))

    def text(self, asked: Input) -> exp.Expression:
        """A text as it stands, with its default; NULL where it is unknown."""
        self.folded(asked, ())
        stored = column(self.column(asked))
        alphabet = self._folded[asked.name][1]
        default = default_of(self._plan, "lead", asked.name)
        known = is_known(alphabet.known(alphabet.fold(stored.copy()), None))
        return case([(known, stored)], None if default is None else text(str(default)))

    @property
    def id(self) -> exp.Expression:
        if self._asked.key == "lead_id":
            return column("lead_id")
        self.with_id = True
        return column("id")

    def steps(self) -> list[Step]:
        """In order; the last one is `RECORD`."""
        if not self._folded:
            return [Step(RECORD, self._values(), _KNOWN, kept=False)]
        first, second = self._names.fresh(f"{RECORD}_values"), self._names.fresh(f"{RECORD}_texts")
        bare = [
            named(alphabet.fold(column(self._fields[name][0])), f"{alias}_bare")
            for name, (alias, alphabet) in self._folded.items()
        ]
        known = [
            named(alphabet.known(column(f"{alias}_bare"), self._default(name)), alias)
            for name, (alias, alphabet) in self._folded.items()
        ]
        steps = [
            Step(first, self._values(), _KNOWN, kept=False),
            Step(second, select([exp.Star(), *bare], first), "Texts of a lead as they are compared", kept=False),
            Step(RECORD, select([exp.Star(), *known], second), "Those that are known", kept=False),
        ]
        if not self._words:
            return steps
        third = self._names.fresh(f"{RECORD}_known")
        words = [named(as_words(column(folded)), name) for folded, name in self._words.items()]
        return [
            *steps[:-1],
            replace(steps[-1], name=third),
            Step(
                RECORD,
                select([exp.Star(), *words], third),
                "The words of those that words are looked for in",
                kept=False,
            ),
        ]

    def _default(self, field: str) -> str | None:
        default = default_of(self._plan, "lead", field)
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
