"""Staged tables that serve one policy or several, each through views of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadpact.engines.clocks.arrays import Ints
from leadpact.engines.duckdb.statements import table
from leadpact.engines.history.merging import Merged, Reader
from leadpact.records.bulk import Staged
from leadpact.records.bulk.settling_leads import PLACE
from leadpact.records.bulk.sql import listing, name
from leadpact.records.bulk.staging_leads import LEADS
from leadpact.records.bulk.staging_log import LOG
from leadpact.targets.sql.columns import lead_columns, own_columns

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


@dataclass(frozen=True, eq=False)
class Group:
    """Files as they were read once, for the readers `members` (their places among all).

    `place` are the places of the leads' rows, ascending, by the number that a lead has in these tables.
    """

    con: duckdb.DuckDBPyConnection
    merged: Merged
    staged: Staged
    members: tuple[int, ...]
    place: Ints

    def views(self, member: int, reader: Reader) -> Views:
        """How a reader, the `member`-th of the group, sees these tables."""
        columns, own = lead_columns(self.merged.plan), own_columns(self.merged.plan)
        fields = self.merged.fields[member]
        lead = {column: columns[fields[field]] for field, column in lead_columns(reader.plan).items()}
        log: dict[str, dict[str, str]] = {}
        for (kind, field), column in own_columns(reader.plan).items():
            log.setdefault(column, {})[kind] = own[kind, self.merged.own[member][kind, field]]
        kinds = tuple(sorted(reader.policy.activities))
        everything = set(kinds) >= set(self.merged.policy.activities)
        own_as_of = self.merged.inputs.leads.as_of_position is not None
        return Views(self.con, lead, log, None if everything else kinds, own_as_of)

    def extra(self, which: int, first: int, after: int) -> pa.ChunkedArray:
        """An extra column of the leads from one number up to another."""
        column = lead_columns(self.merged.plan)[self.merged.extra[which]]
        return lead_column(self.con, column, first, after)

    def values_of(self, which: int) -> dict[str, int]:
        """What an extra column holds, with how many leads have it; what is blank is left out."""
        column = name(lead_columns(self.merged.plan)[self.merged.extra[which]])
        asked = f"SELECT {column}, count(*) FROM {LEADS} WHERE {column} IS NOT NULL GROUP BY 1"
        return dict(self.con.execute(asked).fetchall())

    def ids(self, first: int, after: int) -> pa.ChunkedArray:
        return lead_column(self.con, "id", first, after)


@dataclass(frozen=True, eq=False)
class Views:
    """The views `leads` and `activities` of one reader. `lead` and `log` say for each of their columns which column of
    the staged tables it is, for activities by kind; `kinds` are those shown, None for all."""

    con: duckdb.DuckDBPyConnection
    lead: Mapping[str, str]
    log: Mapping[str, Mapping[str, str]]
    kinds: tuple[str, ...] | None
    own_as_of: bool

    def show(self, first: int, after: int) -> None:
        """Has the views show the leads from one number up to another, as this reader declares them."""
        self._show(f"lead >= {first} AND lead < {after}")

    def show_these(self, leads: Sequence[int]) -> None:
        """Has the views show the leads of these numbers."""
        self._show(f"lead IN ({listing(map(int, leads))})" if leads else "false")

    def show_leads(self, leads: Ints, step: int) -> None:
        """Has the views show these leads, whose numbers are ascending; many may be asked for.

        With a `step` of more than 1 their numbers are all those that it divides.
        """
        if step > 1:
            self._show(f"lead % {int(step)} = 0")
        elif len(leads):
            self.show(int(leads[0]), int(leads[-1]) + 1)
        else:
            self._show("false")

    def _show(self, within: str) -> None:
        fixed = ["lead", "id", *(["as_of"] if self.own_as_of else [])]
        leads = [*map(name, fixed), *(f"{name(staged)} AS {name(column)}" for column, staged in self.lead.items())]
        self.con.execute(f"CREATE OR REPLACE TEMP VIEW leads AS SELECT {', '.join(leads)} FROM {LEADS} WHERE {within}")
        log = [*map(name, ("lead", "activity", "at", "position"))]
        log += [f"{_by_kind(staged)} AS {name(column)}" for column, staged in self.log.items()]
        declared = "" if self.kinds is None else f" AND activity IN ({listing(self.kinds or ('',))})"
        self.con.execute(
            f"CREATE OR REPLACE TEMP VIEW activities AS SELECT {', '.join(log)} FROM {LOG} WHERE {within}{declared}"
        )


def joined(views: Sequence[Views]) -> Views | None:
    """Views that serve all of these: their columns together. None where one name would be two things, or where the
    readers do not see the same activities."""
    first = views[0]
    if any(one.con is not first.con or one.kinds != first.kinds for one in views):
        return None
    lead: dict[str, str] = {}
    log: dict[str, dict[str, str]] = {}
    for one in views:
        for column, staged in one.lead.items():
            if lead.setdefault(column, staged) != staged:
                return None
        for column, by_kind in one.log.items():
            known = log.setdefault(column, {})
            for kind, staged in by_kind.items():
                if known.setdefault(kind, staged) != staged:
                    return None
    # Engines tell names apart without regard to case.
    if any(len({column.lower() for column in columns}) < len(columns) for columns in (lead, log)):
        return None
    return Views(first.con, lead, log, first.kinds, first.own_as_of)


def lead_column(con: duckdb.DuckDBPyConnection, column: str, first: int, after: int) -> pa.ChunkedArray:
    """A staged column of the leads from one number up to another, in their order."""
    query = f"SELECT {name(column)} AS it FROM {LEADS} WHERE lead >= $first AND lead < $after ORDER BY lead"
    return table(con, query, {"first": first, "after": after}).column("it")


def places(con: duckdb.DuckDBPyConnection) -> Ints:
    """The places of all staged leads, in their order."""
    found: Ints = table(con, f"SELECT {name(PLACE)} AS it FROM {LEADS} ORDER BY lead").column("it").to_numpy()
    return found


def _by_kind(staged: Mapping[str, str]) -> str:
    """One column where all kinds have the same, else by the kind of the activity."""
    if len(set(staged.values())) == 1:
        return name(next(iter(staged.values())))
    cases = " ".join(f"WHEN activity = {listing([kind])} THEN {name(column)}" for kind, column in staged.items())
    return f"CASE {cases} END"
