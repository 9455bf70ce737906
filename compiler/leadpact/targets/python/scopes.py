"""Where tests get their values from: the lead, or the activity that a loop is at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from leadpact.plan.activities import Source
from leadpact.plan.numbers import Input, Number
from leadpact.plan.points import GradeText
from leadpact.plan.tests import DefineHolds, GradeIn, StageIn
from leadpact.targets.python.frame import Frame

NumberOf = Callable[[Frame, Number], str]
Named = DefineHolds | GradeIn | StageIn | GradeText
AnyOf = Callable[[Frame, Source], tuple[str, int]]
NamedOf = Callable[[Frame, Named], str]


@dataclass(frozen=True)
class LeadScope:
    """The lead as a frame sees it. `number_of` and `named_of` work out what stands elsewhere in the plan."""

    frame: Frame
    number_of: NumberOf
    named_of: NamedOf
    any_of_on: AnyOf

    def on(self, frame: Frame) -> LeadScope:
        return LeadScope(frame, self.number_of, self.named_of, self.any_of_on)

    def value(self, asked: Input) -> str:
        return self.frame.lead(asked)

    def folded(self, asked: Input) -> str:
        def make(on: Frame) -> str:
            value = on.lead(asked)
            known = f"fold({value})" if self.always_known(asked) else f"None if {value} is None else fold({value})"
            return on.assign(f"{asked.name}_folded", known)

        return self.frame.worked_out(("folded", asked), make, asked)

    def words(self, asked: Input) -> str:
        def make(on: Frame) -> str:
            folded = self.on(on).folded(asked)
            known = f"words({folded})" if self.always_known(asked) else f"words({folded}) if {folded} else ()"
            return on.assign(f"{asked.name}_words", known)

        return self.frame.worked_out(("words", asked), make, asked)

    def padded(self, asked: Input) -> str:
        return f"padded({self.words(asked)})"

    def always_known(self, asked: Input) -> bool:
        return asked.name in self.frame.unknowable

    def number(self, number: Number) -> str:
        return self.number_of(self.frame, number)

    def named(self, test: DefineHolds | GradeIn | StageIn) -> str:
        return self.named_of(self.frame, test)

    def any_of(self, source: Source) -> tuple[str, int]:
        return self.any_of_on(self.frame, source)

    def grade(self, grade: str) -> str:
        return self.named_of(self.frame, GradeText(grade))

    def constant_table(self, wish: str, items: Mapping[object, object]) -> str:
        return self.frame.constants.table(wish, items)

    def constant_set(self, wish: str, items: Sequence[str]) -> str:
        return self.frame.constants.set_of(wish, items)

    def constant_pattern(self, wish: str, items: Sequence[str]) -> str:
        return self.frame.constants.pattern(wish, items)


@dataclass
class LoopScope:
    """The activity that a loop is at: its kind, instant and values stand in `kind`, `at` and `values`.

    `always` are the own fields that are known whatever kind the activity is of. `lines` is what the loop has to work
    out before its first test.
    """

    around: LeadScope
    always: frozenset[str]
    lines: list[str] = field(default_factory=list)
    known: dict[object, str] = field(default_factory=dict)
    _late: dict[str, tuple[str, str]] = field(default_factory=dict)

    def value(self, asked: Input) -> str:
        return self._worked_out(("value", asked.name), asked.name, lambda: f"values.get({asked.name!r})")

    def folded(self, asked: Input) -> str:
        def make() -> str:
            value = self.value(asked)
            return f"None if {value} is None else fold({value})"

        return self._worked_out(("folded", asked.name), f"{asked.name}_folded", make)

    def words(self, asked: Input) -> str:
        def make() -> str:
            folded = self.folded(asked)
            return f"words({folded}) if {folded} else ()"

        return self._worked_out(("words", asked.name), f"{asked.name}_words", make)

    def padded(self, asked: Input) -> str:
        return f"padded({self.words(asked)})"

    def always_known(self, asked: Input) -> bool:
        return asked.name in self.always

    def number(self, number: Number) -> str:
        return self.around.number(number)

    def named(self, test: DefineHolds | GradeIn | StageIn) -> str:
        return self.around.named(test)

    def any_of(self, source: Source) -> tuple[str, int]:
        return self.around.any_of(source)

    def grade(self, grade: str) -> str:
        return self.around.grade(grade)

    def constant_table(self, wish: str, items: Mapping[object, object]) -> str:
        return self.around.constant_table(wish, items)

    def constant_set(self, wish: str, items: Sequence[str]) -> str:
        return self.around.constant_set(wish, items)

    def constant_pattern(self, wish: str, items: Sequence[str]) -> str:
        return self.around.constant_pattern(wish, items)

    def late(self, key: str, wish: str, expression: str) -> str:
        """A name for something that only the activities of one source need."""
        if key not in self._late:
            self._late[key] = (self.around.frame.names.fresh(wish), expression)
        return self._late[key][0]

    def taken_late(self) -> list[str]:
        """The lines of what was named late since they were last taken."""
        found = [f"{name} = {expression}" for name, expression in self._late.values()]
        self._late.clear()
        return found

    def _worked_out(self, key: object, wish: str, make: Callable[[], str]) -> str:
        if key not in self.known:
            expression = make()
            name = self.around.frame.names.fresh(wish)
            self.lines.append(f"{name} = {expression}")
            self.known[key] = name
        return self.known[key]
