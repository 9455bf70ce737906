"""Where tests get their values from: the lead, or the activity that a loop is at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from leadpact.plan.activities import Source
from leadpact.plan.numbers import Input, Number
from leadpact.plan.points import GradeText
from leadpact.plan.tests import DefineHolds, GradeIn, InSet, StageIn, TextMatches
from leadpact.targets.python.constants import text
from leadpact.targets.python.frame import Frame
from leadpact.targets.python.prices import Priced
from leadpact.targets.python.texts import FOLDED, Asked, asked_of

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

    def of_text(self, asked: TextMatches | InSet | Priced) -> str | None:
        return self._answer(asked_of(asked), asked)

    def _answer(self, asked: Input, what: Asked) -> str | None:
        """The name of what is asked of a text, with which all that the frame asks of it is worked out."""
        if what not in self.frame.wanted.get(asked, ()):
            return None

        def make(on: Frame) -> str:
            line, names = on.texts.about(asked, on.lead(asked), on.wanted[asked], f"{asked.name}_folded")
            on.add(line)
            on.known |= {("of text", asked, one): name for one, name in names.items()}
            return names[what]

        return self.frame.worked_out(("of text", asked, what), make, asked)

    def folded(self, asked: Input) -> str:
        if (answer := self._answer(asked, FOLDED)) is not None:
            return answer

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

    def happened(self, source: Source) -> bool:
        return self.frame.happened(source.kinds)

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

    `always` are the own fields that are known whatever kind the activity is of. `shared` are those that several sources
    look at: `lines` work them out in front; what one source alone needs is worked out behind its first tests.
    """

    around: LeadScope
    always: frozenset[str]
    shared: frozenset[str] = frozenset()
    wanted: Mapping[Input, Sequence[Asked]] = field(default_factory=dict)
    """What the loop asks of texts."""
    lines: list[str] = field(default_factory=list)
    _known: dict[object, str] = field(default_factory=dict)
    _alone: dict[object, str] = field(default_factory=dict)
    _taken: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Another source begins: what was worked out for the last one alone is not known to it."""
        self._alone, self._taken = {}, []

    def taken(self) -> list[str]:
        """The lines that the source came to need since they were last taken."""
        found, self._taken = self._taken, []
        return found

    def need(self, lines: list[str]) -> None:
        """Lines of the source's own."""
        self._taken += lines

    def share(self, left: str) -> None:
        """Several rules ask what an age leaves."""
        self.left(left, True)

    def left(self, expression: str, shared: bool = False) -> str:
        return self._worked_out(("left", expression), "left", lambda: expression, shared)

    def value(self, asked: Input) -> str:
        return self._of(asked, "value", asked.name, lambda: self._plain(asked))

    def of_text(self, asked: TextMatches | InSet | Priced) -> str | None:
        return self._answer(asked_of(asked), asked)

    def _answer(self, asked: Input, what: Asked) -> str | None:
        if what not in self.wanted.get(asked, ()):
            return None
        is_shared = asked.name in self.shared
        known = self._known if is_shared else self._alone
        if (asked, what) not in known:
            texts = self.around.frame.texts
            line, names = texts.about(asked, self.value(asked), self.wanted[asked], f"{asked.name}_folded")
            (self.lines if is_shared else self._taken).append(line)
            known |= {(asked, one): name for one, name in names.items()}
        return known[asked, what]

    def folded(self, asked: Input) -> str:
        if (answer := self._answer(asked, FOLDED)) is not None:
            return answer

        def make() -> str:
            value = self.value(asked)
            return f"fold({value})" if self.always_known(asked) else f"None if {value} is None else fold({value})"

        return self._of(asked, "folded", f"{asked.name}_folded", make)

    def words(self, asked: Input) -> str:
        def make() -> str:
            folded = self.folded(asked)
            return f"words({folded}) if {folded} else ()"

        return self._of(asked, "words", f"{asked.name}_words", make)

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

    def happened(self, source: Source) -> bool:
        return self.around.happened(source)

    def grade(self, grade: str) -> str:
        return self.around.grade(grade)

    def constant_table(self, wish: str, items: Mapping[object, object]) -> str:
        return self.around.constant_table(wish, items)

    def constant_set(self, wish: str, items: Sequence[str]) -> str:
        return self.around.constant_set(wish, items)

    def constant_pattern(self, wish: str, items: Sequence[str]) -> str:
        return self.around.constant_pattern(wish, items)

    def _plain(self, asked: Input) -> str:
        name = text(asked.name)
        return f"values[{name}]" if self.always_known(asked) else f"values.get({name})"

    def _of(self, asked: Input, form: str, wish: str, make: Callable[[], str]) -> str:
        return self._worked_out((form, asked.name), wish, make, asked.name in self.shared)

    def _worked_out(self, key: object, wish: str, make: Callable[[], str], shared: bool) -> str:
        if key in self._known:
            return self._known[key]
        if key not in self._alone:
            expression = make()
            name = self.around.frame.names.fresh(wish)
            (self.lines if shared else self._taken).append(f"{name} = {expression}")
            (self._known if shared else self._alone)[key] = name
            return name
        return self._alone[key]
