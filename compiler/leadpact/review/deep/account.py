"""What came of the questions, in a few lines: how many were answered and how, and which stayed open."""

from __future__ import annotations

from collections.abc import Iterator

from leadpact.review.deep.examine import Examined, Undecided
from leadpact_dsl.phrases.words import counted

_MOST_PLACES = 5
"""Places of open questions that are named for each reason; of the others it is said how many they are."""


def account(name: str, found: Examined) -> tuple[str, ...]:
    """`name` is what the policy is called.

    Every question is about all leads at once. Where one lead settles it, the answer is that lead; else it is a proof.
    """
    return (_answered(name, found), *_refuted(found), *_open(found.undecided))


def _answered(name: str, found: Examined) -> str:
    """`policies/acme: 168 questions about all leads: 166 answered by a lead, 1 by a proof, 1 unknown; 1 finding.`"""
    ways = [(found.shown, "answered by a lead"), (len(found.proofs), "answered by a proof")]
    said = [f"{count:,} {how}" for count, how in ways if count] + (
        [f"{len(found.undecided):,} unknown"] if found.undecided else []
    )
    findings = counted(len(found.findings), "finding") if found.findings else "nothing found"
    return f"{name}: {counted(found.asked, 'question')} about all leads: {', '.join(said) or 'none asked'}; {findings}."


def _refuted(found: Examined) -> Iterator[str]:
    if found.refuted:
        yield (
            f"{counted(found.refuted, 'warning')} of the ordinary check left out: a proof shows that no lead is meant."
        )


def _open(undecided: tuple[Undecided, ...]) -> Iterator[str]:
    """One line for each reason."""
    for why in dict.fromkeys(one.why for one in undecided):
        places = [str(one.question.span) for one in undecided if one.why == why]
        more = f" and {len(places) - _MOST_PLACES} more" if len(places) > _MOST_PLACES else ""
        yield f"Unknown: {why.rstrip('.')} ({', '.join(dict.fromkeys(places[:_MOST_PLACES]))}{more})."
