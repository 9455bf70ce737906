"""Which policy that is gone stands elsewhere now: otherwise a change could hide behind another name of its folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

from leadpact_dsl.frozen import frozen

_Key = TypeVar("_Key")

ALIKE = 0.5
"""From this share of lines in common on, one policy is taken for the other, as git does it for renamed files."""


@frozen
class Content:
    """What a policy is known by: its title, where it has one, and the texts of its files."""

    title: str | None
    texts: tuple[str, ...]


def moved(gone: Mapping[_Key, Content], new: Mapping[_Key, Content]) -> dict[_Key, _Key]:
    """By the new ones, the ones that are gone and stand there now; each at most once, the most alike first.

    Two are one where at least half of their lines are alike, or where both have the same title.
    """
    old_lines = {key: _lines(one.texts) for key, one in gone.items()}
    new_lines = {key: _lines(one.texts) for key, one in new.items()}
    likely: list[tuple[float, bool, int, int]] = []
    olds, news = [*gone], [*new]
    for i, old in enumerate(olds):
        for j, now in enumerate(news):
            alike = _alike(old_lines[old], new_lines[now])
            titled = gone[old].title is not None and gone[old].title == new[now].title
            if alike >= ALIKE or titled:
                likely.append((-alike, not titled, i, j))
    found: dict[_Key, _Key] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(likely):
        if i not in taken and news[j] not in found:
            found[news[j]] = olds[i]
            taken.add(i)
    return found


def _lines(texts: Iterable[str]) -> Counter[str]:
    return Counter(line for text in texts for raw in text.split("\n") if (line := raw.strip()))


def _alike(old: Counter[str], new: Counter[str]) -> float:
    """The share of the lines of the longer one that the other has too."""
    longer = max(old.total(), new.total())
    return (old & new).total() / longer if longer else 0.0
