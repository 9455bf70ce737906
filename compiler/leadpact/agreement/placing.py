"""Where the authors' own sections stand: in the section that their title names, else in the annex of further terms.

`section "Goals"` opens section 6, `section "Goals: Who measures"` gets a heading of its own at the end of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import section
from leadpact.agreement.prose import read_prose
from leadpact_dsl.model import Section
from leadpact_dsl.text import fold


def place(own: Sequence[Section], into: Sequence[doc.Section]) -> tuple[list[doc.Section], list[doc.Section]]:
    """The sections with those of the authors' that belong into them, and those that belong nowhere, in their order."""
    made, further = list(into), []
    places = {fold(one.title): number for number, one in enumerate(into)}
    opened: dict[int, doc.Blocks] = {}
    for one in own:
        whole = places.get(fold(one.title))
        before, _, behind = one.title.partition(":")
        part = places.get(fold(before)) if behind.strip() else None
        if whole is not None:
            opened[whole] = (*opened.get(whole, ()), *read_prose(one.body))
        elif part is not None:
            below = section(behind.strip(), read_prose(one.body))
            made[part] = replace(made[part], sections=(*made[part].sections, below))
        else:
            further.append(section(one.title, read_prose(one.body)))
    for number, blocks in opened.items():
        made[number] = replace(made[number], blocks=(*blocks, *made[number].blocks))
    return made, further
