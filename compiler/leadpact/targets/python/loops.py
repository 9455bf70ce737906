"""Loops over a lead's activities, each of which works out all that it can at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias, assert_never

from leadpact.plan.activities import Bound, Count, Distinct, Keep, Latest, Source
from leadpact.plan.numbers import InputNumber, LatestOf
from leadpact.plan.points import EachPays
from leadpact.targets.python.constants import literal, text
from leadpact.targets.python.expressions import AND, CLOSED, as_test, number_text
from leadpact.targets.python.features import Feature, Instants, Periods, level, needs_loop
from leadpact.targets.python.frame import Frame
from leadpact.targets.python.paying import each_paid, period_of
from leadpact.targets.python.scopes import LeadScope, LoopScope

Zone: TypeAlias = "tuple[str, tuple[str, ...]] | None"
"""The branch of a score (by its name) for some kinds of activity; None outside of all branches."""
_LATE: Zone = ("", ())
"""What only an explanation asks for."""


class Loops:
    """The activities of one frame. `zones` has all that the frame will ask of them, with the branch that alone asks."""

    def __init__(self, scope: LeadScope, zones: Mapping[Feature, Zone]) -> None:
        self.scope = scope
        self.frame: Frame = scope.frame
        self._zones = dict(zones)
        self._levels: dict[Feature, int] = {}
        last: dict[tuple[str, ...], set[Zone]] = {}
        for feature, zone in zones.items():
            if isinstance(feature, Latest) and not needs_loop(feature):
                last.setdefault(feature.source.kinds, set()).add(zone)
        self._asked_often = {kinds for kinds, of in last.items() if None in of or len(of) > 1}
        """Kinds of which the last one is asked for in several branches, or outside."""
        self._groups: dict[tuple[tuple[str, ...], int, Zone], list[Feature]] = {}
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
        for feature in features:
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

    def present(self, kinds: tuple[str, ...]) -> str:
        """The expression that there is any activity of these kinds."""
        if kinds == self.frame.own:
            return "own"
        return " or ".join(f"{text(kind)} in log" for kind in kinds)

    def listed(self, kinds: tuple[str, ...]) -> str:
        """The expression of the activities of some kinds, in order of time, where there are any."""
        if len(kinds) == 1:
            return f"log[{text(kinds[0])}]"
        if kinds == self.frame.own:
            return "own"
        return (
            f"merged(log, ordered, {self.frame.constants.name('_or_'.join(kinds), literal(kinds))}, {self.frame.now})"
        )

    def instant(self, bound: Bound) -> str:
        """The instant of a bound; where it is missing, one that nothing is in where the bound is required."""
        number = bound.instant
        found = number_text(self.scope, number)
        if not bound.required:
            return found
        match number:
            case InputNumber(asked) if not self.scope.always_known(asked):
                there = f"{found} is not None"
            case Latest() | LatestOf():
                there = f"{found} > NEVER"
            case _:
                return found
        return self.frame.worked_out(
            ("required", number), lambda on: on.assign(f"from_{found}", f"{found} if {there} else FOREVER")
        )

    def _key(self, feature: Feature) -> tuple[tuple[str, ...], int, Zone]:
        return feature.source.kinds, level(feature, self._levels), self._zones.get(feature)

    def last(self, kinds: tuple[str, ...]) -> str:
        """The name of the instant of the last activity of some kinds, NEVER without one."""

        def make(on: Frame) -> str:
            what = named_after(kinds)
            if len(kinds) == 1 or kinds == on.own:
                return on.assign(f"last_{what}", f"{self.listed(kinds)}[-1][1] if {self.present(kinds)} else NEVER")
            each = [self.last((kind,)) for kind in kinds]
            return on.assign(f"last_{what}", larger(each))

        return self.frame.worked_out(("last", kinds), make)

    def any_of(self, source: Source) -> tuple[str, int]:
        """The expression that there is a late enough activity, of a source of which the last one tells."""
        if not source.picks:
            return "False", CLOSED
        if not source.bounds:
            return f"{self.last(source.kinds)} > NEVER", CLOSED
        last = self.last(source.kinds)
        late = [f"{last} {bound.op} {self.instant(bound)}" for bound in source.bounds]
        return " and ".join(late), AND if len(late) > 1 else CLOSED

    def _at_once(self, feature: Feature) -> str:
        source = feature.source
        what = named_after(source.kinds)
        if isinstance(feature, Latest):
            return self._latest(source)
        listed, present = self.listed(source.kinds), self.present(source.kinds)
        match feature:
            case Count():
                return self.frame.assign(f"{what}_count", f"len({listed}) if {present} else 0")
            case Instants():
                return self.frame.assign(f"{what}_at", f"[found[1] for found in {listed}] if {present} else ()")
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

    def _loop(self, key: tuple[tuple[str, ...], int, Zone]) -> None:
        """Backwards in time: what counts is the latest of a period, or the latest few."""
        kinds, _, zone = key
        frame = self.frame
        features = self._groups[key]
        listed, present = self.listed(kinds), self.present(kinds)
        policy = frame.plan.policy
        fields = [policy.activities[kind].fields for kind in kinds]
        always = [name for name in fields[0] if all(name in of and not of[name].can_be_unknown for of in fields)]
        inside = LoopScope(self.scope, frozenset(always))
        by_source: dict[Source, list[Feature]] = {}
        for feature in features:
            by_source.setdefault(feature.source, []).append(feature)
        parts: dict[str, list[str]] = {"nothing": [], "never": [], "before": [], "body": [], "after": []}
        for source, asked in by_source.items():
            condition = self._counts(source, inside)
            each: list[str] = []
            for feature in asked:
                for where, line in self._worked_out(feature, inside):
                    (each if where == "each" else parts[where]).append(line)
            each = [*inside.taken_late(), *each]
            parts["body"] += [f"if {condition}:", *(f"    {line}" for line in each)] if condition else each
        body = [*inside.lines, *parts["body"]]
        used = " ".join(body)
        kind, values = ("kind" if "kind" in used else "_"), ("values" if "values" in used else "_")
        for value, where in (("0", "nothing"), ("NEVER", "never")):
            frame.add(*([" = ".join((*parts[where], value))] if parts[where] else []))
        lines = [
            *parts["before"],
            f"for {kind}, at, {values} in reversed({listed}):",
            *(f"    {line}" for line in body),
            *parts["after"],
        ]
        if zone is not None and zone[1] == kinds:
            frame.add(*lines)  # the branch is about just these
        else:
            frame.add(f"if {present}:", *(f"    {line}" for line in lines))

    def _counts(self, source: Source, inside: LoopScope) -> str:
        """When an activity of the loop is one of the source."""
        wanted: dict[str, list[str]] = {}
        for pick in source.picks:
            asked = "" if pick.where is None else as_test(inside, pick.where)
            wanted.setdefault(asked, []).append(pick.kind)
        parts = []
        if len(wanted) == 1:
            parts += [f"({asked})" if " or " in asked else asked for asked in wanted if asked]
        else:
            either = []
            for asked, kinds in wanted.items():
                kind = f"kind == {text(kinds[0])}" if len(kinds) == 1 else f"kind in {literal(tuple(kinds))}"
                either.append(f"{kind} and ({asked})" if asked else kind)
            parts.append(f"({' or '.join(either)})")
        parts = [*(f"at {bound.op} {self.instant(bound)}" for bound in source.bounds), *parts]
        if source.known is not None:
            parts.append(f"{text(source.known)} in values")
        return " and ".join(parts)

    def _worked_out(self, feature: Feature, inside: LoopScope) -> Iterator[tuple[str, str]]:
        """What the feature needs in each part of the loop; it has its name from then on.

        "nothing" and "never" are names that are 0 and NEVER where there is no activity; "before", "each" and "after"
        are lines.
        """
        frame = self.frame
        what = named_after(feature.source.kinds)

        def named(wish: str) -> str:
            frame.known[feature] = frame.names.fresh(wish)
            return frame.known[feature]

        match feature:
            case Count():
                name = named(f"{what}_count")
                yield "nothing", name
                yield "each", f"{name} += 1"
            case Latest():
                name = named(f"latest_{what}")
                yield "never", name
                yield "each", f"if {name} < at:"
                yield "each", f"    {name} = at"
            case Instants():
                name = named(f"{what}_at")
                frame.add(f"{name}: list[int] = []")
                yield "each", f"{name}.append(at)"
            case Distinct(field=field, text=is_text):
                name, found = named(f"different_{field}_count"), frame.names.fresh(f"different_{field}")
                value = f"values[{text(field)}]"
                yield "nothing", name
                yield "before", f"{found} = set()"
                yield "each", f"{found}.add({f'fold({value})' if is_text else value})"
                yield "after", f"{name} = len({found})"
            case Periods(keep=keep):
                name, found = named(f"{what}_{keep.period}_count"), frame.names.fresh(f"{what}_{keep.period}")
                yield "nothing", name
                period = period_of(inside, keep)
                if keep.times == 1:
                    yield "before", f"{found} = set()"
                    yield "each", f"{found}.add({period})"
                    yield "after", f"{name} = len({found})"
                else:
                    yield from self._each_kept(keep, inside, [f"{name} += 1"], found)
            case EachPays():
                name = named(f"{what}_points")
                yield "nothing", name
                found = frame.names.fresh(f"{name}_counted")
                yield from self._each_kept(feature.keep, inside, each_paid(frame, feature, inside, name), found)
            case _:
                assert_never(feature)

    def _each_kept(self, keep: Keep, inside: LoopScope, lines: list[str], found: str) -> Iterator[tuple[str, str]]:
        """Lines for each activity that counts, as they come, the latest first."""
        indent = ""
        most = [n for n in (keep.times if keep.period == "ever" else None, keep.at_most) if n is not None]
        if keep.period not in (None, "ever"):
            period = period_of(inside, keep)
            if keep.times == 1:
                yield "before", f"{found} = set()"
                yield "each", f"if {period} not in {found}:"
                yield "each", f"    {found}.add({period})"
            else:
                yield "before", f"{found}: dict[Any, int] = {{}}"
                yield "each", f"if {found}.get({period}, 0) < {keep.times}:"
                yield "each", f"    {found}[{period}] = {found}.get({period}, 0) + 1"
            indent = "    "
        if most:
            counter = self.frame.names.fresh(f"{found}_times")
            yield "before", f"{counter} = 0"
            yield "each", f"{indent}if {counter} < {min(most)}:"
            yield "each", f"{indent}    {counter} += 1"
            indent += "    "
        yield from (("each", f"{indent}{line}") for line in lines)


def larger(names: list[str]) -> str:
    """The expression of the largest; for two without a call."""
    if len(names) == 2:
        return f"{names[0]} if {names[0]} > {names[1]} else {names[1]}"
    return names[0] if len(names) == 1 else f"max({', '.join(names)})"


def named_after(kinds: tuple[str, ...]) -> str:
    """Some words for a name."""
    return "_or_".join(kinds) if len(kinds) <= 2 else f"{kinds[0]}_and_{len(kinds) - 1}_others"


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
