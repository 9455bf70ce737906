"""What a policy makes use of, so that the agreement explains that and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TypeVar

from leadpact_dsl.model import Policy
from leadpact_dsl.source import Span

T = TypeVar("T")


class Uses:
    """`uses(Fading)`: whether any clause of the policy holds one; `uses(Once, test)`: one that passes the test.

    The policy's examples are not clauses, and are left out.
    """

    def __init__(self, policy: Policy) -> None:
        own = [getattr(policy, field.name) for field in fields(policy) if field.name != "examples"]
        self._nodes = [node for part in own for node in _nodes(part)]

    def __call__(self, kind: type[T], test: Callable[[T], bool] = lambda _: True) -> bool:
        return any(isinstance(node, kind) and test(node) for node in self._nodes)

    def each(self, kind: type[T]) -> Iterator[T]:
        """Every clause, or part of one, of a kind."""
        return (node for node in self._nodes if isinstance(node, kind))


def _nodes(value: object) -> Iterator[object]:
    """Every dataclass within a value, itself included, however deep; where it was written is no part of it."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _nodes(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)
    elif is_dataclass(value) and not isinstance(value, Span | type):
        yield value
        for field in fields(value):
            yield from _nodes(getattr(value, field.name))
