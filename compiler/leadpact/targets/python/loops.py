"""Loops over a lead's activities, each of which works out all that it can at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias, assert_never

from leadpact.plan.activities import Bound, Count, Distinct, Latest, Source
from leadpact.plan.numbers import InputNumber, LatestOf
from leadpact.plan.points import EachPays
from leadpact.plan.tests import Test
from leadpact.targets.python.absent import Need
from leadpact.targets.python.constants import literal, text
from leadpact.targets.python.expressions import AND, CLOSED, OR, number_text
from leadpact.targets.python.features import (
    Feature,
    Instants,
    Periods,
    anchors,
    begins_anew,
    features_of,
    is_last,
    level,
    named_after,
    needs_loop,
    needs_order,
)
from leadpact.targets.python.frame import Frame
from leadpact.targets.python.looping import Loop
from leadpact.targets.python.scopes import LeadScope

Zone: TypeAlias = "tuple[str, Need | None] | None"
"""The branch of a score (by its name) for what its rules are nothing without; None outside of all branches."""
_Key: TypeAlias = "tuple[tuple[str, ...], int, Zone, frozenset[Bound], bool]"
"""What of a loop's features is the same: kinds, level, zone, the activities behind which they look, and whether they
need the order of several kinds."""
_LATE: Zone = ("", None)
"""What only an explanation asks for."""


class Loops:
    """The activities of one frame. `zones` has all that the frame will ask of them, with the branch that alone asks."""

    def __init__(
        self, scope: LeadScope, zones: Mapping[Feature, Zone], alone: Mapping[object, frozenset[Feature]]
    ) -> None:
        self.scope = scope
        self.frame: Frame = scope.frame
        self._zones, self._alone = dict(zones), alone
        self._levels: dict[Feature, int] = {}
        last: dict[tuple[str, ...], set[Zone]] = {}
        for feature, zone in zones.items():
            if isinstance(feature, Latest) and not needs_loop(feature):
                last.setdefault(feature.source.kinds, set()).add(zone)
        self._asked_often = {kinds for kinds, of in last.items() if None in of or len(of) > 1}
        """Kinds of which the last one is asked for in several branches, or outside."""
        self._cuts = _cuts(zones)
        self._groups: dict[_Key, list[Feature]] = {}
        for feature in zones:
            if needs_loop(feature):
                self._groups.setdefault(self._key(feature), []).append(feature)

    def ask(self, features: Iterable[Feature]) -> None:
        """More that will be asked."""
        for feature in features:
            if feature not in self._zones and needs_loop(feature):
                self._zones[feature] = None
                self._groups.setdefault(self._key(feature), []).append(feature)

    def also(self, features: Iterable[Feature]) -> None:
        """More that will be asked, in loops of its own."""
        for feature in features:
            if needs_loop(feature) and feature not in self.frame.known:
                self._zones[feature] = _LATE
                self._groups.setdefault(self._key(feature), []).append(feature)

    def outside(self, features: Iterable[Feature]) -> None:
        """Works out what a branch needs and others need too."""
        features = list(features)
        cuts = dict.fromkeys(cut for feature in features if (cut := self._cut(feature.source)) is not None)
        for cut in cuts:
            self._log(cut)
        for feature in features:
            if any(feature == cut.instant for cut in cuts):
                continue
            if isinstance(feature, Latest) and not needs_loop(feature):
                if feature.source.kinds in self._asked_often and feature.source.picks:
                    self.last(feature.source.kinds)
            elif self._zones.get(feature) is None:
                self.name(feature)

    def name(self, feature: Feature) -> str:
        """The expression of a feature: a name, or where nothing has to be looked at something as short."""
        known = self.frame.known
        if feature in known:
            return known[feature]
        if not feature.source.picks:
            return _none_of(feature)
        if needs_loop(feature):
            self._loop(self._key(feature))
        else:
            known[feature] = self._at_once(feature)
        return known[feature]

    def can_wait(self, test: Test, about: object) -> bool:
        """Whether a test needs loops that `about` (a condition) alone asks for, so that they can wait for the rest."""
        alone = self._alone.get(about, frozenset())
        needed = [
            feature
            for feature in features_of(self.frame.plan, [test])
            if needs_loop(feature) and feature not in self.frame.known
        ]
        return bool(needed) and all(alone.issuperset(self._groups[self._key(feature)]) for feature in needed)

    def present(self, kinds: tuple[str, ...], log: str = "log") -> str:
        """The expression that there is any activity of these kinds."""
        if kinds == self.frame.own:
            return "own"
        return " or ".join(f"{text(kind)} in {log}" for kind in kinds)

    def present_of(self, kinds: tuple[str, ...], features: Iterable[Feature]) -> str:
        """The same of the part of the log that all of the features look at."""
        cuts = {self._cut(one.source) for one in features if set(one.source.kinds) & set(kinds)}
        return self.present(kinds, self._logs(cuts.pop() if len(cuts) == 1 else None)[0])

    def times(self, kinds: tuple[str, ...], log: str = "log") -> str:
        """The expression of the instants of the activities of some kinds, in order, where there are any."""
        if kinds == self.frame.own:
            return "own"
        return f"{log}[{text(kinds[0])}]" if len(kinds) == 1 else f"instants({log}, {self._constant(kinds)})"

    def rows(self, kinds: tuple[str, ...], rows: str = "rows") -> str:
        """The expression of the activities themselves: of one kind as instants with values."""
        if len(kinds) == 1:
            self.frame.constants.asked_for_values.add(kinds[0])
            return f"{rows}[{text(kinds[0])}]"
        return f"merged(ordered, {self._constant(kinds)}, {self.frame.now})"

    def _cut(self, source: Source) -> Bound | None:
        """What a source counts behind, where what is left of the log behind it is worked out once for all."""
        return _cut_of(source, self._cuts) if source.kinds != self.frame.own else None

    def _logs(self, cut: Bound | None) -> tuple[str, str]:
        """The names of the log and of its rows, of which a cut leaves what follows the latest of some kinds."""
        return ("log", "rows") if cut is None else (log := self._log(cut), self.frame.known["rows of", log])

    def _log(self, cut: Bound) -> str:
        assert isinstance(cut.instant, Latest)
        kinds = cut.instant.source.kinds

        def make(on: Frame) -> str:
            log, rows = on.names.fresh("fresh_log"), on.names.fresh("fresh_rows")
            on.known["rows of", log] = rows
            on.add(f"# What follows the latest {', '.join(kinds)}: everything, where there is none.")
            on.add(f"{log}, {rows} = log, rows", f"if {self.present(kinds)}:")
            on.add(f"    {log}, {rows} = behind(log, rows, {literal(kinds)})")
            return log

        return self.frame.worked_out(("cut", cut), make)

    def _constant(self, kinds: tuple[str, ...]) -> str:
        return self.frame.constants.name("_or_".join(kinds), literal(kinds))

    def instant(self, bound: Bound) -> str:
        """The instant of a bound; where it is missing, one that nothing is in where the bound is required."""
        number = bound.instant
        found = number_text(self.scope, number)
        if not bound.required:
            return found
        match number:
            case InputNumber(asked) if not self.scope.always_known(asked):
                there = f"{found} is not None"
            case Latest(source) if is_last(source) and not source.bounds and self.frame.happened(source.kinds):
                return found
            case Latest() | LatestOf():
                there = f"{found} is not NEVER"
            case _:
                return found
        return self.frame.worked_out(
            ("required", number), lambda on: on.assign(f"from_{found}", f"{found} if {there} else FOREVER")
        )

    def _key(self, feature: Feature) -> _Key:
        kinds = feature.source.kinds
        zone, in_order = self._zones.get(feature), len(kinds) > 1 and needs_order(feature)
        return kinds, level(feature, self._levels), zone, anchors(feature), in_order

    def last(self, kinds: tuple[str, ...]) -> str:
        """The name of the instant of the last activity of some kinds, NEVER without one."""

        def make(on: Frame) -> str:
            what = named_after(kinds)
            if kinds == on.own:
                return on.assign(f"last_{what}", "own[-1] if own else NEVER")
            if len(kinds) == 1:
                return on.assign(f"last_{what}", f"{self.times(kinds)}[-1] if {self.present(kinds)} else NEVER")
            each = [self.last((kind,)) for kind in kinds]
            return on.assign(f"last_{what}", larger(each))

        return self.frame.worked_out(("last", kinds), make)

    def any_of(self, source: Source) -> tuple[str, int]:
        """The expression that there is a late enough activity, of a source of which the last one tells."""
        if not source.picks:
            return "False", CLOSED
        if not source.bounds:
            return f"{self.last(source.kinds)} is not NEVER", CLOSED
        if (cut := self._cut(source)) is not None and len(source.bounds) == 1:
            return self.present(source.kinds, self._log(cut)), CLOSED if len(source.kinds) == 1 else OR
        last = self.last(source.kinds)
        late = [f"{last} {bound.op} {self.instant(bound)}" for bound in source.bounds]
        return " and ".join(late), AND if len(late) > 1 else CLOSED

    def _at_once(self, feature: Feature) -> str:
        source = feature.source
        what = named_after(source.kinds)
        if isinstance(feature, Latest):
            return self._latest(source)
        times, present = self.times(source.kinds), self.present(source.kinds)
        match feature:
            case Count():
                return self.frame.assign(f"{what}_count", f"len({times}) if {present} else 0")
            case Instants():
                return times if times == "own" else self.frame.assign(f"{what}_at", f"{times} if {present} else ()")
            case Distinct() | Periods() | EachPays():
                raise AssertionError("these are worked out in loops")
            case _:
                assert_never(feature)

    def _latest(self, source: Source) -> str:
        last = self.last(source.kinds)
        if not source.bounds:
            return last
        late = " and ".join(f"{last} {bound.op} {self.instant(bound)}" for bound in source.bounds)
        return self.frame.assign(f"{last}_since", f"{last} if {late} else NEVER")

    def _loop(self, key: _Key) -> None:
        """Backwards in time: what counts is the latest of a period, or the latest few."""
        frame, kinds, features = self.frame, key[0], self._groups[key]
        # Several kinds in order of time are taken from all activities, which nobody cuts.
        cut = None if key[4] else self._cut(features[0].source)
        log, rows = self._logs(cut)
        loop = Loop(self.scope, self.instant, kinds, features, cut)
        passes = list(loop.passes(lambda of: self.times(of, log), lambda of: self.rows(of, rows)))
        for value, names in (("0", loop.nothing), ("NEVER", loop.never)):
            frame.add(*([" = ".join((*names, value))] if names else []))
        present = self.present(kinds, log)
        certain = len(passes) == 1 and present in frame.certain
        indent = "" if certain or len(passes) > 1 else "    "
        if indent:
            frame.add(f"if {present}:")
        frame.add(*(f"{indent}{line}" for line in loop.before))
        for of, lines in passes:
            if len(passes) > 1:
                frame.add(f"if {self.present(of, log)}:", *(f"    {line}" for line in lines))
            else:
                frame.add(*(f"{indent}{line}" for line in lines))
        frame.add(*(f"{indent}{line}" for line in loop.after))


def _cuts(features: Iterable[Feature]) -> frozenset[Bound]:
    """Behind which activities several features look alike, so that the log is cut there once for all of them."""
    found: dict[Bound, int] = {}
    for feature in features:
        for bound in feature.source.bounds:
            if begins_anew(bound):
                found[bound] = found.get(bound, 0) + 1
    return frozenset(bound for bound, times in found.items() if times > 1)


def _cut_of(source: Source, cuts: frozenset[Bound]) -> Bound | None:
    return next((bound for bound in source.bounds if bound in cuts), None)


def larger(names: list[str]) -> str:
    """The expression of the largest; for two without a call."""
    if len(names) == 2:
        return f"{names[0]} if {names[0]} > {names[1]} else {names[1]}"
    return names[0] if len(names) == 1 else f"max({', '.join(names)})"


def _none_of(feature: Feature) -> str:
    """What is told of no kind of activity at all."""
    match feature:
        case Latest():
            return "NEVER"
        case Instants():
            return "()"
        case Count() | Distinct() | Periods() | EachPays():
            return "0"
        case _:
            assert_never(feature)
