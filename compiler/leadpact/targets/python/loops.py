"""Loops over a lead's activities, each of which works out all that it can at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from leadpact.plan.activities import Bound, Count, Distinct, Keep, Latest, Source
from leadpact.plan.numbers import InputNumber, LatestOf
from leadpact.plan.points import EachPays
from leadpact.targets.python.features import Feature, Instants, Periods, level, needs_loop
from leadpact.targets.python.frame import Frame
from leadpact.targets.python.paying import each_price, period_of
from leadpact.targets.python.scopes import LeadScope, LoopScope
from leadpact.targets.python.tests import number_text, test_text


class Loops:
    """The activities of one frame. `features` are all that the frame will ask of them."""

    def __init__(self, scope: LeadScope, features: Iterable[Feature]) -> None:
        self.scope = scope
        self.frame: Frame = scope.frame
        self._levels: dict[Feature, int] = {}
        self._groups: dict[tuple[tuple[str, ...], int], list[Feature]] = {}
        for feature in features:
            if needs_loop(feature):
                self._groups.setdefault(self._key(feature), []).append(feature)

    def also(self, features: Iterable[Feature]) -> None:
        """More that will be asked, in loops of its own."""
        for feature in features:
            if needs_loop(feature) and feature not in self.frame.known:
                kinds, loop = self._key(feature)
                self._groups.setdefault((kinds, loop + 1000), []).append(feature)
                self._levels[feature] = loop + 1000

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

    def listed(self, kinds: tuple[str, ...]) -> str:
        """The name of the activities of some kinds, in order of time."""
        frame = self.frame
        if ("listed", kinds) not in frame.known:
            wish = "_or_".join(kinds) if len(kinds) <= 3 else f"{kinds[0]}_and_{len(kinds) - 1}_others"
            if len(kinds) == 1:
                expression = f"log.get({kinds[0]!r}, ())"
            else:
                expression = f"merged(log, ordered, {frame.constants.name(wish, repr(kinds))})"
            frame.known["listed", kinds] = frame.assign(wish, expression)
        return frame.known["listed", kinds]

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

    def _key(self, feature: Feature) -> tuple[tuple[str, ...], int]:
        return feature.source.kinds, level(feature, self._levels)

    def _at_once(self, feature: Feature) -> str:
        source = feature.source
        listed = self.listed(source.kinds)
        match feature:
            case Count():
                return f"len({listed})"
            case Instants():
                return self.frame.assign(f"{listed}_at", f"[activity.at for activity in {listed}]")
            case Latest():
                last = self.frame.worked_out(
                    ("last", source.kinds),
                    lambda on: on.assign(f"last_{listed}", f"{listed}[-1].at if {listed} else NEVER"),
                )
                if not source.bounds:
                    return last
                late = " and ".join(f"{last} {bound.op} {self.instant(bound)}" for bound in source.bounds)
                return self.frame.assign(f"{last}_since", f"{last} if {late} else NEVER")
            case Distinct() | Periods() | EachPays():
                raise AssertionError("these are worked out in loops")
            case _:
                assert_never(feature)

    def _loop(self, key: tuple[tuple[str, ...], int]) -> None:
        kinds, _ = key
        frame = self.frame
        features = self._groups[key]
        listed = self.listed(kinds)
        policy = frame.plan.policy
        fields = [policy.activities[kind].fields for kind in kinds]
        always = [name for name in fields[0] if all(name in of and not of[name].can_be_unknown for of in fields)]
        inside = LoopScope(self.scope, frozenset(always))
        by_source: dict[Source, list[Feature]] = {}
        for feature in features:
            by_source.setdefault(feature.source, []).append(feature)
        before: list[str] = []
        body: list[str] = []
        after: list[str] = []
        for source, asked in by_source.items():
            condition = self._counts(source, inside)
            each: list[str] = []
            for feature in asked:
                for where, line in self._worked_out(feature, inside):
                    {"before": before, "each": each, "after": after}[where].append(line)
            body += [f"if {condition}:", *(f"    {line}" for line in each)] if condition else each
        frame.add(*before)
        body = [*inside.lines, *body]
        used = " ".join(body)
        kind, values = ("kind" if "kind" in used else "_"), ("values" if "values.get" in used else "_")
        frame.add(f"for {kind}, at, {values} in {listed}:", *(f"    {line}" for line in body), *after)

    def _counts(self, source: Source, inside: LoopScope) -> str:
        """When an activity of the loop is one of the source."""
        wanted: dict[str, list[str]] = {}
        for pick in source.picks:
            text = "" if pick.where is None else test_text(inside, pick.where)
            wanted.setdefault(text, []).append(pick.kind)
        parts = []
        if len(wanted) == 1:
            parts += [f"({text})" if " or " in text else text for text in wanted if text]
        else:
            either = []
            for text, kinds in wanted.items():
                kind = f"kind == {kinds[0]!r}" if len(kinds) == 1 else f"kind in {tuple(kinds)!r}"
                either.append(f"{kind} and ({text})" if text else kind)
            parts.append(f"({' or '.join(either)})")
        parts = [*(f"at {bound.op} {self.instant(bound)}" for bound in source.bounds), *parts]
        if source.known is not None:
            parts.append(f"values.get({source.known!r}) is not None")
        return " and ".join(parts)

    def _worked_out(self, feature: Feature, inside: LoopScope) -> Iterator[tuple[str, str]]:
        """The lines before, in and after the loop; the feature has its name from then on."""
        frame = self.frame
        what = "_or_".join(feature.source.kinds[:2])

        def named(wish: str) -> str:
            frame.known[feature] = frame.names.fresh(wish)
            return frame.known[feature]

        match feature:
            case Count():
                name = named(f"{what}_count")
                yield "before", f"{name} = 0"
                yield "each", f"{name} += 1"
            case Latest():
                name = named(f"latest_{what}")
                yield "before", f"{name} = NEVER"
                yield "each", f"{name} = at"
            case Instants():
                name = named(f"{what}_at")
                yield "before", f"{name}: list[int] = []"
                yield "each", f"{name}.append(at)"
            case Distinct(field=field, text=text):
                found = frame.names.fresh(f"different_{field}")
                value = f"values[{field!r}]"
                yield "before", f"{found}: set[Any] = set()"
                yield "each", f"{found}.add({f'fold({value})' if text else value})"
                yield "after", f"{named(f'{found}_count')} = len({found})"
            case Periods(keep=Keep(times=times) as keep):
                found = frame.names.fresh(f"{what}_{keep.period}")
                period = period_of(inside, keep)
                if times == 1:
                    yield "before", f"{found}: set[Any] = set()"
                    yield "each", f"{found}.add({period})"
                    yield "after", f"{named(f'{found}_count')} = len({found})"
                else:
                    yield "before", f"{found}: dict[Any, Any] = {{}}"
                    yield "each", f"{found}[{period}] = {found}.get({period}, 0) + 1"
                    most = f"sum(min(count, {times}) for count in {found}.values())"
                    yield "after", f"{named(f'{found}_count')} = {most}"
            case EachPays():
                yield from each_points(frame, feature, inside, named(f"{what}_points"))
            case _:
                assert_never(feature)


def each_points(frame: Frame, pays: EachPays, inside: LoopScope, name: str) -> Iterator[tuple[str, str]]:
    """The points of every activity that counts, summed up in `name`."""
    keep = pays.keep
    points = each_price(frame, pays, inside)
    found = frame.names.fresh(f"{name}_each")
    if keep.period is None and keep.at_most is None:
        yield "before", f"{name} = 0"
        yield "each", f"{name} += {points}"
    elif keep.period in (None, "ever"):
        most = min(n for n in (keep.times if keep.period else None, keep.at_most) if n is not None)
        yield "before", f"{found}: list[int] = []"
        yield "each", f"{found}.append({points})"
        yield "after", f"{name} = sum({found}[-{most}:])"
    elif keep.times == 1 and keep.at_most is None:
        yield "before", f"{found}: dict[Any, Any] = {{}}"
        yield "each", f"{found}[{period_of(inside, keep)}] = {points}"
        yield "after", f"{name} = sum({found}.values())"
    else:
        yield "before", f"{found}: dict[Any, Any] = {{}}"
        yield "each", f"{found}.setdefault({period_of(inside, keep)}, []).append((at, {points}))"
        yield "after", f"{name} = latest_of_periods({found}, {keep.times}, {keep.at_most})"


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
