"""The formats that the agreement is rendered in: a line each, so that a new one is one file and one line."""

from __future__ import annotations

from collections.abc import Callable

from leadpact.agreement.document import Document
from leadpact.agreement.markdown import render_markdown
from leadpact.agreement.wording import Overrides

Renderer = Callable[[Document, Overrides | None], str | bytes]

FORMATS: dict[str, Renderer] = {
    "markdown": render_markdown,
}
