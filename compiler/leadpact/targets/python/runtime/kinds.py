"""The kinds of activity of each scorer; here only so that the modules beside can be checked as they are."""

from __future__ import annotations

KINDS: dict[str, str] = {}
"""Their labels."""
OWN: frozenset[str] = frozenset()
"""Those that are the lead's own."""
