"""The kinds of activity of each scorer; here only so that the modules beside can be checked as they are."""

from __future__ import annotations

KINDS: dict[str, tuple[bool, str]] = {}
"""By name, whether it is the lead's own, and its label."""
