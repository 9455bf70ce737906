"""One loop over activities, the latest first: what it works out of each, and at which age it can end.

Because a loop goes back in time, it ends at the first activity that lies before everything it asks about: behind a
bound that all of it shares, or so long ago that of all that fades nothing is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from leadpact.plan.activities import Bound, Count, Distinct, Keep, Latest, Source
from leadpact.plan.numbers import Input, Now
from leadpact.plan.points import EachPays, Rows
from leadpact.plan.tests import AtLeast, InSet, Test, TextMatches, all_of
from leadpact.targets.python.constants import literal, text
from leadpact.targets.python.data import days_only_rise, swing
from leadpact.targets.python.expressions import AND, as_test
from leadpact.targets.python.features import Feature, Instants, Periods, named_after, needs_order
from leadpact.targets.python.paying import each_paid, gone_after, left_of, longest, period_of
from leadpact.targets.python.prices import Priced, by_text
from leadpact.targets.python.scopes import LeadScope, LoopScope
from leadpact.targets.python.texts import Asked
from leadpact.targets.python.walk import parts_of

Kinds: TypeAlias = "tuple[str, ...]"
_DAY = 86_400_000


@dataclass
class Result:
    """The name of a feature, and of what is counted on the way to it."""

    name: str
    counted: str = ""
    """The instant of the last one counted, or all periods or values that were seen."""
    times: str = ""
    """How many counted."""
    of_period: str = ""
    """How many counted of the period of the last one."""


class Loop:
    """What one walk over the activities of some kinds works out; where their order plays no part, kind by kind.

    `instant` gives the expression of the instant of a bound; `cut` is one that the log keeps by itself.
    """

    def __init__(
        self,
        scope: LeadScope,
        instant: Callable[[Bound], str],
        kinds: Kinds,
        features: list[Feature],
        cut: Bound | None = None,
    ) -> None:
        self.scope, self.frame, self.instant, self.cut = scope, scope.frame, instant, cut
        self.kinds, self.features = kinds, features
        self.by_source: dict[Source, list[Feature]] = {}
        for feature in features:
            self.by_source.setdefault(feature.source, []).append(feature)
        self.bare = kinds == self.frame.own and all(_asks_for_instants(feature) for feature in features)
        """Nothing is asked but instants, and these are at hand for all that the lead did itself."""
        self.apart = len(kinds) > 1 and not self.bare and not any(map(needs_order, features))
        self.falling = not self.apart and days_only_rise(self.frame.plan.policy.agreement.timezone)
        """One day, week or month comes behind the other: what is compared with the last one counted comes once."""
        ages = [_age(feature) for feature in features]
        self.age = None if None in ages else max(age for age in ages if age is not None)
        of = [[bound for bound in source.bounds if _is_low(bound) and bound != cut] for source in self.by_source]
        self.shared = [bound for bound in of[0] if all(bound in others for others in of[1:])]
        self.results: dict[Feature, Result] = {}
        self.nothing: list[str] = []
        self.never: list[str] = []
        self.before: list[str] = []
        self.after: list[str] = []
        for feature in features:
            self._declare(feature)

    # ----------------------------------------------------------------------------------------------- around the loop

    def _declare(self, feature: Feature) -> None:
        """Gives a feature its names."""
        names, what = self.frame.names, named_after(feature.source.kinds)
        match feature:
            case Count():
                result = Result(names.fresh(f"{what}_count"))
            case Latest():
                result = Result(names.fresh(f"latest_{what}"))
            case Instants():
                result = Result(names.fresh(f"{what}_at"))
                self.frame.add(f"{result.name}: list[int] = []")
            case Distinct(field=field):
                result = Result(names.fresh(f"different_{field}_count"), names.fresh(f"different_{field}"))
                self.before.append(f"{result.counted} = set()")
                self.after.append(f"{result.name} = len({result.counted})")
            case Periods(keep=keep):
                result = Result(names.fresh(f"{what}_{keep.period}_count"), names.fresh(f"{what}_{keep.period}"))
                if keep.times == 1 and not self._falls(keep):
                    self.before.append(f"{result.counted}: list[int] = []")
                    several = f"len({{{period_of(keep, 'found')} for found in {result.counted}}})"
                    self.after.append(
                        f"{result.name} = {several} if len({result.counted}) > 1 else len({result.counted})"
                    )
                else:
                    self._declare_kept(keep, result)
            case EachPays():
                result = Result(names.fresh(f"{what}_points"))
                result.counted = names.fresh(f"{result.name}_counted")
                self._declare_kept(feature.keep, result)
            case _:
                assert_never(feature)
        self.results[feature] = result
        self.frame.known[feature] = result.name
        if isinstance(feature, Latest):
            self.never.append(result.name)
        elif not isinstance(feature, Instants):
            self.nothing.append(result.name)

    def _declare_kept(self, keep: Keep, result: Result) -> None:
        if keep.period not in (None, "ever"):
            if self._falls(keep):
                self.before.append(f"{result.counted} = None")
                if keep.times > 1:
                    result.of_period = self.frame.names.fresh(f"{result.counted}_of_it")
            else:
                self.before.append(
                    f"{result.counted} = set()" if keep.times == 1 else f"{result.counted}: dict[Any, int] = {{}}"
                )
        if _most(keep) is not None:
            result.times = self.frame.names.fresh(f"{result.counted}_times")
            self.before.append(f"{result.times} = 0")

    def _falls(self, keep: Keep) -> bool:
        """Whether periods follow each other. Those of hours do not where a clock is put back."""
        return self.falling and (keep.period != "fixed" or keep.every % _DAY == 0)

    def _any_order(self, feature: Feature) -> bool:
        """Whether activities may come as they like: they are counted, or collected to be counted."""
        match feature:
            case Count() | Distinct():
                return True
            case Periods(keep=keep):
                return keep.times == 1 and not self._falls(keep)
            case _:
                return False

    # ----------------------------------------------------------------------------------------------------- the loops

    def passes(self, times: Callable[[Kinds], str], rows: Callable[[Kinds], str]) -> Iterator[tuple[Kinds, list[str]]]:
        """The kinds of each walk, with its lines. `times` and `rows` give the instants and the activities of kinds."""
        for kinds in [(kind,) for kind in self.kinds] if self.apart else [self.kinds]:
            yield kinds, list(self._walk(kinds, times, rows))

    def _walk(self, kinds: Kinds, times: Callable[[Kinds], str], rows: Callable[[Kinds], str]) -> Iterator[str]:
        policy = self.frame.plan.policy
        fields = [policy.activities[kind].fields for kind in kinds]
        always = [name for name in fields[0] if all(name in of and not of[name].can_be_unknown for of in fields)]
        sources = {source: asked for source, asked in self.by_source.items() if set(kinds) & set(source.kinds)}
        shared = _asked_twice([_inputs(source, asked) for source, asked in sources.items()])
        inside = LoopScope(self.scope, frozenset(always), shared, self._texts(sources, kinds))
        fading = [left_of(one) for asked in sources.values() for one in asked if isinstance(one, EachPays)]
        for left in dict.fromkeys(left for left in fading if left is not None and fading.count(left) > 1):
            inside.share(left.format(now=self.frame.now))
        ends = self._ends()
        blocks = [line for source, asked in sources.items() for line in self._block(source, asked, kinds, inside)]
        body = [*ends, *inside.lines, *blocks]
        if (at_once := _at_once(body, times(kinds))) is not None:
            yield at_once
            return
        used = " ".join(body)
        asks_kind, asks_values = ((re.search(rf"\b{word}\b", used) is not None) for word in ("kind", "values"))
        if self.bare or (len(kinds) == 1 and not asks_values):
            each, found = "at", times(kinds)
        elif len(kinds) == 1:
            each, found = "at, values", rows(kinds)
        else:
            kind, values = ("kind" if asks_kind else "_"), ("values" if asks_values else "_")
            each, found = f"{kind}, at, {values}", rows(kinds)
        any_order = not ends and all(map(self._any_order, self.features))
        yield f"for {each} in {found}:" if any_order else f"for {each} in reversed({found}):"
        yield from (f"    {line}" for line in body)

    def _texts(self, sources: dict[Source, list[Feature]], kinds: Kinds) -> dict[Input, list[Asked]]:
        """What a walk over one kind asks of texts; of several kinds each has fields of its own."""
        if len(kinds) > 1:
            return {}
        wheres = [pick.where for source in sources for pick in source.picks if pick.kind in kinds]
        prices = [one.price for asked in sources.values() for one in asked if isinstance(one, EachPays)]
        priced = [Priced(price) if isinstance(price, Rows) and by_text(price) else price for price in prices]
        asked_by = self.frame.texts.asked_by([*(where for where in wheres if where is not None), *priced])
        return {asked: what for asked, what in asked_by.items() if asked.owner in kinds}

    def _ends(self) -> list[str]:
        """Where nothing earlier can tell anything any more."""
        floors = [self.instant(bound) for bound in self.shared if bound.op == ">" and not _is_ago(bound)]
        if self.age is not None:
            floors.append(self.frame.since(-self.age))
        ends = [f"at < {self.instant(bound)}" for bound in self.shared if bound.op == ">="]
        if floors:
            ends.insert(0, f"at <= {self.frame.later(floors)}")
        return [f"if {' or '.join(ends)}:", "    break"] if ends else []

    def _block(self, source: Source, asked: list[Feature], kinds: Kinds, inside: LoopScope) -> list[str]:
        """The lines of one source: its tests, with what each needs in front of it, and what follows from them."""
        lines: list[str] = []
        indent = ""
        tests: list[str] = []
        inside.begin()
        for test in self._tests(source, kinds, inside):
            if needed := inside.taken():
                if tests:
                    lines.append(f"{indent}if {' and '.join(tests)}:")
                    tests, indent = [], f"{indent}    "
                lines += [f"{indent}{line}" for line in needed]
            tests.append(test)
        if tests:
            lines.append(f"{indent}if {' and '.join(tests)}:")
            indent = f"{indent}    "
        each = [line for feature in asked for line in self._each(feature, inside)]
        return lines + [f"{indent}{line}" for line in [*inside.taken(), *each]]

    def _tests(self, source: Source, kinds: Kinds, inside: LoopScope) -> Iterator[str]:
        """When an activity of the loop is one of the source: instants first, texts last."""
        for bound in source.bounds:
            if bound not in (*self.shared, self.cut) and not (
                _is_ago(bound) and self.age is not None and -_shift(bound) >= self.age
            ):
                yield f"at {bound.op} {self.instant(bound)}"
        wanted: dict[Test | None, list[str]] = {}
        for pick in source.picks:
            if pick.kind in kinds:
                wanted.setdefault(pick.where, []).append(pick.kind)
        if len(wanted) == 1:
            (where,) = wanted
            if where is not None:
                for test in _light_first(where):
                    yield as_test(inside, test, AND)
        else:
            either = []
            for where, of in wanted.items():
                kind = f"kind == {text(of[0])}" if len(of) == 1 else f"kind in {literal(tuple(of))}"
                either.append(kind if where is None else f"{kind} and {as_test(inside, where, AND)}")
            yield f"({' or '.join(either)})"
        if source.known is not None:
            yield f"{text(source.known)} in values"

    def _each(self, feature: Feature, inside: LoopScope) -> list[str]:
        """What an activity of the feature does to it."""
        result = self.results[feature]
        match feature:
            case Count():
                return [f"{result.name} += 1"]
            case Latest():
                if len(self.features) > 1:
                    return [f"if {result.name} < at:", f"    {result.name} = at"]
                if self.apart:
                    return [f"if {result.name} < at:", f"    {result.name} = at", "break"]
                return [f"{result.name} = at", "break"]
            case Instants():
                return [f"{result.name}.append(at)"]
            case Distinct(field=field, text=is_text):
                value = f"values[{text(field)}]"
                return [f"{result.counted}.add({f'fold({value})' if is_text else value})"]
            case Periods(keep=keep):
                if keep.times == 1 and not self._falls(keep):
                    return [f"{result.counted}.append(at)"]
                return self._kept(keep, result, [f"{result.name} += 1"])
            case EachPays():
                certain = self.age is not None and (gone := gone_after(feature)) is not None and gone >= self.age
                return self._kept(feature.keep, result, each_paid(self.frame, feature, inside, result.name, certain))
            case _:
                assert_never(feature)

    def _kept(self, keep: Keep, result: Result, lines: list[str]) -> list[str]:
        """Lines for each activity that counts, as they come, the latest first."""
        found: list[str] = []
        indent = ""

        def only_if(test: str, *then: str) -> None:
            nonlocal indent
            found.append(f"{indent}if {test}:")
            indent += "    "
            found.extend(f"{indent}{line}" for line in then)

        counted, times, of_period = result.counted, result.times, result.of_period
        most = _most(keep)
        if most is not None:
            lines = [f"if {times} < {most}:", f"    {times} += 1", *(f"    {line}" for line in lines)]
        if keep.period not in (None, "ever"):
            period = period_of(keep, "at")
            if self._falls(keep):
                apart = longest(keep) + swing(self.frame.plan.policy.agreement.timezone)
                another = f"{counted} is None or {counted} - at >= {apart:_} or {period_of(keep, counted)} != {period}"
                if keep.times == 1:
                    only_if(another, f"{counted} = at")
                else:
                    inside = [f"    {line}" for line in lines]
                    found += [f"if {another}:", f"    {counted} = at", f"    {of_period} = 1", *inside]
                    return [*found, f"elif {of_period} < {keep.times}:", f"    {of_period} += 1", *inside]
            elif keep.times == 1:
                only_if(f"(period := {period}) not in {counted}", f"{counted}.add(period)")
            else:
                seen = f"{counted}.get(period, 0)"
                found.append(f"period = {period}")
                only_if(f"{seen} < {keep.times}", f"{counted}[period] = {seen} + 1")
        return found + [f"{indent}{line}" for line in lines]


def _most(keep: Keep) -> int | None:
    """How many of all the activities kept count at most."""
    limits = [n for n in (keep.times if keep.period == "ever" else None, keep.at_most) if n is not None]
    return min(limits, default=None)


def _at_once(body: list[str], times: str) -> str | None:
    """The line that does for all instants what the body of a loop does for each."""
    if len(body) == 1 and (added := re.fullmatch(r"(\w+)\.append\(at\)", body[0])):
        return f"{added[1]} += {times}"
    if len(body) == 1 and (counted := re.fullmatch(r"(\w+) \+= 1", body[0])):
        return f"{counted[1]} += len({times})"
    return None


def _is_low(bound: Bound) -> bool:
    return bound.op in (">", ">=")


def _is_ago(bound: Bound) -> bool:
    """Whether a bound is an age: after so many ms before the instant of the frame."""
    return bound.op == ">" and isinstance(bound.instant, Now)


def _shift(bound: Bound) -> int:
    assert isinstance(bound.instant, Now)
    return bound.instant.shift


def _age(feature: Feature) -> int | None:
    """The age in ms from which on an activity tells nothing any more; None: there is none."""
    ages = [-_shift(bound) for bound in feature.source.bounds if _is_ago(bound)]
    if isinstance(feature, EachPays) and (gone := gone_after(feature)) is not None:
        ages.append(gone)
    return min(ages, default=None)


def _asks_for_instants(feature: Feature) -> bool:
    source = feature.source
    if isinstance(feature, Distinct) or (isinstance(feature, EachPays) and isinstance(feature.price, Rows)):
        return False
    return source.known is None and all(pick.where is None for pick in source.picks)


def _inputs(source: Source, asked: list[Feature]) -> set[Input]:
    """The own fields that a source looks at."""
    roots = [pick.where for pick in source.picks if pick.where is not None]
    prices = [one.price for one in asked if isinstance(one, EachPays)]
    return {node for node in parts_of([*roots, *prices]) if isinstance(node, Input) and node.owner != "lead"}


def _asked_twice(each: list[set[Input]]) -> frozenset[str]:
    names = [name for inputs in each for name in {one.name for one in inputs}]
    return frozenset(name for name in names if names.count(name) > 1)


def _light_first(where: Test) -> Iterable[Test]:
    """The parts of a condition that all have to hold, those about texts last, one by one."""
    if not (isinstance(where, AtLeast) and where.count == len(where.tests)):
        return [where]
    light = [test for test in where.tests if not _folds(test)]
    heavy = [test for test in where.tests if _folds(test)]
    return [*([all_of(*light)] if light else []), *heavy]


def _folds(test: Test) -> bool:
    return any(
        isinstance(node, TextMatches) or (isinstance(node, InSet) and node.input.type == "text")
        for node in parts_of([test])
    )
