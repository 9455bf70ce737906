"""Names that speak of what happens after a lead came in. A name proves nothing: it is a reason to ask who fills it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadpact_dsl.model import Field
from leadpact_dsl.phrases.words import quoted

_SPEAKS_OF = {
    "a judgement that somebody makes once the lead is known": """
        tag tags quality disposition verdict note notes comment comments remark remarks feedback assessment
        qualification qualified
    """,
    "a figure that another program works out, and works out anew": """
        score scores scoring index grade rating ranking rank probability likelihood propensity prediction predicted
        forecast
    """,
    "the state at the time of the export, not when the lead was decided on": """
        last latest status stage modified updated recent
    """,
    "how it ended": """
        converted conversion won lost closed close outcome result enrolled opportunity deal invoice invoiced
        payment paid purchased signed churned
    """,
}
_KINDS = {what: frozenset(words.split()) for what, words in _SPEAKS_OF.items()}

_WORD = re.compile(r"[a-z]+")
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HARMLESS = re.compile(r"\b(last|latest)[ _-]?name\b|\bpurchased[ _-]?(list|from)\b", re.IGNORECASE)
"""A surname, and where an address was bought."""


def named_so(field: Field) -> Iterator[str]:
    """Why the name, the label or the column of a field gives reason to ask, as a sentence without a full stop."""
    for text in dict.fromkeys((field.column or "", field.label, field.name)):
        words = _WORD.findall(_HUMPS.sub(" ", _HARMLESS.sub(" ", text).replace("_", " ")).lower())
        for what, telling in _KINDS.items():
            if not telling.isdisjoint(words):
                yield f"its name, {quoted(text)}, speaks of {what}"
                return
