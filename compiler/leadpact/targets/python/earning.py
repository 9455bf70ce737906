"""What each kind of rule pays, as an expression of the points."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from leadpact.plan.numbers import Const, Number, ScoreNumber, at_scale
from leadpact.plan.points import (
    AddsInput,
    Decided,
    DecidedAmong,
    DecidedBy,
    EachPays,
    Fade,
    GradeText,
    IdlePays,
    IfPays,
    Line,
    Rows,
    TablePays,
)
from leadpact.targets.python.expressions import as_test, number_text
from leadpact.targets.python.features import feature_of
from leadpact.targets.python.loops import Loops
from leadpact.targets.python.paying import at_most, faded, is_there, row_lines
from leadpact.targets.python.prices import Priced, by_text, points_of
from leadpact.targets.python.scopes import LeadScope
from leadpact.targets.python.summing import Paid


class Earning:
    """The rules of one frame. `later` collects lines that only an explanation asks for; None where nobody will ask."""

    def __init__(self, scope: LeadScope, loops: Loops, later: list[str] | None) -> None:
        self.scope = scope
        self.frame = scope.frame
        self.loops = loops
        self.later = later

    def paid(self, line: Line, scale: int, wish: str) -> tuple[Paid, str]:
        """What a rule pays, and which of its words fit. `wish` begins the names of what is worked out on the way."""
        pays = line.pays
        match pays:
            case IfPays():
                return self._if(line, pays, scale, wish), "0"
            case EachPays():
                return self._each(pays, scale, wish), "0"
            case IdlePays():
                return self._idle(pays, scale, wish), "0"
            case TablePays():
                return self._table(pays, scale, wish)
            case AddsInput():
                return self._adds(pays, scale), "0"
            case _:
                assert_never(pays)

    def _if(self, line: Line, pays: IfPays, scale: int, wish: str) -> Paid:
        frame = self.frame
        up = 10 ** (scale - pays.scale)
        if line.first_of:
            earlier = [f"not {frame.known['first of', test]}" for test in line.passed_by]
            frame.known["first of", pays.test] = frame.assign(f"{wish}_holds", as_test(self.scope, pays.test))
            holds = " and ".join((*earlier, frame.known["first of", pays.test]))
        else:
            holds = as_test(self.scope, pays.test)
        points = self._times(pays.points, up)
        if pays.fade is None:
            return Paid(points, holds)
        assert pays.decided is not None
        always = is_there(frame.plan, pays.test, pays.decided)
        decided = self._decided(pays.decided)
        if not always:
            decided = frame.assign(f"{wish}_at", f"{decided} if {holds} else NEVER")
        left = faded(points, _times(pays.points, up), _finer(pays.fade, up), f"{frame.now} - {decided}")
        if not always:
            whole = self._times(pays.points, up * (100 if pays.fade.percent else 1))
            left = f"({left} if {decided} is not NEVER else {whole})"
        return Paid(left, holds)

    def _decided(self, decided: Decided) -> str:
        """The instant of the latest activity that made a condition hold, given that it holds."""
        match decided:
            case DecidedBy(latest=latest):
                return self.scope.number(latest)
            case DecidedAmong(parts=parts):
                found = [f"({self._decided(part)} if {as_test(self.scope, part.test)} else NEVER)" for part in parts]
                return found[0] if len(found) == 1 else f"max({', '.join(found)})"
            case _:
                assert_never(decided)

    def _each(self, pays: EachPays, scale: int, wish: str) -> Paid:
        feature = feature_of(pays)
        found = self.loops.name(feature)
        up = 10 ** (scale - pays.scale)
        if isinstance(pays.price, Rows) or isinstance(feature, EachPays):
            points = f"{found} * {up}" if up > 1 else found
        else:
            most = [n for n in (pays.keep.times if pays.keep.period == "ever" else None, pays.keep.at_most) if n]
            if most and found != "0":
                found = f"({found} if {found} < {min(most)} else {min(most)})"
            points = f"{found} * {self._times(pays.price, up)}"
        if pays.limit is None:
            return Paid(points)
        if not points.isidentifier():
            points = self.frame.assign(wish, points)
        return Paid(limited(points, pays.limit * up, pays.price))

    def _idle(self, pays: IdlePays, scale: int, wish: str) -> Paid:
        frame = self.frame
        up = 10 ** (scale - pays.scale)
        since = self.scope.number(pays.latest)
        always = pays.since is not None and self.scope.always_known(pays.since)
        if pays.since is not None:
            other = self.scope.value(pays.since)
            if not self.scope.always_known(pays.since):
                other = f"NEVER if {other} is None else {other}"
            since = frame.assign(f"{wish}_since", f"{since} if {since} is not NEVER else {other}")
        passed = f"({frame.now} - {since}) // {pays.every:_}"
        periods = frame.assign(f"{wish}_periods", passed if always else f"{passed} if {since} is not NEVER else 0")
        paid = f"{self._times(pays.points, up)} * {periods}"
        if pays.limit is None:
            return Paid(paid, f"{periods} > 0")
        if isinstance(pays.points, Const) and pays.points.value:
            return Paid(at_most(paid, periods, pays.points.value * up, pays.limit * up), f"{periods} > 0")
        points = frame.assign(wish, f"{paid} if {periods} > 0 else 0")
        return Paid(limited(points, pays.limit * up, pays.points))

    def _table(self, pays: TablePays, scale: int, wish: str) -> tuple[Paid, str]:
        rows, up = pays.rows, 10 ** (scale - pays.scale)
        points, reach = points_of(rows, up), self._reach(rows)
        name, row = self.frame.names.fresh(wish), self.frame.names.fresh(f"{wish}_row")
        if by_text(rows) and (answer := self.scope.of_text(Priced(rows, up))) is not None:
            self._tell_later(lambda: row_lines(self.scope, rows, row, lambda place: place))
            return Paid(answer), row
        lines = row_lines(self.scope, rows, name, lambda place: points.get(place, 0), reach, self._levels(rows))
        if len(lines) == 1:
            self._tell_later(lambda: row_lines(self.scope, rows, row, lambda place: place))
            return Paid(lines[0].removeprefix(f"{name} = ")), row
        both = f"{name}, {row}"
        self._tell_later(lambda: row_lines(self.scope, rows, both, lambda place: (points.get(place, 0), place), reach))
        return Paid(name, cases=tuple(lines)), row

    def _tell_later(self, lines: Callable[[], list[str]]) -> None:
        """What only an explanation asks is worked out only for one."""
        if self.later is not None:
            self.later += self.frame.apart(lambda: self.frame.add(*lines()))

    def _levels(self, rows: Rows) -> list[str]:
        """The levels of the grade that a table goes by."""
        return (
            [level.name for level in self.frame.plan.grades[rows.by.grade].levels]
            if isinstance(rows.by, GradeText)
            else []
        )

    def _reach(self, rows: Rows) -> tuple[int | None, int | None]:
        """Between what the number lies that a table goes by, as far as that is known."""
        if not isinstance(rows.by, ScoreNumber):
            return None, None
        score = self.frame.plan.scores[rows.by.score]
        if not score.zero:
            return score.low, score.high
        return None if score.low is None else min(score.low, 0), None if score.high is None else max(score.high, 0)

    def _adds(self, pays: AddsInput, scale: int) -> Paid:
        up = 10 ** (scale - pays.scale)
        value, finer = self.scope.value(pays.input), 10 ** (scale - pays.input.scale)
        low, high, most = pays.low * up, pays.high * up, f" * {finer}" if finer > 1 else ""
        # Limits are rounded inwards: what is above the one in whole units of the field is above the limit itself.
        held = f"{high} if {value} > {high // finer} else {low} if {value} < {-(-low // finer)} else {value}{most}"
        if self.scope.always_known(pays.input):
            return Paid(held)
        if pays.unknown == 0:
            return Paid(held, f"{value} is not None")
        return Paid(f"{pays.unknown * up} if {value} is None else {held}")

    def _times(self, number: Number, up: int) -> str:
        """Points at a finer scale."""
        return number_text(self.scope, _times(number, up))


def limited(points: str, limit: int, price: object) -> str:
    """Held within a limit in size; what a constant pays lies on one side of zero."""
    match price:
        case Const(value) if value >= 0:
            return held(points, None, limit)
        case Const():
            return held(points, -limit, None)
        case _:
            return held(points, -limit, limit)


def held(value: str, low: int | None, high: int | None) -> str:
    """The expression of a value (a name) held within limits."""
    over = "" if high is None else f"{high} if {value} > {high} else "
    under = "" if low is None else f"{low} if {value} < {low} else "
    return f"{over}{under}{value}"


def _times(number: Number, up: int) -> Number:
    return at_scale(number, number.scale + len(str(up)) - 1)


def _finer(fade: Fade, up: int) -> Fade:
    """What takes points takes them in the finer unit; what takes percent does not change."""
    return fade if fade.percent else Fade(fade.loss * up, False, fade.every)
