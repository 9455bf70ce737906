"""What all declarations share: which are new or gone, their labels and reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from leadpact.review.changes.matching import moved
from leadpact.review.changes.values import About, Found, found
from leadpact_dsl import model
from leadpact_dsl.phrases.words import quoted, sentence

T = TypeVar("T")


def declared(old: Mapping[str, T], new: Mapping[str, T]) -> Iterator[tuple[T | None, T | None]]:
    """Declarations by their names, which are those of the new version; what is gone comes last."""
    for name, declaration in new.items():
        yield old.get(name), declaration
    for name, declaration in old.items():
        if name not in new:
            yield declaration, None


def label_changes(about: About, kind: str, old: model.Named, new: model.Named) -> Iterator[Found]:
    """`The score “Fit” is now called “Company fit”`: what people read."""
    if old.label != new.label:
        said = f"The {kind} {quoted(old.label)} is now called {quoted(new.label)}"
        yield found(about, "wording", sentence(said))


def reason_change(about: About, what: str, old: str | None, new: str | None) -> Iterator[Found]:
    """`what` is the clause that the reason stands beside."""
    if old == new:
        return
    if new is None:
        assert old is not None
        said = f"{what}: the reason given is gone (before: {quoted(old)})"
    elif old is None:
        said = f"{what}: there is now a reason given, {quoted(new)}"
    else:
        said = f"{what}: the reason given is now {quoted(new)} (before: {quoted(old)})"
    yield found(about, "wording", sentence(said), signed=False)


def order_changes(
    about: About, old: Mapping[str, model.Named], new: Mapping[str, model.Named], why: str
) -> Iterator[Found]:
    """Of declarations that stand in line: those that stand elsewhere now, each once. `why` says what it decides."""
    for first, second, behind in turns([*old], [*new]):
        said = f"now comes {'behind' if behind else 'before'}"
        yield found(about, "different", sentence(f"{quoted(new[first].label)} {said} {quoted(new[second].label)}{why}"))


def turns(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """Of names that stand in line, those that stand elsewhere now: the first comes before the second, or behind it."""
    was_at = {name: place for place, name in enumerate(name for name in old if name in new)}
    is_at = {name: place for place, name in enumerate(name for name in new if name in old)}
    for name in moved(old, new):
        passed = [other for other in is_at if (was_at[other] < was_at[name]) != (is_at[other] < is_at[name])]
        first, other = (name, passed[0]) if is_at[name] < is_at[passed[0]] else (passed[0], name)
        if len(passed) > 1 and first != name:
            yield name, passed[-1], True
        else:
            yield first, other, False
