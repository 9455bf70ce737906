"""Frozen dataclasses that are quick to make: there are some two hundred, and each start makes all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """`@dataclass(frozen=True)`, without the signature that it writes into an empty docstring: that takes longest."""
    cls.__doc__ = cls.__doc__ or cls.__name__
    return dataclass(frozen=True)(cls)
