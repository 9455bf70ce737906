"""One function of a scorer in the making: what it has worked out so far, and under which names.

Everything is worked out once, when it is first needed, in straight lines. Two frames exist: that of the decision, and
for the responses of a clock that of a cycle's start, which borrows what stands still (the lead's own fields and what
follows from them) from the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from keyword import iskeyword

from leadpact.plan import Plan
from leadpact.plan.numbers import Input
from leadpact.targets.python.constants import Constants, text
from leadpact.targets.python.names import Names
from leadpact.targets.python.texts import Asked, Texts
from leadpact.targets.python.walk import stands_still
from leadpact_dsl.source import Span


@dataclass
class Frame:
    """`now` is the name of the frame's instant. `borrowed` are names of the outer frame that this one is handed."""

    plan: Plan
    constants: Constants
    names: Names
    unknowable: frozenset[str]
    """Fields of the lead that are always known."""
    own: tuple[str, ...]
    """The kinds of activity that are the lead's own: those in `own`, in order of time."""
    texts: Texts
    wanted: Mapping[Input, Sequence[Asked]]
    """What is asked of the lead's texts."""
    outer: Frame | None = None
    now: str = "as_of"
    lines: list[str] = field(default_factory=list)
    known: dict[object, str] = field(default_factory=dict)
    borrowed: dict[str, str] = field(default_factory=dict)
    still: dict[object, bool] = field(default_factory=dict)
    certain: frozenset[str] = frozenset()
    """What holds in the branch that is being written."""

    def add(self, *lines: str) -> None:
        self.lines += lines

    def note(self, span: Span) -> None:
        """A comment that says which line of the policy follows."""
        self.add(f"# {noted(span)}")

    def worked_out(self, key: object, make: Callable[[Frame], str], about: object = None) -> str:
        """The name of something, worked out by `make` where it is first needed: in the outer frame, if `about` (a node
        of the plan) is the same in every frame."""
        if key in self.known:
            return self.known[key]
        if self.outer is not None and about is not None and self.stands_still(about):
            name = self.outer.worked_out(key, make, about)
            self.borrow(name)
        else:
            name = make(self)
        self.known[key] = name
        return name

    def borrow(self, name: str) -> None:
        self.borrowed.setdefault(name, name)

    def stands_still(self, node: object) -> bool:
        if node not in self.still:
            self.still[node] = stands_still(self.plan, node)
        return self.still[node]

    def branch(self, write: Callable[[], None], holds: Set[str] = frozenset()) -> None:
        """Lines that run only where something `holds`: what is worked out in them is not known behind them."""
        certain = self.certain
        self.certain = certain | holds
        inside = self.apart(write)
        self.certain = certain
        self.add(*(f"    {line}" if line else "" for line in inside))

    def apart(self, write: Callable[[], None]) -> list[str]:
        """Lines that run elsewhere, if at all: what is worked out in them is not known here."""
        outside, self.lines = self.lines, []
        known = dict(self.known)
        write()
        self.known = known
        inside, self.lines = self.lines, outside
        return inside

    def happened(self, kinds: Iterable[str]) -> bool:
        """Whether in the branch that is being written there is an activity of some kinds for certain."""
        return any(f"{text(kind)} in log" in self.certain for kind in kinds)

    def conclude(self, wish: str, expression: str) -> str:
        """A name for an expression, or what it is called already."""
        is_name = expression.isidentifier() and not iskeyword(expression)
        return expression if is_name else self.assign(wish, expression)

    def assign(self, wish: str, expression: str) -> str:
        """A new name for an expression."""
        name = self.names.fresh(wish)
        self.add(f"{name} = {expression}")
        return name

    def lead(self, asked: Input) -> str:
        """The name of a field of the lead; unpacked at the top of the outermost frame."""
        return self.worked_out(("lead", asked.name), _unpacked(asked), asked)

    def since(self, shift: int) -> str:
        """The frame's instant, shifted."""
        if shift == 0:
            return self.now
        wish = f"{'before' if shift < 0 else 'in'}_{length(abs(shift))}"
        moved = f"{self.now} {'-' if shift < 0 else '+'} {abs(shift):_}"
        return self.worked_out(("now", shift), lambda on: on.assign(wish, moved))

    def later(self, instants: Sequence[str]) -> str:
        """The name of the latest of some instants."""
        first, *others = instants
        for other in others:
            both = f"{first} if {first} > {other} else {other}"
            first = self.worked_out(("later", first, other), lambda on, both=both: on.assign("since", both))  # type: ignore[misc]
        return first


def _unpacked(asked: Input) -> Callable[[Frame], str]:
    def never(_: Frame) -> str:
        raise KeyError(asked.name)

    return never


def noted(span: Span) -> str:
    """`scoring.sla:7: +30 if decision_maker`, harmless in a comment: one line, printable, not too long."""
    written = " ".join(span.file.line_text(span.line).split())
    shown = "".join(char if char.isascii() and char.isprintable() else ascii(char)[1:-1] for char in written)
    return f"{place(span)}: {shown if len(shown) <= 90 else shown[:89] + '...'}"


def place(span: Span) -> str:
    name = span.file.name.rpartition("/")[2]
    return f"{name if name.isascii() and name.isprintable() else ascii(name)[1:-1]}:{span.line}"


def length(ms: int) -> str:
    """A length in words of a name: 30_days."""
    for size, unit in ((86_400_000, "days"), (3_600_000, "hours"), (60_000, "minutes")):
        if ms % size == 0:
            return f"{ms // size}_{unit}"
    return f"{ms}_ms"


def either(parts: Iterable[str]) -> str:
    return " or ".join(parts)
