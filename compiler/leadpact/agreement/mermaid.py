"""A lifecycle as a Mermaid flowchart, which GitHub, GitLab and many wikis draw.

Labels stand in quotes, where Mermaid reads `#38;` as the character of that number
(https://mermaid.js.org/syntax/flowchart.html, "Entity codes to escape characters"). Every character that means
something to Mermaid, to the Markdown and HTML it makes of labels, or to the fence around it is written so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from leadpact.agreement import document as doc
from leadpact_dsl.screen import visible

_FRAME = "stages"
_BLANKS = re.compile(r"\s+")
# Letters, digits and marks that no part of Mermaid looks at where they stand so; all others become entity codes.
_MEANT = re.compile(
    r"[^\w ,.'()?:%→−–—“”‘’…/&-]|_"
    r"|(?<!\w)[/-]|[/-](?!\w)|&(?! )|%(?=%)|(?<=%)%|:(?=/)"
    r"|(?<=\d)[.)](?=\s|$)"  # a number in front would make a list
    r"|s(?=tyle)|c(?=lassDef)"  # behind these words, Mermaid takes the end off an entity code
)
# What Mermaid looks for once entity codes are characters again: formulas, icons, line ends, its own stand-ins for
# codes. An invisible word joiner parts them.
_PARTED = re.compile(r"\$(?=\$)|\bfa[a-z]?(?=:)|\\(?=n)|ﬂ(?=°)|¶(?=ß)")
_JOINER = "\u2060"
_SHAPES = {"stage": ('["', '"]'), "nurture": ('(["', '"])'), "closed": ('[["', '"]]')}


def mermaid(graph: doc.Lifecycle) -> str:
    """The lines between the fences. Arrows between the same two places are drawn as one, their labels together."""
    stages = [place for place in graph.places if place.role == "stage"]
    others = [place for place in graph.places if place.role != "stage"]
    return "\n".join(
        [
            "flowchart TB",
            f"  accTitle: {_text(graph.label)}",
            f"  accDescr: {_text(graph.description)}",
            f'  subgraph {_FRAME}["{_text(graph.frame)}"]',
            "    direction TB",
            *(f"    {_box(place)}" for place in stages),
            *(f"    {line}" for line in _arrows([arrow for arrow in graph.arrows if arrow.role == "onward"])),
            "  end",
            *(f"  {_box(place)}" for place in others),
            *(f"  {line}" for line in _arrows([arrow for arrow in graph.arrows if arrow.role != "onward"])),
        ]
    )


def _box(place: doc.Place) -> str:
    before, after = _SHAPES[place.role]
    return f"{place.id}{before}{'<br>'.join(map(_text, (place.title, *place.facts)))}{after}"


def _arrows(arrows: Sequence[doc.Arrow]) -> list[str]:
    labels: dict[tuple[str, str, str], list[str]] = {}
    for arrow in arrows:
        line = "-.->" if arrow.role in ("return", "back") else "-->"
        labels.setdefault((arrow.source or _FRAME, line, arrow.target or _FRAME), []).append(_text(arrow.label))
    return [f'{source} {line}|"{"<br>".join(of)}"| {target}' for (source, line, target), of in labels.items()]


def _text(text: str) -> str:
    """Any text as one line that Mermaid shows as it is; never empty, as an empty label is none."""
    shown = visible(_BLANKS.sub(" ", text).strip())
    shown = _PARTED.sub(rf"\g<0>{_JOINER}", shown)
    return _MEANT.sub(lambda found: f"#{ord(found.group())};", shown) or "#32;"
