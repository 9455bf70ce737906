"""Views: which activities a clause sees, and whether an activity's own fields satisfy `where`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.evaluate.comparing import value_holds
from leadpact_dsl.evaluate.facts import Entry
from leadpact_dsl.model import (
    Combined,
    Condition,
    DefineTest,
    Field,
    FieldTest,
    GradeTest,
    Happened,
    Not,
    ScoreTest,
    Selection,
    StageTest,
)

if TYPE_CHECKING:
    from leadpact_dsl.evaluate.frame import Frame


@dataclass(frozen=True)
class View:
    """What a clause sees of a frame: all activities, or only those strictly after an instant."""

    frame: Frame
    after: int | None

    def selected(self, selection: Selection) -> list[Entry]:
        """The activities that a selection names, in order of time."""
        found = self.frame.facts.entries(selection, self.after, self.frame.instant)
        if selection.where is None:
            return found
        return [entry for entry in found if passes(selection.where, entry, self.frame)]

    def of_kind(self, kind: str) -> Sequence[Entry]:
        return self.frame.facts.of_kind(kind, self.after, self.frame.instant)

    def latest_of(self, kinds: Iterable[str]) -> int | None:
        """The instant of the latest activity of any of these kinds."""
        return max((log[-1].at for kind in kinds if (log := self.of_kind(kind))), default=None)


def passes(where: Condition, entry: Entry, frame: Frame) -> bool:
    """Whether an activity's own fields satisfy `where`. A test of a field that its kind does not declare is passed."""
    match where:
        case FieldTest(field=field, test=test):
            return not _declares(entry, field, frame) or value_holds(test, entry.values.get(field.name), frame)
        case Not(item=FieldTest(field=field, test=test)):
            if not _declares(entry, field, frame):
                return True
            value = entry.values.get(field.name)
            return value is not None and not value_holds(test, value, frame)
        case Combined(items=items):
            return enough(where, sum(passes(item, entry, frame) for item in items))
        case Not() | ScoreTest() | GradeTest() | StageTest() | DefineTest() | Happened():
            raise InternalError("Only an activity's own fields can be asked for behind “where”.")
        case _:
            assert_never(where)


def _declares(entry: Entry, field: Field, frame: Frame) -> bool:
    return field.name in frame.policy.activities[entry.activity].fields


def enough(condition: Combined, held: int) -> bool:
    match condition.kind:
        case "all":
            return held == len(condition.items)
        case "any":
            return held > 0
        case "at least":
            return held >= condition.at_least
