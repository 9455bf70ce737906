"""The kinds of activity of each scorer, and its clock; here so that the modules beside can be checked as they are."""

from __future__ import annotations

KINDS: dict[str, str] = {}
"""Their labels."""
TRAITS: dict[str, tuple[bool, bool]] = {}
"""Whether they are the lead's own, and whether the policy asks for their values."""
SINCE: tuple[int, ...] = (0,)
AHEAD: tuple[int, ...] = (0,)
"""The agreement's zone: from each instant on, how many ms its wall clock is ahead of UTC."""
