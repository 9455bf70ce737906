"""Text on its way into HTML: any text becomes HTML that shows exactly this text.

Nothing in it is ever read as an element, an attribute, a style or a script. What is invisible or would turn the
direction of what follows is shown as a mark; words written from right to left are kept to themselves.
"""

from __future__ import annotations

import re
from typing import assert_never

from markupsafe import Markup, escape

from leadpact.agreement import document as doc
from leadpact_dsl.screen import visible

_BLANKS = re.compile(r"[ \t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Hebrew, Arabic and the other scripts that run from right to left, with what stands between their words.
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(f"[{_RIGHT}](?:[{_RIGHT} .,:;!?'\"-]*[{_RIGHT}])?")
_ADDRESS = re.compile(r"(?i)https?://|mailto:")


def plain(text: str) -> str:
    """Text on one line, as it may stand in an attribute once it is escaped."""
    return visible(_BLANKS.sub(" ", text))


def shown(text: str) -> Markup:
    """Text as it stands between tags."""
    return Markup(_RIGHT_TO_LEFT.sub(r"<bdi>\g<0></bdi>", str(escape(plain(text)))))


def code_block(text: str) -> Markup:
    """The lines of a text, each as it is."""
    return Markup("\n").join(visible(line.expandtabs()).rstrip() for line in text.splitlines())


def runs_to_html(runs: doc.Runs) -> Markup:
    """Runs of text. Whatever a policy says passes the sanitiser as well, so that two locks have to fail, not one."""
    if all(isinstance(run, doc.Plain) for run in runs):
        return shown("".join(run.text for run in runs if isinstance(run, doc.Plain)))
    return Markup(_sanitised(str(_html(runs))))


def _html(runs: doc.Runs) -> Markup:
    return Markup("").join(_run(run) for run in runs)


def _run(run: doc.Run) -> Markup:
    match run:
        case doc.Plain(text):
            return shown(text)
        case doc.Code(text):
            return Markup("<code>{}</code>").format(shown(text)) if text.strip() else Markup("")
        case doc.LineBreak():
            return Markup("<br>")
        case doc.Strong(inner):
            return Markup("<strong>{}</strong>").format(_html(inner))
        case doc.Emphasis(inner):
            return Markup("<em>{}</em>").format(_html(inner))
        case doc.Link(inner, address):
            label = _html(inner)
            return Markup('<a href="{}">{}</a>').format(address, label) if _ADDRESS.match(address) else label
        case _:
            assert_never(run)


def _sanitised(html: str) -> str:
    import nh3

    return nh3.clean(
        html,
        tags={"a", "bdi", "br", "code", "em", "strong"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
