"""The rules of a score as a tree: what came and went, what moved into a group or out of it, what stands in line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from leadpact.review.changes.context import Both
from leadpact.review.changes.declared import reason_change, turns
from leadpact.review.changes.matching import paired, same
from leadpact.review.changes.rule_matching import about_key, rules_alike, same_key
from leadpact.review.changes.rules import Score, come_or_gone, inside, rule_about, rule_changes
from leadpact.review.changes.stakes import sign_of
from leadpact.review.changes.values import About, Found, found, label_of
from leadpact.review.changes.words import lower, short
from leadpact_dsl import model
from leadpact_dsl.phrases import rows, rules
from leadpact_dsl.phrases.words import capital, quoted, sentence


@dataclass(frozen=True)
class Where:
    """Where a rule stands, `said` in words; `does` says of a group what it does to points, "" where it does nothing.

    `limits`: 1 where points can only be taken from it there, 0 where it stands for itself, None where neither is plain.
    """

    said: str = ""
    does: str = ""
    limits: int | None = 0

    @property
    def whole(self) -> str:
        return f"{self.said}, which {self.does}" if self.does else self.said


OUTSIDE = Where("outside of any group")


@dataclass(frozen=True)
class Loose:
    """A rule that is in one version only, as far as its own group or score goes. `told`: something else tells of it."""

    rule: model.Rule
    where: Where
    told: bool = False


@dataclass
class RulesChanged:
    """The rules of one score. What `changes` leaves in `gone` and `come` is in none of its groups in the other version:
    it is dropped or new, unless it went to another score."""

    both: Both
    score: Score
    gone: list[Loose] = field(default_factory=list)
    come: list[Loose] = field(default_factory=list)

    def changes(self, old: Sequence[model.Rule], new: Sequence[model.Rule]) -> Iterator[Found]:
        """What changed within the score. One that went into a group, or out of it, is still the same rule."""
        yield from self._of((OUTSIDE, OUTSIDE), old, new)
        yield from self._loose()

    def _of(self, where: tuple[Where, Where], old: Sequence[model.Rule], new: Sequence[model.Rule]) -> Iterator[Found]:
        pairs = paired(old, new, (same_key, about_key), rules_alike)
        yield from self._pairs(where, pairs)

    def _pairs(
        self, where: tuple[Where, Where], pairs: Sequence[tuple[model.Rule | None, model.Rule | None]]
    ) -> Iterator[Found]:
        for one, other in pairs:
            if other is None and one is not None:
                self.gone.append(Loose(one, where[0]))
            elif one is None and other is not None:
                self.come.append(Loose(other, where[1]))
            elif one is not None and other is not None:
                yield from self.pair(one, other, where)

    def pair(
        self, old: model.Rule, new: model.Rule, where: tuple[Where, Where] = (OUTSIDE, OUTSIDE)
    ) -> Iterator[Found]:
        both, score = self.both, self.score
        about = rule_about(both, score, old, new)
        if not same(old, new):
            yield from rule_changes(both, score, old, new)
        yield from reason_change(about, name_of_rule(both.new, new), old.because, new.because)
        match old, new:
            case model.Group(), model.Group():
                if old.label != new.label:
                    said = f"The group {quoted(old.label)} is now called {quoted(new.label)}"
                    yield found(about, "wording", sentence(said))
                inside = (in_group(both.old, old, where[0]), in_group(both.new, new, where[1]))
                yield from self._of(inside, old.rules, new.rules)
            case model.FirstOf(), model.FirstOf():
                yield from self._first_of(about, old, new)
            case ((model.Table() | model.EachTable()), (model.Table() | model.EachTable())):
                yield from _reasons_of_rows(both, about, old, new)
            case _:
                return

    def _first_of(self, about: About, old: model.FirstOf, new: model.FirstOf) -> Iterator[Found]:
        where = Where("among rules of which only the first that holds pays", limits=None)
        pairs = paired(old.rules, new.rules, (same_key, about_key), rules_alike)
        yield from self._pairs((where, where), pairs)
        kept = {str(place): pair for place, pair in enumerate(pairs)}
        now = [name for name, (one, other) in kept.items() if one is not None and other is not None]
        places = {id(rule): place for place, rule in enumerate(old.rules)}
        for first, second, behind in turns(sorted(now, key=lambda name: places[id(kept[name][0])]), now):
            ours, theirs = (rule_called(self.both.new, kept[name][1]) for name in (first, second))
            said = f"{ours} now comes {'behind' if behind else 'before'} {theirs}"
            yield found(about, "different", sentence(f"Of rules of which only the first that holds pays, {said}"))

    def _loose(self) -> Iterator[Found]:
        """What is left when all groups have been gone through: moved, new or dropped."""
        yield from self._open_groups()
        pairs = paired(
            self.gone,
            self.come,
            (lambda one: same_key(one.rule), lambda one: about_key(one.rule)),
            lambda one, other: rules_alike(one.rule, other.rule) if one.where.said != other.where.said else 0,
        )
        self.gone = [one for one, other in pairs if one is not None and other is None]
        self.come = [other for one, other in pairs if one is None and other is not None]
        for one, other in pairs:
            if one is not None and other is not None:
                yield from self._moved(one, other)
                yield from self.pair(one.rule, other.rule, (one.where, other.where))

    def _moved(self, old: Loose, new: Loose) -> Iterator[Found]:
        """A rule that went into a group which is new, or out of one which is gone, is told with the group."""
        if old.told or new.told:
            return
        about = rule_about(self.both, self.score, old.rule, new.rule)
        said = f"{name_of_rule(self.both.new, new.rule)}: this rule now stands {new.where.whole}"
        said = f"{said} (before: {old.where.said if new.where.does else old.where.whole})"
        yield found(about, label_of(self._sign_of_move(old, new)), sentence(said))

    def _sign_of_move(self, old: Loose, new: Loose) -> int:
        """A rule that pays loses by a group that can only take points, and takes room from the others there."""
        if sign_of(new.rule) <= 0 or None in (limits := (old.where.limits, new.where.limits)) or all(limits):
            return 0
        return ((limits[0] or 0) - (limits[1] or 0)) * self.score.effect

    def alone(self) -> Iterator[Found]:
        """What is left is dropped, or new."""
        for come, several in ((False, self.gone), (True, self.come)):
            for one in several:
                if not one.told:
                    yield come_or_gone(self.both, self.score, one.rule, come=come, where=one.where.said)

    def _opened(self, group: model.Group, *, come: bool) -> Found:
        """A group that was put around rules, or taken from around them: what it does is all that changes."""
        both, policy = self.both, self.both.new if come else self.both.old
        about = rule_about(both, self.score, None if come else group, group if come else None)
        does = rules.group(policy, group)
        said = f"{'now' if come else 'no longer'} in group {quoted(group.label)}"
        said = f"{said}{f', where {lower(does)}' if does else ''}: {inside(policy, group.rules)}"
        return found(about, label_of(_limits(group) * (-1 if come else 1) * self.score.effect), sentence(capital(said)))

    def _open_groups(self) -> Iterator[Found]:
        """A group whose rules were all there before, or still are, is told once, without them."""
        ours, theirs = ({same_key(one.rule) for one in of} for of in (self.gone, self.come))
        for loose, others, come in ((self.gone, theirs, False), (self.come, ours, True)):
            for one in [*loose]:
                group = one.rule
                if not isinstance(group, model.Group) or not any(same_key(rule) in others for rule in group.rules):
                    continue
                yield self._opened(group, come=come)
                place = loose.index(one)
                where = in_group(self.both.new if come else self.both.old, group, one.where)
                kept = all(same_key(rule) in others for rule in group.rules)
                loose[place : place + 1] = [Loose(rule, where, kept) for rule in group.rules]


def in_group(policy: model.Policy, group: model.Group, around: Where) -> Where:
    """Where the rules of a group stand that stands itself in `around`."""
    limits = 1 if _limits(group) and around.limits in (0, 1) else None
    return Where(f"in group {quoted(group.label)}", rules.group_which(policy, group), limits)


def _limits(group: model.Group) -> int:
    """+1 where a group can only take from what its rules give."""
    taken = group.counts is None or group.counts <= 100
    return 1 if taken and sign_of(group) > 0 else 0


def rule_called(policy: model.Policy, rule: model.Rule | None) -> str:
    """A rule as a thing in a sentence: `the rule for +20 points (the lead asked for a demo)`."""
    match rule:
        case model.IfRule() | model.EachRule() | model.IdleRule():
            said = rules.parts(policy, rule)
            return f"the rule for {said.points} points ({short(lower(said.when))})"
        case None:
            raise TypeError("a rule that is in neither version")
        case _:
            return f"the rule {quoted(name_of_rule(policy, rule))}"


def name_of_rule(policy: model.Policy, rule: model.Rule) -> str:
    """A few words by which a rule is known."""
    match rule:
        case model.IfRule() | model.EachRule() | model.IdleRule() | model.EachTable() | model.Adds():
            said = rules.parts(policy, rule).when
            return short(capital(said.removeprefix("Each time the lead ").removeprefix("The lead ")))
        case model.Table():
            return rules.rule(policy, rule)
        case model.Group():
            return f"Group {quoted(rule.label)}"
        case model.FirstOf():
            return rules.rule(policy, rule)


def _reasons_of_rows(
    both: Both, about: About, old: model.Table | model.EachTable, new: model.Table | model.EachTable
) -> Iterator[Found]:
    pairs = paired(old.rows, new.rows, (lambda row: same_key_of_row(row),), lambda one, other: 0)
    for one, other in pairs:
        if one is not None and other is not None:
            name = f"{rules.rule(both.new, new)}, {rows.row(both.new, new, other)}"
            yield from reason_change(about, name, one.because, other.because)


def same_key_of_row(row: model.Row) -> str:
    return repr(row.key)
