"""The rules of a score as a tree: what came and went, what moved into a group or out of it, what stands in line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from leadpact.review.changes.context import Both
from leadpact.review.changes.declared import reason_change
from leadpact.review.changes.matching import another_order, paired, same
from leadpact.review.changes.rule_matching import about_key, rules_alike, same_key
from leadpact.review.changes.rules import Score, come_or_gone, inside, rule_about, rule_changes
from leadpact.review.changes.stakes import sign_of
from leadpact.review.changes.values import About, Found, found, label_of
from leadpact.review.changes.words import lower, short
from leadpact_dsl import model
from leadpact_dsl.phrases import rows, rules
from leadpact_dsl.phrases.words import capital, quoted, sentence


@dataclass(frozen=True)
class _Loose:
    """A rule that is in one version only, as far as its own group goes. `where` says in words where it stands."""

    rule: model.Rule
    where: str
    told: bool = False


@dataclass
class _Rules:
    both: Both
    score: Score
    gone: list[_Loose] = field(default_factory=list)
    come: list[_Loose] = field(default_factory=list)

    def of(
        self, about: About, owner: str, where: str, old: Sequence[model.Rule], new: Sequence[model.Rule]
    ) -> Iterator[Found]:
        pairs = paired(old, new, (same_key, about_key), rules_alike)
        for one, other in pairs:
            if other is None and one is not None:
                self.gone.append(_Loose(one, where))
            elif one is None and other is not None:
                self.come.append(_Loose(other, where))
            elif one is not None and other is not None:
                yield from self.pair(one, other)

    def pair(self, old: model.Rule, new: model.Rule) -> Iterator[Found]:
        both, score = self.both, self.score
        about = rule_about(both, score, old, new)
        if not same(old, new):
            yield from rule_changes(both, score, old, new)
        yield from reason_change(about, _name(both.new, new), old.because, new.because)
        match old, new:
            case model.Group(), model.Group():
                if old.label != new.label:
                    said = f"The group {quoted(old.label)} is now called {quoted(new.label)}"
                    yield found(about, "wording", sentence(said))
                name = f"group {quoted(new.label)}"
                yield from self.of(about, capital(name), f"in {name}", old.rules, new.rules)
            case model.FirstOf(), model.FirstOf():
                yield from self._first_of(about, old, new)
            case ((model.Table() | model.EachTable()), (model.Table() | model.EachTable())):
                yield from _reasons_of_rows(both, about, old, new)
            case _:
                return

    def _first_of(self, about: About, old: model.FirstOf, new: model.FirstOf) -> Iterator[Found]:
        where = "among rules of which only the first that holds pays"
        pairs = paired(old.rules, new.rules, (same_key, about_key), rules_alike)
        for one, other in pairs:
            if other is None and one is not None:
                self.gone.append(_Loose(one, where))
            elif one is None and other is not None:
                self.come.append(_Loose(other, where))
            elif one is not None and other is not None:
                yield from self.pair(one, other)
        if another_order(pairs, old.rules):
            said = "Of rules of which only the first that holds pays, the order has changed"
            yield found(about, "different", sentence(said))

    def loose(self) -> Iterator[Found]:
        """What is left when all groups have been gone through: moved, new or dropped."""
        yield from self._open_groups()
        pairs = paired(
            self.gone,
            self.come,
            (lambda one: same_key(one.rule), lambda one: about_key(one.rule)),
            lambda one, other: rules_alike(one.rule, other.rule) if one.where != other.where else 0,
        )
        for one, other in pairs:
            if one is not None and other is not None:
                yield from self._moved(one, other)
                yield from self.pair(one.rule, other.rule)
            elif other is None and one is not None:
                yield from self._alone(one, come=False)
            elif other is not None:
                yield from self._alone(other, come=True)

    def _moved(self, old: _Loose, new: _Loose) -> Iterator[Found]:
        """A rule that went into a group which is new, or out of one which is gone, is told with the group."""
        if old.told or new.told:
            return
        about = rule_about(self.both, self.score, old.rule, new.rule)
        said = f"{_name(self.both.new, new.rule)}: this rule now stands {new.where} (before: {old.where})"
        yield found(about, "different", sentence(said))

    def _alone(self, one: _Loose, *, come: bool) -> Iterator[Found]:
        if not one.told:
            yield come_or_gone(self.both, self.score, one.rule, come=come, where=one.where)

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
                where = f"in group {quoted(group.label)}"
                kept = all(same_key(rule) in others for rule in group.rules)
                loose[place : place + 1] = [_Loose(rule, where, kept) for rule in group.rules]


def rules_changed(
    both: Both, score: Score, about: About, old: Sequence[model.Rule], new: Sequence[model.Rule]
) -> Iterator[Found]:
    """The rules of a score, and those in its groups. One that went into a group, or out of it, is still the same."""
    comparing = _Rules(both, score)
    yield from comparing.of(about, score.label, "outside of any group", old, new)
    yield from comparing.loose()


def _limits(group: model.Group) -> int:
    """+1 where a group can only take from what its rules give."""
    taken = group.counts is None or group.counts <= 100
    return 1 if taken and sign_of(group) > 0 else 0


def _name(policy: model.Policy, rule: model.Rule) -> str:
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
