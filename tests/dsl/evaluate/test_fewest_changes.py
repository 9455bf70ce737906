"""The fewest changes against trying every combination of them."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from leadpact_dsl.decision import Decision, Refused
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import LeadRecord, Scalar
from leadpact_dsl.why_not import ToStage, why_not

from .lead_case import NOW, at, policy, score

T = at(NOW)

# Five facts that are independent of each other: what makes each true, and what makes it false.
FACTS: dict[str, tuple[str, Scalar, Scalar]] = {
    "wants_call": ("wants_call", True, False),
    "opted_out": ("opted_out", True, False),
    "employees is 1": ("employees", 1, 2),
    'title is "x"': ("title", "x", "y"),
    'city is "x"': ("city", "x", "y"),
}

_points = st.sampled_from(["+5", "+10", "+20", "+2.5", "-5", "-15"])
_facts = st.sampled_from(list(FACTS))
_conditions = st.one_of(_facts, st.lists(_facts, min_size=2, max_size=3, unique=True).map(" and ".join))
_if_rules = st.builds("{} if {}".format, _points, _conditions)
_first_of = st.lists(_if_rules, min_size=2, max_size=3, unique=True).map(lambda rules: _block("first of", rules))
_limits = st.sampled_from(["", " at most 12 points", " from -3 to 9", " counts 50%", " at most 12 points counts 150%"])
_gates = st.one_of(st.just(""), _conditions.map(" only if {}".format))


def _block(head: str, rules: list[str]) -> str:
    return "\n".join([head, *(f"  {line}" for rule in rules for line in rule.splitlines())])


def _groups(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda limit, gate, rules: _block(f'group "G"{limit}{gate}', rules),
        _limits,
        _gates,
        st.lists(inside, min_size=1, max_size=3),
    )


_rules = st.recursive(_if_rules | _first_of, _groups, max_leaves=6)
_zero = st.one_of(st.just([]), _conditions.map(lambda condition: [f"zero if {condition}"]))
_scores = st.builds(lambda rules, zero: "\n".join([*rules, *zero]), st.lists(_rules, min_size=1, max_size=4), _zero)


@given(_scores, st.integers(-10, 40), st.lists(st.booleans(), min_size=5, max_size=5))
def test_no_combination_of_fewer_facts_would_do(rules: str, threshold: int, now: list[bool]) -> None:
    text = score(rules, "from -20 to 45") + f"stage first\nstage there\n  when it is at least {threshold}\n"
    found = policy(text)

    def lead(facts: tuple[bool, ...] | list[bool]) -> LeadRecord:
        chosen = zip(FACTS.values(), facts, strict=True)
        return LeadRecord("x", {field: yes if fact else no for (field, yes, no), fact in chosen})

    def reaches(facts: tuple[bool, ...]) -> bool:
        decision = decide(found, lead(facts), [], T)
        assert isinstance(decision, Decision)
        return decision.stage == "there"

    answer = why_not(found, lead(now), [], T, ToStage("there"))
    assert not isinstance(answer, Refused)
    good = [facts for facts in product([True, False], repeat=5) if reaches(facts)]
    distances = [sum(a != b for a, b in zip(now, facts, strict=True)) for facts in good]
    if not good:
        assert answer.changes is None
        return
    assert answer.changes is not None
    assert len(answer.changes) == min(distances)
