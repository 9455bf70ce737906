"""How a lead that cannot be decided is told."""

from __future__ import annotations


class Refused(ValueError):
    """The lead cannot be decided; the reason is a sentence for people. It is never scored as zero."""
