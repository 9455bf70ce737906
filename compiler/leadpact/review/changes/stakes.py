"""What leads have at stake: whether more of something is good for them (+1), bad (−1), or both or neither (0).

Followed from where it is used: points in scores, scores in other scores and grades, conditions in rules, stages and
disqualifications. What only decides who gets a lead or which promise covers it counts as neither, and so is not asked
where something else says it. More points and a better grade are good unless a use says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias, assert_never

from leadpact_dsl import model

Thing: TypeAlias = "tuple[str, str]"
"""A kind of declaration, as the parts of a policy are called, and a name: `("defines", "large")`."""


class Stakes:
    def __init__(self, policy: model.Policy) -> None:
        self._policy = policy
        self._known: dict[Thing, int] = {}

    def of_score(self, name: str) -> int:
        return self._of(("scores", name), 1)

    def of_grade(self, name: str) -> int:
        return self._of(("grades", name), 1)

    def of_define(self, name: str) -> int:
        """What it is to a lead to meet it."""
        return self._of(("defines", name), 0)

    def of_list(self, name: str) -> int:
        """What it is to a lead to be on it."""
        return self._of(("lists", name), 0)

    def of_value(self, name: str) -> int:
        """What it is to a lead that the amount is higher."""
        return self._of(("values", name), 0)

    def _of(self, thing: Thing, alone: int) -> int:
        if thing not in self._known:
            self._known[thing] = alone  # a circle, which no sound policy has, ends here
            found = set(self._signs.get(thing, ())) | {
                sign * self._of_user(user) for user, sign in self._users.get(thing, ())
            }
            if alone:  # points and grades are good, whatever some uses leave open
                found -= {0}
            self._known[thing] = alone if not found else found.pop() if len(found) == 1 else 0
        return self._known[thing]

    def _of_user(self, user: Thing) -> int:
        return self._of(user, 1 if user[0] in ("scores", "grades") else 0)

    @cached_property
    def _found(self) -> tuple[dict[Thing, list[int]], dict[Thing, list[tuple[Thing, int]]]]:
        signs: dict[Thing, list[int]] = {}
        users: dict[Thing, list[tuple[Thing, int]]] = {}
        for thing, sign, user in _uses(self._policy):
            if user is None:
                signs.setdefault(thing, []).append(sign)
            else:
                users.setdefault(thing, []).append((user, sign))
        return signs, users

    @property
    def _signs(self) -> dict[Thing, list[int]]:
        return self._found[0]

    @property
    def _users(self) -> dict[Thing, list[tuple[Thing, int]]]:
        return self._found[1]


_Use: TypeAlias = "tuple[Thing, int, Thing | None]"
"""More of the thing is this to a lead (None), or to what uses it."""


def _uses(policy: model.Policy) -> Iterator[_Use]:
    yield from _owed(policy)
    for score in policy.scores.values():
        user = ("scores", score.name)
        yield from _in_score(policy, score, user)
    for grade in policy.grades.values():
        if grade.score is not None:
            yield ("scores", grade.score), _rising(grade), ("grades", grade.name)
        for place, level in enumerate(grade.levels):
            if level.test is not None and not isinstance(level.test, model.Band):
                yield from _in_condition(policy, level.test, 1 if place == 0 else 0, ("grades", grade.name))
    for define in policy.defines.values():
        yield from _in_condition(policy, define.when, 1, ("defines", define.name))
    for stage in policy.stages.values():
        if stage.when is not None:
            yield from _in_condition(policy, stage.when, 1, None)
    for disqualify in policy.disqualify.values():
        yield from _in_condition(policy, disqualify.when, -1, None)
    for recycle in policy.recycle.values():
        for selection in recycle.when:
            if selection.where is not None:
                yield from _in_condition(policy, selection.where, -1, None)
        if recycle.back_if is not None:
            yield from _in_condition(policy, recycle.back_if, 1, None)


def _owed(policy: model.Policy) -> Iterator[_Use]:
    """Amounts of goals: to owe more is stricter, and so is to be allowed less."""
    for goal in policy.goals.values():
        for item in goal.items:
            amount = item.leads if isinstance(item, model.Delivers) else item.rate
            sign = -1 if isinstance(item, model.Delivers) or item.bound == "at least" else 1
            if isinstance(amount, model.ValueOf):
                yield ("values", amount.name), sign, None


def _in_score(policy: model.Policy, score: model.Score, user: Thing) -> Iterator[_Use]:
    for term in score.terms:
        yield ("scores", term.score), 1 if term.weight > 0 else -1, user
    for zero in score.zero_if:
        yield from _in_condition(policy, zero.condition, -1, user)
    for rule in score.rules:
        yield from _in_rule(policy, rule, user)


def _in_rule(policy: model.Policy, rule: model.Rule, user: Thing) -> Iterator[_Use]:
    match rule:
        case model.IfRule():
            yield from _amount(rule.points, user)
            yield from _in_condition(policy, rule.condition, rule.points.sign, user)
        case model.EachRule():
            yield from _amount(rule.points, user)
            if rule.counting.selection.where is not None:
                yield from _in_condition(policy, rule.counting.selection.where, rule.points.sign, user)
        case model.IdleRule():
            yield from _amount(rule.points, user)
        case model.Table():
            if isinstance(rule.by, model.ScoreName):
                yield ("scores", rule.by.name), _climbing(rule), user
            yield from _listed(rule.rows, user)
        case model.EachTable():
            if rule.counting.selection.where is not None:
                yield from _in_condition(policy, rule.counting.selection.where, sign_of(rule), user)
            yield from _listed(rule.rows, user)
        case model.Group():
            if rule.only_if is not None:
                yield from _in_condition(policy, rule.only_if, sign_of(rule), user)
            for inner in rule.rules:
                yield from _in_rule(policy, inner, user)
        case model.FirstOf():
            for inner in rule.rules:
                yield from _in_rule(policy, inner, user)
        case model.Adds():
            return
        case _:
            assert_never(rule)


def _amount(points: model.Points, user: Thing) -> Iterator[_Use]:
    if isinstance(points.amount, model.ValueOf):
        yield ("values", points.amount.name), points.sign, user


def _listed(rows: tuple[model.Row, ...], user: Thing) -> Iterator[_Use]:
    """An entry that joins a list leaves `otherwise`, or the row where it stood."""
    rest = [row.points for row in rows if not isinstance(row.key, model.ValuesKey | model.UnknownKey)]
    for row in rows:
        if isinstance(row.key, model.ValuesKey):
            sign = _sign(row.points - rest[0]) if rest else 0
            yield from ((("lists", name), sign, user) for name in row.key.lists if sign or not rest)


def _in_condition(policy: model.Policy, what: model.Condition, sign: int, user: Thing | None) -> Iterator[_Use]:
    match what:
        case model.FieldTest():
            yield from _in_test(what.test, sign, user)
        case model.ScoreTest():
            direction = _direction(what.test)
            yield ("scores", what.score), sign * direction, user
            yield from _in_test(what.test, sign, user)
        case model.GradeTest():
            yield ("grades", what.grade), sign * _towards_best(policy.grades[what.grade], what), user
        case model.StageTest():
            return
        case model.DefineTest():
            yield ("defines", what.define), sign, user
        case model.Not():
            yield from _in_condition(policy, what.item, -sign, user)
        case model.Happened():
            if what.selection.where is not None:
                yield from _in_condition(policy, what.selection.where, sign * more_is_wider(what), user)
        case model.Combined():
            for item in what.items:
                yield from _in_condition(policy, item, sign, user)
        case _:
            assert_never(what)


def _in_test(test: model.Test, sign: int, user: Thing | None) -> Iterator[_Use]:
    match test:
        case model.OneOf():
            for name in test.lists:
                yield ("lists", name), -sign if test.negated else sign, user
        case model.TextMatch():
            for name in test.lists:
                yield ("lists", name), sign, user
        case model.Order(amount=model.ValueOf(name)):
            yield ("values", name), -sign * _direction(test), user
        case model.Between(low, high):
            for end, direction in ((low, -1), (high, 1)):
                if isinstance(end, model.ValueOf):
                    yield ("values", end.name), sign * direction, user
        case _:
            return


def more_is_wider(what: model.Happened) -> int:
    """Whether a condition holds more often (+1) or less (−1) where more activities are counted."""
    if isinstance(what.window, model.LongAgo):
        return 0
    counting = {"at least": 1, "at most": -1, "exactly": 0}[what.count.kind] if what.count is not None else 1
    return -counting if what.absent else counting


def _direction(test: model.Order | model.Between) -> int:
    if isinstance(test, model.Between):
        return 0
    return {"is at least": 1, "is more than": 1, "is at most": -1, "is less than": -1}.get(test.op, 0)


def _towards_best(grade: model.Grade, test: model.GradeTest) -> int:
    """Whether a test asks for the best levels (+1) or the worst (−1)."""
    if test.op in ("is at least", "is more than"):
        return 1
    if test.op in ("is at most", "is less than"):
        return -1
    ranks = sorted(grade.rank(level) for level in test.levels)
    best, worst = ranks == [*range(len(ranks))], ranks[-1] == len(grade.levels) - 1
    sign = 1 if best else -1 if worst else 0
    return sign if test.op in ("is", "is one of") else -sign


def _rising(grade: model.Grade) -> int:
    """Whether more points give a better level: the best one is open above."""
    first = grade.levels[0].test if grade.levels else None
    return 1 if not isinstance(first, model.Band) or first.low is not None else -1


def _climbing(table: model.Table) -> int:
    """Whether the points of a table by a score rise with it."""
    rows = sorted((row for row in table.rows if isinstance(row.key, model.Band)), key=_low)
    points = [row.points for row in rows]
    return (1 if points == sorted(points) else 0) - (1 if points == sorted(points, reverse=True) else 0)


def _low(row: model.Row) -> Decimal:
    low = row.key.low if isinstance(row.key, model.Band) else None
    return Decimal("-Infinity") if low is None else low


def sign_of(rule: model.Rule) -> int:
    """Whether a rule only gives points (+1), only takes them (−1), or may do both (0)."""
    match rule:
        case model.IfRule() | model.EachRule() | model.IdleRule():
            return 0 if isinstance(rule.points.amount, model.ValueOf) else rule.points.sign
        case model.Table() | model.EachTable():
            signs = {_sign(row.points) for row in rule.rows} - {0}
        case model.Group() | model.FirstOf():
            signs = {sign_of(inner) for inner in rule.rules}
        case model.Adds():
            signs = {_sign(rule.low), _sign(rule.high)} - {0}
        case _:
            assert_never(rule)
    return signs.pop() if len(signs) == 1 else 0


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)
