"""The lines that a proof rests on, each with a few words on its part in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from leadpact.solver.asks import (
    Ask,
    DisqualifyHolds,
    Holds,
    No,
    Pays,
    RecycleIs,
    ResponseHolds,
    RouteHolds,
    StageHolds,
    Starts,
)
from leadpact_dsl.checks import walk
from leadpact_dsl.diagnostics import Label
from leadpact_dsl.model import Condition, Policy, Rule
from leadpact_dsl.phrases.words import quoted
from leadpact_dsl.source import Span

_MOST_LABELS = 6


def conditions_of(core: Iterable[Ask]) -> list[Condition]:
    """What has to hold, among the asks of a proof."""
    return [ask.condition for ask in core if isinstance(ask, Holds)]


def labels(
    policy: Policy,
    core: Sequence[Ask],
    *,
    besides: Span | None = None,
    words: str = "",
    said: Mapping[Ask, str] = MappingProxyType({}),
) -> tuple[Label, ...]:
    """A label for each line of a proof but the one that is marked already; `words` for those that must hold.

    `said` holds the words for some asks of their own.
    """
    alone = sum(isinstance(ask, No) for ask in core) == 1
    found: dict[Span, str] = {}
    for ask in core:
        for span, text in _mark(policy, ask, alone, words):
            found.setdefault(span, said.get(ask, text))
    if besides is not None:
        found.pop(besides, None)
    return tuple(Label(span, text) for span, text in list(found.items())[:_MOST_LABELS])


def _mark(policy: Policy, ask: Ask, alone: bool, words: str) -> Iterator[tuple[Span, str]]:
    whom = "all of them" if alone else "some of them"
    match ask:
        case Holds(condition=condition):
            yield condition.span, words or "because of this line"
        case Pays(clause_id=clause):
            yield from ((rule.span, words or "because of this rule") for rule in rules_named(policy, clause))
        case No(ask=Pays(clause_id=clause)):
            yield from ((rule.span, "pays") for rule in rules_named(policy, clause))
        case No(ask=Holds(condition=condition)):
            yield condition.span, f"holds first for {whom}"
        case No(ask=StageHolds(stage=name)):
            yield policy.stages[name].span, f"{whom} are at this one, which is further on"
        case No(ask=DisqualifyHolds(name=name)):
            yield policy.disqualify[name].span, f"disqualifies {whom}"
        case No(ask=RecycleIs(name=str() as name)):
            yield policy.recycle[name].span, f"keeps {whom} back"
        case No(ask=RouteHolds(route=name)):
            yield policy.routes[name].span, f"takes {whom} first"
        case No(ask=ResponseHolds(response=name)):
            yield policy.responses[name].span, f"applies to {whom} first"
        case Starts(clock=name):
            yield policy.clocks[name].span, "asked at the instant at which this clock starts"
        case _:
            return


def rules_named(policy: Policy, clause: str) -> Iterator[Rule]:
    for score in policy.scores.values():
        yield from (rule for rule in walk.rules(score) if rule.id == clause)


def head(span: Span) -> Span:
    """The first line of a clause, from its first word on: what is marked of a block."""
    line = span.file.line_text(span.line)
    start = span.file.line_starts[span.line - 1]
    return Span(span.file, span.start, min(span.end, start + len(line.rstrip())))


def together(core: Sequence[Ask]) -> str:
    """`“A” and “B” never hold together` where the proof is two lines on one line each, else an empty text."""
    texts = [one.span.text for one in conditions_of(core)]
    if len(texts) == len(core) == 2 and all("\n" not in text and len(text) <= 90 for text in texts):
        return f"{quoted(texts[0])} and {quoted(texts[1])} never hold together"
    return ""
